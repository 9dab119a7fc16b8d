"""Whom a sentence names in a relation to its matter, and whom it does not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ingest.grammar.relations import AGREES, RELATIONS, WITH, posts_in, related
from ingest.grammar.tables import table
from ingest.model import Relation

ROWS = [
    (relation, row["example"], row["who"])
    for relation, kinds in table("relations")["relations"].items()
    for rows in (kinds.get("around", ()), kinds.get("verbs", ()))
    for row in rows
]


def test_every_relation_has_its_rows() -> None:
    assert set(table("relations")["relations"]) == set(RELATIONS)


@pytest.mark.parametrize(("relation", "sentence", "who"), ROWS)
def test_the_example_of_every_row(relation: Relation, sentence: str, who: str) -> None:
    found = related(sentence, relation)
    assert [r.who for r in found] == [who]
    assert who in sentence[found[0].span.start : found[0].span.end]


@pytest.mark.parametrize("row", [row for row in table("relations")["agrees"] if "example" in row])
def test_whoever_agrees_is_asked(row: dict[str, Any]) -> None:
    assert related(row["example"], "approval")
    assert re.search(AGREES, row["example"])


@pytest.mark.parametrize("row", table("relations")["together"])
def test_who_does_it_with_others(row: dict[str, Any]) -> None:
    named = re.search(rf"(?:{WITH})(县[\u4e00-\u9fff]{{2}}局)", row["example"])
    assert named is not None
    assert named[0].startswith(row["word"])


@pytest.mark.parametrize(
    ("relation", "sentence", "who"),
    [
        ("approval", "线路须经镇党委研究并征求县交通局意见后方可调整。", ["镇党委"]),
        ("consulted", "线路须经镇党委研究并征求县交通局意见后方可调整。", ["县交通局"]),
        ("approval", "县水利局受理后，可委托协会核实，并应当及时作出审批决定。", ["县水利局"]),
        ("reported", "各镇于6月15日前将方案报县林业局，经费另行安排。", ["县林业局"]),
        ("explained", "本细则由县水利局商有关部门负责解释。", ["县水利局"]),
        ("paid", "所需资金由市、县财政按4:6比例负担。", ["市、县财政"]),
        ("assessed", "县审计局对补助资金开展审计。", ["县审计局"]),
        ("post", "由县长任组长，县城管局局长任副组长。", ["县长", "县城管局局长"]),
        ("post", "组长由县长兼任。", ["县长"]),
        ("post", "县长任期五年。", []),
        ("seated", "骑行专班办公室设在县城管局，配备2人。", ["县城管局"]),
        ("accepted", "骑行驿站9月底前通过验收。", []),
        ("approval", "骑行驿站已经建成48座。", []),
        ("reported", "报名人数达到300人。", []),
        ("approval", "经营许可核准时间压缩一半。", []),
        ("consulted", "会前公开征求意见。", []),
        ("approval", "减幅经县住建局论证并报县政府同意。", ["县政府"]),
        ("approval", "减免经县财政局核算后报县政府批准。", ["县政府"]),
        ("approval", "方案经县司法局审查并报县政府批准后实施。", ["县司法局", "县政府"]),
    ],
)
def test_who(relation: Relation, sentence: str, who: list[str]) -> None:
    assert [r.who for r in related(sentence, relation)] == who


def test_a_name_in_quotation_marks_is_whole() -> None:
    assert [r.who for r in related("撤站须经镇“护绿”办同意。", "approval")] == ["镇“护绿”办"]


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("组长、副组长分别由谁担任", {"组长", "副组长"}),
        ("由县长任组长，县城管局局长任副组长", {"组长", "副组长"}),
        ("组长由县城管局局长兼任", {"组长"}),
    ],
)
def test_the_posts_a_text_speaks_of(text: str, posts: set[str]) -> None:
    assert posts_in(text) == posts
