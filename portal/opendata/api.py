"""What every address of the API has in common: read only, for any site's scripts, with an ETag, asked anew each time."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page
from rest_framework.decorators import api_view

View = Callable[..., HttpResponseBase]


def for_everybody(view: View) -> View:
    """CORS for reading; caches must ask again, for what is withdrawn must be gone at once."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag"
        if request.method == "OPTIONS":
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "If-None-Match"
        patch_cache_control(response, public=True, no_cache=True)
        return response

    return wrapped


def endpoint(view: View) -> View:
    return for_everybody(conditional_page(api_view(["GET", "HEAD"])(view)))
