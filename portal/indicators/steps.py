"""The time axis: periods of one form in steps without holes, so that a missing value is a gap and not a shortcut."""

import re
from collections.abc import Iterable

_MONTH, _QUARTER, _HALF, _YEAR = r"(\d{4})-(\d\d)", r"(\d{4})-Q(\d)", r"(\d{4})-S(\d)", r"(\d{4})"
_FORMS = {_MONTH: (12, "{}-{:02}"), _QUARTER: (4, "{}-Q{}"), _HALF: (2, "{}-S{}"), _YEAR: (1, "{}")}


def steps(periods: Iterable[str]) -> list[str]:
    """From the first to the last of `periods`, those of the form of the last one alone: months aren't mixed with years.

    `["2024-01", "2024-04"]` -> four months. Days and other forms come back as they are, in order.
    """
    known = sorted(set(periods))
    for form, (in_year, text) in _FORMS.items():
        if known and re.fullmatch(form, known[-1]):
            found = [re.fullmatch(form, period) for period in known]
            numbers = [_number(match.groups(), in_year) for match in found if match]
            return [_text(n, in_year, text) for n in range(min(numbers), max(numbers) + 1)]
    return known


def _number(groups: tuple[str, ...], in_year: int) -> int:
    return int(groups[0]) * in_year + (int(groups[1]) - 1 if len(groups) > 1 else 0)


def _text(n: int, in_year: int, text: str) -> str:
    return text.format(n // in_year, n % in_year + 1)
