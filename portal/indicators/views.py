from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.publishing.lookup import find_readable

from .models import Indicator, Panel


def panel_list(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/panel_list.html", {"panels": Panel.objects.published()})


def panel_detail(request: HttpRequest, slug: str) -> HttpResponse:
    panel = find_readable(Panel.objects.all(), slug=slug)
    return render(request, "indicators/panel_detail.html", {"panel": panel})


def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator, code=code, is_public=True)
    return render(request, "indicators/indicator_detail.html", {"indicator": indicator})
