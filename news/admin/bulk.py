"""What can be done with many articles at once beside the steps: another column, one more tag."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.publishing.bulk import Bulk
from portal.site.models import Column
from portal.site.rights import ColumnRules

from ..forms import MoveForm, TagForm
from ..models import Article


class BulkArticles:
    @admin.action(description=_("Move to another column…"), permissions=["change"])
    def bulk_move(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        open_ = ColumnRules.of(request).open_to(request.user, "change")
        columns = Column.objects.filter(kind="articles", pk__in=open_)
        form = self._form(request, MoveForm, columns=columns)

        def act(request: HttpRequest, article: Article, form: Form) -> None:
            self._may_change(request, article)
            article.column = self._value(form, "column")
            article.save(update_fields=["column", "updated_at"])
            article.edited(by=request.user, reason=form.cleaned_data.get("edit_reason", ""))

        return Bulk(self, request, "bulk_move", _("Move to another column"), form, act).answer(queryset)

    @admin.action(description=_("Add a tag…"), permissions=["change"])
    def bulk_tag(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        def act(request: HttpRequest, article: Article, form: Form) -> None:
            self._may_change(request, article)
            article.tags.add(self._value(form, "tag"))
            article.edited(by=request.user, reason=form.cleaned_data.get("edit_reason", ""))

        form = self._form(request, TagForm)
        return Bulk(self, request, "bulk_tag", _("Add a tag"), form, act).answer(queryset)

    def _form(self, request: HttpRequest, form: type[Form], **more) -> type[Form]:
        return type(form.__name__, (form,), {"in_emergency": request.user.has_perm("news.rush_article"), **more})

    def _may_change(self, request: HttpRequest, article: Article) -> None:
        if not self.has_change_permission(request, article):
            raise PermissionDenied

    @staticmethod
    def _value(form: Form, name: str) -> object:
        if not form.is_valid():
            raise ValidationError([text for texts in form.errors.values() for text in texts])
        return form.cleaned_data[name]
