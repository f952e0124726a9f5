from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("projects")

    def ready(self) -> None:
        from django.db.models import Exists

        from portal.site import embeds, kinds

        from .embeds import KIND
        from .models import Project

        kinds.register("projects", None, lambda: Exists(Project.objects.published()))
        embeds.register("project", KIND)
