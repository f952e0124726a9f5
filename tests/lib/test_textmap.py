"""Every character of a body's plain text has its place in the HTML, whatever stands between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.html import plain_text
from portal.lib.textmap import Mark, mark, places

BODY = (
    "<h2>一、项目</h2><p>总投资&nbsp;<strong>12.5</strong>6亿元 &amp; 占地  86亩，<a href='/x/'>见38个</a>。</p>\n"
    "<ul><li>甲</li><li>乙<br>丙</li></ul><figure><img alt='9个' src='a'><figcaption>图：3家</figcaption></figure>"
)


def test_each_character_is_found_again():
    text = plain_text(BODY)
    found = places(BODY)
    assert len(found) == len(text)
    for char, place in zip(text, found, strict=True):
        shown = BODY[place.start : place.end]
        assert char == "\n" or shown == char or shown in ("&nbsp;", "&amp;") or char == " "


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "</b>", "<br>", "&amp;", "&#20;", " ", "\n", "\u2028", "甲", "1", "<", "&"]
        )
    )
)
def test_the_text_is_the_same_or_nothing_is_said(pieces):
    html = "".join(pieces)
    assert len(places(html)) in (0, len(plain_text(html)))


def marked(words, **fields):
    start = plain_text(BODY).index(words)
    return mark(BODY, [Mark(start, start + len(words), "<i>", "</i>", **fields)])


def test_a_mark_goes_around_the_words_and_never_over_a_tag():
    assert "占地  <i>86亩</i>，" in marked("86亩")
    assert "<strong><i>12.5</i></strong><i>6亿元</i> &amp;" in marked("12.56亿元")
    assert plain_text(marked("12.56亿元")) == plain_text(BODY)


def test_other_words_may_stand_instead_and_a_note_behind():
    html = marked("12.56亿元", text="13<亿元", note="<small>（更正）</small>")
    assert "<strong><i>13&lt;亿元</i></strong><small>（更正）</small> &amp;" in html


def test_there_is_no_link_in_a_link():
    assert "<a href='/x/'>见38个</a>" in marked("38个")


@pytest.mark.parametrize("span", [(0, 10_000), (5, 5)])
def test_a_place_that_is_not_there_changes_nothing(span):
    assert mark(BODY, [Mark(*span, "<i>", "</i>")]) == BODY
