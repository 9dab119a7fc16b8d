"""What says what a word means, or who falls under it."""

from __future__ import annotations

import pytest

from ingest.grammar.meanings import tells_meaning
from ingest.grammar.tables import table


@pytest.mark.parametrize("row", table("meanings")["meanings"], ids=lambda row: row["word"])
def test_every_row_is_found_in_its_example(row: dict[str, str]) -> None:
    assert tells_meaning(row["example"])


@pytest.mark.parametrize("words", ["新建驿站4座，立即投用。", "即时发布骑行信息。", "驿站由镇里管护。"])
def test_what_tells_no_meaning(words: str) -> None:
    assert not tells_meaning(words)
