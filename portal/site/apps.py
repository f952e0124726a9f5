from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "portal.site"
    label = "site"
    verbose_name = _("site")

    def ready(self) -> None:
        from . import embeds, files, freshness, health, kinds, links, views

        kinds.register("home", None, lambda: True)
        kinds.register("page", views.page_column, views.has_page, views.newest_page)
        kinds.register("sitemap", None, lambda: True)
        kinds.register("link", None, lambda: True)
        embeds.register("file", files.KIND)
        health.register(freshness.findings)
        health.register(links.findings)
