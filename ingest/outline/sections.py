"""Paragraphs laid out in the plan's text, and cut into sections: a mark with everything up to the next one.

Labels are the marks of the path as printed, joined by "/"; a mark printed twice in one list is told apart as
7-2. Headings without a mark are part of the path and not of the label where the numbers below them count on
from one to the next.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest import late_re as re
from ingest.grammar.in_force import closes_paper
from ingest.grammar.minutes import speaks_for_meeting
from ingest.grammar.references import speaks_of_above
from ingest.grammar.stops import CLAUSE_STOP, INNER_STATEMENT
from ingest.layout.line_shape import heading_like
from ingest.layout.unwrap import Paragraph
from ingest.model import Responsibility
from ingest.numbering.sequence import Placed
from ingest.outline.options import TREE
from ingest.responsibility.annotation import trailing
from ingest.responsibility.closings import closes_section

_NAMES_TABLE = re.compile(
    r"^附?[表图]\s*\d|(?:表|指标|体系|目标|清单|计划|规划|情况|安排|分工|任务|项目|要求|标准"
    r"|目录)(?:[（(].{1,20}[）)])?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph laid out in the plan's text at `start`; `role` is what stands around the plan, or "" inside
    it.
    """

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Who does the items with these labels; spans in code points of the plan's text."""

    labels: tuple[str, ...]
    responsibilities: tuple[Responsibility, ...]


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
    tables: list[Block] = field(default_factory=list)
    """A table behind the last child that is this section's own, with its caption and notes."""
    partly: list[tuple[Block, tuple[Share, ...]]] = field(default_factory=list)
    """Paragraphs that say who does some of its items (以上两项由…), with what they say."""
    title: str = ""
    lists_duties: bool = False
    """Whether its items are offices with what they do (`assign`)."""
    duty_paragraphs: frozenset[int] = frozenset()
    """Where its paragraphs begin that are an office with what it does (`assign`)."""

    @property
    def family(self) -> str:
        return self.placed.family if self.placed else ""


def names_table(text: str) -> bool:
    """Whether a line reads as the caption of the table below it."""
    return len(text) <= TREE.caption and _NAMES_TABLE.search(text) is not None


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
    opened: dict[int | None, Section] = {None: root}  # a mark in what stands around the plan opens none
    seen: Counter[str] = Counter()
    at_line = {p.line: n for n, p in enumerate(placed)}
    through = _counted_through(placed)
    current = root
    for block in blocks:
        if block.role:
            continue
        number = at_line.get(block.paragraph.first)
        if number is not None:
            parent = _parent(placed, number, opened)
            above = _parent(placed, placed[number].parent, opened) if number in through else parent
            current = opened[number] = _open(placed[number], parent, above.label, seen)
        current.blocks.append(block)
    sections = [section for section in opened.values() if section is not root]
    for section in sections:
        _take_back_after(section)
        _retitle(section)
    for section in sections:
        _let_meeting_speak(section)
    if sections:
        _close_paper(sections[-1])
    return root, sections


def _parent(placed: Sequence[Placed], number: int | None, opened: Mapping[int | None, Section]) -> Section:
    above = placed[number].parent if number is not None else None
    while above not in opened:
        above = placed[above].parent if above is not None else None
    return opened[above]


def _counted_through(placed: Sequence[Placed]) -> frozenset[int]:
    """Which marks stand below headings without one and count on from one of these to the next."""
    lists: dict[tuple[int | None, str], list[int]] = {}
    for number, one in enumerate(placed):
        below = one.parent is not None and placed[one.parent].family == "标题"
        above = placed[one.parent].parent if below and one.parent is not None else one.parent
        lists.setdefault((above, one.family), []).append(number)
    through = (number for row in lists.values() if _count_on(placed, row) for number in row)
    return frozenset(
        n for n in through if (at := placed[n].parent) is not None and placed[at].family == "标题"
    )


def _count_on(placed: Sequence[Placed], numbers: Sequence[int]) -> bool:
    ordinals = [placed[number].mark.ordinal for number in numbers]
    several = len({placed[number].parent for number in numbers}) > 1
    return several and all(a < b for a, b in pairwise(ordinals))


