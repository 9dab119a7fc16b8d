"""The numbers of the layout, and what they were measured on.

Where nothing else is told a number was set by hand, after the pages its module was written for.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TornOptions:
    """When a text is torn at its inline tags, and what goes on (`layout.torn_lines`): set on one."""

    pieces: float = 0.12
    """Share of a text's lines without a Chinese character from which it may be torn. Over 219
    papers that were read before it, pasted tables and texts taken out of PDFs reach .21, all others .03; the
    torn page has .46. It is nothing by itself: `beginnings` must be reached as well."""
    beginnings: float = 0.06
    """Share of its lines that begin with what nothing begins with (，。；）年 …). The same papers:
    .03 at most, and none of those with `pieces` has a single one; the torn page has .16."""
    fewest: int = 8
    """Lines of either kind there must be at least, set by hand: four torn figures."""
    gaps: float = 0.1
    """Share of the torn places with blank lines before them up to which a blank line ends a paragraph. Set by
    hand: pages have blank lines between all their lines, or between their paragraphs."""
    sentence_in: int = 4
    """Pieces in which a sentence that begins with a figure has its first comma or stop; set by hand."""
    cell: int = 15
    """Characters of a cell at most; set by hand."""
    heading: int = 40
    """Characters of a heading, a title, or a sentence that is but an item's topic; set by hand."""


TORN = TornOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapOptions:
    """Which lines were broken by the page and go on (`layout.unwrap`); set by hand."""

    early_breaks: float = 0.08
    """Share of lines broken early, after a comma or before a closing sign, from which on a break means
    nothing: 0.18 to 0.45 in three texts taken out of PDFs, at most 0.02 in a hundred other papers."""
    listed: int = 200
    """Characters at a line's end in which the list of those it charges stands, also where a mark is told by
    what stands before it (`numbering.admission`)."""
    unclosed: int = 400
    """An opening bracket left open longer than this is a misprint, and joins nothing more."""
    narrowest: int = 36
    """Half-width columns a page of running Chinese is set at at least."""
    widest: int = 130
    """Columns it is set at at most."""
    fewest: int = 6
    """Lines a width is told by."""
    broad: float = 0.9
    """The share of the lines that are no wider than a full one: the widest may hang over."""
    short: int = 5
    """Columns a full line may be narrower: a word that is kept together, a closing sign."""
    fewest_full: int = 4
    """Full lines there must be at least, besides a fifth of all."""


WRAP = WrapOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLineOptions:
    """Tables that came as a line a cell (`layout.cell_lines`); set by hand."""

    fewest_heads: int = 3
    """Columns such a table has at least."""
    most_heads: int = 12
    """Columns it has at most."""
    fewest_kinds: int = 2
    """Columns whose cells can be told from others."""
    fewest_rows: int = 2
    """Rows that fit, for which it is taken for a table."""
    cell: int = 300
    """Characters of a cell."""
    figure: int = 24
    """Characters of a cell that is a figure."""
    time: int = 20
    """Characters of a cell that is a time."""
    head: int = 16
    """Characters of a column's head."""
    most_lines: int = 3
    """Lines of a row for each of its cells at most; it bounds what is tried."""
    most_spare: int = 6
    """Lines of a row more than cells at most; it bounds what is tried."""


CELL_LINES = CellLineOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PipedOptions:
    """Tables drawn with | a cell a line (`layout.cell_lines`); set by hand."""

    fewest_cells: int = 6
    """Cells it has at least."""
    most_above: int = 3
    """Rows of one cell that may stand above the head: a section, a caption."""
    name: int = 20
    """Characters of a cell that names its row."""


PIPED = PipedOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatOptions:
    """Indicator tables that came as lines (`layout.flat_tables`); set by hand."""

    cell: int = 45
    """Characters of a cell; longer lines are no cells of an indicator table."""
    fewest_cells: int = 8
    """Cells it has at least."""
    fewest_rows: int = 3
    """Lines with tabs that are a table."""
    fewest_columns: int = 3
    """Columns that a table without a column of numbers has at least."""
    head: int = 4
    """First cells by which a head is known, and in which the column of numbers stands."""
    known: int = 3
    """Of them that must be words of a head, or empty."""
    between: int = 4
    """Lines that may stand between two rows: a merged cell of a group."""
    group_name: int = 8
    """Characters of a line of such a cell."""


FLAT = FlatOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCellOptions:
    """Which row of a table names its columns, and what a merged cell says (`layout.table_cells`); set by
    hand.
    """

    name: int = 12
    """Characters of a cell that may be the name of what its row is of."""
    head: int = 20
    """Characters of a column's head."""
    first_rows: int = 3
    """So many rows are looked at for the one that names the columns: a title and a unit may stand above."""
    repeated: int = 120
    """Characters up to which a merged cell is said again in every row."""
    few_columns: int = 3
    """Columns up to which a cell over the whole row may be what the row says."""


