"""What joins the members of a list."""

from __future__ import annotations

import re

import pytest

from ingest.grammar.joins import JOIN, SAID_JOIN, members


@pytest.mark.parametrize(
    ("listed", "named"),
    [
        ("教育局、财政局和民政局", ["教育局", "财政局", "民政局"]),
        ("教育局以及财政局", ["教育局", "财政局"]),
        ("渡口及航标", ["渡口", "航标"]),
        ("渡口与航标", ["渡口", "航标"]),
        ("、渡口、", ["渡口"]),
        ("渡口", ["渡口"]),
        ("渡口，航标", ["渡口，航标"]),  # a comma parts clauses
        ("", []),
    ],
)
def test_members(listed: str, named: list[str]) -> None:
    assert members(listed) == named


@pytest.mark.parametrize("word", ["、", "和", "与", "及", "以及"])
def test_a_join_of_papers_is_one_of_questions(word: str) -> None:
    assert re.fullmatch(JOIN, word)
    assert re.fullmatch(SAID_JOIN, word)


@pytest.mark.parametrize("word", ["跟", "还有"])
def test_what_only_people_say(word: str) -> None:
    assert not re.fullmatch(JOIN, word)
    assert re.fullmatch(SAID_JOIN, word)
