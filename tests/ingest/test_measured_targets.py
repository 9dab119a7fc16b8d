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


@pytest.mark.parametrize("word", ["台套", "辆次", "羽份", "艘次", "户次", "件套"])
@pytest.mark.parametrize(
    "shape",
    ["检修水泵{n}{w}以上。", "检修水泵不少于{n}{w}。", "检修{n}{w}以上水泵。", "水泵达{n}{w}以上，"],
)
def test_a_bound_behind_a_compound_measure_word_binds(word: str, shape: str) -> None:
    _, targets, _ = read(shape.format(n=360, w=word), CONTEXT)
    (target,) = targets
    assert (target.value, target.unit, target.comparator) == (360, word, ">=")
    assert target.indicator in ("检修水泵", "水泵")


@pytest.mark.parametrize(
    ("shape", "name"),
    [("护理床位配备80张床以上。", "床"), ("夜校达到40个班以上，", "班"), ("铺设管道300米长以上。", "长")],
)
def test_a_bound_over_what_is_counted_binds(shape: str, name: str) -> None:
    _, targets, _ = read(shape, CONTEXT)
    (target,) = targets
    assert target.comparator == ">="
    assert "以上" not in target.indicator


@pytest.mark.parametrize(
    ("text", "name", "figure"),
    [("建成粮仓（60座）。", "建成粮仓", "60座"), ("改造旧泵房（共30处），", "改造旧泵房", "30处"),
     ("新建公交站台（40樘）。", "新建公交站台", "40樘"),
     ("培训护理员（900人次）。", "培训护理员", "900人次")],
)  # fmt: skip
def test_a_bracket_with_nothing_but_the_count_is_read(text: str, name: str, figure: str) -> None:
    read_text, targets, _ = read(text, CONTEXT)
    (target,) = targets
    assert (target.indicator, target.span.of(read_text)) == (name, figure)


@pytest.mark.parametrize(
    "text", ["新建体育馆（5000平方米）。", "新建停车场5个（600车位）。", "粮仓（6座）好。"]
)
def test_a_size_or_a_second_figure_in_brackets_is_no_goal(text: str) -> None:
    read_text, targets, _ = read(text, CONTEXT)
    assert all(not read_text[: t.span.start].endswith("（") for t in targets)
