"""The forms of a clause's label: how its steps are written, and what a clause is by them.

A label is the marks on the way to a clause, joined by strokes (`第三章/二/专栏2/（4）`). Where nothing is
printed a step is made: 前言 before the first mark, ¶1, ¶2 of paragraphs without one, 表, 表2 of the tables of
a section, 注, 注-2 of the notes of a table, 其中 behind the row it is a part of. In: steps, counts, clauses.
Out: labels, and what a clause is; nobody else holds a label against these words.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.model import Clause

PREAMBLE, PARAGRAPH, ROW, NOTE = "前言", "¶", "表", "注"
"""The families of clauses that print no mark of their own."""
ATTACHED, ATTACHED_TABLE = "附件", "附表"
ATTACHMENTS = frozenset((ATTACHED, ATTACHED_TABLE))
"""The families of the marks that open what is attached."""
BOX = "专栏"
"""The family of the marks of boxes."""

_TABLE = re.compile(rf"{ROW}\d*")
_NOTE = re.compile(rf"{NOTE}(?:-\d+)?")
_PARAGRAPH = re.compile(rf"{PARAGRAPH}\d+")
_PART = "其中"


def joined(*steps: str | None) -> str:
    """A label of these steps, those that are empty left out."""
    return "/".join(filter(None, steps))


def preamble(n: int) -> str:
    """前言, 前言-2: its label, `n` counts from 1."""
    return _numbered(PREAMBLE, n)


def paragraph(n: int) -> str:
    """¶1: the step of the paragraph, `n` counts from 1."""
    return f"{PARAGRAPH}{n}"


def table(n: int) -> str:
    """表, 表2: the step of the section's table, `n` counts from 1."""
    return ROW if n == 1 else f"{ROW}{n}"


def note(n: int) -> str:
    """注, 注-2: the step of the table's note, `n` counts from 1."""
    return _numbered(NOTE, n)


def including_step(row: str) -> str:
    """The label of what a row includes (its 其中), made from the row's."""
    return joined(row, _PART)


def _numbered(step: str, n: int) -> str:
    return step if n == 1 else f"{step}-{n}"


def is_preamble(clause: Clause) -> bool:
    return clause.family == PREAMBLE


def is_paragraph(clause: Clause) -> bool:
    """Whether it is a paragraph without a mark, beside others."""
    return clause.family == PARAGRAPH


def is_row(clause: Clause) -> bool:
    """Whether it is a row of a table, a note in a cell of its own too."""
    return clause.family == ROW


def is_note(clause: Clause) -> bool:
    """Whether it is a note to a table, in a cell of it or below it."""
    return _NOTE.fullmatch(clause.label.rpartition("/")[2]) is not None


def is_part(clause: Clause) -> bool:
    """Whether it is the 其中 of a row, or of one below."""
    return f"/{_PART}" in clause.label


def is_part_of(part: Clause, whole: Clause) -> bool:
    """Whether it is the 其中 of that very row."""
    return part.label.startswith(including_step(whole.label))


def is_table(step: str) -> bool:
    return _TABLE.fullmatch(step) is not None


def is_paragraph_step(step: str) -> bool:
    return _PARAGRAPH.fullmatch(step) is not None


def is_box(heading: str) -> bool:
    """Of the "mark title" of a heading."""
    return heading.startswith(BOX)


def number_of_row(label: str) -> str:
    """14 of 第二章/三/表/14, 11 其中 of 表2/11/其中."""
    return " ".join(label.split("/")[_of_table(label) :])


def table_of(label: str) -> str:
    """第二章/三/表 of 第二章/三/表/14, 表2 of 表2/11/其中."""
    return "/".join(label.split("/")[: _of_table(label)])


def _of_table(label: str) -> int:
    """Steps up to the table's, that among them; 0 where the label is of none."""
    steps = label.split("/")
    return max((n + 1 for n, step in enumerate(steps[:-1]) if is_table(step)), default=0)


def number_of_paragraph(step: str) -> str:
    """2 of ¶2."""
    return step.removeprefix(PARAGRAPH)
