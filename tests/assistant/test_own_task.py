"""A table of an office's tasks says what this office is charged with, not what its clause begins with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

RULES = """澄湖县渔船管理办法

第一条 县政府加强对渔船工作的领导，协调重大问题。
县渔业局负责渔船登记；县公安局负责船员管理，县财政局负责经费保障。
第二条 县渔业局会同县财政局制定补贴标准。
第三条 渔船停靠费收缴率不低于95%。县渔业局每季度通报一次；县财政局每年开展一次绩效抽查。
第四条 县渔业局负责船具核查。县财政局负责拨付船具补助。
第五条 拆解渔船9艘，由县渔业局牵头，县财政局配合。
"""
TASKS = """澄湖县2026年重点任务分解

1.清洁岸线。岸线保洁由县渔业局负责，护栏修缮率达到90%由县住建局负责，垃圾清运由各镇政府落实。
2.处置垃圾。餐厨垃圾利用率达到60%（县住建局负责），秸秆利用率达到93%（县农业局负责），固废利用率达到81%（县工信局负责）。
3.改造道路。改造道路8公里。（责任单位：县住建局、县农业局）
4.疏通沟渠。由县水利局负责疏通沟渠5公里。（责任单位：县水务集团）
5.养护泵站。养护泵站6座，运行数据抄送县水利局。（责任单位：县水务集团）
6.开通航线。航线票价补贴不超过三成，补贴由县交通局会同县发改局核定。
7.建设水闸。建设水闸2座。（责任单位：县水利局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("own"), {"a.txt": RULES, "b.txt": TASKS}) as opened:
        yield opened


def _rows(answer: str) -> list[str]:
    return [line.split(" | ")[1] for line in answer.splitlines() if line.startswith("| 〔")]


def test_each_office_of_a_rule(assistant: Assistant) -> None:
    rows = _rows(assistant.ask("渔船管理办法里县财政局有哪些任务").answer)
    assert rows[0] == "县财政局负责经费保障"
    assert rows[1] == "县渔业局会同县财政局制定补贴标准"
    assert rows[2].endswith("：县财政局每年开展一次绩效抽查")
    assert rows[3] == "县财政局负责拨付船具补助"
    assert rows[4].startswith("拆解渔船9艘")


def test_the_first_of_several_too(assistant: Assistant) -> None:
    rows = _rows(assistant.ask("渔船管理办法里县渔业局有哪些任务").answer)
    assert rows[0] == "县渔业局负责渔船登记"
    assert rows[2].endswith("：县渔业局每季度通报一次")


@pytest.mark.parametrize(
    ("office", "tasks"),
    [
        (
            "县住建局",
            [
                "清洁岸线：护栏修缮率达到90%由县住建局负责",
                "处置垃圾：餐厨垃圾利用率达到60%（县住建局负责）",
                "改造道路",
            ],
        ),
        ("县农业局", ["处置垃圾：秸秆利用率达到93%（县农业局负责）", "改造道路"]),
    ],
)
def test_parts_of_a_sentence(assistant: Assistant, office: str, tasks: list[str]) -> None:
    rows = _rows(assistant.ask(f"澄湖县2026年任务分解里{office}都有哪些任务").answer)
    assert len(rows) == len(tasks)
    assert all(row.startswith(task) for row, task in zip(rows, tasks, strict=True))


def test_what_a_clause_says_that_only_mentions_the_office(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县2026年任务分解里县水利局都有哪些任务").answer
    assert "没有标注为责任单位：〔澄湖2026文件·5〕养护泵站6座，运行数据抄送县水利局" in answer
    assert "〔澄湖2026文件·4〕 | 由县水利局负责疏通沟渠" in answer


def test_who_does_it_with_others_does_all_of_it(assistant: Assistant) -> None:
    for office in ("县交通局", "县发改局"):
        rows = _rows(assistant.ask(f"澄湖县2026年任务分解里{office}都有哪些任务").answer)
        assert rows == ["开通航线：航线票价补贴不超过三成，补贴由县交通局会同县发改局核定"]