def _open(placed: Placed, parent: Section, above: str, seen: Counter[str]) -> Section:
    """`above` is the label it stands under."""
    label = "/".join(filter(None, (above, placed.mark.printed)))
    key = unicodedata.normalize("NFKC", label)
    seen[key] += 1
    label = label if seen[key] == 1 else f"{label}-{seen[key]}"
    section = Section(placed=placed, label=label, parent=parent, path=())
    parent.children.append(section)
    return section


def _take_back_after(section: Section) -> None:
    """Paragraphs behind the last 项 of a 条, behind a list that one sentence holds together, or that speak of
    all that stands above (围绕以上8方面), are those of the section, unless they are only an annotation or,
    but for those of a 条, say who does it (以上工作由县水利局负责).
    """
    parent = section.parent
    if parent is None or parent.placed is None or section is not parent.children[-1] or section.children:
        return
    is_article = parent.family == "条"
    ends = is_article or _is_one_sentence(parent)
    for n, block in enumerate(section.blocks[1:], start=1):
        tells = is_article or not closes_section(block.text)
        behind = is_article or (ends and n == 1)  # no annotation between
        speaks = tells and (behind or speaks_of_above(block.text))
        if speaks and not block.is_row and trailing(block.text)[0] > 0:
            holder = _above_sentence(parent) if ends else parent
            holder.after = section.blocks[n:]
            del section.blocks[n:]
            return


def _is_one_sentence(parent: Section) -> bool:
    """Whether the items end with semicolons but for the last, which ends with a full stop."""
    *items, last = parent.children
    return (
        bool(items)
        and not parent.blocks[-1].text.endswith("。")
        and all(len(one.blocks) == 1 and one.blocks[0].text.endswith(("；", ";")) for one in items)
        and last.blocks[0].text.endswith("。")
    )


def _above_sentence(parent: Section) -> Section:
    """Whose a paragraph is behind a list: that of the items among which `parent` is the last and says nothing
    but the beginning of its list (3.有下列情形之一的：).
    """
    above = parent.parent
    own = parent.blocks[0].text
    introduces = parent.family != "条" and own.endswith(("：", ":")) and not INNER_STATEMENT.search(own)
    return above if above and above.placed and introduces and above.children[-1] is parent else parent


def _close_paper(last: Section) -> None:
    """What a paper says of itself behind its last item (本方案自印发之日起施行) is of no item; all that
    stands below a bare heading (期限) is its own.
    """
    outermost = last
    while outermost.parent and outermost.parent.placed and outermost.family != "条":
        outermost = outermost.parent
    if outermost is last or "条" in (last.family, outermost.family) or last.children:
        return
    bare = bool(last.blocks) and not CLAUSE_STOP.search(last.blocks[0].text)
    behind = range(2 if bare else 1, len(last.blocks))
    n = next((n for n in behind if not last.blocks[n].is_row and closes_paper(last.blocks[n].text)), None)
    if n is not None:
        outermost.after = [*outermost.after, *last.blocks[n:]]
        del last.blocks[n:]


def _let_meeting_speak(section: Section) -> None:
    """会议要求… behind the last item speaks of all items: of those of its topic where topics are told by the
    meeting, else of all.
    """
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


def _retitle(section: Section) -> None:
    """Title and path, once all blocks are known: outermost first, so the parent's path is set."""
    assert section.placed is not None
    assert section.parent is not None
    own = section.blocks[0].text[section.placed.mark.length :]
    words_are_mark = section.family == "标题"
    if not own and not words_are_mark and len(section.blocks) > 1 and not section.blocks[1].is_row:
        own = section.blocks[1].text
    own = own[: trailing(own)[0]]
    sentence = INNER_STATEMENT.split(own, maxsplit=1)[0].rstrip("。：:")
    section.title = sentence if len(sentence) <= TREE.caption else ""
    parent = section.parent
    above = () if parent.placed is None else (f"{parent.placed.mark.printed} {parent.title}".strip(),)
    section.path = (*parent.path, *above)
