from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "portal.search"
    label = "search"
    verbose_name = _("search")

    def ready(self) -> None:
        from portal.publishing import effects

        from .indexing import follow, follow_all

        effects.register(follow, follow_all)
