from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        from django.db.models import Exists

        from portal.site import kinds

        from .models import Project

        kinds.register("projects", None, lambda: Exists(Project.objects.published()))
