"""指标与任务: the tables of targets and tasks, and the comparison of an indicator. In: the desk. Out: an
element in the tab.

`figures.js` fills the element when it is first seen, with what `figures_routes.py` serves; no event goes
through the page's queue.
"""

from __future__ import annotations

import gradio as gr

from assistant.app.desk import Desk

SHELL = '<plans-figures><p class="calm">正在打开……</p></plans-figures>'


def fill(_desk: Desk, _page: gr.Blocks) -> None:
    gr.HTML(SHELL, elem_id="figures", js_on_load=None)
