"""What holds for every plan, whatever its shape: nothing lost, nothing twice, every place leads back to the
file.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import IngestError
from ingest.model import PLAN_JSON, Plan
from ingest.pipeline import parse, parse_text
from ingest.readers import reader_for
from ingest.readers.text import decode, split_lines
from tests.conftest import ROOT, official_texts

PLANS = [
    *sorted((ROOT / "tests" / "data").glob("*/sources/*")),
    *sorted((ROOT / "tests" / "data" / "other" / "plans").iterdir()),
    *sorted((ROOT / "corpus").glob("*.md")),
    *official_texts(),
]


@cache
def plan_of(path: Path) -> Plan:
    return parse(path.read_bytes(), path.name)


def printed(text: str) -> str:
    """What must not get lost: everything but white space and emphasis marks."""
    return re.sub(r"[\s\u200b\ufeff]|\*\*|\\(?=[.()\[\]*_#|+-])", "", text)


every_plan = pytest.mark.parametrize("path", PLANS, ids=lambda p: f"{p.parent.name}-{p.stem}")


@every_plan
def test_every_printed_character_has_exactly_one_home(path: Path) -> None:
    plan = plan_of(path)
    at = 0
    for home in plan.homes:
        assert home.span.start >= at, f"{home} overlaps the one before it"
        assert not plan.text[at : home.span.start].strip(), f"no home for {plan.text[at : home.span.start]!r}"
        at = home.span.end
    assert not plan.text[at:].strip()


@every_plan
def test_nothing_of_the_source_is_lost(path: Path) -> None:
    plan = plan_of(path)
    document = reader_for(path.name).read(path.read_bytes(), path.name)
    source = "".join(
        "".join(c or "" for c in line.cells) if line.cells else line.text for line in document.lines
    )
    in_reader = {(d.line, d.text) for d in document.dropped}
    dropped = [d for d in plan.dropped if (d.line, d.text) not in in_reader]
    text = plan.text  # without what merged cells say again in the rows they cover
    for home in reversed(plan.homes):
        if home.role == "merged":
            text = text[: home.span.start] + text[home.span.end :]
    assert sorted(printed(text) + "".join(printed(d.text) for d in dropped)) == sorted(printed(source))


@every_plan
def test_pieces_lead_back_to_the_source(path: Path) -> None:
    if path.suffix == ".html":
        pytest.skip("a line of a web page has no column: its tags stand between")
    plan = plan_of(path)
    lines = split_lines(decode(path.read_bytes(), path.name))
    for piece in plan.pieces:
        source = lines[piece.line - 1]
        said = plan.text[piece.start : piece.start + piece.length]
        assert said in re.sub(r"\s*<br\s*/?>\s*", "", source)  # a line break within a cell of Markdown
        if "|" not in source:
            assert source[piece.column : piece.column + piece.length] == said


@every_plan
def test_clauses_lie_in_order_without_overlap(path: Path) -> None:
    plan = plan_of(path)
    labels = [c.label for c in plan.clauses]
    assert len(labels) == len(set(labels))
    assert all(a.span.end <= b.span.start for a, b in zip(plan.clauses, plan.clauses[1:], strict=False))
    assert all(plan.text_of(c).strip() == plan.text_of(c) for c in plan.clauses)
    for clause in plan.clauses:
        assert clause.line == plan.line_of(clause.span.start)


@every_plan
def test_offices_and_figures_are_printed_where_they_are_said_to_be(path: Path) -> None:
    plan = plan_of(path)
    for clause in plan.clauses:
        for r in clause.responsibilities:
            said = re.sub(r"\s+", "", r.span.of(plan.text))
            assert all(re.sub(r"\s+", "", name) in said for name in (*r.units, *r.leaders))
    for target in plan.targets:
        clause = plan.clause(target.clause)
        assert clause.span.start <= target.span.start < target.span.end <= clause.span.end


@every_plan
def test_json_round_trip(path: Path) -> None:
    plan = plan_of(path)
    assert PLAN_JSON.validate_json(PLAN_JSON.dump_json(plan)) == plan


@settings(max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["一、目标", "二、任务", "（一）建设", "（二）推进。做好工作。", "1.完成10个",
                    "2.达到95%以上。", "3、重复", "①甲", "专栏1 工程",
                 "第一章 总则", "第二条 本办法", "附件2", "（责任单位：市局、县局等）", "责任单位：市局",
                 "序号\t指标\t2025年", "1\t床位\t8", "95.5%以上", "—3—", ""]
            ),
            st.text(alphabet="一二三四五（）()0123456789.、。；：章节条第附件表格其中注 \t\n工作目标%",
                max_size=30),
        ),
        min_size=1,
        max_size=25,
    )
)  # fmt: skip
def test_any_text_is_read_whole_or_refused(rows: list[str]) -> None:
    source = "云岭市工作要点说明文件正文内容如下各条\n" + "\n".join(rows)
    try:
        plan = parse_text(source)
    except IngestError:
        return
    at = 0
    for home in plan.homes:
        assert home.span.start >= at
        assert not plan.text[at : home.span.start].strip()
        at = home.span.end
    assert not plan.text[at:].strip()
    assert sorted(printed(plan.text) + "".join(printed(d.text) for d in plan.dropped)) == sorted(
        printed(source)
    )
    labels = [c.label for c in plan.clauses]
    assert len(labels) == len(set(labels))
