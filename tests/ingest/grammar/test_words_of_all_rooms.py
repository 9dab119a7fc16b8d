"""Tables that more than one room reads words from: each row says in its example what it is for."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ingest.grammar.bound_words import FALLS, RISES
from ingest.grammar.genres import ISSUES, PASSES_ON
from ingest.grammar.granting import PAYS
from ingest.grammar.making import FINISHED, FOUNDS, HAS, MAKES, tells_added
from ingest.grammar.negators import NEGATORS
from ingest.grammar.quantifiers import ADDED, ALL, EACH_OF, SUMS
from ingest.grammar.tables import table

ALL_EACH_SUMS = {"all": ALL, "each": EACH_OF, "sums": SUMS, "added": ADDED}


def _rows(concept: str) -> list[tuple[str, dict[str, Any]]]:
    return [(kind, row) for kind, rows in table(concept).items() for row in rows]


@pytest.mark.parametrize(("kind", "row"), _rows("quantifiers"))
def test_all_each_and_sums(kind: str, row: dict[str, str]) -> None:
    found = re.search(ALL_EACH_SUMS[kind], row["example"])
    assert found is not None
    assert found[0] == row["word"]
    if "other" in row:
        assert row["word"] in row["other"]
        assert re.search(ALL_EACH_SUMS[kind], row["other"]) is None


@pytest.mark.parametrize(("kind", "row"), _rows("making"))
def test_what_comes_to_be_and_who_has_it(kind: str, row: dict[str, str]) -> None:
    words = {"makes": MAKES, "opens": FOUNDS, "has": HAS, "finished": FINISHED}
    found = (
        re.search if kind in ("opens", "finished") else re.match
    )  # those stand behind a time, or the thing
    assert found(row["word"], row["example"])
    if kind == "adds":
        assert tells_added(row["example"])
    else:
        assert found(words[kind], row["example"])


@pytest.mark.parametrize("group", NEGATORS)
def test_what_denies(group: str) -> None:
    assert any(word in table("negators")[group]["example"] for word in NEGATORS[group])


@pytest.mark.parametrize("row", table("genres")["issues"])
def test_how_a_paper_comes_to_those_it_is_for(row: dict[str, Any]) -> None:
    assert row["word"] in row["example"]
    assert (re.search(ISSUES, row["example"]) is not None) is bool(row.get("public"))
    assert (re.search(PASSES_ON, row["example"]) is not None) is bool(row.get("covers"))


@pytest.mark.parametrize("words", ["养老床位增加5%", "客船班次上升5%"])
def test_what_becomes_more(words: str) -> None:
    assert re.search(RISES, words)
    assert not re.search(FALLS, words)


@pytest.mark.parametrize("words", ["淤积量削减5%", "候船时间缩短5%"])
def test_what_becomes_less(words: str) -> None:
    assert re.search(FALLS, words)
    assert not re.search(RISES, words)


def test_a_grant_in_one_word() -> None:
    assert re.fullmatch(f"(?:{PAYS})+", "补贴奖补救助")
    assert not re.search(PAYS, "津贴")
