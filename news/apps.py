from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("news")

    def ready(self) -> None:
        from portal.indicators import corrections
        from portal.publishing import copies
        from portal.site import health, kinds

        from . import unsourced, views
        from .checks import complete, contradictions, leaders, links, register, secrets, taken_down, times, words
        from .models.figures import bring_back
        from .untied import untied

        kinds.register("articles", views.article_list, views.has_article, views.newest_article)
        kinds.register("list", views.overview, lambda: False)  # kept by what stands below it
        register("parts", complete.parts)
        register("pictures", complete.pictures)
        register("taken down", taken_down.taken_down)
        register("words", words.words)
        register("secrets", secrets.secrets)
        register("leaders", leaders.leaders)
        register("relative dates", times.relative_dates)
        register("links", links.dead_links)
        register("contradictions", contradictions.contradictions)
        corrections.register(untied)
        health.register(unsourced.findings)
        copies.goes_along(copies.nothing, bring_back)
