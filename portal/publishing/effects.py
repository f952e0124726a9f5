"""What else must happen when something becomes visible, changes in public, or disappears.

Apps above add to the list in their `AppConfig.ready`; the verbs of `Publishable` start it after commit, so a search
index or a page cache never hears of something that was rolled back.
"""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Model

Effect = Callable[[Model], None]
EffectOnMany = Callable[[Sequence[Model]], None]
_effects: dict[Effect, EffectOnMany | None] = {}


def register(effect: Effect, on_many: EffectOnMany | None = None) -> None:
    """`on_many` does for a list what `effect` does for one thing, in fewer steps."""
    _effects[effect] = on_many


def start(thing: Model) -> None:
    """Run every effect on `thing` once the current transaction has committed."""
    for effect in _effects:
        transaction.on_commit(lambda effect=effect: effect(thing))


def start_all(things: Sequence[Model]) -> None:
    """The same for many that changed at once, as an imported sheet's rows."""
    for effect, on_many in _effects.items():
        run = on_many or (lambda things, effect=effect: [effect(thing) for thing in things])
        transaction.on_commit(lambda run=run: run(things))
