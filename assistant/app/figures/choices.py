"""指标与任务: what is looked at and what is chosen, in an address and as HTML. Values and pure functions;
every name of a plan or an office is escaped.

In: the parameters of an address. Out: a `State`, and back. What makes no sense is taken for not chosen, so
that an old or a mistyped link opens the tab and not an error; a name that is not in the library stays, and
leads to the empty table.

In: a `State`, what was narrowed by it, the results beneath. Out: the whole fragment. What is to be clicked
carries the query it leads to (`data-go`), the choices are one form; `figures.js` fetches the fragment of the
new query and puts it in place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args
from urllib.parse import urlencode

from assistant.app.widgets.markup import escape
from assistant.lookups.charged import PART_WORDS
from assistant.lookups.entries import FIELDS, UNSTATED, Chosen, Field, Narrowed
from assistant.lookups.pages import By
from ingest.grammar.indicator_words import NATURES
from ingest.grammar.roles import PARTS

View = Literal["targets", "tasks", "compare"]
VIEWS: Mapping[View, str] = {"targets": "指标", "tasks": "任务", "compare": "对比"}
_LONGEST = 200
"""Characters of a value that are read."""
_MOST_NAMES = 6
_LAST_PAGE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`names` are the keys of the indicators compared, the first the one chosen, the others added to it."""

    view: View = "targets"
    chosen: Chosen = field(default_factory=Chosen)
    by: By = "place"
    falling: bool = False
    page: int = 1
    names: tuple[str, ...] = ()

    def with_view(self, view: View) -> State:
        """Targets and tasks have kinds of their own, and an order of the one may not exist for the other."""
        kept = self.chosen if "tasks" not in (view, self.view) else self.chosen.without("kind")
        return State(view=view, chosen=kept, names=self.names)

    def without(self, name: Field) -> State:
        return replace(self, chosen=self.chosen.without(name), page=1)

    def cleared(self) -> State:
        return State(view=self.view)

    def ordered(self, by: By) -> State:
        """As a click on the head of that column does: rising, then falling, then as the plans have it."""
        if self.by != by:
            return replace(self, by=by, falling=False, page=1)
        return replace(self, by="place" if self.falling else by, falling=not self.falling, page=1)


def read_state(parameters: Sequence[tuple[str, str]]) -> State:
    """Of a query's pairs; of a name given twice the last, of `name` all."""
    given = {key: value.strip()[:_LONGEST] for key, value in parameters}
    names = [value.strip()[:_LONGEST] for key, value in parameters if key == "name" and value.strip()]
    view = given.get("view", "")
    by = given.get("by", "")
    page = given.get("page", "")
    return State(
        view=view if view in VIEWS else "targets",  # type: ignore[arg-type]
        chosen=Chosen(**{name: given.get(name, "") for name in FIELDS}),
        by=by if by in get_args(By) else "place",  # type: ignore[arg-type]
        falling=given.get("falling") == "1",
        page=min(int(page), _LAST_PAGE) if page.isdecimal() and page.isascii() and len(page) < 9 else 1,
        names=tuple(dict.fromkeys(names))[:_MOST_NAMES],
    )


def query_of(state: State) -> str:
    """The shortest query that leads to this state again."""
    pairs: list[tuple[str, str]] = [("view", state.view)]
    pairs += [(name, state.chosen.value(name)) for name in state.chosen.fields]
    pairs += [("by", state.by)] if state.by != "place" else []
    pairs += [("falling", "1")] if state.falling else []
    pairs += [("page", str(state.page))] if state.page > 1 else []
    pairs += [("name", name) for name in state.names]
    return urlencode(pairs)


Shorts = Mapping[str, str]
"""Plan id -> the plan's short name."""

CHOICES = 400
"""Values offered in one field; where there are more, those with the most rows."""
SUGGESTED = 120
"""Names of indicators suggested for typing."""
LABELS: Mapping[Field, str] = {
    "region": "地区", "year": "年份", "plan": "文件", "unit": "责任单位", "leader": "领导", "kind": "类型",
    "indicator": "指标",
}  # fmt: skip
KINDS: dict[str, str] = {
    **dict[str, str](PART_WORDS.items()),
    "responsible": "责任",
    "leader": "领导",
    UNSTATED: "未载明",
}
COUNTED: Mapping[View, tuple[str, str]] = {
    "targets": ("项", "指标"),
    "tasks": ("条", "任务"),
    "compare": ("项", "指标"),
}
"""What is counted, with its measure word."""
_KINDS_IN_ORDER = (*PARTS, *NATURES, UNSTATED)


def fragment(state: State, narrowed: Narrowed, shorts: Shorts, results: str) -> str:
    """The whole: views, choices, and `results` beneath; nothing but a sentence where the library is empty."""
    if not shorts:
        return '<p class="calm">资料库还是空的。读入文件之后，这里会列出其中的指标和任务。</p>'
    return (
        f'{_views(state)}{_opener(state)}<form class="filters" aria-label="筛选">{_hidden(state)}'
        f"{''.join(_field(state, f, narrowed, shorts) for f in LABELS)}{_clear(state)}</form>"
        f'<section class="results" aria-label="{VIEWS[state.view]}">{results}</section>'
    )


