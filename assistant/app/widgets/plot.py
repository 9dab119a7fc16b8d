"""A panel of a comparison as inline SVG: years across, figures up, a line for each place. Pure functions,
value -> HTML.

In: a `Panel`. Out: a figure whose every point is a button named in words that leads to its clause, as chips
do, and carries its direction: an arrow up where at least that much is asked for, down where at most, a bar
where a range is. A place has a colour (a class, so that dark mode changes it) and a shape; a baseline is
hollow. Everything drawn stands in the table beneath too. The drawing is a group, not an image: what is in an
image cannot be reached by keyboard or be read aloud.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant.app.widgets.markup import escape
from assistant.app.widgets.scale import Box, free_height, share, ticks, year_share, year_ticks
from assistant.lookups.series import Panel, Point

WIDTH, HEIGHT = 880, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 230, 34, 40
_INSET = 34
"""Between the axis and the first year."""
_SHAPES = (
    "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
    "M-5-5h10v10h-10z",
    "M0-6.5L6 4.5h-12z",
    "M0-7L7 0L0 7L-7 0z",
    "M0 6.5L6-4.5h-12z",
    "M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",
)
PALETTE = len(_SHAPES)
"""Colours and shapes; more places take them over again."""
_ARROW = 22
"""From a point to the head of its arrow."""
_CHARACTER = 7.2
"""Width of a Latin character of a label; a Chinese one takes two."""
_LONGEST = 34
"""Characters of a label, a Chinese one counting two; a longer one is cut, and whole in the point's name."""
_UP, _DOWN = (">=", ">", "increase>="), ("<=", "<", "decrease>=")
WORDS = {
    ">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "=": "", "~": "约", "range": "区间",
    "increase>=": "提高", "decrease>=": "降低", "all": "全部",
}  # fmt: skip
"""The direction of a comparator in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dot:
    """A point with its place in the picture; `low` and `high` are the ends of its range."""

    point: Point
    line: str
    style: int
    x: float
    y: float
    low: float
    high: float
    last: bool


def panel_html(panel: Panel, places: Sequence[str], *, name: str, id_: str) -> str:
    """`places` in the order of their colours, `name` what the indicator is called, `id_` a word no other
    panel has.
    """
    points = [p for line in panel.lines for p in line.points]
    years = [p.year for p in points if p.year is not None]
    values = [v for p in points for v in (p.low, p.high) if v is not None]
    ceiling = Decimal(100) if panel.unit == "%" else None
    axis = ticks(min(values), max(values), ceiling=ceiling)
    dots = _dots(panel, places, years, axis)
    what = f"{name}（{_measure(panel)}）"
    return (
        '<figure class="plot"><div class="wide" tabindex="0" role="region" '
        f'aria-label="图：{escape(what)}，可左右滑动">'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="group" aria-labelledby="{id_}-t {id_}-d">'
        f'<title id="{id_}-t">{escape(what)}</title><desc id="{id_}-d">{escape(_told(points))}</desc>'
        f"{_axes(axis, years, panel)}{_strokes(dots)}{_labels(dots)}"
        f"{''.join(map(_point, dots))}</svg></div></figure>"
    )


def key_html(panels: Sequence[Panel], places: Sequence[str]) -> str:
    """What colours, shapes and arrows mean, of those that are drawn."""
    points = [p for panel in panels for line in panel.lines for p in line.points]
    drawn = {p.place for p in points}
    items = [
        f'<li class="place-{n % PALETTE + 1}">{_swatch(n)}{escape(place)}</li>'
        for n, place in enumerate(places)
        if place in drawn
    ]
    notes = [
        ("空心：基期值", any(p.stage == "baseline" for p in points)),
        ("↑ 不低于", any(p.comparator in _UP[:2] for p in points)),
        ("↓ 不高于", any(p.comparator in _DOWN[:2] for p in points)),
        ("竖条：区间", any(p.comparator == "range" for p in points)),
    ]
    items += [f"<li>{words}</li>" for words, there in notes if there]
    return f'<ul class="key">{"".join(items)}</ul>'


def place_mark(places: Sequence[str], place: str) -> str:
    """The place's shape in its colour, as it is drawn."""
    at = places.index(place)
    return f'<span class="place-{at % PALETTE + 1}">{_swatch(at)}</span>'


