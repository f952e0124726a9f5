"""What has to be done at its time: approved working copies take the place of what they revise.

Everything else that is scheduled needs nobody: its time is compared in the query. Each server process looks every few
seconds (`start`, in wsgi.py), and `manage.py publish_due` does the same from a timer; two at once do it once.
"""

import logging
import threading
from collections.abc import Iterator

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from .copies import WithCopies
from .models import AlreadyDone, ReviewLog, Status

SECONDS = 15
log = logging.getLogger(__name__)


def publish_due() -> list[WithCopies]:
    """Publish the copies whose time has come, in the name of whoever set it. Returns them. One that is refused (the public
    text was withdrawn, say) loses its time and waits on the desk with the reason in its log."""
    return [copy for copy in _due() if _publish(copy)]


def _due() -> Iterator[WithCopies]:
    for model in apps.get_models():
        if issubclass(model, WithCopies):
            rows = model._base_manager.filter(revises__isnull=False, status=Status.APPROVED, go_live_at__isnull=False)
            yield from [copy for copy in rows.order_by("go_live_at") if copy.go_live_at <= timezone.now()]


def _publish(copy: WithCopies) -> bool:
    by = ReviewLog.of(copy).filter(verb="schedule").select_related("by")[0].by
    try:
        copy.publish(by=by, note=gettext("at its time"))
    except AlreadyDone:
        return False
    except PermissionDenied:
        _give_up(copy, by, gettext("Who set the time may no longer publish it."))
        return False
    except ValidationError as error:
        _give_up(copy, by, " ".join(error.messages))
        return False
    return True


def _give_up(copy: WithCopies, by, why: str) -> None:
    rows = type(copy)._base_manager.filter(pk=copy.pk, status=Status.APPROVED, go_live_at=copy.go_live_at)
    with transaction.atomic():
        if rows.update(go_live_at=None):
            ReviewLog.objects.create(
                thing=copy,
                verb="refused",
                old_status=Status.APPROVED,
                new_status=Status.APPROVED,
                by=by,
                note=why[:500],
            )


def start() -> None:
    threading.Thread(target=_run, name="publish_due", daemon=True).start()


def _run() -> None:
    pause = threading.Event()
    while not pause.wait(SECONDS):
        try:
            close_old_connections()
            publish_due()
        except DatabaseError:
            log.warning("publish_due: the database did not answer", exc_info=True)
        except Exception:
            log.exception("publish_due failed")
        finally:
            connection.close()
