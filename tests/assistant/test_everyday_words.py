"""Everyday words of health offices find what plans print in full; words that only look alike do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PRINTED = {
    "村医": "落实乡村医生养老保障。",
    "乡医": "落实乡村医生养老保障。",
    "家医签约": "做实家庭医生签约服务。",
    "ICU": "扩充重症监护病房。",
    "HIV": "扩大艾滋病检测。",
    "hpv": "为适龄女生接种人乳头瘤病毒疫苗。",
    "院感": "防范医院感染。",
    "医废": "规范医疗废物处置。",
    "医美": "整治医疗美容乱象。",
    "特扶": "发放特别扶助资金。",
    "奖扶": "兑现奖励扶助政策。",
    "心梗": "开通心肌梗死绿色通道。",
    "慢阻肺": "开展慢性阻塞性肺疾病早筛。",
    "狂犬疫苗": "储备狂犬病疫苗。",
    "糖尿病人": "组织糖尿病患者随访。",
    "肺结核病人": "核查肺结核患者登记。",
    "三胎": "衔接三孩配套政策。",
    "医护人员": "关爱医务人员。",
    "药占比": "压减药品收入占比。",
    "抗生素": "管控抗菌药物用量。",
    "医患纠纷": "调处医疗纠纷。",
    "DRG": "推开DRG支付。",
}
CLAUSES = tuple(dict.fromkeys(PRINTED.values()))
OTHER = """临河市2023年托育工作要点

一、重点工作

1.扩大托育机构供给，支持社会力量办托。

2.开展安全隐患排查。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("everyday")
    lines = "\n\n".join(f"{n}.{words}" for n, words in enumerate(CLAUSES, start=1))
    plan = f"平川县2024年卫生健康工作要点\n\n一、重点工作\n\n{lines}\n"
    with over(home, {"plan.txt": plan, "other.txt": OTHER}) as opened:
        yield opened


@pytest.mark.parametrize(("word", "printed"), PRINTED.items(), ids=PRINTED)
def test_an_everyday_word_finds_its_clause(assistant: Assistant, word: str, printed: str) -> None:
    answer = assistant.ask(f"平川县{word}有什么要求？")
    assert (answer.status, [c.quote for c in answer.citations]) == ("answered", [printed])


def test_nurseries_with_kindergartens_are_not_nurseries(assistant: Assistant) -> None:
    assert assistant.ask("临河托幼机构有什么要求").status == "near"


def test_letters_are_a_word_like_any_other(assistant: Assistant) -> None:
    assert assistant.ask("临河VTE排查有什么要求").status == "near"
