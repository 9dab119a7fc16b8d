"""The sections of a plan by their whole name: headings, boxes, attachments and tables, as a question calls
them (重点任务清单, “和美乡村”那部分, 附件2).

In: a plan and a name. Out: the one section that is called so. A name that ends in a word for a list is met by
a list only (重点任务清单 is not 三、重点任务), and one that several sections have by none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lookups.options import LOOKUPS
from assistant.lookups.structure import by_path
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from ingest import late_re as re
from ingest.grammar.date_forms import YEAR_DIGITS
from ingest.grammar.numerals import in_digits
from ingest.grammar.references import LIST_END
from ingest.grammar.segmentation import is_function_word, words
from ingest.labels import is_row, is_table
from ingest.store.rows import ClauseRow

_UNSAID = re.compile(rf"{YEAR_DIGITS}(?:\s*[-—–－至]+\s*{YEAR_DIGITS})?年?度?|[\s“”\"「」《》〈〉]")
"""What is left out of a title when it is called by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`title` as printed with its mark; `path` the headings down to it; `rows` all clauses in it."""

    title: str
    path: tuple[str, ...]
    rows: tuple[ClauseRow, ...]

    @property
    def name(self) -> str:
        return bare_name(self.title.partition(" ")[2] or self.title)


def bare_name(title: str) -> str:
    return _UNSAID.sub("", fold(title))


def printed_title(title: str) -> str:
    """The title in quotation marks, its mark as printed."""
    mark, _, name = title.partition(" ")
    if not name:
        return f"“{mark}”"
    return f"“{mark}{'' if mark.endswith('）') else ' ' if mark[-1:].isdecimal() else '、'}{name}”"


def sections(view: PlanView) -> tuple[Section, ...]:
    """Every heading that has something below it, in printed order."""
    return tuple(Section(title=path[-1], path=path, rows=tuple(rows)) for path, rows in by_path(view).items())


def section_called(name: str, view: PlanView) -> Section | None:
    """The one section of that name; None where none is called so, or several are and none of them more so."""
    wanted = bare_name(name)
    every = sections(view)
    end = LIST_END.search(wanted)
    fitting = (
        [s for s in every if s.name == wanted],
        [s for s in every if wanted in s.name and bool(LIST_END.search(s.name)) == bool(end)],
        _lists(wanted[: end.start()], end[0], every) if end else [],
        [s for s in every if not end and len(s.name) > LOOKUPS.short_heading and wanted.endswith(s.name)],
        [s for s in every if has_words(wanted, s.name) and bool(LIST_END.search(s.name)) == bool(end)],
    )
    for found in fitting:
        outer = [s for s in found if not any(_is_above(o, s) for o in found)]
        if outer:
            return outer[0] if len(outer) == 1 else None
    grouped = [s for s in _groups(view) if len(wanted) > LOOKUPS.short_heading and wanted in s.name]
    return grouped[0] if len(grouped) == 1 else None


def _groups(view: PlanView) -> list[Section]:
    """The parts of tables: a row with a mark in characters (四、) and the rows with digits below it."""
    found: list[tuple[str, ClauseRow, list[ClauseRow]]] = []
    for row in view.clauses:
        table, _, mark = row.clause.label.rpartition("/")
        if is_row(row.clause) and not mark[:1].isascii() and in_digits(mark).isdecimal():
            found.append((table, row, []))
        elif found and found[-1][0] == table and mark[:1].isdecimal():
            found[-1][2].append(row)
    return [
        Section(
            title=f"{head.clause.label.rpartition('/')[2]} {name}", path=head.clause.path, rows=tuple(rows)
        )
        for _, head, rows in found
        if rows and (name := next((c for c in head.clause.cells[1:] if c), ""))
    ]


def may_be_called(name: str, section: Section) -> bool:
    """Whether a name said beside the section's mark does not call another list (附件1的资金表)."""
    wanted = bare_name(name)
    end = LIST_END.search(wanted)
    base = wanted[: end.start()] if end else ""
    return not base or all(word in section.name for word in words(base) if not is_function_word(word))


def _is_above(one: Section, other: Section) -> bool:
    return len(one.path) < len(other.path) and other.path[: len(one.path)] == one.path


def _lists(base: str, end: str, every: Sequence[Section]) -> list[Section]:
    """Tables below a heading of that name (主要指标表 below 主要指标); of a table of indicators those that
    have a column of them.
    """
    if not end.endswith("表"):
        return []
    tables = [table for section in every for table in _tables(section)]
    named = [s for s in tables if base and base in s.name]
    if named or "指标" not in base + end:
        return named
    return [s for s in tables if any("指标" in c for c in (*s.rows[0].clause.columns[:3], s.title))]


def _tables(section: Section) -> list[Section]:
    """The tables that stand right below the heading, the words around them left out."""
    by_mark: dict[str, list[ClauseRow]] = {}
    for row in section.rows:
        if is_row(row.clause) and row.clause.path == section.path:
            parts = row.clause.label.split("/")
            mark = next((n for n, part in enumerate(parts) if is_table(part)), 0)
            by_mark.setdefault("/".join(parts[: mark + 1]), []).append(row)
    return [Section(title=section.title, path=section.path, rows=tuple(rows)) for rows in by_mark.values()]


_ANY_LIST = re.compile(r"(?:附件?|任务|工作|重点|职责|责任|分工)*")
"""What stands before 清单 and 表 of any paper."""


def has_words(wanted: str, name: str) -> bool:
    """Whether every word of the name stands in the title, two of them at least."""
    said = [word for word in words(wanted) if not is_function_word(word)]
    return len(said) > 1 and all(word in name for word in said)


def calls_any_table(name: str) -> bool:
    """Whether a name calls no table in particular: 附表, 任务清单, 附表清单."""
    rest = bare_name(name)
    while end := LIST_END.search(rest):
        rest = rest[: end.start()]
    return rest != bare_name(name) and _ANY_LIST.fullmatch(rest) is not None
