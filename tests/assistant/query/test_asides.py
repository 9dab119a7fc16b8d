"""A question without what is said beside it."""

from __future__ import annotations

from assistant.query.asides import asks_no_more, without_asides
from assistant.question import Query, Scope, Term


def query(wording: str, **weights: float) -> Query:
    terms = tuple(Term(text=word, weight=weight) for word, weight in weights.items())
    return Query(asked=wording, intent="content", scope=Scope(), wording=wording, terms=terms)


def test_the_lightest_part_is_left_out_and_the_one_that_carries_most_is_not() -> None:
    tried = [*without_asides(query("写汇报要用，骑行驿站怎么建", 汇报=1.0, 骑行=3.0, 驿站=3.0))]
    assert [[t.text for t in one.terms] for one in tried] == [["骑行", "驿站"]]


def test_one_part_has_nothing_beside_it() -> None:
    assert [*without_asides(query("骑行驿站怎么建", 骑行=3.0, 驿站=3.0))] == []


def test_a_pasted_text_is_not_tried_part_by_part() -> None:
    text = "，".join(["写汇报要用", *(f"骑行驿站{n}" for n in range(40))])
    assert [*without_asides(query(text, 汇报=1.0, 骑行=3.0, 驿站=3.0))] == []


def test_what_asks_nothing_any_more() -> None:
    whole = query("骑行驿站想装路灯，走哪条路子", 骑行=3.0, 驿站=3.0, 路灯=3.0, 路子=2.0)
    (lesser,) = without_asides(whole)
    assert [t.text for t in lesser.terms] == ["骑行", "驿站", "路灯"]
    assert asks_no_more(whole, lesser)
    assert not asks_no_more(whole, whole)
    both = query("骑行驿站建几座，走哪条路子", 骑行=3.0, 驿站=3.0, 路子=2.0)
    assert not any(asks_no_more(both, one) for one in without_asides(both))
