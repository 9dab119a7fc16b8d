"""What people write in data files, as questions meet it."""

from __future__ import annotations

import pytest

from assistant.retrieval.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("question", "regions", "read"),
    [
        ("洪城的目标", ("南昌市",), "南昌的目标"),
        ("洪城的目标", ("上饶市",), "洪城的目标"),
        ("长安区的目标", ("西安市", "长安区"), "长安区的目标"),
        ("江城县", ("武汉市", "江城县"), "江城县"),
    ],
)
def test_a_city_by_its_other_name_where_the_library_has_it(
    question: str, regions: tuple[str, ...], read: str
) -> None:
    assert load_lexicon().at_home(question, regions) == read


def test_spoken_forms_are_written_ones() -> None:
    assert load_lexicon().plain("俺们要建好多个") == "我们要建多少个"
    assert load_lexicon().plain("做得不到位的") == "做得不到位的"
