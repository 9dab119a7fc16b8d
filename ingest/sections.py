"""Paragraphs laid out in the plan's text, and cut into sections: a mark with everything up to the next one.

Labels are the marks of the path as printed, joined by "/"; a mark printed twice in one list is told apart as 7-2.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.assignments import Closing, closes_section, closing_of
from ingest.minutes import speaks_for_meeting
from ingest.numbering import chinese_number
from ingest.responsibility import trailing
from ingest.sequence import Placed, heading_like
from ingest.unwrap import Paragraph

SENTENCE_END = re.compile(r"[。；！？](?=.)", re.DOTALL)
"""The end of a sentence that is not the end of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph laid out in the plan's text at `start`; `role` is what stands around the plan, or "" inside it."""

    paragraph: Paragraph
    start: int
    role: str = ""

    @property
    def text(self) -> str:
        return self.paragraph.run.text

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_row(self) -> bool:
        return bool(self.paragraph.line.cells)

    @property
    def is_loose(self) -> bool:
        return self.paragraph.line.loose


@dataclass(slots=True)
class Section:
    """A mark with everything up to the next one; `own` is the text behind the mark on its line."""

    placed: Placed | None
    label: str
    parent: Section | None
    path: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    """Paragraphs behind the last child that are this section's own."""
    closing: list[Block] = field(default_factory=list)
    """Paragraphs behind the last child that say who does all of it."""
    partly: list[tuple[Block, tuple[str, ...]]] = field(default_factory=list)
    """Paragraphs that say who does some of its items (以上两项由…), with the labels of these."""
    title: str = ""

    @property
    def family(self) -> str:
        return self.placed.family if self.placed else ""


def lay_out(paragraphs: Sequence[Paragraph], roles: dict[int, str]) -> tuple[Block, ...]:
    """Paragraphs one a line; `roles` by the index of a paragraph's first line (front, title, tail)."""
    blocks: list[Block] = []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block(paragraph=paragraph, start=at, role=roles.get(paragraph.first, "")))
        at += len(paragraph.run.text) + 1
    return tuple(blocks)


def sections_of(blocks: Sequence[Block], placed: Sequence[Placed]) -> tuple[Section, list[Section]]:
    root = Section(placed=None, label="", parent=None, path=())
    sections: list[Section] = []
    seen: Counter[str] = Counter()
    at_line = {p.line: n for n, p in enumerate(placed)}
    current = root
    for block in blocks:
        if block.role:
            continue
        number = at_line.get(block.paragraph.first)
        if number is not None:
            current = _open(placed[number], root, sections, seen)
            sections.append(current)
        current.blocks.append(block)
    for section in sections:
        _take_back_after(section)
        _retitle(section)
    for section in sections:
        _let_meeting_speak(section)
    for section in [root, *sections]:
        _hand_back(section)
    for section in [root, *sections]:
        _hand_up(section)
    return root, sections


def _open(placed: Placed, root: Section, sections: Sequence[Section], seen: Counter[str]) -> Section:
    parent = root if placed.parent is None else sections[placed.parent]
    label = "/".join(filter(None, (parent.label, placed.mark.printed)))
    key = unicodedata.normalize("NFKC", label)
    seen[key] += 1
    label = label if seen[key] == 1 else f"{label}-{seen[key]}"
    section = Section(placed=placed, label=label, parent=parent, path=())
    parent.children.append(section)
    return section


def _take_back_after(section: Section) -> None:
    """Paragraphs behind the last 项 of a 条 are the 条's own, unless they are only its annotation."""
    parent = section.parent
    if parent is None or parent.family != "条" or section is not parent.children[-1] or section.children:
        return
    for n, block in enumerate(section.blocks[1:], start=1):
        if not block.is_row and trailing(block.text)[0] > 0:
            parent.after = section.blocks[n:]
            del section.blocks[n:]
            return


def _let_meeting_speak(section: Section) -> None:
    """会议要求… behind the last item speaks of all items: of those of its topic where topics are told by the meeting, else of all."""
    own = section.blocks[0].text[section.placed.mark.length if section.placed else 0 :]
    first = next((n for n, b in enumerate(section.blocks) if n and _is_meetings(b)), None)
    if first is None or section.children or speaks_for_meeting(own):
        return
    if first == 1 and heading_like(own) and own[-1:] not in "。；" and not trailing(own)[1]:
        return  # it is all the item says
    above = _spoken_of(section)
    if above is not section:
        above.after = section.blocks[first:]
        del section.blocks[first:]


