"""What was read as a number with a unit and still isn't a figure, or is only a way of speaking.

`judge` says figure, rhetoric (百余名工人: kept only on request) or nothing. What can be told before reading is in
masks.py. Every rule has a line in tests/lib/test_quantities_nonfigures.py.
"""

from __future__ import annotations

import re

from .body import Body
from .words import any_of, either

_END = re.compile(r"[，。；、！？,;.!?:)）”》/|\s]|$")
# After a small Chinese numeral with 个, 项, 条 …: things that are counted, against 三个转变.
_THINGS = either(
    "项目 企业 园区 开发区 平台 基地 工程 小区 社区 部门 案例 标段 车间 乡镇 街道 中心 泵站 站点 品牌 产品 岗位 车位"
    " 学位 床位 班组 团队 实验室 机构 集群 产业园 专利 标准 国家 城市 省份 地区 生产线 道路 主干道 断头路 线路 航线 产线"
    " 管线 河道 荣誉 试点 许可 证书 事项 业务 技术 成果 课题 称号 学校 医院 公司 公园 游园 广场 教室 病区 专班 小组"
    " 点位 片区 标的 地块 工人 员工 职工 学生 学员 老师 老人 孩子 村民 居民 伙伴 同事 徒弟 客户 商户 农户 家庭 订单 合同 协议 活动 会议 招聘会 推介会 简历 材料 图纸 问卷 报告 提案"
)
_CONCRETE = re.compile(f"[^，。；、“]{{0,8}}?(?:{_THINGS})|[^，。；、“]{{0,3}}?[村镇县厂库楼奖]")
_SLOGAN = any_of(
    "坚持 维度 转变 确保 聚焦 全面 一批 毫不动摇 维护 意识 自信 确立 先行 方面 环节 层面 统筹 导向 抓手 更加 着力"
    " 强化 结合 阶段 角度 步骤 字",
    before="[^，。；、]{0,2}?",
)
_CHANGED = re.compile(
    "(?:增[加长]?|扩[大展]?|提高|提升|上升|减[少为]?|降低?|压缩|缩[短减]?|精简)[至到为]"
)  # 由两条增加到七条
_SCALED = "百千万亿"
_SPEECH = "统唯同每某另任单专这那之惟划归逐初"
_WORN = any_of(
    "不打烊 自助 值班 在线 热线 营业 开放 服务 值守 监[测控] 客服 待命 无人 政务 连续 不间断 全天 大会战 攻坚 行动"
    " 冲刺 [^，。；、]{0,8}圈 [看读]懂 带你 速览 了解 学会 掌握"
)
_LENGTH = any_of(
    "期限 工期 周期 期 历时 用时 耗时 缩短 提速 节省 压缩 压减 提前 延长 推迟 满 寿命 质保 保修 长达 持续 时间 至 到 减 免"
    " 免费 免租 年限 经验 (?<![十部百千])分 为期 运行 工龄 (?:干|做|守|跑|学|找|等|坚持|奋战|工作)(?=了)",
    after="(?:最长|最短|约|为)?了?$",
)
# 前3年租金全免 grants them, 前3年 looks back
_RELIEF = re.compile("[^，。；、]{0,4}(?:免|减半|减免|减按|补贴|补助|租金)")
_TERM = re.compile("(?:期限|为期|工期|周期|展期|公示期|公示)(?:最长|约|为)?$")
_COMPARED = re.compile("(?:年龄|最年?[大小长轻])[^，。；、]{0,8}$")
_SPAN = re.compile("(?:(?<!提)前|近|未来|今后|过去|每|头|(?<![滞落])后|再|这|最近|往后)$")
_MONEY = any_of("投资 产值 营收 收入 税 资金 贷款 融资 额 利润 成本 补贴 奖励 经费 预算 财政 债 价 薪 工资 销售 元")
_MONEY_CELL = re.compile(r"\d[亿万]元?[ \t|]{1,4}$")
_UNMONEY = re.compile("用户|阅读|播放|点击|浏览|粉丝|访问|人|次|件")
_PEOPLE = re.compile("人口|就业|人员|群众|学生|劳动力")
_POINTS = re.compile(r"(?:、|和|与|及|以及)[\d.]{1,6}个百分点")
_MOVED = re.compile("(?:上升|前移|提升|前进|下降|后退|跃升|提高|晋升|攀升|进位|退步)了?$")
_GAINED = re.compile("(?:新增|获批|新建|新获|新认定)$")
_MARK = re.compile("大关|台阶|关口|门槛|目标")
_SCORED = re.compile("最[高低]分|平均分|分数线|录取线|得分|评分|分数|测评|均分|总分|考核|指数|成绩|扣|加|满意度")
_LEADERS = re.compile("(?<![目此日年月之以会天先从提])前$")  # 纳税前100名企业
_EXACT = {"over", "first_over", "reach", "at_least", "within", "only_took", "streak"}
_MEASURED = re.compile("(?:地|面积|山|林|投资|资金|产值|收入|贷款|全长|总长|规模)$")
_SCALE_ENDS = ("元", "钱", "金", "币", "个亿")


