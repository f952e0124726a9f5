"""What a check finds, and the list of checks."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import Publishable


class Level(TextChoices):
    BLOCK = "block", _("must be mended")
    WARN = "warn", _("needs a reason")


@dataclass(frozen=True)
class Finding:
    """`code`: what kind of thing was found ("no-source", "id-number"). `text`: a whole sentence in the reader's language.
    `place`: name of the form field it stands in ("title", "body", "source" …), or "" for the article as a whole."""

    level: Level
    code: str
    text: str
    place: str = ""

    @property
    def key(self) -> str:
        """The same for the same finding: an answer holds until its sentence changes."""
        return sha256(f"{self.code}|{self.place}|{self.text}".encode()).hexdigest()[:16]

    @property
    def is_block(self) -> bool:
        return self.level == Level.BLOCK


Check = Callable[[Publishable], list[Finding]]
CHECKS: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Add a check under its name; a name that is taken is replaced, so that starting twice changes nothing."""
    CHECKS[name] = check


def run(article: Publishable) -> list[Finding]:
    """All findings, blocks first; the same thing in the same place is said once."""
    found = dict.fromkeys(finding for check in CHECKS.values() for finding in check(article))
    return sorted(found, key=lambda finding: not finding.is_block)
