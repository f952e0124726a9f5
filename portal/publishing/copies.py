"""Working copies (修改稿): what readers see is changed beside them, never under their eyes.

A copy is a second row of the same kind that `revises` the public one. It is a draft like any other: the same form,
checks, reviews, preview and history. It is never public itself, whatever happens to it (a constraint). Publishing it
carries its text into the one it revises, which keeps its address, dates, readers and comments.
"""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Self

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Field, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import effects
from .models import IN_REVIEW, AlreadyDone, Publishable, ReviewLog, StateChanged, Status
from .relations import related_then
from .versions import PUBLIC, changed_fields
from .wording import Difference, differences

OPEN = (Status.DRAFT, Status.RETURNED, *IN_REVIEW)  # states of a copy that somebody is at work on


Carry = Callable[[models.Model, models.Model], None]
_along: list[tuple[Carry, Carry]] = []


def nothing(source: models.Model, target: models.Model) -> None:
    pass


def goes_along(lend: Carry, bring_back: Carry) -> None:
    """What belongs to a text and isn't one of its fields (tied figures, answers to the checks): `lend(original, copy)` when
    a copy is opened, `bring_back(copy, original)` when it is published. Called in `AppConfig.ready`."""
    if (lend, bring_back) not in _along:
        _along.append((lend, bring_back))


