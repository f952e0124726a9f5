"""What a figure counts or measures, as printed: 总投资12.56亿元 -> 总投资, 38个重点项目 -> 重点项目.

A noun right behind a classifier wins; else the words before the figure in its clause, without what only carries the
figure (periods, 完成, 新增, 同比增长, 累计). No words are made up: when nothing is left, nothing is counted.
"""

from __future__ import annotations

import re

from .words import any_of, either

_HEAD = either(
    "项目 企业 园区 开发区 高新区 经开区 平台 基地 工程 小区 社区 行政村 街道 乡镇 部门 单位 机构 案例"
    " 标准(?![化厂地]) 专利 品牌 产品 岗位 停车位 学位 床位 车位 泊位 实验室 研究院 中心 设备 机床 车间 厂房 公寓"
    " 住房 道路 生产线 路灯 变电站 充电桩 工作站 科研院所 高校 院校 幼儿园 小学 中学 学校 医院 商户 居民 群众 职工"
    " 员工 技能人才 人才 博士 工人 学生 专家 代表(?!队) 委员 老年人 妇女 儿童 党员 干部 问题 事项 隐患 技术难题 难题 成果"
    " 课题 技术 产业链 集群 楼(?![宇盘上下市]) 基金 合同 协议 活动 会议 条例 措施 政策 指标 国家和地区 国家(?!级) 城市 地区 银行 证书 资金"
    " 贷款 土地 农户 家庭 用户 客户 订单 货物 货车 车辆 列车 树木 苗木 业主 材料 功能 经营主体 市场主体 个体工商户 村民 村(?!民)"
)
_AFTER = re.compile(
    rf"(?P<noun>(?![（(])[“”‘’\u4e00-\u9fffA-Za-z（）()·]{{0,14}}?(?:{_HEAD})(?:{_HEAD})?(?:（[^（）]{{1,6}}）)?)"
)
_SHORT = any_of(
    "[，。；、！？,;）”\\s] $ 建成 投产 开工 竣工 开展 参加 荣?获 通过 提供 发放 实现 完成 纳入 启动 已 免费 就业",
    before="(?P<noun>[\u4e00-\u9fff]{2,8}?)(?=",
    after=")",
)
_NO_NOUN = any_of(
    "[的，。；、！？,;.!?：:)）”》\\s] 以上 以下 以内 左右 和 与 及 或 在 已 被 将 为 由 正 均 全 分别 建成 投产 开工"
    " 竣工 获 参加 参与 通过 来 成为 达 实现 入选 入围 上榜 完成 落户 签约 投入 用于 增 减 提 下降 降 就(?!业) 缩 改为 变为 当(?!地) 占 居(?!民) 位 列(?!车) 到 至"
    " 进(?!口) 超 比 同(?![学事]) 新增 是 有 即将 其中 并"
)
_LIGHT = any_of(
    "新建成? 改扩建 改建 扩建 实施 完成 新增(?!就业) 净增 新引进 引进 招引 新签约 新开工 建成(?!区) 建设(?!单位|[周工]期|规模|内容) 实现 共有"
    " 现有 拥有 设有 设立 形成 取得 开展 举办 组织 召开 获批 获得 集聚 聚集 入驻 进驻 推进 打造 盘活 铺设 修建 安装"
    " 提供 发放(?!期限|标准|[率额]) 培育 新登记 下达 安排 出台 承接 达成 减少 改造(?!覆盖|升级|提升|任务|进度) 惠及 供应 优化 采用 出让 打通 印发 制定 参股 投入(?!强度|占比) 兑现 种植 栽植 涉及 带动(?!就业|[力性])"
    " 撬动 投放 购置 更换 修订 配备 储备 卖出 办理(?!环节|时) 受理 发行 共建"
    " 布设 节约 节省 减排 修复 筹集 腾出 吸引(?!力) 加装 组建(?!工会) 设置 征收(?!率) 兑付 拨付(?!率) 配建 新设(?!立) 压减 消化 代建 揭牌 整治(?!率) 排查(?!率) 清淤 清掏"
    " 备足 覆盖(?![率面范]) 拜访 推动 获评 发布(?!会) 引入 接待 招收(?!计划) 成立(?!以来) 慰问 出动 挽回 摸清 邀请 对接 落地(?![率后])"
    " 接入 招聘 发表 年产(?![值量能]) 开行 发送 停靠 上线 是 有(?![效机色关序限害望]) 占(?![有地比])",
    after="(?![率量额后数]|面积)",
)
_LEAD = any_of(
    "(?:内)?的 其中 此次 本次 这次 时间 近年来 前[一二三]季度 明年 \\d{1,2}-\\d{1,2}月 在(?![建校册职库岗园手孵研营售编站谈]) 已经(?!济) [一二两三四五六七八九十\\d]年平均 今年以来 今年 去年 全年"
    " 全区(?!平均) 全市(?!平均) 区内 年末 月末 当天 我们的 这些 该 园区 截至目前 目前 上半年 下半年 [一二三四]季度 共 已 累计 预计 计划 力争 拟 到(?!位) 并 还"
    " 再(?!生) 约(?!谈) 新增 现(?![场代金货役]) 和 与 及 对(?!接) 为 当年 期间 以来 每年 \\d{4}年 \\d{1,2}月份? \\s",
    before="^",
    repeat="+",
)
# Where it is measured, or whose it is, is not what is measured: 云汉综保区进出口 -> 进出口, 公司总资产 -> 总资产
_PLACE = re.compile(
    "^[\u4e00-\u9fff]{0,6}?(?:高新区|开发区|经开区|新区|综保区|保税区|自贸区|示范区|合作区|先行区|公司|集团)的?(?=[\u4e00-\u9fffA-Z“]{2})"
    "(?![内个类率数级债]|总数)"
)
_TAIL = any_of(
    "同比 环比 分别 共计 合计 总计 共 已 (?<![人户亩年平])均 由 从 为 是 至 到 的 达 增长 下降 提高 提升 增加 减少"
    " 压缩 压减 缩短 上升 回落 降低 扩大 增至 控制在 稳定在 保持在 降至 名列 较上年 比上年 较去年 比去年 同期 平均"
    " 年均 [比较](?:\\d{4}年|年初|上年末|第[一二三四五六七八九十\\d]+[期批次届]) [高低]于全[国省市区](?:平均(?:水平)?)? 提前 各 只 却 全部 最高 最低 少 预计 累计 计划 有望 力争 将 可 占 完成 实现 突破 超 新增 了 有 净增 仅 (?<![费使利应专选信])用 [:\\s]",
    repeat="+",
    after="$",
)
_SAMPLE = re.compile(
    "(?<![平高同均相中优一二三四五头特初上下劣甲乙])等(?!地|省|市|区|县|方面|领域|渠道|形式|方式)"
    f"([\u4e00-\u9fff]{{0,4}}(?:{_HEAD}))$"
)
_BUILT = re.compile("^.{0,8}(?:建成|投产|达产|达效)后(?:[可能将]|可实现|能实现)?")
_BASE = re.compile("(?:[是为]|相当于)(?P<noun>[\u4e00-\u9fff]{2,10})的$")  # 是去年同期的1.8倍
_STANCE = re.compile("预计|有望|计划(?!的|完成率)|力争|累计|(?<!模)拟(?=总?投)")
_NOTE = re.compile("[（(][^（）()]{1,12}[）)]$")
_DIGIT_NAME = re.compile(r"\d[A-Z]")  # 5G工厂
_PART = re.compile("[、（）()]")
_COUNTING = {"count", "broad", "person", "digits"}


