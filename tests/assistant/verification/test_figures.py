"""A figure passes with its own unit, bound and subject, and falls with any other."""

from __future__ import annotations

import pytest

from assistant.verification.amounts import same_bound
from assistant.verification.figures import judge
from ingest.grammar.quantities import read_quantities
from tests.assistant.verification.clauses import ROW, clause


def wrong(words: str, *facts: object) -> list[str]:
    return [j.wrong for j in judge(words, list(facts) or [clause()]) if j.wrong]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        "孕产妇死亡率：控制在12/10万以下",
        "孕产妇死亡率控制在１２／１０万以下",
        "婴儿死亡率：4.5‰",
        "5岁以下儿童死亡率：不超过6‰",
        "新增托位：500—600个",
        "健康管理率：95.5%",
        "健康管理率：达到 **95.5%**",
        "抽检率（开发区）：17%以上",
        "抽检率（县区）：达到19%",
        "近视率：每年降低0.5个百分点以上",
        "建成25个站点",
        "完善120急救网络",
        "2024年新增托位500-600个",
    ],
)
def test_right_figures_pass(words: str) -> None:
    assert wrong(words) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("健康管理率：95%", "数字没有出处：95%"),
        ("健康管理率：5.5%", "数字没有出处：5.5%"),
        ("健康管理率：95.5‰", "数字没有出处：95.5‰"),
        ("孕产妇死亡率：2/10万以下", "数字没有出处：2/10万"),
        ("新增托位：500个", "数字没有出处：500个"),
        ("新增托位：50-600个", "数字没有出处：50-600个"),
        ("建成26个站点", "数字没有出处：26个"),
        ("建成二十六个站点", "数字没有出处：二十六个"),
        ("2023年新增托位500-600个", "数字没有出处：2023"),
    ],
)
def test_a_figure_no_clause_states_falls(words: str, why: str) -> None:
    assert wrong(words)[:1] == [why]


@pytest.mark.parametrize(
    "words",
    [
        "孕产妇死亡率：12/10万以上",
        "5岁以下儿童死亡率：不低于6‰",
        "抽检率（开发区）：17%以下",
        "抽检率（开发区）：17%左右",
        "近视率：每年提高0.5个百分点以上",
        "近视率：每年降低0.5个百分点以下",
        "5岁以上儿童死亡率：不超过6‰",
    ],
)
def test_a_bound_that_is_turned_falls(words: str) -> None:
    assert wrong(words)


@pytest.mark.parametrize(
    "words",
    [
        "婴儿死亡率：6‰",
        "5岁以下儿童死亡率：4.5‰",
        "抽检率（县区）：17%以上",
        "抽检率（开发区）：19%",
        "新增托位：二十五个",
        "健康管理率：19%",
        "建成站点：120",
        "婴儿死亡率：控制在5岁以下",
    ],
)
def test_the_figure_of_another_indicator_falls(words: str) -> None:
    assert wrong(words)


@pytest.mark.parametrize(
    "words", ["65岁以上老人健康管理率(%)：2020 70.5，2025 ≥72", "2025年老人健康管理率≥72"]
)
def test_the_cells_of_a_row_pass_under_their_headers(words: str) -> None:
    assert wrong(words, ROW) == []


@pytest.mark.parametrize(
    "words",
    [
        "65岁以上老人健康管理率(%)：2020 ≥72，2025 ≥72",
        "65岁以上老人健康管理率(%)：2020 70.5，2025 70.5",
        "65岁以上老人健康管理率(‰)：2020 70.5",
        "65岁以上老人健康管理率(%)：2025 ≤72",
        "65岁以上老人健康管理率(%)：2024 ≥72",
        "60岁以上老人健康管理率(%)：2025 ≥72",
    ],
)
def test_a_cell_under_another_header_falls(words: str) -> None:
    assert wrong(words, ROW)


def test_without_clauses_no_figure_passes() -> None:
    assert [j.wrong for j in judge("达到3个", [])] == ["数字没有出处：3个"]


def test_each_figure_knows_the_clause_that_states_it() -> None:
    judged = judge("婴儿死亡率4.5‰；2025年老人健康管理率≥72", [clause(), ROW])
    assert [(j.text, j.home) for j in judged] == [
        ("4.5‰", "甲县2024要点·一/3"),
        ("2025", "甲县规划·表/4"),
        ("72", "甲县规划·表/4"),
    ]


SIGNED = clause(
    "甲县人口自然增长率为－1.35‰，赤字率不突破3%，逾期率未超过2%，新建充电桩1 200个，引进外资$3000万，"
    "固碳3.2×10⁴吨，新建驿站12[1]个，产业结构调整为8.2:41.5:50.3，收入比缩小到2.6：1，每人补贴800元，"
    "外贸进出口保持两位数增长，委员中女性不得少于三分之一，产值翻一番。"
)


@pytest.mark.parametrize(
    "words",
    [
        "人口自然增长率：-1.35‰",
        "人口自然增长率为—1.35‰",
        "赤字率不突破3%",
        "赤字率不超过3%",
        "逾期率未超过2%",
        "充电桩1200个",
        "引进外资3000万美元",
        "引进外资$3000万",
        "固碳3.2×10⁴吨",
        "固碳3.2万吨",
        "驿站12个",
        "产业结构调整为8.2：41.5：50.3",
        "收入比缩小到2.6:1",
        "每人补贴800元",
        "外贸进出口保持两位数增长",
        "委员中女性不得少于三分之一",
        "产值翻一番",
    ],
)
def test_signs_bounds_and_fractions_pass(words: str) -> None:
    assert wrong(words, SIGNED) == []


@pytest.mark.parametrize(
    "words",
    [
        "人口自然增长率：1.35‰",
        "赤字率突破3%",
        "赤字率超过3%",
        "逾期率超过2%",
        "充电桩200个",
        "引进外资3000万元",
        "固碳3.2吨",
        "固碳3.2×10³吨",
        "驿站121个",
        "产业结构调整为8.2:41.5:50.2",
        "收入比缩小到2.6:2",
        "外贸进出口增长2%",
        "委员中女性不得超过三分之一",
        "产值翻两番",
    ],
)
def test_other_signs_bounds_and_fractions_fall(words: str) -> None:
    assert wrong(words, SIGNED)


def test_a_cell_told_whole_says_its_own_figures() -> None:
    row = clause(
        "河道清淤\t清淤36处、5120米，植树不少于18棵\t水务股",
        columns=("项目", "年度目标", "单位"),
        cells=("河道清淤", "清淤36处、5120米，植树不少于18棵", "水务股"),
        targets=(),
    )
    assert wrong("河道清淤：年度目标 **清淤36处、5120米，植树不少于18棵**，单位 **水务股**", row) == []
    assert wrong("河道清淤：年度目标 **清淤18处**，单位 **水务股**", row) != []


@pytest.mark.parametrize("said", ["800元以上", "800元及以上", "800元起"])
@pytest.mark.parametrize("printed", ["800元以上", "800元起"])
def test_the_least_is_the_same_whatever_word_says_it(said: str, printed: str) -> None:
    stated = clause(text=f"每户每年补贴{printed}。")
    assert same_bound(*(read_quantities(words)[0] for words in (f"补贴{said}。", f"补贴{printed}。")))
    assert wrong(f"每户每年补贴{said}", stated) == []
    assert wrong(f"每户每年补贴{said.partition('元')[0]}元以下", stated) != []
