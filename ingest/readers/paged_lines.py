"""The pages of a document -> its lines and tables.

In: pages, each with its printed lines and tables in reading order, None for one that cannot be read. Out:
lines that count through the file, with their pages and places, and what was taken out of them: running heads,
page numbers, heads of tables that are printed again, what was struck out. A table that goes on over a page,
or in the next column of a page, is one table, its cells that are cut there too. What stands above all of a
page is its first line, though a browser draws it last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.genres import UNKNOWN, genre_of
from ingest.grammar.marks import read_marks
from ingest.grammar.page_numbers import is_bare_number, is_page_number
from ingest.model import Dropped
from ingest.readers.options import PDF
from ingest.readers.pages import Block, Page, PageTable, Printed, beginning, going_on
from ingest.readers.protocol import Line

_COUNT = re.compile(r"(?<=^\d) (?=[\u4e00-\u9fff])|(?<=^\d\d) (?=[\u4e00-\u9fff])")
"""The space of typesetting behind a number that begins a line, where it can be no mark."""
Lines = Sequence[str | None]
_FOLIO = re.compile(r"^[-—–·\s]*\d{1,4}[-—–·\s]*|[-—–·\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-—–·\s]*$")
"""A number at either end of a running head, which counts the pages."""


def paged_lines(pages: Sequence[Page | None]) -> tuple[tuple[Line, ...], tuple[Dropped, ...]]:
    """The lines of all pages and what was taken out of them."""
    blocks = [_head_first(page.blocks) if page else () for page in pages]
    out = running_lines([[b.text if isinstance(b, Printed) else None for b in of] for of in blocks])
    on, begun = _shown(going_on, blocks, out), _shown(beginning, blocks, out)
    lines: list[Line] = []
    dropped: list[Dropped] = []
    number = tables = 0
    before: PageTable | None = None
    """The table with which the page before ended."""
    for at, of in enumerate(blocks):
        struck = page.struck if (page := pages[at]) else ()
        dropped += (Dropped(line=number + 1, text=words, reason="划去的字") for words in struck)
        last: PageTable | None = None
        first = True
        for place, block in enumerate(of):
            if isinstance(block, Printed):
                number += 1
                if reason := out.get((at, place)):
                    dropped.append(Dropped(line=number, text=block.text, reason=reason))
                    continue
                words = block.text
                if lines and lines[-1].goes_on:
                    words = _COUNT.sub("", words)
                line = _line(block, pages[at], words, number, at + 1)
                lines.append(replace(line, goes_on=(at, place) in on, begins=(at, place) in begun))
                last, first = None, False
                continue
            above = before if first else last
            goes_on = above is not None and (first or _is_beside(above, block)) and _alike(above, block)
            tables += not goes_on
            rows = list(_rows(block, pages[at], number, at + 1, tables))
            if goes_on:
                again = _repeated(lines, rows)
                dropped += (Dropped(line=r.number, text=_said(r), reason="表头重复") for r in rows[:again])
                rows = _carried_over(lines[-1], rows[again:]) if rows[again:] else []
            lines += rows
            number += len(block.rows)
            last, first = block, False
        before = last if of else before
    return tuple(lines), tuple(dropped)


def _head_first(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a page, a line among the last that stands above all others before them."""
    out = list(blocks)
    for block in out[-PDF.edge :]:
        others = [other for other in out if other is not block]
        if isinstance(block, Printed) and others and block.top - block.height > max(map(_top, others)):
            return (block, *others)
    return tuple(out)


def _top(block: Block) -> float:
    return block.top if isinstance(block, Printed) else block.rows[0].top


def _shown(
    told: Callable[[Sequence[Sequence[Printed]]], list[list[bool]]],
    blocks: Sequence[Sequence[Block]],
    out: Collection[tuple[int, int]],
) -> set[tuple[int, int]]:
    """The places of the lines of which it is `told`, what is taken out passed over."""
    kept = [
        [(n, b) for n, b in enumerate(of) if isinstance(b, Printed) and (page, n) not in out]
        for page, of in enumerate(blocks)
    ]
    values = told([[block for _, block in page] for page in kept])
    return {
        (page, place)
        for page, (places, goes) in enumerate(zip(kept, values, strict=True))
        for (place, _), value in zip(places, goes, strict=True)
        if value
    }


def _line(printed: Printed, page: Page | None, words: str, number: int, at: int) -> Line:
    box = (
        None
        if page is None
        else page.box(printed.left, printed.top - printed.height, printed.right, printed.top)
    )
    return Line(text=words, number=number, page=at, box=box, confidence=printed.confidence)


