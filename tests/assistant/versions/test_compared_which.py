"""哪个更严: which of two bounds is harder to keep, and another thing compared in the same places."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from tests.assistant.briefing.shelves import stocked

PLAN = (
    "{place}2025年供水工作要点\n一、重点工作\n"
    "1．{said}。（责任科室：供水科）\n2．水质达标率{rate}。\n3．编好年度预算。（责任科室：财务科）\n"
)
QUESTION = "白鹭市和青川县2025年管网漏损率的目标，{}？"
LOWER, HIGHER = "白鹭2025要点** 的上限较低，要求更严", "青川2025要点** 的下限较高，要求更严"
CASES = {
    "upper bounds": ("管网漏损率控制在9%以内", "管网漏损率控制在12%以内", "哪个更严", LOWER),
    "other words for them": ("管网漏损率不超过9%", "管网漏损率低于12%", "哪边定得更严格", LOWER),
    "looser": ("管网漏损率不高于9%", "管网漏损率不高于12%", "谁更宽松", LOWER),
    "lower bounds": ("管网漏损率降幅达到9%以上", "管网漏损率降幅不低于12%", "谁的要求严一点", HIGHER),
    "neither": ("管网漏损率9%左右", "管网漏损率12%左右", "哪个更严", "青川2025要点** 的数值较高"),
    "one of each": ("管网漏损率9%以上", "管网漏损率12%以下", "哪个更紧", "青川2025要点** 的数值较高"),
    "higher is asked": ("管网漏损率不高于9%", "管网漏损率不高于12%", "哪个更高", "青川2025要点** 的数值较高"),
}


@pytest.mark.parametrize(("one", "other", "asked", "said"), CASES.values(), ids=CASES)
def test_which_is_stricter(tmp_path: Path, one: str, other: str, asked: str, said: str) -> None:
    stocked(
        tmp_path,
        one=PLAN.format(place="白鹭市", said=one, rate="95%以上"),
        other=PLAN.format(place="青川县", said=other, rate="98%以上"),
    ).close()
    with Assistant.open(tmp_path / "home") as assistant:
        assert said in assistant.ask(QUESTION.format(asked)).answer


@pytest.mark.parametrize("follow_up", ["那水质达标率呢", "水质达标率呢？", "那水质达标率是多少呢"])
def test_another_thing_is_compared_too(tmp_path: Path, follow_up: str) -> None:
    stocked(
        tmp_path,
        one=PLAN.format(place="白鹭市", said="管网漏损率控制在9%以内", rate="95%以上"),
        other=PLAN.format(place="青川县", said="管网漏损率控制在12%以内", rate="98%以上"),
    ).close()
    history = (Turn(role="user", content=QUESTION.format("哪个更严")),)
    with Assistant.open(tmp_path / "home") as assistant:
        answer = assistant.ask(follow_up, history).answer
    assert "95%以上" in answer
    assert "98%以上" in answer
    assert HIGHER in answer
