"""What a clause is, by the label the reader gave it."""

from __future__ import annotations

import pytest

from ingest import labels
from ingest.model import Clause, Plan
from ingest.pipeline import parse_text

PAPER = """竹溪县2025年水利工作要点
为做好全年工作，制定本要点。
一、目标
开展河道治理。
保障供水安全。
| 序号 | 指标 | 目标值 |
|---|---|---|
| 1 | 治理河道 | 12公里 |
| | 其中：新建堤防 | 3公里 |
| 2 | 更换水表 | 600只 |
| 注：河道指县级河道。 | | |
| 注：水表指户用水表。 | | |
二、措施
1.落实资金。
2.加强督查。
"""


@pytest.fixture(scope="module")
def paper() -> Plan:
    return parse_text(PAPER, "zhuxi.md")


KINDS = {
    "preamble": labels.is_preamble,
    "paragraph": labels.is_paragraph,
    "row": labels.is_row,
    "note": labels.is_note,
    "part": labels.is_part,
}


def kinds(clause: Clause) -> set[str]:
    return {name for name, is_one in KINDS.items() if is_one(clause)}


def test_of_a_paper(paper: Plan) -> None:
    assert {c.label: kinds(c) for c in paper.clauses} == {
        "前言": {"preamble"},
        "一/¶1": {"paragraph"},
        "一/¶2": {"paragraph"},
        "一/表/1": {"row"},
        "一/表/1/其中": {"row", "part"},
        "一/表/2": {"row"},
        "一/表/注": {"row", "note"},
        "一/表/注-2": {"row", "note"},
        "二/1": set(),
        "二/2": set(),
    }


def test_a_part_is_of_one_row(paper: Plan) -> None:
    part = paper.clause("一/表/1/其中")
    assert [c.label for c in paper.clauses if labels.is_part_of(part, c)] == ["一/表/1"]


@pytest.mark.parametrize(
    ("label", "number"),
    [("一/表/14", "14"), ("一/表/11/其中", "11 其中"), ("附表1/表2/3", "3"), ("表/7-2", "7-2")],
)
def test_the_number_of_a_row(label: str, number: str) -> None:
    assert labels.number_of_row(label) == number


def test_steps_are_counted_from_one() -> None:
    steps = [labels.preamble, labels.note, labels.table, labels.paragraph]
    assert [[step(n) for n in (1, 2)] for step in steps] == [
        ["前言", "前言-2"],
        ["注", "注-2"],
        ["表", "表2"],
        ["¶1", "¶2"],
    ]
    assert labels.joined("", labels.table(2), None, "3") == "表2/3"
