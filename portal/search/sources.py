"""Where documents come from. A source knows which of its things are public now, which an index may hold already, and the
public words of one: nothing else of it ever reaches the index.

A new kind of page is one class more, named in SOURCES.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, Model, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext

from news.models import Article, Topic
from portal.feedback.models import Message
from portal.indicators.figures import Figure, comparisons, status_word
from portal.indicators.measures import Records
from portal.indicators.models import Indicator, Panel, Vintage
from portal.lib.dates import show_period
from portal.lib.html import plain_text
from portal.lib.language import CHINESE, ENGLISH, has_chinese, is_english
from portal.site.models import Page
from portal.site.templatetags.shown import money
from projects.listing import INTERNAL
from projects.models import Project
from projects.record import Record

from .models import Document

Kind = Document.Kind
FACTS = " · "  # between the facts of a record


@dataclass(frozen=True)
class Entry:
    """The public words of a thing. `names`: what else it is called, beside its title."""

    title: str
    url: str
    date: datetime
    text: str
    names: list[str] = field(default_factory=list)
    column_id: int | None = None
    is_sample: bool = False


class Source(ABC):
    name: str
    kind: Kind
    model: type[Model]

    @abstractmethod
    def public(self) -> QuerySet:
        """What may be shown at this moment."""

    @abstractmethod
    def indexable(self) -> QuerySet:
        """What an index may hold: also what isn't due yet."""

    @abstractmethod
    def entry(self, thing) -> Entry | None:
        """In the present language; None when there is nothing to find."""

    def speaks(self, thing) -> bool:
        """Whether the thing has a page in the present language."""
        return not thing.is_foreign

    def allowed(self) -> When:
        """Of a document from here: whether its thing is public at this moment."""
        is_public = Q(object_id__in=self.public().order_by().values("pk"))
        return When(source=self.name, then=ExpressionWrapper(is_public, output_field=BooleanField()))

    def ids_of(self, thing: Model) -> list[int]:
        """Which of this source's things change when `thing` does."""
        return [thing.pk] if isinstance(thing, self.model) else []


class Articles(Source):
    name, kind, model = "article", Kind.ARTICLE, Article

    def public(self) -> QuerySet:
        return Article.objects.published()

    def indexable(self) -> QuerySet:
        return Article.objects.released().select_related("source", "column").prefetch_related("tags")

    def entry(self, thing: Article) -> Entry:
        words, source = thing.words, thing.source
        parts = [words.kicker, words.subtitle, words.summary, plain_text(words.body), words.byline]
        parts += [str(source or ""), " ".join(tag.words.name for tag in thing.tags.all())]
        url, date = thing.get_absolute_url(), thing.first_published_at
        return Entry(words.title, url, date, _joined(parts), column_id=thing.column_id)


class Pages(Source):
    name, kind, model = "page", Kind.PAGE, Page

    def public(self) -> QuerySet:
        """Its address is its column's: where that is hidden, the page answers 404."""
        return Page.objects.published().filter(column__is_visible=True)

    def indexable(self) -> QuerySet:
        return Page.objects.released().select_related("column")

    def entry(self, thing: Page) -> Entry:
        words, date = thing.words, thing.first_published_at
        text = _joined([words.summary, plain_text(words.body)])
        return Entry(words.title, thing.get_absolute_url(), date, text, column_id=thing.column_id)


class Topics(Source):
    name, kind, model = "topic", Kind.TOPIC, Topic

    def public(self) -> QuerySet:
        return Topic.objects.published()

    def indexable(self) -> QuerySet:
        return Topic.objects.released()

    def entry(self, thing: Topic) -> Entry:
        words, url = thing.words, thing.get_absolute_url()
        return Entry(words.title, url, thing.first_published_at, words.intro)


class Projects(Source):
    name, kind, model = "project", Kind.PROJECT, Project

    def public(self) -> QuerySet:
        return Project.objects.published()

    def indexable(self) -> QuerySet:
        parties = ("industry", "park", "owner", "responsible_unit")
        return Project.objects.released().select_related(*parties).defer(*INTERNAL)

    def entry(self, thing: Project) -> Entry:
        record = Record(thing)
        parties = (thing.industry, thing.owner, thing.park, thing.responsible_unit)
        # Events have a public life of their own; of the timeline the stages alone belong to the record.
        said = [f"{s.word} {s.text} {s.source_name}" for s in record.statements if s.stage]
        facts = [f"{fact.label} {''.join(fact.parts)} {fact.note}" for fact in record.facts]
        parts = [
            thing.code,
            thing.group_word,
            *(getattr(party, "words", party).name for party in filter(None, parties)),
            thing.address,
            _amount(thing.total_investment),
            thing.words.summary,
        ]
        parts += [thing.get_category_display(), thing.plan_period, thing.approval_code, *facts, *said]
        names = [thing.code, thing.name_en, *record.aliases]
        return Entry(
            thing.words.name,
            thing.get_absolute_url(),
            thing.first_published_at,
            _joined(parts, FACTS),
            names,
            is_sample=thing.is_sample,
        )


