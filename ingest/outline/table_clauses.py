"""Rows of tables as clauses: 表/1, 表/2 …, sub-rows and notes, each with its home.

In: the row blocks of one section and the notes below them. Out: clauses in the tree. Tables of one section
are 表, 表2 …; a header or group row is no clause and belongs to its table; 注：… below a table is 表/注, a
second one 表/注-2. What the cells mean is `rowgrid`'s.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.labels import NOTE, ROW, is_note, is_row, is_table, joined, note
from ingest.labels import table as table_step
from ingest.layout.line_shape import is_note as is_note_line
from ingest.model import Clause, Span
from ingest.outline.clause_tree import ClauseTree
from ingest.outline.rowgrid import Row, read_rows
from ingest.outline.sections import Block, names_table


def captions_of(blocks: Sequence[Block]) -> list[Block]:
    """The lines right above a table that name it."""
    return [
        block
        for block, after in itertools.pairwise(blocks)
        if after.is_row and not block.is_row and names_table(block.text)
    ]


def notes_of(blocks: Sequence[Block]) -> list[Block]:
    """The paragraphs 注：… that stand behind a row."""
    first = next((b.start for b in blocks if b.is_row), None)
    if first is None:
        return []
    return [b for b in blocks if not b.is_row and b.start > first and is_note_line(b.text)]


def write_rows(
    tree: ClauseTree, blocks: Sequence[Block], label: str, above: tuple[str, ...], notes: Sequence[Block] = ()
) -> None:
    """`blocks` the rows of section `label`, `above` the path of what stands in it, `notes` the paragraphs
    注：… behind them.
    """
    if not blocks:  # most sections have no table, and the others are counted over the whole tree
        return
    tables: dict[int, list[Block]] = {}
    for block in blocks:
        tables.setdefault(block.paragraph.line.table or 0, []).append(block)
    starts = [table[0].start for table in tables.values()]
    first = len({c.parent for c in tree.clauses if is_row(c) and _stands_in(c.parent, label)}) + 1
    for n, table in enumerate(tables.values(), start=first):
        name = joined(label, table_step(n))
        for row in read_rows([(b.paragraph.line.cells, b.start) for b in table]):
            block = table[row.index]
            if row.label is None:
                tree.home("table", name, block.start, block.end)
            else:
                _write_row(tree, row, block, name, above)
        own = [b for b in notes if sum(start < b.start for start in starts) == n - first + 1]
        _write_notes(tree, own, name, above)


def _stands_in(table: str | None, section: str) -> bool:
    """Whether a table's label is that of one right under the section."""
    above, _, step = (table or "").rpartition("/")
    return above == section and is_table(step)


def _write_notes(tree: ClauseTree, blocks: Sequence[Block], table: str, above: tuple[str, ...]) -> None:
    taken = sum(c.parent == table and is_note(c) for c in tree.clauses)
    for n, block in enumerate(blocks, start=taken + 1):
        tree.text_clause(joined(table, note(n)), table, NOTE, note(n), None, above, [block])


def _write_row(tree: ClauseTree, row: Row, block: Block, table: str, above: tuple[str, ...]) -> None:
    label = joined(table, row.label)
    tree.home("table", label, block.start, row.start if row.mark_start is None else row.mark_start)
    if row.mark_start is not None:
        tree.home("mark", label, row.mark_start, row.start)
    at = row.start
    for said in row.again:
        tree.home("body", label, at, said.start)
        tree.home("merged", label, said.start, said.end)
        at = max(at, said.end)
    tree.home("body", label, at, block.end)
    line = block.paragraph.line
    tree.clauses.append(
        Clause(
            label=label,
            parent=table,
            family=ROW,
            mark=row.mark,
            heading=row.name,
            path=above,
            span=Span(start=row.start, end=block.end),
            line=line.number,
            page=line.page,
            responsibilities=row.responsibilities,
            columns=row.columns,
            cells=row.cells,
            group=row.group,
            due=row.due,
        ),
    )
