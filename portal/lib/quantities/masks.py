"""Names, codes, dates and slogans that hold numbers and are no figures. They are blanked before anything is read."""

from __future__ import annotations

import re

from .words import either

BLANK = "\ufffc"
_HAN = "一二三四五六七八九十"
_YEAR = r"(?:19|20)\d\d"
_COUNTED = either("个(?!百分) 家 项(?!目) 户 名 人 座 台 所 条 场 套")
# GMV3.2亿元: letters that measure, where PA66万吨 is a number of a kind of nylon
LETTERED = r"[A-Z]{2,6} ?\d[\d.,]*(?:[亿%]|万[元美])"
_PATTERNS = (
    # titles and addresses
    r"《[^《》\n]{1,60}》",
    r"https?://[^\s\u4e00-\u9fff，。；]+|www\.[^\s\u4e00-\u9fff，。；]+|[\w.]{1,40}@[\w.]{1,40}",
    # dates: 2021-2025年, 2025-03-01, 2025年, 二〇二五年, 3月1日至5日, 18日至20日, 十月三日
    r"(?<!\d)\d{4}\s?年?[-~至到]\s?\d{4}年",
    rf"(?<!\d){_YEAR}年?[-./](?:0?[1-9]|1[0-2])(?:[-./][0-3]?\d)?(?![\d.亿万%])",
    rf"(?<!\d){_YEAR}年|[一二][〇零九][〇零{_HAN}]{{2}}年",
    r"(?<!\d)\d{1,2}月(?:\d{1,2}[日号])?(?:[-~至到]\d{1,2}[日号])?",
    r"(?<!\d)\d{1,2}[日号][-~至到]\d{1,2}[日号]",
    rf"[十一二]{{1,2}}月[{_HAN}]{{1,3}}日",
    # 10:30, 2.6:61.4:36.0
    r"(?<![\d.])\d{1,4}(?:\.\d+)?(?::\d{1,4}(?:\.\d+)?)+",
    # telephones, hotlines, licences
    r"(?<!\d)0\d{2,3}-\d{7,8}(?:-\d{1,5})?(?!\d)|(?<!\d)1[3-9]\d{9}(?![\d元])",
    r"(?<!\d)[48]00-?\d{3}-?\d{4}(?![\d元])",
    r"(?:电话|热线|传真|邮编|邮政编码|信用代码|编号|账号):? ?[\d-]{3,20}",
    r"(?<!\d)(?:12345|12315|12388|13710|110|119|120|122)(?=热线|工作|指挥|平台|便民|政务|投诉|联动|接警|急救)",
    r"(?<!\d)\d{16,40}",
    # 〔2025〕3号, 3号楼; GB/T 4754-2017; GX-001, V2.0, PA66; 1+6+N; 7x24小时, 2/3
    r"[〔\[【(（]\d{4}[〕\]】)）]\s?\d{1,5}号|(?<!\d)\d{1,5}号",
    r"(?:ISO|IEC|GB/T|GB|GBZ|HG/T|JB/T|DB\d{0,4}|T/[A-Z]{2,8})[ /]?[A-Z/]{0,4} ?\d[\d.]*(?:[-:]\d{4})?",
    rf"(?<![A-Za-z\d])(?!RMB|USD|CNY|GDP|{LETTERED})[A-Za-z]{{1,12}}[-_.]?\d[\dA-Za-z]*(?:[-_.][\dA-Za-z]+)*(?:\+\d{{3}})?",
    r"(?<!\d)\d{1,3}(?:\+(?:\d{1,3}|[A-Za-z]))+",
    r"(?<![\d.])\d+(?:\.\d+)?[xX*]\d+(?:\.\d+)?(?:小时)?|(?<![\d/])(?<!排名)(?<!位次)(?<!名次)\d{1,4}/\d{1,4}(?![\d/])",
    r"(?<!\d)\d{1,2}对\d{1,2}(?!\d)",
    r"(?:尼龙|聚酰胺|锦纶)\d{1,4}",
    r"\d{2,4}强|[百千]强",
    # numbers of lists at the start of a line: 1. 2、 （3）; in 2.38个项目 the 2 is one, in 2.4亿元 it isn't
    rf"(?m:^ {{0,8}}[(（]?\d{{1,2}}(?:[)）、．]|\.(?!\d)|\.(?=\d+ ?(?:{_COUNTED})|\d{{4}}年)))",
    # ordinals and fractions
    rf"第[{_HAN}\d]{{1,3}}[期届批次条章节款阶]|(?<=[大会届])[{_HAN}]{{1,3}}次(?=会议|全会|全体)|[{_HAN}]{{1,3}}分之[{_HAN}]",
    # slogans and set phrases
    either(
        "[三四五六]个(?:一批|一|年|区分|转变|聚焦|清单|一律) [两三四五]个(?:确保|先行|率先|毫不动摇|维护|确立|自信)"
        " [两三四五]个(?:意识|全面|健康|统筹|责任) [一二三四五六七八九]一工程 三重一大 [四五六]套班子 三次产业"
        " [一1]件事 最后[一1](?:公里|百?米) [一二三四五六七八九]升[一二三四五六七八九两]降 三番五次 万人助万企 千家万户 万家灯火 [十百千万]人计划 [百千]人会 一带一路"
        " [一二三]位(?:一体|数) [两一]位数 一起 一次性 一条龙 一条心 十分(?![钟之]) [万千]分(?!之) 一本账"
        " 一张(?:网|图|表|蓝图) [两二]代表一委员 三天两头 三下五除二"
    ),
)
# Only these characters begin a pattern; the look-ahead spares the others thirty tries.
_FIRST = f"[0-9A-Za-z〔\\[【(（《 〇零{_HAN}百千万两最第尼聚锦电热传邮信编账]"
_MASKED = re.compile(f"(?={_FIRST})(?:{'|'.join(_PATTERNS)})")


def mask(text: str) -> str:
    """The normalised text with everything that can't hold a figure blanked, character for character."""
    return _MASKED.sub(lambda match: BLANK * len(match[0]), text)
