"""Paragraphs and accepted marks -> the clause tree: labels, headings, clauses, and one home for every
character.

In: paragraphs laid out in the plan's text and the marks that open sections. Out: an `Outline` in coordinates
of that text. The story: sections are cut and their lines of offices handed to whom they belong (`sections`,
`assign`), each is written as heading or clauses (`section_clauses`, `table_clauses`), what is stated above is
inherited (`responsibility.inherit`), and what then has no home, may name an office and was not read, or
stands where a name should but is not a name, is doubted. Leaf clauses alone carry text.

A table behind the last item is no part of that item, and is moved up (`hand_up_tables`). The rules: one that
the item announces (见下表, 如下：), that repeats its title or whose rows it names stays; one that closes the
document under a caption of its own is the document's; one behind the last of several items belongs to their
section. A table under a mark that is only a heading, or between two items, stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.columns import introduces_table
from ingest.grammar.letters import has_han
from ingest.grammar.offices import is_department, signs_among, split_names
from ingest.grammar.roles import is_known, mixes_parts
from ingest.labels import ATTACHMENTS, BOX, is_row
from ingest.layout.clean import Run, join
from ingest.layout.line_shape import heading_like, is_note
from ingest.model import Clause, Doubt, Heading, Home, Piece, piece_at
from ingest.numbering.sequence import Placed
from ingest.outline.assign import assign_offices, find_duty_lists
from ingest.outline.clause_tree import ClauseTree
from ingest.outline.options import TREE
from ingest.outline.section_clauses import close_section, write_root, write_section
from ingest.outline.sections import Block, Section, names_table, sections_of
from ingest.responsibility.addressees import with_addressees
from ingest.responsibility.annotation import trailing
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


_BRACKET = re.compile(r"[（(]")
_NAME = r"^[\u4e00-\u9fff]{2,8}。$"


def hand_up_tables(root: Section, sections: Sequence[Section]) -> None:
    """Move every such table to `tables` of the section, or the root, that it belongs to."""
    for section in sections:
        start = _tables_at_end(section.blocks)
        if section.children or start is None:
            continue
        caption = section.blocks[start] if not section.blocks[start].is_row else None
        holder = _holder(root, section, caption, last=section is sections[-1])
        if holder is None or _is_announced(section, section.blocks[:start], caption):
            continue
        holder.tables += section.blocks[start:]
        del section.blocks[start:]


def _holder(root: Section, section: Section, caption: Block | None, *, last: bool) -> Section | None:
    """Whose the table behind `section` is, None where it may be the section's own."""
    if section.family in (*ATTACHMENTS, BOX, "标题"):
        return None
    if caption and last:
        return next((s for s in _above(section) if s.family in ATTACHMENTS), root)
    parent = section.parent
    several = parent and len(parent.children) > 1 and section is parent.children[-1]
    return parent if several and parent and parent.placed else None


def _above(section: Section) -> list[Section]:
    found = []
    while section.parent:
        section = section.parent
        found.append(section)
    return found


def _tables_at_end(blocks: Sequence[Block]) -> int | None:
    """Where the tables begin that the blocks end with, captions and notes included; None where words of the
    section's own stand behind the last, or nothing before them.
    """
    start = len(blocks)
    while (before := _table_before(blocks, start)) < start:
        start = before
    return start if 0 < start < len(blocks) else None


def _table_before(blocks: Sequence[Block], end: int) -> int:
    """Where the table begins that ends at `end`; `end` where none does."""
    last = end
    while last > 1 and not blocks[last - 1].is_row and is_note(blocks[last - 1].text):
        last -= 1
    start = last
    while start > 1 and blocks[start - 1].is_row:
        start -= 1
    if start == last:
        return end
    captioned = start > 1 and names_table(blocks[start - 1].text)
    return start - captioned


def _is_announced(section: Section, before: Sequence[Block], caption: Block | None) -> bool:
    """Whether the words before a table speak of it, or are only a heading over it."""
    mark = section.placed.mark.length if section.placed else 0
    texts = [before[0].text[mark:], *(b.text for b in before[1:])]
    words = [said for text in texts if (said := text[: trailing(text)[0]].strip())]
    heads = not words or (heading_like(words[0]) and words[0][-1:] not in "。；")
    if heads or _is_bare_name(words) or introduces_table(words[-1]):
        return True
    said = "".join(words)
    if any(name in said for name in _names(section.blocks[len(before) :])):
        return True
    return caption is not None and _shares(caption.text, said)


def _is_bare_name(words: Sequence[str]) -> bool:
    """Whether an item is nothing but a name with a stop by habit (年度指标。), which its table fills."""
    return len(words) == 1 and words[0][-1:] == "。" and re.search(_NAME, words[0]) is not None


def _names(blocks: Sequence[Block]) -> Iterator[str]:
    """What the rows of a table are called, without brackets: the first cell of each that is in words."""
    for block in (b for b in blocks if b.is_row):
        cells = (_BRACKET.split(cell.text)[0].strip() for cell in block.paragraph.line.cells)
        name = next((cell for cell in cells if has_han(cell)), "")
        if len(name) >= TREE.same_words:
            yield name


def _shares(caption: str, words: str) -> bool:
    named = re.sub(r"^附?表?\s*\d*[：:\s]*", "", caption)
    pieces = (named[at : at + TREE.same_words] for at in range(max(0, len(named) - TREE.same_words + 1)))
    return any(piece in words for piece in pieces)
