"""What every template knows: the settings of the site and the navigation. Two or three queries, only when used."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import SiteSettings
from .navigation import Navigation


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site": SimpleLazyObject(SiteSettings.load),
        "navigation": SimpleLazyObject(lambda: Navigation.of(request)),
    }
