"""The one back office."""

from collections.abc import Callable

from csp.constants import NONCE, SELF
from csp.decorators import csp_update
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    site_header = _("Back office")
    site_title = _("Back office")
    index_title = _("Overview")

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        # The editor's import map is an inline script and needs the nonce; its widgets set styles on elements.
        policy = csp_update({"script-src": [SELF, NONCE], "style-src": [SELF, "'unsafe-inline'"]})
        return policy(super().admin_view(view, cacheable))
