"""Every row of the table of marks is read by its own examples."""

from __future__ import annotations

import pytest

from ingest.grammar.marks import Mark, families, read_marks, shapes

ROWS = [
    pytest.param(shape, line, printed, id=f"{shape.family} {line}")
    for shape in shapes()
    for line, printed in shape.examples
]


def family_of(shape_family: str, mark: Mark) -> bool:
    """Whether the mark is of the family of a row; families of statutes and series are made of their words."""
    return mark.family == shape_family or "{" in shape_family


@pytest.mark.parametrize(("shape", "line", "printed"), ROWS)
def test_a_row_reads_its_examples(shape, line: str, printed: str) -> None:
    found = [mark.printed for mark in read_marks(line) if family_of(shape.family, mark)]
    assert printed in found if printed else not any(m.family == shape.family for m in read_marks(line))


def test_every_row_has_an_example_that_is_a_mark() -> None:
    assert [s.family for s in shapes() if not any(printed for _, printed in s.examples)] == []


def test_every_family_has_its_place_in_the_order() -> None:
    made = {"{kind}", "系列:{open}{word}", "系列:第{word}", "系列:{word}"}
    bare = {"1裸", "一裸", "（一裸"}
    assert {s.family for s in shapes()} - made - bare <= set(families())


@pytest.mark.parametrize("line", ["", "卫生健康工作", "2025年", "%", "３", "第", "附", "（", "一"])
def test_running_text_opens_nothing_for_certain(line: str) -> None:
    assert [mark for mark in read_marks(line) if not mark.weak] == []
