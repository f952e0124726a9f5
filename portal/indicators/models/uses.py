"""What prints which figure: one row for every figure of a text that somebody has answered for.

A use stands at a place of its thing's plain text (an article's, in code points) and is tied to exactly one of a value of
the ledger, a named measure, a field of a project record, or is left alone. It prints what stood there on the day
(pinned) or the current value (live). The text may change: `follow` finds the figure again, or says that it is lost.
"""

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.dates import validate_period
from portal.lib.language import is_english
from portal.lib.quantities import Figure
from portal.lib.sentences import sentence_at
from projects.models import Project

from .indicator import Indicator
from .vintage import Vintage

# What of a record a figure may be tied to; all of it is public with the record. Stated facts go by "fact:<label>".
PROJECT_FIELDS = {
    "total_investment": _("total investment"),
    "land_area": _("land area (mu)"),
    "expected_jobs": _("new jobs"),
}
FACT = "fact:"
ALIKE = 0.5  # share of a sentence that must be the same for its figure to be followed
_FREE = {"vintage": None, "measure": "", "period": "", "project": None, "field": "", "is_left": False, "lent": None}


class FigureUseQuerySet(models.QuerySet):
    def of(self, thing: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(thing)
        return self.filter(content_type=kind, object_id=thing.pk)

    def standing(self) -> Self:
        """Those whose figure is still in the text."""
        return self.filter(is_lost=False)

    def of_indicator(self, indicator: Indicator) -> Self:
        """Every use of its values, and of the measure behind it."""
        wanted = Q(vintage__observation__indicator=indicator)
        if indicator.measure:
            wanted |= Q(measure=indicator.measure)
        return self.standing().filter(wanted)

    @transaction.atomic
    def tie(
        self, thing: models.Model, text: str, figure: Figure, *, by, is_live: bool = False, **tie: Any
    ) -> "FigureUse":
        """Answer for one figure of `text`, the plain text of `thing`. `tie`: vintage; measure, period; project, field;
        or is_left=True. An answer given before is replaced. ValidationError when it isn't exactly one of these."""
        label = thing._meta.label_lower.split(".")
        if not by.has_perm(f"{label[0]}.change_{label[1]}"):
            raise PermissionDenied
        use = self.of(thing).standing().filter(start=figure.start).first()
        use = use or FigureUse(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)
        place = {"start": figure.start, "end": figure.end, "quoted": figure.text}
        answer = _FREE | tie | place | {"sentence": sentence_at(text, figure.start), "is_live": is_live, "tied_by": by}
        for name, value in answer.items():
            setattr(use, name, value)
        use.full_clean()
        use.save()
        return use

    def set_live(self, is_live: bool) -> None:
        """An answer like any other, as far as working copies are concerned."""
        self.filter(is_left=False).update(is_live=is_live, lent=None, tied_at=timezone.now())

    @transaction.atomic
    def follow(self, thing: models.Model, text: str, find: Callable[[], list[Figure]]) -> list["FigureUse"]:
        """After an edit: every use moves to where its figure stands in the new `text` (`find` reads its figures). The same words in the same
        sentence come first, then the same words in a sentence much like it. Returns those that are lost."""
        uses = list(self.of(thing).order_by("start", "pk"))
        rest = [(figure, sentence_at(text, figure.start)) for figure in find()] if uses else []
        places: dict[int, tuple[Figure, str]] = {}
        for alike in (_same_sentence, _like_sentence):
            for use in uses:
                match = next((pair for pair in rest if use.pk not in places and alike(use, *pair)), None)
                if match:
                    places[use.pk] = match
                    rest.remove(match)
        moved = [use for use in uses if use.place != _place(places.get(use.pk))]
        self.filter(pk__in=[use.pk for use in moved]).update(is_lost=True)  # no two on one place, not even for a moment
        for use in moved:
            if use.pk in places:
                figure, sentence = places[use.pk]
                use.start, use.end, use.sentence = figure.start, figure.end, sentence
            use.is_lost = use.pk not in places
            use.save(update_fields=["start", "end", "sentence", "is_lost"])
        return [use for use in uses if use.is_lost]


def _same_sentence(use: "FigureUse", figure: Figure, sentence: str) -> bool:
    return use.quoted == figure.text and use.sentence == sentence


def _like_sentence(use: "FigureUse", figure: Figure, sentence: str) -> bool:
    """38个 may stand in a text twice for two things: the words around it must be its own."""
    return use.quoted == figure.text and SequenceMatcher(None, use.sentence, sentence).ratio() >= ALIKE


def _place(found: tuple[Figure, str] | None) -> tuple[int, int, str] | None:
    return (found[0].start, found[0].end, found[1]) if found else None


class FigureUse(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    thing = GenericForeignKey()
    start = models.PositiveIntegerField(_("from character"))
    end = models.PositiveIntegerField(_("to character"))
    quoted = models.CharField(_("as printed"), max_length=80)
    sentence = models.CharField(_("sentence"), max_length=300, blank=True)
    vintage = models.ForeignKey(
        Vintage,
        verbose_name=_("value of the ledger"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="uses",
    )
    measure = models.CharField(_("measure"), max_length=40, blank=True)
    period = models.CharField(_("period"), max_length=16, blank=True, validators=[validate_period])
    project = models.ForeignKey(
        Project, verbose_name=_("project"), null=True, blank=True, on_delete=models.CASCADE, related_name="figure_uses"
    )
    field = models.CharField(_("field of the record"), max_length=80, blank=True)
    is_left = models.BooleanField(_("left alone"), default=False)
    is_live = models.BooleanField(_("prints the current value"), default=False)
    is_lost = models.BooleanField(_("no longer in the text"), default=False, editable=False)
    # Of a working copy: the tie of the public text that it stands for. It goes when that one goes, until it is answered anew.
    lent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+", editable=False)
    tied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("tied by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    tied_at = models.DateTimeField(_("tied at"), auto_now=True)

    objects = FigureUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed figure")
        verbose_name_plural = _("printed figures")
        ordering = ["content_type", "object_id", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "start"], condition=Q(is_lost=False), name="one_use_a_place"
            ),
            models.CheckConstraint(
                name="a_use_is_tied_to_one_thing",
                condition=Q(vintage__isnull=False, measure="", project=None, is_left=False)
                | Q(vintage=None, project=None, is_left=False) & ~Q(measure="")
                | Q(vintage=None, measure="", project__isnull=False, is_left=False) & ~Q(field="")
                | Q(vintage=None, measure="", project=None, is_left=True),
                violation_error_message=_("A printed figure is tied to exactly one thing, or left alone."),
            ),
        ]

    def __str__(self) -> str:
        return self.quoted

    @property
    def place(self) -> tuple[int, int, str] | None:
        return None if self.is_lost else (self.start, self.end, self.sentence)

    @property
    def field_word(self) -> str:
        return str(PROJECT_FIELDS.get(self.field, self.field.removeprefix(FACT)))

    def clean(self) -> None:
        if self.project_id and self.field not in PROJECT_FIELDS and not self.field.startswith(FACT):
            raise ValidationError({"field": gettext("This field of a record can't be printed.")})
        label = self.field.removeprefix(FACT)
        if self.project_id and self.field.startswith(FACT) and not self.project.facts.filter(label=label).exists():
            words = {"project": self.project, "label": label}
            raise ValidationError({"field": gettext("The record “%(project)s” states nothing of “%(label)s”.") % words})
        if self.is_live and self.is_left:
            raise ValidationError({"is_live": gettext("A figure that is left alone has no current value.")})


class CorrectionNote(models.Model):
    """A dated line that tells the readers of an article, panel or page which of its figures was corrected; without
    `vintage`, what else in its text was."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    thing = GenericForeignKey()
    vintage = models.ForeignKey(
        Vintage, verbose_name=_("corrected value"), null=True, blank=True, on_delete=models.PROTECT, related_name="notes",
        editable=False,
    )  # fmt: skip
    text = models.CharField(_("note for the readers"), max_length=300)
    text_en = models.CharField(_("note for the readers in English"), max_length=300, blank=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("placed by"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    placed_at = models.DateTimeField(_("placed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction note")
        verbose_name_plural = _("correction notes")
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "vintage"], name="one_note_a_correction")
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def of(cls, thing: models.Model) -> models.QuerySet:
        """Those for readers, each with `said`: its words in the language of the page, where there are such. A note speaks
        as long as the value that it names is public: what was withdrawn stands nowhere."""
        found = cls.objects.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)
        found = found.filter(Q(vintage=None) | Q(vintage__in=Vintage.objects.published()))
        return found.annotate(said=Coalesce(NullIf("text_en", Value("")), "text") if is_english() else F("text"))
