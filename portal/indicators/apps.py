from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "portal.indicators"
    label = "indicators"
    verbose_name = _("figures")

    def ready(self) -> None:
        from django.db.models import Exists, Subquery
        from django.db.models.signals import post_delete

        from portal.publishing import copies, effects
        from portal.site import embeds, kinds
        from portal.site.models import Page

        from .embeds import FIGURE, PANEL
        from .models import Panel, Vintage
        from .texts import bring_back, follow_page, forget, lend

        def newest() -> Subquery:
            return Subquery(Vintage.objects.published().order_by("-go_live_at").values("go_live_at")[:1])

        kinds.register("panels", None, lambda: Exists(Panel.objects.published()), newest)
        embeds.register("figure", FIGURE)
        embeds.register("panel", PANEL)
        effects.register(follow_page)
        copies.goes_along(lend, bring_back)
        post_delete.connect(forget, sender=Page)
