"""The one back office."""

from collections.abc import Callable

from csp.constants import NONCE, SELF
from csp.decorators import csp_update
from django.contrib import admin
from django.contrib.admin.templatetags import admin_list
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from news.desk import NewsDesk
from portal.indicators.desk import FigureDesk
from portal.site.freshness import ages
from portal.site.health import findings
from portal.site.models import SiteSettings
from projects.dashboard import Desk

# How staff think of it, which is not how the code is cut into packages.
GROUPS = [
    ("content", _("Content"), [
        "news.Article", "news.Topic", "news.Recommendation", "news.PolicyDocument", "site.Page", "media.Photo", "media.Attachment",
        "news.Source", "news.Tag",
        "news.Word", "news.LeaderPost",
    ]),
    ("projects", _("Projects"), [
        "projects.Project", "projects.MonthlyReport", "projects.StageApplication", "projects.ProjectYear", "projects.Assignment",
        "projects.Contact", "projects.Issue", "projects.Letter", "projects.LampOverride", "projects.Event", "projects.Company", "projects.Park", "projects.Industry", "projects.Chain",
        "projects.ProjectSettings",
    ]),
    ("figures", _("Figures"), ["indicators.Indicator", "indicators.Vintage", "indicators.Panel", "indicators.RefArea"]),
    ("interaction", _("Interaction"), [
        "feedback.Message", "news.Comment", "feedback.Category", "feedback.ReplyTemplate", "feedback.CalendarDay", "feedback.FeedbackSettings",
    ]),
    ("site", _("Site"), ["site.Column", "site.SiteSettings", "site.Redirect", "site.DeadLink", "search.SearchTerm", "search.Promotion", "search.Synonym"]),
    ("people", _("People"), ["accounts.User", "accounts.Department", "accounts.AuditEvent"]),
]  # fmt: skip


def yes_or_dash(value: bool | None) -> str:
    """In words: Django's pictures speak English to a screen reader, and a red cross looks like a fault where there is none."""
    return gettext("yes") if value else "–"


admin_list._boolean_icon = yes_or_dash


class PortalAdminSite(admin.AdminSite):
    site_header = _("Back office")
    site_title = _("Back office")
    index_title = _("Overview")
    empty_value_display = "–"

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        # The editor's import map is an inline script and needs the nonce; its widgets set styles on elements.
        policy = csp_update({"script-src": [SELF, NONCE], "style-src": [SELF, "'unsafe-inline'"], "frame-src": [SELF]})
        return policy(super().admin_view(view, cacheable))

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        # On the sign-in page `site` is Django's word for the host.
        return super().each_context(request) | {"portal": SimpleLazyObject(SiteSettings.load)}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """Models by what they are for; what no group names comes last under its own package."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["model"]._meta.label: model for app in apps for model in app["models"]}
        groups = []
        for slug, name, labels in GROUPS:
            if found := [models.pop(label) for label in labels if label in models]:
                address = f"{reverse('admin:index', current_app=self.name)}#group-{slug}"
                groups.append(
                    {
                        "name": name,
                        "app_label": f"group-{slug}",
                        "app_url": address,
                        "has_module_perms": True,
                        "models": found,
                    }
                )
        rest = [app | {"models": [m for m in app["models"] if m["model"]._meta.label in models]} for app in apps]
        return groups + [app for app in rest if app["models"]]

    def get_urls(self) -> list:
        return [path("health/", self.admin_view(self.health), name="health"), *super().get_urls()]

    def health(self, request: HttpRequest) -> HttpResponse:
        """What the inspection of government websites would find, before it does."""
        if not request.user.has_perm("site.view_sitesettings"):
            raise PermissionDenied
        context = self.each_context(request) | {
            "title": gettext("Health of the site"), "findings": findings(), "ages": ages(),
        }  # fmt: skip
        return TemplateResponse(request, "admin/site/health.html", context)

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The overview: every list with what waits in it for this person."""
        groups = self.get_app_list(request)
        for model in (model for group in groups for model in group["models"]):
            keeper = self._registry[model["model"]]
            waiting = keeper.waiting(request) if hasattr(keeper, "waiting") else []
            model["waiting"] = [
                {"word": word, "count": count, "query": query} for word, count, query in waiting if count
            ]
        may_settle = request.user.has_perm("site.view_sitesettings")
        context = {
            "app_list": groups,
            "office": Desk.of(request),
            "desk": NewsDesk.of(request),
            "figure_desk": FigureDesk.of(request),
            "findings": findings() if may_settle else None,
        }
        return super().index(request, context | (extra_context or {}))
