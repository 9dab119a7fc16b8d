"""A briefing as a page of HTML: in the app with notes that open the reader and what has become of outdated
statements, or bare for paper.

In: a briefing, perhaps its `Standing`. Out: one line of HTML, all words escaped. Marks, notes and the check
list are those of the Word file (`briefing.render.layout`), so that what is seen is what is handed in. For a
kept briefing there is a notice above it, and under each outdated part what changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.app.plans.change_cards import change_html
from assistant.app.reader import mark_of
from assistant.app.widgets.markup import clause_chip, escape
from assistant.briefing.keep.staleness import Changed, Moved, Place, Stale, Standing
from assistant.briefing.model import Briefing, Figure, Note, Paragraph, Row, Table, numbers
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

_DEEPEST, _SHORT = 6, 6
"""Levels of headings, and characters of a cell that stay in one line."""
_MARKS = 40
"""Figures marked in the reader at a time: the address that asks for them has an end."""


@dataclass(frozen=True, kw_only=True)
class _Writer:
    """`live` where there is an app around the page."""

    briefing: Briefing
    live: bool
    stale: Mapping[Place, Stale] = field(default_factory=dict)

    def head(self) -> str:
        lead = "<br>".join(escape(line) for line in subtitle(self.briefing))
        return f'<h2>{escape(self.briefing.title)}</h2><p class="lead">{lead}</p>'

    def sections(self, first: int = 0) -> Iterator[str]:
        """From the one at that place on."""
        numbered = numbers(self.briefing)
        for part in list(marked(self.briefing.sections))[first:]:
            level = min(part.section.level + 2, _DEEPEST)
            heading = f"<h{level}>{part.mark}{escape(part.section.heading)}</h{level}>"
            html = heading + "".join(self._section(part, numbered))
            yield f'<section class="sheet">{html}</section>' if part.section.sheet else html

    def tail(self) -> Iterator[str]:
        yield f'<p class="sign">{words("sign.issuer")}<br>{words("sign.date")}</p>'
        if self.briefing.notes:
            yield from self._notes()
        if self.briefing.figures:
            yield (
                f"<h3>{words('check.heading')}</h3><p>{words('check.how', n=len(self.briefing.figures))}</p>"
            )
            yield _table(CHECK_COLUMNS, (_cells(row) for row in check_rows(self.briefing)), "check")

    def paper(self) -> str:
        return (
            f'<article class="paper">{self.head()}{"".join(self.sections())}{"".join(self.tail())}</article>'
        )

    def _section(self, part: Marked, numbered: Mapping[Note, int]) -> Iterator[str]:
        for at, block in joined(part.section):
            if isinstance(block, Table):
                names = [column.name for column in block.columns] + ["注"] * block.noted
                rows = (
                    self._row(row, (part.section.key, at, n), numbered, noted=block.noted, width=len(names))
                    for n, row in enumerate(block.rows)
                )
                yield _table(names, rows)
            else:
                yield self._paragraphs(block, part.section.key, at, part.marks.get(at, ""), numbered)

    def _paragraphs(
        self, block: Sequence[Paragraph], key: str, at: int, mark: str, numbered: Mapping[Note, int]
    ) -> str:
        """Sentences that run on stand in one paragraph; below it what became of those that are stale."""
        stale = [self.stale.get((key, at + n, None)) for n in range(len(block))]
        number = f'<span class="mark">{mark}</span> ' if mark else ""
        said = (
            f"<mark>{words_}</mark>" if gone and len(block) > 1 else words_
            for words_, gone in zip((self._words(p, numbered) for p in block), stale, strict=True)
        )
        html = f'<p class="{block[0].origin}">{number}{"".join(said)}</p>'
        why = "".join(why_html(gone) for gone in stale if gone)
        return f'<div class="stale">{html}{why}</div>' if why else html

    def _words(self, paragraph: Paragraph, numbered: Mapping[Note, int]) -> str:
        said = "<br>".join(escape(line) for line in shown(paragraph))
        return said + self._refs(paragraph.notes, paragraph.figures, numbered)

    def _row(self, row: Row, place: Place, numbered: Mapping[Note, int], *, noted: bool, width: int) -> str:
        cells = _cells(row.cells)
        if noted:
            cells += f'<td class="ref">{self._refs(row.notes, row.figures, numbered)}</td>'
        stale = self.stale.get(place)
        if stale is None:
            return f"<tr>{cells}</tr>"
        why = f'<tr class="why"><td colspan="{width}">{why_html(stale)}</td></tr>'
        return f'<tr class="stale">{cells}</tr>{why}'

    def _refs(self, notes: Sequence[Note], figures: Sequence[Figure], numbered: Mapping[Note, int]) -> str:
        if not notes:
            return ""
        if not self.live:
            return f"<sup>[{refs(notes, numbered)}]</sup>"
        buttons = "".join(
            f'<button type="button" class="note" {_address(note, figures)} title="{escape(note.reference)}"'
            f' aria-label="注{numbered[note]}，打开{escape(note.marker)}">{numbered[note]}</button>'
            for note in sorted(notes, key=lambda note: numbered[note])
        )
        return f'<sup data-refs="[{refs(notes, numbered)}]">{buttons}</sup>'

    def _notes(self) -> Iterator[str]:
        yield f"<h3>{words('notes.heading')}</h3>"
        lines = zip(self.briefing.notes, note_lines(self.briefing), strict=True)
        items = (
            f'<li><button type="button" class="reference" {_address(note, ())}>{escape(line)}</button></li>'
            if self.live
            else f"<li>{escape(line)}</li>"
            for note, line in lines
        )
        yield f'<ol class="notes">{"".join(items)}</ol>'


def briefing_html(briefing: Briefing, standing: Standing | None = None) -> str:
    """For the app."""
    return _Writer(briefing=briefing, live=True, stale=(standing.stale if standing else None) or {}).paper()


def growing_html(briefing: Briefing, first: int) -> str:
    """What a briefing that is being made has got since it had `first` sections; its head where it had none
    yet.
    """
    writer = _Writer(briefing=briefing, live=True)
    return "".join(writer.sections(first)) if first or briefing.sections else writer.head()


def paper_html(briefing: Briefing) -> str:
    """For paper: the body of a page of its own."""
    return _Writer(briefing=briefing, live=False).paper()


def _address(note: Note, figures: Sequence[Figure]) -> str:
    """The clause, in the version that was used, with the figures that are shown of it."""
    marks = [mark_of(f.start, f.end, f.text) for f in figures if f.note == note][:_MARKS]
    said = f' data-mark="{" ".join(marks)}"' if marks else ""
    return (
        f'data-plan="{escape(note.plan)}" '
        f'data-clause="{escape(note.label)}" '
        f'data-version="{note.version}"{said}'
    )


def _cells(cells: Sequence[str]) -> str:
    """Short ones are not broken."""
    return "".join(
        f'<td class="short">{escape(cell)}</td>' if len(cell) <= _SHORT else f"<td>{escape(cell)}</td>"
        for cell in cells
    )


def _table(names: Sequence[str], rows: Iterator[str], kind: str = "") -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(row if row.startswith("<tr") else f"<tr>{row}</tr>" for row in rows)
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="表格，可左右滑动">'
        f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


_REMAKE = '<button type="button" class="copy strong" data-brief="remake">按现在的资料库重新编写</button>'
_MOST = 20
"""Missing clauses that are named; the others are a count."""


def standing_html(standing: Standing | None) -> str:
    """None while it is being looked up."""
    if standing is None:
        return '<p class="quiet" role="status">正在核对原文有没有变化…</p>'
    if standing.holds and not standing.moved:
        return '<p class="quiet" role="status">与资料库现在的内容一致。</p>'
    said = "".join(f"<li>{line}</li>" for line in _lines(standing))
    return (
        '<section class="notice" role="status"><b>编写之后，资料库有变化</b>'
        f"<ul>{said}</ul>"
        f"<p>{'' if standing.fault else _REMAKE}{_jump(standing)}</p></section>"
    )


def _lines(standing: Standing) -> Iterator[str]:
    yield from map(_moved, standing.moved)
    if standing.fault:
        yield f"按原来的条件现在编不出来：{escape(standing.fault)}。"
    if standing.stale:
        yield f"有 {len(standing.stale)} 处与现在的文件不一致，已在文中标出，原稿没有改动。"
    if standing.missing:
        shown = "".join(clause_chip(note.plan, note.label, note.marker) for note in standing.missing[:_MOST])
        more = "等" if len(standing.missing) > _MOST else ""
        yield f"有 {len(standing.missing)} 条现在应当写入而本稿没有：{shown}{more}"


def _jump(standing: Standing) -> str:
    if not standing.stale:
        return ""
    return ' <button type="button" class="copy" data-brief="jump">看下一处 ↓</button>'


def _moved(moved: Moved) -> str:
    name = f"《{escape(moved.used.title)}》"
    match moved.state:
        case "newer":
            return f"{name}现为第{moved.version}版，编写时是第{moved.used.version}版。"
        case "withdrawn":
            return f"{name}已经废止。"
        case _:
            return f"{name}已从资料库移除。"


def why_html(stale: Stale) -> str:
    """What changed under a part that is stale."""
    if stale.changes:
        return f'<div class="changes">{"".join(map(_changed, stale.changes))}</div>'
    if stale.now:
        return f'<p class="changes">现在是：{escape(" ｜ ".join(stale.now))}</p>'
    return '<p class="changes">按现在的资料库，这里不再写入。</p>'


def _changed(changed: Changed) -> str:
    if changed.change is None:
        return f"<p>{escape(changed.note.marker)}：所在文件已经废止或移除。</p>"
    return change_html(changed.change, changed.note.plan)
