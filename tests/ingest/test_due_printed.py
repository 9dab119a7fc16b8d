"""When a task is due as its note prints it."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text
from ingest.responsibility.annotation import due_in


@pytest.mark.parametrize(
    ("annotation", "due"),
    [
        ("（责任单位：市教育局；完成时限：2025年6月底）", "2025年6月底"),
        ("（责任单位：市教育局；完成日期：2025年6月底）", "2025年6月底"),
        ("责任单位：市教育局\n- 时限：长期坚持", "长期坚持"),
        ("（完成时间:9月30日前；牵头：市教育局）", "9月30日前"),
        ("（责任单位：市教育局）", None),
        ("（市教育局牵头，6月底前完成）", "6月底前完成"),
        ("（市教育局、市财政局，持续推进）", "持续推进"),
        ("（责任单位：市教育局，2025年底）", "2025年底"),
        ("（日常监督科）", None),
    ],
)
def test_due_as_printed(annotation: str, due: str | None) -> None:
    assert due_in(annotation) == due


def test_due_goes_with_the_clause() -> None:
    plan = parse_text(
        "白鹭市2025年校园工作方案\n一、新建校舍3所。（责任单位：市教育局；完成时限：2025年8月底）\n二、改造食堂5个。\n责任单位：市商务局\n完成时限：2025年10月\n"
    )
    assert [(c.label, c.due, c.units) for c in plan.clauses] == [
        ("一", "2025年8月底", ("市教育局",)),
        ("二", "2025年10月", ("市商务局",)),
    ]
