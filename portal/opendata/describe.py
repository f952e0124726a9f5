"""The API in the words of OpenAPI, made from the lists themselves."""

import json
from collections.abc import Callable
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers

from .asking import LARGEST_PAGE
from .paging import MOST_PAGES
from .tables import Table, Word

_FIELDS: dict[str, Callable[..., serializers.Field]] = {
    "text": serializers.CharField,
    "number": lambda **about: serializers.FloatField(allow_null=True, **about),
    "integer": serializers.IntegerField,
    "yesno": serializers.BooleanField,
    "time": serializers.DateTimeField,
    "list": lambda **about: serializers.ListField(child=serializers.CharField(), **about),
}
Kind = type | dict[str, object]  # a Python type, or a type in the words of OpenAPI


def whole(least: int, greatest: int) -> Kind:
    return {"type": "integer", "minimum": least, "maximum": greatest}


def one_of(*values: str) -> Kind:
    return {"type": "string", "enum": list(values)}


def text_like(pattern: str = "") -> Kind:
    return {"type": "string"} | ({"pattern": pattern} if pattern else {})


def several(kind: Kind) -> Kind:
    """By repeating the parameter: any of them."""
    return {"type": "array", "items": kind}


PAGE = [
    ("page", whole(1, MOST_PAGES), _("Page, from 1")),
    ("page_size", whole(1, LARGEST_PAGE), _("Entries a page, 1 to 200")),
]
AFTER = [("after", str, _("Where the page before ended; “next” has it")), PAGE[1]]
_TYPES = {int: OpenApiTypes.INT, str: OpenApiTypes.STR}
Parameters = list[tuple[str, Kind, Word]]
OBJECTS = {"type": "array", "items": {"type": "object", "additionalProperties": {}}}
# What an address may say instead; "fields" names what in the address can't be read.
_REFUSED = inline_serializer(
    "refused",
    {
        "detail": serializers.CharField(help_text=_("A sentence that says what is wrong")),
        "fields": serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False),
    },
)
_GONE = inline_serializer("gone", {"detail": serializers.CharField(), "reason": serializers.CharField()})


def row_of(table: Table, *, without: tuple[str, ...] = ()) -> serializers.Serializer:
    columns = [column for column in table.columns if column.name not in without]
    fields = {c.name: _FIELDS[c.kind](help_text=c.note or c.label) for c in columns}
    fields["self"] = serializers.CharField(required=False, help_text=_("Address of the entry in the interface"))
    return inline_serializer(f"{table.name}_row", fields)


def page_of(row: serializers.Serializer, name: str) -> serializers.Serializer:
    fields = {
        "count": serializers.IntegerField(help_text=_("All entries, on every page")),
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
        "results": serializers.ListField(child=row),
    }
    return inline_serializer(f"{name}_page", fields)


def listed(table: Table, summary: Word, parameters: Parameters, **kwargs) -> Callable:
    """Decorates a view that gives pages of the list."""
    return described(summary, parameters, page_of(row_of(table, **kwargs), table.name), table.name)


def described(summary: Word, parameters: Parameters, response: object = OpenApiTypes.OBJECT, tag: str = "") -> Callable:
    known = [
        OpenApiParameter(
            name, kind if isinstance(kind, dict) else _TYPES[kind], OpenApiParameter.QUERY, description=word
        )
        for name, kind, word in parameters
    ]

    def decorate(view: Callable) -> Callable:
        about = {"operation_id": view.cls.__name__, "summary": summary, "parameters": known, "tags": [tag or "other"]}
        return extend_schema(**about, responses={200: response, 400: _REFUSED, 404: _REFUSED, 410: _GONE}, auth=[])(
            view
        )

    return decorate


def schema() -> dict[str, object]:
    return json.loads(_schema(get_language()))


@cache
def _schema(language: str) -> str:
    return json.dumps(SchemaGenerator().get_schema(request=None, public=True), default=str, ensure_ascii=False)
