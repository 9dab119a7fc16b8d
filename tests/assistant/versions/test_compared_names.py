"""A comparison says so where the figures it holds against each other go by other names."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from tests.assistant.briefing.shelves import stocked

PLAN = (
    "{place}2025年卫生健康工作要点\n一、重点工作\n"
    "1．{said}。（责任科室：医政科）\n2．编好年度预算。"
    "（责任科室：财务科）\n"
)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("普惠托位使用率达到60%", "普惠托位使用率达到80%", False),
        ("普惠托位使用率达到60%", "普惠托位服务使用率达到80%", False),
        ("普惠托位使用率达到60%", "普惠托位建成率达到80%", True),
    ],
    ids=["one name", "a word more", "another name"],
)
def test_other_names_are_told(tmp_path: Path, one: str, other: str, differ: bool) -> None:
    stocked(
        tmp_path,
        one=PLAN.format(place="白鹭市", said=one),
        other=PLAN.format(place="青川县", said=other),
    ).close()
    with Assistant.open(tmp_path / "home") as assistant:
        answer = assistant.ask("白鹭市和青川县2025年普惠托位的目标，哪个更高？").answer
    assert "青川2025要点** 的数值较高" in answer
    assert ("指标的名称不同" in answer) is differ
