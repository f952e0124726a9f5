"""What looks like a figure and isn't, and what is only a way of speaking.

Two steps: `mask` blanks names, codes, dates and slogans before anything is read; `judge` looks at what was read and says
figure, rhetoric (百余名工人: kept only on request) or nothing. Every rule has a line in tests/lib/test_quantities_nonfigures.py.
"""
from __future__ import annotations

import re

from .body import Body

BLANK = "\ufffc"
_MASKED = re.compile(
    r"(?=[0-9A-Za-z〔\[【(（《“ \u3000〇零一二三四五六七八九十百千万亿两最第尼聚锦电热传邮信编账世全中民企前])(?:" + "|".join((
        r"《[^《》\n]{1,60}》",                                                  # titles
        r"https?://[^\s\u4e00-\u9fff，。；]+|www\.[^\s\u4e00-\u9fff，。；]+|[\w.]{1,40}@[\w.]{1,40}",
        r"(?<!\d)\d{4}\s?年?[-~至到]\s?\d{4}年|(?<!\d)(?:19|20)\d\d年?[-./](?:0?[1-9]|1[0-2])(?:[-./][0-3]?\d)?(?![\d.亿万%])",
        r"(?<!\d)(?:19|20)\d\d年|[一二][〇零九][〇零一二三四五六七八九]{2}年",        # years
        r"(?<!\d)\d{1,2}月(?:\d{1,2}[日号])?(?:[-~至到]\d{1,2}[日号])?",
        r"(?<!\d)\d{1,2}[日号][-~至到]\d{1,2}[日号]",
        r"[十一二]{1,2}月[一二三十]{1,3}日",
        r"(?<![\d.])\d{1,4}(?:\.\d+)?(?:[:：]\d{1,4}(?:\.\d+)?)+",              # 10:30, 2.6:61.4:36.0
        r"(?<!\d)0\d{2,3}-\d{7,8}(?:-\d{1,5})?(?!\d)|(?<!\d)1[3-9]\d{9}(?![\d元])|(?<!\d)[48]00-?\d{3}-?\d{4}(?![\d元])",
        r"(?:电话|热线|传真|邮编|邮政编码|信用代码|编号|账号)[:：]? ?[\d-]{3,20}",
        r"(?<!\d)(?:12345|12315|12388|13710|110|119|120|122)(?=热线|工作|指挥|平台|便民|政务|投诉|联动|接警|急救)",
        r"(?<!\d)\d{16,40}",                                                   # numbers of accounts and licences
        r"[〔\[【(（]\d{4}[〕\]】)）]\s?\d{1,5}号|(?<!\d)\d{1,5}号",              # documents, houses
        r"(?:ISO|IEC|GB/T|GB|GBZ|HG/T|JB/T|DB\d{0,4}|T/[A-Z]{2,8})[ /]?[A-Z/]{0,4} ?\d[\d.]*(?:[-:]\d{4})?",
        r"(?<![A-Za-z\d])(?!RMB|USD|CNY|GDP|PCT)[A-Za-z]{1,12}[-_.]?\d[\dA-Za-z]*(?:[-_.][\dA-Za-z]+)*",  # GX-001, V2.0
        r"(?<!\d)\d{1,3}(?:\+(?:\d{1,3}|[A-Za-z]))+(?:\+[A-Za-z])?",            # 1+6+N
        r"(?<![\d.])\d+(?:\.\d+)?[xX*]\d+(?:\.\d+)?(?:小时)?|(?<![\d/])\d{1,4}/\d{1,4}(?![\d/])",  # 7x24小时, 2/3
        r"(?:尼龙|聚酰胺|锦纶)\d{1,4}",
        r"(?:世界|全球|中国|全国|民营|企业|前)?\d{2,4}强|[百千]强",
        r"(?m:^[ \u3000]{0,8}[(（]?\d{1,2}(?:[)）、．]|\.(?!\d)|\.(?=\d+ ?(?:个(?!百分)|家|项(?!目)|户|名|人|座|台|所|条|场|套)|\d{4}年)))",
        r"[三四五六]个(?:一批|一|年|区分|转变|聚焦|清单|一律)|[一二三四五六七八九]一工程|三重一大|[四五六]套班子|三次产业|(?:一|1)件事|最后(?:一|1)公里|三番五次"
        r"|万人助万企|千家万户|万家灯火|[十百千万]人计划|[百千]人会|一带一路|[两三四五]个(?:确保|先行|率先|毫不动摇|维护|确立|自信|意识|全面|健康|统筹|责任)"
        r"|[一二三]位(?:一体|数)|[两一]位数|一起|一次性|一条龙|一条心|三分之[一二]|[一二三四五六七八九十]{1,3}分之[一二三四五六七八九]"
        r"|第[一二三四五六七八九十\d]{1,3}[期届批次条章节款阶]|十分(?![钟之])|[万千]分(?!之)|一本账|一张(?:网|图|表|蓝图)|[两二]代表一委员",
    )) + ")"
)
_END = re.compile(r"[，。；、！？,;.!?:)）”》/\s]|$")
_CONCRETE = re.compile(
    "[^，。；、“]{0,8}?(?:项目|企业|园区|开发区|平台|基地|工程|小区|社区|村|部门|案例|标段|车间|县|乡镇|镇|街道|中心|厂|泵站|站点|品牌|产品|岗位|车位|学位|床位|班组|团队"
    "|实验室|机构|集群|产业园|专利|标准|国家|城市|省份|地区|生产线|道路|断头路|线路|航线|产线|管线|河道|奖|荣誉|试点|许可|证书|事项|业务|技术|成果|课题|称号|学校|医院|公司"
    "|公园|游园|广场|库|楼|教室|病区|专班|小组|组|点位|标的|地块|订单|合同|协议|活动|会议|招聘会|推介会)"
)
_SLOGAN = re.compile("[^，。；、]{0,2}?(?:坚持|维度|转变|确保|聚焦|全面|一批|毫不动摇|维护|意识|自信|确立|先行|方面|环节|层面|统筹|导向|抓手|更加|着力|强化|结合|阶段|角度|步骤|字)")
_SPEECH = "统唯同每某另任单专这那之惟划归逐初"
_WORN = re.compile("不打烊|自助|值班|在线|热线|营业|开放|服务|值守|监[测控]|客服|待命|无人|政务|连续|不间断|全天|[^，。；、]{0,8}圈")
_LENGTH = re.compile("(?:为期|期限|工期|周期|期|历时|用时|耗时|缩短|提速|节省|压缩|压减|提前|延长|推迟|满|寿命|质保|保修|长达|时间|至|到|减|免|免费|年限|经验)了?$")
_SPAN = re.compile("(?:前|近|未来|今后|过去|每|头|后|再|这|最近|往后|三|奋斗)$")
_MONEY = re.compile("投资|产值|营收|收入|税|资金|贷款|融资|金额|额|利润|成本|补贴|奖励|经费|预算|财政|债|价|薪|工资|销售|元")
_POINTS = re.compile(r"(?:、|和|与|及|以及)[\d.]{1,6}个百分点")
_PEOPLE = re.compile("人口|就业|人员|群众|学生|劳动力")
_MONEY_CELL = re.compile(r"\d[亿万]元?[ \t|]{1,4}$")
_UNMONEY = re.compile("人口|用户|阅读|播放|点击|浏览|粉丝|访问|人|次|件")
_MOVED = re.compile("(?:上升|前移|提升|前进|下降|后退|跃升|提高|晋升|攀升|进位|退步)了?$")
_MARK = re.compile("大关|台阶|关口|门槛|目标")
_SCORED = re.compile("得分|评分|分数|测评|均分|总分|考核|指数|成绩|扣|加|满意度")
_EXACT = {"over", "first_over", "reach", "at_least", "within", "only_took", "streak"}


