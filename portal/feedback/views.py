"""Public pages of the messages. Everything that knows a sender is looked up by number and code and never cached."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.throttle import allow, minutes_left
from portal.lib.clients import client_ip
from portal.lib.paging import nearest_page
from portal.publishing.lookup import find_readable

from . import intake
from .about import clean_path, public_title
from .forms import FeedbackForm, LookupForm, MessageForm, RatingForm, ReportForm
from .models import CalendarDay, Message

PAGE_SIZE = 20
HOUR = 3600


@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    pages = Paginator(Message.objects.published().for_list(), PAGE_SIZE)
    page, message = nearest_page(pages, request.GET.get("page", ""))
    return render(request, "feedback/message_list.html", {"page_obj": page, "message": message})


@require_safe
def message_detail(request: HttpRequest, number: str) -> HttpResponse:
    found = find_readable(Message.objects.select_related("category", "answered_by"), number=number)
    return render(request, "feedback/message_detail.html", {"message": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message_new(request: HttpRequest) -> HttpResponse:
    return _take(request, MessageForm, "feedback/message_new.html", {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    about = clean_path(request.POST.get("about", "") or request.GET.get("about", ""))
    context = {"about_title": public_title(about) if about else ""}
    return _take(request, ReportForm, "feedback/report.html", context, about=about)


def _take(
    request: HttpRequest, form_class: type[FeedbackForm], template: str, context: dict, **initial
) -> HttpResponse:
    """The form; or, sent and in order, the receipt. Sending it twice gives the same receipt again."""
    form = form_class(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            receipt = _receive(request, form)
            return render(request, "feedback/receipt.html", {"receipt": receipt})
        except intake.NotTaken as error:
            form.add_error(None, str(error))
            status = 429 if isinstance(error, TooMany) else 200
    context |= {"form": form, "token": intake.new_token(), "due_on": CalendarDay.due_on(timezone.localdate())}
    return render(request, template, context, status=status)


class TooMany(intake.NotTaken):
    pass


def _receive(request: HttpRequest, form: FeedbackForm) -> intake.Receipt:
    form_id = intake.read_token(form.cleaned_data["token"])
    content = form.content()
    if known := intake.sent_before(form_id, intake.text_hash(content["title"], content["body"])):
        return known
    address = client_ip(request)
    if not allow("message", address, limit=intake.PER_HOUR, seconds=HOUR):
        words = {"minutes": minutes_left("message", address)}
        raise TooMany(
            _("Very many messages have come from your network within the hour. Yours is still in the form below: please send it again in %(minutes)s minutes.") % words
        )  # fmt: skip
    return intake.receive(**content, form_id=form_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message_query(request: HttpRequest) -> HttpResponse:
    """The sender's own page, by number and code: where the message is, the answer, and what the sender may do."""
    form = LookupForm(request.POST or None, initial={"number": request.GET.get("number", "")[:20]})
    if request.method != "POST" or not form.is_valid():
        return render(request, "feedback/message_query.html", {"form": form})
    if not allow("query", client_ip(request), limit=intake.TRIES, seconds=HOUR):
        form.add_error(None, _("Too many attempts from your network; please wait an hour."))
        return render(request, "feedback/message_query.html", {"form": form}, status=429)
    message = intake.find_own(**form.cleaned_data)
    if message is None:
        form.add_error(
            None, _("There is no message with this number and query code. Please compare both with your receipt.")
        )
        return render(request, "feedback/message_query.html", {"form": form})
    said = _sender_step(request, message)
    return render(request, "feedback/message_own.html", {"message": message, "given": form.cleaned_data, "said": said})


def _sender_step(request: HttpRequest, message: Message) -> str:
    """Rate or recall, when one of these buttons was pressed; what to tell the sender."""
    try:
        if request.POST.get("step") == "recall":
            message.recall()
            return _("Your message is taken back. Nothing of it is public.")
        rating = RatingForm(request.POST)
        if request.POST.get("step") == "rate" and rating.is_valid():
            message.rate(rating.cleaned_data["satisfaction"])
            return _("Thank you for your assessment.")
    except ValidationError as error:
        return error.messages[0]
    return ""
