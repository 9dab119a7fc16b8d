"""The words every face of a run uses: how measures are called, how values, breaches, moves and records are
told. In: values. Out: words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from evals.baseline import Move
from evals.model import RIGHT, Breach, Gate, Mean, RunRecord


class Measure(NamedTuple):
    """How a measure is called, which way is better, and in what it is given."""

    label: str
    better: Literal["high", "low"]
    kind: Literal["share", "count", "ms"]


MEASURES: dict[str, Measure] = {
    RIGHT: Measure("答对", "high", "share"),
    "facts": Measure("事实", "high", "share"),
    "clauses": Measure("条款", "high", "share"),
    "precision": Measure("引用不多余", "high", "share"),
    "units": Measure("单位", "high", "share"),
    "listing": Measure("清单", "high", "share"),
    "refusal": Measure("该拒则拒", "high", "share"),
    "answered": Measure("该答则答", "high", "share"),
    "figures": Measure("无出处数字", "low", "count"),
    "offices": Measure("无出处单位", "low", "count"),
    "quotes": Measure("引文", "high", "share"),
    "absent": Measure("不说错的", "high", "share"),
    "direct": Measure("直接", "high", "share"),
    "faithful": Measure("忠实", "high", "share"),
    "relevant": Measure("切题", "high", "share"),
    "took_ms": Measure("毫秒", "low", "ms"),
    "cases": Measure("用例数", "high", "count"),
    "skipped": Measure("跳过的用例数", "low", "count"),
    "made": Measure("改动处数", "high", "count"),
    **{
        kind: Measure(label, "high", "share")
        for kind, label in {
            "digit": "改一位数字",
            "sign": "改百分号",
            "bound": "改以上以下",
            "neighbour": "换成旁边的数字",
            "office": "换单位",
            "year": "改年份",
            "label": "改条款号",
            "quote": "改引文",
        }.items()
    },
    "comparators": Measure("以上以下", "high", "share"),
    "values": Measure("数值", "high", "share"),
    "caught": Measure("拦下", "high", "share"),
    "false_alarms": Measure("误报", "low", "share"),
    "digit": Measure("改数字", "high", "share"),
    "sign": Measure("改百分号", "high", "share"),
    "bound": Measure("改以上以下", "high", "share"),
    "neighbour": Measure("换旁边的数字", "high", "share"),
    "office": Measure("换单位", "high", "share"),
    "year": Measure("改年份", "high", "share"),
    "label": Measure("换条款", "high", "share"),
    "quote": Measure("改引文", "high", "share"),
    "whole@5": Measure("前五段找全", "high", "share"),
    "half@5": Measure("前五段找到一半", "high", "share"),
    "possible": Measure("有可能找全", "high", "share"),
    "characters@5": Measure("前五段字数", "low", "count"),
    "p50_ms": Measure("p50 毫秒", "low", "ms"),
    "p95_ms": Measure("p95 毫秒", "low", "ms"),
}
SUITES = {
    "targets": "目标", "units": "责任单位", "content": "内容", "listing": "清单", "compare": "对照",
    "followup": "追问", "count": "计数",
    "refusal": "拒答", "rough": "口语错字",
}  # fmt: skip
"""The suites that come with the product."""
PLACES = {
    "run": "这次评测",
    "overall": "全部用例",
    "reading": "读出的目标",
    "guard": "防线攻击",
    "retrieval": "检索",
    "naive": "朴素流程",
}
"""Where a gate stands, beside the names of suites."""

_SLOWER = 1.25
"""Times that differ by less than this factor are noise and not reported as moved."""

_WANTED = re.compile(r"([<>]=?|==?)\s*([\d.]+)")
_SIGNS = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "==": "等于", "=": "等于"}


def measure(name: str) -> Measure:
    """One that nobody listed goes by its own name, as a share, or as a time where it ends in ms."""
    kind: Literal["share", "ms"] = "ms" if name.endswith("ms") else "share"
    return MEASURES.get(name, Measure(name, "low" if kind == "ms" else "high", kind))


def suite_name(name: str) -> str:
    """The suite with what it is about; one of an office's own goes by its file's name."""
    return f"{name} {SUITES[name]}" if name in SUITES else name


def shown(name: str, value: float | None) -> str:
    """A value as people read it; "–" for none. A share is 0% or 100% only where it is just that."""
    if value is None:
        return "–"
    if measure(name).kind != "share":
        return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    if 0 < value < 0.001:
        return "<0.1%"
    if 0.999 < value < 1:
        return ">99.9%"
    return f"{value * 100:.0f}%" if value in (0, 1) else f"{value * 100:.1f}%"


def breach_words(breach: Breach) -> str:
    """全部用例的事实：要求不低于 97.0%，实际 95.2%"""
    where = PLACES.get(breach.where, breach.where)
    wanted, said = _WANTED.fullmatch(breach.wanted.strip()), breach.wanted
    if wanted:
        said = f"{_SIGNS[wanted[1]]} {shown(breach.measure, float(wanted[2]))}"
    found = "没有可计分的用例" if breach.found is None else f"实际 {shown(breach.measure, breach.found)}"
    return f"{where}的{measure(breach.measure).label}：要求{said}，{found}"


def verdict(gate: Gate) -> str:
    return {True: "通过", False: "未通过", None: "未对照门槛"}[gate.passed]


def gets_better(move: Move) -> bool:
    return (move.now > move.before) == (measure(move.measure).better == "high")


def told_moves(moves: Sequence[Move]) -> tuple[Move, ...]:
    """Those a person should hear of: not where both values look alike, nor where a time only trembled."""
    return tuple(m for m in moves if shown(m.measure, m.before) != shown(m.measure, m.now) and not _noise(m))


def move_words(move: Move) -> str:
    """全部 事实 98.0% → 95.2%"""
    before, now = shown(move.measure, move.before), shown(move.measure, move.now)
    return f"{move.suite or '全部'} {measure(move.measure).label} {before} → {now}"


def head_words(record: RunRecord) -> tuple[str, ...]:
    """Library, engine, vectors and code of a run."""
    model = f"（{record.model}）" if record.model else ""
    return (
        f"资料库 {len(record.plans)} 份文件（{record.corpus[:8]}）",
        f"引擎 {record.engine}{model}",
        *_vectors(record.settings),
        f"代码 {record.commit or '未知'}",
    )


def _vectors(settings: Mapping[str, Any]) -> Iterator[str]:
    """Whose, and of what share of the clauses; nothing where a run searched by words alone."""
    if settings.get("filled") is not None:
        yield f"向量 {settings['embedder']}（已算 {settings['filled']:.0%}）"


def interval(name: str, mean: Mean | None) -> str:
    """93–97, in percent for a share; empty where there is none."""
    if mean is None or mean.low is None or mean.high is None:
        return ""
    if measure(name).kind == "share":
        return f"{mean.low * 100:.0f}–{mean.high * 100:.0f}"
    return f"{mean.low:.2g}–{mean.high:.2g}" if mean.high < 100 else f"{mean.low:.0f}–{mean.high:.0f}"


def _noise(move: Move) -> bool:
    slower = max(move.before, move.now) / max(min(move.before, move.now), 1e-9)
    return measure(move.measure).kind == "ms" and slower < _SLOWER
