from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .lookup import Gone


class GoneMiddleware:
    """Answers 410 with the public reason when a view finds that a thing was withdrawn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Gone):
            return render(request, "410.html", {"reason": error.reason, "is_error": True}, status=410)
        return None
