from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "portal.search"
    label = "search"
    verbose_name = _("search")

    def ready(self) -> None:
        from portal.publishing import effects
        from portal.site import health

        from .indexing import findings, follow, follow_all

        effects.register(follow, follow_all)
        health.register(findings)