class Values(Source):
    """The current value of every period of an indicator."""

    name, kind, model = "value", Kind.FIGURE, Vintage

    def public(self) -> QuerySet:
        return Vintage.objects.published().current().filter(Indicator.language_q("observation__indicator__"))

    def indexable(self) -> QuerySet:
        return Vintage.objects.released().select_related("observation__indicator", "observation__ref_area")

    def entry(self, thing: Vintage) -> Entry:
        place, indicator = thing.observation, thing.observation.indicator
        area = place.ref_area.words.name if place.ref_area else ""
        title = " ".join(filter(None, [area, indicator.words.name, show_period(place.period), thing.shown]))
        said = [status_word(thing), *comparisons(thing), thing.note, thing.source_name, indicator.words.definition]
        names, date = [indicator.name, indicator.code, indicator.name_en], thing.first_published_at
        return Entry(title, place.get_absolute_url(), date, _joined(said, FACTS), names, is_sample=indicator.is_sample)

    def speaks(self, thing: Vintage) -> bool:
        return not thing.observation.indicator.is_foreign

    def ids_of(self, thing: Model) -> list[int]:
        """Those of its observation when a value comes or goes, all of an indicator that is renamed or hidden."""
        if isinstance(thing, Indicator):
            return [pk for pk in thing.observations.values_list("vintages", flat=True) if pk]
        return super().ids_of(thing)


class Measures(Source):
    """Indicators that nobody announces and that are computed from the records."""

    name, kind, model = "measure", Kind.FIGURE, Indicator

    def public(self) -> QuerySet:
        announced = Vintage.objects.published().filter(observation__indicator=OuterRef("pk"))
        return Indicator.objects.filter(Indicator.language_q(), ~Q(measure=""), ~Exists(announced), is_public=True)

    def indexable(self) -> QuerySet:
        return Indicator.objects.filter(~Q(measure=""), is_public=True)

    def entry(self, thing: Indicator) -> Entry | None:
        figure = Figure(thing, (), records=Records(sample=thing.is_sample))
        if figure.is_empty:
            return None
        names = [thing.code, thing.name_en]
        defined_at = thing.history.earliest().history_date
        words, url = thing.words, thing.get_absolute_url()
        return Entry(words.name, url, defined_at, _joined([words.definition]), names, is_sample=thing.is_sample)


class Messages(Source):
    """Those that were answered, approved and consented to: question and answer as readers see them."""

    name, kind, model = "message", Kind.MESSAGE, Message

    def public(self) -> QuerySet:
        return Message.objects.published()

    def indexable(self) -> QuerySet:
        return Message.objects.released().select_related("category", "answered_by")

    def entry(self, thing: Message) -> Entry:
        text = _joined([thing.body, thing.answer, thing.category.words.name, str(thing.answered_by or "")])
        url, date = thing.get_absolute_url(), thing.first_published_at
        return Entry(thing.title, url, date, text, [thing.number], is_sample=thing.is_sample)


class Panels(Source):
    name, kind, model = "panel", Kind.FIGURE, Panel

    def public(self) -> QuerySet:
        return Panel.objects.published()

    def indexable(self) -> QuerySet:
        return Panel.objects.released()

    def entry(self, thing: Panel) -> Entry:
        words, url, date = thing.words, thing.get_absolute_url(), thing.first_published_at
        return Entry(words.title, url, date, words.intro, is_sample=thing.is_sample)


def _amount(total: Decimal | None) -> str:
    """As the page has it, without the space between number and unit that its markup makes."""
    return "" if total is None else (" " if is_english() else "").join((gettext("Total investment"), money(total)))


def _joined(parts: list[str], between: str = "\n") -> str:
    """What is said, once each; of an English page what is English."""
    return between.join(dict.fromkeys(part for part in parts if part and not (is_english() and has_chinese(part))))


SOURCES: dict[str, Source] = {
    source.name: source
    for source in (Articles(), Topics(), Projects(), Values(), Measures(), Panels(), Pages(), Messages())
}


def public_documents(*, samples: bool = False) -> QuerySet[Document]:
    """What may be shown at this moment, in the present language: every source is asked for what is public of it.

    As a CASE, and not as one OR of all: so both databases begin with the few documents that hold the words, and ask of
    each only the source that it comes from."""
    allowed = Case(*(source.allowed() for source in SOURCES.values()), default=False, output_field=BooleanField())
    return Document.objects.filter(allowed, is_sample=samples, language=ENGLISH if is_english() else CHINESE)
