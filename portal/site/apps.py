from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "portal.site"
    label = "site"
    verbose_name = _("site")

    def ready(self) -> None:
        from . import embeds, files, kinds, views

        kinds.register("home", None, lambda: True)
        kinds.register("page", views.page_column, views.has_page)
        kinds.register("sitemap", None, lambda: True)
        kinds.register("link", None, lambda: True)
        embeds.register("file", files.KIND)
