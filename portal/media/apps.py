from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "portal.media"
    label = "media"
    verbose_name = _("photos and files")

    def ready(self) -> None:
        from portal.publishing import copies

        from .models import drop_uses

        copies.goes_along(copies.nothing, drop_uses)
