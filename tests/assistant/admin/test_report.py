"""The ingest report: every word of a document printed as it is, whatever a terminal would make of it."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from assistant.admin.ingest_files import print_report, report_json
from ingest.load import FileReport
from ingest.model import Doubt, Dropped
from tests.plan_factory import make_plan

ODD = "[/red]办公室[bold]与[link=x]页脚"


def reports() -> list[FileReport]:
    plan = replace(
        make_plan(title=f"临河市2023年工作要点{ODD}"),
        dropped=(Dropped(line=3, text=ODD, reason="页眉页脚"),),
        doubts=(Doubt(line=7, kind="编号", message=f"第7行{ODD}"),),
    )
    return [
        FileReport(file="a.txt", outcome="new", id=plan.id, version=1, plan=plan),
        FileReport(file="b.txt", outcome="refused", message=f"b{ODD}.txt：文件是空的。请检查"),
        FileReport(file="c.txt", outcome="unchanged", id=f"c{ODD}"),
        FileReport(file="d.txt", outcome="aside", id="d", version=1, plan=plan),
    ]


def printed() -> str:
    out = StringIO()
    print_report(reports(), Console(file=out, width=300))
    return out.getvalue()


def test_brackets_are_printed_as_they_are() -> None:
    assert printed().count(ODD) == 2 + 2 + 2 + 1 + 1


def test_lines_left_out_and_doubts_have_their_lines() -> None:
    text = printed()
    assert "略去 第3行（页眉页脚）" in text
    assert "存疑 第7行" in text


def test_the_sums() -> None:
    last = printed().splitlines()[-1]
    assert "共 4 个文件" in last
    assert "未变 1" in last
    assert "未读入 1" in last
    assert "存档 1" in last
    assert "条款 2" in last


def test_json_has_a_row_for_every_file_and_leaves_nothing_out() -> None:
    rows = report_json(reports())
    assert [(row["outcome"], row["clauses"], row["units"]) for row in rows] == [
        ("new", 2, 3), ("refused", None, None), ("unchanged", None, None), ("aside", 2, 3),
    ]  # fmt: skip
    assert rows[0]["dropped"] == [{"line": 3, "text": ODD, "reason": "页眉页脚"}]
    assert rows[0]["doubts"] == [{"line": 7, "kind": "编号", "message": f"第7行{ODD}", "clause": None}]
