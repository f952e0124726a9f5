"""A transparent picture of one point: a page that holds it is counted without writing anything itself, and without script."""

from base64 import b64decode

from django.http import HttpResponse

_GIF = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def pixel() -> HttpResponse:
    return HttpResponse(_GIF, content_type="image/gif")
