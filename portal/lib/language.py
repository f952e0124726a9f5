"""The two languages of the site. The address alone says which one a page speaks: English under /en/, else Chinese.

A model that can speak English has fields `<name>_en` beside those of Chinese. Texts are read through `words`, which
answers in the language of the page: `article.words.title`. Addresses are made by `local`, so that links of an English
page stay in English.
"""

import re
from collections.abc import Iterable
from operator import attrgetter

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

ENGLISH, CHINESE = "en", "zh-hans"
PREFIX = "/en"
# Texts that say more of a thing: where there is no English one, the page does without. Everything else (a name, a
# definition, what a picture shows) is then given in Chinese, and marked so.
EXTRA = frozenset({"summary", "description", "intro", "keywords", "kicker", "subtitle"})
_CHINESE = re.compile(
    "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef](?:[^<>&A-Za-z]*[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])?"
)


def is_english() -> bool:
    return get_language() == ENGLISH


def local(path: str) -> str:
    """An address of this site ("/projects/") in the language of the page; addresses elsewhere stay as they are."""
    return PREFIX + path if is_english() and path.startswith("/") and not path.startswith("//") else path


def bare(path: str) -> str:
    """The address without its language: what the column tree and the redirects know."""
    return path.removeprefix(PREFIX) if path.startswith(f"{PREFIX}/") else path


def listed(words: Iterable[object]) -> str:
    return (", " if is_english() else "、").join(map(str, words))


def mark_chinese(text: object) -> SafeString:
    """The text, escaped unless it is safe; what is Chinese in it is marked on English pages, for voices and fonts."""
    html = conditional_escape(text)
    if not is_english():
        return html
    return mark_safe(_CHINESE.sub(lambda found: f'<span lang="zh-Hans">{found[0]}</span>', html))


def in_language(field: str) -> str | Coalesce:
    """For queries that read single columns: the English of a name ("industry__name") where it is asked for and there."""
    if not is_english() or field.rpartition("__")[2] not in ("name", "label"):
        return field
    return Coalesce(NullIf(F(f"{field}_en"), Value("")), F(field))


def has_chinese(text: str) -> bool:
    return bool(_CHINESE.search(text))


class Words:
    """The texts of a thing in the language of the page."""

    def __init__(self, thing: "TwoLanguages") -> None:
        self._thing = thing

    def __getattr__(self, name: str) -> str:
        if not is_english():
            return getattr(self._thing, name)
        return getattr(self._thing, f"{name}_en", "") or ("" if name in EXTRA else getattr(self._thing, name))


class TwoLanguages:
    """Mixin of models. `SPEAKS` names the fields whose English must be there for the thing to have an English page;
    a kind without any is the same in both languages. "column__name": that of the column, too."""

    SPEAKS: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        return Words(self)

    @property
    def in_english(self) -> bool:
        return all(attrgetter(f"{name}_en".replace("__", "."))(self) for name in self.SPEAKS)

    @property
    def is_foreign(self) -> bool:
        """An English page is asked for, and there is none."""
        return is_english() and not self.in_english

    @classmethod
    def english_q(cls, path: str = "") -> Q:
        """What has English; `path` leads there from elsewhere ("indicator__")."""
        return Q(*(~Q(**{f"{path}{name}_en": ""}) for name in cls.SPEAKS))

    @classmethod
    def language_q(cls, path: str = "") -> Q:
        """What may be listed on a page of the present language."""
        return cls.english_q(path) if is_english() else Q()
