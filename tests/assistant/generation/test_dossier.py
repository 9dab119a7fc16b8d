"""A clause as a model is given it: cut between sentences, and marked where anything is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.generation.dossier import block
from ingest.store.library import Library
from tests.plan_factory import Item, make_plan

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
