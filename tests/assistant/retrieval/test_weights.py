"""What a word is worth is told by the library: what nearly every clause says tells no clause from another, in
whatever field.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.retrieval.lexicon import fold, load_lexicon
from assistant.retrieval.options import WORDS
from assistant.retrieval.words import Weights, is_common

THINGS = ("环岛", "涵洞", "护栏", "隧道", "渡口", "标线", "站亭", "航标", "桥梁", "匝道", "路灯", "边沟")
ROADS = tuple(
    f"完成{thing}{deed}{n}处，公路畅通"
    for n in (3, 7)
    for thing in THINGS
    for deed in ("修缮", "改造", "新增")
)
HERDS = tuple(f"{line}牧草" for line in ROADS)


def weights(passages: Sequence[str]) -> Weights:
    return Weights(
        lexicon=load_lexicon(),
        frequency=lambda term: sum(term in fold(passage) for passage in passages),
        total=len(passages),
    )


@pytest.mark.parametrize(
    ("passages", "word", "general"),
    [
        (ROADS, "公路", True),  # in each of them
        (ROADS, "改造", True),  # in a third
        (ROADS, "渡口", False),
        (ROADS, "牧草", False),  # in none
        (HERDS, "牧草", True),
        (ROADS[:12], "公路", False),  # too few to tell
        (ROADS, "卫生", False),
        (ROADS, "医院", False),
        (ROADS, "健康", False),
        (ROADS, "范围", True),  # says of any thing only its kind
    ],
)
def test_a_word_most_passages_have_is_general(passages: Sequence[str], word: str, general: bool) -> None:
    assert weights(passages).is_general(word) is general


def test_a_general_word_weighs_less_than_its_rarity_alone() -> None:
    here, there = weights(ROADS).of("公路"), weights(("公路",) + ("渡口",) * (len(ROADS) - 1)).of("公路")
    assert here < weights(ROADS).of("渡口")
    assert here < there


@pytest.mark.parametrize(
    ("having", "total", "common"),
    [
        (WORDS.enough_passages, WORDS.enough_passages, True),
        (WORDS.enough_passages - 1, WORDS.enough_passages - 1, False),
        (0, 0, False),
        (19, 100, False),
        (20, 100, True),
        (200_000, 1_000_000, True),
    ],
)
def test_a_share_is_one_of_enough_passages(having: int, total: int, common: bool) -> None:
    assert is_common(having, total) is common
