"""Errors of the API: JSON with a sentence, in the language of the reader, and nothing of the inside."""

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, MethodNotAllowed, ValidationError
from rest_framework.response import Response
from rest_framework.views import set_rollback

from portal.publishing.lookup import Gone


def answer(error: Exception, context: dict[str, object]) -> Response | None:
    """DRF's EXCEPTION_HANDLER. None lets anything unexpected go on to the page for broken things."""
    set_rollback()
    if isinstance(error, Gone):
        return Response({"detail": _("It was withdrawn."), "reason": error.reason}, status=410)
    if isinstance(error, Http404):
        return Response({"detail": _("There is nothing public at this address.")}, status=404)
    if isinstance(error, ValidationError):
        return Response(
            {"detail": _("The address asks for something that can't be read."), "fields": error.detail}, status=400
        )
    if isinstance(error, MethodNotAllowed):
        return Response(
            {"detail": _("These addresses are only for reading (GET).")},
            status=405,
            headers={"Allow": "GET, HEAD, OPTIONS"},
        )
    if isinstance(error, APIException):
        return Response({"detail": str(error.detail)}, status=error.status_code)
    return None
