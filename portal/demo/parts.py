"""Photos, files and parts of other pages in the demonstration's texts: there by code or file name, in the stored body by id."""

import re
from html import escape
from pathlib import Path

from django.db.models import Model

from portal.indicators.models import Indicator, Panel
from portal.media.models import Attachment, Photo
from projects.models import Project

FILES = Path(__file__).parent / "files"
TITLES = {"sample-form.txt": "示例：企业服务需求登记表"}
_PART = re.compile(r'<div data-embed="(\w+)" data-id="([\w.-]+)"></div>')


def with_parts(body: str, photos: dict[str, Photo]) -> str:
    """The body with the photos by their keys, and the ids and names of what else stands in it."""
    for key, photo in photos.items():
        body = body.replace(f'<figure data-photo="{key}"></figure>', photo.as_figure())
    return _PART.sub(_named, body)


def _named(match: re.Match[str]) -> str:
    kind, key = match.groups()
    thing = _FIND[kind](key)
    return f'<div data-embed="{kind}" data-id="{thing.pk}" data-label="{escape(str(thing))}">{escape(str(thing))}</div>'


def _file(name: str) -> Model:
    known = Attachment.objects.filter(title=TITLES[name]).first()
    return known or Attachment.add((FILES / name).read_bytes(), name=name, title=TITLES[name])


_FIND = {
    "project": lambda code: Project.objects.get(code=code),
    "figure": lambda code: Indicator.objects.get(code=code),
    "panel": lambda slug: Panel.objects.get(slug=slug),
    "file": _file,
}
