"""What a value is compared with, in rows: 同比, 百分点, 倍数, 位次, 完成率, 首次, 连续. Source of the kinds: domain
reference 3.1.

Typed as text, one comparison a line (or between ；): the word, the number, the base.

    同比 24%    百分点 1.5 上年    倍数 6.66 全市平均值    位次 1/6 市内各区    完成率 104.8%    完成率 超额    连续 5年

A change may be typed as reports print it: 同比增长24%, 同比下降3%.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.qualifiers import number

_WIDTH = str.maketrans("０１２３４５６７８９．％／－＋　", "0123456789.%/-+ ")
_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_DIRECTION = re.compile(r"(?:增长|增加|提高|上升|(下降|降低|减少|回落))了?\s*")


class Kind(models.TextChoices):
    YOY = "yoy", _("year on year")
    MOM = "mom", _("on the period before")
    POINTS = "pp", _("percentage points")
    RATIO = "ratio", _("multiple")
    RANK = "rank", _("rank")
    TARGET = "vs_target", _("against the target")
    FIRST = "first", _("for the first time")
    STREAK = "streak", _("running")


# The word that is typed, and what must, may or can't follow it: number, total, base.
_WORDS = {
    "同比": Kind.YOY, "环比": Kind.MOM, "百分点": Kind.POINTS, "倍数": Kind.RATIO, "位次": Kind.RANK,
    "完成率": Kind.TARGET, "首次": Kind.FIRST, "连续": Kind.STREAK,
}  # fmt: skip
_WORD_OF = {kind: word for word, kind in _WORDS.items()}
_UNITS = {Kind.YOY: "%", Kind.MOM: "%", Kind.TARGET: "%", Kind.RATIO: "倍", Kind.STREAK: "年", Kind.RANK: "位"}
_CHANGES = (Kind.YOY, Kind.MOM, Kind.POINTS)


class ComparisonQuerySet(models.QuerySet):
    """As fixed as the values that they belong to."""

    def refuse_fixed(self) -> None:
        vintages = self.model._meta.get_field("vintage").related_model.objects
        vintages.filter(pk__in=self.order_by().values("vintage")).refuse_fixed()

    def update(self, **changes) -> int:
        self.refuse_fixed()
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        self.refuse_fixed()
        return super().delete()

    def bulk_create(self, objs: Iterable["Comparison"], *args, **kwargs) -> list["Comparison"]:
        objs = list(objs)
        vintages = self.model._meta.get_field("vintage").related_model.objects
        vintages.filter(pk__in={row.vintage_id for row in objs}).refuse_fixed()
        return super().bulk_create(objs, *args, **kwargs)


class Comparison(models.Model):
    """`value` in per cent, points, times, years, or the place; `total` the number that a place is among; `base` what
    it is compared with, or among whom."""

    vintage = models.ForeignKey("indicators.Vintage", on_delete=models.CASCADE, related_name="comparisons")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=4, null=True, blank=True)
    total = models.PositiveIntegerField(_("out of"), null=True, blank=True)
    base = models.CharField(_("compared with"), max_length=60, blank=True)

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["vintage", "kind", "base"], name="one_comparison_a_kind_and_base")
        ]

    def __str__(self) -> str:
        """As it is typed; `read` understands it."""
        shown = "" if self.value is None else f"{self.value.normalize():f}"
        if self.kind == Kind.RANK:
            shown = f"{shown}/{self.total}"
        elif shown:
            shown += _UNITS.get(self.kind, "")
        return " ".join(filter(None, [_WORD_OF.get(self.kind, ""), shown, self.base]))

    def save(self, *args, **kwargs) -> None:
        self._refuse_fixed()
        super().save(*args, **kwargs)

    @classmethod
    def read(cls, text: str) -> list["Comparison"]:
        """The comparisons of a cell or field. ValidationError naming every line that can't be understood."""
        lines = [line.strip() for line in re.split(r"[；;\n]", text or "") if line.strip()]
        rows, errors = [], []
        for line in lines:
            try:
                rows.append(cls._read(line))
            except ValidationError as error:
                errors += error.messages
        if errors:
            raise ValidationError(errors)
        return rows

    @classmethod
    def _read(cls, line: str) -> "Comparison":
        match = re.match(rf"({'|'.join(_WORDS)})[\s:：]*", line)
        if not match:
            words = {"line": line, "words": "、".join(_WORDS)}
            raise ValidationError(gettext("“%(line)s” doesn't begin with one of: %(words)s") % words)
        kind, rest = _WORDS[match[1]], line[match.end() :].strip()
        if kind in _CHANGES and (said := _DIRECTION.match(rest)):
            rest = ("-" if said[1] else "") + rest[said.end() :]
        unit = re.escape(_UNITS[kind]) if kind in _UNITS else "(?!)"
        found = re.match(rf"({_NUMBER})\s*(?:/\s*(\d+)\s*|{unit}\s*|\s+|$)", rest.translate(_WIDTH))
        value, total = (Decimal(found[1]), found[2] and int(found[2])) if found else (None, None)
        made = cls(kind=kind, value=value, total=total, base=rest[found.end() :].strip() if found else rest)
        made.check_sense(line)
        return made

    def check_sense(self, line: str) -> None:
        words = {"line": line}
        if self.value is None and self.kind != Kind.FIRST and not (self.kind == Kind.TARGET and self.base):
            if re.search(r"\d", line):
                raise ValidationError(
                    gettext(
                        "“%(line)s” can't be read: after the word stands the number, then what it is compared with."
                    )
                    % words
                )
            raise ValidationError(gettext("“%(line)s” has no number.") % words)
        if self.kind == Kind.RATIO and not self.base:
            raise ValidationError(gettext("“%(line)s”: a multiple needs its base.") % words)
        if self.kind == Kind.RANK and not self.total:
            raise ValidationError(gettext("“%(line)s”: a rank needs the number it is among.") % words)
        if self.kind == Kind.RANK and not (self.value % 1 == 0 and 1 <= self.value <= self.total):
            raise ValidationError(gettext("“%(line)s”: a rank lies between 1 and the number it is among.") % words)
        if self.kind != Kind.RANK and self.total:
            raise ValidationError(gettext("“%(line)s”: only a rank is out of a number.") % words)
        if len(self.base) > 60 or (self.value is not None and abs(self.value) >= 10**8):
            raise ValidationError(gettext("“%(line)s” is too long.") % words)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        self._refuse_fixed()
        return super().delete(*args, **kwargs)

    def _refuse_fixed(self) -> None:
        type(self.vintage).objects.filter(pk=self.vintage_id).refuse_fixed()

    @property
    def said(self) -> str:
        """As a sentence part for readers."""
        words = {"value": number(abs(self.value)) if self.value is not None else "", "base": self.base}
        match self.kind:
            case Kind.RANK:
                words["total"] = self.total
                among = gettext("No. %(value)s of %(total)s, %(base)s")
                return (among if self.base else gettext("No. %(value)s of %(total)s")) % words
            case Kind.RATIO:
                return gettext("%(value)s times %(base)s") % words
            case Kind.STREAK:
                return " ".join(filter(None, [gettext("%(value)s years running") % words, self.base]))
            case Kind.FIRST:
                return " ".join(filter(None, [gettext("for the first time"), self.base]))
            case Kind.TARGET:
                return gettext("%(value)s%% of the target") % words if words["value"] else self.base
            case _:
                return self._growth() % words

    def _growth(self) -> str:
        up = self.value >= 0
        if self.kind == Kind.POINTS:
            if self.base:
                return gettext("%(value)s points above %(base)s") if up else gettext("%(value)s points below %(base)s")
            return (
                gettext("up %(value)s points on the year before")
                if up
                else gettext("down %(value)s points on the year before")
            )
        if self.kind == Kind.YOY:
            return gettext("up %(value)s%% year on year") if up else gettext("down %(value)s%% year on year")
        return (
            gettext("up %(value)s%% on the period before") if up else gettext("down %(value)s%% on the period before")
        )
