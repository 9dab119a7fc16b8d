"""A streamed reply cut into sentences with the clauses they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verification.stream_sentences import LONGEST, SentenceStream


def cut(*pieces: str) -> list[tuple[str, tuple[int, ...]]]:
    stream = SentenceStream()
    found = [s for piece in pieces for s in stream.feed(piece)]
    return [(s.words, s.numbers) for s in (*found, *stream.close())]


@pytest.mark.parametrize(
    ("reply", "sentences"),
    [
        (
            "覆盖率达到95.5%以上[1]。新增托位600个[2]。",
            [("覆盖率达到95.5%以上。", (1,)), ("新增托位600个。", (2,))],
        ),
        (
            "覆盖率达到95%以上。[1][3]新增托位600个。[2]",
            [("覆盖率达到95%以上。", (1, 3)), ("新增托位600个。", (2,))],
        ),
        ("覆盖率达到95%以上【1、3】。", [("覆盖率达到95%以上。", (1, 3))]),
        ("- 新增托位600个[2]\n- **建成**站点5个[1]\n", [("新增托位600个", (2,)), ("建成站点5个", (1,))]),
        ("## 答复\n1. 新增托位600个[2]。", [("答复", ()), ("新增托位600个。", (2,))]),
        ("新增托位600个[1]。新增托位600个[1]。", [("新增托位600个。", (1,))]),
        ("控制在2022[1]年水平", [("控制在2022年水平", (1,))]),
        ("。\n\n", []),
        ("", []),
    ],
)
def test_sentences(reply: str, sentences: list[tuple[str, tuple[int, ...]]]) -> None:
    assert cut(reply) == sentences


@given(st.data())
def test_any_cutting_gives_the_same(data: st.DataObject) -> None:
    reply = "覆盖率达到95.5%以上。[1] [3]\n新增托位600个[2]。由市教育局负责！[1，2]完成"
    places = data.draw(st.lists(st.integers(0, len(reply)), max_size=12).map(sorted))
    pieces = [reply[a:b] for a, b in zip([0, *places], [*places, len(reply)], strict=True)]
    assert cut(*pieces) == cut(reply)


def test_a_sentence_comes_before_the_reply_ends() -> None:
    stream = SentenceStream()
    assert list(stream.feed("新增托位600个。[2")) == []
    assert [s.numbers for s in stream.feed("]由")] == [(2,)]


def test_repeats_are_counted_and_endless_text_is_cut() -> None:
    stream = SentenceStream()
    list(stream.feed("新增托位600个[1]。" * 5 + "完"))
    assert stream.repeats == 4
    assert [len(words) for words, _ in cut("增" * (LONGEST + 50))] == [LONGEST, 50]
