"""Paragraphs and accepted marks -> the clause tree: labels, headings, clauses, and one home for every character.

A marked line that only introduces is a heading; leaves alone carry text. Under a heading a single unnumbered paragraph
takes the heading's label, else they are ¶1, ¶2 …; a numbered item whose words stand on its own line keeps the paragraphs
that follow. A 条 with several 款 stays whole, the words around its 项 are its ¶1, ¶2. Table rows are 表/N.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.assignments import assigned, names_items, names_office
from ingest.charges import hand_out, labels_of, says_who, told
from ingest.clean import Run, join
from ingest.model import Clause, Doubt, Heading, Home, Piece, Responsibility, Span, piece_at
from ingest.responsibility import Annotation, due_in, inner, is_department, shift, split_names, trailing
from ingest.rowgrid import Row, read_rows
from ingest.sections import SENTENCE_END, Block, Section, names_table, sections_of
from ingest.sequence import Placed, heading_like

_ALWAYS_HEADINGS = frozenset(("编", "部分", "章", "节", "专栏", "附件", "标题"))
_PREFACE = re.compile(r"(?:前\s*言|引\s*言|序\s*言)$")
_NOTE = re.compile(r"(?:注|备注|说明)\s*[：:\d]")
_HELPS = re.compile(r"配合|协助|协同|协办|参与|参加|支持")
_LAST_BRACKET = re.compile(r"[（(](?P<inside>[^（()）]{2,40})[）)](?=[。；]?$)")
_NOT_FOUND = "这一句指明了由谁负责哪几项，但没有找齐这几项，没有分给任何条款，请核对"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The tree of one plan in coordinates of `text`; `body_homes` are the homes of all characters of the paragraphs given."""

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
    hand_out(root, sections)
    out = _Writer(bool(placed))
    for block in blocks:
        if block.role:
            out.home(block.role, None, block.start, block.end)
    out.root(root)
    for section in sections:
        out.section(section)
    for section in (root, *sections):
        out.close(section)
    clauses = tuple(sorted(out.clauses, key=lambda c: c.span))
    clauses = _inherit(clauses, out.stated, out.meant)
    out.doubts += _perhaps_offices(clauses, whole.text)
    starts = [piece_at(whole.pieces, c.span.start) for c in clauses]
    clauses = tuple(replace(c, line=p.line, page=p.page) for c, p in zip(clauses, starts, strict=True))
    return Outline(
        text=whole.text,
        pieces=whole.pieces,
        headings=tuple(sorted(out.headings, key=lambda h: h.span)),
        clauses=clauses,
        homes=tuple(sorted(out.homes, key=lambda h: h.span)),
        doubts=tuple(out.doubts),
    )