class WithCopies(Publishable):
    """What may be changed in a copy: every field that is edited and isn't `unreviewed`, and what apps above have said
    (`goes_along`). Subclasses keep their history and inherit this Meta."""

    revises = models.ForeignKey(
        "self", verbose_name=_("working copy of"), null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="copies",
    )  # fmt: skip
    based_on = models.PositiveBigIntegerField(null=True, editable=False)  # the version in the history that was copied

    unreviewed: ClassVar[frozenset[str]] = frozenset()  # fields that may change in public without a review

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["revises"], condition=Q(status__in=OPEN), name="%(app_label)s_%(class)s_one_copy"
            ),
            models.CheckConstraint(
                condition=(Q(revises=None) & ~Q(status=Status.MERGED))
                | Q(revises__isnull=False, status__in=(*OPEN, Status.TRASHED, Status.MERGED), first_published_at=None),
                name="%(app_label)s_%(class)s_copy_is_hidden",
            ),
        ]

    # --- what a kind says about itself ----------------------------------------------------------------

    def biography(self, note: str) -> str:
        """Who made the copy what it is, for the log of what it revises."""
        return note

    # --- where it stands --------------------------------------------------------------------------

    @property
    def is_copy(self) -> bool:
        return self.revises_id is not None

    @property
    def public_row(self) -> Self:
        return self.revises if self.is_copy else self

    @property
    def is_before_readers(self) -> bool:
        """Public, or to be public again; what has only been scheduled hasn't been seen yet."""
        is_first = not self.first_published_at or self.first_published_at > timezone.now()
        return self.status in PUBLIC and not is_first

    @property
    def open_copy(self) -> Self | None:
        return type(self)._base_manager.filter(revises=self.pk, status__in=OPEN).first()

    @property
    def is_scheduled(self) -> bool:
        return self.go_live_at is not None if self.is_copy else super().is_scheduled

    @classmethod
    def text_fields(cls) -> list[Field]:
        """What the reviews are about, tags and other relations included."""
        own = (*cls._meta.concrete_fields, *cls._meta.many_to_many)
        return [field for field in own if _is_edited(field) and field.name not in cls.unreviewed]

    def differences(self) -> list[Difference]:
        """The public text and the copy, field by field."""
        fields = self.text_fields()
        return differences(fields, _values(self.revises, fields), _values(self, fields), around=1)

    def drift(self) -> list[Difference]:
        """What was changed in the public text after the copy had been made from it."""
        if not (base := self.base()):
            return []
        names = {field.name for field in self.text_fields()}
        return [one for one in changed_fields(base, self.revises) if one.name in names]

    def base(self) -> models.Model | None:
        """The version of the public text that the copy was made from."""
        return self.revises.history.filter(pk=self.based_on).first() if self.is_copy and self.based_on else None

    def untouched(self) -> set[str]:
        """Names of the fields in which the copy stands as it was made."""
        if not (base := self.base()):
            return set()
        then = {name: {thing.pk for thing in things} for name, things in related_then(base).items()}
        return {
            field.name
            for field in self.text_fields()
            if _raw(self, field) == (then.get(field.name) if field.many_to_many else getattr(base, field.attname, None))
        }

    def copy_errors(self) -> list[str]:
        """What keeps a copy from taking the place of what it revises, as sentences."""
        if not self.is_copy:
            return []
        original = self.revises
        if original.status not in PUBLIC:
            words = {"state": original.state_word}
            return [gettext("The text that this copy revises is %(state)s now. The copy is kept; it can be published when"
                            " that text is public again.") % words]  # fmt: skip
        if drift := self.drift():
            words = {"fields": "、".join(one.label for one in drift)}
            return [gettext("The public text was changed after this copy had been opened (%(fields)s). Compare the two and"
                            " take the changes over first.") % words]  # fmt: skip
        return []

    # --- verbs ------------------------------------------------------------------------------------

    @transaction.atomic
    def revise(self, *, by, note: str = "") -> Self:
        """The working copy of what readers see: the one that is open, else a new one."""
        if not self.may(by, "revise"):
            raise PermissionDenied
        original = self._locked(self.pk)
        if copy := original.open_copy:
            return copy
        if original.is_copy or not original.is_before_readers:
            raise StateChanged(gettext("“%(thing)s” is %(state)s: this step is not possible.") % original._words())
        if not original.history.exists():  # older than its history
            original._history_user = None
            original.save()
        copy = type(self)(revises=original, based_on=_newest(original), drafted_by=by)
        copy._history_user = by
        whole = (*self._meta.concrete_fields, *self._meta.many_to_many)
        # What is unreviewed stays with the original; a copy has it only where a row can't do without.
        needed = [f for f in whole if f.name in self.unreviewed and not f.many_to_many and not f.null]
        _carry(original, copy, [*self.text_fields(), *needed])
        for lend, _bring_back in _along:
            lend(original, copy)
        return copy

    @transaction.atomic
    def catch_up(self, *, by, note: str = "") -> None:
        """What was changed in the public text meanwhile is taken over where the copy had left it alone; where both were
        changed, the writer has compared the two and the copy stands."""
        if not self.may(by, "catch_up"):
            raise PermissionDenied
        original = self._fresh()
        if self.status not in OPEN:
            raise StateChanged(gettext("“%(thing)s” is %(state)s: this step is not possible.") % self._words())
        changed, untouched = {one.name for one in self.drift()}, self.untouched()
        self.based_on = _newest(original)
        self._history_user = by
        self.version += 1
        _carry(original, self, [field for field in self.text_fields() if field.name in changed & untouched])
        self.edited(by=by)
        effects.start(self)

    def publish(self, *, by, at: datetime | None = None, note: str = "") -> None:
        """A copy takes the place of what it revises, now or at `at` (`clock.py` looks every few seconds)."""
        if not self.is_copy:
            super().publish(by=by, at=at, note=note)
        elif at and at > timezone.now():
            self._goal("schedule", by)
            if self.go_live_at == at:
                raise AlreadyDone(gettext("“%(thing)s” is %(state)s: this step is not possible.") % self._words())
            self._refuse(self.copy_errors() + self.errors_before("schedule"))
            self._move("schedule", by, note, go_live_at=at)
        else:
            self._merge("publish", by, note)

    def restore(self, *, by, note: str = "") -> None:
        if self.is_copy and self._locked(self.revises_id).open_copy:
            raise ValidationError(gettext("Another working copy of this text is open already."))
        super().restore(by=by, note=note)

    @transaction.atomic
    def _merge(self, verb: str, by, note: str, *, owes: datetime | None = None) -> None:
        """The text of the copy becomes the public one, in one transaction. The copy is closed and kept: it has the log of
        its reviews. `owes`: since when the text owes a review, None when it has passed all."""
        original = self._fresh()
        self._goal(verb, by)  # before anything else, so that a second click is told that it has been done
        self._refuse(self.copy_errors() + self.errors_before(verb))
        self._move(verb, by, note)
        original.owes_review_since, original.version = owes, original.version + 1
        original._history_user, original._change_reason = by, "revised"
        _carry(self, original, self.text_fields())
        for _lend, bring_back in _along:
            bring_back(self, original)
        ReviewLog.objects.create(
            thing=original, verb="revised" if verb == "publish" else verb, by=by, note=self.biography(note)[:500],
            old_status=original.status, new_status=original.status,
        )  # fmt: skip
        effects.start(original)

    def my_moves(self) -> dict[str, tuple[frozenset[str], str]]:
        if not self.is_copy:
            return self.moves
        return self.moves | {
            "publish": (frozenset({Status.APPROVED}), Status.MERGED),
            "schedule": (frozenset({Status.APPROVED}), Status.APPROVED),
            "rush": (frozenset(OPEN), Status.MERGED),
            "take_over": (frozenset(), Status.PUBLISHED),
        }

    def _move(self, verb: str, by, note: str, **more) -> None:
        if self.is_copy and verb != "schedule":
            more["go_live_at"] = None
        super()._move(verb, by, note, **more)

    def _fresh(self) -> Self:
        """What the copy revises; both rows as they stand now and stay until the transaction ends."""
        original = self._locked(self.revises_id)
        self._locked(self.pk)
        self.refresh_from_db()
        self.revises = original
        return original

    def _locked(self, pk: int) -> Self:
        """The row as it stands, which nobody else changes until the transaction ends."""
        with transaction.atomic():
            return type(self)._base_manager.select_for_update(of=("self",)).get(pk=pk)

    @staticmethod
    def _refuse(errors: list[str]) -> None:
        if errors:
            raise ValidationError(errors)


def _is_edited(field: Field) -> bool:
    return field.editable and not field.primary_key


def _newest(thing: models.Model) -> int | None:
    return thing.history.values_list("history_id", flat=True).first()


def _raw(thing: models.Model, field: Field) -> object:
    if field.many_to_many:
        return set(getattr(thing, field.name).values_list("pk", flat=True))
    return getattr(thing, field.attname)


def _values(thing: models.Model, fields: list[Field]) -> dict[str, object]:
    return {
        field.name: sorted(getattr(thing, field.name).all(), key=str)
        if field.many_to_many
        else getattr(thing, field.name)
        for field in fields
    }


def _carry(source: models.Model, target: models.Model, fields: list[Field]) -> None:
    """Write the values of `fields` from one row to the other; one version in the history."""
    for field in fields:
        if not field.many_to_many:
            setattr(target, field.attname, getattr(source, field.attname))
    target.save()
    for field in fields:
        if field.many_to_many:
            getattr(target, field.name).set(getattr(source, field.name).all())
