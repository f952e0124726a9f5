"""How a figure is printed: the number, and what the source says around it of how exact it is."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from .language import is_english


class Qualifier(models.TextChoices):
    EQUAL = "equal", _("exactly")
    ABOUT = "about", "约"
    MORE_THAN = "more_than", "余"
    AT_LEAST = "at_least", "以上"
    OVER = "over", "突破"
    FIRST_OVER = "first_over", "首次突破"
    NEARLY = "nearly", "近"
    REACH = "reach", "达"
    WITHIN = "within", "以内"
    FORECAST = "forecast", "预计"
    PLANNED = "planned", "计划"
    CUMULATIVE = "cumulative", "累计"
    SAMPLE = "sample", "等"
    ONLY = "only", "唯一"
    ONLY_TOOK = "only_took", "仅用"
    STREAK = "streak", "连续"
    ZERO_TO_ONE = "zero_to_one", "实现零的突破"
    FULL_COVERAGE = "full_coverage", "全覆盖"


# Printed before the number, between number and unit (40余家), and after the unit.
_FORMS: dict[str, tuple[str, str, str]] = {
    Qualifier.ABOUT: ("约", "", ""),
    Qualifier.MORE_THAN: ("", "余", ""),
    Qualifier.AT_LEAST: ("", "", "以上"),
    Qualifier.OVER: ("突破", "", ""),
    Qualifier.FIRST_OVER: ("首次突破", "", ""),
    Qualifier.NEARLY: ("近", "", ""),
    Qualifier.WITHIN: ("", "", "内"),
    Qualifier.FORECAST: ("预计", "", ""),
    Qualifier.PLANNED: ("计划", "", ""),
    Qualifier.CUMULATIVE: ("累计", "", ""),
    Qualifier.ONLY: ("", "", "（唯一）"),
    Qualifier.ONLY_TOOK: ("仅用", "", ""),
    Qualifier.STREAK: ("连续", "", ""),
    Qualifier.FULL_COVERAGE: ("", "", "（全覆盖）"),
}
# The same in English: before the number, and after the unit.
_ENGLISH: dict[str, tuple[str, str]] = {
    Qualifier.ABOUT: ("about ", ""),
    Qualifier.MORE_THAN: ("over ", ""),
    Qualifier.AT_LEAST: ("at least ", ""),
    Qualifier.OVER: ("over ", ""),
    Qualifier.FIRST_OVER: ("for the first time over ", ""),
    Qualifier.NEARLY: ("nearly ", ""),
    Qualifier.WITHIN: ("within ", ""),
    Qualifier.FORECAST: ("expected: ", ""),
    Qualifier.PLANNED: ("planned: ", ""),
    Qualifier.CUMULATIVE: ("in total ", ""),
    Qualifier.ONLY: ("", " (the only one)"),
    Qualifier.ONLY_TOOK: ("only ", ""),
    Qualifier.STREAK: ("", " in a row"),
    Qualifier.FULL_COVERAGE: ("", " (full coverage)"),
    Qualifier.ZERO_TO_ONE: ("", " (the first ever)"),
}
# What an English page puts after the number. A plain count (个, 家, 项 …) needs no word: the indicator names what is
# counted.
_UNITS = {
    "元": " yuan", "%": "%", "％": "%", "‰": "‰", "年": " years", "月": " months", "个月": " months", "天": " days",
    "日": " days", "小时": " hours", "分钟": " minutes", "亩": " mu", "公里": " km", "平方米": " m²", "平方公里": " km²",
    "公顷": " ha", "吨": " t", "人": " people", "人次": " person-times", "倍": " times", "星": " stars", "千瓦": " kW",
    "兆瓦": " MW", "千瓦时": " kWh",
}  # fmt: skip
_ONE = {
    " years": " year", " months": " month", " days": " day", " hours": " hour", " minutes": " minute", " people": " person",
    " person-times": " person-time", " times": " time", " stars": " star",
}  # fmt: skip
_COUNTED = "个家户件项位名种条处座台篇次套块宗届批"
# What a Chinese unit may begin with, as a power of ten. English tables and charts keep this scale and name it once, as
# yearbooks do; a single amount is given in millions and billions.
_SCALES = {"万亿": (12, " ×1tn"), "亿": (8, " ×100m"), "万": (4, " ×10,000"), "": (0, "")}
_LARGE = ((9, " billion"), (6, " million"), (0, ""))
# With these the number is the number itself: it may be reckoned with. (等 says that the names listed are examples.)
EXACT = frozenset({Qualifier.EQUAL, Qualifier.REACH, Qualifier.SAMPLE, Qualifier.ONLY, Qualifier.STREAK})


def parts(value: Decimal | None, qualifier: str, unit: str) -> tuple[str, str, str]:
    """(before, number, after) as a page sets them in different sizes: ("首次突破", "100", "家")."""
    shown, behind = amount(value, unit)
    if is_english():
        before, last = _ENGLISH.get(qualifier, ("", ""))
        return before, shown, behind + last
    if qualifier == Qualifier.ZERO_TO_ONE:  # the leap is the news, not its size
        return "实现", "零的突破", f"（{shown}{unit}）"
    before, middle, after = _FORMS.get(qualifier, ("", "", ""))
    return before, shown, f"{middle}{unit}{after}"


def show_value(value: Decimal | None, unit: str, qualifier: str = "") -> str:
    return "".join(parts(value, qualifier, unit)) if value is not None else ""


def amount(value: Decimal | int | None, unit: str) -> tuple[str, str]:
    """(number, what stands right behind it): ("5.2", "亿元"), in English ("520", " million yuan"): the decimal point
    moves, nothing is rounded."""
    power, _word, plain = _scaled(unit)
    if not is_english() or value is None or not power:
        after = unit_after(unit)
        return number(value), _ONE.get(after, after) if value == 1 else after
    value = Decimal(value).scaleb(power)
    power, word = next((large for large in _LARGE if abs(value) >= 10 ** large[0]), _LARGE[-1])
    return number(value.scaleb(-power)), word + unit_after(plain)


def unit_after(unit: str) -> str:
    """What stands behind a number that keeps its scale: "个", in English "" or " ×100m yuan"."""
    if not is_english():
        return unit
    _power, word, plain = _scaled(unit)
    return word + ("" if plain in _COUNTED else _UNITS.get(plain, f" {plain}"))


def unit_word(unit: str) -> str:
    """The unit by itself, beside a chart or in a list of facts; "" for an English count."""
    return unit_after(unit).strip()


def _scaled(unit: str) -> tuple[int, str, str]:
    """万平方米 -> (4, " ×10,000", "平方米")."""
    scale = next(scale for scale in _SCALES if unit.startswith(scale))
    return *_SCALES[scale], unit.removeprefix(scale)


def number(value: Decimal | int | None) -> str:
    """No trailing zeros, no exponent, thousands separated from 10,000 on; "–" when missing."""
    if value is None:
        return "–"
    text = format(Decimal(value).normalize(), "f")
    whole, _dot, rest = text.partition(".")
    if len(whole.lstrip("-")) > 4:
        whole = f"{int(whole):,}"
    return f"{whole}.{rest}" if rest else whole