def _spoken_of(section: Section) -> Section:
    """The outermost section that `section` closes and none of whose items the meeting speaks of by itself."""
    while (above := section.parent) and above.children[-1] is section:
        if any(c.after or any(map(_is_meetings, c.blocks[1:])) for c in above.children[:-1]):
            break
        section = above
    return section


def _is_meetings(block: Block) -> bool:
    return not block.is_row and speaks_for_meeting(block.text)


def says_who(block: Block) -> bool:
    """Whether a paragraph does nothing but name who is responsible, or say when."""
    return not block.is_row and (trailing(block.text)[0] == 0 or closes_section(block.text))


def _hand_back(section: Section) -> None:
    """A paragraph behind an item that speaks of some of those above it (以上两项由…) is no words of that item.

    Counted are the items right before it, numbered ones by their own marks. Where it does not count and more items follow,
    it speaks of those since the last such paragraph; one that closes the section is handed up.
    """
    since = 0
    for at, item in enumerate(section.children, start=1):
        block = item.blocks[-1]
        said = None if len(item.blocks) < 2 or item.children or block.is_row else closing_of(block.text)
        if said is None:
            continue
        closes = at == len(section.children)
        if closes and not said.told and not since:
            continue
        holder = _holder(section, said) if closes else section
        above = holder.children if closes else holder.children[:at]
        meant = _meant(above, said) if said.told else section.children[since:at]
        since = at
        if meant:
            item.blocks.pop()
            holder.partly.append((block, tuple(one.label for one in meant)))


def _holder(section: Section, said: Closing) -> Section:
    """The section that holds as many items as are spoken of: the nearest that ends here; `section` where none does."""
    above: Section | None = section
    while above and len(above.children) < (said.count or said.last or 0):
        above = above.parent if above.parent and above.parent.children[-1] is above else None
    return above or section


def _meant(items: Sequence[Section], said: Closing) -> Sequence[Section]:
    if said.count is not None:
        return items[-said.count :]
    numbers = [_number(item) for item in items]
    return [
        i for i, n in zip(items, numbers, strict=True) if n and (said.first or 0) <= n <= (said.last or 0)
    ]


def _number(item: Section) -> int | None:
    printed = re.search(r"\d+|[一二三四五六七八九十百]+", item.placed.mark.printed if item.placed else "")
    return chinese_number(printed[0]) if printed else None


def _hand_up(section: Section) -> None:
    """Offices on lines of their own behind the last of several items are the section's, unless another item names its own.

    A sentence that speaks of all that stands above is the section's in any case.
    """
    last = section.children[-1] if section.children else None
    if last is None or last.children or len(section.children) < 2:
        return
    first = next((n for n in range(1, len(last.blocks)) if all(map(says_who, last.blocks[n:]))), None)
    if first is None:
        return
    held = last.blocks[first:]
    del last.blocks[first:]
    if any(c.children for c in section.children[:-1]) or _names_anybody(section):
        back = next((n for n, b in enumerate(held) if closes_section(b.text)), len(held))
        last.blocks += held[:back]
        section.closing = held[back:]
        return
    above = section.parent
    while above and above.placed and above.children[-1] is section and not _names_anybody(above):
        section, above = above, above.parent
    section.closing = held


def _names_anybody(section: Section) -> bool:
    """Whether an item below names somebody at its own end."""
    return any(
        _names_anybody(child) or any(trailing(b.text)[1] for b in child.blocks if not b.is_row)
        for child in section.children
    )


def _retitle(section: Section) -> None:
    """Title and path, once all blocks are known: sections come outermost first, so the parent's path is set."""
    assert section.placed is not None
    assert section.parent is not None
    own = section.blocks[0].text[section.placed.mark.length :]
    if not own and len(section.blocks) > 1 and not section.blocks[1].is_row:
        own = section.blocks[1].text
    own = own[: trailing(own)[0]]
    sentence = SENTENCE_END.split(own, maxsplit=1)[0].rstrip("。：:")
    section.title = sentence if len(sentence) <= 60 else ""
    parent = section.parent
    above = () if parent.placed is None else (f"{parent.placed.mark.printed} {parent.title}".strip(),)
    section.path = (*parent.path, *above)
