"""What briefings are made of: clauses with their tasks, notes and figures, and the paragraphs that show them.

In: rows of the Library. Out: entries in reading order, and paragraphs whose words are the clause's own. Every
number in words of a plan that are shown becomes a `Figure` with its place in the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from assistant.briefing.model import Figure, Note, Paragraph, Request, Used
from assistant.briefing.tables.figure_words import around, is_name, whole_measure
from assistant.lookups.cite import marker
from assistant.lookups.tasks import Task, as_tasks
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.wording import by_origin, date_words, in_role
from ingest import late_re as re
from ingest.grammar.folding import unbroken
from ingest.grammar.numerals import A_NUMBER
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.stops import PART_AS_PRINTED, begin_of
from ingest.model import Clause, Plan, Target
from ingest.store.library import Library
from ingest.store.rows import ClauseRow, PlanRow

_WORDS = 24
"""Characters before a figure that its leading words may take."""
_SERIAL = re.compile(r"序\s*号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A clause with the task made of it, the note that names it, and the region of its plan."""

    task: Task
    row: ClauseRow
    note: Note
    region: str | None

    @property
    def clause(self) -> Clause:
        return self.row.clause


@dataclass(frozen=True, kw_only=True)
class Material:
    """A library with the plans a request is confined to, in the order they were asked for, else of their ids.

    `on_topic` is plan and label of the clauses that have the topic; None where it confines nothing.
    """

    library: Library
    catalog: Catalog
    request: Request
    plans: tuple[PlanRow, ...]
    on_topic: frozenset[tuple[str, str]] | None = None

    @cached_property
    def used(self) -> tuple[Used, ...]:
        return tuple(used_of(row, self.catalog.short(row.id)) for row in self.plans)

    def entries(self, rows: Iterable[ClauseRow]) -> tuple[Entry, ...]:
        """`rows` keep together by plan."""
        return tuple(e for plan, group in groupby(rows, key=lambda r: r.plan) for e in self._of(plan, group))

    def _of(self, plan: str, rows: Iterable[ClauseRow]) -> Iterator[Entry]:
        return entries_of(self.catalog.view(plan), self.library.get(plan), tuple(rows))

    def view(self, plan: str, version: int) -> PlanView:
        """A plan as it was in that version. Raises KeyError."""
        row = self.catalog.row(plan)
        if version == row.version:
            return self.catalog.view(plan)
        then = self.library.get(plan, version=version)
        targets: dict[str, list[Target]] = {}
        for target in then.targets:
            targets.setdefault(target.clause, []).append(target)
        return PlanView(
            row=replace(
                row, title=then.title, number=then.number, issued=then.issued, edition=then.edition,
                version=version, sha256=then.source.sha256,
            ),
            short=self.catalog.short(plan),
            topic="",
            clauses=tuple(ClauseRow(plan, clause, then.text_of(clause)) for clause in then.clauses),
            targets={label: tuple(found) for label, found in targets.items()},
        )  # fmt: skip

    def has_topic(self, row: ClauseRow) -> bool:
        return self.on_topic is None or (row.plan, row.clause.label) in self.on_topic

    def asking(self, plan: str) -> tuple[Entry, ...]:
        """The clauses of a plan that charge somebody or state a target or a milestone."""
        return tuple(e for e in self.entries(self.catalog.view(plan).clauses) if asks(e.task))


def entries_of(view: PlanView, plan: Plan, rows: Sequence[ClauseRow]) -> Iterator[Entry]:
    """`rows` are clauses of the plan."""
    for row, task in zip(rows, as_tasks(view, plan, rows), strict=True):
        yield Entry(task=task, row=row, note=_note(view, task), region=view.row.region)


def asks(task: Task) -> bool:
    return bool(task.responsibilities or task.targets or task.milestones)


def used_of(row: PlanRow, short: str) -> Used:
    return Used(
        plan=row.id, version=row.version, title=row.title, short=short, edition=row.edition,
        number=row.number, issued=row.issued, sha256=row.sha256, region=row.region,
    )  # fmt: skip


def full_name(title: str, region: str | None) -> str:
    """《title》, behind the name of its place where the title does not say it."""
    return f"《{title}》" if not region or region in title else f"{region}《{title}》"


def heading_of(entry: Entry) -> str:
    """The plan of a clause, as headings name it."""
    return full_name(entry.task.plan_title, entry.region)


def _note(view: PlanView, task: Task) -> Note:
    return Note(
        plan=task.plan,
        version=view.row.version,
        label=task.label,
        marker=marker(view, task.label),
        reference=task.reference,
    )


def whole(entry: Entry) -> Paragraph:
    """The clause to the letter, who is responsible behind it."""
    lines = shown_lines(entry)
    return Paragraph(
        text="\n".join(lines),
        origin="derived" if entry.task.cells else "verbatim",
        aside=charged_words(entry.clause),
        notes=(entry.note,),
        figures=figures_of(entry),
        numbered=True,
    )


