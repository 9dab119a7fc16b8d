"""Thresholds for taking the bytes of a file for text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingOptions:
    """When an encoding is believed (`readers.characters`)."""

    enough: float = 0.85
    """The share of characters in common use from which on a text is words. Of 78 official papers read with
    their own encoding the least has 0.995; a page of Big5 or Shift-JIS read as GB 18030 has less than 0.6.
    """
    fewest: int = 16
    """Characters beyond ASCII that a share is told by; what has fewer is let pass. Set by hand: of
    fewer two rare ones would decide.
    """


ENCODING = EncodingOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageOptions:
    """What a package may unpack to (`readers.package`). Word's own files of 300 pages have some 30 members
    and 8 MB of XML; deflate reaches 1,000 to 1, XML of real tables 60 to 1.
    """

    members: int = 5_000
    """Parts of a package. Measured: 5,000 are looked through in 0.03 s, so that it is no question of time."""
    part: int = 40_000_000
    """Bytes of one part that is read."""
    whole: int = 1_000_000_000
    """Bytes of all parts."""
    ratio: int = 200
    """How many times the size of the file all parts may have, from `small` on."""
    small: int = 20_000_000
    """Bytes of all parts up to which nobody asks for the ratio."""
    xml_for_text: int = 10
    """Bytes of XML that stand for one of text at least, in Word's files and in sheets."""


PACKAGE = PackageOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOptions:
    """What is read at all (`readers.fetch`, `ingest.sources`); set by hand."""

    largest: int = 50_000_000
    """Bytes of a document that is fetched, uploaded, or comes in an archive."""
    redirects: int = 5
    """Times that an address may send on to another one."""


FILES = FileOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlOptions:
    """What on a page is its text (`readers.html`, `html_parts`, `grid`, `markdown`, `mail`); set by hand."""

    title: int = 40
    """Characters of a bold line that is a heading. Measured over 271 papers, of which 10 ask for it: 20 to
    80 read the same."""
    speaks: int = 200
    """Characters outside links from which on a block is the page's text, whatever it is called. Measured
    over 271 papers, of which 14 ask for it: 100 to 400 read the same."""
    links: int = 3
    """From so many links on a block that holds little else is a list of links, and lines are a menu; one
    alone may name the page itself. Measured over 271 papers: 2 to 6 read the same."""
    sign: int = 2
    """Characters a sign of a list has less than. None of 271 papers asks for it."""
    page_cell: int = 400
    """Characters from which on one cell may hold a page. Measured over 271 papers, of which 31 ask for it:
    200 to 800 read the same."""
    page_blocks: int = 4
    """Paragraphs such a cell has more than. None of 271 papers asks for it."""
    frame: int = 400
    """Bytes from which on a frame of a saved page may say something. None of 271 papers asks for it."""


HTML = HtmlOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveOptions:
    """How much may come in one archive or mail (`readers.enclosed`, `mail`); set by hand."""

    members: int = 500
    """Files in it; more are a task for a folder."""
    whole: int = 500_000_000
    """Bytes of all of them."""
    ratio: int = 200
    """How many times the size of the archive they may have, from `small` on; text reaches 20 to 1."""
    small: int = 20_000_000
    """Bytes of all up to which nobody asks for the ratio."""
    parts: int = 1_000
    """Containers of parts in one mail. Measured: 1,000 beside one another are read in 0.9 s, 500 within one
    another in 0.5 s; deeper ones the library gives up on."""


ARCHIVE = ArchiveOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOptions:
    """What is still a heading, and a table (`readers.word`); limits set by hand."""

    heading: int = 80
    """Characters above which a paragraph is no heading whatever its style: whole clauses are styled so."""
    cells: int = 1_000_000
    """Places of all tables of a document. Measured: 40,000 are read in 3 s of the processor with 50 MB, and
    both grow in proportion."""
    columns: int = 63
    """Columns of one table: Word's own limit."""
    deepest: int = 30
    """Styles that are based on one another; it bounds the work."""


WORD = WordOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeOptions:
    """LibreOffice as a converter (`readers.office`). Measured: 4 to 10 s and 215 MB for a file of 50 kB on
    two busy cores.
    """

    seconds: float = 75
    """By the clock for one file; with `wait` less than a large file is waited for (`ingest.bounded`)."""
    wait: float = 40
    """Seconds that are waited until another conversion is done."""
    tick: float = 0.1
    """Seconds between two looks whether it is."""
    memory: int = 4_000_000_000
    """Bytes of address space, of which LibreOffice reserves far more than it uses."""
    result: int = 200_000_000
    """Bytes of what it writes."""


OFFICE = OfficeOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOptions:
    """How large a table may be (`readers.xlsx`, `readers.csv`); set by hand. Measured: 5,000 rows of six
    cells are read as clauses in 11 s of the processor, 1,000 in 3 s.
    """

    rows: int = 20_000
    """Rows of one sheet that hold anything."""
    cells: int = 1_000_000
    """Cells of one file, those that only have a format too."""
    unpacked: int = 300_000_000
    """Bytes of all parts together."""
    sample: int = 50_000
    """Characters of a file by which it is told what parts its cells; it bounds the work."""
    cell: int = 1_000_000
    """Characters of one cell."""
    title: int = 80
    """Characters of a line above the rows that is a title."""
    fewest_heads: int = 2
    """Cells of a row that heads columns."""
    largest: float = 1e300
    """Larger numbers were not written by anybody."""


