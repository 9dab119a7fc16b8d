"""Paragraphs and accepted marks -> the clause tree: labels, headings, clauses, and one home for every
character.

In: paragraphs laid out in the plan's text and the marks that open sections. Out: an `Outline` in coordinates
of that text. The story: sections are cut and their lines of offices handed to whom they belong (`sections`,
`assign`), each is written as heading or clauses (`section_clauses`, `table_clauses`), what is stated above is
inherited (`responsibility.inherit`), and what then has no home, may name an office and was not read, or
stands where a name should but is not a name, is doubted. Leaf clauses alone carry text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.offices import is_department, signs_among, split_names
from ingest.grammar.roles import is_known, mixes_parts
from ingest.labels import is_row
from ingest.layout.clean import Run, join
from ingest.model import Clause, Doubt, Heading, Home, Piece, piece_at
from ingest.numbering.sequence import Placed
from ingest.outline.annex_tables import hand_up_tables
from ingest.outline.assign import assign_offices
from ingest.outline.clause_tree import ClauseTree
from ingest.outline.duty_lists import find_duty_lists
from ingest.outline.section_clauses import close_section, write_root, write_section
from ingest.outline.sections import Block, sections_of
from ingest.responsibility.addressees import with_addressees
from ingest.responsibility.bare_notes import with_bare_notes
from ingest.responsibility.groups import is_role, signs_for_names
from ingest.responsibility.inherit import inherit

_LAST_BRACKET = re.compile(r"[（(](?P<inside>[^（()）]{2,40})[）)](?=[。；]?$)")
_SHOWN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The tree of one plan in coordinates of `text`; `homes` are the homes of all characters of the
    paragraphs given.
    """

    text: str
    pieces: tuple[Piece, ...]
    headings: tuple[Heading, ...]
    clauses: tuple[Clause, ...]
    homes: tuple[Home, ...]
    doubts: tuple[Doubt, ...]


def outline(blocks: Sequence[Block], placed: Sequence[Placed]) -> Outline:
    """The tree; `placed` in reading order, its line indexes being those of the blocks' first lines."""
    whole: Run = join((block.paragraph.run for block in blocks), "\n")
    root, sections = sections_of(blocks, placed)
    hand_up_tables(root, sections)
    assign_offices(root, sections)
    find_duty_lists(root, sections)
    tree = ClauseTree()
    for block in blocks:
        if block.role:
            tree.home(block.role, None, block.start, block.end)
    write_root(tree, root, numbered=bool(placed))
    for section in sections:
        write_section(tree, section)
    for section in (root, *sections):
        close_section(tree, section)
    clauses = inherit(sorted(tree.clauses, key=lambda c: c.span), tree.stated, tree.meant, tree.dues)
    clauses = with_addressees(with_bare_notes(clauses, whole.text), whole.text)
    starts = [piece_at(whole.pieces, c.span.start) for c in clauses]
    clauses = tuple(
        # a row stands on its own page, also where it says words of a cell above again
        replace(c, line=p.line, page=c.page if is_row(c) else p.page)
        for c, p in zip(clauses, starts, strict=True)
    )
    homes = tuple(sorted(tree.homes, key=lambda h: h.span))
    return Outline(
        text=whole.text,
        pieces=whole.pieces,
        headings=tuple(sorted(tree.headings, key=lambda h: h.span)),
        clauses=clauses,
        homes=homes,
        doubts=(
            *tree.doubts,
            *_perhaps_offices(clauses, whole.text),
            *_signs_as_offices(clauses, homes, whole),
            *_doubtful_roles(clauses),
            *homeless(homes, whole),
        ),
    )


def homeless(homes: Sequence[Home], whole: Run) -> Iterator[Doubt]:
    """A doubt for every stretch of words that none of `homes` (in order) covers: it would be lost."""
    ends = [0, *(home.span.end for home in homes)]
    starts = [*(home.span.start for home in homes), len(whole.text)]
    for start, end in zip(ends, starts, strict=True):
        words = whole.text[start:end].strip()
        if words:
            at = start + whole.text[start:end].index(words[0])
            message = f"“{words[:_SHOWN]}”等{len(words)}个字没有读入任何条款，请核对"
            yield Doubt(line=piece_at(whole.pieces, at).line, kind="lost", message=message)


def _perhaps_offices(clauses: Sequence[Clause], text: str) -> Iterator[Doubt]:
    """A doubt for each clause that names nobody and ends in a bracket that may: …120所（基层科）, where other
    clauses name somebody.
    """
    if not any(clause.responsibilities for clause in clauses):
        return
    for clause in clauses:
        last = None if clause.cells or clause.responsibilities else _LAST_BRACKET.search(clause.span.of(text))
        names = split_names(last["inside"])[0] if last else ()
        if last and names and all(map(is_department, names)):
            message = f"末尾的“{last[0]}”像是责任科室，没有读作责任单位，请核对"
            yield Doubt(line=clause.line, kind="offices", message=message)


def _signs_as_offices(clauses: Sequence[Clause], homes: Sequence[Home], whole: Run) -> Iterator[Doubt]:
    """A doubt for every list of offices an item of which is nothing but a sign: 责任单位：疾控科、”."""
    cells = [
        (clause.span.start, signs_among(cell))
        for clause in clauses
        for column, cell in zip(clause.columns, clause.cells, strict=False)
        if is_role(column)
    ]
    written = [
        (home.span.start, signs_for_names(home.span.of(whole.text)))
        for home in homes
        if home.role in ("annotation", "body")
    ]
    for at, signs in (*written, *cells):
        if signs:
            message = f"责任名单里的“{'”“'.join(signs)}”不是单位名称，没有读作责任单位，请核对"
            yield Doubt(line=piece_at(whole.pieces, at).line, kind="offices", message=message)


def _doubtful_roles(clauses: Sequence[Clause]) -> Iterator[Doubt]:
    """A doubt for each role word, at its first clause, whose part is not one or read by its shape alone."""
    first = {
        r.role: clause.line
        for clause in reversed(clauses)
        for r in clause.responsibilities
        if r.evidence not in ("consent", "seat")  # a verb of theirs, and its part is known
    }
    for role, line in sorted(first.items(), key=lambda item: item[1]):
        if not is_known(role):
            message = f"“{role}”不是认得的分工名称，按责任（领导）读入，请核对"
            yield Doubt(line=line, kind="role", message=message)
        elif mixes_parts(role):
            message = f"“{role}”把不同分工写在一起，按前一种读入，请核对"
            yield Doubt(line=line, kind="role", message=message)
