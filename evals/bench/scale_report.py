"""A scale report in words and as one HTML file: its figures by what they measure, line charts over the number
of clauses.

In: `evals.bench.scale.Report`. Out: `Measure`s, in Chinese, which the table in the terminal, the table on the
page and the charts all show; the page, without script, in the style of the page of a run.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from evals.bench.scale import Report, Row
from evals.bench.speed import Timing, Warm
from evals.report.charts import Line, line_chart
from evals.saved import write_text

RATE, SECONDS, P50, P95, MEMORY = "条/秒", "秒", "p50 毫秒", "p95 毫秒", "MB"
NAIVE = "朴素流程"
_KINDS = {"all": "提问", "target": "问数字", "unit": "问单位", "list-by-unit": "列任务"}
"""Kind of question -> its name; another kind stands for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure at every size, in the order of the rows; None where there is none.

    `times`, where the figure is the plain pipeline's, is it over ours.
    """

    what: str
    unit: str
    values: tuple[float | None, ...]
    times: tuple[float | None, ...] | None = None

    def cells(self) -> Iterator[str]:
        """The figures as printed, empty for None."""
        for value, times in zip(self.values, self.times or (None,) * len(self.values), strict=True):
            yield figure(value) + (f"（{figure(times)} 倍）" if times is not None else "")


def measures(report: Report) -> tuple[Measure, ...]:
    """By unit, the plain pipeline's, where it ran, below the one of ours it is held against."""
    return (*_times(report.rows), *_waits(report.rows), *_memory(report.rows))


def figure(value: float | None) -> str:
    """Three digits, or all those before the point; empty for None."""
    if value is None:
        return ""
    return f"{value:,.{0 if value >= 99.95 else 1 if value >= 9.995 else 2}f}"


def size_words(row: Row) -> str:
    return f"{row.speed.clauses:,} 条{'' if row.generated else '（随附）'}"


def condition_words(report: Report) -> tuple[str, ...]:
    """Under what conditions it was measured."""
    seed = (f"生成的文件用随机种子 {report.seed}",) if any(row.generated for row in report.rows) else ()
    repeats = f"每个进程 {report.repeat} 次" + ("，取中位数" if report.repeat > 1 else "")
    made = f"{report.made[:16].replace('T', ' ')} UTC"
    return (made, f"Python {report.python}", f"{report.cores} 核", repeats, *seed)


def _times(rows: Sequence[Row]) -> Iterator[Measure]:
    yield Measure(what="只解析", unit=RATE, values=tuple(r.parsing.clauses / r.parsing.seconds for r in rows))
    yield Measure(what="只解析", unit=SECONDS, values=tuple(r.parsing.seconds for r in rows))
    for what, name in (("读入（新）", "ingest"), ("读入（未变）", "ingest again"), ("冷启动提问", "ask")):
        values = tuple(r.speed.processes[name].seconds for r in rows)
        ours = Measure(what=what, unit=SECONDS, values=values)
        yield ours
    yield from _beside(ours, [t.seconds if t else None for t in _naive(rows)])


def _waits(rows: Sequence[Row]) -> Iterator[Measure]:
    kinds = dict.fromkeys(kind for row in rows for kind in row.speed.warm)
    for unit in (P50, P95):
        for kind in kinds:
            values = tuple(_wait(row.speed.warm.get(kind), unit) for row in rows)
            ours = Measure(what=f"连续{_KINDS.get(kind, kind)}", unit=unit, values=values)
            yield ours
            if kind == "all":
                yield from _beside(ours, [_wait(row.speed.naive_warm, unit) for row in rows])


def _memory(rows: Sequence[Row]) -> Iterator[Measure]:
    yield Measure(what="只解析", unit=MEMORY, values=tuple(r.parsing.peak_mb for r in rows))
    yield Measure(
        what="读入（新）", unit=MEMORY, values=tuple(r.speed.processes["ingest"].peak_mb for r in rows)
    )
    yield Measure(what="连续提问", unit=MEMORY, values=tuple(r.speed.batch_peak_mb for r in rows))
    values = tuple(r.speed.processes["ask"].peak_mb for r in rows)
    ours = Measure(what="冷启动提问", unit=MEMORY, values=values)
    yield ours
    yield from _beside(ours, [t.peak_mb if t else None for t in _naive(rows)])


def _naive(rows: Sequence[Row]) -> list[Timing | None]:
    return [row.speed.naive.get("ask") for row in rows]


def _wait(warm: Warm | None, unit: str) -> float | None:
    if warm is None:
        return None
    return warm.p50_ms if unit == P50 else warm.p95_ms


def _beside(ours: Measure, theirs: Sequence[float | None]) -> Iterator[Measure]:
    """The plain pipeline's; nothing where it did not run."""
    if all(value is None for value in theirs):
        return
    pairs = zip(theirs, ours.values, strict=True)
    times = tuple(their / our if their is not None and our else None for their, our in pairs)
    yield Measure(what=f"{ours.what} · {NAIVE}", unit=ours.unit, values=tuple(theirs), times=times)


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
.grid-of-charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
  gap: 1.5rem; }
.lines { margin: 1rem 0 0; break-inside: avoid; }
.lines figcaption { color: var(--ink); font-size: 1rem; font-weight: 700; }
.lines > svg { display: block; overflow: visible; }
.lines .grid line { stroke: var(--line); }
.lines .grid text { fill: var(--soft); font-size: 0.75rem; font-variant-numeric: tabular-nums; }
.lines .grid .size { text-anchor: middle; }
.lines :is(g, li) { --tone: var(--soft); }
.lines .line-1 { --tone: var(--l1); } .lines .line-2 { --tone: var(--l2); }
.lines .line-3 { --tone: var(--l3); }
.lines .line-4 { --tone: var(--l4); } .lines .line-5 { --tone: var(--l5); }
.lines .line-6 { --tone: var(--l6); }
.lines g:not(.grid) line { stroke: var(--tone); stroke-width: 2; }
.lines .aside line { stroke-dasharray: 5 4; }
.lines path { fill: var(--tone); }
.lines ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem;
  font-size: 0.8125rem; color: var(--soft); }
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
<p class="soft">时间是整个进程从启动到结束，只解析的不含启动；连续提问是同一进程里第二遍提问的时间；\
内存是进程常驻内存的峰值。
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
            line_chart(caption, sizes, [_line(m, report) for m in found if m.unit == unit])
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
    return (
        '<div class="wide"><table class="plain values">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(measure: Measure) -> str:
    style = ' class="aside"' if measure.times is not None else ""
    cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in (measure.unit, *measure.cells()))
    return f'<tr{style}><th scope="row">{html.escape(measure.what)}</th>{cells}</tr>\n'
