"""Panels and indicators in the words of schema.org, for search engines. Invented ones aren't told to them."""

from datetime import datetime

from django.conf import settings
from django.utils.safestring import SafeString

from portal.lib.html import script_data
from portal.lib.language import is_english

from .models import Indicator, Panel


def dataset(thing: Panel | Indicator, changed_at: datetime | None) -> SafeString:
    """A Dataset with its files, as JSON for a <script> of data; "" for a sample."""
    if thing.is_sample:
        return SafeString("")
    is_panel = isinstance(thing, Panel)
    address = settings.SITE_URL + thing.get_absolute_url()
    files = {"text/csv": "csv", "application/json": "json"}
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": thing.words.title if is_panel else thing.title,
        "description": (thing.words.intro if is_panel else thing.words.definition) or str(thing),
        "identifier": thing.slug if is_panel else thing.code,
        "url": address,
        "inLanguage": "en" if is_english() else "zh-Hans",
        "dateModified": changed_at.isoformat() if changed_at else "",
        "creator": {"@type": "Organization", "url": f"{settings.SITE_URL}/"},
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{address.rstrip('/')}.{ending}"}
            for kind, ending in files.items()
        ],
    }
    return script_data({key: value for key, value in data.items() if value})