TABLE_CELLS = TableCellOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsOptions:
    """What is a table of contents (`layout.contents`); set by hand."""

    fewest: int = 3
    """Entries it has at least."""
    dots_within: int = 3
    """Lines behind an entry in which its dots stand."""
    entry: int = 300
    """Characters no entry is longer than, its dots among them; it bounds what is searched."""
    between: int = 6
    """Lines that may stand between a list of headings and the first of them: title, addressee."""
    longest: int = 60
    """Characters of an entry; longer lines are text."""


CONTENTS = ContentsOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """What belongs to the page and not to the paper (`layout.furniture`); set by hand."""

    depth: int = 12
    """How many printed lines of the text itself, from either end of a document, may stand among a page's
    own."""
    line: int = 200
    """Characters of a line that the page says of itself."""
    apart: int = 250
    """Characters that stand at least between two page numbers."""
    fewest: int = 3
    """Pages that are numbered, or have a head, at least."""
    sure: int = 10
    """From this number on one that stands alone in its row is doubted: 6税2费 has small ones inside words."""
    around: int = 4
    """Characters on either side that a word across a number may reach into."""
    shortest_head: int = 4
    """Characters of a running head."""
    longest_head: int = 40
    """Characters of it at most."""
    lone_head: int = 6
    """Characters of one that no number stands beside: shorter ones are headings that come again."""
    lines_apart: int = 4
    """Lines between two of those; where it stands first it is within the first `fewest`."""


PAGES = PageOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadOptions:
    """What a line holds besides the title or the signature it came with (`layout.layout`); set by hand."""

    long: int = 120
    """Characters from which on a line holds more than a title."""
    shortest: int = 30
    """Characters of a line that may hold text and a signature."""
    lines: int = 4
    """First lines that may hold the page's fields behind the title."""
    part: int = 80
    """Characters of a title or another part of a head; longer parts are text."""
    parts: int = 12
    """Parts a head has at most."""
    signature: int = 120
    """Characters of what stands behind the last sentence."""


HEAD = HeadOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleOptions:
    """What is a title, and how far a line is a short one (`layout.titles`, `frame`, `sign_off`,
    `line_shape`); set by hand.
    """

    sentence: int = 15
    """Characters from which a line with a full stop is a sentence of the text and no stray title."""
    paragraph: int = 60
    """Longer lines are prose, not titles, nor entries of a list of attachments."""
    of_two_lines: int = 80
    """Characters a title of two lines may have; three and more lines that one sentence holds together may
    have half as many again."""
    above: int = 4
    """Lines above the last one that a title may begin in."""
    shortest: int = 4
    """Characters of a line that may be a title."""
    heading: int = 40
    """Characters of a line that looks like a heading."""
    addressed: int = 3
    """Lines behind the title in which those stand whom a paper is for."""
    signature: int = 80
    """Characters of a line that may be a signature or what stands below it."""


TITLES = TitleOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainHeadingOptions:
    """Which line without a number is a heading (`layout.plain_headings`); set by hand."""

    shortest: int = 3
    """Characters of one."""
    longest: int = 16
    """Characters of one at most, by itself or of several lines of one shape, and of a paragraph below it at
    least."""
    signed: int = 30
    """Characters of one that begins with a sign."""
    shortest_group: int = 4
    """Characters of a line over points that are numbered through, and of one of several lines of one
    shape."""
    group: int = 24
    """Characters of a line over points that are numbered through, at most."""
    left_out: int = 5
    """Numbers an excerpt may leave out between two points."""
    stacked: int = 2
    """Headings that may stand over one another: of a part and of its first group."""
    alike: int = 2
    """Last characters that lines of one shape share."""
    paragraph: int = 30
    """Characters from which on what follows is a paragraph whatever its end; a page set as GB/T 9704 has it
    has 28 in a line, so a line that the page shows to go on, or that holds a comma, is the beginning of one
    too."""


PLAIN_HEADINGS = PlainHeadingOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataOptions:
    """Where who issued a paper, when and for which place is looked for (`layout.metadata`, `region`); set by
    hand.
    """

    front: int = 4
    """First lines in which the issuer is looked for before all others."""
    day: int = 120
    """Characters of a line that says when a paper was issued."""
    history: int = 240
    """Characters of one in brackets, which tells how a paper came to be."""
    place_in: int = 20_000
    """Characters of a plan in which its place is looked for; it bounds what is searched."""


METADATA = MetadataOptions()
