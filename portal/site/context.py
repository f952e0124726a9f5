"""What every template knows: the settings of the site and the navigation. Two queries, only when used."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.lib.language import is_english

from .elder import is_elder, way_back
from .models import SiteSettings
from .navigation import Navigation


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "SITE_URL": settings.SITE_URL,
        "site_domain": urlsplit(settings.SITE_URL).netloc,
        "is_english": is_english(),
        "elder": is_elder(request),
        "way_back": way_back(request),
        "site": SimpleLazyObject(SiteSettings.load),
        "navigation": SimpleLazyObject(lambda: Navigation.of(request)),
    }
