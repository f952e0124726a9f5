"""Pictures and attachments that were taken off the site together with something else: shown here, they would be back."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from portal.media.models import AttachmentUse, PhotoUse, UseQuerySet
from portal.publishing.models import Publishable, ReviewLog, Status
from portal.site.body import file_ids, photo_ids

from ..models import Article
from .findings import Finding, Level


def taken_down(article: Article) -> list[Finding]:
    """While a claim is examined, or after it was found right, what the page shows must not come back elsewhere; of a page
    withdrawn for another reason its picture may be innocent, and a person says so. One query when there are pictures or
    files, else none."""
    bodies, found = article.body + article.body_en, []
    photos = [*photo_ids(bodies), *([article.lead_photo_id] if article.lead_photo_id else [])]
    for uses, name, ids in (
        (PhotoUse.objects, "photo", photos),
        (AttachmentUse.objects, "attachment", file_ids(bodies)),
    ):
        if not ids:
            continue
        shown = uses.filter(**{f"{name}__in": ids}).select_related(name)
        for use, thing in _withdrawn(shown, article):
            place = "lead_photo" if name == "photo" and use.photo_id == article.lead_photo_id else "body"
            found.append(_finding(getattr(use, name), thing, place))
    return found


def _withdrawn(uses: UseQuerySet, article: Article) -> list[tuple[PhotoUse | AttachmentUse, Publishable]]:
    """The uses by other things that are withdrawn now, with the thing."""
    own, found = ContentType.objects.get_for_model(article).pk, []
    for type_id in sorted(set(uses.order_by().values_list("content_type", flat=True))):
        model = ContentType.objects.get_for_id(type_id).model_class()
        if not issubclass(model, Publishable):
            continue
        here = uses.filter(content_type=type_id)
        gone = model._base_manager.filter(status=Status.WITHDRAWN, pk__in=here.order_by().values("object_id"))
        things = gone.exclude(pk=article.pk if type_id == own else None).in_bulk()
        found += [(use, things[use.object_id]) for use in here.filter(object_id__in=things)]
    return found


def _finding(shown: object, thing: Publishable, place: str) -> Finding:
    words = {"shown": shown, "thing": thing, "reason": thing.withdrawal_reason}
    if _was_claimed(thing):
        text = _("“%(shown)s” also stands in “%(thing)s”, which was taken down after a claim (%(reason)s).") % words
        return Finding(Level.BLOCK, "claimed", text, place)
    text = _("“%(shown)s” also stands in “%(thing)s”, which was withdrawn (%(reason)s).") % words
    return Finding(Level.WARN, "withdrawn-too", text, place)


def _was_claimed(thing: Publishable) -> bool:
    """Whether it was frozen for a claim, or stays away because the claim was right (a withdrawal of what was withdrawn)."""
    last = ReviewLog.of(thing).filter(verb__in=("freeze", "withdraw")).first()
    return bool(last) and (last.verb == "freeze" or last.old_status == Status.WITHDRAWN)
