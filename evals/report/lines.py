"""Line charts with two logarithmic axes as inline SVG. In: sizes and, for each line, a value at every size.
Out: HTML in which every label is escaped.

As in `evals.report.charts`, x is in percent and y in pixels, so that words keep their size on a phone. The
lines differ in colour and in the shape of their points; the drawing says nothing that a table beside it does
not, and is not read aloud.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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


def chart(caption: str, sizes: Sequence[int], lines: Sequence[Line]) -> str:
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
    """1, 2, 5, 10 … from at most `least` to at least `most`; only the powers of ten where those are too many."""
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
