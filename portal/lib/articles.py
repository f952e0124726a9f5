"""How official texts are typed, and how they are meant: which line is the title, which a heading, which a byline.

Works on blocks (elements of one level) of a Document; see documents.py. Every rule is one that a person would see at
once, and none drops words: what isn't recognised stays a paragraph.
"""

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from .documents import Document

_INDENT = "\u3000\u00a0\t "
_ENDS = "。！？；：…”’）)】》!?;:."
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、\S.{0,38}")
_LESSER = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*\S.{0,38}")
_OPENER = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[·●•■])")
_NAME = r"[\u4e00-\u9fff·]{2,12}"
_NAMES = rf"{_NAME}(?:[ \u3000、，,/／]+{_NAME}){{0,5}}"
_BYLINE = re.compile(
    r"[（(【]?\s*((?:(?:本报|本网|实习|见习)?记者|通讯员|作者|撰稿|供稿|文字?)\s*[:：/／ \u3000]\s*.{2,60}?)\s*[）)】]?"
)
_SOURCE = re.compile(r"[（(【]?\s*(?:来源|稿源|信息来源)\s*[:：]\s*(.{2,40}?)\s*[）)】]?")
_CREDIT = re.compile(
    rf"[（(【]?\s*(?:(?:摄影|图片?|供图|摄)\s*[:：/／]\s*({_NAMES})|({_NAMES})\s*(?:摄影|摄|供图)|图片?由(.{{2,30}}?)提供)\s*[）)】]?"
)
_CAPTION_CREDIT = re.compile(
    rf"(?:^|[\s（(，。])(?:({_NAME}(?:、{_NAME}){{0,3}})\s*(?:摄影|摄|供图)|(?:摄影|摄|图)\s*[:：/／]\s*({_NAMES}))\s*[）)]?$"
)
_CAPTION = re.compile(r"(?:图为|图[一二三四五六七八九十\d]{1,2}|图片?[:：]|▲|△|↑|上图|下图|左图|右图).{0,120}")
LAST = 5  # so many of the last lines may be bylines


def words(block: ET.Element) -> str:
    return " ".join("".join(block.itertext()).split())


