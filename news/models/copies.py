"""What belongs to the text of an article and isn't one of its fields: its tied figures and the answers to the checks."""

from typing import TYPE_CHECKING

from portal.indicators.models import FigureUse
from portal.media.models import set_files, set_photos

if TYPE_CHECKING:
    from .article import Article


def lend(original: "Article", copy: "Article") -> None:
    """A new copy has the ties of the text, whoever made them. (The answers it reads where they are: `Gate`.)"""
    uses = list(FigureUse.objects.of(original))
    for use in uses:
        use.pk, use.object_id = None, copy.pk
    FigureUse.objects.bulk_create(uses)


def bring_back(copy: "Article", original: "Article") -> None:
    """The ties of the copy are those of the public text; one made in public after the copy had been opened stays."""
    newer = FigureUse.objects.of(original).filter(tied_at__gt=copy.created_at)
    FigureUse.objects.of(original).exclude(pk__in=list(newer.values_list("pk", flat=True))).delete()
    taken = list(FigureUse.objects.of(original).standing().values_list("start", flat=True))
    FigureUse.objects.of(copy).filter(start__in=taken).delete()
    FigureUse.objects.of(copy).update(object_id=original.pk)
    copy.check_answers.update(article=original)
    copy.sourced_figures.update(article=original)
    set_photos(copy, [])
    set_files(copy, [])
