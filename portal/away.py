"""While the database doesn't answer: everybody is told so at once, and nobody has to do anything when it is back.

Whoever finds it away has waited for it (DATABASE's `timeout`); for the next seconds this process asks no more, and then
one request at a time does. The first connection that is made ends it.
"""

from collections.abc import Callable
from time import monotonic

from django.db import InterfaceError, OperationalError, connection
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.lib.language import is_english
from portal.site.models import SiteSettings

PAUSE = 4  # seconds in which nobody asks; longer than one who asks waits
TRY_AGAIN = 30  # seconds, what clients are told

_until: float | None = None  # None: as far as this process knows, the database is there


def note(error: BaseException | None) -> bool:
    """Whether the database, and not our code, made a request fail; where it gave no connection, the pause begins."""
    global _until
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if connection.connection is None:
        _until = monotonic() + PAUSE
    return True


def is_away() -> bool:
    global _until
    if _until is None:
        return False
    if monotonic() < _until:
        return True
    _until = monotonic() + PAUSE  # this one asks; the others needn't wait for what it finds
    return False


def _back(**more) -> None:
    global _until
    _until = None


connection_created.connect(_back, dispatch_uid="portal.away")


class AwayMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != "/healthz" and is_away():  # watchers are told what is ill
            return unavailable(request)
        return self.get_response(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 in words, for a reader or a program; it asks the database for nothing."""
    if request.path_info.startswith("/api/"):
        answer = {"detail": _("The data can't be reached just now. Please ask again in a minute.")}
        response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
        response["Access-Control-Allow-Origin"] = "*"
    else:
        words = {"notice": SiteSettings.known_notice(), "is_english": is_english(), "sent": request.method == "POST"}
        response = HttpResponse(render_to_string("503.html", words))
    response.status_code = 503
    response["Retry-After"] = str(TRY_AGAIN)
    response["Cache-Control"] = "no-store"
    return response