def told(point: Point) -> str:
    """A point in words: place, group, year, stage, direction and figure as printed."""
    where = point.place + (f"（{point.scope}）" if point.scope else "")
    year = f"{point.year}年" if point.year else ""
    stage = "基期值" if point.stage == "baseline" else "目标"
    return f"{where}{year}{stage} {point.words}{measure_behind(point)}"


def measure_behind(point: Point) -> str:
    """The unit in brackets where the printed figure does not have it."""
    return (
        f"（{point.unit}）"
        if point.unit and point.unit not in point.words and point.comparator != "all"
        else ""
    )


def _measure(panel: Panel) -> str:
    unit = panel.unit or "无单位"
    return f"变化量，{unit}" if panel.change else unit


def _told(points: Sequence[Point]) -> str:
    return "；".join(told(p) for p in points)


def _dots(panel: Panel, places: Sequence[str], years: Sequence[int], axis: Sequence[Decimal]) -> list[_Dot]:
    """Points of one year and one height stand side by side."""
    out: list[_Dot] = []
    taken: set[tuple[int, int]] = set()
    for line in panel.lines:
        for point in line.points:
            assert point.year is not None, "only points with a year are drawn"
            assert point.low is not None, "only points with a figure are drawn"
            assert point.high is not None, "only points with a figure are drawn"
            middle = (point.low + point.high) / 2
            y = _y(middle, axis)
            x = _x(point.year, years)
            while (round(x), round(y / 4)) in taken:
                x += 13
            taken.add((round(x), round(y / 4)))
            out.append(
                _Dot(
                    point=point,
                    line=line.name,
                    style=places.index(line.place) % PALETTE,
                    x=x,
                    y=y,
                    low=_y(point.low, axis),
                    high=_y(point.high, axis),
                    last=point is line.points[-1],
                )
            )
    return out


def _x(year: int, years: Sequence[int]) -> float:
    first, last = _LEFT + _INSET, WIDTH - _RIGHT
    return first + (last - first) * year_share(year, years)


def _y(value: Decimal, axis: Sequence[Decimal]) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * share(value, axis)


def _axes(axis: Sequence[Decimal], years: Sequence[int], panel: Panel) -> str:
    rows = "".join(
        f'<line x1="{_LEFT}" x2="{WIDTH - 8}" y1="{_y(t, axis):.1f}" y2="{_y(t, axis):.1f}"/>'
        f'<text x="{_LEFT - 8}" y="{_y(t, axis) + 4:.1f}" text-anchor="end">{t.normalize():f}</text>'
        for t in axis
    )
    columns = "".join(
        f'<text class="year" x="{_x(y, years):.1f}" y="{HEIGHT - 14}" text-anchor="middle">{y}年</text>'
        for y in year_ticks(years)
    )
    unit = f'<text class="unit" x="8" y="18">{escape(_measure(panel))}</text>'
    return f'<g class="axes" aria-hidden="true">{unit}{rows}{columns}</g>'


def _strokes(dots: Sequence[_Dot]) -> str:
    by_line: dict[str, list[_Dot]] = {}
    for dot in dots:
        by_line.setdefault(dot.line, []).append(dot)
    drawn = "".join(
        (
            f'<line class="place-{a.style + 1}{" from" if a.point.stage == "baseline" else ""}" '
            f'x1="{a.x:.1f}" y1="{a.y:.1f}" x2="{b.x:.1f}" y2="{b.y:.1f}"/>'
        )
        for some in by_line.values()
        for a, b in pairwise(some)
        if a.point.year != b.point.year
    )
    return f'<g class="strokes" aria-hidden="true">{drawn}</g>'


