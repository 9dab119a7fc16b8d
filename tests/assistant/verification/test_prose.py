"""Every word of the table by which written sentences are checked, in a sentence that it turns."""

from __future__ import annotations

import pytest

from assistant.retrieval.lexicon import fold
from assistant.verification.polarity import turned
from assistant.verification.prose import prose
from assistant.verification.strict import STRICT
from tests.assistant.verification.clauses import clause

PLAIN = "驿站拆除围栏"
NEGATORS = sorted({word for group in prose().negators.values() for word in group})
HEDGES = [word for alike in prose().hedged for word in alike]


def turn(sentence: str, words: str = PLAIN) -> bool:
    return any(turned(fold(sentence), [clause(words)]))


@pytest.mark.parametrize("word", NEGATORS)
def test_a_negator_that_the_clause_has_not(word: str) -> None:
    sentence = f"驿站{word}拆除围栏"
    assert turn(sentence) or STRICT.search(sentence)
    assert not turn(sentence, sentence)


@pytest.mark.parametrize("word", prose().unnegated)
def test_a_word_that_negates_nothing(word: str) -> None:
    """It has a negator in it, or makes one with the word behind it (困难以…); no shorter one does."""
    assert any(one in f"{word}以" for one in NEGATORS)
    assert not [one for one in prose().unnegated if one != word and word.startswith(one)]
    assert not turn(f"驿站{word}拆除围栏")


@pytest.mark.parametrize("word", prose().done)
def test_what_is_said_to_be_done(word: str) -> None:
    assert turn(f"驿站{word}拆除围栏")


@pytest.mark.parametrize("word", HEDGES)
def test_a_hedge_that_the_clause_has_not(word: str) -> None:
    assert turn(f"驿站{word}拆除围栏")


@pytest.mark.parametrize("word", prose().levels)
def test_a_level_of_government_that_the_clause_has_not(word: str) -> None:
    assert turn(f"驿站由{word}拆除围栏")


@pytest.mark.parametrize("word", prose().alike)
def test_a_strict_word_and_those_that_demand_the_same(word: str) -> None:
    assert STRICT.fullmatch(word)
    assert word in prose().alike[word]
