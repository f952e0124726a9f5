"""The elder mode (长者模式): larger type, stronger contrast, one column, the same content. A cookie keeps it for a year,
so that it works without script; pages say `Vary: Cookie`."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.lib.language import local

COOKIE = "elder"
YEAR = 365 * 24 * 3600  # seconds
LONGEST = 2000  # characters of an address that leads back


def is_elder(request: HttpRequest) -> bool:
    return request.COOKIES.get(COOKIE) == "1"


def way_back(request: HttpRequest) -> str:
    """The address of the page, or what of it is short enough to be carried through a form."""
    return next((to for to in (request.get_full_path(), request.path) if len(to) <= LONGEST), local("/"))


@never_cache
@require_safe
def elder_mode(request: HttpRequest) -> HttpResponse:
    """`on=1` or nothing; then back to the page `to`, if that is one of ours. A GET, because pages that a cache serves can
    hold no token, and nothing but the reader's own view changes."""
    back = request.GET.get("to", "")
    is_ours = (
        back.startswith("/") and len(back) <= LONGEST and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    )
    response = HttpResponseRedirect(back if is_ours else local("/"))
    if request.GET.get("on"):
        response.set_cookie(COOKIE, "1", YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
