"""What a thing is done for, as a clause says so itself: sentences of our own."""

from __future__ import annotations

import pytest

from ingest.grammar.purposes import purposes
from ingest.grammar.tables import table

ROWS = [row for kind in ("opens", "leads", "tail") for row in table("purposes")[kind]]


def said(words: str) -> list[str]:
    return [words[span.start : span.end] for span in purposes(words)]


@pytest.mark.parametrize("row", ROWS, ids=[row["word"] for row in ROWS])
def test_every_row_reads_its_example(row: dict[str, str]) -> None:
    assert said(row["example"]) == [row["says"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "为解决老人上网难问题，办班40期，为推广全县提供样板。",
            ["为解决老人上网难问题", "为推广全县提供样板"],
        ),
        ("为保障汛期行车，\n加固桥墩。", ["为保障汛期行车"]),
        ("以绿道为主线，新建驿站8处。", []),
        ("为期三年，每年验收一次。", []),
        ("更新路灯为节能型，共300盏。", []),
        ("因地制宜建设驿站。", []),
        ("培育驿站15家，其中四星级以上3家。", []),
    ],
)
def test_what_is_read_of_a_sentence(words: str, found: list[str]) -> None:
    assert said(words) == found
