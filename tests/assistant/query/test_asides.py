"""What is said beside a question is left out, the part that carries it never."""

from __future__ import annotations

from assistant.query.asides import without_asides
from assistant.question import Query, Scope, Term


def _query(wording: str, **weights: float) -> Query:
    terms = tuple(Term(text=text, weight=weight) for text, weight in weights.items())
    return Query(asked="", intent="content", scope=Scope(), terms=terms, wording=wording)


def test_the_lightest_part_goes_first() -> None:
    query = _query("写汇报要用，领导关心，骑行驿站怎么管护", 汇报=2, 领导关心=3, 骑行驿站=5, 管护=4)
    tried = [[t.text for t in one.terms] for one in without_asides(query)]
    assert tried == [["领导关心", "骑行驿站", "管护"], ["骑行驿站", "管护"]]


def test_the_part_that_carries_most_stays() -> None:
    assert list(without_asides(_query("骑行驿站怎么管护", 骑行驿站=5, 管护=4))) == []
    assert list(without_asides(_query("骑行驿站，夜骑手册", 骑行驿站=5, 夜骑手册=5))) == []
