"""A project's card in the body of an article."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from portal.site.embeds import Choice, Kind

from .models import Project

MOST = 20


def find(request: HttpRequest, query: str) -> Iterable[Choice]:
    projects = Project.objects.published().order_by("-updated_at")
    for word in query.split():
        projects = projects.filter(name__icontains=word) | projects.filter(code__iexact=word)
    return [Choice(project.pk, project.name, project.code) for project in projects[:MOST]]


def render(ids: list[int], known: dict[int, object]) -> dict[int, str]:
    """One query, none when the page knows them all."""
    missing = [pk for pk in ids if pk not in known]
    found = known | (Project.objects.published().in_bulk(missing) if missing else {})
    return {pk: render_to_string("projects/_embed.html", {"project": found[pk]}) for pk in ids if found.get(pk)}


KIND = Kind(_("Project card"), find, render)
