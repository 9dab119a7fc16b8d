"""A figure that recognition misread, set right: the text, what the clause states, and that it stays so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.corrected import corrected
from ingest.model import Doubt, Plan, Span
from ingest.store.library import Library
from tests.ingest.test_on_page import scanned

TEXT = (
    "云溪县2031年卫生工作要点\n一、任务\n1.婴儿死亡率控制在7.5%以下，新建驿站25处\n"
    "（责任单位：县卫健委）。\n2.培训300人，接种率达到85%以上。\n"
)
WHO = {"person": "李编辑", "since": "2031-03-01T08:00:00"}


def at(plan: Plan, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = plan.text.index(words, start + 1)
    return Span(start=start, end=start + len(words))


def changed(plan: Plan, words: str, now: str) -> list[tuple[Span, str, str]]:
    return [(at(plan, words), words, now)]


def facts(plan: Plan) -> tuple[object, ...]:
    clauses = [(c.label, plan.text_of(c), c.cells, c.units) for c in plan.clauses]
    homes = [(h.role, h.label, h.span.of(plan.text)) for h in plan.homes]
    pieces = [(p.line, plan.text[p.start : p.start + p.length]) for p in plan.pieces]
    return clauses, homes, pieces, [(t.clause, t.indicator, t.value_text, t.span) for t in plan.targets]


@pytest.mark.parametrize(
    ("was", "now"), [("7.5%", "7.5‰"), ("25", "125"), ("300", "30"), ("85%", "95%"), ("85%", "100%")]
)
def test_it_is_the_plan_that_would_have_been_read(was: str, now: str) -> None:
    plan = scanned(TEXT)
    found = corrected(plan, at(plan, was), now, **WHO)
    assert facts(found) == facts(scanned(TEXT.replace(was, now)))
    assert [(c.span.of(found.text), c.was, c.person) for c in found.corrections] == [(now, was, "李编辑")]


def test_a_cell_of_a_row() -> None:
    rows = "# 云溪县2031年任务表\n\n序号 | 任务 | 数量\n---|---|---\n5 | 新建驿站5处 | 5\n6 | 修路8里 | 8\n"
    plan = scanned(rows)
    found = corrected(plan, at(plan, "5", plan.text[: plan.clauses[0].span.end].count("5") - 1), "6", **WHO)
    assert [c.cells for c in found.clauses] == [("5", "新建驿站5处", "6"), ("6", "修路8里", "8")]


def test_what_was_doubted_of_the_figure_is_gone() -> None:
    plan = scanned(TEXT)
    span = at(plan, "7.5%")
    sign = Doubt(line=3, kind="scan_per_mille", message="…", clause="一/1", span=span)
    plan = replace(plan, doubts=(sign, Doubt(line=5, kind="scan_unsure", message="…", clause="一/2")))
    found = corrected(plan, span, "7.5‰", **WHO)
    assert [(d.kind, d.clause) for d in found.doubts] == [("scan_unsure", "一/2")]


@pytest.mark.parametrize(
    ("words", "now"), [("25", "二十五"), ("25", ""), ("25", "25处"), ("驿站", "3"), ("2031", "2030")]
)
def test_what_is_no_figure_of_a_clause_is_not_set_right(words: str, now: str) -> None:
    plan = scanned(TEXT)
    with pytest.raises(ValueError, match=r"no figure|not in one line"):
        corrected(plan, at(plan, words), now, **WHO)


class TestKept:
    def test_it_stays_when_the_file_is_read_anew(self, tmp_path: Path) -> None:
        with Library.open(tmp_path) as library:
            plan = scanned(TEXT)
            library.put(plan)
            found = library.confirm_clause(plan.id, "一/2", "李编辑", changed(plan, "85%", "95%"))
            assert found.clause("一/2").confidence is None, "compared with the page"
            assert [(c.was, c.person) for c in found.corrections] == [("85%", "李编辑")]
            assert [row.target.value_text for row in library.targets(plan=plan.id)][-1] == "达到95%以上"
            assert (library.get(plan.id), library.damage()) == (found, "")
        with Library.open(tmp_path, reader="newer") as library:
            library.put(plan)
            assert library.get(plan.id) == found
            assert len(library.versions(plan.id)) == 1

    def test_two_of_one_line_and_one_that_is_taken_back(self, tmp_path: Path) -> None:
        with Library.open(tmp_path) as library:
            plan = scanned(TEXT)
            library.put(plan)
            both = [*changed(plan, "300", "3000"), *changed(plan, "85%", "95%")]
            library.confirm_clause(plan.id, "一/2", "李编辑", both)
            assert "培训3000人，接种率达到95%以上" in library.get(plan.id).text
            back = changed(library.get(plan.id), "95%", "85%")
            library.confirm_clause(plan.id, "一/2", "王编辑", back)
            library.put(plan)
            held = library.get(plan.id)
            assert "培训3000人，接种率达到85%以上" in held.text
            assert [(c.was, c.person) for c in held.corrections] == [("300", "李编辑")]

    def test_a_figure_that_is_not_there_any_more(self, tmp_path: Path) -> None:
        with Library.open(tmp_path) as library:
            plan = scanned(TEXT)
            library.put(plan)
            for label, changes in (
                ("一/2", [(at(plan, "85%"), "86%", "95%")]),
                ("一/1", changed(plan, "85%", "95%")),
            ):
                with pytest.raises(KeyError):
                    library.confirm_clause(plan.id, label, "李编辑", changes)
            assert library.get(plan.id) == plan, "nothing is half done"

    def test_text_of_the_file_is_not_set_right(self, tmp_path: Path) -> None:
        with Library.open(tmp_path) as library:
            plan = scanned(TEXT)
            plan = replace(plan, printed=tuple(replace(p, confidence=None) for p in plan.printed))
            library.put(plan)
            with pytest.raises(ValueError, match="not recognised"):
                library.confirm_clause(plan.id, "一/2", "李编辑", changed(plan, "85%", "95%"))
