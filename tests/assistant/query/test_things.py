"""Several things in one question: the noun at the end belongs to each; one thing is not taken apart."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.several import each_in_turn
from assistant.ask import Assistant
from assistant.model import Query, Scope, Slots
from assistant.query.things import lacks_noun, with_noun


def test_the_noun_at_the_end_belongs_to_each() -> None:
    assert lacks_noun("城市")
    assert not lacks_noun("充电桩")
    assert with_noun("城市", "农村低保") == "城市低保"


def test_one_thing_is_not_taken_apart(linhe: Assistant) -> None:
    one = Query(asked="骑行驿站新建多少座？", scope=Scope(), intent="figure", terms=(), slots=Slots())
    assert each_in_turn(replace(one, wants_figure=True), linhe._sources) is None
