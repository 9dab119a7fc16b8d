"""对比 as HTML: an indicator to choose, its picture, and the same as a table. Pure functions; every word of a
plan is escaped.

In: the indicators there are, the chart of the chosen one. Out: a fragment. What plans call alike is one
indicator here; whether they mean the same by it only their clauses say, and so the page tells the names as
printed and leads to every clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.app.figures.choices import Shorts, State, query_of
from assistant.app.figures.table import tab_separated
from assistant.app.widgets.markup import clause_chip, escape
from assistant.app.widgets.plot import WORDS, key_html, measure_behind, panel_html, place_mark
from assistant.lookups.cite import marker_words
from assistant.lookups.series import Chart, Point

OFFERED = 300
"""Indicators in the list to choose from; those that most plans state come first."""
DRAWN = 60
"""Most figures that can be distinguished in one picture."""
LISTED = 300
_HEADS = ("地区", "年份", "数值", "要求", "指标", "范围", "条款")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One to choose: its name as most often printed, in how many plans, and how many targets."""

    key: str
    name: str
    plans: int
    targets: int


def compare_html(
    state: State,
    indicators: Sequence[Indicator],
    alike: Sequence[str],
    chart: Chart,
    shorts: Shorts,
    *,
    left: int = 0,
) -> str:
    """`indicators` is not empty and holds those of `state.names`; `alike` are keys of others that are called
    nearly the same.

    `left` targets of the indicator are not in the chart.
    """
    named = {i.key: i for i in indicators}
    title = " / ".join(named[key].name for key in state.names if key in named)
    return (
        f'<div class="bar"><label class="field indicator-choice"><span>对比的指标</span>'
        f"<select data-go-value>{_options(state, indicators)}</select></label></div>"
        f"{_added(state, named)}{_alike(state, named, alike)}"
        f'<div class="chart"><h2>{escape(title)}</h2>'
        f"{_pictures(chart, title, left)}{_table(chart, shorts, left)}</div>"
    )


def _options(state: State, indicators: Sequence[Indicator]) -> str:
    shown = [i for n, i in enumerate(indicators) if n < OFFERED or i.key in state.names[:1]]
    out = [
        "<option "
        f'value="{escape(query_of(replace(state, names=(i.key,))))}"'
        f"{' selected' if i.key in state.names[:1] else ''}>"
        f"{escape(i.name)}（{i.plans} 份文件，{i.targets} 项）</option>"
        for i in shown
    ]
    if len(indicators) > len(shown):
        out.append(
            f'<option value="" disabled>另有 {len(indicators) - len(shown)} '
            "个，请在上面“指标”里写几个字</option>"
        )
    return "".join(out)


def _added(state: State, named: Mapping[str, Indicator]) -> str:
    """What was taken together with the chosen one on purpose, to be taken out again."""
    buttons = "".join(
        _button(f"移出 {named[key].name}", replace(state, names=tuple(n for n in state.names if n != key)))
        for key in state.names[1:]
        if key in named
    )
    return f'<p class="alike">已并入：{buttons}</p>' if buttons else ""


def _alike(state: State, named: Mapping[str, Indicator], alike: Sequence[str]) -> str:
    buttons = "".join(
        _button(f"并入 {named[key].name}", replace(state, names=(*state.names, key)))
        for key in alike
        if key in named
    )
    return f'<p class="alike">名称相近、没有并入：{buttons}</p>' if buttons else ""


def _button(words: str, state: State) -> str:
    return (
        f'<button type="button" class="copy" data-key="{escape(words)}" '
        f'data-go="{escape(query_of(state))}">{escape(words)}</button>'
    )


def _pictures(chart: Chart, title: str, left: int) -> str:
    drawn = [p for panel in chart.panels for line in panel.lines for p in line.points]
    if not drawn:
        return '<p class="note">这个指标没有可以画出的数值，原文见下表。</p>'
    if left or len(drawn) > DRAWN:
        return (
            f'<p class="note">共有 {len(drawn) + left} 个数值，'
            "画在一张图上分不清。请先在上面选地区、年份或文件。</p>"
        )
    notes = []
    if len(drawn) == 1:
        notes.append("只有一个数值，没有可以对比的；下图只标出它。")
    if len(chart.panels) > 1:
        notes.append("单位或算法不同的数值不在一个尺度上，分开画。")
    if len(chart.places) > 1:
        notes.append("名称相同，口径未必相同，请以各自条款为准。")
    return (
        f'<p class="note">{"".join(notes)}</p>{key_html(chart.panels, chart.places)}'
        + "".join(
            panel_html(panel, chart.places, name=title, id_=f"panel-{n}")
            for n, panel in enumerate(chart.panels, start=1)
        )
        + '<p class="note">点图上的标记可打开条款。</p>'
    )


def _table(chart: Chart, shorts: Shorts, unread: int) -> str:
    points = chart.points[:LISTED]
    left = len(chart.points) - len(points) + unread
    words = [_words(p) for p in points]
    markers = [marker_words(shorts.get(p.plan, p.plan), p.label) for p in points]
    rows = "".join(
        _row(chart, point, cells, said) for point, cells, said in zip(points, words, markers, strict=True)
    )
    copied = tab_separated([_HEADS, *([*cells, said] for cells, said in zip(words, markers, strict=True))])
    head = "".join(f'<th role="columnheader" scope="col">{name}</th>' for name in _HEADS)
    more = f'<p class="note">另有 {left} 个未列出，请先在上面选地区、年份或文件。</p>' if left else ""
    return (
        f'<div class="bar"><p class="count" role="status">共 {len(points) + left} 个数值</p>'
        '<button type="button" class="copy" data-key="copy" '
        f'data-copy="{escape(copied)}">复制表格</button></div>'
        '<div class="wide sheet" tabindex="0" role="region" aria-label="对比表，可滚动"><table role="table">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody '
        f'role="rowgroup">{rows}</tbody></table></div>{more}'
    )


def _words(point: Point) -> list[str]:
    """Without the chip: what stands in a row."""
    stage = "基期值" if point.stage == "baseline" else f"目标{WORDS.get(point.comparator, '')}"
    return [
        point.place,
        f"{point.year}年" if point.year else "未载明",
        f"{point.words}{measure_behind(point)}",
        f"{stage}（{point.apart}，图上没有）" if point.apart else stage,
        point.indicator,
        point.scope,
    ]


def _row(chart: Chart, point: Point, cells: Sequence[str], said: str) -> str:
    place, *rest = cells
    out = [
        (
            '<td role="cell" data-label="地区"><span>'
            f"{place_mark(chart.places, point.place)}{escape(place)}"
            "</span></td>"
        )
    ]
    out += [
        f'<td role="cell" data-label="{name}"{"" if words else " class=empty"}>{escape(words)}</td>'
        for name, words in zip(_HEADS[1:-1], rest, strict=True)
    ]
    chip = clause_chip(point.plan, point.label, said)
    return f'<tr role="row">{"".join(out)}<td role="cell" data-label="条款">{chip}</td></tr>'
