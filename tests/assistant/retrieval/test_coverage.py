"""How far a text has a term whose characters stand in it apart."""

from __future__ import annotations

import pytest

from assistant.question import Term
from assistant.retrieval.coverage import coverage
from assistant.retrieval.options import WORDS


@pytest.mark.parametrize(
    ("term", "text", "share"),
    [
        ("河长", "落实河湖长制度", WORDS.short_form),
        ("河长", "巡河不少于两次，河库长签字", WORDS.short_form),
        ("河长", "河、长江", 0.0),
        ("河长", "沿河一公里长", 0.0),
        ("河长", "巡河", 0.0),
        ("河长", "长河", 0.0),
        ("河（", "河道（段）长", 0.0),  # no sign of a pattern
        ("渠(", "渠系(段)", 0.0),
        ("新扩建", "新、扩建泵站", WORDS.in_order),
        ("新扩建", "新泵站三座，扩建渠道", WORDS.in_part_of_three),
        ("渠道长", "渠道总里程增长", WORDS.in_order),
        ("渠道长", "渠道；增长", WORDS.in_part_of_three),
        ("泵站渠道", "泵站与渠道", WORDS.in_order),
    ],
)
def test_characters_that_stand_apart(term: str, text: str, share: float) -> None:
    assert coverage(Term(text=term, weight=1.0), text) == pytest.approx(share)
