"""A briefing as text for people and for programs: as Markdown, and as plain dictionaries.

In Markdown there are notes as [1] behind what they stand for, their references at the end, then the figures
to tick.

Whatever comes from a plan or a person stays the characters it is: marks of Markdown and HTML are escaped.

As dictionaries: its sections as they are, notes by number, figures with the number of their note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assistant.briefing.model import Block, Briefing, Note, Paragraph, Table, numbers
from assistant.briefing.render.layout import (
    CHECK_COLUMNS,
    Marked,
    check_rows,
    joined,
    marked,
    note_lines,
    refs,
    shown,
    subtitle,
)
from assistant.briefing.texts import words
from ingest import late_re as re
from ingest.grammar.letters import on_one_line

_MARKS = re.compile(r"[\\`*_<>|~&$]|\](?=[(\[:])")
_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")


def to_markdown(briefing: Briefing) -> str:
    return "\n\n".join(_blocks(briefing)) + "\n"


def _blocks(briefing: Briefing) -> Iterator[str]:
    numbered = numbers(briefing)
    yield f"# {plain(briefing.title)}"
    yield "  \n".join(plain(line) for line in subtitle(briefing))
    for part in marked(briefing.sections):
        yield f"{'#' * (part.section.level + 1)} {part.mark}{plain(part.section.heading)}"
        yield from _section(part, numbered)
    yield "  \n".join((words("sign.issuer"), words("sign.date")))
    if briefing.notes:
        yield f"## {words('notes.heading')}"
        yield "  \n".join(f"[{n}] {plain(line)}" for n, line in enumerate(note_lines(briefing), start=1))
    if briefing.figures:
        yield f"## {words('check.heading')}"
        yield words("check.how", n=len(briefing.figures))
        yield _table(CHECK_COLUMNS, check_rows(briefing))


def _section(part: Marked, numbered: Mapping[Note, int]) -> Iterator[str]:
    for at, block in joined(part.section):
        if isinstance(block, Table):
            names = [column.name for column in block.columns] + ["注"] * block.noted
            rows = [[*row.cells, *[refs(row.notes, numbered)] * block.noted] for row in block.rows]
            yield _table(names, rows)
        else:
            mark = part.marks.get(at, "")
            said = "".join(_paragraph(paragraph, numbered) for paragraph in block)
            yield f"{mark} " * bool(mark) + said


def _paragraph(paragraph: Paragraph, numbered: Mapping[Note, int]) -> str:
    return "  \n".join(map(plain, shown(paragraph))) + _ref(refs(paragraph.notes, numbered))


def _ref(said: str) -> str:
    return f"[{said}]" if said else ""


def _table(names: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(plain(cell, start=False) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def plain(text: str, *, start: bool = True) -> str:
    """Text that Markdown shows as it is; `start` where it begins a line."""
    text = _MARKS.sub(r"\\\g<0>", on_one_line(text))
    return _START.sub(lambda m: f"{m[0]}\\" if m[0][0].isdigit() else f"\\{m[0]}", text) if start else text


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
