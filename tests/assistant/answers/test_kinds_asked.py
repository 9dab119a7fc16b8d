"""What is told is of the kind that is asked for: a penalty, how long; else it only lies near."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

RULE = """临桥市共享单车停放管理办法

第一条 为规范共享单车停放，制定本办法。
第二条 市区内共享单车停放及其监督管理，适用本办法。
第三条 从事共享单车经营应当有停放场地，开办资金不低于30万元。
第四条 停放区分为下列三类：
（一）禁停区；
（二）限停区；
（三）推荐停放区。
第五条 未取得备案从事共享单车经营的，由市城市管理局责令改正，处违法所得一倍以上三倍以下的罚款。
第六条 备案应当提交车辆清单、停放方案等材料。
第七条 终止经营的，应当提前30日公告。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("kinds"), {"临桥市共享单车停放管理办法.txt": RULE}) as opened:
        yield opened


@pytest.mark.parametrize(
    "question", ["无证经营共享单车的罚多少钱", "没备案开办共享单车罚多少", "开办没场地的要交多少罚款"]
)
def test_what_is_no_penalty_answers_no_question_for_one(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not any("30万元" in x for x in answer.answer.splitlines() if "**" in x)
    assert answer.status == "near"
    assert answer.citations[0].clause == "第五条"


def test_what_has_no_time_does_not_answer_how_long(assistant: Assistant) -> None:
    assert assistant.ask("备案要提前多久递材料").status == "near"


def test_question_for_how_long_asks_for_no_text(assistant: Assistant) -> None:
    before = [Turn(role="user", content="临桥市共享单车备案要交什么")]
    answer = assistant.ask("快到期了想续，提前多久递材料", before)
    assert answer.briefing is None
    assert "写到" not in answer.answer


def test_rule_without_penalty_is_not_quoted_as_one(assistant: Assistant) -> None:
    assert assistant.ask("没证开办的会怎么罚").status == "near"


def test_kinds_are_counted_off_their_list(assistant: Assistant) -> None:
    assert "共 3 项" in assistant.ask("停放区分几类").answer


SHED = """泊湖县2026年船棚更新工作要点

一、更新船棚。年内更新船棚30座。

二、船棚更新补助。申请条件：船棚使用20年以上；所在码头已有管护单位；近两年未获过补助。

| 指标 | 2025年基数 | 2030年目标 |
|---|---|---|
| 船棚完好率（%） | 61 | 95 |
"""


def test_parts_of_a_sentence_behind_a_colon_are_a_list(tmp_path_factory: pytest.TempPathFactory) -> None:
    with over(tmp_path_factory.mktemp("shed"), {"shed.txt": SHED}) as opened:
        answer = opened.ask("船棚更新补助的申请条件是什么")
        assert (answer.status, answer.citations[0].clause) == ("answered", "二")
        terms = [t.text for t in opened.read("全县船棚完好率目标是多少").terms]
    assert "全县" not in terms  # of a county's paper it says nothing
    assert "完好率" in "".join(terms)
