"""Brings the demonstration zone in the way staff would: the sheets through the import, then every step by its verb."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from news.models import Article, Recommendation, Slot, Source, Tag, Topic
from news.sheets import SourceSheet, WordSheet
from portal.accounts.models import Department
from portal.accounts.roles import Role, write_groups
from portal.indicators.models import Indicator, Panel
from portal.indicators.sheets import IndicatorSheet, NamedSheet, PanelItemSheet, PanelSheet, ValueSheet
from portal.media.models import Photo
from portal.publishing.models import Status
from portal.search.hot import recount
from portal.search.models import SearchTerm, Synonym
from portal.sheets.sheet import Sheet
from portal.sheets.tables import read_table
from portal.site.models import Column, Page, SiteSettings
from portal.site.sheets import ColumnSheet
from projects.models import Assignment, Chain, Event, MonthlyReport, Project, ProjectPhoto, ProjectYear
from projects.models import Role as Part
from projects.sheets import (
    BatchSheet,
    ChainSheet,
    CompanySheet,
    EventSheet,
    FactSheet,
    IndustrySheet,
    LevelSheet,
    ParkSheet,
    ProjectSheet,
    ReportSheet,
    StageSheet,
    YearSheet,
)  # fmt: skip
from projects.stages import Group as StageGroup

from . import remarks, talk, ties
from .newsroom import Newsroom, person
from .parts import with_parts
from .pictures import draw

HERE = Path(__file__).parent
Say = Callable[[str], None]

# In the order in which later ones name rows of earlier ones.
SHEETS: list[tuple[str, type[Sheet]]] = [
    ("columns", ColumnSheet),
    ("sources", SourceSheet),
    ("words", WordSheet),
    ("industries", IndustrySheet),
    ("chains", ChainSheet),
    ("parks", ParkSheet),
    ("companies", CompanySheet),
    ("projects", ProjectSheet),
    ("stages", StageSheet),
    ("levels", LevelSheet),
    ("batches", BatchSheet),
    ("facts", FactSheet),
    ("events", EventSheet),
    ("years", YearSheet),
    ("reports", ReportSheet),
    ("indicators", IndicatorSheet),
    ("values", ValueSheet),
    ("named", NamedSheet),
    ("panels", PanelSheet),
    ("panel_items", PanelItemSheet),
]
UNITS = ["示例：项目建设科", "示例：城建科"]  # of the sample projects
PEOPLE = [  # role, name, post, published; the last of the samples has nobody, for the gap list
    (Part.PARTY, "示例人员甲", "示例：党工委委员", True),
    (Part.GOVERNMENT, "示例人员乙", "示例：管委会副主任", True),
    (Part.OFFICER, "示例人员丙", "示例：项目建设科科员", False),
]
APPROVALS = [
    ("filing", "示例：发展改革部门", "示例备〔2024〕1号", "2024-06-12"),
    ("building", "示例：建设部门", "示例施〔2025〕1号", "2025-01-08"),
]
CHAINS = {"SL-001": "示例：高效电机产业链", "SL-003": "示例：高效电机产业链", "SL-005": "示例：新型储能产业链"}
ISSUES = [  # project, kind, problem, scope, due
    ("SL-003", "approval", "示例：厂房二期施工许可待办理", "zone", date(2026, 12, 10)),
    ("SL-006", "utilities", "示例：冷库供电容量不足，需增容", "unit", date(2026, 11, 10)),
]
LETTERS = [
    ("SL-006", "reminder", "示例提〔2026〕1号", "示例：年度投资落后于时序进度", date(2026, 11, 2), date(2026, 12, 2))
]
SYNONYMS = ["高新区，高新技术产业开发区", "投产，投用，投入使用", "专利，知识产权"]
RECOMMENDED = ["储能电站", "尼龙新材料", "重点项目", "专利", "流体机械"]
ROLES = [Role.SITE_MANAGER, Role.PROJECT_HEAD, Role.FIGURE_KEEPER, Role.CHIEF_EDITOR, Role.MESSAGE_MANAGER]


def load(say: Say) -> int:
    """Load everything; returns the number of things made or changed (0 the second time)."""
    write_groups()
    by = _desk()
    done = _settings()
    for name in UNITS:
        Department.objects.get_or_create(name=name)
    for name, sheet in SHEETS:
        done += _sheet(name, sheet, by, say)
    with transaction.atomic():
        for plan in ProjectYear.objects.filter(project__is_sample=True, approved_at=None):
            plan.approve(by=by)
        for report in MonthlyReport.objects.filter(project__is_sample=True, state=MonthlyReport.State.DRAFT):
            report.take_over(by=by, source="示例数据")
    done += _people(by)
    done += _approvals() + _particulars()
    photos = _photos(say)
    done += _project_photos(photos)
    office = Newsroom(by)
    with transaction.atomic():  # one commit instead of a thousand
        done += sum(_page(path, office) for path in sorted((HERE / "pages").glob("*.html")))
        done += sum(_article(path, photos, office) for path in sorted((HERE / "articles").glob("*.html")))
        done += office.fill_desk(Column.objects.get(path="/news/headlines/"), Source.objects.get(code="site"))
        reviewer = person("demo-figures", "示例指标复核（示例）", Role.FIGURE_KEEPER)  # values need a second person
        done += ties.first_value(by, reviewer) + ties.publish_values(reviewer)
        for kind in (Project, Event, Panel):
            for thing in kind.objects.filter(status=Status.DRAFT):
                thing.publish(by=by)
                done += 1
        done += _topic(office)
        done += ties.tie_figures(by) + ties.correct(by, reviewer) + office.revise()
    done += talk.load(by) + remarks.load()
    return done + _search()


def load_frame(by) -> int:
    """What every zone's site begins with, for an office that starts empty: the usual columns and the source “本站”."""
    path = HERE / "sheets" / "columns.csv"
    table = read_table(path.read_text("utf-8").replace("平顶山高新区", "本区").encode(), path.name)
    outcome = ColumnSheet().run(table, by=by, write=True)
    made = Source.objects.get_or_create(code="site", defaults={"name": "本站", "citation": "本站编写"})[1]
    return outcome.new + made


