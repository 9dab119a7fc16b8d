"""What a stretch of text is worth for a question."""

from __future__ import annotations

from itertools import permutations

from assistant.retrieval.nearest import Worth


def test_the_worth_of_pairs_does_not_hang_on_their_order() -> None:
    worth = Worth({"骑行": 0.1, "驿站": 0.2, "绿道": 0.3})
    assert len({sum(worth.of[pair] for pair in pairs) for pairs in permutations(worth.of)}) > 1
    assert len({worth.sum(pairs) for pairs in permutations(worth.of)}) == 1
    assert worth.total == worth.sum(worth.of)
