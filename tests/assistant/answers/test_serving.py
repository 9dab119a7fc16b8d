"""A claim is made where it is what was asked; else another clause's, or the nearest sentences alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.serving import weights
from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

PAPER = """青禾县2026年农业农村和民生工作要点

一、粮食生产
（一）稳定面积。全年粮食播种面积稳定在38万亩以上。责任单位：县农业农村局。
（二）绿色防控。推广病虫害统防统治，统防统治覆盖率达到51%以上。责任单位：县植保站。
二、集体经济
（一）发展村集体经济。经营性收入15万元以上的村占比达到72%。责任单位：县委组织部。
三、家庭医生
（一）组建家庭医生团队64个，开展上门服务。责任单位：县卫生健康局。
四、产业发展
（一）壮大茶产业。建设茶园2万亩。牵头单位：县茶叶中心；配合单位：县供销社。
（二）培育龙头企业。新增乡村产业龙头企业6家。牵头单位：县乡村产业站；配合单位：县商务局。
五、资金管理
（一）加强资金管理。县财务股每半年检查一次资金使用情况，派驻纪检组对资金使用全程监督。
六、避难场所
（一）避难场所社区覆盖率达到93%。责任单位：县应急局。
七、养老补贴
（一）补贴标准。失能老年人居家养老补贴每人每月280元。责任单位：县民政局。
（二）申请材料。申请居家养老补贴应当提交身份证、户口簿和评估报告。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("serving"), {"青禾县2026年工作要点.txt": PAPER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("青禾县家庭医生签约一年收多少钱", "64"),
        ("青禾县家庭医生上门一次多少钱", "64"),
        ("青禾县茶园总投资多少钱", "2万亩"),
        ("青禾县茶园改造一亩补多少钱", "2万亩"),
        ("青禾县村集体经济每村扶持多少钱", "72%"),
        ("青禾县龙头企业一家奖多少钱", "6家"),
        ("青禾县统防统治一亩补多少钱", "51%"),
        ("青禾县避难场所建一处补多少万元", "93%"),
        ("青禾县粮食亩产要到多少公斤", "38万亩"),
        ("青禾县经营性收入最高的村是哪个局包的多少户", "72%"),
    ],
)
def test_figure_of_something_else_is_not_claimed(assistant: Assistant, question: str, wrong: str) -> None:
    answer = assistant.ask(question)
    claims = [line for line in answer.answer.splitlines() if "**" in line and not line.startswith(">")]
    assert not any(wrong in line for line in claims), claims
    assert answer.status in ("near", "not_found", "answered")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("青禾县粮食播种面积要稳定在多少", "38万亩以上"),
        ("青禾县统防统治覆盖率要到多少", "51%以上"),
        ("青禾县要组建多少个家庭医生团队", "64个"),
        ("青禾县茶产业谁牵头", "县茶叶中心"),
        ("青禾县茶园要建多少亩", "2万亩"),
        ("青禾县新增龙头企业几家", "6家"),
        ("青禾县避难场所社区覆盖率目标", "93%"),
        ("青禾县居家养老补贴每月多少钱", "280元"),
        ("青禾县统防统治归哪个单位管", "县植保站"),
        ("青禾县乡村产业龙头企业培育谁配合", "县商务局"),
    ],
)
def test_what_is_asked_is_claimed(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert any(said in line and "**" in line for line in answer.answer.splitlines()), answer.answer


def test_withdrawn_claim_leaves_nearest_sentence_and_denies_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("青禾县家庭医生签约一年收多少钱")
    assert answer.status == "near"
    assert "三/（一）" in {citation.clause for citation in answer.citations}
    assert "没有" not in answer.answer


def test_follow_up_is_of_what_was_asked_before(assistant: Assistant) -> None:
    before = [Turn(role="user", content="青禾县统防统治这块谁负责")]
    answer = assistant.ask("覆盖率要到多少", before)
    assert "51%以上" in answer.answer
    assert "**93%**" not in answer.answer


def test_weights_are_kept_as_data() -> None:
    assert len(weights()) > 1


@pytest.mark.parametrize(
    "question",
    [
        "青禾县统防统治跟养老补贴 合同年限和人均面积的标准各是多少",
        "青禾县家庭医生签约合同能签几年，龙头企业多少天给答复",
        "青禾县养老补贴和茶园 户籍年限和亩产的标准各是多少",
    ],
)
def test_part_of_a_question_is_not_told_by_a_word_of_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not any("**" in x for x in answer.answer.splitlines() if not x.startswith(">")), answer.answer
