"""Words clipped from phrases that the library prints."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from assistant.retrieval.clipped import clipped, with_clipped
from assistant.retrieval.lexicon import load_lexicon


class Printed:
    """The characters and pairs of some passages."""

    def __init__(self, passages: Iterable[str]) -> None:
        self._passages = list(passages)

    def frequency(self, term: str) -> int:
        return sum(term in passage for passage in self._passages)

    def beginning_with(self, prefix: str) -> tuple[str, ...]:
        pairs = {p[i : i + 2] for p in self._passages for i in range(len(p) - 1)}
        return tuple(sorted(pair for pair in pairs if pair.startswith(prefix)))

    def holding(self, phrase: str) -> int:
        pairs = [phrase[i : i + 2] for i in range(len(phrase) - 1)]
        return sum(all(pair in passage for pair in pairs) for passage in self._passages)

    def size(self) -> int:
        return len(self._passages)


PASSAGES = Printed(
    [
        "运营单位提交年度报告。", "公共租赁住房的租金按季收取。", "农村公路养护由乡镇负责。",
        "经济适用住房不得出租。", "参加社会保险满三年。", "安全检查不少于600次。",
        "租房补贴标准为每月200元。",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "word", "phrase"),
    [
        ("年报几号前交", "年报", "年度报告"),
        ("公租房租金怎么收", "公租房", "公共租赁住房"),
        ("经适房能出租吗", "经适房", "经济适用住房"),
        ("农路谁养护", "农路", "农村公路"),
        ("社保要满几年", "社保", "社会保险"),
    ],
)
def test_a_phrase_is_found(question: str, word: str, phrase: str) -> None:
    assert phrase in clipped(question, PASSAGES)[word]


@pytest.mark.parametrize(
    "question",
    [
        "租房补贴多少",
        "公路怎么养护",
        "要设几处",
        "加查几次",
        "不能高过多少",
        "每年一次",
        "租金十几元",
        "请问怎么办",
        "驿站夜里开放吗",
    ],
)
def test_words_that_stand_for_themselves(question: str) -> None:
    assert clipped(question, PASSAGES) == {}


def test_the_lexicon_has_them_as_other_wordings() -> None:
    lexicon = load_lexicon()
    extended = with_clipped("公租房租金怎么收", lexicon, PASSAGES)
    assert "公共租赁住房" in extended.synonyms["公租房"]
    assert with_clipped("租金怎么收", lexicon, PASSAGES) is lexicon


def test_one_who_listed_a_word_is_believed() -> None:
    lexicon = load_lexicon()
    listed = next(word for word in lexicon.synonyms if len(word) == 2)
    assert with_clipped(listed, lexicon, PASSAGES).synonyms[listed] == lexicon.synonyms[listed]
