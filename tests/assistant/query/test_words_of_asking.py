"""Words of asking are told by their class: no question of ours leaves one among the words to look for."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.query.understand import understand
from assistant.retrieval.lexicon import Lexicon, load_lexicon

PHRASINGS = (
    "您好，请问骑行驿站也要建吗",
    "麻烦帮我看一下骑行驿站",
    "骑行驿站又是怎么说的呢",
    "骑行驿站还有没有",
    "我想知道骑行驿站到底如何",
    "谢谢，骑行驿站的情况",
    "查一查骑行驿站",
    "骑行驿站现状",
    "骑行驿站的上限或者下限",
    "那骑行驿站呢",
    "能不能告诉我骑行驿站",
    "关于骑行驿站，都写了什么",
)


@pytest.mark.parametrize("question", PHRASINGS)
def test_only_the_thing_is_looked_for(linhe: Assistant, question: str) -> None:
    linhe.catalog.refresh()
    lexicon: Lexicon = load_lexicon()
    query = understand(question, (), linhe.catalog, lexicon, linhe._vocabulary)
    assert "".join(t.text for t in query.terms if not t.optional) == "骑行驿站"


def test_a_particle_is_known_by_its_class() -> None:
    lexicon = load_lexicon()
    assert all(lexicon.asking(char) for char in "也还再被")
    assert not any(lexicon.asking(char) for char in "桥路全每")