class _Writer:
    """Collects headings, clauses and homes in the order sections are written."""

    def __init__(self, numbered: bool) -> None:
        self.numbered = numbered
        self.headings: list[Heading] = []
        self.clauses: list[Clause] = []
        self.homes: list[Home] = []
        self.doubts: list[Doubt] = []
        self.stated: dict[str, tuple[Responsibility, ...]] = {}
        self.meant: dict[str, tuple[Responsibility, ...]] = {}

    def home(self, role: str, label: str | None, start: int, end: int) -> None:
        if end > start:
            self.homes.append(Home(role=role, label=label, span=Span(start=start, end=end)))

    # -- the root ---------------------------------------------------------------------------------------------

    def root(self, root: Section) -> None:
        blocks = [b for b in root.blocks if not b.is_row]
        if self.numbered and not any(b.is_row for b in root.blocks):
            for block in [b for b in blocks if _PREFACE.match(b.text)]:
                self.home("heading", "前言", block.start, block.end)
                blocks.remove(block)
            if blocks:
                self.text_clause("前言", None, "前言", "前言", None, (), blocks)
            return
        rows = [b.start for b in root.blocks if b.is_row]
        before = [b for b in blocks if rows and b.start < rows[0] and trailing(b.text)[0] > 0]
        captions = self._captions(root.blocks)
        preface = [b for b in before if b not in captions]
        if preface:  # a plan that is all table: what stands before it is its preface
            self.text_clause("前言", None, "前言", "前言", None, (), preface)
        self.paragraphs(root, [b for b in root.blocks if b not in preface], "", alone=False)

    # -- one section ------------------------------------------------------------------------------------------

    def section(self, section: Section) -> None:
        assert section.placed is not None
        mark = section.placed.mark
        first = section.blocks[0]
        blocks = section.blocks[1:]
        if section.family == "标题":  # its words are both mark and title
            own = first
        else:
            self.home("mark", section.label, first.start, first.start + mark.length)
            own = self._own_block(first, mark.length)
            if not own.text and blocks and not blocks[0].is_row:
                own, blocks = blocks[0], blocks[1:]
        if self._is_heading(section, own.text, blocks):
            self._heading(section, own, blocks)
        elif section.children:
            self._own_words(section, own, blocks)
        else:
            self._leaf(section, own, blocks)

    @staticmethod
    def _own_block(block: Block, length: int) -> Block:
        run = block.paragraph.run.cut(length)
        return replace(block, start=block.start + length, paragraph=replace(block.paragraph, run=run))

    @staticmethod
    def _is_heading(section: Section, own: str, blocks: Sequence[Block]) -> bool:
        """Whether the words on the mark's line only introduce what follows."""
        body = own[: trailing(own)[0]]
        follows: Sequence[object] = section.children or [
            b for b in blocks if b.is_row or (trailing(b.text)[0] > 0 and not b.is_loose)
        ]
        if not follows or section.family == "条":
            return False
        if section.family in _ALWAYS_HEADINGS:
            return True
        if section.children:
            return not SENTENCE_END.search(body)
        figure = body.endswith("。") and re.search(r"\d", body)
        return heading_like(body) and not body.endswith(("；", "：", ":", "，")) and not figure

    def _heading(self, section: Section, own: Block, blocks: Sequence[Block]) -> None:
        assert section.placed is not None
        start = section.blocks[0].start
        body, annotations = trailing(own.text)
        self.home("heading", section.label, own.start, own.start + body)
        self._annotation_home(section.label, own, body)
        parent = section.parent.label if section.parent else ""
        span = Span(start=start, end=max(own.start + body, start + 1))
        self.headings.append(
            Heading(
                label=section.label,
                parent=parent or None,
                family=section.family,
                mark=section.placed.mark.printed,
                title=own.text[:body],
                span=span,
            )
        )
        stated = _shifted(annotations, own.start)
        title = own.text[:body].strip("：: ")
        if section.family == "标题":
            title = section.placed.mark.printed
        led = any(r.leaders for r in stated) and is_department(title)
        if offices := names_office(title) or ((title,) if led else ()):
            span = Span(start=own.start, end=own.start + body)
            stated = (Responsibility(role="", units=offices, span=span), *stated)
        self.paragraphs(section, blocks, section.label, alone=not section.children, stated=stated)

    def _own_words(self, section: Section, own: Block, blocks: Sequence[Block]) -> None:
        """A mark with words of its own beside numbered children."""
        assert section.placed is not None
        parent = section.parent.label if section.parent else ""
        start = section.blocks[0].start
        span = Span(start=start, end=max(own.end, start + 1))
        self.headings.append(
            Heading(
                label=section.label,
                parent=parent or None,
                family=section.family,
                mark=section.placed.mark.printed,
                title=section.title,
                span=span,
            )
        )
        above = (*section.path, f"{section.placed.mark.printed} {section.title}".strip())
        groups: list[list[Block]] = (
            [[own, *blocks]] if section.family == "条" else [[own], *([b] for b in blocks if not b.is_row)]
        )
        groups = [g for g in groups if any(b.text for b in g)]
        if section.family == "条" and section.after:
            groups.append(section.after)
        for n, group in enumerate(groups, start=1):
            self.text_clause(f"{section.label}/¶{n}", section.label, "¶", f"¶{n}", None, above, group)
        self.rows([b for b in blocks if b.is_row] if section.family != "条" else [], section.label, above)

    def _leaf(self, section: Section, own: Block, blocks: Sequence[Block]) -> None:
        assert section.placed is not None
        parent = section.parent.label if section.parent else ""
        heading = section.title if SENTENCE_END.search(own.text) and 2 <= len(section.title) <= 40 else None
        captions = self._captions(blocks)
        texts = [own, *(b for b in blocks if not b.is_row and b not in captions)]
        if not any(b.text for b in texts):
            start = section.blocks[0].start
            span = Span(start=start, end=section.blocks[0].end)
            self.headings.append(
                Heading(
                    label=section.label,
                    parent=parent or None,
                    family=section.family,
                    mark=section.placed.mark.printed,
                    title="",
                    span=span,
                )
            )
            return
        mark = section.placed.mark.printed
        self.text_clause(section.label, parent or None, section.family, mark, heading, section.path, texts)
        for block in captions:
            self.home("table", section.label, block.start, block.end)
        above = (*section.path, f"{mark} {section.title}".strip())
        self.rows([b for b in blocks if b.is_row], section.label, above)

    def close(self, section: Section) -> None:
        """What stands behind the last item: paragraphs of the section's own, and who does all of it."""
        if section.family != "条":
            self._after(section)
        for block in section.closing:
            self._annotation_home(section.label, block, 0)
            self.stated[section.label] = (*self.stated.get(section.label, ()), *told(block))
        for block, shares in section.partly:
            self._annotation_home(section.label, block, 0)
            for label, who in labels_of(shares):
                inherited = (replace(r, inherited_from=section.label) for r in who)
                self.meant[label] = (*self.meant.get(label, ()), *inherited)

    def _after(self, section: Section) -> None:
        """Paragraphs behind the last item, numbered on from those before the first."""
        above = (
            (*section.path, f"{section.placed.mark.printed} {section.title}".strip())
            if section.placed
            else ()
        )
        parent = section.label or None
        first = sum(c.family == "¶" and c.parent == parent for c in self.clauses) + 1
        for n, block in enumerate(section.after, start=first):
            label = "/".join(filter(None, (section.label, f"¶{n}")))
            self.text_clause(label, parent, "¶", f"¶{n}", None, above, [block])

    # -- paragraphs under a heading ---------------------------------------------------------------------------

    def paragraphs(
        self,
        section: Section,
        blocks: Sequence[Block],
        label: str,
        *,
        alone: bool,
        stated: tuple[Responsibility, ...] = (),
    ) -> None:
        """Unnumbered paragraphs and table rows under a heading (or at the root, label "")."""
        rows = [b for b in blocks if b.is_row]
        texts = [b for b in blocks if not b.is_row]
        captions = self._captions(blocks)
        notes = [b for b in texts if rows and b.start > rows[0].start and _NOTE.match(b.text)]
        texts = [b for b in texts if b not in captions and b not in notes]
        only = [b for b in texts if says_who(b)]
        bodies = [b for b in texts if b not in only]
        grouped: list[list[Block]] = []
        for block in bodies:
            if block.is_loose and grouped:
                grouped[-1].append(block)
            else:
                grouped.append([block])
        spoken = any(trailing(b.text)[1] for b in bodies)
        each = len({max((g[0].start for g in grouped if g[0].start < b.start), default=0) for b in only}) > 1
        for block in only:
            before = [g for g in grouped if g[0].start < block.start]
            if before and (spoken or each or len(bodies) == 1) and not section.children:
                before[-1].append(block)
            else:
                self._annotation_home(label, block, 0)
                stated += told(block)
        if alone and len(grouped) == 1 and not rows and section.placed:
            self._single(section, grouped[0], label, stated)
            return
        if stated:
            self.stated[label] = stated
        above = (
            (*section.path, f"{section.placed.mark.printed} {section.title}".strip())
            if section.placed
            else ()
        )
        for n, group in enumerate(grouped, start=1):
            name = "/".join(filter(None, (label, f"¶{n}")))
            self.text_clause(name, label or None, "¶", f"¶{n}", None, above, group)
        for block in captions:
            self.home("table", label or None, block.start, block.end)
        self.rows(rows, label, above, notes)

    def _single(
        self, section: Section, blocks: list[Block], label: str, stated: tuple[Responsibility, ...]
    ) -> None:
        assert section.placed is not None
        parent = section.parent.label if section.parent else ""
        mark = section.placed.mark.printed
        title = self.headings[-1].title
        self.text_clause(label, parent or None, section.family, mark, title, section.path, blocks)
        clause = self.clauses[-1]
        if stated:
            self.clauses[-1] = replace(clause, responsibilities=(*stated, *clause.responsibilities))

    @staticmethod
    def _captions(blocks: Sequence[Block]) -> list[Block]:
        return [
            block
            for block, after in itertools.pairwise(blocks)
            if after.is_row and not block.is_row and names_table(block.text)
        ]

    def rows(
        self,
        blocks: Sequence[Block],
        label: str,
        above: tuple[str, ...],
        notes: Sequence[Block] = (),
    ) -> None:
        """Table rows as clauses; tables in one section are 表, 表-2 …"""
        tables: dict[int, list[Block]] = {}
        for block in blocks:
            tables.setdefault(block.paragraph.line.table or 0, []).append(block)
        starts = [table[0].start for table in tables.values()]
        for n, table in enumerate(tables.values(), start=1):
            name = "/".join(filter(None, (label, "表" if n == 1 else f"表-{n}")))
            grid = read_rows([(b.paragraph.line.cells, b.start) for b in table])
            for row in grid:
                block = table[row.index]
                if row.label is None:
                    self.home("table", name, block.start, block.end)
                    continue
                self._row(row, block, name, above)
            own = [b for b in notes if sum(start < b.start for start in starts) == n]
            self._notes(own, name, above)

    def _notes(self, blocks: Sequence[Block], table: str, above: tuple[str, ...]) -> None:
        """注：… below a table; a second one is 注-2."""
        taken = sum(c.parent == table and c.mark.startswith("注") for c in self.clauses)
        for n, block in enumerate(blocks, start=taken + 1):
            mark = "注" if n == 1 else f"注-{n}"
            self.text_clause(f"{table}/{mark}", table, "注", mark, None, above, [block])

    def _row(self, row: Row, block: Block, table: str, above: tuple[str, ...]) -> None:
        label = f"{table}/{row.label}"
        self.home("table", label, block.start, row.start if row.mark_start is None else row.mark_start)
        if row.mark_start is not None:
            self.home("mark", label, row.mark_start, row.start)
        self.home("body", label, row.start, block.end)
        line = block.paragraph.line
        self.clauses.append(
            Clause(
                label=label, parent=table, family="表", mark=row.mark, heading=row.name, path=above, span=Span(start=row.start, end=block.end),
                line=line.number, page=line.page, responsibilities=row.responsibilities, columns=row.columns, cells=row.cells, group=row.group,
            )
        )  # fmt: skip

    # -- clauses and annotations ------------------------------------------------------------------------------

    def text_clause(
        self,
        label: str,
        parent: str | None,
        family: str,
        mark: str,
        heading: str | None,
        above: tuple[str, ...],
        blocks: Sequence[Block],
    ) -> None:
        """One clause from whole paragraphs; the annotations at their ends are read, the last one stays outside its span."""
        responsibilities: list[Responsibility] = []
        spoken: list[Responsibility] = []
        due: str | None = None
        start = end = 0
        for n, block in enumerate(blocks):
            body, annotations = trailing(block.text)
            for annotation in annotations:
                if not annotation.closed:
                    number = block.paragraph.line.number
                    self.doubts.append(
                        Doubt(line=number, kind="bracket", message="责任单位的括号没有闭合，读到段末为止")
                    )
            unresolved = names_items(block.text)
            if unresolved:
                number = block.paragraph.line.number
                self.doubts.append(Doubt(line=number, kind="offices", message=_NOT_FOUND))
            inside = inner(block.text[:body])
            self.home("body", label, block.start, block.start + body)
            self._annotation_home(label, block, body)
            responsibilities += _shifted((*inside, *annotations), block.start)
            said = () if unresolved else assigned(block.text[:body])
            spoken += (shift(r, block.start) for r in said)
            due = due or due_in(block.text[body:])
            if body:
                start = start if n and end else block.start
                end = block.start + body
        if not end:
            return
        line = blocks[0].paragraph.line
        self.clauses.append(
            Clause(
                label=label, parent=parent, family=family, mark=mark, heading=heading, path=above, span=Span(start=start, end=end),
                line=line.number, page=line.page, responsibilities=tuple(responsibilities or spoken), due=due,
            )
        )  # fmt: skip

    def _annotation_home(self, label: str, block: Block, body: int) -> None:
        rest = block.text[body:]
        lead = len(rest) - len(rest.lstrip())
        self.home("annotation", label or None, block.start + body + lead, block.end)


