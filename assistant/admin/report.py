"""What became of the files taken in: the ingest report, as JSON and for the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape

from ingest.load import FileReport

_WORDS = {
    "new": "新增",
    "replaced": "更新",
    "unchanged": "未变",
    "aside": "存档（已有正式或更新的文本）",
    "removed": "已移除，不再读入",
    "refused": "未读入",
}


def report_json(reports: Sequence[FileReport]) -> list[dict[str, Any]]:
    return [
        {
            "file": r.file,
            "outcome": r.outcome,
            "id": r.id,
            "version": r.version,
            "clauses": len(r.plan.clauses) if r.plan else None,
            "units": _units(r),
            "targets": len(r.plan.targets) if r.plan else None,
            "dropped": [{"line": d.line, "text": d.text, "reason": d.reason} for d in r.plan.dropped]
            if r.plan
            else [],
            "doubts": [{"line": d.line, "kind": d.kind, "message": d.message} for d in r.plan.doubts]
            if r.plan
            else [],
            "message": r.message,
        }
        for r in reports
    ]


def print_report(reports: Sequence[FileReport], console: Console) -> None:
    """One line a file, then what was left out and what is in doubt, with line numbers, then the sums.

    Square brackets of a document or a file name are printed as they are.
    """
    for report in reports:
        for line in _lines(report):
            console.print(line, highlight=False)
    read = [r.plan for r in reports if r.plan and r.outcome in ("new", "replaced")]
    count = Counter(r.outcome for r in reports)
    removed = f"，已移除 {count['removed']}" if count["removed"] else ""
    console.print(
        f"共 {len(reports)} 个文件：读入 {len(read)}，存档 {count['aside']}，未变 {count['unchanged']}，"
        f"未读入 {count['refused']}{removed}；"
        f"条款 {sum(len(p.clauses) for p in read)}，略去 {sum(len(p.dropped) for p in read)} 行，存疑 {sum(len(p.doubts) for p in read)} 处。",
        highlight=False,
    )


def _lines(report: FileReport) -> Iterator[str]:
    """The lines on one file, in the console's markup."""
    plan = report.plan
    if report.outcome == "refused":
        yield f"[red]✗ 未读入[/red] {escape(report.message)}"
    elif plan is None:
        said = f"（{report.message}）" if report.message else ""
        yield f"[dim]· {_WORDS[report.outcome]} {escape(f'{report.id or report.file}{said}')}[/dim]"
    else:
        counts = f"条款 {len(plan.clauses)}，责任单位 {_units(report)}，目标 {len(plan.targets)}"
        yield f"[green]✓ {_WORDS[report.outcome]}[/green] {escape(f'{report.id}《{plan.title}》')} {counts}"
        if report.message:
            yield f"    [yellow]{escape(report.message)}[/yellow]"
        for dropped in plan.dropped:
            yield f"    [dim]略去 第{dropped.line}行（{dropped.reason}）：{escape(dropped.text[:60])}[/dim]"
        for doubt in plan.doubts:
            yield f"    [yellow]存疑 第{doubt.line}行：{escape(doubt.message)}[/yellow]"


def _units(report: FileReport) -> int | None:
    """How many offices the plan names."""
    return len({u for c in report.plan.clauses for u in c.units}) if report.plan else None
