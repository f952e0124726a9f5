"""The figure keeper's spreadsheets."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.lib.qualifiers import Qualifier
from portal.publishing import effects
from portal.sheets.outcome import Entry
from portal.sheets.sheet import Column, Sheet
from portal.sheets.widgets import ChoiceWidget, LookupWidget, NumberWidget, PeriodWidget, TextWidget, YesNoWidget
from projects.models import Project

from .models import Comparison, Indicator, NamedProject, Observation, Panel, PanelItem, RefArea, Vintage

PLACE = ("indicator", "period", "ref_area", "is_target")


def write_comparisons(rows: Iterable[Comparison]) -> str:
    """As they are typed; what `Comparison.read` makes rows of."""
    return "；".join(map(str, rows))


class ComparisonsWidget(TextWidget):
    """Comparisons in one cell, in one spelling."""

    def clean(self, value, row=None, **kwargs) -> str:
        try:
            return write_comparisons(Comparison.read(super().clean(value, row, **kwargs)))
        except ValidationError as error:
            raise ValueError("；".join(error.messages)) from error


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
    due_days = Column("公布时限（天）", "due_days", NumberWidget(whole=True))
    compiling_org = Column("编制单位", "compiling_org", TextWidget())
    measure = Column("记录计算", "measure", TextWidget())
    is_sample = Column("示例", "is_sample", YesNoWidget())

    def written(self, entries: list[Entry]) -> None:
        effects.start_all([entry.instance for entry in entries])

    class Meta(Sheet.Meta):
        model = Indicator
        import_id_fields = ["code"]
        fields = [
            "code", "name", "name_en", "definition", "definition_en", "category", "kind", "unit", "decimals", "frequency",
            "due_days", "compiling_org", "measure", "is_sample",
        ]  # fmt: skip


class ValueSheet(Sheet):
    """Values arrive as drafts. A row whose value, qualifier and source the ledger has already is unchanged."""

    title = _("values")
    indicator = Column("指标代码", "indicator", LookupWidget(Indicator.objects.all(), "code"), required=True)
    period = Column("时期", "period", PeriodWidget())
    ref_area = Column("地区", "ref_area", LookupWidget(RefArea.objects.all(), "code"))
    is_target = Column("计划或目标", "is_target", YesNoWidget())
    value = Column("数值", "value", NumberWidget())
    text = Column("文字", "text", TextWidget())
    qualifier = Column("限定", "qualifier", ChoiceWidget(Qualifier.choices), required=True)
    obs_status = Column("数据状态", "obs_status", ChoiceWidget(Vintage.ObsStatus.choices), required=True)
    as_of = Column("截至", "as_of", PeriodWidget())
    is_reported = Column("截至为报道日期", "is_reported", YesNoWidget())
    rank_total = Column("位次总数", "rank_total", NumberWidget(whole=True))
    rank_among = Column("位次范围", "rank_among", TextWidget())
    compared = Column("比较", "compared", ComparisonsWidget())
    source_name = Column("来源", "source_name", TextWidget(), required=True)
    source_url = Column("来源地址", "source_url", TextWidget())
    note = Column("说明", "note", TextWidget())

    class Meta(Sheet.Meta):
        model = Vintage
        import_id_fields = ["indicator", "period", "ref_area", "is_target"]
        fields = [
            "indicator", "period", "ref_area", "is_target", "value", "text", "qualifier", "obs_status", "as_of",
            "is_reported", "rank_total", "rank_among", "compared", "source_name", "source_url", "note",
        ]  # fmt: skip

    def stored(self) -> list[Vintage]:
        """The newest value of every observation: that is what a row is compared with."""
        return list(self._newest(Vintage.objects.all()).values())

    @staticmethod
    def _newest(vintages: QuerySet) -> dict[tuple, Vintage]:
        newest = vintages.order_by("observation__indicator__code", "observation__period", "observation", "-number")
        newest = newest.select_related("observation__indicator", "observation__ref_area")
        found: dict[tuple, Vintage] = {}
        for vintage in newest.prefetch_related("comparisons"):
            place = vintage.observation
            for name in PLACE:
                setattr(vintage, name, getattr(place, name))
            vintage.compared = write_comparisons(vintage.comparisons.all())
            found.setdefault((place.indicator_id, place.period, place.ref_area_id, place.is_target), vintage)
        return found

    def load(self, keys: list[tuple], *, lock: bool = False) -> dict[tuple, Vintage]:
        return self._newest(Vintage.objects.filter(observation__indicator__in={key[0] for key in keys}))

    def make(self, original: Vintage | None) -> Vintage:
        """A row never edits a value: it is the same as the newest, or a new vintage."""
        reason = Vintage.Reason.ROUTINE if original else Vintage.Reason.FIRST
        vintage = Vintage(entered_by=self.by, reason=reason)
        vintage.indicator, vintage.period, vintage.ref_area, vintage.is_target = None, "", None, False
        vintage.compared = ""
        for column in self.columns()[len(PLACE) :] if original else []:
            setattr(vintage, column.attribute, getattr(original, column.attribute))
        return vintage

    def relate(self, entries: list[Entry]) -> None:
        """An observation that isn't there yet is made when the value is written."""
        indicators = {entry.instance.indicator for entry in entries if entry.instance.indicator}
        known = {
            (o.indicator_id, o.period, o.ref_area_id, o.is_target): o
            for o in Observation.objects.filter(indicator__in=indicators)
        }
        for entry in entries:
            vintage = entry.instance
            if vintage.indicator:
                area = vintage.ref_area and vintage.ref_area.pk
                place = known.get((vintage.indicator.pk, vintage.period, area, vintage.is_target))
                vintage.observation = place or Observation(**{name: getattr(vintage, name) for name in PLACE})
                vintage.observation.indicator = vintage.indicator
                is_flow = vintage.indicator.kind == Indicator.Kind.FLOW
                vintage.is_reported = vintage.is_reported or (is_flow and not vintage.period)

    def save_instance(self, instance, is_create, row, **kwargs) -> None:
        place = {name: getattr(instance, name) for name in PLACE}
        instance.observation, _made = Observation.objects.get_or_create(**place)
        instance.full_clean(exclude=["number"])
        instance.save()
        instance.compare(instance.compared)


