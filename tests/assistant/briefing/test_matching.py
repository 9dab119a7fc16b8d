"""Texts that belong together: equal before alike, each once, numbers told apart."""

from __future__ import annotations

import pytest

from assistant.briefing.matching import match, same_numbers


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
    ],
    ids=["crossed", "alike", "others", "each once", "equal first", "empty", "one character", "width"],
)
def test_pairs(left: tuple[str, ...], right: tuple[str, ...], pairs: dict[int, int]) -> None:
    assert match(left, right, 0.5) == pairs


def test_what_may_not_be_paired_is_not() -> None:
    assert match(("甲乙", "甲丙"), ("甲乙",), 0.1, may=lambda i, _j: i == 1) == {}
    assert match(("甲乙", "甲乙"), ("甲乙",), 0.1, may=lambda i, _j: i == 1) == {1: 0}


def test_numbers_tell_names_apart() -> None:
    assert same_numbers("5岁以下儿童死亡率", "5岁以下儿童的死亡率")
    assert not same_numbers("3岁以下儿童管理率", "7岁以下儿童管理率")


def test_a_thousand_by_a_thousand_is_quick() -> None:
    left = [f"推进第{n}项工程建设，完善{n * 7919 % 1000}号服务体系" for n in range(1000)]
    assert len(match(left, [f"{text}。" for text in left], 0.5)) == 1000
