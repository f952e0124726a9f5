from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "portal.feedback"
    label = "feedback"
    verbose_name = _("Interaction")

    def ready(self) -> None:
        from portal.site import health, kinds

        from . import inbox

        kinds.register("messages", None, lambda: True)
        kinds.register("report", None, lambda: True)
        health.register(inbox.findings)
