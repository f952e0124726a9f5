"""The column tree as a spreadsheet; a row's address says where it stands."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.sheets.outcome import Entry
from portal.sheets.sheet import Column as SheetColumn
from portal.sheets.sheet import Reference, Sheet
from portal.sheets.widgets import ChoiceWidget, NumberWidget, TextWidget, YesNoWidget

from .models import Column, ColumnType


class ColumnSheet(Sheet):
    title = _("columns")
    in_order = True

    path = SheetColumn("地址", "path", TextWidget(), required=True)
    name = SheetColumn("名称", "name", TextWidget(), required=True)
    name_en = SheetColumn("英文名称", "name_en", TextWidget())
    kind = SheetColumn("形式", "kind", ChoiceWidget(Column.KINDS), required=True)
    column_type = SheetColumn("栏目类别", "column_type", ChoiceWidget(ColumnType.choices), required=True)
    description = SheetColumn("说明", "description", TextWidget(), required=True)
    keywords = SheetColumn("关键词", "keywords", TextWidget(), required=True)
    description_en = SheetColumn("英文说明", "description_en", TextWidget())
    keywords_en = SheetColumn("英文关键词", "keywords_en", TextWidget())
    update_cycle_days = SheetColumn("更新周期（天）", "update_cycle_days", NumberWidget("天", whole=True))
    in_navigation = SheetColumn("导航", "in_navigation", YesNoWidget())
    has_comments = SheetColumn("评论", "has_comments", YesNoWidget())
    position = SheetColumn("顺序", "position", NumberWidget(whole=True), required=True)

    # Where a column hangs whose address doesn't say so (see Column.AT_ROOT); all others are placed by their address.
    above = Reference(
        "上级栏目", lambda column: column.parent.path if column.kind in Column.AT_ROOT and column.parent else ""
    )

    class Meta(Sheet.Meta):
        model = Column
        import_id_fields = ["path"]
        fields = [
            "path", "name", "name_en", "kind", "column_type", "description", "keywords",
            "description_en", "keywords_en", "update_cycle_days", "in_navigation", "has_comments", "position", "above",
        ]  # fmt: skip

    def relate(self, entries: list[Entry]) -> None:
        """Every row finds the column above it: one that is stored, or stands in a row above."""
        known = {column.path: column for column in Column.objects.all()}
        for entry in entries:
            column = entry.instance
            above, column.slug = self._place(column.path)
            above = str(entry.row.get("上级栏目") or "").strip() or above
            column.parent = known.get(above)
            known[column.path] = column

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        above = self._place(instance.path)[0]
        if above and instance.parent is None and not import_validation_errors:
            raise ValidationError(
                {"path": _("The column above (%(path)s) must stand before this row.") % {"path": above}}
            )
        super().validate_instance(instance, import_validation_errors, validate_unique)

    @staticmethod
    def _place(path: str) -> tuple[str, str]:
        """("/news/", "headlines") for "/news/headlines/"; columns of the first level have nothing above them."""
        parts = [part for part in path.split("/") if part]
        above = "/" + "/".join(parts[:-1]) + "/" if len(parts) > 1 else ""
        return above, parts[-1] if parts else ""
