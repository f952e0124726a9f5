"""The notice that a link leaves the site. Hosts that the settings trust (gov.cn) are gone to at once."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.lib.outward import is_signed

from .models import SiteSettings


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """“You are leaving …”, with going on and staying; 404 for an address that we didn't sign."""
    address = request.GET.get("to", "")
    if not is_signed(address, request.GET.get("sign", "")):
        raise Http404
    host = urlsplit(address).hostname or ""
    if SiteSettings.load().trusts(host):
        return HttpResponseRedirect(address)
    response = render(request, "site/leave.html", {"address": address, "host": host, "is_error": True})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
