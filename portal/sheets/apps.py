from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "portal.sheets"
    label = "sheets"
