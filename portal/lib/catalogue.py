"""The message catalogue: collect what the code says, keep its translations, compile. Babel alone, no gettext tools."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2), "gettext_noop": None,
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def collect(folder: Path) -> Catalog:
    """Every message of our Python files and templates below `folder`."""
    found = Catalog(locale="zh_Hans")
    for path in sorted(_sources(folder)):
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
        for line, name, said, _comments in extract_python(BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"}):
            _add(found, name, said, (path.relative_to(folder).as_posix(), line))
    return found


def _sources(folder: Path) -> Iterator[Path]:
    for top in ("portal", "news", "projects", "templates"):
        for path in (folder / top).rglob("*"):
            is_template = path.suffix in (".html", ".txt", ".svg", ".xml") and "templates" in path.parts
            if is_template or (path.suffix == ".py" and "migrations" not in path.parts):
                yield path


def _add(found: Catalog, name: str, said: object, place: tuple[str, int]) -> None:
    if said is None:  # gettext(variable): its words stand elsewhere
        return
    words = [said] if isinstance(said, str) else list(said)
    context = words.pop(0) if name.startswith(("p", "np")) else None
    if name.startswith("n"):
        found.add((words[0], words[1]), locations=[place], context=context)
    elif words and isinstance(words[0], str) and words[0]:
        found.add(words[0], locations=[place], context=context)


def update(po: Path, found: Catalog) -> tuple[list[str], list[str]]:
    """Write the catalogue anew: what the code says, with the translations it had. Returns (untranslated, dropped)."""
    with po.open("rb") as file:
        old = read_po(file, locale="zh_Hans")
    found.creation_date = old.creation_date  # written twice it is the same file
    missing = []
    for message in found:
        if message.id:
            known = old.get(message.id, message.context)
            message.string = known.string if known else message.string
            message.locations = [(name, None) for name, _line in message.locations][:1]
            if not known or not known.string or (isinstance(known.string, tuple) and not all(known.string)):
                missing.append(str(message.id))
    dropped = [str(m.id) for m in old if m.id and not found.get(m.id, m.context)]
    with po.open("wb") as file:
        write_po(file, found, sort_output=True, include_lineno=False, width=120, omit_header=False)
    return missing, dropped


def compile_all(folder: Path) -> int:
    """Write the .mo beside every .po below the locale folders whose .mo is older; returns how many."""
    done = 0
    for po in [*folder.glob("portal/locale*/*/LC_MESSAGES/*.po")]:
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source, locale=po.parts[-3]))
            done += 1
    return done
