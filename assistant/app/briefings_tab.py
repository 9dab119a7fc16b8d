"""简报: what is wanted, the briefing as it grows, and the ones kept before. In: the desk. Out: components and events inside the tab.

Two views of which one is seen: the desk (what is wanted, what is kept) and one briefing. A briefing is kept as soon as it is whole;
what a person changes afterwards is its order of sections. Whether the plans still bear it out is looked up after it is shown.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import gradio as gr

from assistant.app.briefing_cards import (
    HINTS,
    examples,
    kept_html,
    nothing_kept_html,
    outline_html,
    tools_html,
)
from assistant.app.briefing_page import briefing_html
from assistant.app.briefing_standing import standing_html
from assistant.app.desk import Desk
from assistant.app.proposal_cards import progress_html, refusal_html
from assistant.app.running import Running
from assistant.briefing.compose import NAMES, compose, kind_named
from assistant.briefing.keeping import Made, keep, kept
from assistant.briefing.model import Kind, Part, Request
from assistant.briefing.outline import carried_over, keys_of, moved, toggled
from assistant.briefing.staleness import standing
from ingest.errors import PlanError

_LOG = logging.getLogger(__name__)
_AT_ONCE = 2
"""Briefings made at the same time: each is a second or more of one core, and the chat is to have the others."""
_OFFICES = 2_000
"""Offices offered by name, those with most tasks first; any other can be typed."""
_FAILED = "没有编成：程序出了错，已记入日志。请再试一次，不行就联系管理员。"
_GONE = "这份简报已经删除，或者不是您的。"
_ALL = "不限"
_HAND_OVER = "window.plansBrief = (event, told) => trigger(event, told);"
_FIELDS: dict[Kind, tuple[str, ...]] = {
    "office": ("units", "plans", "region", "year"),
    "topic": ("topic", "units", "plans", "region", "year"),
    "plan": ("plans", "region", "year"),
    "indicators": ("topic", "plans", "region", "year"),
    "compare": ("plans", "topic", "region", "year"),
    "changes": ("plans",),
}
"""What can be said of each kind, besides the kind."""


def fill(desk: Desk, page: gr.Blocks) -> None:
    """Offices, plans and what is kept are looked up at every load of the page and every return to the tab."""
    library, running = desk.assistant.library, Running()

    with gr.Column(elem_id="briefs"):
        chosen = gr.State(0)
        with gr.Column(elem_id="briefs-desk") as asking:
            with gr.Column(elem_id="briefs-form"):
                kind = gr.Radio(
                    [(name, key) for key, name in NAMES.items()],
                    value="office",
                    label="编写什么",
                    elem_id="briefs-kind",
                )
                hint = gr.HTML(_hint("office"), js_on_load=None)
                with gr.Row(elem_classes="fields"):
                    topic = gr.Textbox(
                        label="主题",
                        placeholder="例如：老龄健康",
                        lines=1,
                        max_lines=1,
                        visible=False,
                        elem_id="briefs-topic",
                        html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
                    )
                    units = gr.Dropdown(
                        label="单位（可选几个）",
                        choices=[],
                        multiselect=True,
                        allow_custom_value=True,
                        elem_id="briefs-units",
                    )
                    plans = gr.Dropdown(
                        label="文件（不选就是全部）",
                        choices=[],
                        multiselect=True,
                        elem_id="briefs-plans",
                    )
                    region = gr.Dropdown(label="地区", choices=[_ALL], value=_ALL, elem_id="briefs-region")
                    year = gr.Dropdown(label="年度", choices=[_ALL], value=_ALL, elem_id="briefs-year")
                with gr.Row(elem_id="briefs-go"):
                    go = gr.Button(
                        "编写简报", variant="primary", scale=0, min_width=120, elem_id="briefs-make"
                    )
                refused = gr.HTML(
                    elem_id="briefs-refused", js_on_load="element.setAttribute('aria-live', 'polite')"
                )
            gr.HTML("<h3>保存的简报</h3>", js_on_load=None)
            shelf = gr.HTML(elem_id="briefs-kept", js_on_load=None)
        with gr.Column(visible=False, elem_id="briefs-one") as reading:
            back = gr.Button("← 返回", size="sm", elem_classes="plain", elem_id="briefs-back")
            with gr.Row(elem_id="briefs-wait"):
                progress = gr.HTML(
                    elem_id="briefs-progress", js_on_load="element.setAttribute('aria-live', 'polite')"
                )
                stop = gr.Button(
                    "停止", size="sm", scale=0, min_width=72, visible=False, elem_id="briefs-stop"
                )
            tools = gr.HTML(elem_id="briefs-tools", js_on_load=None)
            notice = gr.HTML(elem_id="briefs-notice", js_on_load=None)
            order = gr.HTML(elem_id="briefs-outline", js_on_load=None)
            paper = gr.HTML(elem_id="briefs-paper", js_on_load=None)
        bridge = gr.HTML(elem_id="briefs-bridge", js_on_load=_HAND_OVER)

    shown = [asking, reading, chosen, refused, progress, stop, tools, notice, order, paper]

    def see(**given: Any) -> list[Any]:
        """What is shown, by the name of the component; the others as they are."""
        return [given.get(name, gr.skip()) for name in (
            "asking", "reading", "chosen", "refused", "progress", "stop", "tools", "notice", "order", "paper",
        )]  # fmt: skip

    def see_desk(said: str = "") -> list[Any]:
        return see(
            asking=gr.Column(visible=True), reading=gr.Column(visible=False), chosen=0,
            refused=refusal_html(said) if said else "", progress="", stop=gr.Button(visible=False), paper="",
        )  # fmt: skip

    def see_part(part: Part) -> list[Any]:
        said = f"正在编写：{part.doing}（{part.done}/{part.total}）" if part.doing else "正在保存…"
        return see(
            asking=gr.Column(visible=False), reading=gr.Column(visible=True), refused="",
            progress=progress_html(said, part.done, part.total), stop=gr.Button(visible=True),
            tools="", notice="", order="", paper=briefing_html(part.briefing),
        )  # fmt: skip

    def see_made(number: int, made: Made) -> list[Any]:
        return see(
            asking=gr.Column(visible=False), reading=gr.Column(visible=True), chosen=number, refused="",
            progress="", stop=gr.Button(visible=False), tools=tools_html(number),
            notice="" if library.stamp() == made.stamp else standing_html(None),
            order=outline_html(made.whole, made.outline), paper=briefing_html(made.briefing),
        )  # fmt: skip

    def make(wanted: Request, request: gr.Request, before: Made | None = None) -> Iterator[list[Any]]:
        """The briefing as it grows, then as it is kept; one that is stopped leaves nothing."""
        person = desk.person(request).name
        with running.run(str(request.session_hash)) as run:
            try:
                stamp = library.stamp()
                for part in compose(library, wanted, made=date.today()):
                    if run.left or run.stop.is_set():
                        yield see(chosen=gr.skip()) if run.left else see_desk("已停止，没有保存。")
                        return
                    yield see_part(part)
                outline = (
                    carried_over(before.outline, before.whole, part.briefing)
                    if before
                    else keys_of(part.briefing)
                )
                number = keep(library, wanted, part.briefing, person=person, stamp=stamp, outline=outline)
            except PlanError as error:
                yield see_desk(error.in_a_page())
                return
            except Exception:  # noqa: BLE001  the edge of the app: whatever it was, the person is told
                _LOG.exception("a briefing was not made")
                yield see_desk(_FAILED)
                return
            yield see_made(number, kept(library, number, person=person))

    def asked(
        kind: Kind,
        topic: str,
        units: Sequence[str],
        plans: Sequence[str],
        region: str,
        year: str,
        request: gr.Request,
    ) -> Iterator[list[Any]]:
        said = {
            "topic": (topic or "").strip(),
            "units": tuple(units or ()),
            "plans": tuple(plans or ()),
            "region": region if region and region != _ALL else None,
            "year": int(year) if str(year).isdecimal() else None,
        }
        wanted = Request(kind=kind, **{name: said[name] for name in _FIELDS[kind]})  # type: ignore[arg-type]
        yield from make(wanted, request)

    def tried(told: gr.EventData, request: gr.Request) -> Iterator[list[Any]]:
        """One of the examples."""
        units, plans = ((str(name),) if name else () for name in (told.unit, told.plan))
        if kind := kind_named(str(told.kind)):
            yield from make(Request(kind=kind, units=units, plans=plans), request)

    def again(number: int, request: gr.Request) -> Iterator[list[Any]]:
        """A kept one made anew, in its order; the old one stays."""
        try:
            before = kept(library, number, person=desk.person(request).name)
        except KeyError:
            yield see_desk(_GONE)
            return
        yield from make(before.request, request, before)

    def opened(told: gr.EventData, request: gr.Request) -> list[Any]:
        number = _number(told.id)
        running.stop(str(request.session_hash), leave=True)
        try:
            return see_made(number, kept(library, number, person=desk.person(request).name))
        except KeyError:
            return see_desk(_GONE)

    def forgotten(told: gr.EventData, request: gr.Request) -> None:
        with suppress(KeyError):  # gone already, from another page
            library.briefings.forget(_number(told.id), person=desk.person(request).name)

    def arranged(number: int, told: gr.EventData, request: gr.Request) -> list[Any]:
        person = desk.person(request).name
        try:
            made = kept(library, number, person=person)
            key, way = str(told.key), str(told.way)
            if way == "toggle":
                outline = toggled(keys_of(made.whole), made.outline, key)
            else:
                outline = moved(made.outline, key, -1 if way == "up" else 1)
            library.briefings.arrange(number, outline, person=person)
        except KeyError:
            return see_desk(_GONE)
        made = replace(made, outline=outline)
        found = standing(library, made)
        return see(
            order=outline_html(made.whole, outline, open_=True), paper=briefing_html(made.briefing, found)
        )

    def checked(number: int, request: gr.Request) -> tuple[Any, Any]:
        """Whether it still holds; nothing for one that holds for certain, as it was just made."""
        if not number:
            return gr.skip(), gr.skip()
        try:
            made = kept(library, number, person=desk.person(request).name)
        except KeyError:
            return gr.skip(), gr.skip()
        if library.stamp() == made.stamp:
            return gr.skip(), gr.skip()
        found = standing(library, made)
        return standing_html(found), gr.skip() if found.holds else briefing_html(made.briefing, found)

    def left(request: gr.Request) -> list[Any]:
        running.stop(str(request.session_hash), leave=True)
        return see_desk()

    def stopped(request: gr.Request) -> None:
        running.stop(str(request.session_hash))

    def shelves(request: gr.Request) -> str:
        name = desk.person(request).name
        current = {row.id: row.version for row in library.plans()}
        rows = library.briefings.kept(name)
        if not rows:
            return nothing_kept_html(examples(desk.assistant.catalog), private=bool(name))
        return kept_html(rows, current, today=date.today())

    def offered(request: gr.Request) -> tuple[Any, ...]:
        desk.assistant.catalog.refresh()
        catalog = desk.assistant.catalog
        regions = sorted({row.region for row in catalog.rows if row.region})
        years = sorted({y for row in catalog.rows for y in _years(row.year, row.last_year)}, reverse=True)
        return (
            gr.Dropdown(choices=list(catalog.units[:_OFFICES])),
            gr.Dropdown(choices=[(catalog.short(row.id), row.id) for row in catalog.rows]),
            gr.Dropdown(choices=[_ALL, *regions]),
            gr.Dropdown(choices=[(_ALL, _ALL), *((f"{y}年", str(y)) for y in years)]),
            shelves(request),
        )

    def chose(kind: Kind) -> tuple[Any, ...]:
        has = _FIELDS[kind]
        return (
            _hint(kind),
            gr.Textbox(visible="topic" in has),
            gr.Dropdown(visible="units" in has),
            gr.Dropdown(visible="plans" in has),
            gr.Dropdown(visible="region" in has),
            gr.Dropdown(visible="year" in has),
        )

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    making: dict[str, Any] = {**quiet, "concurrency_limit": _AT_ONCE, "concurrency_id": "briefings"}
    choices = [units, plans, region, year, shelf]
    kind.change(chose, kind, [hint, topic, units, plans, region, year], **quiet)
    wanted = [kind, topic, units, plans, region, year]
    for event in (
        gr.on([go.click, topic.submit], asked, wanted, shown, **making),
        bridge.submit(again, chosen, shown, **making),
        bridge.click(tried, None, shown, **making),
        bridge.select(opened, None, shown, **quiet),
    ):
        event.then(checked, chosen, [notice, paper], **making).then(shelves, None, shelf, **quiet)
    bridge.edit(arranged, chosen, shown, **quiet)
    bridge.clear(forgotten, None, None, **quiet).then(shelves, None, shelf, **quiet)
    stop.click(stopped, None, None, **quiet)
    back.click(left, None, shown, **quiet).then(shelves, None, shelf, **quiet)
    page.load(offered, None, choices, **quiet)


def _hint(kind: Kind) -> str:
    return f'<p class="quiet">{HINTS[kind]}</p>'


def _years(first: int | None, last: int | None) -> range:
    return range(first, (last or first) + 1) if first else range(0)


def _number(said: Any) -> int:
    """Of a briefing, as the page writes it; 0, which none has, for everything else."""
    words = str(said)
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 19 else 0
