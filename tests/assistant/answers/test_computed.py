"""Sums and differences of figures that plans state, shown as computed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.computed import computed
from assistant.ask import Assistant
from assistant.question import Query, Scope
from tests.assistant.answers.greening import over_both


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("computed")
    with over_both(home) as opened:
        yield opened


SUMS = {
    "of two places": ("柳坪和山岭行道树一共栽植多少株", "合计 = 1200株 + 800株 = 2000株"),
    "of two things": ("柳坪县行道树和灌木加起来多少株", "合计 = 1200株 + 300株 = 1500株"),
    "the difference of places": ("柳坪县行道树比山岭县多栽多少株", "相差 = 1200株 − 800株 = 400株"),
    "a difference asked as such": ("柳坪和山岭行道树相差多少株", "相差 = 1200株 − 800株 = 400株"),
    "with a bound": ("柳坪和山岭培训护林员合计多少人次", "= 100人次（按所列数字计算；“60人次以上”是下限"),
}


@pytest.mark.parametrize(("question", "said"), SUMS.values(), ids=SUMS)
def test_sums_and_differences_are_shown_as_computed(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert said in answer.answer
    assert "按所列数字计算" in answer.answer
    assert len(answer.citations) >= 1


@pytest.mark.parametrize("question", ["柳坪口袋公园一共建几处", "柳坪行道树和口袋公园一共多少"])
def test_what_makes_no_sum_is_not_added(assistant: Assistant, question: str) -> None:
    assert "合计 =" not in assistant.ask(question).answer


def test_what_asks_for_neither_is_left_to_others(assistant: Assistant) -> None:
    query = Query(asked="行道树", intent="content", scope=Scope())
    assert computed(query, assistant.sources) is None