def judge(text: str, body: Body, start: int, end: int, codes: set[str]) -> str:
    """ "figure", "rhetoric" or "" for a body whose words reach from `start` to `end` and carry these qualifiers."""
    before = text[max(0, body.start - 14) : body.start]
    if before[-1:].isascii() and before[-1:].isalpha() and body.kind not in ("money", "ratio"):
        return ""
    if before.endswith(("第", "第 ")) and "streak" not in codes:
        return ""
    if _in_quotes(text, start, end, body):
        return ""
    if body.kind == "person" and (before.endswith(("最后", "倒数", "末")) or _LEADERS.search(before)):
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
    before = text[max(0, body.start - 12) : body.start]
    if body.unit in ("位", "名") and _MOVED.search(before):
        return "位次"
    if body.unit == "个" and _POINTS.match(text, body.end):  # 5.1个、7.2个百分点
        return "个百分点"
    return body.unit + "人" if body.unit == "万" and _PEOPLE.search(before) else body.unit


def _in_quotes(text: str, start: int, end: int, body: Body) -> bool:
    """“三个年”, “20条”, “人才28条”: a short quotation is a name, unless it holds an amount."""
    if body.kind in ("money", "measure", "energy", "ratio", "time") and body.unit != "元":
        return False
    left = text.rfind("“", max(0, start - 8), start)
    right = text.find("”", end, end + 8)
    if left < 0 or right < 0 or "”" in text[left:start] or "“" in text[end:right]:
        return False
    if body.unit == "元":  # “1元公交”
        return left + 1 == start and right > end
    return body.han or (right == end and (left + 1 == start or body.unit == "条"))


def _judge_unit(text: str, body: Body, before: str, end: int, codes: set[str]) -> str:
    """The rules of single kinds of units, for digits and Chinese numerals alike."""
    after = text[end : end + 12]
    if body.kind in ("time", "year"):
        before = before.removesuffix("第")
        nearly = before.endswith("近") and _LENGTH.search(before[:-1])  # 提速近3个月, not 近3个月
        if body.unit == "小时" and body.value == 24 and not codes and not _LENGTH.search(before):
            return ""  # 24小时书房, 24小时受理
        granted = before.endswith(("前", "后")) and _RELIEF.match(after)
        looks = _SPAN.search(before) and not (nearly or granted or "within" in codes)  # 填报后3个工作日内
        if _WORN.match(after) or looks or after.startswith("来"):
            return ""
        told = codes & _EXACT or body.value_to is not None or granted or _LENGTH.search(before)
        told = told or "more_than" in codes or after.startswith("时间")  # 驻点两年多, 用两年时间
        return "figure" if body.kind == "time" or told else ""
    if body.kind == "age":
        is_limit = codes & {"at_least", "within"} or body.value_to is not None or before.endswith(("至", "到"))
        return "figure" if is_limit or _COMPARED.search(before) else ""
    if body.kind == "day":
        told = _TERM.search(before) or "within" in codes
        return "figure" if told and not before.endswith("月") else ""
    if body.kind == "score":
        told = codes & {"at_least", "within"} or _SCORED.search(before)
        return "figure" if told or "." in text[body.start : body.end] else ""
    if body.kind == "power":
        return "figure" if body.unit != "度" or "电" in before or after.startswith("电") else ""
    if body.kind == "money" and not body.unit.endswith(_SCALE_ENDS) and "/" not in body.unit:
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
    written = text[body.start : body.end]
    previous = before[-1:]
    is_one = body.value == 1 and body.unit[0] not in _SCALED
    if previous and (
        previous in "数几成" or written[0] == "一" and is_one and previous in _SPEECH
    ):  # 单一, not 订单一亿两千万元
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
    if is_one and body.kind not in ("ratio", "money"):
        if re.search("[每隔][^，。；]{0,5}$", before):  # 每3公里一处
            return "rhetoric"
        told = _GAINED.search(before) or (body.kind in ("time", "year") and _LENGTH.search(before))
        return "figure" if told or alone or codes & _EXACT - {"over"} else "rhetoric"
    if body.kind == "broad" and body.value <= 10 and not (alone or body.more or body.about or codes & _EXACT):
        told = _CONCRETE.match(text, end) or _CHANGED.match(text, end) or body.unit in ("次", "场")
        return "figure" if told else "rhetoric"
    return "figure"


def _judge_bare(text: str, body: Body, start: int, end: int, codes: set[str]) -> str:
    """百家, 千亿元, 万余人: a figure after a mark word (突破百家) or where it closes a statement (带动就业万余人)."""
    marked = codes & {"over", "first_over", "reach"} and start < body.start
    alone = _stands_alone(text, start, end) or _MARK.match(text, end) is not None
    if body.kind in ("money", "measure", "energy", "ratio"):
        if alone and (marked or body.more or codes & {"at_least", "nearly"}):
            return "figure"
        if codes & {"nearly", "about"} and _MEASURED.search(text, max(0, start - 6), start):  # 流转土地近千亩种植油茶
            return "figure"
        return "rhetoric" if body.more or codes & {"nearly", "about"} or marked else ""
    if marked and not (body.kind == "person" and not alone):
        return "figure"
    told = body.more or codes & {"nearly", "about", "at_least"}
    return "figure" if alone and told and text[start - 1] != "了" else "rhetoric"


def _stands_alone(text: str, start: int, end: int) -> bool:
    """The number stands behind its noun and closes the phrase: 新增绿色工厂一家，"""
    return start > 0 and "\u4e00" <= text[start - 1] <= "\u9fff" and _END.match(text, end) is not None
