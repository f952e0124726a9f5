"""Tables of what is public record by record: how many projects, how much investment, what happened when, what is
planned."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..stages import Group
from ..statistics import Record, Row, Share, Spread, large, rounded, total
from .shapes import Figure, Frame, Line, Table


def _breakdown(frame: Frame, slug: str, title: str, about: str, rows: Iterable[Row], empty: str = "") -> Table:
    """`slug` is the parameter of the listing, too; `empty` names the row of projects that have no such value."""
    lines = []
    for row in rows:
        url = frame.url(**{slug: row.value}) if row.value else ""
        word = row.word or empty
        note = _("announced for %(known)s of %(count)s") % vars(row) if 0 < row.known < row.count else ""
        lines.append(Line(word, frame.pair(f"{slug}.{row.value or 'none'}", word, row, url), note))
    columns = (_("number of projects"), _("Total investment (100m yuan)"))
    return Table(slug, title, about, frame.basis(frame.year_word, frame.as_of), columns, tuple(lines))


def by_stage(frame: Frame) -> Table:
    rows = [row for row in frame.year.by_stage() if row.value != Group.UNKNOWN or row.count]
    return _breakdown(frame, "stage", _("By stage"), _("Where the projects of the year stand today."), rows)


def by_level(frame: Frame) -> Table:
    about = _("A project at two levels counts in both rows and once in the total.")
    return _breakdown(frame, "level", _("By level"), about, frame.year.by_level())


def by_industry(frame: Frame) -> Table:
    about, empty = _("Each project counts in one industry."), _("industry not given")
    return _breakdown(frame, "industry", _("By industry"), about, frame.year.by_industry(), empty)


def by_park(frame: Frame) -> Table:
    about, empty = _("Each project counts in one park."), _("no park")
    return _breakdown(frame, "park", _("By park"), about, frame.year.by_park(), empty)


def milestones(frame: Frame) -> Table:
    year = frame.year
    unplanned = _("no planned dates on record")
    rows = [
        ("signed", _("signed in the year"), year.reached("signed"), ()),
        ("same_year", _("of these, started in the same year"), year.signed_and_started,
         (_("started among those signed"), year.same_year, _("no project signed in the year"))),
        ("started", _("started in the year"), year.reached("started"), (_("start rate"), year.start_rate, unplanned)),
        ("completed", _("completed in the year"), year.reached("completed"),
         (_("completion rate (buildings)"), year.finish_rate, unplanned)),
        ("production", _("in production in the year"), year.reached("production"), ()),
    ]  # fmt: skip
    lines = []
    for key, word, records, share in rows:
        url = frame.url(reached=key)
        figures = list(frame.pair(f"milestone.{key}", word, total(records), url))
        if share:
            figures.append(_share(f"milestone.{key}.rate", *share, url))
        lines.append(Line(word, tuple(figures), figures[-1].note if share else ""))
    about = _(
        "By the day, month or year that the sources give. The rates are: started or completed against planned for the"
        " year, and started among those signed."
    )
    columns = (_("number of projects"), _("Total investment (100m yuan)"), _("rate (%)"))
    return Table(
        "milestone", _("What happened in the year"), about, frame.basis(frame.year_word), columns, tuple(lines)
    )


def _share(key: str, name: str, share: Share, why: str, url: str) -> Figure:
    """A rate of projects; `why` there is none when nothing was planned."""
    shown, note = (url, f"{share.done} / {share.planned}") if share.planned else ("", why)
    return Figure(key, name, rounded(share.rate, 2), "%", share.planned, share.done, share.planned, shown, note)


def speed(frame: Frame) -> Table:
    rows = [
        ("signed", "started", _("signing to start")), ("started", "production", _("start to production")),
        ("signed", "production", _("signing to production")),
    ]  # fmt: skip
    lines = []
    for first, last, word in rows:
        figures = _spread(frame, f"days.{first}_{last}", word, frame.year.spread(first, last), last)
        lines.append(Line(word, figures, figures[0].note))
    about = _(
        "Projects that reached the later step in the year and whose two days are both known; the median, the"
        " mean beside it."
    )
    columns = (_("median (days)"), _("mean (days)"), _("number of projects"))
    nothing = _("No project reached these steps in the year with both days known.")
    return Table("days", _("How long it took"), about, frame.basis(frame.year_word), columns, tuple(lines), nothing)


def _spread(frame: Frame, key: str, word: str, found: Spread | None, last: str) -> tuple[Figure, ...]:
    n = found.n if found else 0
    note = "" if found else _("no project whose two days are both known")
    url = frame.url(reached=last) if found else ""
    median, mean = (rounded(found.median, 1), rounded(found.mean, 1)) if found else (None, None)
    return (
        Figure(f"{key}.median", _("%(name)s, median") % {"name": word}, median, _("days"), n, url=url, note=note),
        Figure(f"{key}.mean", _("%(name)s, mean") % {"name": word}, mean, _("days"), n, url=url, note=note),
        Figure(f"{key}.n", _("%(name)s, projects") % {"name": word}, n, _("projects (unit)"), n, url=url),
    )


def forecast(frame: Frame) -> Table:
    """What is planned for each quarter, and how much of it is 1 亿元 or more."""
    words = {
        "start": _("planned to start"), "completion": _("planned to be completed"),
        "production": _("planned to produce"),
    }  # fmt: skip
    lines = []
    for quarter in (1, 2, 3, 4):
        name = _("quarter %(n)s") % {"n": quarter}
        figures = []
        for what, word in words.items():
            records = frame.year.due(what, quarter)
            url = frame.url(ever=True, due=f"{what}-{frame.year.year}-Q{quarter}")
            figures += _due(frame, f"due.q{quarter}.{what}", f"{name} {word}", records, url)
        lines.append(Line(name, tuple(figures)))
    columns = tuple(text for word in words.values() for text in (word, _("of these, 100m yuan and more")))
    about = _("By the dates that plans and records give; a promise for the whole year stands in no quarter.")
    return Table(
        "due",
        _("Planned by quarter"),
        about,
        frame.basis(frame.year_word, frame.as_of),
        columns,
        tuple(lines),
        _("No record names a planned month or quarter of this year."),
    )


def _due(frame: Frame, key: str, name: str, records: list[Record], url: str) -> list[Figure]:
    big, unit = large(records), _("projects (unit)")
    more = f"{url}&investment_min=1"
    return [
        Figure(key, name, len(records), unit, len(records), url=url if records else ""),
        Figure(f"{key}.large", _("%(name)s, 100m yuan and more") % {"name": name}, len(big), unit, len(big),
               url=more if big else ""),
    ]  # fmt: skip


def reserve(frame: Frame) -> Table:
    lines = []
    for row in frame.year.reserve():
        conditions = {"stage": "reserve"} | ({"period": row.value} if row.value else {})
        word = row.word or _("no five-year plan given")
        url = frame.url(ever=True, **conditions) if row.value else ""
        lines.append(Line(word, frame.pair(f"reserve.{row.value or 'none'}", word, row, url)))
    about = _("Projects planned or in reserve, by five-year plan, whatever the year.")
    columns = (_("number of projects"), _("planned investment (100m yuan)"))
    return Table(
        "reserve",
        _("In reserve"),
        about,
        frame.basis(frame.as_of),
        columns,
        tuple(lines),
        _("No project on record is planned or in reserve."),
    )
