"""What a reader is told about one value: its mark in a chart, its status, its comparisons."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from portal.lib.charts.scale import PER_CENT
from portal.lib.qualifiers import Qualifier

from .models import Comparison, Vintage


@dataclass(frozen=True)
class Mark:
    """One value of a figure in one period, for charts. `shown` has its qualifier and not its unit."""

    period: str
    value: Decimal | None
    shown: str
    note: str = ""
    source: str = ""


def mark(vintage: Vintage) -> Mark:
    unit = vintage.observation.indicator.unit
    before, shown, after = vintage.parts_in(unit if unit in PER_CENT else "")
    text = f"{before}{shown}{'' if after in PER_CENT else after}"  # 95%以上; a bare per cent sign is set by the chart
    return Mark(vintage.observation.period, vintage.value, text, status_word(vintage), vintage.source_name)


def status_word(vintage: Vintage) -> str:
    """初步, 预计 … and 计划 or 目标, unless the value says so itself."""
    if vintage.observation.is_target:
        if vintage.qualifier == Qualifier.PLANNED:
            return ""
        return gettext("plan") if vintage.qualifier == Qualifier.FORECAST else gettext("target")
    if vintage.obs_status == Vintage.ObsStatus.NORMAL or vintage.qualifier == Qualifier.FORECAST:
        return ""
    return vintage.get_obs_status_display()


def comparisons(vintage: Vintage) -> list[str]:
    said = [row.said for row in vintage.comparisons.all()]
    if vintage.is_place and vintage.place and vintage.rank_total:
        kind = Comparison(kind="rank", value=vintage.value, total=vintage.rank_total, base=vintage.rank_among)
        said.insert(0, kind.said)
    return said
