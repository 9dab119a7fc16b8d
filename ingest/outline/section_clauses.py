"""One section -> its heading or its clauses: which words introduce, which are a clause of their own, what is
¶1, ¶2.

In: a section with its mark, paragraphs, rows and children. Out: headings and clauses in the tree. A marked
line that only introduces what follows is a heading; a numbered item whose words stand on its own line keeps
the paragraphs that follow. Under a heading a single unnumbered paragraph takes the heading's label, else they
are ¶1, ¶2 …. A 条 with several 款 stays whole, the words around its 项 are its ¶1, ¶2. Whose a line is that
only names offices, `charges` has decided before; here it is only read.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.letters import has_digit
from ingest.grammar.negators import BARS
from ingest.grammar.offices import is_department
from ingest.grammar.stops import INNER_STATEMENT
from ingest.labels import ATTACHED, PARAGRAPH, PREAMBLE, is_paragraph, joined, paragraph, preamble
from ingest.layout.line_shape import heading_like
from ingest.model import Responsibility, Span
from ingest.outline.assign import charged_by_heading, charged_by_paragraph, labels_of, says_who, told
from ingest.outline.clause_tree import ClauseTree, parent_label, path_below, shifted
from ingest.outline.options import TREE
from ingest.outline.sections import Block, Section
from ingest.outline.table_clauses import captions_of, notes_of, write_rows
from ingest.responsibility.annotation import due_in, trailing
from ingest.responsibility.sentence import assigned, offices_in_heading

_FORBIDS = re.compile(BARS)
"""What a sentence says that sets a rule, and no heading with a full stop does."""
_ONLY_TITLE = re.compile(r"[（(〔【][^（()）。；]{2,30}[）)〕】]")
"""All that stands on the line of an article whose 项 follow: 第六条（补贴标准）."""


def write_root(tree: ClauseTree, root: Section, *, numbered: bool) -> None:
    """What stands before the first section: 前言 where something is numbered, else all there is."""
    blocks = [b for b in root.blocks if not b.is_row]
    if numbered and not any(b.is_row for b in root.blocks):
        for n, group in enumerate(_together(blocks), start=1):
            tree.text_clause(preamble(n), None, PREAMBLE, PREAMBLE, None, (), group)
        return
    rows = [b.start for b in root.blocks if b.is_row]
    before = [b for b in blocks if rows and b.start < rows[0] and trailing(b.text)[0] > 0]
    captions = captions_of(root.blocks)
    preface = [b for b in before if b not in captions]
    if preface:  # a plan that is all table: what stands before it is its preface
        tree.text_clause(preamble(1), None, PREAMBLE, PREAMBLE, None, (), preface)
    _write_paragraphs(tree, root, [b for b in root.blocks if b not in preface], alone=False)


def _together(blocks: Sequence[Block]) -> list[list[Block]]:
    """Those that stand right below one another: a notice's own words, and those of the paper behind it."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and groups[-1][-1].end + 1 >= block.start:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def write_section(tree: ClauseTree, section: Section) -> None:
    assert section.placed is not None
    mark = section.placed.mark
    first = section.blocks[0]
    blocks = section.blocks[1:]
    if section.family == "标题":  # its words are both mark and title
        own = first
    else:
        tree.home("mark", section.label, first.start, first.start + mark.length)
        own = _behind_mark(first, mark.length)
        if not own.text and blocks and not blocks[0].is_row:
            own, blocks = blocks[0], blocks[1:]
    if _is_heading(section, own.text, blocks):
        _write_heading(tree, section, own, blocks)
    elif section.children:
        _write_own_words(tree, section, own, blocks)
    else:
        _write_leaf(tree, section, own, blocks)


def close_section(tree: ClauseTree, section: Section) -> None:
    """What stands behind the last item: paragraphs of the section's own, and who does all of it or some of
    its items.
    """
    if section.family != "条":
        _write_after(tree, section)
    _write_tables(tree, section)
    for block in section.closing:
        tree.annotation_home(section.label, block, 0)
        _keep_due(tree, block, section.label)
        if who := told(block):
            tree.stated[section.label] = (*tree.stated.get(section.label, ()), *who)
    for block, shares in section.partly:
        tree.annotation_home(section.label, block, 0)
        for label, who in labels_of(shares):
            _keep_due(tree, block, label)
            inherited = tuple(replace(r, inherited_from=section.label) for r in who)
            if inherited:
                tree.meant[label] = (*tree.meant.get(label, ()), *inherited)


