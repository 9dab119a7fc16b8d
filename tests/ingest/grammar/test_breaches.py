"""Which articles a text says are broken."""

from __future__ import annotations

import pytest

from ingest.grammar.breaches import articles_broken, breaks_the_paper


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("摊主违反本办法第九条规定的，责令改正", {9}),
        ("违反第七条、第九条第（三）项规定的，罚款", {7, 9}),
        ("违反本办法第七条至第十条规定，情节严重的", {7, 8, 9, 10}),
        ("有第十七条所列情形之一的，收回摊位", {17}),
        ("未按照本办法第十二条要求报告的", {12}),
        ("不履行第五条和第六条职责的", {5, 6}),
        ("违反本条例第十一条第二款，由区城管局处理", {11}),
        ("不符合第四条规定的，不予受理", {4}),
        ("依照第九条的规定办理", set()),
        ("根据本办法第九条规定申请的", set()),
        ("有下列情形之一的", set()),
        ("违反本办法规定，造成损失的", set()),
    ],
)
def test_articles_broken(text: str, articles: set[int]) -> None:
    assert articles_broken(text) == articles


def test_the_whole_paper() -> None:
    assert breaks_the_paper("违反本办法规定，造成损失的，依法赔偿")
    assert not breaks_the_paper("违反本办法第九条规定的")
