"""How the body of an article is shown."""

from html import escape

import pytest

from portal.lib.html import keep_amounts, script_data, without_controls
from portal.lib.outward import outward
from portal.site.body import photo_ids, render_body
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db


def figure(photo_id, caption="正文里的说明"):
    image = f'<img src="/media/x.jpg" alt="a &gt; b" data-file="{photo_id}">'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def test_a_photo_is_shown_in_its_sizes_with_caption_and_credit(client):
    photo = make_photo(alt="蓝色的塔吊", credit="示例摄影师")
    html = client.get(make_article(body=figure(photo.pk)).get_absolute_url()).content.decode()
    assert f'srcset="{photo.srcset("jpg")}"' in html
    assert f'type="image/avif" srcset="{photo.srcset("avif")}"' in html
    assert f'width="{photo.width}" height="{photo.height}" alt="蓝色的塔吊"' in html
    assert "正文里的说明" in html and "示例摄影师" in html and "/media/x.jpg" not in html


def test_without_a_caption_in_the_text_the_photos_own_stands():
    assert "自带说明" in render_body(figure(make_photo(caption="自带说明").pk, caption=""))


def test_a_missing_photo_leaves_nothing_behind():
    assert render_body("<p>前</p>" + figure(999) + "<p>后</p>") == "<p>前</p><p>后</p>"
    assert render_body('<p>前<img src="https://elsewhere.example/1.png">后</p>') == "<p>前后</p>"
    assert render_body("<figure></figure>") == ""


def test_photos_of_one_text_are_fetched_at_once(django_assert_num_queries):
    body = "".join(figure(make_photo().pk) for _ in range(4))
    with django_assert_num_queries(1):
        assert render_body(body).count("<picture") == 4
    with django_assert_num_queries(0):
        render_body("<p>没有图片</p>")


def test_the_lead_photo_is_not_shown_twice(client):
    photo = make_photo()
    once = make_article(body=figure(photo.pk), lead_photo=photo)
    both = make_article(lead_photo=photo)
    for article in (once, both):
        html = client.get(article.get_absolute_url()).content.decode()
        assert html[html.index("story-text") :].count("<picture") == 1


def test_a_figure_around_a_table_is_kept():
    html = render_body(
        "<figure><table><tbody><tr><td>格</td></tr></tbody></table><figcaption>表注</figcaption></figure>"
    )
    assert "格" in html and "表注" in html


def test_wide_tables_scroll_by_themselves():
    html = render_body("<table><tbody><tr><td>格</td></tr></tbody></table>")
    assert html.startswith('<div class="scroll"') and html.endswith("</table></div>") and "style=" not in html


def test_links_to_elsewhere_give_nothing_away(settings):
    html = render_body('<a rel="opener" href="https://a.example/">出</a><a href="/projects/">内</a>')
    notice = escape(outward("https://a.example/"))
    assert html == f'<a href="{notice}" data-to="https://a.example/" rel="noopener">出</a><a href="/projects/">内</a>'
    own = f'<a href="{settings.SITE_URL}/data/">内</a>'
    assert render_body(own) == own
    assert "noopener" in render_body(f'<a href="{settings.SITE_URL}.evil.example/">外</a>')


def test_photo_ids_are_found_in_order():
    assert photo_ids(figure(7) + "<p>data-file=&quot;9&quot;</p>" + figure(3)) == [7, 3]


@pytest.mark.parametrize(
    "text, kept",
    [
        ("共122.3亿元。", "122.3亿元"),
        ("2000余件", "2000余件"),
        ("第1位", "第1位"),
        ("2025年", "2025年"),
        ("达137.53%，", "137.53%"),
        ("培训3886人次", "3886人次"),
    ],
)
def test_a_number_stays_with_its_unit(text, kept):
    assert f'<span class="nowrap">{kept}</span>' in keep_amounts(text)


def test_numbers_in_tags_and_entities_are_left_alone():
    html = '<a href="/x/5个/" title="3年">a &#39;个</a>'
    assert keep_amounts(html) == html


def test_text_for_feeds_and_scripts_is_made_safe():
    assert without_controls("a\x00\x0b\x1f\ufffe\ud800b\n\t汉😀") == "ab\n\t汉😀"
    assert not set("<>&\u2028") & set(script_data({"a": "</script>&\u2028"}))