def _search() -> int:
    """Words that mean the same here, and searches that the demonstration's desk recommends: nobody's counts are invented."""
    done = sum(Synonym.objects.get_or_create(words=words)[1] for words in SYNONYMS)
    for text in RECOMMENDED:
        term, made = SearchTerm.objects.get_or_create(text=text, defaults={"is_pick": True})
        if made:
            term.approve()
            done += 1
    recount()
    return done


def _desk():
    """The demonstration's own editor has the rights its work needs."""
    return person("demo-desk", "示例编辑部（示例）", *ROLES)


def _settings() -> int:
    fields = {
        "name": "平顶山高新区门户（演示）",
        "name_en": "Pingdingshan High-tech Zone · Demonstration",
        "zone_name": "平顶山高新区",
        "zone_name_en": "Pingdingshan High-tech Zone",
        "description": "平顶山高新区的新闻、项目与数据：记录、数字和报道是同一套事实。",
        "description_en": "News, projects and figures of the Pingdingshan High-tech Zone: one body of facts.",
        "demo_notice": "演示站点 · 数据来自公开报道 · 非官方网站",
        "demo_notice_en": "Demonstration site · data from public reports · not an official website",
    }
    return int(SiteSettings.objects.get_or_create(pk=1, defaults=fields)[1])


def _sheet(name: str, sheet: type[Sheet], by, say: Say) -> int:
    path = HERE / "sheets" / f"{name}.csv"
    outcome = sheet().run(read_table(path.read_bytes(), path.name), by=by, write=True)
    if outcome.problems:
        raise CommandError("\n".join([f"{path.name}：", *map(str, outcome.problems)]))
    say(f"{sheet.title}：{outcome}")
    return outcome.new + outcome.changed


def _people(by) -> int:
    """Who answers for the sample projects; names are released one by one, as an office would."""
    done = 0
    for project in Project.objects.samples().exclude(code="SL-012").filter(assignments=None):
        for role, name, post, is_public in PEOPLE:
            person = Assignment.objects.create(project=project, role=role, name=name, post=post, since=date(2025, 1, 1))
            if is_public:
                person.release(by=by)
            done += 1
    return done


def _approvals() -> int:
    project, done = Project.objects.get(code="SL-001"), 0
    for kind, authority, number, day in APPROVALS:
        fields = {"authority": authority, "number": number, "granted_on": day}
        done += project.approvals.get_or_create(kind=kind, defaults=fields)[1]
    return done


def _particulars() -> int:
    """Chains, problems and letters of the sample projects; real records have none that a source names."""
    done, projects = 0, {project.code: project for project in Project.objects.samples()}
    for code, name in CHAINS.items():
        if not projects[code].chains.exists():
            projects[code].chains.add(Chain.objects.get(name=name))
            done += 1
    for code, kind, text, scope, due in ISSUES:
        fields = {"scope": scope, "due": due, "raised_on": date(2026, 10, 8)}
        done += projects[code].issues.get_or_create(kind=kind, text=text, defaults=fields)[1]
    for code, kind, number, about, day, due in LETTERS:
        fields = {"kind": kind, "about": about, "date": day, "due": due}
        done += projects[code].letters.get_or_create(number=number, defaults=fields)[1]
    return done


