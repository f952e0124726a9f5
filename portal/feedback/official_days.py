"""What the State Council's notices on holidays change about the week, for the years they were at hand.

2025: 国办发明电〔2024〕12号; 2026: 国办发明电〔2025〕7号. Later years are entered by the office when they are announced
(back office, 节假日与调休); until then a due date follows the week alone, and the site's health says so.
"""

from datetime import date, timedelta

# (first day, last day, name)
HOLIDAYS = [
    ("2025-01-01", "2025-01-01", "元旦"),
    ("2025-01-28", "2025-02-04", "春节"),
    ("2025-04-04", "2025-04-06", "清明节"),
    ("2025-05-01", "2025-05-05", "劳动节"),
    ("2025-05-31", "2025-06-02", "端午节"),
    ("2025-10-01", "2025-10-08", "国庆节、中秋节"),
    ("2026-01-01", "2026-01-03", "元旦"),
    ("2026-02-15", "2026-02-23", "春节"),
    ("2026-04-04", "2026-04-06", "清明节"),
    ("2026-05-01", "2026-05-05", "劳动节"),
    ("2026-06-19", "2026-06-21", "端午节"),
    ("2026-09-25", "2026-09-27", "中秋节"),
    ("2026-10-01", "2026-10-07", "国庆节"),
]
MAKE_UP = [
    ("2025-01-26", "春节调休"), ("2025-02-08", "春节调休"), ("2025-04-27", "劳动节调休"), ("2025-09-28", "国庆节调休"),
    ("2025-10-11", "国庆节调休"), ("2026-01-04", "元旦调休"), ("2026-02-14", "春节调休"), ("2026-02-28", "春节调休"),
    ("2026-05-09", "劳动节调休"), ("2026-09-20", "国庆节调休"), ("2026-10-10", "国庆节调休"),
]  # fmt: skip


def days() -> list[tuple[date, bool, str]]:
    """(day, whether it is worked, name) for every day that the notices name."""
    found = [(date.fromisoformat(day), True, name) for day, name in MAKE_UP]
    for first, last, name in HOLIDAYS:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            found.append((day, False, name))
            day += timedelta(days=1)
    return sorted(found)
