"""Tables of PDF files: drawn with lines, over pages, and what lies around them."""

from __future__ import annotations

import pytest

from ingest.model import Plan
from ingest.pipeline import parse
from tests.pdf_writer import LEFT, Sheet, pdf

TITLE = "云溪县2031年绿道建设工作要点"
FIRST = (
    "一、建设任务",
    "1.新建绿道驿站25处。（责任单位：县住建局）",
    "2.修补步道30公里。（责任单位：县交通局）",
)


def plan_of(data: bytes) -> Plan:
    return parse(data, "a.pdf")


def told(plan: Plan) -> str:
    return "\n".join(doubt.message for doubt in plan.doubts)


def facts(plan: Plan) -> tuple[object, ...]:
    clauses = [(c.label, c.units, plan.text_of(c)) for c in plan.clauses]
    return plan.title, clauses, [(t.clause, t.value_text) for t in plan.targets]


ROWS = (
    ("序号", "类别", "重点任务", "牵头单位", "目标值"),
    ("1", "建设", "新建绿道\n驿站", "县住建局", "25处"),
    ("2", None, "修补步道", "县交通局", "30公里"),
)
WIDTHS = (40, 60, 100, 90, 70)


class TestTables:
    def test_a_ruled_table_is_rows_with_merged_cells(self) -> None:
        plan = plan_of(pdf(Sheet().line(TITLE).table(ROWS, WIDTHS)))
        assert [(c.label, c.group, c.units) for c in plan.clauses] == [
            ("表/1", "建设", ("县住建局",)),
            ("表/2", "建设", ("县交通局",)),
        ]
        assert plan.clauses[0].cells[2] == "新建绿道驿站"
        assert [t.value_text for t in plan.targets] == ["25处", "30公里"]

    def test_it_goes_on_over_the_page_with_its_head_printed_again(self) -> None:
        below = (
            ROWS[0],
            ("3", "", "补种行道树", "县林业局", "400棵"),
            ("4", None, "增设座椅", "县城管局", "60张"),
        )
        first = Sheet().line(TITLE).table(ROWS, WIDTHS)
        plan = plan_of(pdf(first, Sheet().table(below, WIDTHS)))
        assert [(c.label, c.group, c.page) for c in plan.clauses] == [
            ("表/1", "建设", 1),
            ("表/2", "建设", 1),
            ("表/3", "建设", 2),
            ("表/4", "建设", 2),
        ]
        assert [d.reason for d in plan.dropped] == ["表头重复"]

    def test_it_goes_on_in_the_next_column_and_from_that_on_the_next_page(self) -> None:
        """In columns so narrow that figures are cut."""
        widths = (14, 30, 60, 60, 30)

        def rows(*numbers: int) -> list[tuple[str | None, ...]]:
            parts = ("建\n设" if numbers[0] == 1 else "", *[None] * (len(numbers) - 1))
            return [
                ("\n".join(str(n)), part, f"新建{n}号驿站", "县住建局", f"{n}.\n5%")
                for n, part in zip(numbers, parts, strict=True)
            ]

        head = ("序\n号", "类别", "重点任务", "牵头单位", "增\n幅")
        first = Sheet().line(TITLE)
        first.y -= 200
        first.table([head, *rows(1, 2)], widths)
        first.y = 700
        first.table(rows(3, 4, 5), widths, x=330)
        plan = plan_of(pdf(first, Sheet().table(rows(*range(6, 13)), widths)))
        assert [(c.label, c.group) for c in plan.clauses] == [(f"表/{n}", "建设") for n in range(1, 13)]
        assert [t.value_text for t in plan.targets] == [f"{n}.5%" for n in range(1, 13)]

    @pytest.mark.parametrize("wide", [44, 60])
    def test_years_below_one_another_are_two(self, wide: int) -> None:
        rows = (("序号", "任务", "年"), ("1", "修补步道", "2030\n2035"))
        plan = plan_of(pdf(Sheet().line(TITLE).table(rows, (40, 100, wide))))
        assert plan.clauses[0].cells[-1] == "2030 2035"

    def test_open_sides_are_sides(self) -> None:
        page = Sheet().line(TITLE)
        top = page.y
        for n in range(3):
            page.rule(LEFT, top - 30 * n, LEFT + 300, top - 30 * n)
        for x in (LEFT + 60, LEFT + 200):
            page.rule(x, top, x, top - 60)
        for n, row in enumerate((("序号", "重点任务", "牵头单位"), ("1", "新建驿站5处", "县住建局"))):
            for x, text in zip((LEFT, LEFT + 63, LEFT + 203), row, strict=True):
                page.line(text, x=x + 2, y=top - 18 - 30 * n, size=10)
        assert plan_of(pdf(page)).clauses[0].units == ("县住建局",)

    def test_words_around_a_table_stay_before_and_behind_it(self) -> None:
        page = (
            Sheet().lines(TITLE, "一、任务如下表：").table(ROWS, WIDTHS).lines("二、组织保障", "1.加强调度。")
        )
        plan = plan_of(pdf(page))
        assert [c.label for c in plan.clauses][-1] == "二/1"
        assert "一/表/1" in [c.label for c in plan.clauses]

    def test_a_frame_around_text_is_no_table(self) -> None:
        page = Sheet().lines(TITLE, *FIRST)
        for a, b, c, d in (
            (70, 790, 520, 790),
            (70, 500, 520, 500),
            (70, 500, 70, 790),
            (520, 500, 520, 790),
        ):
            page.rule(a, b, c, d)
        assert [c.label for c in plan_of(pdf(page)).clauses] == ["一/1", "一/2"]
