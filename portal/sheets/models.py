"""The uploaded table between its upload and the confirmation: staged once, checked part by part, written at once."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .outcome import Outcome
from .problems import Problem
from .sheet import Sheet
from .tables import Table

KEPT = timedelta(hours=2)
PART = 500  # rows that one request checks, well under two seconds


class UploadQuerySet(models.QuerySet):
    def waiting(self, by) -> Self:
        """Those that `by` may still see and confirm: their own, until they expire."""
        return self.filter(by=by, created_at__gte=timezone.now() - KEPT)


class SheetUpload(models.Model):
    """A table that waits for its uploader to confirm; gone when it was written, or two hours later."""

    kind = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    content = models.JSONField()
    rows = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded table")
        verbose_name_plural = _("uploaded tables")
        default_permissions = []

    def __str__(self) -> str:
        return self.file_name

    @classmethod
    def keep(cls, kind: str, file_name: str, table: Table, by) -> Self:
        cls.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        rows = [[_plain(cell) for cell in row] for row in table.rows]
        content = {"headers": table.headers, "rows": rows, "numbers": table.numbers, "head": table.head}
        content["problems"] = [asdict(problem) for problem in table.problems]
        return cls.objects.create(kind=kind, file_name=file_name[:200], content=content, rows=len(rows), by=by)

    @property
    def table(self) -> Table:
        problems = [Problem(**problem) for problem in self.content.get("problems", [])]
        return Table(**self.content | {"problems": problems})

    @property
    def checked(self) -> int:
        """How many rows have been checked."""
        return min(self.rows, self.parts.count() * PART)

    @property
    def is_checked(self) -> bool:
        return self.checked == self.rows

    def check_more(self, sheet: Sheet) -> None:
        """Check the next part, if there is one. Nothing is locked; of two who ask at once one result is kept."""
        place = self.parts.count()
        if place * PART < self.rows:
            part = slice(place * PART, (place + 1) * PART)
            outcome = Outcome.of(sheet.read(self.table, by=self.by, part=part))
            SheetPart.objects.bulk_create(
                [SheetPart(upload=self, place=place, outcome=outcome.as_json())], ignore_conflicts=True
            )

    def outcome(self) -> Outcome:
        """What the check has found so far."""
        found = Outcome()
        for part in self.parts.all():
            found.add(Outcome.from_json(part.outcome))
        return found.with_table(self.table)

    def check_again(self) -> None:
        self.parts.all().delete()

    def write(self, sheet: Sheet, then: Callable[[Outcome], None]) -> Outcome | None:
        """Store all of it in one transaction, with `then`; None when it is gone: somebody confirmed it meanwhile.

        The rows are read again before the transaction begins: those who save other things wait for the writing alone.
        """
        preview = self.outcome()
        table = self.table
        entries = sheet.read(table, by=self.by)
        outcome = Outcome.of(entries).with_table(table)
        if outcome.problems:
            return outcome
        with transaction.atomic():
            if not SheetUpload.objects.filter(pk=self.pk).delete()[0]:
                return None
            outcome.problems = sheet.write(entries, preview.prints)
            if outcome.problems:
                transaction.set_rollback(True)
            else:
                then(outcome)
        return outcome


class SheetPart(models.Model):
    """What the check of one part of an upload has found."""

    upload = models.ForeignKey(SheetUpload, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    outcome = models.JSONField()

    class Meta:
        ordering = ["place"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["upload", "place"], name="one_check_a_part")]

    def __str__(self) -> str:
        return f"{self.upload} {self.place}"


def _plain(cell: object) -> object:
    """A cell as JSON can hold it. Of a date and time only the date is kept, as every column would do."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return cell if isinstance(cell, str | int | float | None) else str(cell)
