"""Figures a scanner's reading has spoilt."""

from __future__ import annotations

import pytest

from ingest.grammar.misread import misread_figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("改造绿道6O公里，l0月底前完成", ["6O", "l0"]),
        ("2O31年建成1,2OO处", ["2O31", "1,2OO"]),
        ("覆盖率达到9O%", ["9O"]),
        ("新增床位1l0张", ["1l0"]),
        ("O2O模式、5G基站100个、PM2.5浓度", []),
        ("ISO9001认证5家，B2B平台3个", []),
        ("规范化门诊6S标准2处，4S店3家", []),
        ("投资120万元", []),
    ],
)
def test_a_spoilt_figure(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in misread_figures(text)] == found
