from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("projects")

    def ready(self) -> None:
        from django.db.models import Exists, Subquery

        from portal.site import embeds, kinds

        from .embeds import KIND
        from .models import Project

        def newest() -> Subquery:
            return Subquery(Project.objects.published().order_by("-updated_at").values("updated_at")[:1])

        kinds.register("projects", None, lambda: Exists(Project.objects.published()), newest)
        embeds.register("project", KIND)
