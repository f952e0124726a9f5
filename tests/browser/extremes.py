"""A portal with everything that strains a page: put into a copy of the demonstration by the process that serves it
(`manage.py shell -c "from tests.browser.extremes import crowd; crowd()"`)."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from news.models import Article, Recommendation, Tag, Topic
from portal.feedback.models import Message
from portal.indicators.models import Panel
from portal.media.models import Photo
from portal.site.models import Column, Page, SiteSettings
from projects.models import Company, Event, Project
from tests import factories as make

SENTENCE = "高新区坚持项目为王，抓签约、促开工、保投产，全年谋划推进一批强链补链延链的产业项目和民生项目。"
TITLE = (SENTENCE * 7)[:299] + "。"
LATIN = "Supercalifragilisticexpialidocious" * 9  # nothing in it to break at
ROW = "".join(f"<td><p>{1234567.89 * n:,.2f}</p></td>" for n in range(1, 13))
TABLE = f"<table><tbody><tr>{'<th><p>指标名称</p></th>' * 12}</tr>{f'<tr>{ROW}</tr>' * 8}</tbody></table>"
MANY = 1000


def text(length: int, photos) -> str:
    """A body of `length` characters: chapters, a wide table, photos, a long word and a long address."""
    parts = [f"<h2>{SENTENCE[:24]}</h2>", TABLE, *(photo.as_figure() for photo in photos), f"<p>{LATIN}</p>"]
    parts += [f"<p>https://example.org/{'a-very-long-path/' * 12}</p>", f"<ul><li><p>{LATIN[:120]}</p></li></ul>"]
    parts += [f"<blockquote><p>{SENTENCE}</p></blockquote>", f"<h3>{LATIN[:70]}</h3>"]
    chapter = "<h2>第{n}部分 产业发展</h2>" + f"<p>{SENTENCE * 6}</p>" * 3
    while sum(map(len, parts)) < length - len(chapter):
        parts.append(chapter.format(n=len(parts)))
    rest = length - sum(map(len, parts)) - len("<p></p>")
    return "".join(parts) + f"<p>{(SENTENCE * 40)[:rest]}</p>"


def crowd() -> None:
    by = make.make_boss(username="extremes")
    news = Column.objects.get(path="/news/")
    crowded = make.make_column(parent=news, name="一千篇文章的栏目名称也取得很长很长以至于导航栏里放不下它们", slug="crowded", has_comments=True)  # fmt: skip
    single = make.make_column(parent=news, name="只有一篇", slug="single")
    make.make_column(parent=news, name="空栏目", slug="nothing")
    make.make_column(parent=crowded, name=LATIN[:40], slug="deeper")
    panorama = Photo.add(
        make.png((2800, 200)), title="全景", alt="一幅全景", caption=SENTENCE * 5, credit="示例摄影" * 10
    )
    tower = Photo.add(make.png((200, 1600)), title="塔", alt="一座塔", caption=LATIN[:200], credit="示例摄影")
    missing = make.make_photo(title="丢失", caption="文件丢失的照片")
    tags = [Tag.objects.create(name=name) for name in (SENTENCE[:30], LATIN[:30])]
    projects = [
        make.make_project(
            by=by, code=f"XX-{n:03}", name=name, owner=Company.objects.create(name=name[:100]), address=name * 2,
            summary=SENTENCE * 10, total_investment=12_345_678.9, date="2026-11-01",
        )
        for n, name in enumerate(((SENTENCE * 2)[:60], LATIN[:60], (SENTENCE * 5)[:200]), 1)
    ]  # fmt: skip
    for n in range(30):
        event = Event.objects.create(
            code=f"XX-E-{n}", text=SENTENCE * 3, date=f"2026-{n % 11 + 1:02}", project=projects[0]
        )
        event.publish(by=by)
    common = {"by": by, "column": crowded, "tags": tags, "projects": projects}
    long = make.make_article(
        **common, title=TITLE, kicker=SENTENCE[:60], subtitle=(SENTENCE * 3)[:120], summary="", lead_photo=panorama,
        byline=(SENTENCE * 3)[:100], body=text(40_000, (panorama, tower, missing)), slot="lead",
        source=make.make_source(name=(SENTENCE * 3)[:100], citation=(SENTENCE * 4)[:150]),
    )  # fmt: skip
    latin = make.make_article(
        **common, title=LATIN[:300], summary=LATIN[:300], lead_photo=missing, body=f"<p>{LATIN}</p>", byline=LATIN[:100], slot="picture",
    )  # fmt: skip
    make.make_article(by=by, column=single, title="唯一的文章", summary="", byline="", source=None, slot="item")
    for slot in ("picture", "item"):
        Recommendation.objects.create(article=long, slot=slot)
    topic = Topic.objects.create(slug="extremes", title=(SENTENCE * 2)[:80], intro=(SENTENCE * 13)[:600], photo=missing)
    topic.articles.set([long, latin])
    topic.tags.set(tags)
    make.make_public(topic, by=by)
    for n in range(3):
        make.make_comment(long, approved=True, by=by, text=(LATIN, SENTENCE * 9, "好")[n], reply=SENTENCE * 5)
    now = timezone.now()
    public = {"status": "published", "go_live_at": now, "first_published_at": now}
    Article.objects.bulk_create(
        Article(column=crowded, title=f"第{n}篇：{SENTENCE}", body="<p>正文。</p>", **public | {"first_published_at": now - timedelta(hours=n)})
        for n in range(MANY)
    )  # fmt: skip
    Project.objects.bulk_create(
        Project(code=f"YY-{n:04}", name=f"第{n}号项目", category="industry", stage="under_construction", moved_on="2026-11-01", **public)
        for n in range(MANY)
    )  # fmt: skip
    indicators = [
        make.make_indicator(code=f"XX_{n}", name=name, unit="万平方公里每人每年", definition=SENTENCE * 5)
        for n, name in enumerate(((SENTENCE * 3)[:100], LATIN[:100]))
    ]
    for indicator in indicators:
        for year in range(1990, 2026):
            make.make_vintage(
                f"{54321.09 * (year - 1980):.1f}", indicator=indicator, period=str(year), by=by, source_name=SENTENCE
            )
    make.make_panel(*indicators, by=by, slug="extremes", title=(SENTENCE * 2)[:60], intro=(SENTENCE * 6)[:300])
    make.make_message(title=LATIN[:80], body=LATIN * 9, answer=SENTENCE * 90, published=True, by=by)
    make.make_message(title=(SENTENCE * 2)[:80], body=SENTENCE * 50, answer=LATIN, published=True, by=by)
    for name in missing.file_names():
        default_storage.delete(name)


def empty() -> None:
    """Nothing is public any more, and no settings say anything beyond the name."""
    for model in (Article, Page, Project, Panel, Topic, Event):
        model.objects.update(status="draft")
    Message.objects.all().update(stage="received")
    SiteSettings.objects.update(demo_notice="", description="", name_en="")
