"""The units of the field: how they are printed, the code and factor of their base unit, and how they behave.

Source: the table of the figures interface (CNY M2 M MU T P PT PCT PP X RANK A MO H W WH) and the practice of
official reports. A unit outside that list is its own code (个, 家, 工作日, 微克/立方米).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

SCALES = {
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}


@dataclass(frozen=True)
class Unit:
    """`code` and `factor` lead to the base unit. `kind` decides what a small Chinese numeral before it may mean:

    money, measure, energy, ratio: always an amount        time, year, day: a length of time        person: people
    count: things that are counted      broad: classifiers that slogans use too (三个转变)      score: 分
    digits: a word that is a unit only after digits (12门课, but not 三门)        power: 度, a kilowatt-hour
    age: 岁, a figure only as a limit (65岁及以上) or where ages are compared (最年长的82岁)
    """

    code: str
    factor: Decimal
    kind: str


# code (= the form itself), factor, kind, printed forms
_TABLE = """
CNY         1           money   元 块钱
CNY         0.1         money   角钱 毛钱
CNY         0.01        money   分钱
CNY         100000000   money   个亿
美元        1           money   美元 美金
港元        1           money   港元 港币
欧元        1           money   欧元
日元        1           money   日元
M2          1           measure 平方米 平米 ㎡ m2 m²
M2          10000       measure 公顷
M2          1000000     measure 平方公里 平方千米 km2 km²
MU          1           measure 亩
M           0.000001    measure 微米
M           0.001       measure 毫米
M           0.01        measure 厘米
M           1           measure 米 延米 延长米
M           1000        measure 公里 千米 km
立方米      1           measure 立方米 立方 m3 m³
升          1           measure 升
升          0.001       measure 毫升 mL ml
T           1           measure 吨
T           0.001       measure 公斤 千克 kg
=           1           measure 斤 吨公里 标箱 分贝 微克/立方米 毫克/立方米 克/立方米 毫克/升 千伏安 课时 学时 工时 工日 人年 蒸吨 皮长公里 芯公里
℃           1           measure ℃ 摄氏度
标箱        1           measure 标准箱 TEU
P           1           person  人 位 名 个人 口人
PT          1           person  人次 人·次 人/次 人(次) 人（次）
PCT         1           ratio   %
PCT         0.1         ratio   ‰
PCT         0.01        ratio   ‱
PCT         10          ratio   成
PP          1           ratio   个百分点 百分点 个多百分点
PP          0.01        ratio   个基点 基点
X           1           ratio   倍
RANK        1           rank    个位次 位次
A           1           year    年
MO          1           time    个月 个多月 个半月
H           1           time    小时 个小时 个多小时 个半小时
分钟        1           time    分钟
=           1           time    个工作日 工作日 个自然日 个日历天 日历天 个季度 秒 毫秒 天 周
=           1           year    晚
日          1           day     日
W           1           energy  瓦 W Wp
W           1000        energy  千瓦 kW KW kWp
W           1000000     energy  兆瓦 MW MWp
W           1000000000  energy  吉瓦 GW
WH          1           energy  Wh 瓦时
WH          1000        energy  千瓦时 千瓦·时 kWh KWH KWh
WH          1000000     energy  兆瓦时 MWh MWH
WH          1000000000  energy  吉瓦时 GWh GWH
WH          1000        power   度
=           1           count   家 户 件 台 套 座 所 处 栋 幢 辆 艘 架 列 间 宗 笔 株 棵
=           1           count   台套 盏 只 篇 幅 片 块 根 枚 颗 册 张 层 趟 车道
岁          1           age     周岁 岁
台（套）    1           count   台（套） 台(套)
=           1           count   批次 场次 班次 航次 架次 车次 台次 家次 辆次 户次 例次 件次 站次
=           1           count   家（次） 件（次） 户（次） 场（次） 批（次）
=           1           broad   个 项 条 页 起 份 支 款 种 类 场 次 批 轮 例 道
=           1           digits  具 股 头 口 眼 部 本 面 期 组 段 节 门 届 班 单 对 箱 袋 瓶 桶 盒 方
=           1           score   分
"""
# What makes the character before it no unit: 66项目 is a name, 3人制 a game, 三成立 a verb.
_NOT_BEFORE = dict(
    line.split()
    for line in """
