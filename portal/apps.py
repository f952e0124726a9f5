# The admin's config is imported as a module: a second AppConfig name in this module's namespace
# would make "portal.apps" ambiguous to Django.
from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    name = "portal"
    label = "portal"


class PortalAdminConfig(admin_apps.AdminConfig):
    default_site = "portal.adminsite.PortalAdminSite"
