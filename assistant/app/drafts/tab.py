"""核稿: where a draft is pasted or chosen. In: the context. Out: one component inside the tab.

All of it is `drafts.js` with what `routes` serves: a draft is no business of the page's queue, and is kept
nowhere.
"""

from __future__ import annotations

import gradio as gr

from assistant.app.context import AppContext


def fill(_context: AppContext, _page: gr.Blocks) -> None:
    with gr.Column(elem_id="drafts"):
        gr.HTML("<plans-drafts></plans-drafts>", elem_id="drafts-all", js_on_load=None)
