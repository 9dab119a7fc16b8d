"""The last look at a briefing before it is shown: nothing in it that its clauses do not say.

In: sections. Out: the same sections; a paragraph or a row with a fault has the bare words of its clauses
instead. Words of a plan must stand there to the letter, figures and offices of a row in the clauses of its
notes, every listed figure at its place. What was counted, and says so, stands on no clause. A model's
sentences were held against more than this before they came in (`prose.check`); here their figures and offices
are looked at once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from assistant.briefing.material import Material
from assistant.briefing.model import Block, Figure, Note, Paragraph, Row, Section, Table
from assistant.briefing.texts import words
from assistant.retrieval.catalog import PlanView
from assistant.verification.facts import ClauseFacts, facts_of, plain_text, same_words
from assistant.verification.figures import judge
from assistant.verification.names import Names, wrong_names
from ingest import late_re as re
from ingest.grammar.bounds import APART
from ingest.grammar.date_forms import OF_CALENDAR
from ingest.grammar.numerals import UP_TO_TEN
from ingest.grammar.options import FIGURES
from ingest.grammar.stops import CELLS
from ingest.store.rows import ClauseRow

_BOUND = re.compile(rf"(?P<bound>{APART})(?P<figure>(?:\d[\d.]*|{UP_TO_TEN}+)[^\W\d]?)")
_MARKER = re.compile(r"〔(?P<plan>[^·〔〕]+)·[^〔〕]+〕")
Facts = Mapping[Note, ClauseFacts]


class Vetting:
    """For one briefing; the clauses of a plan are looked up when one of them is first cited."""

    def __init__(self, material: Material) -> None:
        self._material = material
        catalog = material.catalog
        self._names = Names((*catalog.units, *catalog.leaders))
        self._titles = tuple(catalog.short(row.id) for row in catalog.rows)
        self._rows: dict[tuple[str, int], tuple[PlanView, dict[str, ClauseRow]]] = {}

    def checked(self, sections: Iterable[Section]) -> tuple[Section, ...]:
        return tuple(replace(s, blocks=tuple(map(self._block, s.blocks))) for s in sections)

    def faults(self, part: Paragraph | Row) -> tuple[str, ...]:
        """A sentence a fault; () for what may be shown."""
        facts = {note: self._facts(note) for note in part.notes}
        return tuple(faults(part, facts, self._names, self._titles))

    def _block(self, block: Block) -> Block:
        if isinstance(block, Table):
            rows = (row if not self.faults(row) else self._bare_row(row) for row in block.rows)
            return replace(block, rows=tuple(rows))
        return block if not self.faults(block) else self._bare(block)

    def _bare(self, paragraph: Paragraph) -> Paragraph:
        lines = (line.strip() for note in paragraph.notes for line in self._facts(note).text.split("\n"))
        return replace(paragraph, text="\n".join(lines), origin="verbatim", aside="", figures=())

    def _bare_row(self, row: Row) -> Row:
        words = "；".join(self._facts(note).text for note in row.notes)
        return replace(row, cells=(words, *("—" for _ in row.cells[1:])), figures=())

    def _facts(self, note: Note) -> ClauseFacts:
        key = (note.plan, note.version)
        if key not in self._rows:
            view = self._material.view(*key)
            self._rows[key] = view, {row.clause.label: row for row in view.clauses}
        view, rows = self._rows[key]
        return facts_of(view, rows[note.label])


def faults(part: Paragraph | Row, facts: Facts, names: Names, titles: Sequence[str]) -> Iterator[str]:
    """A sentence a fault; nothing for what may be shown."""
    clauses = [facts[note] for note in part.notes]
    if isinstance(part, Row):
        yield from _wrong_row(part, clauses, names, titles)
    elif part.origin == "written":
        # One that names no clause tells the counts; they were held against ours when it was written.
        yield from _wrong_words(part.text, clauses, names) if clauses else ()
    elif part.origin != "counted":
        if not clauses:
            yield f"没有出处：{part.text[:40]}"
        if part.origin == "verbatim":
            yield from (
                f"与原文不符：{line[:40]}" for line in part.text.split("\n") if not _is_said(line, clauses)
            )
        elif strange := [p for p in CELLS.split(part.text) if not _is_said(p.strip(), clauses)]:
            yield f"与原文不符：{strange[0][:40]}"
        if part.aside:
            yield from wrong_names(part.aside, clauses, names)
    yield from (wrong for figure in part.figures if (wrong := _wrong_figure(figure, facts)))


def _wrong_row(
    row: Row, clauses: Sequence[ClauseFacts], names: Names, titles: Sequence[str]
) -> Iterator[str]:
    """The whole row where it stands on one clause; else each cell, for which one of the clauses must
    answer.
    """
    # A cell that only names a plan says nothing of a clause.
    cells = [
        _without_bounds(_without_quotes(_without_markers(cell, titles), clauses), clauses)
        for cell in row.cells
        if cell not in titles
    ]
    if len(clauses) == 1:
        yield from _wrong_words("；".join(cells), clauses, names)
    elif clauses:
        for cell in cells:
            wrong = [list(_wrong_words(cell, [clause], names)) for clause in clauses]
            if all(wrong):
                yield wrong[0][0]


def _without_markers(cell: str, titles: Sequence[str]) -> str:
    """Without the names of other clauses (同〔2021要点·一/1〕), which only refer to them."""
    return _MARKER.sub(lambda m: "" if m["plan"] in titles else m[0], cell)


def _without_quotes(cell: str, clauses: Sequence[ClauseFacts]) -> str:
    """Without a sentence that stands in one of the clauses to the letter."""
    return _quote().sub(lambda m: "" if _is_said(m["said"].strip("…"), clauses) else m[0], cell)


def _without_bounds(cell: str, clauses: Sequence[ClauseFacts]) -> str:
    """Without a 至少 that a clause says of this very figure with a verb between them (至少建成1所)."""

    def bare(m: re.Match[str]) -> str:
        said = re.compile(rf"{m['bound']}[^\W\d]{{1,{FIGURES.apart}}}{re.escape(m['figure'])}(?![\d.])")
        return m["figure"] if any(said.search(clause.text) for clause in clauses) else m[0]

    return _BOUND.sub(bare, cell)


@cache
def _quote() -> re.Pattern[str]:
    """The sentence behind the name of a target; brackets in it are closed."""
    around = re.escape(words("target.said", words="\0")).split("\0")
    return re.compile(r"(?P<said>(?:[^（）]|（[^（）]*）)+)".join(around))


def _wrong_words(said: str, clauses: Sequence[ClauseFacts], names: Names) -> Iterator[str]:
    yield from (judged.wrong for judged in judge(said, clauses) if judged.wrong)
    yield from wrong_names(said, clauses, names)


def _is_said(line: str, clauses: Sequence[ClauseFacts]) -> bool:
    words = line.removesuffix("…")
    return any(
        same_words(words, fact.text) or plain_text(words) in plain_text(fact.around) for fact in clauses
    )


def _wrong_figure(figure: Figure, facts: Facts) -> str:
    """Its place must be in the clause, and have the figure unless it is a date in other words."""
    fact = facts[figure.note]
    start, end = figure.start - fact.span.start, figure.end - fact.span.start
    if not 0 <= start < end <= len(fact.text):
        return f"数字不在条款里：{figure.text}"
    if figure.text != fact.text[start:end] and not re.search(rf"{OF_CALENDAR}$", figure.text):
        return f"数字与原文不符：{figure.text}"
    return ""
