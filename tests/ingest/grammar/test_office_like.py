"""What reads as an office's name by a level and an end alone."""

from __future__ import annotations

import pytest

from ingest.grammar.office_like import office_like


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("县职教中心与企业合办讲座", "县职教中心"),
        ("材料送县水利局存档", "县水利局"),
        ("与市水务集团签约", "市水务集团"),
        ("请各供水单位核对", "各供水单位"),
        ("区妇幼保健院已达标", "区妇幼保健院"),
        ("通报县水利局、县财政局", "县水利局|县财政局"),
        ("镇人民政府巡查", "镇人民政府"),
        ("会同乡水管站", "乡水管站"),
        ("依托县实验小学办班", "县实验小学"),
        ("联系市骑行协会", "市骑行协会"),
        ("巡查堤防九处", ""),
        ("全县社会稳定", ""),
        ("", ""),
    ],
)
def test_names(text: str, found: str) -> None:
    assert "|".join(text[start:end] for start, end in office_like(text)) == found
