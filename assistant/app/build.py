"""The page: a head and one tab for each kind of work. In: a `Desk`. Out: `gr.Blocks`, not served.

Each tab is a module with one function that lays out its components and wires its events inside the tab. What
a person does is kept in `gr.State`, one value a page, and in the library under the person's name; nothing of
a person is kept here. Theme, style and script are parameters of serving and stand in `web.py`.
"""

from __future__ import annotations

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from collections.abc import Callable

import gradio as gr

from assistant.app.ask import tab as ask_tab
from assistant.app.ask.masthead import NAME, masthead_html
from assistant.app.briefings import tab as briefings_tab
from assistant.app.desk import Desk
from assistant.app.evaluation import tab as evaluation_tab
from assistant.app.figures import tab as figures_tab
from assistant.app.plans import tab as plans_tab

Fill = Callable[[Desk, gr.Blocks], None]

TABS: tuple[tuple[str, str, Fill], ...] = (
    ("问答", "ask", ask_tab.fill),
    ("文件", "plans", plans_tab.fill),
    ("指标与任务", "figures", figures_tab.fill),
    ("简报", "briefs", briefings_tab.fill),
    ("评测", "evaluation", evaluation_tab.fill),
)
"""Name, id and contents of every tab, in the order they stand in."""

_UPLOADS = (3_600, 86_400)
"""Seconds between two looks for uploads that nobody took in, and after which one is deleted."""
_PAGES = 2_000
"""Opened pages that are kept in memory, some 0.4 MB each; of more, the one that was used last the longest ago
is forgotten.
"""


def build_app(desk: Desk) -> gr.Blocks:
    with gr.Blocks(title=NAME, analytics_enabled=False, fill_height=True, delete_cache=_UPLOADS) as page:
        page.state_session_capacity = _PAGES
        tabs: list[gr.Tab] = []
        head = gr.HTML(elem_id="masthead", js_on_load=None)
        with gr.Tabs(elem_id="tabs", selected=TABS[0][1]):
            for name, id_, fill in TABS:
                with gr.Tab(name, id=id_, elem_id=f"{id_}-tab") as tab:
                    fill(desk, page)
                tabs.append(tab)

        def loaded(request: gr.Request) -> str:
            desk.assistant.catalog.refresh()
            return masthead_html(desk.assistant.catalog.rows, desk.person(request))

        # files may have come or gone in another tab
        for event in (page.load, *(tab.select for tab in tabs)):
            event(loaded, None, head, show_progress="hidden", api_visibility="private")
    return page
