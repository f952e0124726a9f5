"""The reviews a text goes through, and what each reviewer has to tick (domain rules R13 and R14)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Review:
    """One of the reviews: what it is called and what its reviewer has to tick."""

    verb: str
    name: str | Promise
    ticks: tuple[str | Promise, ...]


SECRECY = _("Secrecy review done: nothing secret, no personal data, no business secret")
FIRST = Review("pass_first", _("first review"), (
    _("Language, typing errors and punctuation checked"), _("Names, posts, places and dates checked"),
    _("Facts and figures compared with the source"),
))  # fmt: skip
SECOND = Review("pass_second", _("second review"), (
    _("Form and seriousness are right"), _("Content accurate and complete"), SECRECY,
))  # fmt: skip
FINAL = Review("pass_final", _("final review"), (
    _("Accurate and safe as a whole"), _("May be published on the site"),
))  # fmt: skip
CHAINS = {
    3: (FIRST, SECOND, FINAL),
    2: (FIRST, Review(FINAL.verb, FINAL.name, (SECRECY, *FINAL.ticks))),
}