def read(text: str, begin: int, start: int, end: int, kind: str) -> str | None:
    """The counted words of the figure text[start:end]; `begin` is where its clause (or the figure before) ends."""
    if kind in ("rank", "day"):
        return None
    if kind == "year":
        words = before(text[begin:start])
        return words if words and words[-1] in "期限" else None  # 投资回收期三至五年
    if base := _BASE.search(text[begin:start]) if text.startswith("倍", end - 1) else None:
        return base["noun"]
    if kind in _COUNTING and not text[end : end + 1].isdigit() and not _NO_NOUN.match(text, end):
        match = _AFTER.match(text, end) or _SHORT.match(text, end)
        if match and "的" not in match["noun"]:
            return match["noun"]
    words = before(text[begin:start])
    if words or kind not in ("money", "measure", "energy") or _NO_NOUN.match(text, end):
        return words
    match = _SHORT.match(text, end)  # 新建3.2公里管网
    return match["noun"] if match else None


def before(words: str) -> str | None:
    """The counted words at the end of a clause, or None."""
    if len(words) < 2:
        return None
    words = _PART.split(_NOTE.sub("", words.strip()))[-1].strip()
    words = _TAIL.sub("", words)
    words = _BUILT.sub("", _STANCE.split(words)[-1])
    light = [match.end() for match in _LIGHT.finditer(words) if match.end() < len(words) - 1]  # 招聘会 is a noun
    words = words[light[-1] :] if light else words
    words = _TAIL.sub("", _PLACE.sub("", _LEAD.sub("", words)))
    is_noun = (
        1 < len(words) <= 16
        and not (words[0].isdigit() and not _DIGIT_NAME.match(words))
        and not _LIGHT.fullmatch(words)
    )
    return words if is_noun else None


def is_sample(words: str) -> bool:
    """等 and a noun stand before the number: the names before 等 are examples."""
    match = _SAMPLE.search(words)
    return match is not None and not _LIGHT.search(match[1])
