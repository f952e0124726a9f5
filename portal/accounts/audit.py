"""Writes the audit trail. Sign-ins are heard from Django's own signals; other events call `record`."""

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from portal.lib.clients import client_ip

from .models import AuditEvent

Kind = AuditEvent.Kind


def record(kind: str, request: HttpRequest | None, username: str, detail: str = "") -> None:
    """One row. `detail` must never hold a secret or a telephone number."""
    address = (client_ip(request) or None) if request else None
    AuditEvent.objects.create(kind=kind, username=username[:150], address=address, detail=detail[:300])


def _signed_in(sender, request, user, **kwargs) -> None:
    record(Kind.SIGN_IN, request, user.get_username())


def _signed_out(sender, request, user, **kwargs) -> None:
    if user:
        record(Kind.SIGN_OUT, request, user.get_username())


def _failed(sender, credentials, request=None, **kwargs) -> None:
    record(Kind.SIGN_IN_FAILED, request, str(credentials.get("username", "")))


def listen() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="audit.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit.signed_out")
    user_login_failed.connect(_failed, dispatch_uid="audit.failed")
