"""Whose part a 专栏 is that stands between the items of a list."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text

BOXES = {
    "between two of a list": (
        (
            "一、任务\n（一）建站\n建站9座。\n专栏1 重点工程\n（1）东站：1座。\n（2）西站：2座。\n"
            "（二）修渠\n修渠3公里。\n"
        ),
        ["一/（一）/¶1", "一/（一）/专栏1/（1）", "一/（一）/专栏1/（2）", "一/（二）"],
    ),
    "under the items of one of a list": (
        (
            "一、任务\n（一）建站\n1. 选址。\n2. 施工。\n专栏1 重点工程\n（1）东站：1座。\n"
            "（二）修渠\n修渠3公里。\n"
        ),
        ["一/（一）/1", "一/（一）/2", "一/（一）/专栏1/（1）", "一/（二）"],
    ),
    "behind the last of a list": (
        (
            "一、任务\n（一）建站\n建站9座。\n（二）修渠\n修渠3公里。\n专栏1 重点工程\n"
            "（1）东站：1座。\n二、保障\n通报进展。\n"
        ),
        ["一/（一）", "一/（二）", "一/专栏1/（1）", "二"],
    ),
    "one after each": (
        (
            "一、任务\n（一）建站\n建站9座。\n专栏1 泵站\n（1）东站：1座。\n（二）修渠\n修渠3公里。\n"
            "专栏2 渠道\n（1）东渠：1条。\n（三）植树\n植树5亩。\n"
        ),
        ["一/（一）/¶1", "一/（一）/专栏1/（1）", "一/（二）/¶1", "一/（二）/专栏2/（1）", "一/（三）"],
    ),
    "with a numeral in words": (
        (
            "一、任务\n（一）建站\n建站9座。\n专栏一 重点工程\n①东站：1座。\n②西站：2座。\n"
            "（二）修渠\n修渠3公里。\n"
        ),
        ["一/（一）/¶1", "一/（一）/专栏一/①", "一/（一）/专栏一/②", "一/（二）"],
    ),
    "of a chapter": (
        (
            "第一章 任务\n一、建站\n建站9座。\n专栏1 重点工程\n（1）东站：1座。\n二、修渠\n"
            "修渠3公里。\n第二章 保障\n通报进展。\n"
        ),
        ["第一章/一/¶1", "第一章/一/专栏1/（1）", "第一章/二", "第二章"],
    ),
    "at the end of the paper": (
        "一、任务\n（一）建站\n建站9座。\n（二）修渠\n修渠3公里。\n专栏1 重点工程\n（1）东站：1座。\n",
        ["一/（一）", "一/（二）", "一/专栏1/（1）"],
    ),
    "before the next list of the same kind": (
        (
            "一、任务\n（一）建站\n建站9座。\n专栏1 重点工程\n（1）东站：1座。\n二、保障\n"
            "（一）督办\n通报进展。\n（二）考核\n考核2次。\n"
        ),
        ["一/（一）", "一/专栏1/（1）", "二/（一）", "二/（二）"],
    ),
}


@pytest.mark.parametrize(("text", "labels"), BOXES.values(), ids=BOXES)
def test_whose_a_box_is(text: str, labels: list[str]) -> None:
    assert [c.label for c in parse_text(f"临河市2027年方案\n{text}").clauses] == labels
