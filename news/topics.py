"""Public pages of the topics."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.indicators.figures import figures_of
from portal.indicators.models import Indicator
from portal.lib.language import bare, is_english, local
from portal.publishing.lookup import OnlyChinese, find_readable
from portal.site.models import Redirect
from portal.site.navigation import Navigation

from .models import Topic
from .paging import paged


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    topics = list(Topic.objects.published().select_related("photo"))
    if not topics and is_english():
        raise OnlyChinese("/news/topics/")
    return render(
        request,
        "news/topic_list.html",
        {
            "topics": topics,
            "column": Navigation.of(request).here,
            "no_twin": not any(topic.in_english for topic in topics),
        },
    )


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        topic = find_readable(Topic.objects.select_related("photo"), slug=slug)
    except Http404:
        moved = Redirect.objects.filter(old_path=bare(request.path)).first()
        if moved:
            return HttpResponsePermanentRedirect(local(moved.new_path))
        raise
    return render(request, "news/topic_detail.html", topic_context(request, topic))


def topic_context(request: HttpRequest, topic: Topic) -> dict[str, object]:
    """What the page shows, whoever may see it (the public address and the preview)."""
    projects = list(topic.projects.published().order_by("code"))
    indicators = [(indicator, "") for indicator in topic.indicators.filter(Indicator.language_q(), is_public=True)]
    return {
        "topic": topic,
        "column": Navigation.of(request, "/news/").here,
        "projects": projects,
        "figures": figures_of(indicators, {}, compared=False) if indicators else [],
        "has_samples": any(project.is_sample for project in projects),
        **paged(request, topic.drawn_in()),
    }
