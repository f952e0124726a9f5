"""What the zone announces about its projects, computed from the records. Source of the definitions: domain reference
2.4.

`rates`, `batches`: the arithmetic, on plain numbers and dates. `totals`, `progress`: sums over records. `year`: all figures of one
year. Amounts are Decimals in 万元. Who may see a figure is decided by the caller, who hands over the projects it may
count.
"""

from .batches import Turned, turned
from .progress import (
    MonthSum,
    MonthTally,
    YearPlan,
    YearProgress,
    monthly_sums,
    plans_and_reports,
    yearly_progress,
)
from .rates import (
    Spread,
    ahead,
    as_day,
    falls_in,
    rate,
    rounded,
    schedule,
    share_of_largest,
    spread,
)
from .records import Record, Report, read_years
from .totals import StageRow, Tally, Totals, added, stage_board, tallies, tally, totals
from .year import Completion, Row, Share, Year, large, total, years_on_record

__all__ = [
    "Completion",
    "MonthSum",
    "MonthTally",
    "Record",
    "Report",
    "Row",
    "Share",
    "Spread",
    "StageRow",
    "Tally",
    "Totals",
    "Turned",
    "Year",
    "YearPlan",
    "YearProgress",
    "added",
    "ahead",
    "as_day",
    "falls_in",
    "large",
    "monthly_sums",
    "plans_and_reports",
    "rate",
    "read_years",
    "rounded",
    "schedule",
    "share_of_largest",
    "spread",
    "stage_board",
    "tallies",
    "tally",
    "total",
    "totals",
    "turned",
    "yearly_progress",
    "years_on_record",
]
