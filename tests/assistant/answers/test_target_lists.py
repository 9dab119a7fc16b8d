"""The targets of an office or a person: every one of the clauses that charge them, each once; how many
clauses state none.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.target_lists import tabulated_targets
from assistant.ask import Assistant
from assistant.question import Turn
from assistant.verification.answer import faults
from tests.assistant.answers.conftest import Shelf
from tests.small_library import over

HEALTH = """临河市2023年卫生健康工作要点

一、重点工作

1.适龄女生HPV疫苗接种率达到90%以上，肺结核患者规范管理率达到93%。（责任科室：疾控科；分管领导：周明远）

2.到2023年10月底，新增普惠托位1200个，婴幼儿入托率达到35%。（责任科室：人口家庭科、疾控科）

3.完善传染病监测网络，规范信息报送。（责任科室：疾控科）

4.推进电子处方流转。（责任科室：药政科）

5.新建中医馆8个。（责任科室：中医科）
"""
ROADS = """# 平川县2024年交通工作任务分解表

| 序号 | 重点任务 | 目标值 | 完成时限 | 责任单位 |
|---|---|---|---|---|
| 1 | 新改建农村公路 | 120公里 | 11月底前 | 县公路中心 |
| 2 | 改造危桥 | 6座 | 9月底前 | 县公路中心、县财政局 |
| 3 | 整治路域环境 | 持续推进 | 12月底前 | 县公路中心 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("office")
    with over(home, {"health.txt": HEALTH, "roads.md": ROADS}) as opened:
        yield opened


CDC = ["90%以上", "93%", "1200个", "35%"]
LISTED = {
    "indicators": ("疾控科的指标有哪些", CDC, 1),
    "in a year": ("疾控科2023年有哪些量化目标", CDC, 1),
    "with a place": ("临河市疾控科要完成哪些有数字的目标", CDC, 1),
    "goals": ("临河疾控科的目标是什么？", CDC, 1),
    "how many": ("疾控科有多少个指标", CDC, 1),
    "in charge of": ("人口家庭科负责哪些指标？", ["1200个", "35%"], 0),
    "a person's": ("周明远分管的指标有哪些", ["90%以上", "93%"], 0),
    "of a table": ("平川县公路中心有哪些量化指标", ["120公里", "6座"], 1),
    "of another office in the table": ("县财政局的目标有哪些", ["6座"], 0),
}


@pytest.mark.parametrize(("question", "figures", "silent"), LISTED.values(), ids=LISTED)
def test_every_target_is_listed_once(
    assistant: Assistant, question: str, figures: list[str], silent: int
) -> None:
    answer = assistant.ask(question)
    assert answer.listing is not None
    lines = [line.split("|") for line in answer.answer.splitlines() if "〔" in line]
    assert len(lines) == answer.listing.total == len(figures)
    assert [f for f, line in zip(figures, lines, strict=True) if f not in line[2]] == []
    assert f"共 {len(figures)} 个" in answer.answer
    assert (f"另有 {silent} 项任务没有写明数字目标" in answer.answer) == bool(silent)
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


def test_a_target_has_its_date_as_printed(assistant: Assistant) -> None:
    lines = [line for line in assistant.ask("人口家庭科的指标有哪些").answer.splitlines() if "〔" in line]
    assert lines == [
        "| 新增普惠托位 | 1200个 | 到2023年10月底 | 〔临河2023要点·一/2〕 | 责任科室：人口家庭科、疾控科 |",
        "| 婴幼儿入托率 | 达到35% | 到2023年10月底 | 〔临河2023要点·一/2〕 | 责任科室：人口家庭科、疾控科 |",
    ]


def test_an_office_without_targets_is_told_so(assistant: Assistant) -> None:
    answer = assistant.ask("药政科有哪些量化目标")
    assert (answer.status, answer.answer) == ("not_found", "“药政科”负责的 1 项任务都没有写明数字目标。")


@pytest.mark.parametrize("question", ["疾控科有哪些任务", "疾控科的目标任务", "临河疾控科负责哪些工作？"])
def test_tasks_stay_tasks(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).answer.startswith("**疾控科** 共 3 项")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("临河HPV疫苗接种率指标是多少", "90%以上"),
        ("临河中医馆新建目标是几个，哪个科室负责", "8个"),
    ],
)
def test_one_target_is_answered_as_one(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert (said in answer.answer, "已全部列出" in answer.answer) == (True, False)


WHOLE = (
    "临河市2023年要点都有哪些指标", "临河2023要点主要目标列一下", "临河要点的指标体系",
    "把临河2023年要点的指标做成表",
    "临河市2023年要点量化指标一览", "列一下临河要点的核心指标", "临河要点里有数的目标给我全列出来",
    "临河2023要点考核指标有哪些", "临河要点指标一览表", "临河要点指标清单", "临河2023要点定了哪些数字目标",
    "请把临河市2023年要点的全部量化目标整理成表格", "临河要点的目标任务数据有哪些",
    "临河要点各项指标分别是什么",
    "临河要点指标汇总一下",
)  # fmt: skip


@pytest.mark.parametrize("question", WHOLE)
def test_all_targets_of_a_paper_from_any_wording(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.listing is not None
    assert answer.answer.startswith("数字目标共 5 个，分布在 3 条，已全部列出。")
    assert "另有 2 条没有写明数字目标，未列入。" in answer.answer
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


@pytest.mark.parametrize(
    "question",
    ["临河要点普惠托位的目标", "临河要点有几个指标", "是约束性的还是预期性的", "临河要点HPV接种指标是多少"],
)
def test_one_target_is_no_set(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answer.startswith("数字目标共")


def test_which_of_two_kinds_is_no_set(assistant: Assistant) -> None:
    before = [Turn(role="user", content="临河HPV疫苗接种率指标是多少")]
    answer = assistant.ask("是约束性的还是预期性的", before)
    assert "指标共" not in answer.answer
    assert (answer.listing is None, len(answer.citations) <= 3) == (True, True)


def test_the_targets_of_clauses(shelf: Shelf) -> None:
    rows = shelf.sources.catalog.view("linhe").clauses
    draft = tabulated_targets("写明 {} 个。", rows, shelf.sources)
    assert draft is not None
    assert draft.counted == ("写明 1 个。", "**临河2023要点**（1 个）")
    assert "| 滨河绿道照明完好率 | 92%以上 | 2023年 | 〔临河2023要点·一/2〕 |" in draft.answer
    assert tabulated_targets("写明 {} 个。", rows[2:], shelf.sources) is None
