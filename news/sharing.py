"""The address of an article as a picture for phones."""

from io import BytesIO

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.publishing.lookup import find_readable

from .models import Article


@require_safe
def qr(request: HttpRequest, year: int, month: int, pk: int) -> HttpResponse:
    """A QR code of the article's full address, as SVG."""
    article = find_readable(Article.objects.only("pk", "first_published_at", "withdrawal_reason"), pk=pk)
    drawn = BytesIO()
    code = segno.make(settings.SITE_URL + article.get_absolute_url(), error="m", micro=False)
    code.save(drawn, kind="svg", scale=4, border=2, xmldecl=False, svgclass=None, lineclass=None)
    response = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=3600)
    return response
