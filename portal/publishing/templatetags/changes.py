"""The short history that the back office keeps of things without versions, in the reader's words."""

import json

from django import template
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext

register = template.Library()


@register.filter
def in_words(entry: LogEntry) -> str:
    """What was changed. The names of fields are kept as forms show them, with a capital; the catalogue has them without."""
    try:
        steps = json.loads(entry.change_message)
        for step in steps:
            for change in step.values():
                if "fields" in change:
                    change["fields"] = [_named(field) for field in change["fields"]]
    except (ValueError, AttributeError, TypeError):  # written by hand
        return entry.get_change_message()
    return LogEntry(change_message=json.dumps(steps)).get_change_message()


def _named(field: str) -> str:
    said = gettext(field)
    return said if said != field else gettext(field[:1].lower() + field[1:])
