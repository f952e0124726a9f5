"""Find a public thing for its own address, or say in the one right way that it isn't there."""

from django.http import Http404

from .models import PublishableQuerySet


class Gone(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def find_readable(things: PublishableQuerySet, **lookup):
    """The one thing under `lookup`. Raises Http404 (a draft answers exactly like what never existed) or Gone (withdrawn)."""
    if thing := things.readable().filter(**lookup).first():
        return thing
    if thing := things.gone().filter(**lookup).first():
        raise Gone(thing.withdrawal_reason)
    raise Http404
