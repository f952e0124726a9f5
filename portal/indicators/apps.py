from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "portal.indicators"
    label = "indicators"
    verbose_name = _("figures")

    def ready(self) -> None:
        from django.db.models import Exists

        from portal.site import embeds, kinds

        from .embeds import FIGURE, PANEL
        from .models import Panel

        kinds.register("panels", None, lambda: Exists(Panel.objects.published()))
        embeds.register("figure", FIGURE)
        embeds.register("panel", PANEL)
