"""Chinese numerals: 两千, 一百零五, 三亿五千万, 壹仟贰佰, 二〇二五.

Pure reading; where a numeral stands in a sentence, and whether it counts anything, is for the caller to judge.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    "〇": 0,
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
BIG = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
CHARACTERS = "".join(DIGITS) + "".join(SMALL) + "".join(BIG)
LONGEST = 24


def read(text: str) -> Decimal | None:
    """The value of a whole Chinese numeral, or None when the characters don't make one.

    A leading digit may be missing as in 十五, 百, 万 (1 is meant). 点 opens decimals (三点五).
    A run of bare digits counts as positions only when it can't be read otherwise: 二〇二五, not 三五.
    """
    if not text or len(text) > LONGEST:
        return None
    whole, point, decimals = text.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    if not decimals or any(char not in DIGITS for char in decimals):
        return None
    return Decimal(f"{value}." + "".join(str(DIGITS[char]) for char in decimals))


def split_scale(text: str) -> tuple[Decimal, str] | None:
    """二百亿 -> (200, "亿"): what is counted, and the last 万, 亿 or 万亿, which belongs to the printed unit.

    Missing digits mean one: 百亿 -> (100, "亿"), 亿 -> (1, "亿"). None when it isn't a numeral.
    """
    head = text.rstrip("".join(BIG))
    scale = text[len(head) :]
    total = read(text)
    if total is None:
        return None
    factor = Decimal(1)
    for char in scale:
        factor *= BIG[char]
    return total / factor, scale


def is_bare(text: str) -> bool:
    """True for a power of ten without a digit (百, 千万, 亿): often a way of speaking, not a count."""
    return not any(char in DIGITS for char in text)


def read_about(text: str) -> tuple[Decimal, Decimal] | None:
    """Two neighbouring digits name a span: 三四十 -> (30, 40), 两三 -> (2, 3), 三五 -> (3, 5), 十五六 -> (15, 16)."""
    tens = text.find("十") + 1
    if 0 < tens <= 2 and len(text) == tens + 2 and (ones := read_about(text[tens:])) and (whole := read(text[:tens])):
        return whole + ones[0], whole + ones[1]
    if len(text) < 2 or text[0] not in DIGITS or text[1] not in DIGITS:
        return None
    low, high = DIGITS[text[0]], DIGITS[text[1]]
    if not low or (high - low != 1 and (low, high) != (3, 5)):
        return None
    factor = read("一" + text[2:]) if text[2:] else Decimal(1)
    if factor is None or any(char in DIGITS for char in text[2:]):
        return None
    return low * factor, high * factor


def _whole(text: str) -> int | None:
    if len(text) >= 2 and all(char in DIGITS for char in text):
        return _positions(text)
    total, chunk, lowest = 0, "", 10**17
    for char in text:
        if char not in BIG:
            chunk += char
            continue
        below = _section(chunk) if chunk else int(not total)
        if below is None:
            return None
        if BIG[char] >= lowest:  # 三万亿: the bigger unit lifts everything before it
            total = (total + below) * BIG[char]
        else:
            total += below * BIG[char]
        chunk, lowest = "", BIG[char]
    rest = _section(chunk) if chunk else 0
    return None if rest is None else total + rest


def _positions(text: str) -> int | None:
    """二〇二五 -> 2025. Needs a zero or three digits, so that 三五 (three to five) isn't taken for 35."""
    if len(text) < 3 and not any(char in "零〇" for char in text):
        return None
    return int("".join(str(DIGITS[char]) for char in text))


def _section(text: str) -> int | None:
    """A numeral below 万: 一百零五, 十二, 两千三 (2300)."""
    total, digit, last, zero = 0, None, 10**4, False
    for char in text:
        if char in DIGITS:
            if digit is not None:
                return None
            if DIGITS[char] == 0:
                zero = True
            else:
                digit = DIGITS[char]
        elif char in SMALL:
            if SMALL[char] >= last or (digit is None and total and SMALL[char] != 10):
                return None
            total += (1 if digit is None else digit) * SMALL[char]
            last, digit, zero = SMALL[char], None, False
        else:
            return None
    if digit is not None:  # 两千三 leaves its last unit out; 两千零三 doesn't
        total += digit * (last // 10 if 100 <= last < 10**4 and not zero else 1)
    return total
