"""A table behind the last item is no part of that item: whose it is.

In: sections in reading order. Out: the same, such tables (caption, rows, notes) moved up. The rules: one that
the item announces (见下表, 如下：), that repeats its title or whose rows it names stays; one that closes the
document under a caption of its own is the document's; one behind the last of several items belongs to their
section. A table under a mark that is only a heading, or between two items, stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest import late_re as re
from ingest.grammar.letters import has_han
from ingest.labels import ATTACHMENTS, BOX
from ingest.layout.line_shape import heading_like, is_note
from ingest.outline.sections import Block, Section, names_table
from ingest.responsibility.annotation import trailing

_ANNOUNCES = re.compile(r"[下附后]表|表\s*\d|[如见]下|清单|名单|下列|[：:]$")
_BRACKET = re.compile(r"[（(]")
_NAME = r"^[\u4e00-\u9fff]{2,8}。$"
_LAST_WORDS = 40
_SAME_WORDS = 4
"""So many characters of a caption that stand in the item's own words show that it is its own."""


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
    if heads or _is_bare_name(words) or _ANNOUNCES.search(words[-1][-_LAST_WORDS:]):
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
        if len(name) >= _SAME_WORDS:
            yield name


def _shares(caption: str, words: str) -> bool:
    named = re.sub(r"^附?表?\s*\d*[：:\s]*", "", caption)
    pieces = (named[at : at + _SAME_WORDS] for at in range(max(0, len(named) - _SAME_WORDS + 1)))
    return any(piece in words for piece in pieces)
