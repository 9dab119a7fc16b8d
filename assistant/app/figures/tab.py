"""指标与任务: the tables of targets and tasks and the comparison of an indicator, as an element in the tab
and the routes that fill it.

In: the app's context or an assistant. Out: the element; a router that serves the fragment of a query, and its
rows as a workbook. `figures.js` fills the element when it is first seen; no event goes through the page's
queue. The address holds the whole state: nothing is kept per person, and a link leads back to what was seen.
Addresses are relative to the page, so a path prefix of a reverse proxy needs no setting here. Whether
somebody may read is decided by the gate.

`Figures` is the one place of the tab that reads the library; how it looks is in `table.py` and `compare.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import quote

import gradio as gr
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.app.ask.render import error_html
from assistant.app.context import AppContext
from assistant.app.figures.choices import (
    LABELS,
    State,
    fragment,
    nothing_html,
    query_of,
    read_state,
    value_words,
)
from assistant.app.figures.compare import Indicator, compare_html
from assistant.app.figures.table import targets_html, tasks_html
from assistant.app.widgets.markup import escape
from assistant.ask import Assistant
from assistant.errors import AssistantError
from assistant.lookups.entries import Entries, Entry, Narrowed, narrow
from assistant.lookups.pages import cut, ordered, target_rows, targets_of, task_rows
from assistant.lookups.series import chart
from assistant.lookups.tasks import tasks
from assistant.tables.workbook import targets_workbook, tasks_workbook
from assistant.versions.indicators import akin, name_key
from ingest.errors import PlanError
from ingest.store.rows import PlanRow

SHELL = '<plans-figures><p class="calm">正在打开……</p></plans-figures>'


def fill(_context: AppContext, _page: gr.Blocks) -> None:
    gr.HTML(SHELL, elem_id="figures", js_on_load=None)


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FRESH = {"cache-control": "no-store"}


def figures_router(assistant: Assistant) -> APIRouter:
    """Plain functions, so that each request has a thread and the chat does not wait for it."""
    router = APIRouter(prefix="/figures")
    figures = Figures(assistant)

    @router.get("/view")
    def view(request: Request) -> Response:
        try:
            return HTMLResponse(figures.html(_state(request)), headers=_FRESH)
        except PlanError as error:
            return HTMLResponse(error_html(error), status_code=503, headers=_FRESH)

    @router.get("/table.xlsx")
    def table(request: Request) -> Response:
        try:
            name, content = figures.workbook(_state(request), date.today())
        except PlanError as error:
            return HTMLResponse(error_html(error), status_code=409, headers=_FRESH)
        disposition = f"attachment; filename=\"plans.xlsx\"; filename*=UTF-8''{quote(name)}"
        return Response(content, media_type=_XLSX, headers={**_FRESH, "content-disposition": disposition})

    return router


def _state(request: Request) -> State:
    return read_state(request.query_params.multi_items())


EXPORTED = 20_000
"""Rows a workbook is made of; more take minutes, and nobody reads them."""

COMPARED = 400
"""Most targets read for a comparison; if there are more, the page says so: no picture could show them."""


class Figures:
    """The targets and tasks of an assistant's library. May be shared by threads."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._library = assistant.library
        self._entries = Entries(assistant.library, assistant.catalog)

    def html(self, state: State) -> str:
        """Raises LibraryError where the library cannot be read."""
        found = self._narrowed(state)
        shorts = self._shorts()
        return fragment(state, found, shorts, self._results(state, found, shorts) if shorts else "")

    def workbook(self, state: State, made: date) -> tuple[str, bytes]:
        """The file's name and its bytes, of all rows and not the page's alone.

        Raises:
            AssistantError: nothing was found, too much was, or there is no such list.
        """
        found = self._narrowed(state).found
        if len(found) > EXPORTED:
            remedy = "请先选地区、年份、文件或单位，再下载"
            raise AssistantError(f"共 {len(found)} 行，一份表格最多 {EXPORTED} 行", remedy=remedy)
        scope = self._scope(state)
        if state.view == "tasks":
            plans = tuple(dict.fromkeys(e.plan for e in found))
            wanted = {(e.plan, e.label) for e in found}
            rows = [t for t in tasks(self._library, plan=plans) if (t.plan, t.label) in wanted]
            book = tasks_workbook(rows, made=made, scope=scope, silent=self._left_out(found))
            return f"任务分解推进表-{made}.xlsx", book
        entries = ordered(found, state.by, falling=state.falling)
        targets = target_rows(self._library, entries)
        content = targets_workbook(targets, self._assistant.catalog.rows, made=made, scope=scope)
        return f"指标表-{made}.xlsx", content

    def _narrowed(self, state: State) -> Narrowed:
        return narrow(self._entries.batches("tasks" if state.view == "tasks" else "targets"), state.chosen)

    def _left_out(self, found: Sequence[Entry]) -> dict[str, int]:
        """How many clauses of each plan found are no tasks."""
        plans = {entry.plan for entry in found}
        batches = (batch for batch in self._entries.batches("tasks") if batch.plan.id in plans)
        silent = {batch.plan.id: batch.plan.clauses - len(batch.entries) for batch in batches}
        return {plan: count for plan, count in silent.items() if count > 0}

    def _shorts(self) -> dict[str, str]:
        catalog = self._assistant.catalog
        return {row.id: catalog.short(row.id) for row in catalog.rows}

    def _scope(self, state: State) -> str:
        shorts = self._shorts()
        words = ((LABELS[f], value_words(f, state.chosen.value(f), shorts)) for f in state.chosen.fields)
        return "，".join(f"{label}“{value}”" for label, value in words)

    def _results(self, state: State, found: Narrowed, shorts: dict[str, str]) -> str:
        if not found.found:
            return nothing_html(state, found, shorts)
        if state.view == "compare":
            return self._comparison(state, found, shorts)
        page = cut(ordered(found.found, state.by, falling=state.falling), state.page)
        state = replace(state, page=page.number)
        excel = _excel(state, page.total)
        if state.view == "tasks":
            rows = task_rows(self._library, page.entries, targets_of(self._entries, page.entries))
            return tasks_html(state, page, rows, shorts, excel, sum(self._left_out(found.found).values()))
        return targets_html(state, page, target_rows(self._library, page.entries), shorts, excel)

    def _comparison(self, state: State, found: Narrowed, shorts: dict[str, str]) -> str:
        """The chosen indicators that are there; else the one that most plans state."""
        plans = {row.id: row for row in self._assistant.catalog.rows}
        offered = indicators(found.found, plans)
        keys = {i.key for i in offered}
        names = tuple(name for name in map(name_key, state.names) if name in keys) or (offered[0].key,)
        state = replace(state, names=names)
        wanted = [e for e in found.found if _key(e, plans) in names]
        drawn = chart(target_rows(self._library, wanted[:COMPARED]), plans, shorts)
        left = max(0, len(wanted) - COMPARED)
        return compare_html(state, offered, akin(names[0], keys, names), drawn, shorts, left=left)


