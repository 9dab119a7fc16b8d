"""A clause as a model is given it: cut between sentences, and marked where anything is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.generation.dossier import block
from ingest.model import Span
from ingest.store.library import Library
from tests.plan_factory import Item, make_plan
from tests.small_library import over

LONG = "办好普惠托育，支持用人单位、社区和幼儿园按需开设托班，优先照顾多孩家庭和双职工家庭。" * 4
CLAUSES = {
    "long, then short": (f"{LONG}免费。", f"{LONG}（以下略）"),
    "one sentence": ("新增托位1200个。", "新增托位1200个。"),
    "a blank at a break": ("新增托位1200个。\n免费接种。", "新增托位1200个。免费接种。"),
}
TAIL = len("免费。")


@pytest.mark.parametrize(("text", "given"), CLAUSES.values(), ids=CLAUSES)
def test_what_is_left_out_is_marked_however_short(text: str, given: str, tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.put(make_plan("linhe", [Item(label="一/1", text=text)]))
    with Assistant.open(tmp_path) as assistant:
        assistant.catalog.refresh()
        view = assistant.catalog.view("linhe")
        row = view.clause("一/1")
        rooms = (block(1, view, row, room) for room in range(1000, 0, -1))
        shown = [said.splitlines()[1].removeprefix("原文：") for said in rooms if said]
    assert given in shown
    assert text[:-TAIL] not in shown, "without the mark"


FOCUSED = {
    "what follows first": "（前略）第三句写到食堂。第四句写到理发。",
    "then what goes before": "（前略）第二句写到托位。第三句写到食堂。第四句写到理发。",
    "then all": "第一句写到床位。第二句写到托位。第三句写到食堂。第四句写到理发。",
}


@pytest.mark.parametrize("shown", FOCUSED.values(), ids=FOCUSED)
def test_a_long_clause_is_given_from_the_sentence_that_was_found(shown: str, tmp_path: Path) -> None:
    text = "第一句写到床位。第二句写到托位。第三句写到食堂。第四句写到理发。"
    with Library.open(tmp_path) as library:
        plan = make_plan("linhe", [Item(label="一/1", text=text)])
        library.put(plan)
    with Assistant.open(tmp_path) as assistant:
        assistant.catalog.refresh()
        view = assistant.catalog.view("linhe")
        at = plan.text.index("第三句")
        focus = Span(start=at, end=at + 4)
        given = [block(1, view, view.clause("一/1"), room, focus) for room in range(200)]
    assert f"原文：{shown}" in {said.splitlines()[1] for said in given if said}


def test_a_row_is_given_cell_by_cell_behind_its_columns(tmp_path: Path) -> None:
    table = "| 指标 | 2025年 |\n|---|---|\n| 护理型床位占比 | ≥60% |"
    paper = f"# 河湾县2025年养老服务工作要点\n\n## 一、主要指标\n\n{table}\n"
    with over(tmp_path, {"河湾.md": paper}) as assistant:
        assistant.catalog.refresh()
        (plan,) = assistant.catalog.rows
        view = assistant.catalog.view(plan.id)
        row = next(r for r in view.clauses if "护理型" in r.text)
        said = block(1, view, row, 200)
    assert said is not None
    assert "原文：指标=护理型床位占比；2025年=≥60%" in said
