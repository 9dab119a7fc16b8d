"""Lines of a document -> clean lines that know where each character came from.

Removed from a line: marks of emphasis and code (`**`, a pair of `*`, back-ticks), backslashes before
punctuation, addresses of links and attributes of headings (Markdown), white space at its ends, between a
number and the Han character or unit beside it, and inside a year printed apart (`2 0 2 4 年`). Code of a web
page is dropped and listed. Nothing else changes: what a page puts around the text is `furniture`'s, joining
wrapped lines `unwrap`'s.

A page's machinery (scripts, style sheets, tags) is cut out of the lines (`code_in`): a line of a script has
no Han character outside its strings and begins and reads as code does; between <script> or <style> and its
end everything is code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.letters import has_han
from ingest.grammar.people import begins_with_office, is_person, names_somebody
from ingest.grammar.references import CAPTION
from ingest.model import Dropped, Piece
from ingest.readers.markdown import LINKED
from ingest.readers.protocol import Document, Line

BLANKS = "\u2002\u2003\u3000\u00a0"
"""White space that stands for an empty table cell when alone on a line."""

_WIDE = r"[ \u00a0\u2000-\u200b\u3000\ufeff]"
_EDGE = " \t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u00a0\u1680\u2028\u2029\u3000\ufeff\u2060" + "".join(
    map(chr, range(0x2000, 0x200E))
)
"""White space of every width, none among it, as it may stand at a line's ends."""
_REMOVE = re.compile(
    rf"(?<=[\d%‰])\**{_WIDE}+\**(?=[\u4e00-\u9fff%‰/])|(?<=[\u4e00-\u9fff])\**{_WIDE}+\**(?=[\d≥≤])"
    rf"|\*\*|`+|[\ufeff\u200b-\u200d\u2060]|\\(?=[.()\[\]*_#|+-])"
    rf"|(?<=[≥≤＞＜><]){_WIDE}+(?=\d)"
    rf"|(?<=[、，；：。,;:（(〔]){_WIDE}+(?=[\d\u4e00-\u9fff])"
    rf"|!?\[(?=[^\[\]\n]{{1,80}}{LINKED})|{LINKED}"
    r"|\s*\{(?:(?:[#.][\w-]+|[\w-]+=\"[^\"\n]*\")\s*)+\}$"
)
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])[^*\n]*(?<=[^\s*\\])\*(?![\w*])")
"""*责任股室：基卫股*: one sign before and one behind."""
_SPACED_DIGITS = re.compile(r"(?<![\d.．])[\d０-９](?: [\d０-９])+")
_COUNTS = re.compile(r"\s*[%％‰\u4e00-\u9fff]")
"""A number set digit by digit: 2 0 2 4 年, 6 5 %, 1 2 0 个."""
_SPACED_LINE = re.compile(r"(?:[\u4e00-\u9fff“”《》（）\d] {1,2}){5,}[\u4e00-\u9fff“”《》（）\d]$")
"""A title set letter by letter."""
_COLUMNS = re.compile(r"[^。；，：\t]{1,20}(?:(?: {2,}|\u3000+)[^。；，：\s]{1,20}){2,}$")
"""A row of a table whose cells are set apart by blanks; these are kept."""
_PREFIX = re.compile(
    rf"(?:{_WIDE}|\*)*(?:{CAPTION}{_WIDE}*\d*|\d{{1,2}}(?:[.．]\d+)*"
    rf"|\d{{1,2}}(?:[-—–－]\d{{1,2}}){{1,3}}){_WIDE}+(?![年月日时分个%‰岁周])"
    rf"|(?:{_WIDE}|\*)*[\u4e00-\u9fff]{{2,4}}\d{{1,2}}(?:\u3000|[ \u00a0]{{2}}){_WIDE}*(?=[\u4e00-\u9fff“《])"
)
"""A mark whose following white space sets it off (`1.1 总则`, `专栏1  工程`, `任务3　办好…`): that space
stays.
"""
_PLAIN = re.compile(r"[0-9A-Za-z]")
_TAG_NAMES = (
    "a|abbr|b|big|blockquote|body|br|center|col|colgroup|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i"
    "|iframe|img|input|ins|label|li|link|meta|nav|o:p|ol|p|pre|script|section|small|span|strong|style|sub|sup"
    "|table|tbody|td|tfoot|th|thead|title|tr|u|ul|script|style"
)
_CODE = re.compile(
    r"\{\{[^{}]{0,200}\}\}|\{%[^%]{0,200}%\}|<%[^%]{0,300}%>|\[\$[^$]{0,200}\$\]"
    r"|\$\{[^{}]{0,100}\}|<!--.{0,500}?-->"
    rf"|</?(?:{_TAG_NAMES})(?:\s[^<>]{{0,300}})?/?>|&(?:nbsp|ensp|emsp|sp|thinsp|#160|#12288);?",
    re.IGNORECASE,
)
_OPENS = re.compile(r"<(script|style)\b[^<>]{0,300}>", re.IGNORECASE)
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_STATEMENT = re.compile(
    r"\s*(?:(?:var|let|const|function|return|else|try|catch|new|this|window|document|jQuery)\b|\$[.(]"
    r"|(?:if|for|while|switch)\s*\(|[}\])]|//|/\*|@(?:media|import|charset)|[.#][A-Za-z][\w-]*[^{}]{0,80}\{"
    r"|[a-z-]{3,30}\s*:[^;：]{1,60};\s*\}?\s*$|[A-Za-z_$][\w$.]*\s*(?:=[^=]|\())"
)
_SIGN = re.compile(r"[{}();=]|//")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text with its origins; `pieces` are relative to the start of `text` and cover it.

    `merged` marks a table cell that one above it covers, `beside` one that a wide cell before it covers.
    """

    text: str
    pieces: tuple[Piece, ...]
    merged: bool = False
    beside: bool = False

    def cut(self, start: int, end: int | None = None) -> Run:
        """The part [start, end) with its origins."""
        stop = len(self.text) if end is None else end
        pieces = tuple(
            replace(
                p,
                start=max(p.start, start) - start,
                length=min(p.start + p.length, stop) - max(p.start, start),
                column=p.column + max(0, start - p.start),
            )
            for p in self.pieces
            if p.start < stop and p.start + p.length > start
        )
        return Run(text=self.text[start:stop], pieces=pieces)


def join(runs: Iterable[Run], separator: str = "") -> Run:
    """One run; the separator has no origin of its own."""
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for run in runs:
        if texts and separator:
            texts.append(separator)
            at += len(separator)
        pieces += (replace(p, start=p.start + at) for p in run.pieces)
        texts.append(run.text)
        at += len(run.text)
    return Run(text="".join(texts), pieces=tuple(pieces))


EMPTY = Run(text="", pieces=())


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanLine:
    """A printed line or a table row, cleaned.

    `number` is the source line from 1; `indent` the white space before the text in half-width columns; `gap`
    whether blank lines stand before it; `cells` and `table` as in `Line`, with the header cells in `columns`
    once known.
    """

    run: Run
    number: int
    page: int | None = None
    indent: int = 0
    gap: bool = False
    style: str | None = None
    cells: tuple[Run, ...] = ()
    table: int | None = None
    depth: int = 0
    """How many numbered lists of the format hold the item that begins here."""
    goes_on: bool = False
    """Whether the page shows that the words go on in the next line."""
    begins: bool = False
    """Whether it shows that a paragraph begins here."""
    loose: bool = False
    """A cell of a table that could not be read; it stays with the words before it."""

    @property
    def text(self) -> str:
        return self.run.text


def row_of(cells: Iterable[Run], first: CleanLine, table: int) -> CleanLine:
    """A row of the table `table`, where the line `first` stands; its text is that of the cells that are
    filled, one tab between them.
    """
    runs = tuple(cells)
    return replace(
        first, run=join((run for run in runs if run.text), "\t"), cells=runs, table=table, gap=True
    )


def clean(document: Document) -> tuple[tuple[CleanLine, ...], tuple[Dropped, ...]]:
    """Clean lines without the empty ones (white space that may stand for an empty cell is kept), and what was
    dropped.
    """
    lines: list[CleanLine] = []
    dropped = list(document.dropped)
    gap = False
    for line, code in zip(document.lines, code_in(line.text for line in document.lines), strict=True):
        dropped += (Dropped(line=line.number, text=line.text[a:b], reason="网页代码") for a, b in code)
        if line.cells is not None:
            lines.append(_row(line, gap))
            gap = False
        elif _is_printed(_without(line.text, code)):
            lines.append(_line(line, gap, code))
            gap = False
        else:
            gap = True
    return tuple(lines), tuple(sorted(dropped, key=lambda d: d.line))


def _is_printed(text: str) -> bool:
    """Whether anything is, or white space that may stand for an empty cell."""
    return bool(text.strip()) or (bool(text.strip(" \t")) and set(text.strip(" \t")) <= set(BLANKS))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def _line(line: Line, gap: bool, code: Sequence[tuple[int, int]]) -> CleanLine:
    run, indent = _scrub(line.text, line, code)
    return CleanLine(
        run=run,
        number=line.number,
        page=line.page,
        indent=indent,
        gap=gap,
        style=line.style,
        depth=line.depth,
        goes_on=line.goes_on,
        begins=line.begins,
    )


def _row(line: Line, gap: bool) -> CleanLine:
    empty = Run(text="", pieces=(), merged=True)
    cells = [empty if cell is None else _scrub(_join_lines(cell), line)[0] for cell in line.cells or ()]
    for at in line.beside:
        cells[at] = replace(cells[at], beside=True)
    row = join((cell for cell in cells if cell.text), "\t")
    return CleanLine(
        run=row, number=line.number, page=line.page, gap=gap, cells=tuple(cells), table=line.table
    )


def _join_lines(cell: str) -> str:
    """The lines of a cell as one: parted by a space where each is an office (or one of its people) or where
    two words or numbers would run together."""
    lines = cell.split("\n")
    led = begins_with_office(lines[0]) or all(map(is_person, lines))
    listed = len(lines) > 1 and led and all(map(names_somebody, lines))
    joined = lines[0]
    for line in lines[1:]:
        runs_on = _PLAIN.match(line) and joined and _PLAIN.match(joined[-1])
        joined += f" {line}" if listed or runs_on else line
    return joined


def _scrub(text: str, line: Line, code: Sequence[tuple[int, int]] = ()) -> tuple[Run, int]:
    """The text without what is removed, and the width of its indent; `code` are stretches of it that go."""
    prefix = _PREFIX.match(text)
    guard = prefix.end() if prefix else 0
    cuts = [(m.start(), m.end()) for m in _REMOVE.finditer(text) if m.start() >= guard or not m[0].isspace()]
    lead = len(text) - len(text.lstrip(_EDGE))
    if _SPACED_LINE.match(text.strip()):
        cuts += [(m.start(), m.end()) for m in re.finditer(" +", text)]
    elif _COLUMNS.match(text.strip()):
        cuts = [(start, end) for start, end in cuts if not text[start:end].isspace()]
    else:
        for digits in _SPACED_DIGITS.finditer(text):
            if _COUNTS.match(text, digits.end()):
                cuts += [(at, at + 1) for at in range(digits.start() + 1, digits.end(), 2)]
    for emphasised in _EMPHASIS.finditer(text):
        cuts += [(emphasised.start(), emphasised.start() + 1), (emphasised.end() - 1, emphasised.end())]
    indent = sum(2 if ch == "\u3000" else 4 if ch == "\t" else 1 for ch in text[:lead])
    cuts += [*code, (0, lead), (len(text.rstrip(_EDGE)), len(text))]
    kept: list[str] = []
    pieces: list[Piece] = []
    at = size = 0
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        if start > at:
            kept.append(text[at:start])
            pieces.append(
                Piece(
                    start=size, length=start - at, line=line.number, column=line.column + at, page=line.page
                )
            )
            size += start - at
        at = max(at, end)
    return Run(text="".join(kept), pieces=tuple(pieces)), indent


def code_in(lines: Iterable[str]) -> Iterator[list[tuple[int, int]]]:
    """For each line the stretches of it that are code, in order; one over the whole of it where all is."""
    inside = ""
    for text in lines:
        found, inside = _blocks(text, inside)
        if not found and _is_statement(text):
            found = [(0, len(text))]
        yield _merged([*found, *(m.span() for m in _CODE.finditer(text))])


def _blocks(text: str, inside: str) -> tuple[list[tuple[int, int]], str]:
    """The stretches of a line within <script> or <style>, and which of them is still open at its end."""
    found: list[tuple[int, int]] = []
    at = 0
    while True:
        if not inside:
            opening = _OPENS.search(text, at)
            if opening is None:
                return found, ""
            at, inside = opening.start(), opening[1].lower()
        end = text.lower().find(f"</{inside}>", at)
        if end < 0:
            return [*found, (at, len(text))] if text else found, inside
        found.append((at, end + len(inside) + 3))
        at, inside = found[-1][1], ""


def _is_statement(text: str) -> bool:
    if not text.strip() or not _SIGN.search(text) or has_han(_STRING.sub("", text)):
        return False
    return _STATEMENT.match(text) is not None


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return out
