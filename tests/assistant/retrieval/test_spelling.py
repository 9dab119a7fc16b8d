"""Names typed with other characters of the same sound are read as names; other words are left alone."""

from __future__ import annotations

import pytest

from assistant.retrieval.spelling import respelt

NAMES = ("临河", "上饶", "郭根泉")


@pytest.mark.parametrize(
    ("typed", "read", "pairs"),
    [
        ("上绕的目标", "上饶的目标", (("上绕", "上饶"),)),
        ("郭根全牵头什么", "郭根泉牵头什么", (("郭根全", "郭根泉"),)),
        ("林河和上绕", "临河和上饶", (("林河", "临河"), ("上绕", "上饶"))),
        ("上饶的目标", "上饶的目标", ()),
        ("商饶", "上饶", (("商饶", "上饶"),)),
        ("尚扰", "尚扰", ()),
        ("", "", ()),
    ],
)
def test_names_by_their_sound(typed: str, read: str, pairs: tuple[tuple[str, str], ...]) -> None:
    text, found = respelt(typed, NAMES)
    assert (text, set(found)) == (read, set(pairs))


def test_a_word_of_the_dictionary_is_no_misspelt_name() -> None:
    assert respelt("公示名单", ("公式",)) == ("公示名单", ())


def test_a_name_of_one_character_is_passed_over() -> None:
    assert respelt("上绕", ("绕", "扰")) == ("上绕", ())
