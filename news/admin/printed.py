"""The figures of an article beside its editor; where one becomes a value, the article is kept as its source."""

from django.db import transaction

from portal.indicators.admin.tying import TyingAdmin
from portal.indicators.models import Indicator, Vintage
from portal.indicators.tying.rows import Row, Sheet
from portal.lib.sentences import sentence_at

from ..models import FigureSource


class PrintedAdmin(TyingAdmin):
    change_form_template = "admin/news/article_form.html"

    @transaction.atomic
    def enter_figure(self, sheet: Sheet, row: Row, indicator: Indicator, *, by, **fields) -> Vintage:
        article, figure = sheet.thing, row.figure
        source = {"source_name": str(article.source)[:100]} if article.source else {}
        if not article.public_row.first_published_at:
            source["source_url"] = article.original_url
        vintage = super().enter_figure(sheet, row, indicator, by=by, **source | fields)
        FigureSource.objects.create(
            article=article, vintage=vintage, start=figure.start, end=figure.end,
            sentence=sentence_at(sheet.text, figure.start),
        )  # fmt: skip
        return vintage
