"""Public projects in the words of OC4IDS 0.9.5 (Open Contracting for Infrastructure Data Standard).

Amounts in yuan. Dates only where a source gives the day: the standard wants full date-times, and none is invented.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from portal.site.models import SiteSettings
from projects.listing import Row, each_row
from projects.models import Project
from projects.stages import Group

from .tables import projects

VERSION = "0.9"  # of 0.9.5: the field takes major.minor alone, as the worked example of the standard has it
STATUS = {
    Group.RESERVE: "identification",
    Group.SIGNED: "preparation",
    Group.PREPARING: "preparation",
    Group.BUILDING: "implementation",
    Group.COMPLETED: "completion",
    Group.OPERATING: "maintenance",
}
TYPE = {
    Project.BuildKind.NEW: "construction",
    Project.BuildKind.EXTENSION: "expansion",
    Project.BuildKind.REBUILDING: "rehabilitation",
}
_URI = re.compile(r"https?://\S+")  # the package holds the address of the licence without its name
_PERIODS = {
    "preparationPeriod": (Group.SIGNED, Group.BUILDING),
    "implementationPeriod": (Group.BUILDING, Group.COMPLETED),
    "maintenancePeriod": (Group.OPERATING, None),
}


def package() -> Iterator[bytes]:
    """A project package, a project at a time."""
    site = SiteSettings.load()
    head = {
        "version": VERSION,
        "uri": f"{settings.SITE_URL}/api/v1/oc4ids.json",
        "publishedDate": timezone.localtime().isoformat(timespec="seconds"),
        "publisher": {"name": site.zone_name or site.name, "uri": settings.SITE_URL},
        "publicationPolicy": f"{settings.SITE_URL}/api/docs/",
    }
    if licence := _URI.search(settings.OPEN_DATA_LICENCE):
        head["license"] = licence[0]
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "projects": [').encode()
    for n, row in enumerate(each_row(projects())):
        yield ((",\n" if n else "\n") + json.dumps(as_project(row), ensure_ascii=False)).encode()
    yield b"]}\n"


def as_project(row: Row) -> dict[str, object]:
    project = row.project
    found = {
        "id": f"{prefix()}-{project.code}",
        "language": "zh",
        "title": project.name,
        "description": project.summary,
        "status": STATUS.get(project.group),
        "type": TYPE.get(project.build_kind),
        "purpose": "",
        "additionalClassifications": _classes(row),
        "locations": [
            {"id": "1", "description": place} for place in [project.address or str(project.park or "")] if place
        ],
        "budget": _budget(project),
        "parties": _parties(project),
        "publicAuthority": _authority(project),
        "documents": [
            {"id": "page", "documentType": "projectPage", "url": settings.SITE_URL + project.get_absolute_url()}
        ],
        **{name: _period(row, *ends) for name, ends in _PERIODS.items()},
    }
    return {name: value for name, value in found.items() if value}


def prefix() -> str:
    """Ids of this publisher: the host's name stands where a registered prefix would."""
    return "oc4ids-" + settings.SITE_URL.partition("://")[2].replace(":", "-").replace(".", "-")


def _classes(row: Row) -> list[dict[str, str]]:
    project = row.project
    found = [{"scheme": "category", "id": project.category, "description": project.get_category_display()}]
    if project.industry:
        found.append({"scheme": "industry", "id": project.industry.code, "description": project.industry.name})
    if project.industry_code:
        found.append({"scheme": "GB/T 4754", "id": project.industry_code})
    return found


def _budget(project: Project) -> dict[str, object] | None:
    if project.total_investment is None:
        return None
    yuan = project.total_investment * 10_000
    return {"amount": {"amount": int(yuan) if yuan == int(yuan) else float(yuan), "currency": "CNY"}}


def _parties(project: Project) -> list[dict[str, object]]:
    owner, unit = project.owner, project.responsible_unit
    found = [{"id": f"owner-{owner.pk}", "name": owner.name, "roles": ["owner"]}] if owner else []
    if unit:
        found.append({"id": f"unit-{unit.pk}", "name": str(unit), "roles": ["publicAuthority"]})
    return found


def _authority(project: Project) -> dict[str, object] | None:
    unit = project.responsible_unit
    return {"id": f"unit-{unit.pk}", "name": str(unit)} if unit else None


def _period(row: Row, begins: str, ends: str | None) -> dict[str, str] | None:
    days = {"startDate": _day(row, begins), "endDate": _day(row, ends) if ends else ""}
    return {name: day for name, day in days.items() if day} or None


def _day(row: Row, group: str) -> str:
    when = row.at(group)
    try:
        found = "" if when.is_seen else date.fromisoformat(when.date)
    except ValueError:
        return ""
    return timezone.make_aware(datetime.combine(found, time.min)).isoformat() if found else ""
