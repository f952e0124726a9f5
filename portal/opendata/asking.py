"""What an address of the API asks for. What makes no sense is refused with a sentence, not guessed at."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from portal.lib.addresses import first_fields
from portal.lib.segment import clean

PAGE_SIZE, LARGEST_PAGE = 20, 200
_T = TypeVar("_T")


class Fields:
    """The fields of the address, each read at most once as what it should be; ValidationError (400) names the field."""

    def __init__(self, request: HttpRequest) -> None:
        self.data: QueryDict = first_fields(request)[0]

    def text(self, name: str, most: int = 200) -> str:
        return clean(self.data.get(name, "")).strip()[:most]

    def whole(self, name: str, default: int, least: int, greatest: int) -> int:
        text = self.text(name, 20)
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and least <= int(text) <= greatest):
            words = {"least": least, "greatest": greatest}
            raise refused(name, text, _("a whole number from %(least)s to %(greatest)s") % words)
        return int(text)

    def moment(self, name: str) -> datetime | None:
        """A day (its beginning, in the zone's time) or an ISO moment; without an offset in the zone's time."""
        text = self.text(name, 40).replace(" ", "+")  # an unescaped plus sign
        return (
            _read(name, text, _moment, _("a day such as 2025-06-30 or a time such as 2025-06-30T08:00:00+08:00"))
            if text
            else None
        )

    def yes(self, name: str) -> bool:
        text = self.text(name, 10)
        if text not in ("", "0", "1"):
            raise refused(name, text, "1")
        return text == "1"


def _read(name: str, text: str, read: Callable[[str], _T | None], wanted: str) -> _T:
    try:
        found = read(text)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise refused(name, text, wanted)
    return found


def _moment(text: str) -> datetime | None:
    if day := parse_date(text) if len(text) == 10 else None:
        return timezone.make_aware(datetime.combine(day, time.min)) if day > date.min else None
    found = parse_datetime(text)
    if found is None or not 1900 <= found.year <= 2200:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def refused(name: str, text: str, wanted: str) -> ValidationError:
    message = _("“%(text)s” can't be read; wanted is %(wanted)s.") % {"text": text[:40], "wanted": wanted}
    return ValidationError({name: [message]})


def refused_list(messages: list[str]) -> ValidationError:
    """What the site's own filters say about an address; for a program it is an error, not a hint."""
    return ValidationError({"address": messages})
