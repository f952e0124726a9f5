"""What the figures and stages of an article contradict; the rules: portal/indicators/contradictions/."""

from portal.indicators.contradictions import found

from ..models import Article
from .findings import Finding, Level


def contradictions(article: Article) -> list[Finding]:
    return [Finding(Level.WARN, said.code, said.text, place) for place, said in found(article)]
