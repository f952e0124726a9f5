"""Pages of a list that never fail: a page that isn't there gives the nearest one, and a sentence that says so."""

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _


def nearest_page(pages: Paginator, asked: str) -> tuple[Page, str]:
    """The page asked for and ""; for a number beyond the last the last, for what isn't a number the first, and why."""
    page = pages.get_page(asked if asked.strip(" 0") and asked.strip().isdecimal() else 1)
    if not asked or asked.strip() == str(page.number):
        return page, ""
    words = {"asked": asked[:20], "shown": page.number}
    return page, _("There is no page “%(asked)s”; this is page %(shown)s.") % words
