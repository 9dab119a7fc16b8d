"""What became of the files taken in: the ingest report, as JSON and for the reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from ingest.load import FileReport

_WORDS = {
    "new": "新增",
    "replaced": "更新",
    "unchanged": "未变",
    "aside": "存档（已有正式或更新的文本）",
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
    """One line a file, then what was left out and what is in doubt, with line numbers, then the sums."""
    for r in reports:
        if r.outcome == "refused":
            console.print(f"[red]✗ 未读入[/red] {r.message}", highlight=False)
        elif r.plan is None:
            console.print(f"[dim]· {_WORDS[r.outcome]} {r.id}[/dim]", highlight=False)
        else:
            console.print(
                f"[green]✓ {_WORDS[r.outcome]}[/green] {r.id}《{r.plan.title}》 条款 {len(r.plan.clauses)}，责任单位 {_units(r)}，目标 {len(r.plan.targets)}",
                highlight=False,
            )
            for d in r.plan.dropped:
                console.print(
                    f"    [dim]略去 第{d.line}行（{d.reason}）：{d.text[:60]}[/dim]",
                    highlight=False,
                    markup=True,
                )
            for doubt in r.plan.doubts:
                console.print(f"    [yellow]存疑 第{doubt.line}行：{doubt.message}[/yellow]", highlight=False)
    refused = sum(r.outcome == "refused" for r in reports)
    read = [r.plan for r in reports if r.plan]
    console.print(
        f"共 {len(reports)} 个文件：读入 {len(read)}，未变 {sum(r.outcome == 'unchanged' for r in reports)}，未读入 {refused}；"
        f"条款 {sum(len(p.clauses) for p in read)}，略去 {sum(len(p.dropped) for p in read)} 行，存疑 {sum(len(p.doubts) for p in read)} 处。",
        highlight=False,
    )


def _units(report: FileReport) -> int | None:
    """How many offices the plan names."""
    return len({u for c in report.plan.clauses for u in c.units}) if report.plan else None
