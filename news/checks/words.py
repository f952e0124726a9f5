"""The tables of words (R15): common mistakes and sensitive words, whatever their width and spacing."""

from django.utils.translation import gettext as _

from ..models import Article, Word
from .findings import Finding, Level
from .texts import around, even, texts


def words(article: Article) -> list[Finding]:
    """One query."""
    rules = [(rule, even(rule.word), even(rule.right)) for rule in Word.objects.filter(is_active=True)]
    found = []
    for place, text in texts(article).items():
        smooth = even(text)
        for rule, wrong, right in rules:
            # The right form may contain the wrong one: 管委会 holds 管委.
            searched = smooth.replace(right, "\0" * len(right)) if right and wrong in right else smooth
            if wrong and (at := searched.find(wrong)) >= 0:
                found.append(_finding(rule, around(smooth, at, at + len(wrong)), place))
    return found


def _finding(rule: Word, excerpt: str, place: str) -> Finding:
    words = {"word": rule.word, "right": rule.right, "excerpt": excerpt, "kind": rule.get_category_display()}
    if rule.right:
        text = _("%(kind)s: “%(word)s” in “%(excerpt)s” should read “%(right)s”.") % words
    else:
        text = _("%(kind)s: “%(word)s” in “%(excerpt)s”.") % words
    return Finding(Level(rule.level), f"word-{rule.category}", text, place)
