"""The figures of a scale report by what they measure, and as words. In: `evals.bench.scale.Report`. Out:
`Measure`s, in Chinese.

The table in the terminal, the table on the page and the charts all show these and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.bench.scale import Report, Row
from evals.bench.speed import Timing, Warm

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