def nothing_html(state: State, narrowed: Narrowed, shorts: Shorts) -> str:
    """Which choice to take back, and what would be there then."""
    one, things = COUNTED[state.view]
    ways = sorted(narrowed.without.items(), key=lambda item: -item[1])
    buttons = "".join(
        (
            "<li>"
            f"{_go(f'去掉“{LABELS[f]}：{value_words(f, state.chosen.value(f), shorts)}”', state.without(f))}"
            f" 有 {count} {one}</li>"
        )
        for f, count in ways
        if count
    )
    advice = (
        f"<p>放宽其中一个就有：</p><ul>{buttons}</ul>"
        if buttons
        else f"<p>单独放宽哪一个都没有。{_go('清除筛选', state.cleared())}</p>"
        if state.chosen.fields
        else "<p>已读入的文件里没有读到。</p>"
    )
    head = f"没有同时符合这些条件的{things}。" if state.chosen.fields else f"还没有{things}。"
    return f'<div class="calm" role="status"><p>{head}</p>{advice}</div>'


def value_words(f: Field, value: str, shorts: Shorts) -> str:
    """A choice as people know it."""
    if f == "plan":
        return shorts.get(value, value)
    if f == "kind":
        return KINDS.get(value, value)
    return f"{value}年" if f == "year" else value


def _views(state: State) -> str:
    buttons = "".join(
        f'<button type="button" data-key="view-{view}" '
        f'aria-pressed="{"true" if view == state.view else "false"}"'
        f' data-go="{escape(query_of(state.with_view(view)))}">{name}</button>'
        for view, name in VIEWS.items()
    )
    return f'<div class="views" role="group" aria-label="看什么">{buttons}</div>'


def _opener(state: State) -> str:
    """On a narrow screen the choices are folded away behind it."""
    many = len(state.chosen.fields)
    words = f"筛选（已选 {many} 项）" if many else "筛选"
    return f'<button type="button" class="opener" data-key="opener" aria-expanded="false">{words}</button>'


def _hidden(state: State) -> str:
    kept = [
        ("view", state.view),
        ("by", state.by if state.by != "place" else ""),
        ("falling", "1" if state.falling else ""),
    ]
    kept += [("name", name) for name in state.names if state.view != "compare"]
    return "".join(f'<input type="hidden" name="{n}" value="{escape(v)}">' for n, v in kept if v)


def _field(state: State, f: Field, narrowed: Narrowed, shorts: Shorts) -> str:
    label = "角色" if f == "kind" and state.view == "tasks" else LABELS[f]
    chosen = state.chosen.value(f)
    if f == "indicator":
        words = (name for name, _ in narrowed.counts[f].most_common(SUGGESTED))
        listed = "".join(f'<option value="{escape(name)}"></option>' for name in words)
        control = (
            f'<input type="search" name="{f}" value="{escape(chosen)}" '
            'list="figures-names" placeholder="名称里的词"'
            f' autocomplete="off" enterkeyhint="search"><datalist id="figures-names">{listed}</datalist>'
        )
    else:
        control = (
            f'<select name="{f}"{"" if chosen else " data-any"}>'
            f"{_options(f, chosen, narrowed, shorts)}</select>"
        )
    return f'<label class="field {f}{" chosen" if chosen else ""}"><span>{label}</span>{control}</label>'


def _options(f: Field, chosen: str, narrowed: Narrowed, shorts: Shorts) -> str:
    counted = dict(narrowed.counts[f])
    values = _in_order(f, counted)
    left = len(values) - CHOICES
    if left > 0:
        values = _in_order(f, dict(narrowed.counts[f].most_common(CHOICES)))
    if chosen and chosen not in values:
        values = [chosen, *values]
    out = ['<option value="">全部</option>']
    out += [
        f'<option value="{escape(v)}"{" selected" if v == chosen else ""}>'
        f"{escape(value_words(f, v, shorts))}（{counted.get(v, 0)}）</option>"
        for v in values
    ]
    if left > 0:
        out.append(f'<option value="" disabled>另有 {left} 个，请先选地区或文件</option>')
    return "".join(out)


def _in_order(f: Field, counted: Mapping[str, int]) -> list[str]:
    """Years and parts in their own order, all else by how many rows there are."""
    if f == "year":
        return sorted(counted, key=int)
    if f == "kind":
        return [v for v in _KINDS_IN_ORDER if v in counted]
    return sorted(counted, key=lambda v: (-counted[v], v))


def _clear(state: State) -> str:
    off = "" if state.chosen.fields else " disabled"
    return (
        '<button type="button" class="clear" data-key="clear" '
        f'data-go="{escape(query_of(state.cleared()))}"{off}>清除筛选</button>'
    )


def _go(words: str, state: State, *, key: str = "") -> str:
    return (
        f'<button type="button" class="copy" data-key="{escape(key or words)}" '
        f'data-go="{escape(query_of(state))}">{escape(words)}</button>'
    )