def charged_words(clause: Clause) -> str:
    """责任科室：甲、乙等；完成时限：…: roles, names and time as printed, and where they stand if the clause
    itself does not say it.
    """
    said = "；".join(
        "；".join(in_role(r) for r in charged)
        + (f"，由“{above or '全文'}”统一载明" if above is not None else "")
        for above, charged in by_origin(clause.responsibilities)
    )
    return "；".join(filter(None, (said, f"完成时限：{clause.due}" if clause.due else "")))


def shown_lines(entry: Entry) -> tuple[str, ...]:
    """The words of a clause, line by line: its heading where the text lacks it; a table's row cell by
    cell.
    """
    if entry.task.cells:
        filled = [(c.strip(), v.strip()) for c, v in entry.task.cells if not _SERIAL.fullmatch(c.strip())]
        return (_in_line("；".join(f"{c}：{v}" if c else v for c, v in filled)),)
    heading = (entry.task.heading,) if entry.task.heading else ()
    return tuple(line for part in (*heading, entry.row.text) for line in _lines(part))


def short(entry: Entry) -> Paragraph:
    """Its first words to the letter, who is responsible and by when."""
    said = _in_line(entry.task.summary)
    due = [d for d in entry.task.deadlines if "-" in d]
    when = f"时限：{'、'.join(date_words(d) for d in due)}" if due and not entry.clause.due else ""
    return Paragraph(
        text=said,
        origin="verbatim",
        aside="；".join(filter(None, (charged_words(entry.clause), when))),
        notes=(entry.note,),
        figures=(*figures_of(entry, entry.task.summary.removesuffix("…")), *(_dated(entry) if when else ())),
        numbered=True,
    )


def figures_of(entry: Entry, part: str | None = None, *, names: bool = False) -> tuple[Figure, ...]:
    """Every number printed in the clause, or in the `part` of it that is shown; dates are numbers too, those
    in names (5G) only with `names`.
    """
    text, base = entry.row.text, entry.clause.span.start
    first, last = 0, len(text)
    if part is not None:
        first = text.find(part)
        last = first + len(part)
        if first < 0:
            return ()
    read = [(q.span.start, _with_bound(text, q), q) for q in read_quantities(text)]
    spans = [(s, e) for s, e, q in read if names or not is_name(text, s, e, q)]
    spans += [
        m.span()
        for m in A_NUMBER.finditer(text)
        if not any(s <= m.start() < e for s, e, _ in read) and (names or not is_name(text, *m.span(), None))
    ]
    name = _in_line(entry.clause.heading or "") if entry.task.cells else ""
    return tuple(
        Figure(
            note=entry.note,
            text=text[s:e],
            words=_named(name, _in_line(around(text, s, e))),
            start=base + s,
            end=base + e,
        )
        for s, e in sorted(spans)
        if first <= s and e <= last
    )


def figure_of(entry: Entry, target: Target) -> tuple[Figure, ...]:
    """The figure of a target; of a row of a table all figures of the row."""
    if entry.task.cells:
        return figures_of(entry)
    base = entry.clause.span.start
    start, end = target.span.start - base, target.span.end - base
    inside = tuple(f for f in figures_of(entry) if f.start < target.span.end and target.span.start < f.end)
    own = Figure(
        note=entry.note,
        text=entry.row.text[start:end],
        words=_in_line(around(entry.row.text, start, end)),
        start=target.span.start,
        end=target.span.end,
    )
    return inside or (own,)


def _dated(entry: Entry) -> Iterator[Figure]:
    """The dates of milestones and targets that are shown without the words that state them."""
    base = entry.clause.span.start
    dated = [(m.deadline, m.span) for m in entry.task.milestones]
    dated += [(t.deadline, t.span) for t in entry.task.targets if t.deadline]
    for deadline, span in dated:
        if "-" in deadline:
            yield Figure(
                note=entry.note,
                text=date_words(deadline),
                words=_in_line(around(entry.row.text, span.start - base, span.end - base)),
                start=span.start,
                end=span.end,
            )


def _with_bound(text: str, quantity: Quantity) -> int:
    """Where the figure ends with the 以上, 以内 behind it."""
    end = whole_measure(text, quantity.span.end)
    return end + len(quantity.after) if text.startswith(quantity.after, end) else end


def _named(name: str, words: str) -> str:
    """The words of a cell with the name of its row."""
    return f"{name} ｜ {words}" if name and words not in name else name or words


def lead_of(entry: Entry, figure: Figure) -> str:
    """The words from the last mark of punctuation before a figure of the clause to its end, with the name of
    a table's row.
    """
    text, base = entry.row.text, entry.clause.span.start
    start, end = figure.start - base, figure.end - base
    words = _in_line(text[begin_of(PART_AS_PRINTED, text, start, max(0, start - _WORDS)) : end])
    return _named(_in_line(entry.clause.heading or "") if entry.task.cells else "", words)


def _lines(text: str) -> list[str]:
    return [line for line in (_in_line(part) for part in text.split("\n")) if line]


def _in_line(text: str) -> str:
    return unbroken(text.replace("\t", " ｜ ")).strip()


def notes_of(entries: Sequence[Entry]) -> tuple[Note, ...]:
    return tuple(e.note for e in entries)
