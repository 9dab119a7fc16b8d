"""Charts of shares and of sizes as inline SVG. Out: HTML in which every label is escaped; colours come from
the page's style.

`chart`: bars as a table; words and figures are table cells, so they keep their size on a phone and are read
aloud, and the drawing beside them adds nothing. `line_chart`: lines over two logarithmic axes, x in percent
and y in pixels for the same reason; lines differ in colour and in the shape of their points, the drawing adds
nothing to a table beside it, and is not read aloud.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_HEIGHT = 16
"""Pixels a bar takes, the gap below it included."""
_THICK = 10
_GRID = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A share with its interval; `style` is a class of the page ("ours", "naive"), `words` what stands beside
    it.
    """

    value: float | None
    words: str
    style: str = "ours"
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The bars of one label, drawn below one another."""

    label: str
    bars: tuple[Bar, ...]


def chart(caption: str, columns: tuple[str, str, str], rows: Sequence[Row]) -> str:
    """`columns` name the label, the drawing and the figures. Empty for no rows."""
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in columns)
    body = "".join(map(_row, rows))
    return (
        f'<table class="chart"><caption>{html.escape(caption)}</caption>'
        '<colgroup><col class="names"><col><col class="shares"></colgroup>'
        f'<thead class="unseen"><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _row(row: Row) -> str:
    words = "".join(f'<div class="{bar.style}">{html.escape(bar.words)}</div>' for bar in row.bars)
    return (
        f'<tr><th scope="row">{html.escape(row.label)}</th><td class="drawn">{_svg(row.bars)}</td>'
        f'<td class="figures">{words}</td></tr>\n'
    )


def _svg(bars: Sequence[Bar]) -> str:
    """As wide as its cell: x in percent, y in pixels."""
    height = _HEIGHT * len(bars)
    grid = "".join(f'<line class="grid" x1="{x}%" x2="{x}%" y1="0" y2="{height}"/>' for x in _GRID)
    drawn = "".join(_bar(bar, at * _HEIGHT + (_HEIGHT - _THICK) / 2) for at, bar in enumerate(bars))
    return f'<svg aria-hidden="true" focusable="false" width="100%" height="{height}">{grid}{drawn}</svg>'


def _bar(bar: Bar, top: float) -> str:
    if bar.value is None:
        return ""
    drawn = f'<rect class="{bar.style}" x="0" y="{top:g}" width="{_percent(bar.value)}" height="{_THICK}"/>'
    if bar.low is None or bar.high is None:
        return drawn
    low, high, middle = _percent(bar.low), _percent(bar.high), top + _THICK / 2
    ends = "".join(
        f'<line class="whisker" x1="{x}" x2="{x}" y1="{middle - 3:g}" y2="{middle + 3:g}"/>'
        for x in (low, high)
    )
    return f'{drawn}<line class="whisker" x1="{low}" x2="{high}" y1="{middle:g}" y2="{middle:g}"/>{ends}'


def _percent(share: float) -> str:
    return f"{min(1.0, max(0.0, share)) * 100:.2f}%"


_TOP, _PLOT, _BOTTOM = 14, 220, 24
"""Pixels above the plot, of it, and below it for the sizes."""
_LEFT, _WIDTH = 7.0, 88.0
"""Percent before the first size, and from the first to the last."""
_SHAPES = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "M-3.6-3.6h7.2v7.2h-7.2z",
    "M0-4.8L4.6 3.4h-9.2z",
    "M0-5L5 0L0 5L-5 0z",
    "M0 4.8L4.6-3.4h-9.2z",
    "M-4.6-1.6h9.2v3.2h-9.2z",
)
_STEPS = (1, 2, 5)
_MOST_TICKS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`values` at the sizes, in their order; None, and what is not above 0, is left out. `aside` draws it
    broken and grey.
    """

    label: str
    values: tuple[float | None, ...]
    words: tuple[str, ...]
    aside: bool = False


