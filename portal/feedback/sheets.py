"""A year's holidays as a spreadsheet: twelve rows from the State Council's notice instead of thirty forms."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import widgets

from portal.lib.dates import read_period
from portal.sheets.outcome import Entry
from portal.sheets.sheet import Column, Sheet
from portal.sheets.widgets import TextWidget, YesNoWidget

from .models import CalendarDay, Message


class DayWidget(widgets.Widget):
    """One day, however it is written: 2026-10-01, 2026年10月1日, a date of Excel."""

    def clean(self, value: object, row=None, **kwargs) -> date | None:
        text = read_period(value) if isinstance(value, datetime | date | str | int | float) else ""
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(_("“%(text)s” is not a day.") % {"text": text}) from None

    def render(self, value: date | None, obj=None, **kwargs) -> str:
        return value.isoformat() if value else ""


class CalendarSheet(Sheet):
    title = gettext_lazy("holidays and make-up days")
    date = Column("日期", "date", DayWidget(), required=True)
    is_working = Column("上班", "is_working", YesNoWidget(), required=True)
    name = Column("名称", "name", TextWidget())

    class Meta(Sheet.Meta):
        model = CalendarDay
        import_id_fields = ["date"]
        fields = ["date", "is_working", "name"]

    def written(self, entries: list[Entry]) -> None:
        Message.reschedule()
