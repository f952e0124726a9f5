"""The uploaded table between its check and the confirmation."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .tables import Table

KEPT = timedelta(hours=2)


class SheetUpload(models.Model):
    """A table that was checked and waits for its uploader to confirm; gone when it was used, or two hours later."""

    kind = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

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
        content = {"headers": table.headers, "rows": rows, "numbers": table.numbers}
        return cls.objects.create(kind=kind, file_name=file_name[:200], content=content, by=by)

    @property
    def table(self) -> Table:
        return Table(**self.content)


def _plain(cell: object) -> object:
    """A cell as JSON can hold it. Of a date and time only the date is kept, as every column would do."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return cell if isinstance(cell, str | int | float | None) else str(cell)
