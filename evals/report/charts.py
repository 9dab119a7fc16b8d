"""Bar charts as tables with inline SVG. In: rows of shares in 0..1. Out: HTML in which every label is
escaped.

The words and figures are table cells, so that they keep their size on a phone and are read aloud; the drawing
beside them says nothing that they do not. Colours come from the page's style.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

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
