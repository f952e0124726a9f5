"""The gate that every step towards the public goes through: blocks block, warnings need a word of reason."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from portal.indicators.contradictions.answers import unanswered
from portal.publishing.reviewed import Reviewed
from portal.site.models import Page

from ..models import Article, CheckAnswer
from . import Finding, run


@dataclass
class Gate:
    """The findings of an article beside the answers that were given. One query beside those of the checks."""

    article: Article

    @cached_property
    def findings(self) -> list[Finding]:
        return run(self.article)

    @cached_property
    def answers(self) -> dict[str, CheckAnswer]:
        texts = [self.article.pk, self.article.revises_id]  # a working copy has the answers of the public text, too
        given = CheckAnswer.objects.filter(article__in=filter(None, texts)).select_related("by").order_by("pk")
        return {answer.key: answer for answer in given}

    @property
    def rows(self) -> list[tuple[Finding, CheckAnswer | None]]:
        return [(finding, None if finding.is_block else self.answers.get(finding.key)) for finding in self.findings]

    def errors(self, *, warnings: bool = True) -> list[str]:
        """What keeps the article from going on, as sentences. Without `warnings`: only what blocks."""
        open_ = [finding for finding, answer in self.rows if not answer and (warnings or finding.is_block)]
        return [
            finding.text if finding.is_block else _("%(text)s Give a reason, or mend it.") % {"text": finding.text}
            for finding in open_
        ]

    def answer(self, reasons: dict[str, str], *, by) -> int:
        """Keep the reasons given for warnings, by the finding's key; empty ones and those for nothing found are left out.
        Returns how many were kept."""
        known = {finding.key: finding for finding in self.findings if not finding.is_block}
        kept = [
            CheckAnswer(article=self.article, key=key, code=known[key].code, place=known[key].place,
                        text=known[key].text[:300], reason=reason.strip()[:200], by=by)
            for key, reason in reasons.items()
            if key in known and reason.strip() and not self._stands(key, reason.strip()[:200])
        ]  # fmt: skip
        CheckAnswer.objects.bulk_create(kept)
        self.__dict__.pop("answers", None)
        return len(kept)

    def _stands(self, key: str, reason: str) -> bool:
        return key in self.answers and self.answers[key].reason == reason


def open_findings(thing: Reviewed) -> list[str]:
    """What still asks for a mend or a reason, as sentences, of anything that is reviewed."""
    if isinstance(thing, Article):
        return Gate(thing).errors()
    return unanswered(thing) if isinstance(thing, Page) else []
