"""What is counted is named whole, whatever measure word it is counted in, listed or not."""

from __future__ import annotations

import pytest

from ingest.targets.read import TargetContext
from tests.ingest.grammar.test_measures import WORDS
from tests.ingest.test_targets import read

CONTEXT = TargetContext(plan_year=2025, period=None, headings=())
TIME = frozenset({"天", "分钟", "课时", "工作日"})
COUNTED = tuple(word for word in WORDS if word not in TIME)
UNLISTED = ("笼", "社", "框", "网", "棒", "畦", "航次", "机位")
SHAPES = (
    "投放样品{n}{w}。", "全年投放样品{n}{w}以上。", "投放样品不少于{n}{w}，", "力争投放样品{n}{w}左右。",
    "年内投放样品{n}万{w}。", "投放样品{n}余{w}；", "到2025年，投放样品{n}{w}。", "投放样品{n}{w}、",
    "各县投放样品约{n}{w}。", "投放样品{n}万余{w}，完成样品建档。",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("word", [*COUNTED, *UNLISTED])
def test_the_counted_thing_keeps_its_name(word: str, shape: str) -> None:
    text, targets, _ = read(shape.format(n=360, w=word), CONTEXT)
    (target,) = targets
    assert target.indicator in ("投放样品", "各县投放样品")
    assert (target.value, target.unit) == (360, f"万{word}" if "万" in shape else word)
    assert target.span.of(text).endswith(word)


@pytest.mark.parametrize("word", COUNTED)
@pytest.mark.parametrize(
    "shape", ["投放{n}{w}样品。", "新增{n}万{w}样品，", "改造{n}余{w}样品。", "建成{n}{w}以上样品。"]
)
def test_the_counted_thing_behind_its_measure(word: str, shape: str) -> None:
    _, targets, _ = read(shape.format(n=360, w=word), CONTEXT)
    (target,) = targets
    assert target.indicator.endswith("样品")
    assert (target.unit or "").removeprefix("万") == word