def paragraphs_of(text: str) -> list[str]:
    """The lines of a plain text as paragraphs: lines that were broken by width are joined again."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    indents = any(line.startswith(("\u3000", "  ", "\t")) for line in lines)
    out: list[str] = []
    is_open = False
    for line in lines:
        bare = line.strip(_INDENT)
        if not bare:
            is_open = False
            continue
        starts = (indents and line[0] in _INDENT) or _OPENER.match(bare)
        if out and is_open and not starts:
            out[-1] += _glue(out[-1], bare) + bare
        else:
            out.append(bare)
        is_open = len(out[-1]) >= 15 and out[-1][-1] not in _ENDS
    return out


def tidy(document: "Document") -> "Document":
    for block in document.blocks:
        _unindent(block)
        _mend_breaks(block)
        _drop_anchors(block)
    document.blocks = [b for b in document.blocks if words(b) or b.tag in ("figure", "table", "hr")]
    _join_broken(document.blocks)
    _take_fields(document)
    _take_title(document)
    _make_headings(document.blocks)
    _take_captions(document)
    return document


def _glue(before: str, after: str) -> str:
    """A blank between Latin words that a line break had parted; Chinese needs none."""
    return " " if before[-1].isascii() and after[0].isascii() and before[-1].isalnum() and after[0].isalnum() else ""


def _unindent(block: ET.Element) -> None:
    for element in block.iter():
        if element.tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th"):
            holder = element
            while not (holder.text or "").strip(_INDENT) and len(holder) and holder[0].tag in ("strong", "em", "a"):
                holder.text = ""
                holder = holder[0]
            holder.text = (holder.text or "").lstrip(_INDENT)


def _mend_breaks(block: ET.Element) -> None:
    """A line break in mid-sentence was made by a hand that wanted a narrow column."""
    for parent in block.iter():
        for child in list(parent):
            if child.tag != "br":
                continue
            place = list(parent).index(child)
            before = (parent[place - 1].tail if place else parent.text) or ""
            child.tail = (child.tail or "").lstrip(_INDENT)
            if before.strip() and before.rstrip()[-1] not in _ENDS and child.tail and not _OPENER.match(child.tail):
                joined = before.rstrip() + _glue(before.rstrip(), child.tail) + child.tail
                if place:
                    parent[place - 1].tail = joined
                else:
                    parent.text = joined
                parent.remove(child)


def _drop_anchors(block: ET.Element) -> None:
    """Links inside the file (notes, bookmarks) lead nowhere on a page."""
    for element in block.iter("a"):
        if not element.get("href", "").startswith(("http://", "https://", "mailto:")):
            element.tag = "span"
            element.attrib.clear()
    for element in block.iter():
        element.attrib.pop("id", None)


def _join_broken(blocks: list[ET.Element]) -> None:
    """A paragraph that ends with a comma goes on in the next."""
    n = 0
    while n + 1 < len(blocks):
        one, other = blocks[n], blocks[n + 1]
        if one.tag == other.tag == "p" and words(one)[-1:] in ("，", "、") and not _OPENER.match(words(other)):
            if len(one):
                one[-1].tail = (one[-1].tail or "") + (other.text or "")
            else:
                one.text = (one.text or "") + (other.text or "")
            one.extend(list(other))
            del blocks[n + 1]
        else:
            n += 1


def _take_fields(document: "Document") -> None:
    """Bylines, photo credits and sources at the end of the text go to their fields."""
    taken = 0
    while document.blocks and taken < LAST:
        last = document.blocks[-1]
        line = words(last)
        if last.tag != "p" or len(line) > 80:
            return
        if match := _SOURCE.fullmatch(line):
            document.source = document.source or match[1]
        elif match := _CREDIT.fullmatch(line):
            document.photo_credit = document.photo_credit or next(filter(None, match.groups()))
        elif match := _BYLINE.fullmatch(line):
            document.byline = f"{match[1]} {document.byline}".strip()
        else:
            return
        document.blocks.pop()
        taken += 1


def _take_title(document: "Document") -> None:
    first = document.blocks[0] if document.blocks else None
    if first is None or len(document.blocks) < 2:
        return
    line = words(first)
    is_title = first.tag == "h1" or (
        first.tag == "p" and 4 <= len(line) <= 60 and line[-1] not in _ENDS and not _OPENER.match(line)
    )
    if is_title:
        document.title = line
        document.blocks.pop(0)


def _make_headings(blocks: list[ET.Element]) -> None:
    for block in blocks:
        line = words(block)
        if block.tag == "p" and line[-1:] not in _ENDS:
            block.tag = "h2" if _HEADING.fullmatch(line) else "h3" if _LESSER.fullmatch(line) else "p"
            if block.tag != "p":
                for part in list(block):
                    block.remove(part)
                block.text = line
        elif block.tag == "h1":
            block.tag = "h2"
        elif block.tag in ("h5", "h6"):
            block.tag = "h4"


def _take_captions(document: "Document") -> None:
    """The line under a picture that speaks of it becomes its caption, and “张三 摄” at its end the credit."""
    out: list[ET.Element] = []
    for block in document.blocks:
        line = words(block)
        above = out[-1] if out else None
        picture = (
            document.pictures[int(above.get("data-picture"))] if above is not None and above.tag == "figure" else None
        )
        credit = _CAPTION_CREDIT.search(line) if block.tag == "p" and len(line) <= 120 else None
        if picture and not picture.caption and block.tag == "p" and (credit or _CAPTION.fullmatch(line)):
            picture.credit = next(filter(None, credit.groups())) if credit else ""
            picture.caption = (line[: credit.start()] if credit else line).strip(" 。▲△↑") or line
        else:
            out.append(block)
    document.blocks = out
    for picture in document.pictures:
        picture.credit = picture.credit or document.photo_credit