def _rows(table: PageTable, page: Page | None, number: int, at: int, name: int) -> Iterator[Line]:
    for n, row in enumerate(table.rows, start=1):
        box = None if page is None else page.box(table.xs[0], row.bottom, table.xs[-1], row.top)
        yield Line(
            text="",
            number=number + n,
            page=at,
            cells=row.cells,
            beside=row.beside,
            table=name,
            box=box,
            confidence=row.confidence,
        )


def _said(row: Line) -> str:
    return "\t".join(" ".join(cell.split()) for cell in row.cells or () if cell)


def _alike(one: PageTable, other: PageTable) -> bool:
    """Whether their columns are as wide, wherever on the page they stand."""
    return len(one.xs) == len(other.xs) and all(
        abs((a - one.xs[0]) - (b - other.xs[0])) <= PDF.same_column
        for a, b in zip(one.xs, other.xs, strict=True)
    )


def _is_beside(one: PageTable, other: PageTable) -> bool:
    """Whether the second stands at the top of the column to the right of that which the first ends."""
    return other.xs[0] > one.xs[-1] and other.rows[0].top > one.rows[-1].bottom


def _repeated(above: Sequence[Line], rows: Sequence[Line]) -> int:
    """How many rows at the top of the next page print the head of the table again."""
    table = [line.cells for line in above if line.table == rows[0].table][: PDF.head_rows]
    return next((n for n, row in enumerate(rows) if n >= PDF.head_rows or row.cells not in table), len(rows))


def _carried_over(above: Line, rows: Sequence[Line]) -> list[Line]:
    """The rows of the next page below the last row `above`; a cell that the page cuts off one above is
    covered by it: it stands empty at the top, and it or the one above is of several rows."""
    out = list(rows)
    for column in range(len(rows[0].cells or ())):
        below = rows[1].cells if len(rows) > 1 else None
        tall = _covered(above.cells, column) or _covered(below, column)
        for n, row in enumerate(out if tall else ()):
            cells = row.cells or ()
            if cells[column] != ("" if n == 0 else None) or column in row.beside:
                break
            out[n] = replace(row, cells=(*cells[:column], None, *cells[column + 1 :]))
    return out


def _covered(cells: tuple[str | None, ...] | None, column: int) -> bool:
    return cells is not None and column < len(cells) and cells[column] is None


def running_lines(pages: Sequence[Lines]) -> dict[tuple[int, int], str]:
    """(page, place in it), both from 0 -> the reason."""
    found = {(page, at): "页码" for page, at in _edges(pages) if is_page_number(_text(pages, page, at))}
    found |= dict.fromkeys(_counting(pages), "页码")
    found |= dict.fromkeys(_heads(pages, found), "页眉页脚")
    return found


def _edges(pages: Sequence[Lines], taken: Collection[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """The places of the outermost lines, those `taken` passed over."""
    for page, lines in enumerate(pages):
        places = [at for at in range(len(lines)) if (page, at) not in taken]
        for at in sorted({*places[: PDF.edge], *places[-PDF.edge :]}):
            if lines[at] is not None:
                yield page, at


def _text(pages: Sequence[Lines], page: int, at: int) -> str:
    return (pages[page][at] or "").strip()


def _counting(pages: Sequence[Lines]) -> list[tuple[int, int]]:
    """Bare numbers that differ from the number of their page by what most others do."""
    bare = [place for place in _edges(pages) if is_bare_number(_text(pages, *place))]
    off = Counter(int(_text(pages, page, at)) - page for page, at in bare)
    common, times = off.most_common(1)[0] if off else (0, 0)
    if times < PDF.fewest_heads:
        return []
    return [(page, at) for page, at in bare if int(_text(pages, page, at)) - page == common]


def _heads(pages: Sequence[Lines], numbers: Mapping[tuple[int, int], str]) -> list[tuple[int, int]]:
    places: dict[str, list[tuple[int, int]]] = {}
    for page, at in _edges(pages, numbers):
        text = _text(pages, page, at)
        words = re.sub(r"\s", "", _FOLIO.sub("#", text))
        if len(words.strip("#")) > 1:
            opens = any(not mark.weak for mark in read_marks(text))  # 附件1, 附件2 count too
            places.setdefault(text if opens else words, []).append((page, at))
    found: list[tuple[int, int]] = []
    for words, where in places.items():
        if _is_running(pages, where):
            found += where[1:] if genre_of(words) != UNKNOWN else where
    return found


def _is_running(pages: Sequence[Lines], where: Sequence[tuple[int, int]]) -> bool:
    """Whether a line stands at the edge of enough pages; of two pages, on both as far from the edge."""
    on = {page for page, _ in where}
    if len(pages) == len(on) == 2:
        return 1 in (len({at for _, at in where}), len({len(pages[page]) - at for page, at in where}))
    return len(on) >= max(PDF.fewest_heads, PDF.heads * len(pages))