def _keep_due(tree: ClauseTree, block: Block, label: str) -> None:
    """A line may say when all that stands above is to be done (完成时限：…)."""
    if when := due_in(block.text):
        tree.dues[label] = when


def _behind_mark(block: Block, length: int) -> Block:
    run = block.paragraph.run.cut(length)
    return replace(block, start=block.start + length, paragraph=replace(block.paragraph, run=run))


def _is_heading(section: Section, own: str, blocks: Sequence[Block]) -> bool:
    """Whether the words on the mark's line only introduce what follows."""
    body = own[: trailing(own)[0]]
    follows: Sequence[object] = section.children or [
        b for b in blocks if b.is_row or (trailing(b.text)[0] > 0 and not b.is_loose)
    ]
    if section.family == "条":
        return bool(section.children) and not blocks and _ONLY_TITLE.fullmatch(own) is not None
    if not follows:
        return False
    if section.children:
        return not INNER_STATEMENT.search(body)
    if body.endswith("。") and (has_digit(body) or _FORBIDS.search(body) or assigned(body)):
        return False  # a sentence of its own
    return heading_like(body) and not body.endswith(("；", "：", ":", "，"))


def _write_heading(tree: ClauseTree, section: Section, own: Block, blocks: Sequence[Block]) -> None:
    assert section.placed is not None
    body, annotations = trailing(own.text)
    end = own.start + body
    tree.home("heading", section.label, own.start, end)
    tree.annotation_home(section.label, own, body)
    tree.heading(section, own.text[:body], end)
    stated = shifted(annotations, own.start)
    title = own.text[:body].strip("：: 。")
    if section.family == "标题":
        title = section.placed.mark.printed
    led = any(r.leaders for r in stated) and is_department(title)
    if listed := charged_by_heading(section, own):
        stated = (listed, *stated)
    elif offices := offices_in_heading(title) or ((title,) if led else ()):
        span = Span(start=own.start, end=end)
        stated = (Responsibility(role="", units=offices, span=span, evidence="heading"), *stated)
    _write_paragraphs(tree, section, blocks, alone=not section.children, stated=stated)


def _write_own_words(tree: ClauseTree, section: Section, own: Block, blocks: Sequence[Block]) -> None:
    """A mark with words of its own beside numbered children."""
    tree.heading(section, section.title, own.end)
    is_article = section.family == "条"
    groups: list[list[Block]] = (
        [[own, *blocks]] if is_article else [[own], *([b] for b in blocks if not b.is_row)]
    )
    groups = [g for g in groups if any(b.text for b in g)]
    if is_article and section.after:
        groups.append(section.after)
    above = path_below(section)
    for n, group in enumerate(groups, start=1):
        name = joined(section.label, paragraph(n))
        tree.text_clause(name, section.label, PARAGRAPH, paragraph(n), None, above, group)
    write_rows(tree, [] if is_article else [b for b in blocks if b.is_row], section.label, above)


def _write_leaf(tree: ClauseTree, section: Section, own: Block, blocks: Sequence[Block]) -> None:
    assert section.placed is not None
    captions, notes = captions_of(blocks), notes_of(blocks)
    texts = [own, *(b for b in blocks if not b.is_row and b not in captions and b not in notes)]
    if not any(b.text for b in texts):
        tree.heading(section, "", section.blocks[0].end)
        return
    heading = (
        section.title
        if INNER_STATEMENT.search(own.text) and 2 <= len(section.title) <= TREE.heading
        else None
    )
    mark = section.placed.mark.printed
    parent = parent_label(section)
    tree.text_clause(section.label, parent, section.family, mark, heading, section.path, texts)
    if listed := charged_by_heading(section, own):
        tree.charge(section.label, listed)
    for block in captions:
        tree.home("table", section.label, block.start, block.end)
    write_rows(tree, [b for b in blocks if b.is_row], section.label, path_below(section), notes)


def _write_after(tree: ClauseTree, section: Section) -> None:
    """Paragraphs behind the last item, numbered on from those before the first."""
    if not section.after:
        return
    parent = section.label or None
    first = sum(is_paragraph(c) and c.parent == parent for c in tree.clauses) + 1
    for n, block in enumerate(section.after, start=first):
        label = joined(section.label, paragraph(n))
        tree.text_clause(label, parent, PARAGRAPH, paragraph(n), None, path_below(section), [block])
        if listed := charged_by_paragraph(section, block):
            tree.charge(label, listed)


