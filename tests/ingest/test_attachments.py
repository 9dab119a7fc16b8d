"""How the clauses of a notice's attachments are called: 附件N only where two or more carry clauses."""

from __future__ import annotations

import pytest

from ingest.pipeline import parse_text

NOTICE = (
    "关于印发《临河市2031年绿道方案》的通知\n临绿〔2031〕7号\n各县绿道办：\n"
    "现将《临河市2031年绿道方案》印发给你们，请认真贯彻执行。\n临河市绿道办\n2031年3月1日\n"
)
PLAN = "临河市2031年绿道方案\n一、目标\n建绿道90公里。\n二、期限\n年底前完工。\n"
STATION = "临河市2031年驿站方案\n一、目标\n建驿站9座。\n二、期限\n年底前完工。\n"
RULES = "临河市驿站开放规定\n第一条　驿站每日开放。\n第二条　由绿道办负责。\n"
TABLE = "序号\t任务\t单位\n1\t绿道\t市绿道办\n2\t驿站\t市水利局\n"

BOTH = {
    "two plans": (f"附件1\n{PLAN}附件2\n{STATION}", ["附件1/一", "附件1/二", "附件2/一", "附件2/二"]),
    "a blank": (f"附件 1\n{PLAN}附件 2\n{STATION}", ["附件1/一", "附件1/二", "附件2/一", "附件2/二"]),
    "a colon": (f"附件1：\n{PLAN}附件2：\n{STATION}", ["附件1/一", "附件1/二", "附件2/一", "附件2/二"]),
    "rules": (f"附件1\n{PLAN}附件2\n{RULES}", ["附件1/一", "附件1/二", "附件2/第一条", "附件2/第二条"]),
    "rules first": (f"附件1\n{RULES}附件2\n{PLAN}", ["附件1/第一条", "附件1/第二条", "附件2/一", "附件2/二"]),
    "a table": (f"附件1\n{PLAN}附件2\n任务表\n{TABLE}", ["附件1/一", "附件1/二", "附件2/表/1", "附件2/表/2"]),
    "three": (
        f"附件1\n{PLAN}附件2\n{RULES}附件3\n{STATION}",
        ["附件1/一", "附件1/二", "附件2/第一条", "附件2/第二条", "附件3/一", "附件3/二"],
    ),
}
ONE = {
    "a lone one": f"附件\n{PLAN}",
    "a numbered one": f"附件1\n{PLAN}",
    "none": PLAN,
}


@pytest.mark.parametrize(("attached", "labels"), BOTH.values(), ids=BOTH)
def test_each_of_several_is_called_by_its_number(attached: str, labels: list[str]) -> None:
    plan = parse_text(NOTICE + attached)
    assert [c.label for c in plan.clauses] == labels
    assert not [d for d in plan.doubts if d.kind == "lost"]


@pytest.mark.parametrize("attached", ONE.values(), ids=ONE)
def test_one_alone_is_not(attached: str) -> None:
    assert [c.label for c in parse_text(NOTICE + attached).clauses] == ["一", "二"]


@pytest.mark.parametrize(
    ("second", "labels"),
    [(f"附件2\n{STATION}", ["附件1/一", "附件1/二", "附件2/一", "附件2/二"]), ("", ["一", "二"])],
    ids=["comes", "is only named"],
)
def test_those_a_notice_lists_count_where_they_come(second: str, labels: list[str]) -> None:
    listed = NOTICE.replace("临河市绿道办\n2031", "附件：1.绿道方案\n      2.驿站方案\n临河市绿道办\n2031")
    plan = parse_text(f"{listed}附件1\n{PLAN}{second}")
    assert [c.label for c in plan.clauses] == labels
    assert plan.title == "临河市2031年绿道方案"
