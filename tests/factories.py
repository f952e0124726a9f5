"""Plain makers of things for tests: only what a test says differs from an ordinary one."""

from datetime import datetime
from io import BytesIO
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from news import commenting
from news.models import Article, Comment, Recommendation, Source
from portal.accounts.models import Department
from portal.accounts.roles import write_groups
from portal.feedback import intake
from portal.feedback.models import Category, Message
from portal.indicators.models import Indicator, Observation, Panel, PanelItem, Vintage
from portal.media.models import Photo
from portal.site.models import Column, Page, SiteSettings
from projects.models import Company, Event, Industry, MonthlyReport, Park, Project, ProjectYear
from projects.stages import Stage, find_move

_numbers = count(1)


def make_user(*roles: str, **fields):
    """A staff member in the groups of `roles`; with no role, one who may do nothing."""
    if not Group.objects.exists():
        write_groups()
    n = next(_numbers)
    fields = {"username": f"user{n}", "name": f"用户{n}", "is_staff": True} | fields
    user = get_user_model().objects.create_user(password="correct horse 9", **fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_boss(**fields):
    return make_user(is_superuser=True, **fields)


def approve(thing):
    """Through all its reviews, each by another person, up to where it can be published."""
    thing.submit(by=make_boss())
    while review := thing.next_review:
        getattr(thing, review.verb)(by=make_boss(), ticks=review.ticks)
    return thing


def make_site(**fields) -> SiteSettings:
    fields = {"name": "示例高新区门户", "zone_name": "示例高新区", "demo_notice": "演示站点，非官方网站"} | fields
    return SiteSettings.objects.update_or_create(pk=1, defaults=fields)[0]


def make_column(**fields) -> Column:
    n = next(_numbers)
    fields = {"name": f"栏目{n}", "slug": f"column-{n}", "description": "说明", "keywords": "词"} | fields
    return Column.objects.create(**fields)


def make_source(**fields) -> Source:
    n = next(_numbers)
    return Source.objects.create(**({"code": f"source-{n}", "name": f"来源{n}"} | fields))


def make_article(
    *,
    by=None,
    published: bool = True,
    at: datetime | None = None,
    slot: str = "",
    tags=(),
    projects=(),
    indicators=(),
    **fields,
):
    n = next(_numbers)
    fields = {"title": f"文章标题{n}", "summary": "摘要。", "body": f"<p>正文{n}。</p>", "byline": "示例作者"} | fields
    fields.setdefault("column", None) or fields.update(column=make_column())
    fields.setdefault("source", None) or fields.update(source=make_source())
    article = Article.objects.create(**fields)
    if slot:
        Recommendation.objects.create(article=article, slot=slot)
    article.tags.set(tags)
    article.projects.set(projects)
    article.indicators.set(indicators)
    if published:
        make_public(article, by=by, at=at)
    return article


def make_public(thing, *, by=None, at: datetime | None = None) -> None:
    """Public in one step; what is reviewed by three persons takes the emergency's way and owes its review."""
    by = by or make_boss()
    if hasattr(thing, "rush"):
        thing.rush(by=by, at=at, reason="测试")
    else:
        thing.publish(by=by, at=at)


def make_project(
    *, by=None, published: bool = True, stage: str | None = "under_construction", date: str = "", **fields
):
    n = next(_numbers)
    fields = {"code": f"TS-{n % 10000:04}", "name": f"项目{n}", "category": "industry"} | fields
    project = Project.objects.create(**fields)
    by = by or make_boss()
    if stage:
        project.enter_stage(stage, by=by, date=date, source_name="来源")
    if published:
        project.publish(by=by)
    return project


def move_project(project: Project, to: str, *, by=None, date: str = "2025-06-30", **entry):
    """The move with everything that the table of moves asks for; where it takes two people, another one applies."""
    by, year = by or make_boss(), int(date[:4])
    missing = {
        "summary": "建设内容", "address": "神马大道", "total_investment": 10_000, "planned_start": "2025-06",
        "approval_code": "2501-410400", "investor_kind": "government", "responsible_unit_id": Department.objects.get_or_create(name="项目办")[0].pk,
    }  # fmt: skip
    missing = {name: value for name, value in missing.items() if not getattr(project, name)}
    for party in ("owner_id", "signer_id"):
        if not getattr(project, party):
            missing[party] = make_company().pk
    if project.stage == Stage.SIGNED and not project.land_on:
        missing["land_on"] = f"{date[:8]}01"
    Project.objects.filter(pk=project.pk).update(**missing)
    project.refresh_from_db()
    ProjectYear.objects.get_or_create(project=project, year=year)
    proof = {Stage.SIGNED: "formal", Stage.UNDER_CONSTRUCTION: "permit", Stage.COMPLETED: "acceptance"}.get(to, "")
    given = {
        "proof": proof, "evidence": "编号1", "reason": "理由", "phase": "一期", "word": "投用", "reached_share": 100,
        "photos": [make_photo().pk],
    } | entry  # fmt: skip
    move = find_move(project.stage, to)
    if move and move.applicant:
        return project.apply_for(to, by=make_boss(), date=date, **given).accept(by=by)
    return project.enter_stage(to, by=by, date=date, **given)


def make_plan(project: Project, amount, *, year: int = 2025, **fields) -> ProjectYear:
    """An approved one."""
    fields = {"approved_at": timezone.now()} | fields
    return ProjectYear.objects.create(project=project, year=year, plan_amount=amount, **fields)


def make_report(project: Project, month: str, amount, *, approved: bool = True, by=None, **fields) -> MonthlyReport:
    fields = {"visible_progress": "基础施工", "next_step": "主体施工"} | fields
    report = MonthlyReport.objects.create(project=project, month=month, month_amount=amount, **fields)
    if approved:
        report.take_over(by=by or make_boss(), source="旧表")
    return report


def make_company(**fields) -> Company:
    return Company.objects.create(**({"name": f"公司{next(_numbers)}"} | fields))


def make_park(**fields) -> Park:
    n = next(_numbers)
    return Park.objects.create(**({"code": f"park-{n}", "name": f"园区{n}"} | fields))


def make_industry(**fields) -> Industry:
    n = next(_numbers)
    return Industry.objects.create(**({"code": f"industry-{n}", "name": f"产业{n}"} | fields))


def make_event(*, by=None, published: bool = True, **fields) -> Event:
    n = next(_numbers)
    event = Event.objects.create(**({"code": f"TE-{n}", "text": f"事件{n}"} | fields))
    if published:
        event.publish(by=by or make_boss())
    return event


def make_indicator(**fields) -> Indicator:
    n = next(_numbers)
    fields = {"code": f"IND_{n}", "name": f"指标{n}", "category": "projects", "kind": "flow", "unit": "个"} | fields
    return Indicator.objects.create(**fields)


def make_vintage(
    value="1", *, indicator=None, period="2025", is_target=False, ref_area=None, by=None, published=True, **fields
) -> Vintage:
    """Entered by one person and published by another (`by`)."""
    by = by or make_boss()
    observation, _made = Observation.objects.get_or_create(
        indicator=indicator or make_indicator(), period=period, is_target=is_target, ref_area=ref_area
    )
    comparisons = fields.pop("comparisons", "")
    fields = {"source_name": "来源", "value": value, "entered_by_id": _writer()} | fields
    vintage = Vintage.objects.create(observation=observation, **fields)
    vintage.refresh_from_db()
    vintage.compare(comparisons)
    if published:
        vintage.publish(by=by)
    return vintage


def _writer() -> int:
    """Whoever typed the values that others review."""
    return get_user_model().objects.get_or_create(username="录入员", defaults={"name": "录入员", "password": "!"})[0].pk


def make_panel(*indicators, by=None, published: bool = True, **fields) -> Panel:
    n = next(_numbers)
    panel = Panel.objects.create(**({"slug": f"panel-{n}", "title": f"面板{n}"} | fields))
    for position, indicator in enumerate(indicators):
        PanelItem.objects.create(panel=panel, indicator=indicator, position=position)
    if published:
        panel.publish(by=by or make_boss())
    return panel


def make_page(*, by=None, published: bool = True, **fields) -> Page:
    fields.setdefault("column", None) or fields.update(column=make_column(kind="page"))
    page = Page.objects.create(**({"title": "页面", "body": "<p>页面正文。</p>"} | fields))
    if published:
        make_public(page, by=by)
    return page


def png(size=(640, 360), colour="#0c4a6e") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def make_photo(**fields) -> Photo:
    return Photo.add(png(), **({"title": "照片", "alt": "一片蓝色", "credit": "示例摄影"} | fields))


def make_message(
    *, department=None, answer: str = "", published: bool = False, kind: str = "message", by=None, **fields
):
    """A message as a visitor sends it; with `answer` it is answered, with `published` public, too."""
    n = next(_numbers)
    category = Category.objects.filter(kind=kind).first()
    fields = {"title": f"留言{n}", "body": f"留言内容{n}", "name": "张小明", "consents": True} | fields
    message = intake.receive(category, **fields).message
    if department:
        message.hand_over(department, by=by or make_boss(), reason="分派")
    if answer or published:
        Message.objects.filter(pk=message.pk).update(answer=answer or "答复内容")
        message.refresh_from_db()
        message.submit(by=make_boss())
        message.approve(by=by or make_boss())
    if published:
        message.publish(by=by or make_boss())
    return message


def make_comment(article, *, approved: bool = False, reply: str = "", by=None, **fields) -> Comment:
    """A comment as a reader sends it, decided by a reviewer when it is `approved`."""
    n = next(_numbers)
    fields = {"text": f"评论内容{n}。", "name": "张小明", "form_id": f"comment-{n}"} | fields
    comment = commenting.receive(article, **fields)
    if approved:
        comment.approve(by=by or make_boss())
    if reply:
        department = Department.objects.get_or_create(name="示例办公室")[0]
        comment.answer(by=by or make_boss(), text=reply, department=department)
    return comment
