"""What stands on the home page. Every part is a fixed number of queries; a part with nothing in it is left out."""

from django.http import HttpRequest

from news.models import Article, Slot, recommended
from news.readers import most_read
from portal.feedback.models import Message
from portal.indicators.drawings import spark
from portal.indicators.panels import key_figures
from portal.lib.language import is_english
from portal.search.hot import hot_terms
from portal.site.models import Column
from portal.site.navigation import Navigation
from projects.models import Project
from projects.statistics import stage_board

# Columns by their place in the tree and how many rows each shows; one that readers can't see is left out.
BESIDE_LEAD = {"/news/headlines/": 6, "/news/notices/": 4}
BELOW = {"/news/progress/": 6, "/news/industry/": 6, "/gov/interpretation/": 6}
SERVICES = "/service/"
ITEMS, PICTURES, MOVED, TALKS, READ = 6, 4, 6, 4, 6
FILLED = 8  # rows and heads beside the lead story


def parts(request: HttpRequest) -> dict[str, object]:
    """The context of home.html: nine queries beside the navigation's."""
    slots = recommended()
    lead, *others = [*slots[Slot.LEAD], *slots[Slot.PICTURE]] or [None]
    pictures = [article for article in dict.fromkeys(others) if article != lead][:PICTURES]
    return {
        "column": Navigation.of(request).at("/"),
        "lead": lead,
        "pictures": pictures,
        "items": slots[Slot.ITEM][:ITEMS],
        "figures": [(figure, spark(figure)) for figure in key_figures()],
        "services": services(Navigation.of(request)),
        "talks": list(Message.objects.published().for_list()[:TALKS]),
        "most_read": most_read("7d", most=READ),
        "hot": hot_terms() if not is_english() else [],
        **columns(Navigation.of(request), lead),
        **board(),
    }


def services(navigation: Navigation) -> list[Column]:
    """What stands below the column of services, in its order."""
    return [node.column for top in navigation.top if top.column.path == SERVICES for node in top.menu]


def columns(navigation: Navigation, lead: Article | None) -> dict[str, object]:
    """`beside` the lead story and `below`: (column, its newest articles). The lead isn't repeated beside itself."""
    found = {path: column for path in (*BESIDE_LEAD, *BELOW) if (column := navigation.at(path))}
    newest = Article.objects.newest_of(list(found.values()), max(BESIDE_LEAD.values()) + 1)
    others = {pk: [article for article in articles if article != lead] for pk, articles in newest.items()}
    beside, below = _rows(BESIDE_LEAD, found, others), _rows(BELOW, found, newest)
    while below and sum(1 + len(articles) for _column, articles in beside) < FILLED:
        beside.append(below.pop(0))  # as high as the lead story, or nearly
    return {"beside": beside, "below": below}


def _rows(places: dict[str, int], found: dict[str, Column], newest: dict[int, list[Article]]) -> list[tuple]:
    columns = [(found[path], most) for path, most in places.items() if path in found]
    shown = [(column, newest.get(column.pk, [])[:most]) for column, most in columns]
    return [(column, articles) for column, articles in shown if articles]


def board() -> dict[str, object]:
    """`steps`: the six groups of stages; `unconfirmed`: the records whose sources leave the stage open; `moved`.
    Counts are those of the zone in both languages; the records named are those that the page can speak of."""
    *steps, unconfirmed = stage_board(Project.objects.published(in_any_language=True).of_zone())
    moved = (
        Project.objects.published()
        .of_zone()
        .exclude(moved_on="")
        .select_related("industry")
        .order_by("-moved_on", "code")
    )
    return {
        "steps": steps,
        "unconfirmed": unconfirmed,
        "records": sum(row.count for row in steps) + unconfirmed.count,
        "moved": list(moved[:MOVED]),
    }
