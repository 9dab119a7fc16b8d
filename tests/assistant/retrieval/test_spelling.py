"""Names typed with other characters of the same sound are read as names; other words are left alone."""

from __future__ import annotations

import pytest

from assistant.retrieval.lexicon import load_lexicon
from assistant.retrieval.spelling import mended, respelt

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


class Passages:
    """A vocabulary of a few pairs of characters, each in one passage."""

    def __init__(self, *texts: str) -> None:
        self.pairs = {text[i : i + 2] for text in texts for i in range(len(text) - 1)}

    def frequency(self, term: str) -> int:
        return int(term in self.pairs)

    def beginning_with(self, prefix: str) -> tuple[str, ...]:
        return tuple(pair for pair in sorted(self.pairs) if pair.startswith(prefix))

    def holding(self, phrase: str) -> int:
        return int(all(self.frequency(phrase[i : i + 2]) for i in range(len(phrase) - 1)))

    def size(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("cut", "printed", "read"),
    [
        (("学校", "改", "的"), ("学校师生", "老师的"), "学校改的"),
        (("质保", "没人管"), ("质保期内", "保护人"), "质保没人管"),
        (("仓库", "租", "来"), ("仓库房", "房来"), "仓库租来"),
        (("卫生", "园", "的"), ("卫生院的",), "卫生院的"),
        (("垃圾", "肥", "类"), ("垃圾分类",), "垃圾分类"),
    ],
)
def test_a_character_is_exchanged_for_one_that_makes_a_word(
    cut: tuple[str, ...], printed: tuple[str, ...], read: str
) -> None:
    passages = Passages(*printed)
    text, _ = mended("".join(cut), cut, load_lexicon(), (), passages.frequency, passages)
    assert text == read


@pytest.mark.parametrize("names", [("沅屏", "源坪", "圆屏"), ("圆屏", "源坪", "沅屏")])
def test_a_name_that_is_printed_is_no_misspelling_of_another(names: tuple[str, ...]) -> None:
    assert respelt("沅屏县托位", names) == ("沅屏县托位", ())


def test_of_several_names_alike_always_the_same_is_meant() -> None:
    found = {respelt("元屏县托位", names) for names in (("沅屏", "圆屏"), ("圆屏", "沅屏"))}
    assert len(found) == 1
