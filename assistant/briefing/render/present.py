"""A briefing as plain dictionaries: its sections as they are, notes by number, figures with the number of
their note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from assistant.briefing.model import Block, Briefing, Note, Table, numbers
from assistant.briefing.render.layout import marked


def briefing_json(briefing: Briefing) -> dict[str, Any]:
    numbered = numbers(briefing)
    return {
        "title": briefing.title,
        "kind": briefing.kind,
        "scope": briefing.scope,
        "made": briefing.made.isoformat(),
        "left_out": list(briefing.left_out),
        "wording": asdict(briefing.wording) if briefing.wording else None,
        "plans": [{**asdict(used), "edition": used.edition.value} for used in briefing.used],
        "sections": [
            {
                "key": part.section.key,
                "mark": part.mark,
                "heading": part.section.heading,
                "level": part.section.level,
                "blocks": [
                    _block(block, part.marks.get(at, ""), numbered)
                    for at, block in enumerate(part.section.blocks)
                ],
            }
            for part in marked(briefing.sections)
        ],
        "notes": [{"number": n, **asdict(note)} for note, n in numbered.items()],
        "figures": [
            {"note": numbered[f.note], "text": f.text, "words": f.words, "start": f.start, "end": f.end}
            for f in briefing.figures
        ],
    }


def _block(block: Block, mark: str, numbered: Mapping[Note, int]) -> dict[str, Any]:
    if isinstance(block, Table):
        return {
            "kind": "table",
            "columns": [column.name for column in block.columns],
            "rows": [
                {"cells": list(row.cells), "notes": [numbered[n] for n in row.notes]} for row in block.rows
            ],
        }
    return {
        "kind": "paragraph",
        "mark": mark,
        "text": block.text,
        "aside": block.aside,
        "origin": block.origin,
        "runs_on": block.runs_on,
        "notes": [numbered[n] for n in block.notes],
    }
