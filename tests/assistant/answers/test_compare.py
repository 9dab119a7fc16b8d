"""What a cell of a comparison says: 文件未载明 only where no clause may state the thing under another name,
and what a report says of a year gone by as such. Papers of our own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.compare import compared
from assistant.ask import Assistant
from assistant.lookups.compare import Comparison, PlanCompared, Standing
from tests.assistant.answers.conftest import Shelf
from tests.small_library import over

PLAN = """枫桥市老旧小区改造实施方案（2026年）

一、主要任务

（一）补齐设施。改造小区按每百户不低于20平方米配置社区养老服务设施，充电端口增加1200个。

（二）加装电梯。单部电梯补助9万元，审批不超过12个工作日。

（三）落实管护。物业服务费每平方米每月不超过1.2元，由业主委员会公示。
"""
RULES = """柳溪区居家养老服务办法（2026年）

第一条 新建住宅小区应当按照每百户不低于30平方米的标准配建养老服务用房。

第二条 电梯加装补贴每部8万元，区住建局10个工作日内办结审批。

第三条 重度失能老年人护理补贴每人每月600元。

第四条 助餐点每餐补贴3元。
"""
REPORT = """桐湾县2025年民政工作总结和2026年工作要点

一、2025年工作总结

（一）低保标准提高到每人每月700元，发放低保金4100万元。

二、2026年工作要点

（一）低保标准提高到每人每月745元，残疾人护理补贴每人每月110元。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    named = {"枫桥市方案.txt": PLAN, "柳溪区办法.txt": RULES, "桐湾县要点.txt": REPORT}
    with over(tmp_path_factory.mktemp("cells"), named) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("枫桥改造小区和柳溪新建小区每百户养老用房标准各是多少", "20平方米"),
        ("枫桥和柳溪的每百户养老服务用房标准对比一下", "20平方米"),
        ("枫桥和柳溪每百户养老用房谁高", "20平方米"),
        ("枫桥跟柳溪对比，每百户养老服务设施各配多少平方米", "30平方米"),
        ("枫桥和柳溪加装电梯补贴各多少", "9万元"),
        ("柳溪和枫桥电梯加装补助标准比较", "8万元"),
        ("枫桥和柳溪的电梯审批各几个工作日", "12个工作日"),
        ("柳溪、枫桥加装电梯补贴标准分别是多少", "9万元"),
    ],
)
def test_a_thing_under_another_name_is_shown(papers: Assistant, question: str, quoted: str) -> None:
    answer = papers.ask(question).answer
    assert "未载明" not in answer
    assert quoted in answer


@pytest.mark.parametrize(
    "question",
    [
        "枫桥和柳溪的垃圾分类覆盖率各是多少",
        "枫桥和柳溪护理补贴每人每月各多少",
        "枫桥和柳溪助餐点每餐补贴各多少",
    ],
)
def test_what_no_clause_may_state_is_said_to_be_so(papers: Assistant, question: str) -> None:
    answer = papers.ask(question)
    assert "20平方米" not in answer.answer
    assert "1.2元" not in answer.answer
    assert answer.status != "answered" or "枫桥2026方案 | 文件未载明" in answer.answer


def test_a_year_gone_by_is_told_as_such(papers: Assistant) -> None:
    answer = papers.ask("桐湾和柳溪对低保户、失能老人分别有啥标准").answer
    cells = [line for line in answer.splitlines() if line.startswith("| 桐湾")]
    assert all("745元" in line or "（2025年情况）" in line or "见下" in line for line in cells)


ALIKE = {
    "in all": ("all", False, "", "所载数值一致。"),
    "of other names": ("all", True, "", "所载数值一致，但指标的名称不同，请以各自条款为准。"),
    "in value": (
        "value",
        False,
        "",
        "所载数值相同，但要求的方式（以上、以下、左右等）不同，",
    ),
    "in nothing": ("", False, "", "所载数值不一致，**桥头2023要点** 的数值较高；"),
    "at most": ("", False, "lowest", "所载数值不一致，**临河2023要点** 的上限较低，要求更严；"),
    "at least": (
        "",
        True,
        "highest",
        "所载数值不一致，**桥头2023要点** 的下限较高，要求更严；但指标",
    ),
}


@pytest.mark.parametrize(("alike", "otherwise", "stricter", "said"), ALIKE.values(), ids=ALIKE)
def test_how_figures_stand_to_each_other(
    shelf: Shelf, alike: str, otherwise: bool, stricter: str, said: str
) -> None:
    low, high = (shelf.sources.catalog.view(plan) for plan in ("linhe", "qiaotou"))
    standing = Standing(
        alike=alike,  # type: ignore[arg-type]
        named_otherwise=otherwise,
        lowest=low,
        highest=high,
        stricter=stricter,  # type: ignore[arg-type]
    )
    rows = (PlanCompared(view=low, silent=True), PlanCompared(view=high))
    lines = compared(shelf.query(), Comparison(plans=rows, standing=standing)).answer.splitlines()
    assert lines[0].startswith(said)
    assert lines[4:6] == [
        "| 临河2023要点 | 文件未载明 | — |",
        "| 桥头2023要点 | 没有找到同样说法的条款，请看原文 | — |",
    ]