def _point(dot: _Dot) -> str:
    stage = " hollow" if dot.point.stage == "baseline" else ""
    arrow = _arrow(dot)
    bar = (
        f'<line class="range" x1="{dot.x:.1f}" x2="{dot.x:.1f}" y1="{dot.low:.1f}" y2="{dot.high:.1f}"/>'
        if dot.low != dot.high
        else ""
    )
    name = f"打开条款 {told(dot.point)}"
    return (
        f'<g class="dot place-{dot.style + 1}{stage}" role="button" tabindex="0" data-point=""'
        f' data-plan="{escape(dot.point.plan)}" '
        f'data-clause="{escape(dot.point.label)}" '
        f'aria-label="{escape(name)}">'
        f"<title>{escape(told(dot.point))}</title>{bar}{arrow}"
        f'<circle class="reach" cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="13"/>'
        f'<path transform="translate({dot.x:.1f} {dot.y:.1f})" d="{_SHAPES[dot.style]}"/></g>'
    )


def _way(dot: _Dot) -> int:
    """-1 up, 1 down, 0 neither."""
    if dot.point.stage == "baseline":
        return 0
    return -1 if dot.point.comparator in _UP else 1 if dot.point.comparator in _DOWN else 0


def _arrow(dot: _Dot) -> str:
    way = _way(dot)
    if not way:
        return ""
    end = dot.y + way * _ARROW
    return (
        f'<path class="arrow" d="M{dot.x:.1f} {dot.y + way * 7:.1f}V{end:.1f}'
        f'M{dot.x - 4:.1f} {end - way * 5:.1f}L{dot.x:.1f} {end:.1f}L{dot.x + 4:.1f} {end - way * 5:.1f}"/>'
    )


def _labels(dots: Sequence[_Dot]) -> str:
    """Right of every point its figure as printed, at the end of a line whose it is; none on another or on a
    point.

    Where there is no room for both the figure is alone, and where there is none for that the point has no
    label.
    """
    out: list[str] = []
    taken = [_box(dot) for dot in dots]
    for dot in sorted(dots, key=lambda d: (not d.last, d.x)):
        figure = dot.point.words
        for words in (f"{figure} {dot.line}", figure) if dot.last else (figure,):
            left = dot.x + 10
            words = _cut(words, min(_LONGEST, int((WIDTH - left) / _CHARACTER)))
            wanted = Box(left, dot.y - 8, left + _CHARACTER * _width(words), dot.y + 8)
            by = free_height(wanted, taken, low=_TOP - 12, high=HEIGHT - _BOTTOM + 10)
            if by is not None:
                y = dot.y + 5 + by
                out.append(
                    f'<text class="place-{dot.style + 1}" x="{left + 1:.1f}" '
                    f'y="{y:.1f}">{escape(words)}</text>'
                )
                taken.append(Box(left, wanted.top + by, wanted.right, wanted.bottom + by))
                break
    return f'<g class="labels" aria-hidden="true">{"".join(out)}</g>'


def _box(dot: _Dot) -> Box:
    """What a point takes up, with its arrow and its range."""
    ends = [dot.y - 7, dot.y + 7, dot.low, dot.high, dot.y + _way(dot) * _ARROW]
    return Box(dot.x - 7, min(ends), dot.x + 7, max(ends))


def _width(words: str) -> int:
    """In Latin characters."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in words)


def _cut(words: str, room: int) -> str:
    """As many characters as `room` has, one of them the … where it is cut."""
    if _width(words) <= room:
        return words
    kept = next(n for n in range(len(words), -1, -1) if n == 0 or _width(words[:n]) <= room - 2)
    return words[:kept] + "…"


def _swatch(at: int) -> str:
    return (
        '<svg class="swatch" aria-hidden="true" width="14" height="14" viewBox="-8 -8 16 16">'
        f'<path d="{_SHAPES[at % PALETTE]}"/></svg>'
    )
