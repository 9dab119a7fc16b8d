"""A word that only one paper has, in its title, says which paper is asked about; who leads all of a paper is
told where no task says it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPERS = {
    "a.txt": "青峦市2025—2027年体育设施行动计划\n一、目标\n"
    "1.到2027年底，人均公共体育场馆面积由2025年的1.4平方米提高到2平方米以上。（责任单位：市体育局）\n"
    "二、任务\n2.市体育馆新馆2026年6月底前开工。（牵头单位：市住建局；配合单位：市体育局）\n"
    "3.市残联会同市体育馆开办康复班。\n",
    "b.txt": "临溪区防洪滞蓄设施建设实施方案\n一、目标\n"
    "到2026年，全区人均滞蓄面积达到2.1平方米。到2030年，全区人均滞蓄面积达到2.9平方米。\n"
    "二、任务\n1.区教育局负责校园内滞蓄设施建设。\n2.区城管局负责公园内滞蓄设施建设。\n"
    "三、职责分工\n在区政府统一领导下，区水务局、区应急局牵头，各镇政府落实主体责任。\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("word"), PAPERS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("人均滞蓄面积2026年和2030年各是多少", ["2.1", "2.9"]),
        ("人均滞蓄面积2026年和2030年各是多少，提高多少", ["0.8"]),
        ("人均滞蓄面积2030年达到多少", ["2.9"]),
    ],
)
def test_no_figure_of_another_paper(assistant: Assistant, question: str, said: list[str]) -> None:
    answer = assistant.ask(question)
    assert all(one in answer.answer for one in said)
    assert "体育" not in answer.answer


@pytest.mark.parametrize(
    "question",
    ["防洪滞蓄设施建设由哪两个部门牵头", "临溪防洪滞蓄设施建设谁牵头", "防洪滞蓄设施建设的牵头单位是谁"],
)
def test_who_leads_all_of_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    bold = answer.answer.partition("〔")[0]
    assert all(office in bold for office in ("区水务局", "区应急局"))
    assert "区教育局" not in bold


def test_a_building_is_asked_about_and_no_office(assistant: Assistant) -> None:
    answer = assistant.ask("市体育馆新馆谁牵头，哪些单位配合")
    assert "市住建局" in answer.answer.partition(">")[0]