def _write_tables(tree: ClauseTree, section: Section) -> None:
    """Tables behind the last item; those of the whole document stand under their captions."""
    captions = captions_of(section.tables)
    starts = [n for n, block in enumerate(section.tables) if n == 0 or block in captions]
    for start, end in itertools.pairwise([*starts, len(section.tables)]):
        blocks = section.tables[start:end]
        named = [block for block in blocks if block in captions]
        for block in named:
            tree.home("table", section.label or None, block.start, block.end)
        above = path_below(section) or tuple(block.text for block in named)
        notes = [block for block in blocks if not block.is_row and block not in named]
        write_rows(tree, [block for block in blocks if block.is_row], section.label, above, notes)


def _write_paragraphs(
    tree: ClauseTree,
    section: Section,
    blocks: Sequence[Block],
    *,
    alone: bool,
    stated: tuple[Responsibility, ...] = (),
) -> None:
    """Unnumbered paragraphs and table rows under a heading, or at the root; `alone` where nothing numbered is
    beside them.
    """
    label = section.label
    rows = [b for b in blocks if b.is_row]
    captions, notes = captions_of(blocks), notes_of(blocks)
    texts = [b for b in blocks if not b.is_row and b not in captions and b not in notes]
    grouped, said = _with_their_offices(texts, shared=bool(section.children))
    for block in said:
        tree.annotation_home(label, block, 0)
        _keep_due(tree, block, label)
        stated += told(block)
    if alone and len(grouped) == 1 and not rows and section.placed:
        _write_single(tree, section, grouped[0], stated)
        return
    if section.family == ATTACHED and section.children and grouped and not rows:
        name = joined(label, preamble(1))
        every = [block for group in grouped for block in group]
        tree.text_clause(name, label, PREAMBLE, PREAMBLE, None, path_below(section), every)
        grouped = []
    if stated:
        tree.stated[label] = stated
    above = path_below(section)
    for n, group in enumerate(grouped, start=1):
        name = joined(label, paragraph(n))
        tree.text_clause(name, label or None, PARAGRAPH, paragraph(n), None, above, group)
        if listed := charged_by_paragraph(section, group[0]):
            tree.charge(name, listed)
    for block in captions:
        tree.home("table", label or None, block.start, block.end)
    write_rows(tree, rows, label, above, notes)


def _with_their_offices(texts: Sequence[Block], *, shared: bool) -> tuple[list[list[Block]], list[Block]]:
    """Paragraphs with the lines that name their offices, and such lines that speak of all; all do where
    `shared`.
    """
    only = [b for b in texts if says_who(b)]
    bodies = [b for b in texts if b not in only]
    grouped: list[list[Block]] = []
    for block in bodies:
        if grouped and (block.is_loose or _answers(grouped[-1], block)):
            grouped[-1].append(block)
        else:
            grouped.append([block])
    spoken = any(trailing(b.text)[1] for b in bodies)
    each = len({max((g[0].start for g in grouped if g[0].start < b.start), default=0) for b in only}) > 1
    rest: list[Block] = []
    for block in only:
        before = [g for g in grouped if g[0].start < block.start]
        if before and (spoken or each or len(bodies) == 1) and not shared:
            before[-1].append(block)
        else:
            rest.append(block)
    return grouped, rest


def _answers(asked: Sequence[Block], block: Block) -> bool:
    """Whether a paragraph is the answer (答：…) to the question before it (问：…)."""
    return asked[-1].text.startswith(("问：", "问:")) and block.text.startswith(("答：", "答:"))


def _write_single(
    tree: ClauseTree, section: Section, blocks: list[Block], stated: tuple[Responsibility, ...]
) -> None:
    """The one paragraph under a heading takes its label."""
    assert section.placed is not None
    mark, title = section.placed.mark.printed, tree.headings[-1].title
    parent = parent_label(section)
    tree.text_clause(section.label, parent, section.family, mark, title, section.path, blocks)
    clause = tree.clauses[-1]
    if stated:
        tree.clauses[-1] = replace(clause, responsibilities=(*stated, *clause.responsibilities))
