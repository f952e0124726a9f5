"""Parts of other pages that stand in a body: a project's card, a panel, a figure, a file.

A body keeps only what and which (`<div data-embed="project" data-id="3" data-label="…"></div>`); what is shown is asked
for anew each time, of what is public at that moment. What may not be shown leaves nothing behind. Each app registers
its kinds in `AppConfig.ready`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

_DIV = re.compile(r'<div\b([^>]*\bdata-embed="[^>]*)>[^<]*</div>')
_ATTRIBUTE = re.compile(r'\bdata-(embed|id)="([^"]*)"')


@dataclass(frozen=True)
class Choice:
    """One line of the picker; `label` is what the editor shows in its place."""

    id: int
    label: str
    meta: str = ""


Find = Callable[[HttpRequest, str], Iterable[Choice]]
Render = Callable[[list[int], dict[int, object]], dict[int, str]]


@dataclass(frozen=True)
class Kind:
    """`find(request, words)`: up to 20 choices. `render(ids, known)`: id -> HTML of those that may be shown, in as few
    queries as it takes; `known`: id -> object that the page has at hand and has already found to be public, None what
    it has looked for and may not be shown."""

    label: str | Promise
    find: Find
    render: Render


KINDS: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Files are the site's own and registered first; in the dialog they come last."""
    KINDS[name] = kind
    if "file" in KINDS:
        KINDS["file"] = KINDS.pop("file")


def embedded(html: str) -> dict[str, list[int]]:
    """Kind -> ids that stand in the body, each once."""
    found: dict[str, list[int]] = {}
    for match in _DIV.finditer(html):
        kind, pk = _which(match[1])
        if kind in KINDS and pk and pk not in found.setdefault(kind, []):
            found[kind].append(pk)
    return found


def render_embeds(html: str, known: dict[str, dict[int, object]] | None = None) -> str:
    """The body with every embedded part as it may be shown now."""
    parts = {kind: KINDS[kind].render(ids, (known or {}).get(kind, {})) for kind, ids in embedded(html).items()}

    def show(match: re.Match[str]) -> str:
        kind, pk = _which(match[1])
        return parts.get(kind, {}).get(pk, "")

    return _DIV.sub(show, html)


def _which(attributes: str) -> tuple[str, int]:
    known = dict(_ATTRIBUTE.findall(attributes))
    pk = known.get("id", "")
    return known.get("embed", ""), int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0
