"""The numbers of the layout, and what they were measured on.

Where nothing else is told a number was set by hand, after the pages its module was written for.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TornOptions:
    """When a text is torn at its inline tags, and what goes on (`layout.torn_lines`): set on one."""

    pieces: float = 0.12
    """Share of a text's lines without a Chinese character from which it may be torn. Over 219 papers that
    were read before it, pasted tables and texts taken out of PDFs reach .21, all others .03; the torn page
    has .46. It is nothing by itself: `beginnings` must be reached as well. None of 271 papers asks for
    it."""
    beginnings: float = 0.06
    """Share of its lines that begin with what nothing begins with (，。；）年 …). The same papers: .03 at
    most, and none of those with `pieces` has a single one; the torn page has .16. None of 271 papers asks
    for it."""
    fewest: int = 8
    """Lines of either kind there must be at least, set by hand: four torn figures. Measured over 271
    papers: 4 to 16 read the same."""
    gaps: float = 0.1
    """Share of the torn places with blank lines before them up to which a blank line ends a paragraph. Set
    by hand: pages have blank lines between all their lines, or between their paragraphs. None of 271 papers
    asks for it."""
    sentence_in: int = 4
    """Pieces in which a sentence that begins with a figure has its first comma or stop; set by hand. None
    of 271 papers asks for it."""
    cell: int = 15
    """Characters of a cell at most; set by hand. None of 271 papers asks for it."""
    heading: int = 40
    """Characters of a heading, a title, or a sentence that is but an item's topic; set by hand. None of 271
    papers asks for it."""


TORN = TornOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapOptions:
    """Which lines were broken by the page and go on (`layout.unwrap`); set by hand."""

    early_breaks: float = 0.08
    """Share of lines broken early, after a comma or before a closing sign, from which on a break means
    nothing: 0.18 to 0.45 in three texts taken out of PDFs, at most 0.02 in a hundred other papers. Measured
    over 271 papers: 0.04 to 0.16 read the same."""
    listed: int = 200
    """Characters at a line's end in which the list of those it charges stands, also where a mark is told by
    what stands before it (`numbering.admission`). Measured over 271 papers: 100 to 400 read the same."""
    unclosed: int = 400
    """An opening bracket left open longer than this is a misprint, and joins nothing more. Measured over
    271 papers: 200 to 800 read the same."""
    narrowest: int = 36
    """Half-width columns a page of running Chinese is set at at least. Measured over 271 papers: 18 to 45
    read the same, 72 reads 3 papers otherwise (34 clauses), worse."""
    widest: int = 130
    """Columns it is set at at most. Measured over 271 papers: 98 to 260 read the same, 65 reads 1 paper
    otherwise (1 clause)."""
    fewest: int = 6
    """Lines a width is told by. Measured over 271 papers: 3 to 12 read the same."""
    broad: float = 0.9
    """The share of the lines that are no wider than a full one: the widest may hang over. Measured over 271
    papers: 0.45 reads 5 papers otherwise (39 clauses), 1 reads 268 papers otherwise (6959 clauses), both
    worse: with 1 there is no such line."""
    short: int = 5
    """Columns a full line may be narrower: a word that is kept together, a closing sign. Measured over 271
    papers: 2 reads 1 paper otherwise (1 clause), 10 reads 1 paper otherwise (1 clause), both worse."""
    fewest_full: int = 4
    """Full lines there must be at least, besides a fifth of all. Measured over 271 papers, of which 19 ask
    for it: 2 to 8 read the same."""


WRAP = WrapOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLineOptions:
    """Tables that came as a line a cell (`layout.cell_lines`); set by hand."""

    fewest_heads: int = 3
    """Columns such a table has at least. Measured over 271 papers: 2 to 6 read the same."""
    most_heads: int = 12
    """Columns it has at most. Measured over 271 papers: 6 to 24 read the same."""
    fewest_kinds: int = 2
    """Columns whose cells can be told from others. Measured over 271 papers, of which 1 asks for it: 1 to 4
    read the same."""
    fewest_rows: int = 2
    """Rows that fit, for which it is taken for a table. Measured over 271 papers, of which 1 asks for it: 1
    to 4 read the same."""
    cell: int = 300
    """Characters of a cell. Measured over 271 papers, of which 1 asks for it: 150 to 600 read the same."""
    figure: int = 24
    """Characters of a cell that is a figure. Measured over 271 papers, of which 1 asks for it: 12 to 48 read
    the same."""
    time: int = 20
    """Characters of a cell that is a time. None of 271 papers asks for it."""
    head: int = 16
    """Characters of a column's head. Measured over 271 papers, of which 1 asks for it: 8 to 32 read the
    same."""
    most_lines: int = 3
    """Lines of a row for each of its cells at most; it bounds what is tried. Measured over 271 papers, of
    which 1 asks for it: 2 to 6 read the same."""
    most_spare: int = 6
    """Lines of a row more than cells at most; it bounds what is tried. Measured over 271 papers, of which 1
    asks for it: 3 to 12 read the same."""


CELL_LINES = CellLineOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PipedOptions:
    """Tables drawn with | a cell a line (`layout.cell_lines`); set by hand."""

    fewest_cells: int = 6
    """Cells it has at least. None of 271 papers asks for it."""
    most_above: int = 3
    """Rows of one cell that may stand above the head: a section, a caption. None of 271 papers asks for
    it."""
    name: int = 20
    """Characters of a cell that names its row. None of 271 papers asks for it."""


PIPED = PipedOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatOptions:
    """Indicator tables that came as lines (`layout.flat_tables`); set by hand."""

    cell: int = 45
    """Characters of a cell; longer lines are no cells of an indicator table. Measured over 271 papers: 34
    to 90 read the same, 22 reads 1 paper otherwise (55 clauses), worse."""
    fewest_cells: int = 8
    """Cells it has at least. Measured over 271 papers: 4 to 16 read the same."""
    fewest_rows: int = 3
    """Lines with tabs that are a table. Measured over 271 papers: 2 to 6 read the same."""
    fewest_columns: int = 3
    """Columns that a table without a column of numbers has at least. Measured over 271 papers: 2 to 6 read
    the same."""
    head: int = 4
    """First cells by which a head is known, and in which the column of numbers stands. Measured over 271
    papers, of which 11 ask for it: 3 to 8 read the same, 2 reads 2 papers otherwise (207 clauses),
    worse."""
    known: int = 3
    """Of them that must be words of a head, or empty. Measured over 271 papers, of which 3 ask for it: 2 to
    4 read the same, 6 reads 2 papers otherwise (207 clauses), worse."""
    between: int = 4
    """Lines that may stand between two rows: a merged cell of a group. Measured over 271 papers, of which 2
    ask for it: 3 to 8 read the same, 2 reads 1 paper otherwise (27 clauses), worse."""
    group_name: int = 8
    """Characters of a line of such a cell. Measured over 271 papers, of which 1 asks for it: 4 to 16 read
    the same."""


FLAT = FlatOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCellOptions:
    """Which row of a table names its columns, and what a merged cell says (`layout.table_cells`); set by
    hand.
    """

    name: int = 12
    """Characters of a cell that may be the name of what its row is of. Measured over 271 papers, of which 5
    ask for it: 6 to 24 read the same."""
    head: int = 20
    """Characters of a column's head. Measured over 271 papers: 20 to 40 read the same, 15 reads 1 paper
    otherwise (4 clauses), worse."""
    first_rows: int = 3
    """So many rows are looked at for the one that names the columns: a title and a unit may stand above.
    Measured over 271 papers: 2 to 6 read the same."""
    repeated: int = 120
    """Characters up to which a merged cell is said again in every row. Measured over 271 papers, of which 8
    ask for it: 60 to 240 read the same."""
    few_columns: int = 3
    """Columns up to which a cell over the whole row may be what the row says. None of 271 papers asks for
    it."""


TABLE_CELLS = TableCellOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsOptions:
    """What is a table of contents (`layout.contents`); set by hand."""

    fewest: int = 3
    """Entries it has at least. Measured over 271 papers: 2 to 6 read the same."""
    dots_within: int = 3
    """Lines behind an entry in which its dots stand. Measured over 271 papers: 2 to 6 read the same."""
    entry: int = 300
    """Characters no entry is longer than, its dots among them; it bounds what is searched. Measured over
    271 papers: 150 to 600 read the same."""
    between: int = 6
    """Lines that may stand between a list of headings and the first of them: title, addressee. Measured
    over 271 papers, of which 1 asks for it: 3 to 12 read the same."""
    longest: int = 60
    """Characters of an entry; longer lines are text. Measured over 271 papers: 30 to 120 read the same."""


CONTENTS = ContentsOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """What belongs to the page and not to the paper (`layout.furniture`); set by hand."""

    depth: int = 12
    """How many printed lines of the text itself, from either end of a document, may stand among a page's
    own. Measured over 271 papers: 6 to 24 read the same."""
    line: int = 200
    """Characters of a line that the page says of itself. Measured over 271 papers: 150 to 400 read the
    same, 100 reads 4 papers otherwise (no clause or target)."""
    apart: int = 250
    """Characters that stand at least between two page numbers. Measured over 271 papers, of which 3 ask for
    it: 125 to 500 read the same."""
    fewest: int = 3
    """Pages that are numbered, or have a head, at least. Measured over 271 papers: 2 reads 15 papers
    otherwise (43 clauses), 4 reads 1 paper otherwise (22 clauses), worse with 2, better with 4, which
    leaves a cell of three rows where it is."""
    sure: int = 10
    """From this number on one that stands alone in its row is doubted: 6税2费 has small ones inside words.
    Measured over 271 papers, of which 2 ask for it: 8 to 20 read the same, 5 reads 1 paper otherwise (no
    clause or target)."""
    around: int = 4
    """Characters on either side that a word across a number may reach into. Measured over 271 papers, of
    which 36 ask for it: 2 to 8 read the same."""
    shortest_head: int = 4
    """Characters of a running head. Measured over 271 papers: 2 to 4 read the same, 5 reads 1 paper
    otherwise (22 clauses), better: a cell (县水利局) is no head."""
    longest_head: int = 40
    """Characters of it at most. Measured over 107 papers: 30 to 80 read the same, 20 reads 1 paper otherwise
    (7 clauses), worse."""
    lone_head: int = 6
    """Characters of one that no number stands beside: shorter ones are headings that come again. None of
    271 papers asks for it."""
    lines_apart: int = 4
    """Lines between two of those; where it stands first it is within the first `fewest`. None of 271 papers
    asks for it."""


PAGES = PageOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadOptions:
    """What a line holds besides the title or the signature it came with (`layout.layout`); set by hand."""

    long: int = 120
    """Characters from which on a line holds more than a title. Measured over 271 papers, of which 2 ask for
    it: 120 to 240 read the same, 90 reads 1 paper otherwise (no clause or target)."""
    shortest: int = 30
    """Characters of a line that may hold text and a signature. Measured over 271 papers: 15 to 60 read the
    same."""
    lines: int = 4
    """First lines that may hold the page's fields behind the title. Measured over 107 papers: 2 to 8 read
    the same."""
    part: int = 80
    """Characters of a title or another part of a head; longer parts are text. Measured over 107 papers: 40
    to 160 read the same."""
    parts: int = 12
    """Parts a head has at most. Measured over 271 papers: 6 to 24 read the same."""
    signature: int = 120
    """Characters of what stands behind the last sentence. Measured over 271 papers, of which 22 ask for it:
    60 to 240 read the same."""


HEAD = HeadOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleOptions:
    """What is a title, and how far a line is a short one (`layout.titles`, `frame`, `sign_off`,
    `line_shape`); set by hand.
    """

    sentence: int = 15
    """Characters from which a line with a full stop is a sentence of the text and no stray title. Measured
    over 271 papers: 8 to 30 read the same."""
    paragraph: int = 60
    """Longer lines are prose, not titles, nor entries of a list of attachments. Measured over 107 papers:
    30 reads 7 papers otherwise (107 clauses), 120 reads 1 paper otherwise (no clause or target), worse with
    30."""
    of_two_lines: int = 80
    """Characters a title of two lines may have; three and more lines that one sentence holds together may
    have half as many again. Measured over 271 papers, of which 58 ask for it: 80 to 160 read the same, 40
    reads 10 papers otherwise (no clause or target)."""
    above: int = 4
    """Lines above the last one that a title may begin in. Measured over 107 papers: 4 to 8 read the same, 2
    reads 1 paper otherwise (no clause or target)."""
    shortest: int = 4
    """Characters of a line that may be a title. Measured over 271 papers: 2 to 5 read the same, 8 reads 6
    papers otherwise (30 clauses), worse."""
    heading: int = 40
    """Characters of a line that looks like a heading. Measured over 107 papers: 30 reads 25 papers otherwise
    (22 clauses), 50 reads 2 papers otherwise (1 clause), mostly worse with 30, better with 50."""
    addressed: int = 3
    """Lines behind the title in which those stand whom a paper is for. Measured over 107 papers: 2 to 6 read
    the same."""
    signature: int = 80
    """Characters of a line that may be a signature or what stands below it. Measured over 271 papers: 60
    reads 1 paper otherwise (1 clause), 100 reads 1 paper otherwise (1 clause)."""


TITLES = TitleOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainHeadingOptions:
    """Which line without a number is a heading (`layout.plain_headings`); set by hand."""

    shortest: int = 3
    """Characters of one. Measured over 271 papers: 2 to 6 read the same."""
    longest: int = 16
    """Characters of one at most, by itself or of several lines of one shape, and of a paragraph below it at
    least. Measured over 271 papers: 12 reads 1 paper otherwise (36 clauses), 20 reads 1 paper otherwise (5
    clauses)."""
    signed: int = 30
    """Characters of one that begins with a sign. None of 271 papers asks for it."""
    shortest_group: int = 4
    """Characters of a line over points that are numbered through, and of one of several lines of one shape.
    Measured over 54 papers: 2 to 8 read the same."""
    group: int = 24
    """Characters of a line over points that are numbered through, at most. Measured over 271 papers, of
    which 32 ask for it: 12 to 48 read the same."""
    left_out: int = 5
    """Numbers an excerpt may leave out between two points. Measured over 54 papers: 2 to 10 read the
    same."""
    stacked: int = 2
    """Headings that may stand over one another: of a part and of its first group. Measured over 271 papers:
    1 to 4 read the same."""
    alike: int = 2
    """Last characters that lines of one shape share. Measured over 271 papers, of which 3 ask for it: 1 to
    4 read the same."""
    paragraph: int = 30
    """Characters from which on what follows is a paragraph whatever its end; a page set as GB/T 9704 has it
    has 28 in a line, so a line that the page shows to go on, or that holds a comma, is the beginning of one
    too. Measured over 271 papers, of which 5 ask for it: 15 to 60 read the same."""


PLAIN_HEADINGS = PlainHeadingOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataOptions:
    """Where who issued a paper, when and for which place is looked for (`layout.metadata`, `region`); set by
    hand.
    """

    front: int = 4
    """First lines in which the issuer is looked for before all others. Measured over 54 papers: 2 to 8 read
    the same."""
    day: int = 120
    """Characters of a line that says when a paper was issued. Measured over 54 papers: 60 to 240 read the
    same."""
    history: int = 240
    """Characters of one in brackets, which tells how a paper came to be. Measured over 271 papers, of which
    9 ask for it: 120 to 480 read the same."""
    place_in: int = 20_000
    """Characters of a plan in which its place is looked for; it bounds what is searched. Measured over 271
    papers, of which 59 ask for it: 10,000 to 40,000 read the same."""


METADATA = MetadataOptions()
