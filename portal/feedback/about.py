"""The page or picture that a report or claim is about, by its address on this site."""

import re

from django.conf import settings

from news.models import Article
from portal.lib.language import bare
from portal.media.models import PhotoUse
from portal.publishing.models import Publishable, PublishableQuerySet
from portal.site.models import Page
from projects.models import Project

_ARTICLE = re.compile(r"/news/\d{4}/\d{1,2}/(\d{1,15})/")
_PHOTO = re.compile(r"/media/(photos/[0-9a-f]{32})(?:-\d+)?\.(?:jpg|avif)")
_PROJECT = re.compile(r"/projects/([A-Z0-9-]{1,20})/")


def clean_path(path: str) -> str:
    """An address of this site, with or without the site's name, as a form may take it over; "" for anything else."""
    path = path.removeprefix(settings.SITE_URL)
    path = bare(path.partition("#")[0].partition("?")[0])
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\", "/admin/", "/report/"))
    return path if is_ours and len(path) <= 300 and path.isprintable() and "\\" not in path else ""


def rows(path: str) -> PublishableQuerySet | None:
    """The articles, records or pages at this address, whatever their state: one or none; None when it is another kind."""
    if match := _ARTICLE.fullmatch(path):
        return Article.objects.filter(pk=match[1], revises=None)
    if match := _PROJECT.fullmatch(path):
        return Project.objects.filter(code=match[1])
    return Page.objects.filter(column__path=path, revises=None) if path.startswith("/") else None


def things(path: str) -> list[Publishable]:
    """For staff: the thing at this address; for a picture's own address everything that shows the picture."""
    if match := _PHOTO.fullmatch(path):
        uses = PhotoUse.objects.filter(photo__name=match[1])
        return [use.thing for use in uses if isinstance(use.thing, Publishable)]
    found = rows(path)
    return list(found) if found is not None else []


def public_title(path: str) -> str:
    """What readers know the page as; "" unless they may read it."""
    found = rows(path)
    thing = found.readable().first() if found is not None else None
    return getattr(thing.words, "name" if isinstance(thing, Project) else "title") if thing else ""