def _photos(say: Say) -> dict[str, Photo]:
    """Key of photos.csv -> photo; pictures that aren't there yet are drawn."""
    with (HERE / "photos.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {photo.title: photo for photo in Photo.objects.filter(is_sample=True)}
    for row in rows:
        if row["标题"] not in known:
            known[row["标题"]] = Photo.add(
                draw(row["场景"]),
                title=row["标题"],
                caption=row["说明"],
                caption_en=row["英文说明"],
                alt=row["替代文本"],
                alt_en=row["英文替代文本"],
                credit=row["署名"],
                is_sample=True,
            )
    say(f"示例图片：{len(rows)} 张")
    return {row["键"]: known[row["标题"]] for row in rows}


def _project_photos(photos: dict[str, Photo]) -> int:
    """Pictures of the sample projects, planned and built."""
    kinds = {str(label): kind for kind, label in ProjectPhoto.Kind.choices}
    groups = {str(label): group for group, label in StageGroup.choices} | {"": ""}
    done = 0
    with (HERE / "project_photos.csv").open(encoding="utf-8-sig", newline="") as file, transaction.atomic():
        for row in csv.DictReader(file):
            project, photo = Project.objects.get(code=row["项目编号"]), photos[row["图片"]]
            if not project.photos.filter(photo=photo).exists():
                kind, stage = kinds[row["类型"]], groups[row["阶段"]]
                ProjectPhoto.objects.create(
                    project=project, photo=photo, kind=kind, stage=stage, taken_on=row["拍摄时间"], note=row["说明"]
                )
                done += 1
    return done


def _read(path: Path) -> tuple[dict[str, str], str]:
    """A text file's header lines ("键: 值") and its HTML body."""
    head, _blank, body = path.read_text(encoding="utf-8").partition("\n\n")
    pairs = (line.partition(":") for line in head.splitlines())
    return {key.strip(): value.strip() for key, _colon, value in pairs}, body.strip()


def _english(path: Path, photos: dict[str, Photo]) -> dict[str, str]:
    """The English of a text: the file of the same name below english/, if there is one."""
    english = HERE / "english" / path.parent.name / path.name
    if not english.exists():
        return {}
    head, body = _read(english)
    return {"title_en": head["Title"], "summary_en": head["Summary"], "body_en": with_parts(body, photos)}


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split("；") if name.strip()]


def _page(path: Path, office: Newsroom) -> int:
    head, body = _read(path)
    column = Column.objects.get(path=head["栏目"])
    if Page.objects.filter(column=column).exists():
        return 0
    words = {"title": head["标题"], "summary": head["摘要"], "body": body} | _english(path, {})
    page = Page(column=column, drafted_by=office.writer, **words)
    page.full_clean()
    page.save()
    office.bring_out(page)
    return 1


def _article(path: Path, photos: dict[str, Photo], office: Newsroom) -> int:
    head, body = _read(path)
    if Article.objects.filter(title=head["标题"]).exists():
        return 0
    body = with_parts(body, photos)
    article = Article(
        column=Column.objects.get(path=head["栏目"]), title=head["标题"], kicker=head["引题"], subtitle=head["副题"],
        summary=head["摘要"], body=body, byline=head["署名"],
        source=Source.objects.get(code="site" if head["来源"] == "本站" else head["来源"]),
        lead_photo=photos[head["题图"]] if head["题图"] else None, drafted_by=office.writer, **_english(path, photos),
    )  # fmt: skip
    at = timezone.make_aware(datetime.strptime(head["发布"], "%Y-%m-%d %H:%M"))
    article.full_clean()
    article.save()
    if slot := {"是": Slot.PICTURE, "资讯": Slot.ITEM}.get(head["推荐"]):
        Recommendation.objects.create(article=article, slot=slot, since=at)
    article.tags.set(_tag(name) for name in _names(head["标签"]))
    article.projects.set(_found(Project.objects.all(), _names(head["项目"])))
    article.indicators.set(_found(Indicator.objects.all(), _names(head["指标"])))
    office.bring_out(article, at)
    return 1


def _tag(name: str) -> Tag:
    return Tag.objects.get_or_create(name=name, defaults={"name_en": _tags_in_english().get(name, "")})[0]


@cache
def _tags_in_english() -> dict[str, str]:
    with (HERE / "english" / "tags.csv").open(encoding="utf-8", newline="") as file:
        return dict(list(csv.reader(file))[1:])


def _topic(office: Newsroom) -> int:
    if Topic.objects.filter(slug="key-projects").exists():
        return 0
    topic = Topic(
        slug="key-projects", title="重点项目建设", photo=Photo.objects.filter(is_sample=True).order_by("pk").first(),
        intro="从谋划到投产：公开报道中的重点项目、总投资和完成率，每个数字都能查到来源。", title_en="Building the key projects",
        intro_en="From plan to production: the key projects in public reports, their total investment and completion rates; every figure leads to its source.",
        drafted_by=office.writer,
    )  # fmt: skip
    topic.full_clean()
    topic.save()
    topic.tags.set(Tag.objects.filter(name__in=["重点项目", "投资完成率"]))
    topic.projects.set(Project.objects.published().of_zone().filter(articles__tags__in=topic.tags.all()).distinct())
    topic.indicators.set(Indicator.objects.filter(code__in=["KEY_PROJECTS", "KEY_PROJECTS_INV", "RATE_PROV"]))
    office.bring_out(topic)
    return 1


def _found(things, codes: list[str]) -> list:
    found = list(things.filter(code__in=codes))
    if missing := set(codes) - {thing.code for thing in found}:
        raise CommandError(f"文章提到的编号不存在：{'、'.join(sorted(missing))}")
    return found
