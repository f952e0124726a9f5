"""The figure keeper's spreadsheets."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.lib.qualifiers import Qualifier
from portal.sheets.outcome import Entry
from portal.sheets.sheet import Column, Sheet
from portal.sheets.widgets import ChoiceWidget, LookupWidget, NumberWidget, PeriodWidget, TextWidget, YesNoWidget

from .models import Indicator, Observation, Panel, PanelItem, Vintage


class IndicatorSheet(Sheet):
    title = _("indicators")
    code = Column("指标代码", "code", TextWidget(), required=True)
    name = Column("名称", "name", TextWidget(), required=True)
    name_en = Column("英文名称", "name_en", TextWidget())
    definition = Column("口径", "definition", TextWidget())
    definition_en = Column("英文口径", "definition_en", TextWidget())
    category = Column("类别", "category", ChoiceWidget(Indicator.Category.choices), required=True)
    kind = Column("性质", "kind", ChoiceWidget(Indicator.Kind.choices), required=True)
    unit = Column("单位", "unit", TextWidget(), required=True)
    decimals = Column("小数位", "decimals", NumberWidget(whole=True), required=True)
    frequency = Column("频率", "frequency", ChoiceWidget(Indicator.Frequency.choices), required=True)
    measure = Column("记录计算", "measure", TextWidget())
    is_sample = Column("示例", "is_sample", YesNoWidget())

    class Meta(Sheet.Meta):
        model = Indicator
        import_id_fields = ["code"]
        fields = [
            "code", "name", "name_en", "definition", "definition_en", "category", "kind", "unit", "decimals", "frequency",
            "measure", "is_sample",
        ]  # fmt: skip


class ValueSheet(Sheet):
    """Values arrive as drafts. A row whose value, qualifier and source the ledger has already is unchanged."""

    title = _("values")
    indicator = Column("指标代码", "indicator", LookupWidget(Indicator.objects.all(), "code"), required=True)
    period = Column("时期", "period", PeriodWidget())
    is_target = Column("计划或目标", "is_target", YesNoWidget())
    value = Column("数值", "value", NumberWidget())
    text = Column("文字", "text", TextWidget())
    qualifier = Column("限定", "qualifier", ChoiceWidget(Qualifier.choices), required=True)
    obs_status = Column("数据状态", "obs_status", ChoiceWidget(Vintage.ObsStatus.choices), required=True)
    as_of = Column("截至", "as_of", PeriodWidget())
    rank = Column("位次", "rank", NumberWidget(whole=True))
    rank_total = Column("位次总数", "rank_total", NumberWidget(whole=True))
    rank_among = Column("位次范围", "rank_among", TextWidget())
    ratio = Column("倍数", "ratio", NumberWidget("倍"))
    ratio_base = Column("比较基数", "ratio_base", TextWidget())
    source_name = Column("来源", "source_name", TextWidget(), required=True)
    note = Column("说明", "note", TextWidget())

    class Meta(Sheet.Meta):
        model = Vintage
        import_id_fields = ["indicator", "period", "is_target"]
        fields = [
            "indicator", "period", "is_target", "value", "text", "qualifier", "obs_status", "as_of", "rank",
            "rank_total", "rank_among", "ratio", "ratio_base", "source_name", "note",
        ]  # fmt: skip

    def stored(self) -> list[Vintage]:
        """The newest value of every observation: that is what a row is compared with."""
        return list(self._newest(Vintage.objects.all()).values())

    @staticmethod
    def _newest(vintages: QuerySet) -> dict[tuple, Vintage]:
        newest = vintages.order_by("observation__indicator__code", "observation__period", "observation", "-number")
        found: dict[tuple, Vintage] = {}
        for vintage in newest.select_related("observation__indicator"):
            place = vintage.observation
            vintage.indicator, vintage.period, vintage.is_target = place.indicator, place.period, place.is_target
            found.setdefault((place.indicator_id, place.period, place.is_target), vintage)
        return found

    def load(self, keys: list[tuple], *, lock: bool = False) -> dict[tuple, Vintage]:
        return self._newest(Vintage.objects.filter(observation__indicator__in={key[0] for key in keys}))

    def make(self, original: Vintage | None) -> Vintage:
        """A row never edits a value: it is the same as the newest, or a new vintage."""
        reason = Vintage.Reason.ROUTINE if original else Vintage.Reason.FIRST
        vintage = Vintage(entered_by=self.by, reason=reason)
        vintage.indicator, vintage.period, vintage.is_target = None, "", False
        for column in self.columns()[3:] if original else []:
            setattr(vintage, column.attribute, getattr(original, column.attribute))
        return vintage

    def relate(self, entries: list[Entry]) -> None:
        """An observation that isn't there yet is made when the value is written."""
        indicators = {entry.instance.indicator for entry in entries if entry.instance.indicator}
        known = {
            (o.indicator_id, o.period, o.is_target): o for o in Observation.objects.filter(indicator__in=indicators)
        }
        for entry in entries:
            vintage = entry.instance
            if vintage.indicator:
                key = vintage.indicator.pk, vintage.period, vintage.is_target
                place = known.get(key) or Observation(indicator=vintage.indicator, period=key[1], is_target=key[2])
                place.indicator = vintage.indicator
                vintage.observation = place

    def save_instance(self, instance, is_create, row, **kwargs) -> None:
        place = {"indicator": instance.indicator, "period": instance.period, "is_target": instance.is_target}
        instance.observation, _made = Observation.objects.get_or_create(**place)
        instance.full_clean(exclude=["number"])
        instance.save()


class PanelSheet(Sheet):
    title = _("panels")
    slug = Column("代码", "slug", TextWidget(), required=True)
    panel_title = Column("标题", "title", TextWidget(), required=True)
    title_en = Column("英文标题", "title_en", TextWidget())
    intro = Column("简介", "intro", TextWidget())
    intro_en = Column("英文简介", "intro_en", TextWidget())
    is_sample = Column("示例", "is_sample", YesNoWidget())
    position = Column("顺序", "position", NumberWidget(whole=True), required=True)

    class Meta(Sheet.Meta):
        model = Panel
        import_id_fields = ["slug"]
        fields = ["slug", "panel_title", "title_en", "intro", "intro_en", "is_sample", "position"]


class PanelItemSheet(Sheet):
    title = _("panel items")
    panel = Column("面板", "panel", LookupWidget(Panel.objects.all(), "slug"), required=True)
    indicator = Column("指标代码", "indicator", LookupWidget(Indicator.objects.all(), "code"), required=True)
    display = Column("展示", "display", ChoiceWidget(PanelItem.Display.choices), required=True)
    chart = Column("图表标题", "chart", TextWidget())
    chart_en = Column("英文图表标题", "chart_en", TextWidget())
    period = Column("时期", "period", PeriodWidget())
    is_key = Column("首页", "is_key", YesNoWidget())
    position = Column("顺序", "position", NumberWidget(whole=True), required=True)

    class Meta(Sheet.Meta):
        model = PanelItem
        import_id_fields = ["panel", "indicator", "chart"]
        fields = ["panel", "indicator", "display", "chart", "chart_en", "period", "is_key", "position"]