def mask(text: str) -> str:
    """The normalised text with everything that can't hold a figure blanked, character for character."""
    return _MASKED.sub(lambda match: BLANK * len(match[0]), text)


def judge(text: str, body: Body, start: int, end: int, codes: set[str]) -> str:
    """"figure", "rhetoric" or "" for a body whose words reach from `start` to `end` and carry these qualifiers."""
    before = text[max(0, body.start - 14):body.start]
    if before[-1:].isascii() and before[-1:].isalpha() and not before.endswith(("RMB", "CNY", "USD", "GDP")):
        return ""
    if before.endswith(("第", "第 ")) and "streak" not in codes:
        return ""
    if _in_quotes(text, start, end, body):
        return ""
    if body.kind == "person" and before.endswith(("最后", "倒数", "末")):
        return ""
    verdict = _judge_unit(text, body, before, end, codes)
    if verdict == "figure" and body.han:
        return _judge_han(text, body, before, start, end, codes)
    return verdict


def closes(text: str, end: int) -> bool:
    """True when the phrase ends at `end`."""
    return _END.match(text, end) is not None


def true_unit(text: str, body: Body) -> str:
    """上升5位 moves by places, not by people; 人口18.5万 counts people, not money."""
    before = text[max(0, body.start - 12):body.start]
    if body.unit in ("位", "名") and _MOVED.search(before):
        return "位次"
    if body.unit == "个" and _POINTS.match(text, body.end):  # 5.1个、7.2个百分点
        return "个百分点"
    return body.unit + "人" if body.unit == "万" and _PEOPLE.search(before) else body.unit