class NamedSheet(Sheet):
    """Which projects the source of an announced figure names."""

    title = _("projects named by sources")
    indicator = Column("指标代码", "indicator", LookupWidget(Indicator.objects.all(), "code"), required=True)
    period = Column("时期", "period", PeriodWidget())
    name = Column("报道中的名称", "name", TextWidget(), required=True)
    project = Column("项目编号", "project", LookupWidget(Project.objects.all(), "code"))

    class Meta(Sheet.Meta):
        model = NamedProject
        import_id_fields = ["indicator", "period", "name"]
        fields = ["indicator", "period", "name", "project"]

    def stored(self) -> list[NamedProject]:
        return list(self._known().values())

    @staticmethod
    def _known() -> dict[tuple, NamedProject]:
        found = {}
        for named in NamedProject.objects.select_related("observation__indicator", "project"):
            named.indicator, named.period = named.observation.indicator, named.observation.period
            found[named.indicator.pk, named.period, named.name] = named
        return found

    def load(self, keys: list[tuple], *, lock: bool = False) -> dict[tuple, NamedProject]:
        return self._known()

    def make(self, original: NamedProject | None) -> NamedProject:
        named = super().make(original)
        if original is None:
            named.indicator, named.period = None, ""
        return named

    def relate(self, entries: list[Entry]) -> None:
        """A name belongs to a value that the ledger has."""
        known = {(o.indicator_id, o.period): o for o in Observation.objects.filter(ref_area=None, is_target=False)}
        for entry in entries:
            named = entry.instance
            if named.indicator and (place := known.get((named.indicator.pk, named.period))):
                named.observation = place

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        if not import_validation_errors and not instance.observation_id:
            raise ValidationError({"period": gettext("The ledger has no value of this indicator for this period.")})
        super().validate_instance(instance, import_validation_errors, validate_unique)


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
    ref_area = Column("地区", "ref_area", LookupWidget(RefArea.objects.all(), "code"))
    is_key = Column("首页", "is_key", YesNoWidget())
    position = Column("顺序", "position", NumberWidget(whole=True), required=True)

    class Meta(Sheet.Meta):
        model = PanelItem
        import_id_fields = ["panel", "indicator", "chart"]
        fields = ["panel", "indicator", "display", "chart", "chart_en", "period", "ref_area", "is_key", "position"]
