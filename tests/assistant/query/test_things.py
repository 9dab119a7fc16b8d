"""The things a question asks the same of."""

from __future__ import annotations

import pytest

from assistant.query.things import lacks_noun, things_asked, with_noun
from assistant.question import Query, Scope, Slots


@pytest.mark.parametrize(
    ("asked", "phrase", "figures", "things"),
    [
        ("骑行驿站和绿道各多少", "骑行驿站和绿道各", 1, ("骑行驿站", "绿道")),
        ("骑行驿站、绿道目标", "骑行驿站 绿道目标", 0, ("骑行驿站", "绿道")),
        ("骑行驿站多少，绿道多少", "骑行驿站 绿道", 2, ("骑行驿站", "绿道")),
        ("骑行驿站和绿道2031年各控制在多少", "骑行驿站和绿道 各控制在", 1, ("骑行驿站", "绿道")),
        ("骑行驿站和绿道各要达到多少", "骑行驿站和绿道各要达到", 1, ("骑行驿站", "绿道")),
        ("骑行驿站和绿道明年分别提高到几个", "骑行驿站和绿道 分别提高到", 1, ("骑行驿站", "绿道")),
        ("骑行驿站按多少人口设", "骑行驿站 人口设", 1, ()),
        ("骑行驿站多少", "骑行驿站", 1, ()),
    ],
)
def test_things_set_beside_each_other(asked: str, phrase: str, figures: int, things: tuple[str, ...]) -> None:
    slots = Slots(dated=asked, figures=figures)
    query = Query(asked=asked, intent="figure", scope=Scope(), slots=slots, phrase=phrase)
    assert things_asked(query) == things


def test_a_word_that_only_tells_which_shares_the_noun_of_the_last() -> None:
    assert lacks_noun("城市")
    assert not lacks_noun("绿道")
    assert with_noun("城市", "农村公路里程") == "城市公路里程"
