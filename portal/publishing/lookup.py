"""Find a public thing for its own address, or say in the one right way that it isn't there."""

from django.http import Http404

from portal.lib.language import TwoLanguages, bare

from .models import PublishableQuerySet


class OnlyChinese(Http404):
    """There is no English page; `address` is the Chinese one's. Not a redirect: whoever follows a link in English
    shall be told before the language changes."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Gone(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def refuse_foreign(thing: TwoLanguages) -> None:
    """OnlyChinese when an English page is asked for and the thing has no English."""
    if thing.is_foreign:
        raise OnlyChinese(bare(thing.get_absolute_url()))


def find_readable(things: PublishableQuerySet, **lookup):
    """The one thing under `lookup`. Raises Http404 (a draft answers exactly like what never existed), OnlyChinese (read,
    but not in the language of the page) or Gone (withdrawn)."""
    if thing := things.readable().filter(**lookup).first():
        refuse_foreign(thing)
        return thing
    if thing := things.gone().filter(**lookup).first():
        raise Gone(thing.withdrawal_reason)
    raise Http404
