"""What papers print is not denied: an office they call without its level, a deed it does with others, a year
a sentence prints, two rules inside one paper. Papers of our own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

GROUPS = """青岭市防凌应急预案

应急工作组职责
（1）安置组：由民政局、教育局、粮储局等组成。负责转移群众。
（2）评估组：由应急局、教育局、统计局等组成。负责核实损失。
（3）救护组：由卫健委、红十字会等组成。负责救治伤员。
"""
SCHOOLS = """桐川县2026年校园工作要点

1.校园绿化。绿化校园12所。（责任单位：县教育局）
2.校医配备。配备校医9名。（责任单位：县教育局、县卫健局）
3.严格考评。县督查室会同县教育局12月10日前完成考核，考核结果报县政府。
4.校舍维修。维修校舍6栋。（牵头单位：县住建局，配合单位：县教育局）
"""
HEALTH = """临湾县2026年卫生工作要点

一、目标
到2026年底，每千人口注册护士数达到3.6人以上，健康素养水平提高到29%。2025年底，上述两项分别为3.4人和27%。
二、任务
1.建设村卫生室24所。（责任单位：基层股）
"""
GRANTS = """临湾县2026年专利资助申报通知

一、资助标准
1.按照原资助办法执行的项目。国内发明专利授权后每件资助9000元，费用减缓的每件资助800元。
2.按照修订后的资助办法执行的项目。国内发明专利授权后每件资助7000元，费用减缓的不再资助。
3.材料于2026年9月30日前报县知识产权局。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"a.txt": GROUPS, "b.txt": SCHOOLS, "c.txt": HEALTH, "d.txt": GRANTS}
    with over(tmp_path_factory.mktemp("denied"), papers) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    ["青岭防凌预案教育局负责哪些", "青岭防凌 教育局在哪些组", "青岭市防凌应急预案里教育局有哪些任务"],
)
def test_an_office_a_paper_calls_without_its_level(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "没有载明" not in answer.answer
    assert {c.clause.rpartition("/")[2] for c in answer.citations} >= {"（1）", "（2）"}
    assert {c.plan for c in answer.citations} == {c.plan for c in assistant.ask("青岭防凌安置组").citations}


@pytest.mark.parametrize("question", ["桐川县教育局考核哪些工作", "桐川县教育局负责考核的有哪些"])
def test_a_deed_done_with_others_is_not_denied(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "没有载明" not in answer.answer
    assert any("完成考核" in c.quote for c in answer.citations)


def test_a_deed_nobody_does_is_still_denied(assistant: Assistant) -> None:
    assert "没有载明" in assistant.ask("桐川县教育局督办哪些工作").answer


@pytest.mark.parametrize(
    "question",
    ["临湾千人护士数今年到多少 2025年底是几", "临湾县千人护士数2025年是多少", "临湾健康素养2025年底是几"],
)
def test_a_year_the_sentence_prints_is_not_denied(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "没有找到写明2025年" not in answer.answer
    assert any("2025年底" in c.quote for c in answer.citations)


def test_a_year_nobody_prints_is_still_denied(assistant: Assistant) -> None:
    assert assistant.ask("临湾县2019年村卫生室建几所").status == "not_found"


@pytest.mark.parametrize(
    "question",
    ["国内发明专利老办法跟修订后的资助有什么不一样", "发明专利费用减缓的 原办法和修订后的有啥区别"],
)
def test_two_rules_inside_one_paper(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    quotes = " ".join(c.quote for c in answer.citations)
    assert "原资助办法" in quotes or "800元" in quotes
    assert "7000元" in quotes or "不再资助" in quotes
