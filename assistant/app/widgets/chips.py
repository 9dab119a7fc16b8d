"""Chips: buttons named after a clause that open the reader at it, in every tab. Pure functions; the clicking
is `reader.js`'s.
"""

from __future__ import annotations

from assistant.app.widgets.markup import escape


def clause_chip(plan: str, label: str, words: str, *, style: str = "verbatim", about: str = "") -> str:
    """A button that opens the reader at clause `label` of plan `plan`.

    `words` is what it says (the clause's marker), `style` verbatim, paraphrase or unfound, `about` further
    attributes as HTML.
    """
    return (
        f'<button type="button" class="chip {style}" data-plan="{escape(plan)}" data-clause="{escape(label)}"'
        f'{about} aria-label="打开条款 {escape(words)}">{escape(words)}</button>'
    )
