"""Who does just what is asked (谁修, 谁查谁罚): told or shown by its verb, and nobody else in bold."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

DEEDS = """丹枫县公共自行车管理办法

第一条 为方便居民出行，制定本办法。

第二条 县城市管理局负责公共自行车的日常管理。

第三条 站点的车桩由县公共交通公司维修。县市场监督管理局每季度检查1次刹车。

第四条 损坏车辆的，由县综合行政执法局处200元以下罚款。

第五条 县财政局每年安排运营资金80万元，由县审计局审计。

第六条 镇人民政府主要负责人为辖区站点的站长，负责站点周边秩序。
"""


@pytest.fixture(scope="module")
def bicycles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"丹枫县公共自行车管理办法.txt": DEEDS}
    with over(tmp_path_factory.mktemp("bicycles"), papers) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("公共自行车坏了谁修", ["县公共交通公司"]),
        ("自行车的车桩该谁修", ["县公共交通公司"]),
        ("公共自行车谁查谁罚", ["县市场监督管理局", "县综合行政执法局"]),
        ("公共自行车谁来修谁来查", ["县公共交通公司", "县市场监督管理局"]),
        ("公共自行车弄坏了谁来罚", ["县综合行政执法局"]),
        ("公共自行车哪个部门查", ["县市场监督管理局"]),
        ("公共自行车的运营资金谁审", ["县审计局"]),
        ("自行车站点站长谁当", ["镇人民政府主要负责人"]),
    ],
)
def test_who_does_each_deed_is_told_or_shown(bicycles: Assistant, question: str, told: list[str]) -> None:
    answer = bicycles.ask(question)
    assert [name for name in told if name not in answer.answer] == []


@pytest.mark.parametrize(
    "question",
    ["公共自行车谁洗", "公共自行车谁买", "公共自行车坏了谁赔", "公共自行车谁运", "公共自行车站点谁选",
     "公共自行车谁编号", "公共自行车谁投"],
)  # fmt: skip
def test_who_manages_a_thing_is_not_who_does_another_deed_with_it(bicycles: Assistant, question: str) -> None:
    answer = bicycles.ask(question)
    assert answer.status != "answered" or "**" not in answer.answer
