"""The words that qualify a figure: 突破, 近, 以上, 预计, 累计 … Source: domain reference 3.1, table of printed forms.

Three reaches:
- words that touch the number (约, 达, 超, 等, 仅用, 连续) or its unit (以上, 以内, 左右) hold for that figure only;
- 累计 holds for every figure after it in its clause;
- 预计, 计划 hold to the end of their clause and, unless something done or counted comes between (已, 截至, 累计, 同比),
  for the following clauses up to ; or the full stop. 计划总投资 and 年度计划 are terms and don't reach farther than
  their clause; 计划投资 goes on to what is to be built with the money (计划投资2亿元，新建厂房3万平方米).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from .body import Body
from .words import either

_BEFORE = {
    "about": "约 大约 大概 约为 约合 约有 约占",
    "nearly": "近 将近 接近 逼近 直逼",
    "over": "超 超过 超出 超越 突破 逾 高于 多于 大于 迈上 跃上 站上 跨上 迈过 跨过 冲破 过 > 破",
    "first_over": "首次突破 首次超过 首次超 首破 首超 首次迈上 首次站上 首次跨过 首次跃上 首次跨越 首次迈过",
    "reach": "达 达到 高达 多达 已达 达至",
    "at_least": "不少于 不低于 至少 不小于 不得少于 不得低于 最少 不下 起码 ≥ 不短于 >=",
    "within": "不超过 不得超过 不得高于 不得多于 不超 不高于 不多于 至多 最多 不足 不到 未满 少于 低于 小于 ≤ 不大于 不长于 <= <",
    "sample": "等 在内的",
    "only_took": "仅 仅用 只用 仅用时 只用时 用时仅 仅需 只需 仅花 只花 仅花费 仅耗时 耗时仅 短短 历时仅 仅历时 仅仅用",
    "streak": "连续 已连续 连续第 连",
}
PREFIXES = {word: code for code, words in _BEFORE.items() for word in words.split()}
# Characters before a short word that make it part of another word: 签约38个, 节约500万元, 到达, 附近, 同等, 不仅.
_PART_OF = {
    "约": "签履合节预违邀公制集契解续缔失践爽特简",
    "高达": "最",
    "达": "发到直抵送表下传转豪雷通上必兑派",
    "超": "赶反高",
    "近": "附靠临邻最走亲贴就新相晋",
    "等": "平高同均相中优一二三四五头特初上下劣甲乙何",
    "破": "打攻爆侦",
    "过": "通经超不透度胜路跨越错",
    "仅": "不",
    "连": "接相牵大",
}
_FILLERS = ("总数", "总计", "共计", "合计", "分别", "了", "已", "将", "可", "为", "共", "均", "都", " ", "有")
_WHOLES = ("全国", "全省", "全市", "全区")  # 不到全市2%, but 高于全省2% is a distance
_LAST = {word[-1] for word in (*PREFIXES, *_FILLERS, *_WHOLES)}
_DURATION_ONLY = {"only_took", "streak"}
_DURATIONS = {"time", "year", "day"}
_WAITS = re.compile(r"(?:[要需须得只再先苦干白久]|排队)$")  # 要等12分钟: 等 is waiting, not 等12天 of examples
_PROBLEMS = re.compile("[^，。；、]{0,12}?(?:技术|难题|瓶颈|壁垒|难关|短板|堵点)")
_SUFFIX = re.compile(
    r" ?(?:[(（]含[)）])?(?:(?P<at_least>(?:及|或|和)?以上|\+(?![\d\w]))|(?P<about>左右|上下(?!游))"
    r"|(?P<within>(?:及)?以内|之内|以下|内(?![资部陆外生需]))|(?P<more_than>有余|[多余](?=[，。；、！？,;)）的了\s]|$)|(?<=[成倍])多(?!于)))"
)
_SUFFIX_STARTS = set(" (（及或和以+左上之内有多余")
# 三年行动计划 is a name, 占计划85% a base
_NOT_PLAN = "(?<![占超成比较按照原级点])" + "".join(
    f"(?<!{name})"
    for name in ("行动", "人才", "生产", "投资", "培育", "攻坚", "专项", "工程", "三年", "五年", "千人", "万人", "新增")
)
_PLANS = either(
    f"(?<![比较])计划(?=工期) {_NOT_PLAN}计划(?!的|总?投资额?的|完成率|任务|书|单列|外|数|内|管理|指标|表|[”》，,、。；;)）]) (?<!超年度)(?<!超全年)(?<!超)目标(?=(?:值|任务)?[:为是约超达\\d]) 力争"
    " (?:根据|按照|按)规划 争取(?=实现|达|突破|全年|年内|年底|在|完成|新增|到?20|\\d)"
    " (?<![模虚草比])拟(?![合态人真定稿声订写的]|[^，。；\\d]{2,16}名单|总?投资额|[^，。；\\d]{1,5}的)"
)
_FORECASTS = either("预计 (?<![于超合符])预期(?!目标|效果|成果) 有望 预估 预测(?!系统|模型|预警) 估计")
_SCOPE = re.compile(
    f"(?P<forecast>{_FORECASTS})|(?P<planned>{_PLANS})|(?P<cumulative>累计|累积)"
    "|(?P<noun>(?:年度|全年|(?<=[占超成])|(?<=新增))计划(?!的|完成率|任务|表|[”》]))"
)
_TERM = re.compile(
    "(?:年度|全年)计划(?:总?投资|\\d)|计划(?:总投资|用地|工期)|拟(?:总投资|用地)"  # 计划总投资: a term, not a plan to do something
)
_SPEND = re.compile("(?:计划|拟)投资")
_BUILD = re.compile(
    "[，,、](?:其中[^，。；]{0,8}投资|(?:主要|用于|分期|分两期|将)*(?:新建|建设(?!周?期|工期|规模|地点|用地|内容)|改建|扩建|改造|购置|购买|引进|打造|实施|布局|安装|铺设|新增|建成(?!后)|修建|新上|配套|配建|采购|更新|整治))"
)
_BASE = re.compile("[占成超比较过]$")
_EVENTS = either("建成 投产 开工 竣工 完工 启动 交付 投用 投入使用 通车 运营")
_EVENT = re.compile(f"[^，。；]{{0,20}}?(?:{_EVENTS})[^，。；\\d]{{0,4}}(?=[，,])")
_DONE = re.compile(
    "已|目前|眼下|截至|截止|现有|完工|完成率|去年|上年|累计|实际(?!利用|到位)|建成了|完成了|今年以来|(?<![据照按])规划"
)
_STOP = re.compile("[。!?！？\n]|[；;](?!到20\\d\\d年)")
_STARTED = re.compile("实际(?!利用|到位)|已")
_CLAUSES = re.compile(r"[，；。！？;!?\n:]|,(?!\d{3})|(?<!\d),")


def read_before(text: str, start: int, kind: str, after: str = "") -> tuple[int, list[tuple[int, str]]]:
    """Walks back from a number over the words that touch it: (where they begin, [(place, code)]).

    `kind` is that of the unit (仅 and 连续 need a length of time), `after` what follows the figure
    (突破12项技术 breaks through technologies, not over a mark).
    """
    found: list[tuple[int, str]] = []
    place = begin = start
    of_whole = False
    while place and text[place - 1] in _LAST:
        for length in (5, 4, 3, 2, 1):
            word = text[max(0, place - length) : place]
            code = PREFIXES.get(word) if len(word) == length else None
            if code and (place == length or text[place - length - 1] not in _PART_OF.get(word, "")):
                break
        else:
            filler = next((f for f in (*_FILLERS, *_WHOLES) if text.endswith(f, max(0, place - 2), place)), "")
            of_whole = of_whole or filler in _WHOLES
            if not filler or place < start - 12:
                break
            place -= len(filler)
            continue
        if (
            (code in _DURATION_ONLY and kind not in _DURATIONS and word not in ("连续", "已连续"))
            or (of_whole and code not in ("within", "about", "nearly"))
            or (word == "过" and kind != "money")
            or (word == "等" and kind in _DURATIONS and _WAITS.search(text, max(0, place - 3), place - 1))
            or (word == "突破" and _PROBLEMS.match(after))
        ):
            break
        place -= length
        begin = place
        found.append((place, code))
    return begin, found[::-1]


def read_after(text: str, end: int, kind: str) -> tuple[int, list[tuple[int, str]]]:
    """以上, 以内, 左右 … after the unit: (where they end, [(place, code)]). 内 alone needs a measure (24小时内)."""
    if text[end : end + 1] not in _SUFFIX_STARTS:
        return end, []
    match = _SUFFIX.match(text, end)
    if not match or (match[0] == "内" and kind not in ("time", "year", "day", "measure", "ratio")):
        return end, []
    if match[0] == "+" and kind == "rank":
        return end, []
    return match.end(), [(match.start(), match.lastgroup or "")]


def join(marks: list[tuple[int, str]]) -> str:
    """The codes in the order printed, each once; "equal" when there are none."""
    return "+".join(dict.fromkeys(code for _, code in sorted(marks))) if marks else "equal"


@dataclass
class Scopes:
    """The words with a longer reach, found once for a whole (normalised) text."""

    text: str
    marks: list[tuple[int, int, str, bool]] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clauses = [0] + [match.end() for match in _CLAUSES.finditer(self.text)]
        for match in _SCOPE.finditer(self.text):
            noun = match.lastgroup == "noun" or match[0] == "目标"
            self.marks.append((*match.span(), "planned" if match.lastgroup == "noun" else match.lastgroup or "", noun))
        self._starts = [mark[0] for mark in self.marks]

    def clause(self, place: int) -> int:
        """Where the clause around `place` begins."""
        return self.clauses[bisect_right(self.clauses, place) - 1]

    def touching(self, begin: int, kind: str) -> int:
        """Where a 预计, 计划 or 累计 begins that ends at `begin`, else `begin`."""
        index = bisect_left(self._starts, begin) - 1
        if index < 0 or self.marks[index][1] < begin - 2:
            return begin
        start, end, _, noun = self.marks[index]
        if noun and kind == "ratio":
            return begin
        between = self.text[end:begin]
        return start if end <= begin and (not between or between in _FILLERS) else begin

    def read_before(self, body: Body) -> tuple[int, list[tuple[int, str]]]:
        """As the function, with 预计, 计划 and 累计 that touch the figure; with the marks the body itself holds."""
        start, marks = read_before(self.text, body.start, body.kind, self.text[body.end : body.end + 16])
        while (earlier := self.touching(start, body.kind)) < start:
            start = earlier
        if body.more:
            marks.append((body.end - 1, "more_than"))
        if body.about:
            marks.append((body.start, "about"))
        return start, marks

    def reaching(self, place: int, kind: str) -> list[tuple[int, str]]:
        """[(place, code)] of the longer-reaching words that hold for a figure beginning at `place`."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return []
        begin = self.clause(place)
        found: list[tuple[int, str]] = []
        while index >= 0 and self._starts[index] >= max(begin, place - 120):
            start, end, code, noun = self.marks[index]
            undone = not _STARTED.search(self.text, end, place)
            base = noun and kind == "ratio" and self.text[end : end + 1] not in ":为是"  # 完成年度计划118%
            if undone and not base and all(code != old for _, old in found):
                found.append((start, code))
            index -= 1
        if all(code == "cumulative" for _, code in found) and (carried := self._carried(index, place)):
            found.append(carried)
        return found[::-1]

    def _carried(self, index: int, place: int) -> tuple[int, str] | None:
        """The nearest 预计 or 计划 of an earlier clause of the same sentence, when nothing cuts its reach."""
        while index >= 0 and place - self._starts[index] < 160:
            start, end, code, _ = self.marks[index]
            index -= 1
            if code == "cumulative":
                continue
            between = self.text[end:place]
            if code == "planned" and _EVENT.match(self.text, end):
                return None
            if (
                _STOP.search(between)
                or self._is_done(between)
                or self._is_term(start, place)
                or self._has_its_own(place)
            ):
                return None
            return start, code
        return None

    @staticmethod
    def _is_done(between: str) -> bool:
        done = _DONE.search(between)
        return done is not None and not (done[0] == "累计" and "将" in between[done.end() :])  # 累计将超过300个

    def _is_term(self, start: int, place: int) -> bool:
        """Whether the word at `start` names an amount (占年度计划, 计划总投资) and so says nothing of the figure at `place`."""
        if _TERM.match(self.text, start) or _BASE.search(self.text, max(0, start - 1), start):
            return True
        clause = self.clause(place)
        return _SPEND.match(self.text, start) is not None and not _BUILD.match(self.text, clause - 1)

    def _has_its_own(self, place: int) -> bool:
        """预计 follows in the same clause: 73%预计持平，12%预计下降."""
        index = bisect_right(self._starts, place)
        return (
            index < len(self._starts)
            and self.clause(self._starts[index]) <= place
            and self.marks[index][2] == "forecast"
        )
