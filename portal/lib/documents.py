"""A Word file or a plain text as an article: title, clean blocks, pictures, and the lines that belong into fields.

Nothing of the file is trusted: what it is is read from its bytes, sizes are counted before anything is unpacked.
Pure: mammoth and the standard library. Messages are translated by Django's gettext, like those of images.py.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree as ET

import mammoth
from django.utils.translation import gettext as _

from . import articles

MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
MAX_XML = 25 * 1024 * 1024
MAX_PARTS = 2000
MAX_PICTURES = 30
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
u => !
strike => !
"""
_MARK = "picture:"


class BadDocument(ValueError):
    """The file can't be taken; the message says why and what to do, in the user's language."""


@dataclass
class Picture:
    data: bytes
    caption: str = ""
    credit: str = ""


@dataclass
class Document:
    """`blocks`: top-level elements in the editor's vocabulary; a picture is `<figure data-picture="n">` for pictures[n]."""

    title: str = ""
    byline: str = ""
    source: str = ""
    photo_credit: str = ""
    blocks: list[ET.Element] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    dropped: int = 0  # pictures that could not be taken


def read_document(name: str, data: bytes) -> Document:
    """BadDocument when it is too large, protected, of an old format, or no text at all."""
    if len(data) > MAX_BYTES:
        raise BadDocument(
            _("The file is larger than 30 MB. Send its pictures separately, then import it without them.")
        )
    if data.startswith(_OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in data
        raise BadDocument(
            _("The file is protected by a password. Remove the password in Word, save it, and import it again.")
            if is_locked
            else _("This is a file of the old .doc format, whatever its name ends with. Open it in Word or WPS and save it as .docx.")
        )  # fmt: skip
    if data.startswith(b"PK"):
        return _from_word(data)
    if data.startswith((b"%PDF", b"{\\rtf")):
        raise BadDocument(_("Only .docx and .txt can be imported; open the file in Word or WPS and save it as .docx."))
    return _from_text(data)


def _from_text(data: bytes) -> Document:
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadDocument(_("This is neither a .docx file nor a plain text."))
    if "\0" in text or not text.strip():
        raise BadDocument(_("This is neither a .docx file nor a plain text."))
    document = Document()
    for line in articles.paragraphs_of(text):
        block = ET.Element("p")
        block.text = line
        document.blocks.append(block)
    return articles.tidy(document)


def _from_word(data: bytes) -> Document:
    _check_package(data)
    document = Document()

    def take(image) -> dict[str, str]:
        with image.open() as file:
            document.pictures.append(Picture(file.read()))
        return {"src": f"{_MARK}{len(document.pictures) - 1}"}

    try:
        html = mammoth.convert_to_html(
            BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(take),
            ignore_empty_paragraphs=True,
        ).value
        root = ET.fromstring(f"<div>{html}</div>")  # noqa: S314 (written by mammoth a line above)
        for block in root:
            document.blocks += _with_figures(block, document)
        return articles.tidy(document)
    except BadDocument:
        raise
    except (Exception, RecursionError) as error:  # a damaged package breaks in many places; all mean the same here
        raise BadDocument(
            _("The Word file is damaged and can't be read. Open it in Word, save it anew, and try again.")
        ) from error


def _check_package(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if "word/document.xml" not in names:
                raise BadDocument(_("This is not a Word file. Only .docx and .txt can be imported."))
            texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            if (
                len(parts) > MAX_PARTS
                or sum(part.file_size for part in parts) > MAX_UNPACKED
                or sum(part.file_size for part in texts) > MAX_XML
            ):
                raise BadDocument(_("The Word file unpacks to far more than a text can hold; it is not taken."))
            for part in texts:
                if part.flag_bits & 1:
                    raise BadDocument(
                        _(
                            "The file is protected by a password. Remove the password in Word, save it, and import it again."
                        )
                    )
                head = package.read(part)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
                    raise BadDocument(_("The Word file holds parts that Word never writes; it is not taken."))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, BadDocument):
            raise
        raise BadDocument(
            _("The Word file is damaged and can't be read. Open it in Word, save it anew, and try again.")
        ) from error


def _with_figures(block: ET.Element, document: Document) -> Iterator[ET.Element]:
    """The block without its pictures, then each of them as a figure of its own: one never stands inside a line or table."""
    numbers = []
    for parent in block.iter():
        for child in list(parent):
            if child.tag == "img":
                numbers.append(child.get("src", "").removeprefix(_MARK))
                _remove(parent, child)
    if block.tag == "img":
        numbers.append(block.get("src", "").removeprefix(_MARK))
    elif "".join(block.itertext()).strip() or block.tag in ("table", "hr"):
        yield block
    for number in numbers:
        if not number.isdigit() or int(number) >= MAX_PICTURES:
            document.dropped += 1
            continue
        yield ET.Element("figure", {"data-picture": number})


def _remove(parent: ET.Element, child: ET.Element) -> None:
    """Take the child out and leave the words behind it where they were."""
    tail, place = child.tail or "", list(parent).index(child)
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(child)
