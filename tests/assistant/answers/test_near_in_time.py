"""Of two clauses that say the same of two times, the nearest is that of the time which is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.near import nearest
from assistant.ask import Assistant
from tests.small_library import over

PAPER = """栗溪县民政局2025年工作总结和2026年工作计划

一、2025年工作总结
（一）社会救助。农村低保标准提高到每人每月668元，农村低保标准按时发放，救助困难群众5210人次。
（二）养老服务。完成老年人家庭适老化改造310户，截至年底适老化改造满意率96.4%。
（三）婚姻登记。婚姻登记窗口搬迁完成，办理婚姻登记2980对。
二、2026年工作计划
（一）提高标准。农村低保标准达到每人每月702元以上。
（二）适老化改造。实施老年人家庭适老化改造450户，6月底前完成180户。
（三）殡葬服务。公益性公墓穴位新增1200个，公墓建设投入资金860万元。
（四）公墓管理。公益性公墓穴位统一管理，公墓穴位登记入库，公墓建设资金专账核算，巡查公墓3次。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("time"), {"栗溪县民政局2025年总结和2026年计划.txt": PAPER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        pytest.param("农村低保标准要提到多少", "二/（一）", id="a goal"),
        pytest.param("农村低保标准提高的目标是多少", "二/（一）", id="a goal, in words of a result"),
        pytest.param("2026年农村低保标准提高多少", "二/（一）", id="the year to come"),
        pytest.param("农村低保标准2025年多少", "一/（一）", id="the year that is over"),
        pytest.param("去年老年人家庭适老化改造多少户", "一/（二）", id="last year"),
        pytest.param("2025年底适老化改造做了多少户", "一/（二）", id="the end of the year looked back on"),
        pytest.param("公益性公墓穴位、公墓建设资金多少万元", "二/（三）", id="the measure asked for"),
    ],
)
def test_the_nearest_is_of_the_time_and_measure_asked_for(
    assistant: Assistant, question: str, clause: str
) -> None:
    draft = nearest(assistant.read(question), assistant.sources)
    assert draft is not None
    assert (draft.status, draft.citations[0].clause) == ("near", clause)


def test_a_question_without_a_time_is_ranked_by_its_words(assistant: Assistant) -> None:
    draft = nearest(assistant.read("农村低保标准按时发放"), assistant.sources)
    assert draft is not None
    assert draft.citations[0].clause == "一/（一）"
