"""A record in the words of schema.org, for search engines. Invented ones aren't told to them."""

from django.conf import settings
from django.utils.safestring import SafeString

from portal.lib.html import script_data

from .models import Project
from .record import Record


def project_data(project: Project, record: Record) -> SafeString:
    """A Project at its Place, as JSON for a <script> of data; "" for a sample."""
    if project.is_sample:
        return SafeString("")
    data = {
        "@context": "https://schema.org",
        "@type": "Project",
        "name": project.words.name,
        "alternateName": record.aliases,
        "identifier": project.code,
        "description": project.words.summary,
        "url": settings.SITE_URL + project.get_absolute_url(),
        "location": {"@type": "Place", "name": project.address} if project.address else "",
        "parentOrganization": {"@type": "Organization", "name": str(project.owner)} if project.owner else "",
    }
    return script_data({key: value for key, value in data.items() if value})
