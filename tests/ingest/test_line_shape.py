"""Whether a printed line reads as a title or breaks off."""

from __future__ import annotations

import pytest

from ingest.layout.line_shape import heading_like


@pytest.mark.parametrize(
    "text",
    [
        "明年工作思路和主攻方向",
        "政策取向",
        "规范网格员上门行为",
        "扩大普通话普及",
        "主要指标总和",
        "指导思想和主要目的",
        "全面推行信用自由",
    ],
)
def test_a_word_that_ends_like_a_preposition_ends_a_title(text: str) -> None:
    assert heading_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "推动名师资源向",
        "到明年底全市每千人口床位数达到",
        "各镇要按照",
        "稳定岗位与",
        "由区教育局和",
        "力争把",
        "增长5%，完成投资3亿元",
    ],
)
def test_what_breaks_off_or_states_a_figure_is_none(text: str) -> None:
    assert not heading_like(text)
