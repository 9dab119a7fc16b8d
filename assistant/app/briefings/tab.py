"""简报: what is wanted, and below it the ones that are kept. In: the context. Out: components inside the tab.

The choices are Gradio's, as they need look-ups; the rest of the tab is `briefings.js` with what `routes`
serves: a briefing of a thousand tasks is millions of characters, which the page's queue is not made for.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.app.briefings.cards import HINTS
from assistant.app.context import AppContext
from assistant.briefing.compose import NAMES
from assistant.briefing.model import Kind

_OFFICES = 2_000
"""Offices offered by name; any other can be typed."""
_ALL = ""
_FIELDS: dict[Kind, tuple[str, ...]] = {
    "office": ("units", "topic", "plans", "region", "year"),
    "topic": ("topic", "units", "plans", "region", "year"),
    "plan": ("plans", "units", "topic", "region", "year"),
    "indicators": ("topic", "units", "plans", "region", "year"),
    "compare": ("plans", "units", "topic", "region", "year"),
    "changes": ("plans",),
}
"""The options each kind has."""
_WHICH: dict[Kind, str] = {
    "plan": "文件（可选几份）",
    "compare": "文件（两份以上；不选就是全部）",
    "changes": "文件（一份看前后版本，两份看两年）",
}
_ANY = "文件（不选就是全部）"
"""How many plans a kind wants."""
_KEPT = "<plans-briefings></plans-briefings>"


def fill(context: AppContext, page: gr.Blocks) -> None:
    """Offices, plans, places and years are looked up at every load of the page."""
    with gr.Column(elem_id="briefs"):
        with gr.Column(elem_id="briefs-form"):
            kind = gr.Radio(
                [(name, key) for key, name in NAMES.items()],
                value="office",
                label="编写什么",
                elem_id="briefs-kind",
            )
            hint = gr.HTML(_hint("office"), js_on_load=None)
            with gr.Row(elem_classes="fields"):
                units = gr.Dropdown(
                    label=_units("office"),
                    choices=[],
                    multiselect=True,
                    allow_custom_value=True,
                    elem_id="briefs-units",
                )
                topic = gr.Textbox(
                    label=_topic("office"),
                    placeholder="例如：老龄健康",
                    max_length=200,
                    lines=1,
                    max_lines=1,
                    elem_id="briefs-topic",
                    html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
                )
                plans = gr.Dropdown(label=_ANY, choices=[], multiselect=True, elem_id="briefs-plans")
                region = gr.Dropdown(
                    label="地区", choices=[("不限", _ALL)], value=_ALL, elem_id="briefs-region"
                )
                year = gr.Dropdown(label="年度", choices=[("不限", _ALL)], value=_ALL, elem_id="briefs-year")
            model = gr.Checkbox(
                value=True,
                label="由大模型写综述：逐句与条款核对，标明是模型所写；任务、表格和数目仍按规则列出",
                visible=context.assistant.llm is not None,
                elem_id="briefs-model",
            )
            with gr.Row(elem_id="briefs-go"):
                go = gr.Button("编写简报", variant="primary", scale=0, min_width=120, elem_id="briefs-make")
        gr.HTML(_KEPT, elem_id="briefs-rest", js_on_load=None)

    def offered() -> tuple[Any, ...]:
        catalog = context.assistant.catalog
        catalog.refresh()
        regions = sorted({row.region for row in catalog.rows if row.region})
        years = sorted({y for row in catalog.rows for y in _years(row.year, row.last_year)}, reverse=True)
        return (
            gr.Dropdown(choices=list(catalog.units[:_OFFICES])),
            gr.Dropdown(choices=[(catalog.short(row.id), row.id) for row in catalog.rows]),
            gr.Dropdown(choices=[("不限", _ALL), *((name, name) for name in regions)]),
            gr.Dropdown(choices=[("不限", _ALL), *((f"{y}年", str(y)) for y in years)]),
        )

    def chose(kind: Kind) -> tuple[Any, ...]:
        has = _FIELDS[kind]
        return (
            _hint(kind),
            gr.Textbox(label=_topic(kind), visible="topic" in has),
            gr.Dropdown(label=_units(kind), visible="units" in has),
            gr.Dropdown(label=_WHICH.get(kind, _ANY)),
            gr.Dropdown(visible="region" in has),
            gr.Dropdown(visible="year" in has),
        )

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    fields = [topic, units, plans, region, year]
    kind.change(chose, kind, [hint, *fields], js=_CLEAR, **quiet)
    gr.on([go.click, topic.submit], None, [kind, *fields, model], None, js=_MAKE, **quiet)
    page.load(offered, None, [units, plans, region, year], **quiet)


def _hint(kind: Kind) -> str:
    return f'<p class="quiet">{HINTS[kind]}</p>'


def _topic(kind: Kind) -> str:
    return "主题" if kind == "topic" else "主题（可不填）"


def _units(kind: Kind) -> str:
    return "单位（可选几个）" if kind == "office" else "单位（不选就是全部）"


def _years(first: int | None, last: int | None) -> range:
    return range(first, (last or first) + 1) if first else range(0)


_CLEAR = "(kind) => { document.querySelector('plans-briefings .said')?.replaceChildren(); return kind; }"
"""What was refused of another kind is said no more."""
_NEEDED = ", ".join(f"{kind}: {list(fields)}" for kind, fields in _FIELDS.items())
_MAKE = f"""(kind, topic, units, plans, region, year, model) => {{
  const said = {{ topic: topic ?? "", units: units ?? [], plans: plans ?? [], region: region || null,
    year: Number(year) || null }};
  const wanted = {{ {_NEEDED} }}[kind];
  window.plansMakeBriefing({{ kind, model, ...Object.fromEntries(wanted.map((name) => [name, said[name]]))
  }});
}}"""
"""What is not asked for a kind is not said, though it may have been chosen for another."""