元 器件|素|件|宇宙
亩 均
吨 位|级
年 度|级|代|期
升 至|到|级|为|格|高|温|起|入|学|降|华
周 年|边|末|期|转|岁
天 然|空|下
日 报|常|程|益|产|均|处
度 假|量|过
人 间|制|才|工智|均|民|造|大代|事|文|体
位 于|置|居|列|一体|数
名 单|录|称|牌
成 果|立|功|为|员|本|效|熟|长|交|绩|套
倍 增|率|速|数
个亿 元|级
个 性|体|别|人所得
项 目
条 件|例|款
家 庭|长|具|电
户 外|籍|均|型
件 套|均
台 风|湾|账
套 路|餐|利
座 谈
所 有|属|在|需
处 理|于|置|级
列 入|为|车|席
间 隔|接
宗 旨|教
笔 记|试
个人 所得|信息|独|账|先|荣|住|申|经
株 洲
只 有|要|需
片 区
块 链
根 据
张 力|贴
层 次|面|级
份 额
支 持|撑|出|付|部|柱
款 项|式
种 植|子
类 似|别|型|新药|创新药|医疗|器械|水质|水体|用地
箱 体|梁|式|包|变|子
袋 装|子
瓶 装|子|颈
桶 装|子
盒 子
方 面|向|案|式|便|位|法|可|针|圆|阵|略|言|程|能|才|达
晚 会|上|间|报|餐|宴|高峰|班|期|点|自习|稻
场 所|景|馆|地
次 新|要|级|产业|元
批 复|准|发|示
轮 值|胎|训
例 如|会|外
道 路|德
起 步|来|点|到|草|重
部 门|分|级|队|委|署
本 地|科|市|区|身|级|年|月
具 有|备|体
面 积|向|对|临
期 间|限|待|末|工程|项目
组 织|团|建|成|合
段 落|位
节 约|能|点|水|省
门 槛|户|诊|店|口
届 时|满
班 子|倒|组
单 位|个|元|月|一|体|向|价|项
对 接|外|标|口|于|应|企
分 钟|贝|别|之|为|类|布|成|级|局|期|批|行|公司|子|析
眼 科|镜
口 岸|径|碑|号
头 部|条|雁|号
""".strip().splitlines()
)
# Denominators and their codes; a yearly rate keeps the code of its amount.
_RATES = {
    "年": "",
    "亩": "MU",
    "平方米": "M2",
    "㎡": "M2",
    "平米": "M2",
    "吨": "T",
    "人": "P",
    "小时": "H",
    "h": "H",
    "月": "MO",
    **{
        word: word
        for word in (
            "日",
            "天",
            "户",
            "台",
            "套",
            "度",
            "次",
            "件",
            "个",
            "立方米",
            "平方公里",
            "公顷",
            "公里",
            "吨公里",
            "万元",
            "千瓦时",
        )
    },
}


def _read_table() -> tuple[dict[str, Unit], str]:
    units, alternatives = {}, {}
    for line in _TABLE.strip().splitlines():
        code, factor, kind, *forms = line.split()
        for form in forms:
            units[form] = Unit(form if code == "=" else code, Decimal(factor), kind)
            guard = "[A-Za-z0-9]" if form[-1].isascii() and form[-1].isalpha() else _NOT_BEFORE.get(form)
            alternatives[form] = re.escape(form) + (f"(?!{guard})" if guard else "")
    longest_first = sorted(units, key=len, reverse=True)
    return units, "|".join(alternatives[form] for form in longest_first)


UNITS, UNIT = _read_table()
_GUARDED = {"百": "百(?!分)", "千": "千(?![伏克瓦米])"}  # 百分点, 千瓦 and their like are units themselves
SCALE = "|".join(_GUARDED.get(word, word) for word in sorted(SCALES, key=len, reverse=True))
RATE = "|".join(sorted(_RATES, key=len, reverse=True))


@lru_cache(maxsize=1024)
def resolve(shown: str) -> Unit | None:
    """The unit as printed, with its scale and rate: 万平方米, 亿元, 亿, 万吨/年, 元/平方米. None when unknown.

    A yearly rate keeps the code of its amount (capacity: 350万吨/年 is 3500000 T); others are written CNY/M2.
    A bare 亿 or 万亿 is money.
    """
    for form, rate in ((shown, ""), *([shown.rsplit("/", 1)] if "/" in shown else [])):
        if rate and rate not in _RATES:
            continue
        for scale in ("", *SCALES):
            name = form[len(scale) :] or ("元" if scale.endswith(("亿", "万")) else "")
            if form.startswith(scale) and name in UNITS:
                unit = UNITS[name]
                code = f"{unit.code}/{_RATES[rate]}" if rate and _RATES[rate] else unit.code
                return Unit(code, unit.factor * SCALES.get(scale, 1), unit.kind)
    return None
