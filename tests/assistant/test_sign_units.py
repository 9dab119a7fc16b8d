"""A "unit" that is only a sign is none: it is doubted at reading, and one stored before hangs no question."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from ingest.pipeline import parse_text
from ingest.store.library import Library
from tests.plan_factory import Item, make_plan

_PLAN = """柳溪县2023年民政工作要点
一、重点工作
1.新建社区食堂12家。（责任单位：{names}）
2.改造养老机构3所。（责任单位：养老科）
"""


@pytest.mark.parametrize(
    "sign",
    [
        "”",
        '"',
        "'",
        "’",
        "“”",
        "·",
        "《》",
        "*",
        "！",
        "?",
        "…",
        "()",
        "（）",
        "★",
        "→",
        "「」",
        "％",
        "—",
        "－",
        "-",
        "〇",
        "○○",
        "②",
        "⑶",
        "㈡",
        "Ⅱ",
        "7",
        "１５",
        "〔2〕",
    ],
)
def test_a_sign_is_no_unit_but_a_doubt(sign: str) -> None:
    plan = parse_text(_PLAN.format(names=f"救助科、{sign}、养老科"))
    first, second = plan.clauses
    assert first.units == ("救助科", "养老科")
    assert [d.line for d in plan.doubts if d.kind == "offices"] == [3]
    assert second.units == ("养老科",)


@pytest.mark.parametrize("sign", ["”", "《》", "★", "〇", "③", "２１"])
def test_nothing_but_a_sign_is_doubted_too(sign: str) -> None:
    plan = parse_text(_PLAN.format(names=sign))
    assert plan.clauses[0].units == ()
    assert [d.line for d in plan.doubts if d.kind == "offices"] == [3]


@pytest.mark.parametrize(
    "names",
    [
        "救助科，", "救助科 、 养老科", "救助科等", "救助科。", "救助科①、养老科", "救助科/养老科",
        "救助科；完成时限：2023/6/30", "救助科，2023.6", "救助科，13700000000", "救助科，2023",
    ],
)  # fmt: skip
def test_ordinary_punctuation_notes_days_and_telephones_are_no_doubt(names: str) -> None:
    plan = parse_text(_PLAN.format(names=names))
    assert plan.clauses[0].units[0] == "救助科"
    assert [d for d in plan.doubts if d.kind == "offices"] == []


@pytest.mark.parametrize("stroke", ["—", "——", "-", "/", "无"])
def test_a_stroke_that_is_the_whole_list_stands_for_nobody(stroke: str) -> None:
    rows = (
        f"| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 新建食堂12家 | {stroke} |\n| 2 | 改造 | 救助科 |\n"
    )
    plan = parse_text(f"# 柳溪县2023年民政工作要点\n\n## 一、任务分解\n\n{rows}", "liuxi.md")
    assert [d for d in plan.doubts if d.kind == "offices"] == []


def test_a_sign_in_a_cell_is_no_unit_but_a_doubt() -> None:
    rows = (
        "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n"
        "| 1 | 新建食堂12家 | 救助科、” |\n| 2 | 改造机构3所 | ★ |\n"
    )
    plan = parse_text(f"# 柳溪县2023年民政工作要点\n\n## 一、任务分解\n\n{rows}", "liuxi.md")
    assert [c.units for c in plan.clauses] == [("救助科",), ()]
    assert len([d for d in plan.doubts if d.kind == "offices"]) == 2


def test_a_sign_stored_as_a_unit_hangs_no_question(tmp_path: Path) -> None:
    items = [
        Item(label="一/1", text="新建社区食堂12家。", units=("救助科", "”", "·", "《》")),
        Item(label="一/2", text="改造养老机构3所。", units=("养老科",)),
    ]
    with Library.open(tmp_path / "home") as library:
        library.put(make_plan("liuxi", items, title="柳溪县2023年民政工作要点", region="柳溪县"))
    with Assistant.open(tmp_path / "home") as assistant:
        answer = assistant.ask("柳溪县救助科有哪些任务？")
        assert answer.listing is not None
        assert [row.clause for row in answer.listing.rows] == ["一/1"]
