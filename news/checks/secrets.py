"""What must not go out (R14): identity card numbers, mobile numbers, marks of secrecy. Findings show no whole number."""

import re
import unicodedata

from django.utils.translation import gettext as _

from ..models import Article
from .findings import Finding, Level
from .texts import around, texts

_GAP = r"[ \t\u3000-]?"
_IDENTITY = re.compile(rf"(?<![\dA-Za-z])\d(?:{_GAP}\d){{16}}{_GAP}[\dXx](?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)")
_MARK = re.compile(
    r"(?:绝密|机密|秘密)\s*(?:★|☆|\*)|[\[(【〔](?:绝密|机密|秘密|内部资料|内部文件)[\])】〕]|^(?:绝密|机密|秘密|内部资料|内部文件)$",
    re.M,
)
_WORD = re.compile(r"绝密|机密|(?<!商业)秘密|内部资料|内部文件|内部传阅|不得外传|不予公开")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_identity(number: str) -> bool:
    """Whether the 18 characters are an identity card number: a date of birth in it and the right check digit (GB 11643)."""
    month, day = int(number[10:12]), int(number[12:14])
    if not (number[6:8] in ("18", "19", "20") and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def secrets(article: Article) -> list[Finding]:
    found = []
    for place, raw in texts(article).items():
        text = unicodedata.normalize("NFKC", raw)
        for match in _IDENTITY.finditer(text):
            number = re.sub(r"[^\dXx]", "", match[0])
            if is_identity(number):
                words = {"number": f"{number[:4]}…{number[-2:]}"}
                found.append(
                    Finding(Level.BLOCK, "id-number", _("An identity card number: %(number)s.") % words, place)
                )
        for match in _MOBILE.finditer(text):
            words = {"number": f"{match[1][:3]}…{match[1][-2:]}"}
            found.append(Finding(Level.WARN, "mobile", _("A mobile phone number: %(number)s.") % words, place))
        found += _marks(text, place)
    return found


def _marks(text: str, place: str) -> list[Finding]:
    if match := _MARK.search(text):
        words = {"excerpt": around(text, *match.span())}
        return [Finding(Level.BLOCK, "secret-mark", _("A mark of secrecy: “%(excerpt)s”.") % words, place)]
    if match := _WORD.search(text):
        words = {"excerpt": around(text, *match.span())}
        return [Finding(Level.WARN, "secret-word", _("A word of secrecy: “%(excerpt)s”.") % words, place)]
    return []
