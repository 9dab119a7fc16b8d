"""The figure with the words it needs: read from sentences, kept with the target."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text

SAID = {
    "每个街道至少建成1个儿童乐园。": ["至少1个"],
    "力争公园开放率提高到75%左右。": ["力争提高到75%左右"],
    "力争到2025年底，公园开放率达到60%。": ["力争达到60%"],
    "力争新增8个、改建6个站点。": ["力争8个", "力争6个"],
    "新建点位不少于5个，力争8个。": ["不少于5个", "力争8个"],
    "溺水率、烫伤率分别控制在7.5‰、9.5‰以下。": ["控制在7.5‰以下", "9.5‰以下"],
    "争取新增公园至少6个。": ["争取至少6个"],
    "合格率较2020年提高2个百分点。": ["较2020年提高2个百分点"],
    "每年抽查公园2次。": ["每年2次"],
    "床位费每月不高于1800元。": ["每月不高于1800元"],
    "人均绿地达到12平方米。": ["达到12平方米"],
    "努力完善机制，公园开放率达到60%。": ["达到60%"],
    "新增公园8个、9个以上社区设点。": ["8个", "9个以上"],
    "水温变幅控制在-2℃至1℃。": ["控制在-2℃至1℃"],
    "夜间室温保持在零下5℃以上。": ["保持在零下5℃以上"],
}


@pytest.mark.parametrize(("text", "said"), SAID.items(), ids=SAID)
def test_a_figure_keeps_the_words_it_needs(text: str, said: list[str]) -> None:
    plan = parse_text(f"临河市2025年公园工作要点\n\n一、重点任务\n\n1.{text}\n", "park.txt")
    assert [target.figure for target in plan.targets] == said