def _in_quotes(text: str, start: int, end: int, body: Body) -> bool:
    """“三个年”, “20条”: a short quotation is a name, unless it holds an amount."""
    if body.kind in ("money", "measure", "energy", "ratio", "time"):
        return False
    left = text.rfind("“", max(0, start - 8), start)
    right = text.find("”", end, end + 8)
    if left < 0 or right < 0 or "”" in text[left:start] or "“" in text[end:right]:
        return False
    return body.han or (left + 1 == start and right == end)


def _judge_unit(text: str, body: Body, before: str, end: int, codes: set[str]) -> str:
    """The rules of single kinds of units, for digits and Chinese numerals alike."""
    after = text[end:end + 12]
    if body.kind in ("time", "year"):
        before = before.removesuffix("第")
        nearly = before.endswith("近") and _LENGTH.search(before[:-1])  # 提速近3个月, not 近3个月
        if _WORN.match(after) or (_SPAN.search(before) and not nearly) or after.startswith("来"):
            return ""
        told = codes & _EXACT or _LENGTH.search(before)
        return "figure" if body.kind == "time" or told or body.value_to is not None and "streak" in codes else ""
    if body.kind == "day":
        return "figure" if "within" in codes and not before.endswith("月") else ""
    if body.kind == "score":
        return "figure" if "." in text[body.start:body.end] or _SCORED.search(before) else ""
    if body.kind == "power":
        return "figure" if body.unit != "度" or "电" in before or after.startswith("电") else ""
    if body.kind == "money" and not body.unit.endswith(("元", "钱", "金", "币")) and "/" not in body.unit:
        return _judge_scale_only(text, body, before, after, codes)
    if body.kind == "money" and after.startswith("级"):
        return "rhetoric"
    if body.kind in ("count", "broad") and body.value <= 12 and _SLOGAN.match(after) and body.value_to is None:
        return "rhetoric"
    return "figure"


def _judge_scale_only(text: str, body: Body, before: str, after: str, codes: set[str]) -> str:
    """1.35亿, 5000万: money when nothing else is spoken of and no noun follows (3亿用户)."""
    if after.startswith("级"):
        return "rhetoric"
    if not (_END.match(after) or _MARK.match(after) or after[:1] in "的和与及并"):
        return ""
    if _PEOPLE.search(before) and body.unit == "万" or _MONEY.search(before) or _MONEY_CELL.search(before):
        return "figure"
    if not body.unit.endswith("亿") or _UNMONEY.search(before):
        return ""
    return "figure"


def _judge_han(text: str, body: Body, before: str, start: int, end: int, codes: set[str]) -> str:
    written = text[body.start:body.end]
    previous = before[-1:]
    if previous and previous in "数几成" or (written[0] == "一" and previous and previous in _SPEECH):
        return ""
    if "几" in written:
        return "rhetoric"
    if body.bare and "十" not in written:
        return _judge_bare(text, body, start, end, codes)
    if written[0] == "二" and body.value == 2 and body.kind in ("count", "broad", "person", "digits"):
        return ""
    if body.kind == "money" and body.unit == "元" and body.value < 10:
        return ""
    alone = _stands_alone(text, start, end)
    if body.value == 1 and body.kind not in ("ratio", "money") and body.unit[0] not in "百千万亿":
        return "figure" if alone or codes & _EXACT - {"over"} or re.search("新增|获批|新建|新获|新认定$", before[-3:]) else "rhetoric"
    if body.kind == "broad" and body.value <= 10 and not alone and not codes & _EXACT:
        return "figure" if _CONCRETE.match(text, end) or body.unit in ("次", "场") else "rhetoric"
    return "figure"


def _judge_bare(text: str, body: Body, start: int, end: int, codes: set[str]) -> str:
    """百家, 千亿元, 万余人: a count after a mark word (突破百家), or where the number closes a statement (带动就业万余人)."""
    marked = codes & {"over", "first_over", "reach"} and start < body.start
    alone = _stands_alone(text, start, end) or _MARK.match(text, end) is not None
    if body.kind in ("money", "measure", "energy", "ratio"):
        if marked and alone or (body.more and alone):
            return "figure"
        return "rhetoric" if body.more or codes & {"nearly", "about"} or marked else ""
    if marked and not (body.kind == "person" and not alone):
        return "figure"
    return "figure" if alone and (body.more or codes & {"nearly", "about"}) and text[start - 1] != "了" else "rhetoric"


def _stands_alone(text: str, start: int, end: int) -> bool:
    """The number stands behind its noun and closes the phrase: 新增绿色工厂一家，"""
    return start > 0 and "\u4e00" <= text[start - 1] <= "\u9fff" and _END.match(text, end) is not None