def indicators(entries: Sequence[Entry], rows: Mapping[str, PlanRow]) -> list[Indicator]:
    """What can be compared: first what most places state, then most plans; a plan without a place is one of
    its own.
    """
    plans: dict[str, set[str]] = {}
    names: dict[str, dict[str, int]] = {}
    for entry in entries:
        key = _key(entry, rows)
        plans.setdefault(key, set()).add(entry.plan)
        counted = names.setdefault(key, {})
        counted[entry.indicators[0]] = counted.get(entry.indicators[0], 0) + 1
    listed = [
        Indicator(
            key=key,
            name=max(counted, key=lambda name: counted[name]),
            plans=len(plans[key]),
            targets=sum(counted.values()),
        )
        for key, counted in names.items()
    ]
    where = {i.key: len({rows[plan].region or plan for plan in plans[i.key]}) for i in listed}
    return sorted(listed, key=lambda i: (-where[i.key], -i.plans, -i.targets, i.name))


def _key(entry: Entry, rows: Mapping[str, PlanRow]) -> str:
    return name_key(entry.indicators[0], rows[entry.plan].region)


def _excel(state: State, total: int) -> str:
    if total > EXPORTED:
        return f'<span class="soft">超过 {EXPORTED} 行，请先筛选再下载</span>'
    address = f"figures/table.xlsx?{query_of(replace(state, page=1))}"
    return f'<a class="copy" data-key="excel" href="{escape(address)}" download>下载 Excel</a>'
