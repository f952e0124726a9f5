"""Contradictions of an article with itself, with the ledger and with the project records, found before it is published.

Each names both places and both numbers. What may be a way of rounding or of saying it (余, 以上, 约) is none; a false alarm
costs trust, so every rule asks for words that leave no doubt what the figure is about.

    check(article) -> list[Finding]     for news.checks: each needs a reason, or the text is mended
    within.py  parts and wholes, sums, rates, ranks      known.py  ledger and records      years.py  years and dates
"""

from django.utils import timezone

from portal.indicators.models import FigureUse
from portal.lib.html import plain_text

from ..checks import Finding, Level
from ..models import Article
from ..printed.candidates import announced, named_projects
from . import known, within, years


def check(article: Article) -> list[Finding]:
    """Reads the saved body; title and summary are left to people. Five queries, one when the text has no figures."""
    text, figures = plain_text(article.body), article.found_figures()
    day = timezone.localdate(article.first_published_at or article.go_live_at or timezone.now())
    said = [*years.impossible(text, day), *years.ahead(text, figures, day), *within.all_of(text, figures)]
    uses = FigureUse.objects.of(article).standing().select_related("vintage__observation__indicator")
    ties = {use.start: use for use in uses}
    values = list(announced()) if figures else []
    projects = named_projects(article, text)
    said += known.ledger(text, figures, ties, values)
    said += known.amounts(text, figures, projects, ties)
    said += known.stages(text, projects)
    return [Finding(Level.WARN, one.code, one.text, "body") for one in said]
