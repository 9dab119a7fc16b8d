"""What people ask of rules: who decides, how much at most, which papers; and what no rule says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from tests.small_library import over

RULES = """青岚市骑行课题管理办法

第一条（目的）
为进一步规范骑行课题管理，统一骑行课题要求，提高课题质量，制定本办法。
第二条（机构）
课题管理由青岚市人民政府骑行研究中心（以下简称“中心”）负责。
第三条（选题）
中心征集选题，形成课题选题方案报市政府审定。
第四条（停靠）
骑行课题用车的停靠证，由市城管局核发《停靠证》。
第五条（归档）
市档案局应当建立停靠证审批档案，一证一档。
第六条（经费）
课题由中心给予经费资助，资助额度根据课题情况确定。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home: Path = tmp_path_factory.mktemp("rules")
    with over(home, {"rules.txt": RULES}) as opened:
        yield opened


@pytest.mark.parametrize("question", ["骑行课题一个最多给多少万", "一个骑行课题最高多少钱"])
def test_word_that_only_begins_like_a_number_is_no_amount(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "第一条" not in [c.clause for c in answer.citations] or answer.status == "near"
    assert "**为进一步" not in answer.answer


@pytest.mark.parametrize(
    "question", ["骑行课题选题方案最后谁定", "骑行课题选题方案谁敲定", "骑行课题选题方案谁审定"]
)
def test_who_decides_is_who_has_to_agree(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert "市政府" in answer.answer.splitlines()[0]


@pytest.mark.parametrize("question", ["停靠证谁批", "停靠证由谁核发", "停靠证找谁批"])
def test_what_keeps_the_files_of_approvals_approves_nothing(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert "市城管局" in answer.answer.splitlines()[0]


ANEW = """白鹭市水利局关于修改《白鹭市用水单位标准》的通知
各区水利局：
经研究，就《白鹭市用水单位标准》作修改如下：
将“二、学校”修改为“二、学校、幼儿园”，并增加一项“日用水40吨以上的幼儿园”。
白鹭市水利局
2031年1月9日
白鹭市用水单位标准
一、工厂
（一）日用水90吨以上的工厂；
二、学校、幼儿园
（一）日用水60吨以上的学校；
（二）日用水40吨以上的幼儿园。
"""


@pytest.mark.parametrize("question", ["白鹭用水单位标准改了啥", "用水单位标准这次改了哪些地方"])
def test_what_changed_is_told_by_the_paper_itself(question: str, tmp_path: Path) -> None:
    with over(tmp_path, {"anew.txt": ANEW, "rules.txt": RULES}) as opened:
        answer = opened.ask(question)
        other = opened.ask("骑行课题管理办法这次改了什么")
    assert answer.status == "answered"
    assert [c.clause for c in answer.citations] == ["前言"]
    assert "日用水40吨以上的幼儿园" in answer.answer
    assert other.status == "not_found"
