"""Tables that came as text: rows of tab-separated cells, and indicator tables flattened to one cell a line.

In: clean lines. Out: the same lines with every table that can be read with certainty turned into rows (lines
with cells, the header first), and doubts for those that cannot; those stay text. Certainty for a flattened
table means: a known header, the printed numbers 1, 2, 3 … at one distance from each other, and every line
between two rows accounted for as a sub-row (其中…) or as the merged cell of a group.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.date_forms import YEAR_DIGITS
from ingest.grammar.letters import has_digit
from ingest.grammar.marks import SECTIONS, STATUTE, read_marks
from ingest.grammar.role_words import ROLE_SUFFIX, ROLE_VERB, TASKS
from ingest.grammar.stops import MARK, STATEMENT_OR_COLON
from ingest.layout.cell_lines import read_piped, read_typed
from ingest.layout.clean import BLANKS, EMPTY, CleanLine, Run, join, row_of
from ingest.layout.line_shape import is_note, is_sub_row
from ingest.layout.options import FLAT
from ingest.model import Doubt

_NUMBER_HEADER = re.compile(r"(?:序\s*号|编\s*号|项\s*次)$")
_HEADER = re.compile(
    r"(?:主要|具体)?(?:指标(?:名称|内容)?|领域|类别|类型|分类|单位|属性|指标性质|性质|目标值?|现状值?|基期值?"
    rf"|{YEAR_DIGITS}年?(?:目标值?|现状值?|基数|实际值?|预计)?|年均增速.*"
    rf"|(?:{ROLE_VERB}){ROLE_SUFFIX}"
    rf"|(?:重点|主要|具体)?(?:工作)?(?:{TASKS}|项目|举措)(?:名称)?|目标(?:内容|要求)"
    r"|(?:完成|时间)?(?:时限|时间|期限|节点|进度)|备注)$"
)
_GROUPS = frozenset(("一、", "（一）"))
_GROUP_NAME = re.compile(r"[^，。；：\d]{2,15}")
_PLAIN_HEADER = re.compile(
    rf"{YEAR_DIGITS}年?[\u4e00-\u9fff]{{0,6}}$|[\u4e00-\u9fff（）()/、]{{1,12}}(?:（.{{1,8}}）)?$"
)
_ROW_WIDTHS = range(3, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """A reading of the cells of a table whose header comes first: rows of `width` cells start at `rows`."""

    number: int
    rows: tuple[int, ...]
    width: int
    loose: int


def find_tables(lines: Sequence[CleanLine]) -> tuple[tuple[CleanLine, ...], tuple[Doubt, ...]]:
    """Lines with tables told apart; blank lines that stood for empty cells elsewhere are gone."""
    last = max((line.table or 0 for line in lines), default=0)
    out: list[CleanLine] = []
    doubts: list[Doubt] = []
    at = 0
    while at < len(lines):
        tabbed = _tabbed(lines, at)
        if tabbed:
            last += 1
            out += (_split_tabs(line, last) for line in lines[at : at + tabbed])
            at += tabbed
            continue
        columned = _columned(lines, at)
        if columned:
            last += 1
            out += _columned_rows(lines[at : at + columned], last)
            at += columned
            continue
        piped = read_piped(lines, at, last + 1)
        if piped:
            rows, used, doubt = piped
            last += any(row.cells for row in rows)
            out += rows
            doubts += [doubt] if doubt else []
            at += used
            continue
        end = _cell_run(lines, at)
        read = _read_flat(lines[at:end], last + 1) if end - at >= FLAT.fewest_cells else None
        typed = read_typed(lines, at, last + 1)
        if not typed and (read is None or read[2]):
            typed = read_typed(lines, at, last + 1, numbered=True)
        if typed:
            rows, used, doubt = typed
            last += 1
            out += rows
            doubts += [doubt] if doubt else []
            at += used
            continue
        if read is not None:
            rows, used, doubt = read
            if doubt is None:
                last += 1
                out += rows
                at += used
                continue
            doubts.append(doubt)
            out += (replace(line, loose=True) for line in lines[at : at + used] if line.text.strip(BLANKS))
            at += used
            continue
        if lines[at].cells or lines[at].text.strip(BLANKS):
            out.append(lines[at])
        at += 1
    return tuple(out), tuple(doubts)


def _tabbed(lines: Sequence[CleanLine], at: int) -> int:
    """How many lines from `at` are rows of one tab-separated table; 0 for fewer than three."""
    count = lines[at].text.count("\t") if not lines[at].cells else 0
    end = at
    while (
        end < len(lines) and not lines[end].cells and count >= 1 and 1 <= lines[end].text.count("\t") <= count
    ):
        end += 1
    return end - at if end - at >= FLAT.fewest_rows else 0


def _columned(lines: Sequence[CleanLine], at: int) -> int:
    """How many lines from `at` are rows of one table whose cells are set apart by blanks; 0 for fewer than
    three.

    The first line heads at least three columns and at least two rows fill them all; a last row (合计) may
    leave some out.
    """
    width = len(_parts(lines[at]))
    if width < FLAT.fewest_columns or not all(
        _PLAIN_HEADER.match(lines[at].text[s:e]) for s, e in _parts(lines[at])
    ):
        return 0
    end = at + 1
    while end < len(lines) and 2 <= len(_parts(lines[end])) <= width:
        end += 1
    whole = sum(len(_parts(line)) == width for line in lines[at + 1 : end])
    return end - at if whole >= 2 else 0


def _parts(line: CleanLine) -> list[tuple[int, int]]:
    """Where the words between runs of blanks stand; [] for table rows and lines with marks of sentences."""
    if line.cells or MARK.search(line.text):
        return []
    return [m.span() for m in re.finditer(r"\S+(?: \S+)*", line.text.replace("\u3000", "  "))]


def _columned_rows(lines: Sequence[CleanLine], table: int) -> list[CleanLine]:
    """Rows with as many cells as the first; what a shorter one leaves out is behind its first cell."""
    width = len(_parts(lines[0]))
    out = []
    for line in lines:
        cells = [line.run.cut(start, end) for start, end in _parts(line)]
        cells[1:1] = [EMPTY] * (width - len(cells))
        text = join((cell for cell in cells if cell.text), "\t")
        out.append(replace(line, run=text, cells=tuple(cells), table=table))
    return out


def _split_tabs(line: CleanLine, table: int) -> CleanLine:
    cells: list[Run] = []
    start = 0
    for part in line.text.split("\t"):
        lead = len(part) - len(part.lstrip())
        cells.append(line.run.cut(start + lead, start + max(lead, len(part.rstrip()))))
        start += len(part) + 1
    return replace(line, cells=tuple(cells), table=table)


def _cell_run(lines: Sequence[CleanLine], at: int) -> int:
    """The end of the run of lines from `at` that may each be a cell."""
    end = at
    while end < len(lines) and _cell_like(lines[end]):
        end += 1
    return end


def _cell_like(line: CleanLine) -> bool:
    if line.cells or line.style:
        return False
    text = line.text
    return _is_group_row(text) or (
        len(text) <= FLAT.cell
        and not STATEMENT_OR_COLON.search(text)
        and not any(mark.family in SECTIONS | STATUTE for mark in read_marks(text))
        and not is_note(text)
    )


def _is_group_row(text: str) -> bool:
    """Whether a row of one cell heads those below it: 一、设施建设."""
    mark = next((mark for mark in read_marks(text) if mark.family in _GROUPS), None)
    return mark is not None and _GROUP_NAME.fullmatch(text, mark.length) is not None


def _read_flat(lines: Sequence[CleanLine], table: int) -> tuple[list[CleanLine], int, Doubt | None] | None:
    """Rows and how many lines they took, or how many lines are in doubt; None where no table begins here."""
    texts = [line.text.strip(BLANKS) for line in lines]
    if not _starts_header(texts):
        return None
    shape = _numbered_shape(texts)
    if shape is not None:
        return _numbered_rows(lines, texts, shape, table)
    header = next(
        n
        for n, text in enumerate(texts)
        if not (_HEADER.match(text) or _NUMBER_HEADER.match(text) or not text)
    )
    if header < FLAT.fewest_columns and not any(_NUMBER_HEADER.match(t) for t in texts[:header]):
        return None
    message = "疑似表格，各行单元格数目不一致，按文字保留，请核对原件"
    return [], len(lines), Doubt(line=lines[0].number, kind="table", message=message)


def _starts_header(texts: Sequence[str]) -> bool:
    """The first cells are a header: of the first four, three are known header words or empty, the first one a
    word.
    """
    known = [bool(_HEADER.match(t) or _NUMBER_HEADER.match(t)) for t in texts[: FLAT.head]]
    return known[0] and sum(known) + sum(not t for t in texts[: FLAT.head]) >= FLAT.known


def _numbered_shape(texts: Sequence[str]) -> _Shape | None:
    number = next((n for n, t in enumerate(texts[: FLAT.head]) if _NUMBER_HEADER.match(t)), None)
    if number is None:
        return None
    shapes = [shape for width in _ROW_WIDTHS if (shape := _try_width(texts, number, width))]
    return min(shapes, key=lambda s: (-len(s.rows), s.loose)) if shapes else None


def _try_width(texts: Sequence[str], number: int, width: int) -> _Shape | None:
    """Rows of `width` cells whose first cells are 1, 2, 3 …; None where two rows would overlap or fewer than
    two fit.
    """
    first = next(
        (n for n in range(number + width, min(number + width + FLAT.between, len(texts))) if texts[n] == "1"),
        None,
    )
    if first is None:
        return None
    rows = [first]
    while True:
        wanted = str(len(rows) + 1)
        least = rows[-1] + width
        place = next(
            (n for n in range(least, min(least + width + FLAT.between, len(texts))) if texts[n] == wanted),
            None,
        )
        if place is None:
            break
        rows.append(place)
    if len(rows) < 2 or rows[-1] + width > len(texts):
        return None
    loose = sum(b - a - width for a, b in itertools.pairwise(rows)) + first - number - width
    return _Shape(number=number, rows=tuple(rows), width=width, loose=loose)


def _numbered_rows(
    lines: Sequence[CleanLine], texts: Sequence[str], shape: _Shape, table: int
) -> tuple[list[CleanLine], int, Doubt | None]:
    width, number = shape.width, shape.number
    header_end = number + width
    grouped = number > 0
    doubt = Doubt(
        line=lines[0].number, kind="table", message="疑似指标表，有单元格对不上行，按文字保留，请核对原件"
    )
    out = [_make_row(lines[:header_end], table, header_end)]
    group = lines[header_end : shape.rows[0]]
    if not _is_group(group, grouped):
        return [], len(lines), doubt
    if _heads_rows(group):
        out.append(_make_row(group, table, header_end))
        group = ()
    end = shape.rows[-1] + width
    for at, start in enumerate(shape.rows):
        out.append(_make_row(lines[start : start + width], table, header_end, lead=number, group=group))
        stop = shape.rows[at + 1] if at + 1 < len(shape.rows) else len(lines)
        rest = start + width
        while rest + width - 1 <= stop and is_sub_row(texts[rest]):
            out.append(_make_row(lines[rest : rest + width - 1], table, header_end, lead=number + 1))
            rest += width - 1
        end = rest
        group = lines[rest:stop] if at + 1 < len(shape.rows) else ()
        if not _is_group(group, grouped):
            return [], len(lines), doubt
        if _heads_rows(group):
            out.append(_make_row(group, table, header_end))
            group = ()
    return out, end, None


def _is_group(cells: Sequence[CleanLine], grouped: bool) -> bool:
    """Whether the lines between two rows can be one merged cell: a few short words, and the header has a
    place for it.
    """
    return (
        not cells
        or _heads_rows(cells)
        or (
            grouped
            and len(cells) <= FLAT.between
            and all(len(c.text) <= FLAT.group_name and not has_digit(c.text) for c in cells)
        )
    )


def _heads_rows(cells: Sequence[CleanLine]) -> bool:
    return len(cells) == 1 and _is_group_row(cells[0].text)


def _make_row(
    lines: Sequence[CleanLine], table: int, columns: int, lead: int = 0, group: Sequence[CleanLine] = ()
) -> CleanLine:
    """One table row of `columns` cells: `lead` cells before the given ones are empty but for the merged
    `group`.
    """
    merged = join(line.run for line in group) if group else EMPTY
    before = [merged, *[EMPTY] * (lead - 1)] if lead else []
    cells = (*before, *(line.run if line.text.strip(BLANKS) else EMPTY for line in lines))
    row = row_of(cells, (*group, *lines)[0], table)
    return replace(row, cells=row.cells[:columns])
