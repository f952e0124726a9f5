"""`?as_of=2025-06-30`: the ledger as it stood at the end of a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from portal.lib.dates import read_period, show_period

_LONGEST = 20  # characters; no date is longer


@dataclass(frozen=True)
class AsOf:
    """`day` None: today. `message` says why an address's wish was not fulfilled."""

    day: date | None = None
    message: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """What the address asks for. What is no day gives today's ledger with a message, never an error."""
        text = request.GET.get("as_of", "").strip()
        if not text:
            return cls()
        try:
            day = read_period(text[: _LONGEST + 1].replace("\0", "")).strip()
            last = date.fromisoformat(day)
        except (ValueError, OverflowError):
            asked = {"text": text[:_LONGEST]}
            return cls(
                message=gettext("“%(text)s” is no day such as 2025-06-30; the ledger of today is shown.") % asked
            )
        if last > timezone.localdate():
            words = {"day": show_period(day)}
            return cls(message=gettext("%(day)s lies ahead; the ledger of today is shown.") % words)
        return cls(last)

    @property
    def at(self) -> datetime | None:
        """What was published before this moment counts: the end of the day in the zone's time."""
        return timezone.make_aware(datetime.combine(self.day + timedelta(days=1), time.min)) if self.day else None

    @property
    def shown(self) -> str:
        return show_period(self.day.isoformat()) if self.day else ""

    @property
    def query(self) -> str:
        """To be hung on addresses that are to show the same day."""
        return f"?as_of={self.day.isoformat()}" if self.day else ""

    def as_dict(self) -> dict[str, str]:
        """For files: the day of the ledger that they hold, and what of the address made no sense."""
        return {"ledger_day": (self.day or timezone.localdate()).isoformat(), "message": self.message}
