"""What an uploaded document is, read from its bytes: its name says nothing. Pure."""

import re
import unicodedata
import zipfile
from io import BytesIO
from pathlib import PurePath

from django.utils.translation import gettext as _

MAX_BYTES = 30 * 1024 * 1024
MAX_PARTS = 5000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx", "OFD.xml": "ofd"}
_OLD = {"doc": "WordDocument", "xls": "Workbook", "ppt": "PowerPoint Document"}
TYPES = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


class BadFile(ValueError):
    """The file can't be taken; the message says why, in the user's language."""


def kind_of(data: bytes, name: str = "") -> str:
    """A key of TYPES. BadFile for anything else, for what holds macros, and for what is too large."""
    if len(data) > MAX_BYTES:
        raise BadFile(_("The file is larger than 30 MB."))
    if not data:
        raise BadFile(_("The file is empty."))
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_OLE):
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            raise BadFile(_("The file holds macros; save it without them."))
        found = next((kind for kind, mark in _OLD.items() if mark.encode("utf-16-le") in data), "")
        if found:
            return found
    elif data.startswith(b"PK\x03\x04"):
        return _package(data)
    elif _is_text(data):
        return "csv" if name.lower().endswith(".csv") else "txt"
    raise BadFile(_("Only PDF, OFD, Word, Excel, PowerPoint and text files can be attached."))


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadFile(_("The file is damaged.")) from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadFile(_("The file holds macros; save it without them."))
    found = next((kind for start, kind in _OFFICE.items() if any(name.startswith(start) for name in names)), "")
    if not found or len(names) > MAX_PARTS:
        raise BadFile(_("Only PDF, OFD, Word, Excel, PowerPoint and text files can be attached."))
    return found


def _is_text(data: bytes) -> bool:
    """Readable lines in UTF-8 that no browser would take for a page."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\0" not in text and not re.search(r"<\s*(?:html|script|svg|!doctype|\?xml)", text[:4096], re.I)


def clean_name(name: str) -> str:
    """The name without folders, ending, signs and directions of writing that could make it read as another; ≤ 100 characters."""
    stem = PurePath(name.replace("\\", "/")).name
    stem = stem.rpartition(".")[0] or stem
    kept = "".join(c for c in unicodedata.normalize("NFC", stem) if unicodedata.category(c)[0] not in "CZ" or c == " ")
    return re.sub(r"[\"<>:/|?*\s]+", " ", kept).strip(" .")[:100]
