"""An answer names the office, the figure, the year and the papers that are meant, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from tests.small_library import over

RULES = """松陵市噪声管理规定

第一条 为了管理噪声，制定本规定。
第二条 生态环境主管部门负责工业噪声的监督管理。
住房和城乡建设主管部门负责建筑施工噪声的监督管理。
公安机关负责社会生活噪声的监督管理。
文化和旅游主管部门负责娱乐场所噪声的监督管理。
交通运输主管部门负责机动车船噪声的监督管理。
第三条 施工单位应当遵守下列规定：
（一）设置围挡；
（二）公示作业时段；
（三）使用低噪声设备。
第四条 违反作业时段的，处五百元以上五千元以下罚款。
"""
PLAN = """柳坪县2025年农业工作要点

一、重点工作
1.扩大农业保险。大豆、花生、芝麻完全成本保险参保率达到85%以上，大豆每亩保额720元。（责任单位：农险股）
2.建设口袋公园6座，全县公园总数达到40座。（责任单位：园林股）
3.设立面积不少于45平方米的农技阅览室，每周开放时间不少于12小时。（责任单位：农技站）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home: Path = tmp_path_factory.mktemp("said-of-which")
    with over(home, {"rules.txt": RULES, "plan.txt": PLAN}) as opened:
        yield opened


def bold(answer: str) -> str:
    return "\n".join(line for line in answer.splitlines() if "**" in line and not line.startswith(">"))


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("松陵市建筑施工噪声谁监督管理", "住房和城乡建设主管部门"),
        ("松陵市娱乐场所噪声由谁监督管理", "文化和旅游主管部门"),
    ],
)
def test_of_a_clause_that_charges_many_the_office_of_the_sentence(
    assistant: Assistant, question: str, office: str
) -> None:
    answer = assistant.ask(question)
    assert office in answer.answer
    others = {"生态环境主管部门", "住房和城乡建设主管部门", "公安机关", "文化和旅游主管部门"} - {office}
    assert not [name for name in others if name in bold(answer.answer)]


@pytest.mark.parametrize("question", ["柳坪县芝麻完全成本保险每亩保额多少", "柳坪花生的每亩保额是几元"])
def test_no_figure_of_another_thing_of_a_list(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "720" not in bold(answer.answer)
    assert answer.status == "near"


def test_the_figure_of_the_thing_itself(assistant: Assistant) -> None:
    assert "720元" in bold(assistant.ask("柳坪县大豆每亩保额多少").answer)


def test_a_year_is_looked_for_in_the_papers_asked_about(assistant: Assistant) -> None:
    answer = assistant.ask("柳坪县2027年公园总数要到多少座")
    assert (answer.status, answer.reason) == ("not_found", "no_such_plan")
    assert "柳坪县2027年" in answer.answer
    assert "松陵" not in answer.answer
    assert "《柳坪县2025年农业工作要点》" in answer.answer


def test_items_of_an_article_are_counted_and_listed(assistant: Assistant) -> None:
    answer = assistant.ask("松陵市噪声管理规定第三条施工单位要做到哪几条")
    assert "共 3 " in answer.answer
    assert all(word in answer.answer for word in ("设置围挡", "公示作业时段", "使用低噪声设备"))


def test_a_figure_that_measures_another_thing_is_not_set_against_the_question(assistant: Assistant) -> None:
    answer = assistant.ask("松陵市连续三天违反作业时段罚多少")
    assert "与问题里所说的数字不同" not in answer.answer
    assert "五千元" in answer.answer


@pytest.mark.parametrize(
    ("question", "figure"),
    [("柳坪县农技阅览室面积最少多大", "45平方米"), ("柳坪县农技阅览室每周开放多少小时", "12小时")],
)
def test_the_line_in_bold_has_the_figure_asked_for(assistant: Assistant, question: str, figure: str) -> None:
    assert figure in bold(assistant.ask(question).answer)


def test_a_place_the_dictionary_does_not_see_is_one(assistant: Assistant) -> None:
    answer = assistant.ask("徐汇区新建公园多少座")
    assert (answer.status, answer.reason) == ("not_found", "no_such_plan")
    assert "40座" not in answer.answer
