"""A scale report as one HTML file with nothing from anywhere else: line charts over the number of clauses,
then all figures.

In: `evals.bench.scale.Report`. Out: the page, without script; it shares the style of the page of a run.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Sequence
from pathlib import Path
from string import Template

from evals.bench.scale import Report
from evals.bench.scale_figures import (
    MEMORY,
    P50,
    P95,
    SECONDS,
    Measure,
    condition_words,
    measures,
    size_words,
)
from evals.report.lines import Line, chart
from evals.saved import write_text

_CHARTS = {
    SECONDS: "整个进程的时间（秒）",
    P50: "连续提问：一半的问题在多少毫秒以内",
    P95: "连续提问：95% 的问题在多少毫秒以内",
    MEMORY: "内存峰值（MB）",
}
_SHARED = Path(__file__).parents[1] / "report" / "page.css"
_STYLE = """
:root { --l1: #0f766e; --l2: #b45309; --l3: #4f46e5; --l4: #be185d; --l5: #4d7c0f; --l6: #0369a1; }
@media (prefers-color-scheme: dark) {
  :root { --l1: #5cc8bb; --l2: #f0b35a; --l3: #a9a5ff; --l4: #f58fb8; --l5: #a9cf5f; --l6: #6cc0f0; }
}
.grid-of-charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem; }
.lines { margin: 1rem 0 0; break-inside: avoid; }
.lines figcaption { color: var(--ink); font-size: 1rem; font-weight: 700; }
.lines > svg { display: block; overflow: visible; }
.lines .grid line { stroke: var(--line); }
.lines .grid text { fill: var(--soft); font-size: 0.75rem; font-variant-numeric: tabular-nums; }
.lines .grid .size { text-anchor: middle; }
.lines :is(g, li) { --tone: var(--soft); }
.lines .line-1 { --tone: var(--l1); } .lines .line-2 { --tone: var(--l2); } .lines .line-3 { --tone: var(--l3); }
.lines .line-4 { --tone: var(--l4); } .lines .line-5 { --tone: var(--l5); } .lines .line-6 { --tone: var(--l6); }
.lines g:not(.grid) line { stroke: var(--tone); stroke-width: 2; }
.lines .aside line { stroke-dasharray: 5 4; }
.lines path { fill: var(--tone); }
.lines ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; font-size: 0.8125rem; color: var(--soft); }
.lines li svg { margin-right: 0.35rem; vertical-align: -1px; }
.values .aside { color: var(--soft); }
"""
_PAGE = Template("""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>规模评测</title>
<link rel="icon" href="data:,">
<style>$style</style>
</head>
<body>
<main>
<header><h1>规模评测</h1><p class="soft">$conditions</p></header>
<p>横轴是条款数，两轴都取对数：直线斜率为 1 就是与规模成正比，水平就是不随规模变化。</p>
<section class="grid-of-charts" aria-label="图表">$charts</section>
<section><h2>各项数字</h2>$table</section>
<p class="soft">时间是整个进程从启动到结束，只解析的不含启动；连续提问是同一进程里第二遍提问的时间；内存是进程常驻内存的峰值。
倍数是朴素流程（按长度切块，取最近的几块，每次启动重新切块、嵌入）与本系统之比。</p>
</main>
</body>
</html>
""")


def write(report: Report, file: Path) -> None:
    """Whole or not at all. Raises EvalError where the file cannot be written."""
    write_text(render(report), file)


def render(report: Report) -> str:
    """The whole page; the same for the same report."""
    style = _SHARED.read_text("utf-8") + _STYLE
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    found = measures(report)
    sizes = [row.speed.clauses for row in report.rows]
    return _PAGE.substitute(
        policy=html.escape(
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'"
        ),
        style=style,
        conditions=html.escape(" · ".join(condition_words(report))),
        charts="".join(
            chart(caption, sizes, [_line(m, report) for m in found if m.unit == unit])
            for unit, caption in _CHARTS.items()
        ),
        table=_table(found, [size_words(row) for row in report.rows]),
    )


def _line(measure: Measure, report: Report) -> Line:
    words = tuple(
        f"{size_words(row)}：{cell} {measure.unit}"
        for row, cell in zip(report.rows, measure.cells(), strict=True)
    )
    return Line(label=measure.what, values=measure.values, words=words, aside=measure.times is not None)


def _table(found: Sequence[Measure], sizes: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in ("", "单位", *sizes))
    body = "".join(map(_row, found))
    return f'<div class="wide"><table class="plain values"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _row(measure: Measure) -> str:
    style = ' class="aside"' if measure.times is not None else ""
    cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in (measure.unit, *measure.cells()))
    return f'<tr{style}><th scope="row">{html.escape(measure.what)}</th>{cells}</tr>\n'
