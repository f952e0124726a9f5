"""Text as tokens: what a phrase finds is what contains it."""

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.lib.segment import clean, fold, names_alike, phrase, tokens
from portal.lib.sounds import sound_of, sound_tokens

HAN = "高新区平顶山尼龙项目投资"


def holds(text, word):
    """What an index does: the phrase's tokens side by side, of the last only its beginning."""
    asked, held = phrase(word), tokens(text)
    n = len(asked.tokens)
    return any(
        held[at : at + n - 1] == list(asked.tokens[:-1])
        and (held[at + n - 1].startswith(asked.tokens[-1]) if asked.is_open else held[at + n - 1] == asked.tokens[-1])
        for at in range(len(held) - n + 1)
    )


def test_pairs_overlap_and_the_last_character_stands_alone():
    assert tokens("高新区，GX-001 投资12.56亿元") == [
        "高新", "新区", "区", "gx", "001", "投资", "资", "12", "56", "亿元", "元",
    ]  # fmt: skip


@given(st.text(HAN + "a1，", max_size=30), st.text(HAN, min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_chinese_of_any_length_is_found_exactly_where_it_is_contained(text, word):
    assert holds(text, word) == (word in text)


@given(st.text("ab1 -高，", max_size=30), st.text("ab1", min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_letters_and_digits_are_found_as_words_and_beginnings_of_words(text, word):
    assert holds(text, word) == bool(re.search(rf"(?<![ab1]){word}", text))


def test_width_case_and_hidden_characters_make_no_difference():
    assert tokens(clean("ＧＸ－００１\u200b")) == tokens("gx-001")
    assert clean("a\u202eb\x00c\ufeff") == "abc"


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)
    assert unicodedata.normalize("NFC", "高") == fold("高")


def test_what_holds_no_word_asks_nothing():
    assert [phrase(text) for text in ('"', "*", "((((" * 500, "%", "_", "'--", "\ufffd", "")] == [None] * 8


def test_a_name_is_one_token_whatever_stands_between():
    assert names_alike("GX－001 号（一期）") == names_alike("gx001号一期") == "gx001号一期"


def test_names_sound_from_every_character_on():
    found = sound_tokens("高新区A")
    assert {"gaoxinqu", "gxq", "xinqu", "xq", "qu", "q"} == set(found)
    assert "chongqing" in sound_tokens("重庆")
    assert [sound_of(text) for text in ("gao xin qu", "GXQ", "lü", "g", "高", "a1")] == [
        "gaoxinqu",
        "gxq",
        "lv",
        "",
        "",
        "",
    ]
