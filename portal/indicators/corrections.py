"""A corrected value: everything that prints the old one, and a dated note placed on all of it in one act.

Articles are found by their ties, panels by their items, standing pages by their words; apps above add what else may
print a figure with `register` in their `AppConfig.ready`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext, override

from portal.lib.dates import show_period
from portal.lib.language import ENGLISH
from portal.publishing import effects
from portal.publishing.models import Publishable, ReviewLog, Status
from portal.publishing.reviewed import Reviewed
from portal.site.models import Page

from .models import CorrectionNote, FigureUse, PanelItem, Vintage


@dataclass(frozen=True)
class Place:
    """A thing that prints the value. `words`: how; `is_sure`: by a tie or a panel item, not by its words alone."""

    thing: Publishable
    words: str
    is_sure: bool = True

    @property
    def kind(self) -> str:
        return str(self.thing._meta.verbose_name)

    @property
    def key(self) -> str:
        return f"{self.thing._meta.label_lower}.{self.thing.pk}"

    @property
    def is_proposed(self) -> bool:
        return self.is_sure and self.is_public

    @property
    def is_public(self) -> bool:
        return type(self.thing).objects.all().readable().filter(pk=self.thing.pk).exists()


Finder = Callable[[Vintage, list[Vintage]], Iterable[Place]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Add a finder of places: (the new value, the older ones of its period) -> places."""
    if finder not in _finders:
        _finders.append(finder)


def places(vintage: Vintage) -> list[Place]:
    """Each thing once, what is sure first."""
    older = list(
        Vintage.objects.fixed().filter(observation=vintage.observation, number__lt=vintage.number).order_by("-number")
    )
    for old in older:
        old.observation = vintage.observation
    found: dict[str, Place] = {}
    for place in [*_tied(vintage), *_panels(vintage), *_pages(vintage, older), *_others(vintage, older)]:
        found.setdefault(place.key, place)
    return sorted(found.values(), key=lambda place: not place.is_sure)


def _tied(vintage: Vintage) -> Iterator[Place]:
    uses = FigureUse.objects.standing().filter(vintage__observation=vintage.observation).exclude(vintage=vintage)
    for use in uses.filter(is_live=False).prefetch_related("thing"):
        if use.thing and use.thing.status != Status.TRASHED and not getattr(use.thing, "is_copy", False):
            yield Place(use.thing, use.sentence)


def _panels(vintage: Vintage) -> Iterator[Place]:
    items = PanelItem.objects.filter(indicator=vintage.observation.indicator).select_related("panel")
    for item in items.filter(Q(period="") | Q(period=vintage.observation.period)):
        if item.panel.status != Status.TRASHED:
            yield Place(item.panel, gettext("shows the current value"))


def _pages(vintage: Vintage, older: list[Vintage]) -> Iterator[Place]:
    wanted = Q(body__contains=vintage.observation.indicator.get_absolute_url())
    for old in older:
        wanted |= Q(body__contains=old.shown)
    for page in Page.objects.exclude(status=Status.TRASHED).filter(wanted, revises=None):
        yield Place(page, gettext("names the indicator or the old number"), is_sure=False)


def _others(vintage: Vintage, older: list[Vintage]) -> Iterator[Place]:
    for finder in _finders:
        yield from finder(vintage, older)


def old_value(vintage: Vintage) -> Vintage | None:
    """The public value that this one replaces."""
    known = Vintage.objects.fixed().filter(observation=vintage.observation, number__lt=vintage.number)
    return known.order_by("-number").first()


def words_of(vintage: Vintage, old: Vintage | None) -> str:
    """The note as it is proposed, in the language of the page: 示例项目新增就业（2025年）由1260人更正为1206人。"""
    place = vintage.observation
    name, when = place.indicator.title, show_period(place.period)
    name = gettext("%(name)s (%(unit)s)") % {"name": name, "unit": when} if when else name
    said = {
        Vintage.Reason.METHOD: gettext("%(name)s is counted differently: %(new)s instead of %(old)s."),
        Vintage.Reason.ROUTINE: gettext("%(name)s was revised from %(old)s to %(new)s."),
    }.get(vintage.reason, gettext("%(name)s was corrected from %(old)s to %(new)s."))
    return said % {"name": name, "old": old.shown if old else "–", "new": vintage.shown}


def proposed(vintage: Vintage) -> dict[str, str]:
    """The note in both languages; in English only for what has an English name."""
    old = old_value(vintage)
    with override(ENGLISH):
        in_english = words_of(vintage, old) if vintage.observation.indicator.in_english else ""
    return {"text": words_of(vintage, old), "text_en": in_english}


@transaction.atomic
def place_notes(vintage: Vintage, keys: Iterable[str], text: str, text_en: str = "", *, by) -> list[Place]:
    """Put the note on the chosen places; one that has a note on this value keeps it. Returns where it was placed.

    PermissionDenied without the right to publish values, ValidationError without words or when the value isn't public.
    """
    if not by.has_perm("indicators.publish_vintage"):
        raise PermissionDenied
    if not text.strip():
        raise ValidationError(gettext("Readers need to be told what was corrected."))
    if not Vintage.objects.published().filter(pk=vintage.pk).exists():
        raise ValidationError(gettext("Publish the corrected value first."))
    wanted, placed = set(keys), []
    for place in places(vintage):
        if place.key in wanted and _note(vintage, place.thing, by, text=text.strip(), text_en=text_en.strip()):
            placed.append(place)
    return placed


def _note(vintage: Vintage, thing: Model, by, **words: str) -> bool:
    kind = ContentType.objects.get_for_model(thing)
    _note_, made = CorrectionNote.objects.get_or_create(
        content_type=kind, object_id=thing.pk, vintage=vintage, defaults={**words, "placed_by": by}
    )
    if made and isinstance(thing, Reviewed):
        thing.noted(by=by, text=words["text"])
    elif made:
        ReviewLog.objects.create(
            thing=thing, verb="correct", old_status=thing.status, new_status=thing.status, by=by, note=words["text"]
        )
        effects.start(thing)
    return made