SHEETS = SheetOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOptions:
    """What is a line, a table, a running head on the pages of a PDF (`readers.pdf`, `paged_lines`,
    `pages`, `ruled_tables`); set by hand, no other values were tried. With them five plans that
    LibreOffice printed, one also in two columns, have the clauses of their texts, but for two paragraphs in
    which a sentence ends with the page.
    """

    pages: int = 2_000
    """Pages of a file at most."""
    picture: float = 0.5
    """The share of a page from which on a picture is the page."""
    letters: int = 20
    """Letters below which a page with such a picture has no text."""
    unmapped: float = 0.02
    """The share of characters without a meaning from which on a page is doubted."""
    words: float = 0.6
    """The share of characters in common use below which a page's characters are the wrong ones."""
    heads: float = 0.4
    """The share of pages a running head stands on at least: left pages often have another than right ones."""
    fewest_heads: int = 3
    """Pages it stands on at least, where there are more than two."""
    same_column: float = 4.0
    """Points by which the columns of a table that goes on may be wider or narrower on the next page."""
    head_rows: int = 3
    """Rows of a table's head that may be printed again on the next page."""
    edge: int = 2
    """Lines at either end of a page among which its running head stands, and last ones drawn: a head and a
    foot are drawn behind the text."""
    deepest: int = 8
    """Forms that stand within one another; it bounds the work."""
    covered: float = 0.6
    """The share of a cell's side that a rule has to cover."""
    same_line: float = 0.5
    """Heights of a letter by which letters of one line in a cell may stand higher or lower."""
    note_sign: float = 0.8
    """Heights of a letter below which a digit is a small one; Word's are 0.65."""
    raised: float = 0.15
    """Heights of a letter by which the middle of a small digit above the line is higher; Word's are 0.33."""
    struck: float = 0.2
    """Heights of a letter by which a rule that strikes it out may lie off its middle."""
    full: float = 0.85
    """The share of a column's lines, by their right edges, that end left of where full lines do."""
    unbroken: float = 3.0
    """Widths of a letter that a full line may end before the edge: a bracket, a word in quotes."""
    half_width: float = 0.6
    """Widths of a letter that one of a figure takes at most; most fonts have 0.5 to 0.55."""
    same_size: float = 0.12
    """The share of its height by which letters of one paragraph may differ."""
    same_paragraph: float = 1.25
    """Times the leading up to which two lines stand in one paragraph."""
    first_lines: float = 4.0
    """Times as many full lines further in as there may be of those that are followed by another: a heading
    that fills its line, against items all lines of which stand further in."""
    least_indent: float = 1.5
    """Widths of a letter that the first line of a paragraph begins further in, two as a rule."""
    most_indent: float = 2.9
    """Widths of a letter from which on a line is set in the middle or elsewhere."""


PDF = PdfOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOptions:
    """Which lines drawn on a page are the rules of a table (`readers.pdf_pages`, `ruled_tables`, `ofd`);
    set by hand.
    """

    thin: float = 2.5
    """Points up to which a filled box is a rule."""
    straight: float = 1.0
    """Points by which the ends of a level rule may differ in height."""
    most: int = 20_000
    """Of one page; what is drawn beyond is a picture. Measured: 20,000 strokes that form no table are
    compared in 1 s of the processor, 20,000 in a thousand tables above one another in 9 s."""
    near: float = 3.0
    """Points within which two rules are one, and an end touches."""
    shortest: float = 6.0
    """Points of a rule at least."""


RULES = RuleOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOptions:
    """How large pictures of pages may be (`readers.page_pictures`); set by hand."""

    page: int = 2_400
    """Dots of the longer side of a picture that is read: A4 at 205 dpi; photographs have twice as many."""
    dots: int = 120_000_000
    """Dots of a picture at most: A3 at 600 dpi has 70 million."""
    longest: int = 4_000
    """Dots of the longer side of a page that is drawn to be looked at."""


PICTURES = PictureOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOptions:
    """What is doubted of a recognised page (`readers.scans`). Measured on three pages at 200 dpi: lines that
    were read right have a confidence of 0.93 and more, page numbers and a lone bracket 0.82; no digit was
    misread.
    """

    sure: float = 0.9
    """Confidence below which a line is doubted."""
    lost: float = 1.6
    """Times the usual distance of two lines from which on one may be missing between them."""
    alike: float = 0.25
    """The share of the usual height by which the boxes of lines of one size differ."""
    fewest_steps: int = 5
    """Pairs of lines that a rhythm is told by."""
    full: float = 0.9
    """The share of the page's right edge, or of its widest line, that a full line reaches."""


SCANS = ScanOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class XlsOptions:
    """How an old workbook is read (`readers.xls`)."""

    nought: float = 1e-200
    """Below any number of a paper: programs that leave calculating to Excel write 0 or the least number there
    is. Measured on the workbooks written with xlwt and LibreOffice for the tests: all have 0.
    """


XLS = XlsOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfdOptions:
    """How the lines of an OFD page are found again among its pieces of text; the first two are ofdkit's own,
    the third is set by hand.
    """

    same_line: float = 0.5
    """Of a letter's size that the base lines of one line may differ by."""
    apart: float = 1.5
    """Letters' sizes of room that part two columns."""
    least: float = 1.0
    """Millimetres of a letter whose size is not said."""


OFD = OfdOptions()
