"""Which figures contradict each other, between plans and within one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.model import Request
from ingest.model import Plan
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import rows
from tests.plan_factory import Item, make_plan

_MARKS = re.compile(r"[，。]")


def _named(plan: Plan) -> Plan:
    """The plan with the names of its indicators cut to the words behind the last mark, as reading a file cuts
    them.
    """
    targets = (replace(t, indicator=_MARKS.split(t.indicator)[-1].removeprefix("力争")) for t in plan.targets)
    return replace(plan, targets=tuple(targets))


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("疫苗接种率达到90%以上。", "疫苗接种率达到95%以上。"), ["90%以上", "95%以上"]),
        (("疫苗接种率达到90%以上。", "疫苗接种率达到90%以上。"), []),
        (("疫苗接种率达到90%以上。", "孕妇体检率达到95%以上。"), []),
        (("疫苗接种率达到90%以上。", "完成建档，其中城区，疫苗接种率达到95%以上。"), []),
        (("疫苗接种率达到90%以上。", "完成建档，其中城区建卡。疫苗接种率达到95%以上。"),
            ["90%以上", "95%以上"]),
        (("疫苗接种率达到90%以上，力争疫苗接种率达到95%以上。",), []),
        (("建卡率达到60%以上。", "建卡率达到20%以上。", "建卡率达到40%以上。"), []),
        (("建卡率达到60%以上。", "建卡率达到20%以上。", "建卡率达到30%以上。"),
            ["60%以上", "20%以上", "30%以上"]),
    ],
    ids=["differ", "the same twice", "others", "a part", "a part in another sentence",
        "two steps of one clause", "a total and its parts", "no total"],
)  # fmt: skip
def test_figures_of_one_plan(library: Library, texts: Sequence[str], told: list[str]) -> None:
    items = tuple(Item(label=f"一/{n}", text=text) for n, text in enumerate(texts, start=1))
    library.put(_named(make_plan(items=items)))
    found = brief(library, Request(kind="indicators"), made=DAY)
    assert [r.cells[2] for r in rows(found, "conflicts")] == told
    summary = brief(library, Request(kind="plan"), made=DAY)
    assert [r.cells[2] for r in rows(summary, "open")] == told


def test_a_comparison_tells_what_one_plan_contradicts_itself_in(library: Library) -> None:
    items = (
        Item(label="一/1", text="疫苗接种率达到90%以上。"),
        Item(label="一/2", text="疫苗接种率达到95%以上。"),
    )
    other = (Item(label="一/1", text="疫苗接种率达到92%以上。"),)
    library.put(_named(make_plan(items=items)))
    library.put(
        _named(make_plan("baisha-2023-health", other, title="白沙市2023年卫生健康工作要点", region="白沙市"))
    )
    found = brief(library, Request(kind="compare"), made=DAY)
    told = rows(found, "open")
    assert [(r.cells[1], r.cells[2]) for r in told] == [
        ("临河2023要点", "90%以上"),
        ("临河2023要点", "95%以上"),
    ]
