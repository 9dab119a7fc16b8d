"""A bracket at a clause's end that only names offices, in a paper whose other clauses end in such notes."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text
from ingest.responsibility.options import REACH

HEAD = "云岫县2031年教育工作要点\n一、任务\n"
NOTED = (
    "新建学校3所。{}牵头：基建股；配合：人事股{}", "整修操场6处。{}体卫股牵头，安全股配合{}",
    "配齐保安。{}责任股室：安全股{}", "办好运动会。{}牵头：体卫股{}",
)  # fmt: skip


def last(end: str, brackets: str = "〔〕", notes: int = REACH.fewest_notes) -> list[tuple[str, ...]]:
    """Whom the last clause charges, which ends so."""
    noted = [text.format(*brackets) for text in NOTED[:notes]]
    lines = [f"{n}.{text}\n" for n, text in enumerate((*noted, f"开展师德培训。{end}"), start=1)]
    return [r.units for r in parse_text(HEAD + "".join(lines)).clauses[-1].responsibilities]


@pytest.mark.parametrize(
    ("end", "units"),
    [
        ("〔人事股、局机关纪委〕", ("人事股", "局机关纪委")),
        ("〔教研室、电教馆〕", ("教研室", "电教馆")),
        ("〔县一中〕", ("县一中",)),
        ("〔学生资助中心〕", ("学生资助中心",)),
        ("〔局机关纪委、县一中〕", ("局机关纪委", "县一中")),
        ("〔人事股、各中心校〕", ("人事股", "各中心校")),
        ("〔后勤服务中心、安全股〕", ("后勤服务中心", "安全股")),
        ("〔安全股、少年宫〕。", ("安全股", "少年宫")),
        ("〔县体校、体卫股〕", ("县体校", "体卫股")),
        ("〔基建股、县职教中心、电教馆〕", ("基建股", "县职教中心", "电教馆")),
    ],
)
def test_the_same_bracket_at_the_same_place_means_the_same(end: str, units: tuple[str, ...]) -> None:
    assert last(end) == [units]


@pytest.mark.parametrize("end", ["〔长期坚持〕", "〔逐步推进〕", "〔见说明〕", "〔稳步推开〕", "〔2031年〕"])
def test_what_is_no_name_charges_nobody(end: str) -> None:
    assert last(end) == []


def test_round_brackets_explain_words_too() -> None:
    assert last("（人事股、局机关纪委）", "（）") == [("人事股", "局机关纪委")]
    assert last("（县一中）", "（）") == []


@pytest.mark.parametrize(
    "end",
    ["覆盖各乡镇（街道）", "全市共有40个镇（街道）。", "推广到各县（市、区）", "推广到各县（市、区）。"],
)
def test_another_kind_of_the_place_before_it_is_nobody(end: str) -> None:
    assert last(end, "（）") == []


def test_a_bracket_alone_shows_nothing() -> None:
    assert last("〔局机关纪委、县一中〕", notes=REACH.fewest_notes - 1) == []
    assert last("〔局机关纪委、县一中〕", "（）") == []
