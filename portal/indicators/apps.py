from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "portal.indicators"
    label = "indicators"

    def ready(self) -> None:
        from django.db.models import Exists

        from portal.site import kinds

        from .models import Panel

        kinds.register("panels", None, lambda: Exists(Panel.objects.published()))
