"""What the tree of clauses is written into: headings, clauses, homes and doubts, in the order they are found.

In: sections and whole paragraphs with their place in the plan's text. Out: values of the plan. The rule for a
clause: its words are those of its paragraphs from the first to the last, what they say of who is responsible
and when is read at each one's end, and the last annotation stays outside its span. Nothing is decided here
about which paragraphs make a clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Clause, Doubt, Heading, Home, Responsibility, Span
from ingest.outline.sections import Block, Section
from ingest.responsibility.annotation import Annotation, due_in, inner, shift, trailing
from ingest.responsibility.closings import names_items
from ingest.responsibility.sentence import assigned

_NOT_CLOSED = "责任单位的括号没有闭合，读到段末为止"
_SHOWN = 24
"""Characters of odd words that a doubt shows."""
_NOT_FOUND = "这一句指明了由谁负责哪几项，但没有找齐这几项，没有分给任何条款，请核对"


class ClauseTree:
    """Grows while sections are written; `stated` says who does all of a section, `meant` who does an item,
    `dues` when either is to be done, by their labels."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.clauses: list[Clause] = []
        self.homes: list[Home] = []
        self.doubts: list[Doubt] = []
        self.stated: dict[str, tuple[Responsibility, ...]] = {}
        self.meant: dict[str, tuple[Responsibility, ...]] = {}
        self.dues: dict[str, str] = {}

    def home(self, role: str, label: str | None, start: int, end: int) -> None:
        """The stretch [start, end) belongs to `label` as `role`; an empty one is passed over."""
        if end > start:
            self.homes.append(Home(role=role, label=label, span=Span(start=start, end=end)))

    def annotation_home(self, label: str, block: Block, body: int) -> None:
        """What stands behind the first `body` characters of a paragraph is its annotation."""
        rest = block.text[body:]
        lead = len(rest) - len(rest.lstrip())
        self.home("annotation", label or None, block.start + body + lead, block.end)

    def heading(self, section: Section, title: str, end: int) -> None:
        """A section's mark and title, up to `end`."""
        assert section.placed is not None
        start = section.blocks[0].start
        self.headings.append(
            Heading(
                label=section.label,
                parent=parent_label(section),
                family=section.family,
                mark=section.placed.mark.printed,
                title=title,
                span=Span(start=start, end=max(end, start + 1)),
            )
        )

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
        """One clause from whole paragraphs; none where they hold nothing but annotations."""
        responsibilities: list[Responsibility] = []
        spoken: list[Responsibility] = []
        due: str | None = None
        start = end = 0
        for n, block in enumerate(blocks):
            body, annotations = trailing(block.text)
            unresolved = names_items(block.text)
            inside = inner(block.text[:body], shared=bool(annotations))
            self._doubt_offices(block, (*inside, *annotations), unresolved=unresolved)
            self.home("body", label, block.start, block.start + body)
            self.annotation_home(label, block, body)
            responsibilities += shifted((*inside, *annotations), block.start)
            said = () if unresolved else assigned(block.text[:body])
            spoken += (shift(r, block.start) for r in said)
            due = due or due_in(block.text[body:])
            if body:
                start = start if n and end else block.start
                end = block.start + body
        if not end:
            return
        led = [] if any(r.leaders for r in responsibilities) else [r for r in spoken if r.leaders]
        line = blocks[0].paragraph.line
        self.clauses.append(
            Clause(
                label=label,
                parent=parent,
                family=family,
                mark=mark,
                heading=heading,
                path=above,
                span=Span(start=start, end=end),
                line=line.number,
                page=line.page,
                responsibilities=tuple([*led, *responsibilities] if responsibilities else spoken),
                due=due,
            )
        )

    def charge(self, label: str, first: Responsibility) -> None:
        """Add whom its heading charges to the clause written last, if it is that of `label` and names others
        alone.
        """
        last = self.clauses[-1] if self.clauses else None
        if last and last.label == label and not set(first.units) & set(last.units):
            self.clauses[-1] = replace(last, responsibilities=(first, *last.responsibilities))

    def _doubt_offices(self, block: Block, annotations: Sequence[Annotation], *, unresolved: bool) -> None:
        number = block.paragraph.line.number
        for annotation in annotations:
            if not annotation.closed:
                self.doubts.append(Doubt(line=number, kind="bracket", message=_NOT_CLOSED))
            for words in annotation.odd:
                message = f"责任名单里的“{words[:_SHOWN]}”不是单位名称，没有读作责任单位，请核对"
                self.doubts.append(Doubt(line=number, kind="offices", message=message))
        if unresolved:
            self.doubts.append(Doubt(line=number, kind="offices", message=_NOT_FOUND))


def parent_label(section: Section) -> str | None:
    """The label of the section above; None below the root."""
    return (section.parent.label if section.parent else "") or None


def path_below(section: Section) -> tuple[str, ...]:
    """The path of what stands inside a section: "mark title" of every heading above, its own last; () for the
    root.
    """
    if section.placed is None:
        return ()
    return (*section.path, f"{section.placed.mark.printed} {section.title}".strip())


def shifted(annotations: Sequence[Annotation], by: int) -> tuple[Responsibility, ...]:
    """Whom annotations name, their spans moved by `by` code points."""
    return tuple(shift(r, by) for annotation in annotations for r in annotation.responsibilities)
