"""The years a question asks the same figure of, and the question asked of one of them."""

from __future__ import annotations

import pytest

from assistant.query.times import at_time, times_asked
from assistant.question import Query, Scope, Slots

ASKED = {
    "two": ("驿站2026年和2028年各几座", ("2026", "2028")),
    "from and to": ("驿站从2025年到2030年增加几座", ("2025", "2030")),
    "compared with": ("驿站2026年比2025年多几座", ("2026", "2025")),
    "the year before": ("驿站2026年比去年多几座", ("2026", "2025")),
    "one": ("驿站2026年几座", ("2026",)),
    "none": ("驿站几座", ()),
}


def _query(words: str) -> Query:
    slots = Slots(dated=words, asks=frozenset({"goal", "several"}))
    return Query(asked=words, intent="figure", scope=Scope(), slots=slots)


@pytest.mark.parametrize(("words", "years"), ASKED.values(), ids=ASKED)
def test_years_as_said(words: str, years: tuple[str, ...]) -> None:
    assert times_asked(_query(words)) == years


def test_the_question_of_one_year_alone() -> None:
    alone = at_time(_query("驿站目标2026年和2028年各几座"), "2028", 2026)
    assert times_asked(alone) == ("2028",)
    assert "goal" in alone.slots.asks
    assert "goal" not in at_time(_query("驿站目标2026年比2025年多几座"), "2025", 2026).slots.asks
