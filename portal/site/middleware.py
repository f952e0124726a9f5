from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from portal.lib.language import ENGLISH, PREFIX


class ReaderMiddleware:
    """The language of the page, which the address alone says (Django's own asks the browser, too, so that one address
    would have two contents), and the elder mode, which a cookie says: caches must keep the two views of a page apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = ENGLISH if request.path_info.startswith(f"{PREFIX}/") else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", "en" if language == ENGLISH else "zh-Hans")
            if response.streaming and not response.is_async:
                response.streaming_content = _spoken(response.streaming_content, language)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


def _spoken(parts: Iterable[bytes], language: str) -> Iterator[bytes]:
    """A long answer is made while it is sent, when the request is over."""
    with translation.override(language):
        yield from parts
