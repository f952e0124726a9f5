from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"

    def ready(self) -> None:
        from portal.site import kinds

        from . import views

        kinds.register("articles", views.article_list, views.has_article)
        kinds.register("list", views.overview, lambda: False)  # kept by what stands below it
