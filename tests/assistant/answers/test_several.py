"""Several things asked of in one question: each gets its line, and what is not found is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answers.amount import amounts
from assistant.answers.draft import Draft
from assistant.answers.near import nearest
from assistant.answers.several import _joined, each_in_turn
from assistant.question import Slots
from tests.assistant.answers.conftest import Shelf
from tests.plan_factory import Item, make_plan


def _asked(shelf: Shelf, words: str) -> object:
    query = shelf.query(words, "figure", slots=Slots(dated=words))
    return each_in_turn(replace(query, phrase=words), shelf.sources)


def test_each_has_its_line(shelf: Shelf) -> None:
    draft = _asked(shelf, "骑行驿站和绿道照明完好率")
    assert draft is not None
    assert "48座" in draft.answer  # type: ignore[attr-defined]
    assert "92%" in draft.answer  # type: ignore[attr-defined]


def test_one_thing_is_answered_as_one(shelf: Shelf) -> None:
    assert _asked(shelf, "骑行驿站") is None


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("新建遮阳棚180个，其中乡镇不少于70个。", False),  # the second may be what is asked for
        ("新建遮阳棚180个，乡镇各自选址。", True),
        ("新建遮阳棚180个，其中社区不少于70个。", True),
    ],
)
def test_no_figure_is_denied_that_a_quoted_clause_may_tell(
    shelve: Callable[..., Shelf], text: str, denied: bool
) -> None:
    fairs = make_plan("fairs", [Item(label="一/1", text=text)], title="漳溪县2026年集市工作要点")
    other = make_plan("other", [Item(label="一/1", text="来访人到镇上登记。")], title="岚水区接待办法")
    shelf = shelve(fairs, other)
    query = shelf.query("遮阳棚", "figure", plans=("fairs", "other"))
    told = amounts(query, shelf.sources)
    near = nearest(shelf.query("镇上", plans=("other",)), shelf.sources)
    assert near is not None
    found: dict[str, Draft] = {"遮阳棚": told, "镇上最少": near}
    unplaced = replace(query, scope=replace(query.scope, regions=()))
    joined = _joined(found, unplaced, shelf.sources)
    assert ("没有读出" in joined.answer) is denied
    assert {c.plan for c in joined.citations} == {"fairs"}
