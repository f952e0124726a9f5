"""What else must happen when something becomes visible, changes in public, or disappears.

Apps above add to the list in their `AppConfig.ready`; the verbs of `Publishable` start it after commit, so a search
index or a page cache never hears of something that was rolled back.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Model

Effect = Callable[[Model], None]
_effects: list[Effect] = []


def register(effect: Effect) -> None:
    if effect not in _effects:
        _effects.append(effect)


def start(thing: Model) -> None:
    """Run every effect on `thing` once the current transaction has committed."""
    for effect in _effects:
        transaction.on_commit(lambda effect=effect: effect(thing))
