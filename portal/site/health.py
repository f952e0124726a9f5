"""What is wrong with the site, as far as each app can tell about itself.

An app fills the list in its `AppConfig.ready`: `health.register(check)`; a check asks the database and returns its
findings, none when all is well. Who shows them (a page, a nightly command) calls `findings()`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["warn", "red"]


@dataclass(frozen=True)
class Finding:
    """`text`: a sentence for staff; `count`: of how many things it is true; `address`: where to mend it (under /admin/)."""

    level: Level
    text: str
    count: int = 1
    address: str = ""


Check = Callable[[], Iterable[Finding]]
_checks: list[Check] = []


def register(check: Check) -> None:
    if check not in _checks:
        _checks.append(check)


def findings() -> list[Finding]:
    """Everything that any check found, the red first."""
    found = [finding for check in _checks for finding in check()]
    return sorted(found, key=lambda finding: finding.level != "red")
