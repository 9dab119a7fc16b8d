"""Sentences a reader wrote from a clause that say just what it says: none is struck; what is false of the
same shape still is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.assistant.verification.judged import judge

PLAN = """青溪县2025年宜居建设实施方案
一、组织
1．成立住房保障工作组，工作组办公室设在县住房城乡建设局，由县住房城乡建设局局长兼任办公室主任。
2．由县房屋质量监测站每月对保障性住房工地开展一次检查，检查工地比例不低于25%。（责任单位：县住房城乡建设局）
3．县水利局应当加强对水源地的日常巡查和监督检查。（牵头单位：县水利局）
4．由县审计局负责监督，县财政局保障经费。（责任单位：县审计局、县财政局）
5．县档案馆要做好口述史料征集，由县委党史研究室每年举办一次培训。（责任单位：县档案馆）
二、标准
6．高血压、1型糖尿病患者家庭规范管理率分别达到71%和68%以上。
7．水井、泉眼完好率分别不低于81%和77%。
8．拆旧建新的房屋建筑面积，原则上1-3人户在45-65平米，且1人户不低于25平米，2人户不低于35平米，3人户不低于50平米。
9．用人单位不得因职工参加前款活动而降低其工资、福利等待遇或者解除合同。
10．开展村干部轮训，由县委组织部牵头，县教育局配合，5年内完成。
11．严禁关停养老食堂，村级助餐点逐步扩大到20个。
12．每个镇建助餐点1个，2026年先建白岩镇、青石镇2个，其余5个于2027年建成。助餐点水电费由县财政承担70%，其余由镇财政承担。
附件1
主要指标表
序号\t指标名称\t单位\t2024年基数\t2025年目标\t属性\t责任单位
1\t居民健康素养水平\t%\t33.7\t38以上\t预期性\t县卫生健康委
2\t一件事上线数\t项\t12\t25以上\t约束性\t县数据局
3\t公共充电桩\t个\t310\t420\t预期性\t县发展改革局
"""
TRUE = {
    "counted with another word for anything": ("助餐点先建2家，剩下五家2027年建成。", "12"),
    "the rest of the whole": ("助餐点水电费县财政出七成，镇财政出剩下三成。", "12"),
    "a name with a verb in it": (
        "住房保障工作组办公室设在县住房城乡建设局，由县住房城乡建设局局长兼任办公室主任。",
        "1",
    ),
    "a post of an office": (
        "青溪县住房保障工作组办公室主任由县住房城乡建设局局长兼任。",
        "1",
    ),
    "a thing with a verb in its name": (
        "青溪县保障性住房工地由县房屋质量监测站每月开展一次检查，检查工地比例不低于25%。",
        "2",
    ),
    "the verb of a longer word": (
        "县水利局应当加强对水源地的日常巡查和监督检查。",
        "3",
    ),
    "the same by 由": ("水源地由县水利局加强日常巡查和监督检查。", "3"),
    "a list under one bound": (
        "高血压、1型糖尿病患者家庭规范管理率的目标分别为达到71%和68%以上。",
        "6",
    ),
    "the same without the word for a goal": (
        "高血压、1型糖尿病患者家庭规范管理率分别达到71%和68%以上。",
        "6",
    ),
    "a bound behind a list of the least": (
        "水井、泉眼完好率分别为不低于81%和77%。",
        "7",
    ),
    "one of several households": (
        "拆旧建新的房屋建筑面积，2人户不低于35平米。",
        "8",
    ),
    "another of them": ("其中1人户不低于25平米，2人户不低于35平米。", "8"),
    "what holds for all of them": ("原则上1-3人户在45-65平米。", "8"),
    "a reason told by 为此": ("用人单位不得为此解除合同。", "9"),
    "a time limit": ("村干部轮训由县委组织部牵头，县教育局配合，完成时限为5年内。", "10"),
    "a limit told in years": ("村干部轮训的期限是5年内。", "10"),
    "a measure in brackets": (
        "居民健康素养水平2025年目标为38以上（单位：%）。",
        "居民健康",
    ),
    "a base in brackets": (
        "居民健康素养水平2024年基数为33.7（单位：%），属预期性指标。",
        "居民健康",
    ),
    "a measure of things": ("公共充电桩2025年目标为420（单位：个）。", "充电桩"),
    "what an annex lists": ("附件1所列一件事上线数2025年目标为25项以上。", "一件事"),
    "an annex by number": (
        "附件1的主要指标表写明，公共充电桩2025年目标为420个。",
        "充电桩",
    ),
    "numbers of rows": (
        "主要指标表序号1至3的指标是居民健康素养水平、一件事上线数、公共充电桩。",
        "居民健康",
        "一件事",
        "充电桩",
    ),
}
FALSE = {
    "another number of the same": ("助餐点先建2家，剩下六家2027年建成。", "12"),
    "another rest of the whole": ("助餐点水电费县财政出七成，镇财政出剩下两成。", "12"),
    "who guarantees": ("经费由县审计局保障。", "4"),
    "who oversees": ("由县财政局负责监督。", "4"),
    "a bound nobody set": (
        "高血压、1型糖尿病患者家庭规范管理率分别达到71%和68%以下。",
        "6",
    ),
    "figures in the wrong turn": ("水井完好率不低于77%。", "7"),
    "another household": ("拆旧建新的房屋建筑面积，1人户不低于35平米。", "8"),
    "another household again": ("拆旧建新的房屋建筑面积，3人户不低于35平米。", "8"),
    "what is not forbidden": ("用人单位不得因此提拔职工。", "9"),
    "a limit turned round": ("村干部轮训的期限为5年以上。", "10"),
    "more than the limit": ("村干部轮训完成时限为6年内。", "10"),
    "another office in the row": (
        "公共充电桩2025年目标为420个（责任单位：县数据局）。",
        "充电桩",
    ),
    "another annex": ("附件2所列公共充电桩2025年目标为420个。", "充电桩"),
    "a row that is not cited": (
        "主要指标表序号1至9的指标是居民健康素养水平、公共充电桩。",
        "居民健康",
        "充电桩",
    ),
    "a number of things": (
        "附件1列有1所学校，公共充电桩2025年目标为420个。",
        "充电桩",
    ),
}


@pytest.fixture(scope="module")
def fault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    with judge(tmp_path_factory.mktemp("true"), PLAN) as judged:
        yield judged


def _numbers(cites: tuple[str, ...]) -> list[int]:
    rows = {"居民健康": 13, "一件事": 14, "充电桩": 15}
    return [rows[cite] if cite in rows else int(cite) for cite in cites]


@pytest.mark.parametrize("said", TRUE.values(), ids=TRUE)
def test_what_the_clause_says_is_shown(fault: Callable[..., str], said: tuple[str, ...]) -> None:
    words, *cites = said
    assert fault(words, *_numbers(tuple(cites))) == ""


@pytest.mark.parametrize("said", FALSE.values(), ids=FALSE)
def test_what_it_does_not_say_is_not(fault: Callable[..., str], said: tuple[str, ...]) -> None:
    words, *cites = said
    assert fault(words, *_numbers(tuple(cites)))
