"""Thoughts are taken out of a reply, however it is cut into pieces."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.llm.stream import Words


def spoken(*pieces: str, begun: bool = False) -> str:
    words = Words(begun=begun)
    return "".join(words.feed(piece) for piece in pieces) + words.end()


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("普惠率要达到30%。", "普惠率要达到30%。"),
        ("<think>是30%还是40%？</think>\n\n普惠率要达到30%。", "普惠率要达到30%。"),
        ("<thinking>想</thinking>甲<thought>再想</thought>乙", "甲乙"),
        ("甲<think>想", "甲"),
        ("<think>只有想", ""),
        ("<think></think>\n", ""),
        ("<think>一<think>二</think>三</think>四", "三四"),
        ("接种率<95%，>90%", "接种率<95%，>90%"),
        ("末尾<thi", "末尾<thi"),
        ("<table>甲</table>", "<table>甲</table>"),
        (" \n 甲 ", "甲 "),
        ("", ""),
    ],
    ids=[
        "none", "one", "two names", "never closed", "nothing else", "empty", "one in another",
        "signs of comparison", "a broken mark",
        "another mark", "white space before", "nothing",
    ],
)  # fmt: skip
def test_what_is_said(reply: str, said: str) -> None:
    assert spoken(reply) == said
    assert spoken(*reply) == said


def test_a_reply_that_begins_in_a_thought() -> None:
    words = Words()
    words.feed("是30%吗？</think>要达到30%。")
    assert words.orphan
    assert spoken("是30%吗？</think>要达到30%。", begun=True) == "要达到30%。"
    assert spoken("要达到30%。", begun=True) == "要达到30%。", "it never was one"
    assert spoken("甲<think>想</think>乙", begun=True) == "甲乙", "nor here"


parts = st.lists(
    st.sampled_from(
        ["<think>", "</think>", "<thinking>", "</thinking>", "<", "</", "甲", "30%", " \n", "想", "<thi"]
    )
)


@given(text=parts.map("".join), cuts=st.lists(st.integers(0, 80)), begun=st.booleans())
@example(text="a<think>b</think>c", cuts=[2, 3, 10, 11], begun=False)
def test_however_it_is_cut(text: str, cuts: list[int], begun: bool) -> None:
    bounds = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    pieces = [text[a:b] for a, b in pairwise(bounds)]
    whole = Words(begun=begun)
    said = whole.feed(text) + whole.end()
    words = Words(begun=begun)
    assert "".join(words.feed(piece) for piece in pieces) + words.end() == said
    assert words.orphan == whole.orphan


@given(blocks=st.lists(st.tuples(st.text("甲乙30%< \n", max_size=6), st.text("想一< /", max_size=6))))
def test_blocks_are_what_goes(blocks: list[tuple[str, str]]) -> None:
    text = "".join(f"{said}<think>{thought}</think>" for said, thought in blocks)
    assert spoken(*text) == re.sub(r"<think>.*?</think>", "", text, flags=re.DOTALL).lstrip()
