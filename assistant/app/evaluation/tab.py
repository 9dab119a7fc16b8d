"""评测: the last evaluation and how it compares with the one before. In: the desk. Out: an element in the
tab.

`evaluation.js` fills it whenever it comes into view, with what `evaluation_routes.py` serves.
"""

from __future__ import annotations

import gradio as gr

from assistant.app.desk import Desk


def fill(_desk: Desk, _page: gr.Blocks) -> None:
    gr.HTML(
        '<plans-evaluation><p class="calm">正在打开……</p></plans-evaluation>',
        elem_id="evaluation",
        js_on_load=None,
    )
