"""Words that ask for something, and those that only ask whether it is so."""

from __future__ import annotations

import pytest

from ingest.grammar.interrogatives import asks_anything, asks_for

FOR = [
    "驿站谁管", "哪里有驿站", "驿站要啥手续", "建多少座", "绿道多长", "咋申请", "怎么申请", "为啥停用",
    "何时开放", "开几座", "由街道还是由县里定", "驿站有什么用",
]  # fmt: skip
WHETHER = ["驿站开放吗", "是否开放", "能不能转租", "停用了没", "有没有补贴", "驿站呢"]
NEITHER = ["驿站开放", "驿站还是得先备案的吧", "十几座驿站", "几乎没有人", "好几年了", "请介绍驿站"]


@pytest.mark.parametrize("words", FOR)
def test_what_asks_for_something(words: str) -> None:
    assert asks_for(words)
    assert asks_anything(words)


@pytest.mark.parametrize("words", WHETHER)
def test_what_asks_whether(words: str) -> None:
    assert not asks_for(words)
    assert asks_anything(words)


@pytest.mark.parametrize("words", NEITHER)
def test_what_asks_nothing(words: str) -> None:
    assert not asks_for(words)
    assert not asks_anything(words)