def _shifted(annotations: Sequence[Annotation], by: int) -> tuple[Responsibility, ...]:
    return tuple(shift(r, by) for annotation in annotations for r in annotation.responsibilities)


def _inherit(
    clauses: Sequence[Clause],
    stated: dict[str, tuple[Responsibility, ...]],
    meant: dict[str, tuple[Responsibility, ...]],
) -> tuple[Clause, ...]:
    """Clauses that name nobody, or only who helps, take what is said of them, else what the nearest section above states once for all.

    Of a section that only names the leader, clauses that name their offices alone take that. `stated` by the label of the section that states it, `meant` by that of the item spoken of.
    """
    out = []
    for clause in clauses:
        above = [label for label in (clause.label, *_above(clause)) if label in meant or label in stated]
        own = clause.responsibilities
        if above and own and above[0] in stated and _only_leads(stated[above[0]], own):
            led = tuple(replace(r, inherited_from=above[0]) for r in stated[above[0]])
            out.append(replace(clause, responsibilities=(*led, *own)))
            continue
        if not above or not all(_HELPS.search(r.role) for r in own):
            out.append(clause)
            continue
        told = meant.get(above[0]) or tuple(replace(r, inherited_from=above[0]) for r in stated[above[0]])
        inherited = (r for r in told if not own or not _HELPS.search(r.role))
        out.append(replace(clause, responsibilities=(*inherited, *own)))
    return tuple(out)


def _only_leads(above: Sequence[Responsibility], own: Sequence[Responsibility]) -> bool:
    return all(r.leaders and not r.units for r in above) and not any(r.leaders for r in own)


def _perhaps_offices(clauses: Sequence[Clause], text: str) -> Iterator[Doubt]:
    """A doubt for each clause that names nobody and ends in a bracket that may: …120所（基层科）, where other clauses name somebody."""
    if not any(clause.responsibilities for clause in clauses):
        return
    for clause in clauses:
        last = None if clause.cells or clause.responsibilities else _LAST_BRACKET.search(clause.span.of(text))
        names = split_names(last["inside"])[0] if last else ()
        if last and names and all(map(is_department, names)):
            yield Doubt(
                line=clause.line,
                kind="offices",
                message=f"末尾的“{last[0]}”像是责任科室，没有读作责任单位，请核对",
            )


def _above(clause: Clause) -> Iterator[str]:
    parts = clause.label.split("/")
    for n in range(len(parts) - 1, 0, -1):
        yield "/".join(parts[:n])
    yield ""
