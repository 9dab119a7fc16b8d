"""Papers that several offices signed."""

from __future__ import annotations

import pytest

from ingest.layout.signing import joint_issuers
from ingest.pipeline import parse_text


@pytest.mark.parametrize(
    ("front", "found", "told"),
    [
        (["桐坞县教育局桐坞县公安局"], "桐坞县教育局桐坞县公安局", "桐坞县教育局、桐坞县公安局"),
        (["桐坞县教育局", "桐坞县公安局", "2025年3月1日"], "桐坞县公安局", "桐坞县教育局、桐坞县公安局"),
        (
            ["特此通知。", "桐坞县教育局　桐坞县财政局", "桐坞县卫生健康委员会", "2025年3月1日"],
            "桐坞县卫生健康委员会",
            "桐坞县教育局、桐坞县财政局、桐坞县卫生健康委员会",
        ),
        (["各有关单位：", "桐坞县教育局"], "桐坞县教育局", "桐坞县教育局"),
        (["桐坞县教育局关于驿站的通知", "桐坞县公安局"], "桐坞县公安局", "桐坞县公安局"),
        (["县教育局", "县公安局"], "县公安局", "县公安局"),
        (["桐坞县教育局"], "云渡县公安局", "云渡县公安局"),
    ],
)
def test_those_who_signed(front: list[str], found: str, told: str) -> None:
    assert joint_issuers(front, found) == told


def test_a_notice_signed_by_several() -> None:
    text = """关于印发《桐坞县驿站建设行动方案》的通知
桐住建〔2025〕7号
各镇人民政府，各有关单位：
现将《桐坞县驿站建设行动方案》印发给你们，请认真执行。
桐坞县住房和城乡建设局桐坞县财政局
桐坞县文化和旅游局
2025年3月6日
桐坞县驿站建设行动方案
为建好驿站，制定本方案。
一、主要任务
（一）新建驿站12座。
（责任单位：县住建局）
"""
    assert parse_text(text).issuer == "桐坞县住房和城乡建设局、桐坞县财政局、桐坞县文化和旅游局"
