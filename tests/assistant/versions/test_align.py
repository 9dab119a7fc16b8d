"""Clauses that belong together: equal before alike, each once, in the three strengths."""

from __future__ import annotations

import time

import pytest

from assistant.versions.align import Words, align
from assistant.versions.options import SUBJECTS, VERSIONS, YEARS, AlignOptions

ANY = AlignOptions()


def words(*texts: str) -> list[Words]:
    return [Words(text=text) for text in texts]


def labelled(*texts: str) -> list[Words]:
    return [Words(text=text, label=f"一/{n}") for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        (("甲乙丙丁", "戊己庚"), ("戊己庚", "甲乙丙丁"), {0: 1, 1: 0}),
        (("甲乙丙丁",), ("甲乙丙戊",), {0: 0}),
        (("甲乙丙丁",), ("戊己庚辛",), {}),
        (("甲乙", "甲乙"), ("甲乙",), {0: 0}),
        (("甲乙丙丁戊", "甲乙丙丁"), ("甲乙丙丁",), {1: 0}),
        ((), ("甲",), {}),
        (("甲",), ("甲",), {0: 0}),
        (("９０％以上",), ("90%以上",), {0: 0}),
        (("甲乙，丙丁。",), ("甲乙丙丁",), {0: 0}),
    ],
    ids=[
        "crossed",
        "alike",
        "others",
        "each once",
        "equal first",
        "empty",
        "one character",
        "width",
        "marks",
    ],
)
def test_pairs(left: tuple[str, ...], right: tuple[str, ...], pairs: dict[int, int]) -> None:
    assert align(words(*left), words(*right), ANY) == pairs


REWRITTEN = "组织开展老年人免费体检。", "为65岁以上老年人开展体检。"


def test_a_label_tells_in_two_versions_and_not_in_two_years() -> None:
    one, other = (labelled(text) for text in REWRITTEN)
    assert align(one, other, VERSIONS) == {0: 0}
    assert align(one, other, YEARS) == {}
    assert align(*(words(text) for text in REWRITTEN), VERSIONS) == {}


def test_what_every_clause_says_tells_nothing_of_its_subject() -> None:
    left = words(*(f"加强{name}体系建设，完善工作机制" for name in ("托育", "急救")))
    right = words(*(f"加强{name}体系建设，完善工作机制" for name in ("急救", "托育", "采血")))
    assert align(left, right, SUBJECTS) == {0: 1, 1: 0}


def test_a_thousand_by_a_thousand_is_quick() -> None:
    left = words(*(f"推进第{n}项工程建设，完善{n * 7919 % 1000}号服务体系" for n in range(1000)))
    start = time.thread_time()
    assert len(align(left, [Words(text=f"{w.text}。") for w in left], YEARS)) == 1000
    assert time.thread_time() - start < 30
