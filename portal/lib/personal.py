"""What tells who somebody is, in texts that strangers write: found, and covered before others read them.

    masked_name("张小明") -> "张**"          masked_name("管理员") -> "网友" (in English "A reader")
    mask_contacts("请回电13800138000") -> "请回电138****"
    find_contacts(text) -> what would have been covered

Digits are looked for as people disguise them (full width, blanks or dots between); amounts, years and codes stay.
"""

import re
import unicodedata

from django.utils.translation import gettext

from .html import without_controls

_GAP = r"[\s\-－—.·_]{0,2}"
_PARTS = (
    r"(?<![\d.])(?:\+?86" + _GAP + r")?1" + _GAP + r"[3-9](?:" + _GAP + r"\d){9}(?!\d)",  # mobile
    r"(?<!\d)[（(]?0\d{2,3}[)）]?[\s\-－—]{0,2}[2-9]\d{6,7}(?!\d)",  # area code and number
    r"(?:电话|座机|固话|手机|联系方式)\s*[:：是为]?\s*[2-9]\d{6,7}(?!\d)",  # a number of the town
    r"(?<![\d.])\d{6}(?:18|19|20)\d{2}[01]\d[0-3]\d\d{3}[\dXx](?![\dXx])",  # identity card
    r"(?<!\d)\d{16,19}(?!\d)",  # bank card
    r"[A-Za-z0-9._%+-]+\s?@\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]+)+",
    r"(?i:(?:微信号?|加?微|vx|v信|wechat|qq号?|扣扣)\s*[:：是为]?\s*)[A-Za-z0-9_-]{5,20}",
)
_CONTACT = re.compile("|".join(f"(?:{part})" for part in _PARTS))
_COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|司空|夏侯|轩辕|南宫|端木|百里|呼延|长孙|宇文|独孤|澹台|申屠"
)
# A name that speaks for the house; whoever takes one is a reader like everybody else.
_OFFICIAL = re.compile(
    r"管理员|管委会|官方|客服|站长|版主|小编|编辑部|工作人员|政府|公安|警|法院|检察|纪委|书记|主任|局长|区长|市长|中国|系统|本站"
    r"|admin|root|system|official|webmaster|moderator|staff|support",
    re.I,
)


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Zl", "Zp"})
# Sign for sign, so that a place found in the plain form is the same place in the text as it was typed.
_WIDE = str.maketrans("０１２３４５６７８９＠．－＋（）", "0123456789@.-+()")


def plain_line(text: str) -> str:
    """One line of signs that can be seen: no control characters, no invisible ones, none that change the direction."""
    return " ".join(plain_lines(text).split())


def plain_lines(text: str) -> str:
    """The same for a text of several lines, whose breaks stay (never two empty ones in a row)."""
    text = unicodedata.normalize("NFC", without_controls(text.replace("\r\n", "\n").replace("\r", "\n")))
    seen = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _UNSEEN)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in seen.split("\n"))).strip()


def masked_name(name: str) -> str:
    """The family name and two stars; "a reader" for what isn't a person's name or poses as the house."""
    name = plain_line(unicodedata.normalize("NFKC", name)).replace(" ", "")
    if not name or not name[0].isalpha() or _OFFICIAL.search(name):
        return gettext("A reader")
    family = name[:2] if _COMPOUND.match(name) and len(name) > 2 else name[:1]
    return f"{family}**"


def find_contacts(text: str) -> list[str]:
    """Telephone, identity and bank numbers, mail addresses and accounts that stand in `text`."""
    return [text[match.start() : match.end()] for match in _CONTACT.finditer(text.translate(_WIDE))]


def mask_contacts(text: str, name: str = "") -> str:
    """`text` with them covered, and with the writer's own `name` shortened wherever it stands."""
    for match in reversed(list(_CONTACT.finditer(text.translate(_WIDE)))):
        text = f"{text[: match.start()]}{match[0][:3]}****{text[match.end() :]}"
    name = plain_line(name)
    return text.replace(name, masked_name(name)) if len(name) > 1 else text