def line_chart(caption: str, sizes: Sequence[int], lines: Sequence[Line]) -> str:
    """Empty where there is nothing to draw. `sizes` are above 0 and ascend."""
    values = [value for line in lines for value in line.values if value is not None and value > 0]
    if not values:
        return ""
    ticks = _ticks(min(values), max(values))
    drawn = "".join(_line(line, at, sizes, ticks) for at, line in enumerate(lines))
    key = "".join(
        f'<li class="{_style(line, at)}">{_swatch(at)}{html.escape(line.label)}</li>'
        for at, line in enumerate(lines)
    )
    height = _TOP + _PLOT + _BOTTOM
    return (
        f'<figure class="lines"><figcaption>{html.escape(caption)}</figcaption>'
        f'<svg aria-hidden="true" focusable="false" width="100%" height="{height}">'
        f"{_grid(sizes, ticks)}{drawn}</svg><ul>{key}</ul></figure>\n"
    )


def _ticks(least: float, most: float) -> list[float]:
    """1, 2, 5, 10 … from at most `least` to at least `most`; only the powers of ten where those are too
    many.
    """
    low, high = math.floor(math.log10(least)), math.ceil(math.log10(most))
    fine = [step * 10.0**power for power in range(low, max(high, low + 1) + 1) for step in _STEPS]
    start = max(at for at, tick in enumerate(fine) if tick <= least * (1 + 1e-9))
    end = min(at for at, tick in enumerate(fine) if tick >= most * (1 - 1e-9) and at > start)
    if end - start < _MOST_TICKS:
        return fine[start : end + 1]
    return [10.0**power for power in range(low, high + 1)]


def _grid(sizes: Sequence[int], ticks: Sequence[float]) -> str:
    """Lines at the ticks with their figures on them; the sizes below, none where it would run into the one
    before.
    """
    bottom = _TOP + _PLOT
    drawn = []
    for tick in ticks:
        y = _y(tick, ticks)
        drawn.append(
            f'<line x1="0" x2="100%" y1="{y:g}" y2="{y:g}"/><text x="0" y="{y - 3:g}">{tick:,g}</text>'
        )
    last = -math.inf
    for size in sizes:
        x = _x(size, sizes)
        drawn.append(f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="{_TOP}" y2="{bottom}"/>')
        if x - last > 12:
            last = x
            drawn.append(f'<text class="size" x="{x:.2f}%" y="{bottom + 16}">{size:,}</text>')
    return f'<g class="grid">{"".join(drawn)}</g>'


def _line(line: Line, at: int, sizes: Sequence[int], ticks: Sequence[float]) -> str:
    points = [
        (_x(size, sizes), _y(value, ticks), words)
        for size, value, words in zip(sizes, line.values, line.words, strict=True)
        if value is not None and value > 0
    ]
    return (
        f'<g class="{_style(line, at)}">{"".join(_strokes(points))}{"".join(_points(points, line, at))}</g>'
    )


def _strokes(points: Sequence[tuple[float, float, str]]) -> Iterator[str]:
    for (x1, y1, _), (x2, y2, _) in pairwise(points):
        yield f'<line x1="{x1:.2f}%" x2="{x2:.2f}%" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def _points(points: Sequence[tuple[float, float, str]], line: Line, at: int) -> Iterator[str]:
    """A point tells its figure when the mouse is on it."""
    for x, y, words in points:
        told = html.escape(f"{line.label} {words}")
        yield f'<svg x="{x:.2f}%" y="{y:.1f}" overflow="visible">{_shape(at)}<title>{told}</title></svg>'


def _swatch(at: int) -> str:
    return f'<svg aria-hidden="true" width="12" height="12" viewBox="-6 -6 12 12">{_shape(at)}</svg>'


def _shape(at: int) -> str:
    return f'<path d="{_SHAPES[at % len(_SHAPES)]}"/>'


def _style(line: Line, at: int) -> str:
    return "aside" if line.aside else f"line-{at % len(_SHAPES) + 1}"


def _x(size: int, sizes: Sequence[int]) -> float:
    """Percent; one size alone stands in the middle."""
    return _LEFT + _WIDTH * _share(size, sizes[0], sizes[-1])


def _y(value: float, ticks: Sequence[float]) -> float:
    return _TOP + _PLOT * (1 - _share(value, ticks[0], ticks[-1]))


def _share(value: float, low: float, high: float) -> float:
    return math.log(value / low) / math.log(high / low) if high > low else 0.5
