"""What a text explains a word by: sentences of our own."""

from __future__ import annotations

import pytest

from ingest.grammar.definitions import defined_in, tells_meaning
from ingest.grammar.tables import table

ROWS = [row for part in ("named", "said", "opens", "counted") for row in table("definitions")[part]]


@pytest.mark.parametrize("row", ROWS, ids=[row["word"] for row in ROWS])
def test_every_row_reads_its_example(row: dict[str, str]) -> None:
    assert defined_in(row["example"]) == (row["term"],)


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("本条例所称夜市，是指日落后开放的集市；摊主，是指租用摊位的人。", ("夜市", "摊主")),
        ("本规定中的“流动摊”指没有固定摊位的摊。", ("流动摊",)),
        ("成立县夜市管理领导小组（以下简称“领导小组”）。", ("领导小组",)),
        ("推广夜间共享摊位（Night Market Share，以下简称NMS）。", ("NMS",)),
        ("设立夜市服务站（下称服务站）。", ("服务站",)),
        ("由县城管局指导摊主入场，指标按月通报。", ()),
        ("根据《县夜市管理办法》（以下简称《办法》），制定本细则。", ()),
        ("主要指标是指导性的。", ()),
        ("本细则中的“以上”“以内”都包括本数，“不满”不包括本数。", ("以上", "以内", "不满")),
        ("“三日”是工作日，不含法定节假日。", ()),
    ],
)
def test_what_is_explained(words: str, terms: tuple[str, ...]) -> None:
    assert defined_in(words) == terms


@pytest.mark.parametrize("row", [*ROWS, *table("definitions")["under"]], ids=lambda row: row["word"])
def test_every_row_but_the_shortest_tells_a_meaning(row: dict[str, str]) -> None:
    assert tells_meaning(row["example"]) == (row["word"] != "指")


@pytest.mark.parametrize("words", ["新建驿站4座，立即投用。", "即时发布骑行信息。", "驿站由镇里管护。"])
def test_what_tells_no_meaning(words: str) -> None:
    assert not tells_meaning(words)
