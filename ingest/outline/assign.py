"""Whom offices that stand by themselves charge: paragraphs that only name them, and lists of offices with
their duties.

In: the sections of a plan with their paragraphs. Out: the same, paragraphs that only name offices moved to
where they belong: the item above, some items, or the whole section. The rules, in order: a sentence that says
which items it speaks of (以上两项由…, 第4—6项由…) charges these, counted or by their own marks, also across
sections through which the numbers run on; a line (考核科室：…) set below several items and not below each
charges those since the last such line; one behind the last of several items none of which names anybody
charges the section. Any other stays its item's.

Organisation rules and plans of work list offices and their duties (（三）水保科。核查…): there the heading of
a section, or the beginning of one of its paragraphs (县水利局：抢修管网), charges, because it is an office's
name. The proof is the list: either most of its items begin so and what stands above them speaks of offices or
duties (内设机构, 职责分工), or, of numbered items, all of them do. Below such words an item may also be a
body by a longer end (3.城管中心。巡查…). One item alone (1.县医院。新建病房…) names what is worked on, not
who works.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest import late_re as re
from ingest.grammar.numerals import IN_WORDS, chinese_number
from ingest.grammar.office_ends import LISTED_END, UNIT_END
from ingest.grammar.offices import is_listed_office, names_if
from ingest.grammar.role_words import DUTY_LIST
from ingest.model import Responsibility, Span
from ingest.outline.options import TREE
from ingest.outline.sections import Block, Section, Share, names_table
from ingest.responsibility.annotation import shift, trailing
from ingest.responsibility.closings import Closing, closes_section, closings_of, names_items

_NUMERAL = re.compile(rf"\d+|{IN_WORDS}")


def says_who(block: Block) -> bool:
    """Whether a paragraph does nothing but name who is responsible, or say when."""
    return not block.is_row and (
        trailing(block.text)[0] == 0 or (closes_section(block.text) and not names_items(block.text))
    )


def told(block: Block) -> tuple[Responsibility, ...]:
    """Whom a paragraph names that does nothing else, spans in code points of the plan's text."""
    _, annotations = trailing(block.text)
    said = [r for annotation in annotations for r in annotation.responsibilities]
    said = said or [r for closing in closings_of(block.text) for r in closing.responsibilities]
    return tuple(shift(r, block.start) for r in said)


def assign_offices(root: Section, sections: Sequence[Section]) -> None:
    """Move every such paragraph to whom it belongs; `sections` in reading order."""
    every = [root, *sections]
    for section in every:
        _share_with_named(section, sections)
    grouped = [section for section in every if _is_list(section)]
    if _is_below_groups(grouped):
        for section in grouped:
            _share_with_group(section)
    for section in every:
        _give_to_section(section)


# -- sentences that say which items they speak of ------------------------------------------------------------


def _share_with_named(section: Section, sections: Sequence[Section]) -> None:
    """A paragraph behind an item that speaks of some of those above it (以上两项由…) is no words of that
    item.

    Counted are the items right before it, numbered ones by their own marks. Where it does not count and more
    items follow, it speaks of those since the last such paragraph; one that closes the section is handed up.
    """
    since = 0
    for at, item in enumerate(section.children, start=1):
        block = item.blocks[-1]
        said = () if len(item.blocks) < 2 or item.children or block.is_row else closings_of(block.text)
        if not said:
            continue
        closes = at == len(section.children)
        if closes and not all(one.told for one in said) and not since:
            continue
        holder = section
        shares = []
        for one in said:
            holder = _holder(section, one) if closes else section
            above = holder.children if closes else holder.children[:at]
            meant = _meant(above, one, item, sections) if one.told else section.children[since:at]
            if meant:
                who = tuple(shift(r, block.start) for r in one.responsibilities)
                shares.append(Share(labels=tuple(m.label for m in meant), responsibilities=who))
        since = at
        if len(shares) == len(said):
            item.blocks.pop()
            holder.partly.append((block, tuple(shares)))


def _holder(section: Section, said: Closing) -> Section:
    """The section that holds as many items as are spoken of: the nearest that ends here; `section` where none
    does.
    """
    above: Section | None = section
    while above and len(above.children) < said.least:
        above = above.parent if above.parent and above.parent.children[-1] is above else None
    return above or section


def _meant(
    items: Sequence[Section], said: Closing, item: Section, sections: Sequence[Section]
) -> Sequence[Section]:
    """The items spoken of; () where not every number is found."""
    if said.count is not None:
        return items[-said.count :]
    for candidates in (items, _running_on(item, sections)):
        found = [one for one in candidates if _number(one) in said.numbers]
        if len(found) == len(said.numbers):
            return found
    return ()


def _running_on(item: Section, sections: Sequence[Section]) -> list[Section]:
    """The items up to `item` whose numbers run through to its own, whatever sections they stand in."""
    found = [item]
    for section in reversed(sections[: sections.index(item)]):
        if section.family != item.family:
            continue
        if _number(section) != (_number(found[-1]) or 0) - 1:
            break
        found.append(section)
    return found[::-1]


def _number(item: Section) -> int | None:
    printed = _NUMERAL.search(item.placed.mark.printed if item.placed else "")
    return chinese_number(printed[0]) if printed else None


# -- lines below groups of items -----------------------------------------------------------------------------


def _is_list(section: Section) -> bool:
    """Whether offices on lines of their own may be shared by its items: several, none of which names anybody
    on its own line, such a line below the last one."""
    items = section.children
    if len(items) < 2 or any(item.children for item in items):
        return False
    inline = any(trailing(b.text)[1] and not says_who(b) for i in items for b in i.blocks if not b.is_row)
    return not inline and bool(_lines(items[-1]))


def _lines(item: Section) -> list[Block]:
    """The lines below an item that only name offices; brackets belong to the item they end, as does when it
    is due.
    """
    return [b for b in item.blocks[1:] if says_who(b) and told(b) and b.text[:1] not in "（("]


def _is_below_groups(sections: Sequence[Section]) -> bool:
    """Whether such lines stand below groups in this document: no more of the items have one than have
    none.
    """
    marked = [bool(_lines(item)) for section in sections for item in section.children]
    return sum(marked) * 2 <= len(marked)


def _share_with_group(section: Section) -> None:
    """Each line names the offices of the items since the last such line, where the section has several."""
    since = 0
    shared = sum(bool(_lines(item)) for item in section.children) > 1
    for at, item in enumerate(section.children, start=1):
        lines = _lines(item)
        if not lines:
            continue
        if at == len(section.children):
            _free_words_behind(section, item, lines[-1])
        if shared:
            labels = tuple(one.label for one in section.children[since:at])
            behind = item.blocks[item.blocks.index(lines[0]) :]
            for line in [b for b in behind if b in lines or (says_who(b) and not told(b))]:
                item.blocks.remove(line)
                section.partly.append((line, (Share(labels=labels, responsibilities=told(line)),)))
        since = at


def _free_words_behind(section: Section, item: Section, line: Block) -> None:
    """What follows the last such line leaves the item: it is said of the whole section, or of the one above
    where all its sections end so.
    """
    rest = range(item.blocks.index(line) + 1, len(item.blocks))
    behind = next((n for n in rest if not says_who(item.blocks[n])), len(item.blocks))
    above = section.parent
    closed = above and above.children[-1] is section and len(above.children) > 1 and not above.after
    holder = above if above and closed and all(map(_is_list, above.children[:-1])) else section
    if any(b.is_row for b in item.blocks[behind:]):
        return
    holder.after = [*item.blocks[behind:], *holder.after]
    del item.blocks[behind:]


# -- what is said of the whole section -----------------------------------------------------------------------


def _give_to_section(section: Section) -> None:
    """Offices on lines of their own behind the last of several items are the section's, unless another item
    names its own.

    A sentence that speaks of all that stands above is the section's in any case.
    """
    last = section.children[-1] if section.children else None
    if last is None or last.children or len(section.children) < 2:
        return
    end = _before_table(last.blocks)
    first = next((n for n in range(1, end) if all(map(says_who, last.blocks[n:end]))), None)
    if first is None:
        return
    held = last.blocks[first:end]
    del last.blocks[first:end]
    if any(c.children for c in section.children[:-1]) or _names_anybody(section):
        back = next((n for n, b in enumerate(held) if closes_section(b.text)), len(held))
        last.blocks[first:first] = held[:back]
        section.closing = held[back:]
        return
    above = section.parent
    while above and above.placed and above.children[-1] is section and not _names_anybody(above):
        section, above = above, above.parent
    section.closing = held


def _before_table(blocks: Sequence[Block]) -> int:
    """Where the table that closes a section begins, its caption included; the end of the blocks where there
    is none.
    """
    end = len(blocks)
    while end > 1 and blocks[end - 1].is_row:
        end -= 1
    captioned = 1 < end < len(blocks) and names_table(blocks[end - 1].text)
    return end - captioned


def _names_anybody(section: Section) -> bool:
    """Whether an item below names somebody at its own end, or a section of them does."""
    return any(
        _names_anybody(child)
        or bool(child.closing or child.partly)
        or any(trailing(b.text)[1] for b in child.blocks if not b.is_row)
        for child in section.children
    )


def labels_of(shares: Sequence[Share]) -> Iterator[tuple[str, tuple[Responsibility, ...]]]:
    """Each label with whom the shares charge with it."""
    for share in shares:
        for label in share.labels:
            yield label, share.responsibilities


_NAMED = re.compile(
    r"[\s\u3000]*(?P<names>[\u4e00-\u9fff、（）()]{2,40}?)[\s\u3000]*(?:[。：:]|[\s\u3000]|$)"
)
_NAMED_DUTY = re.compile(
    r"[\s\u3000]*(?P<names>[\u4e00-\u9fff、（）()]{2,40}?)[：:](?=[^\d]{0,20}[\u4e00-\u9fff]{4})"
)
"""A paragraph that says what offices do; what only gives their telephone does not."""
_OFFICE = re.compile(rf"[\u4e00-\u9fff]{{1,16}}{UNIT_END}(?:[（(][^）)]{{1,20}}[）)])?$")
_ORGAN = re.compile(
    rf"[\u4e00-\u9fff（）()]{{2,16}}(?:{LISTED_END}|办事处|公司|分?支?行)$|.{{0,14}}[居村]委会$"
)
_SPEAKS = re.compile(DUTY_LIST)


def find_duty_lists(root: Section, sections: Sequence[Section]) -> None:
    """Mark the sections whose items are offices with what they do."""
    for section in (root, *sections):
        section.lists_duties = _is_duty_list(section)
        section.duty_paragraphs = _duty_paragraphs(section)


def charged_by_paragraph(section: Section, block: Block) -> Responsibility | None:
    """Whom the beginning of an unnumbered paragraph charges; the span is that of the names."""
    if block.start not in section.duty_paragraphs:
        return None
    m = _NAMED_DUTY.match(block.text)
    assert m is not None, "it is one of the list's"
    span = Span(start=block.start + m.start("names"), end=block.start + m.end("names"))
    return Responsibility(role="", units=_named_in(m), span=span, evidence="heading")


def charged_by_heading(section: Section, own: Block) -> Responsibility | None:
    """Whom the heading charges; `own` are the words behind its mark. The span is that of the names."""
    if section.parent is None or not section.parent.lists_duties:
        return None
    m = _NAMED.match(own.text)
    names = _begins_with_names(own.text, speaks=_SPEAKS.search(_above(section.parent)) is not None)
    if m is None or not names:
        return None
    span = Span(start=own.start + m.start("names"), end=own.start + m.end("names"))
    return Responsibility(role="", units=names, span=span, evidence="heading")


def _is_duty_list(parent: Section) -> bool:
    items = parent.children
    speaks = len(items) > 1 and _SPEAKS.search(_above(parent)) is not None
    named = sum(bool(_begins_with(item, speaks=speaks)) for item in items)
    if named < 2:
        return False
    return named == len(items) or (named * 2 > len(items) and speaks)


def _duty_paragraphs(section: Section) -> frozenset[int]:
    """Where the paragraphs begin that name an office and its duties, if the section is a list of them."""
    first = 1 if section.placed else 0
    paragraphs = [b for b in section.blocks[first:] if not b.is_row and not b.role]
    named = [n for n, b in enumerate(paragraphs) if (m := _NAMED_DUTY.match(b.text)) and _named_in(m)]
    if len(named) < 2 or len(named) * 2 <= named[-1] + 1 - named[0]:
        return frozenset()
    above = "\n".join((section.title, section.blocks[0].text, *(b.text for b in paragraphs[: named[0]])))
    return (
        frozenset(paragraphs[n].start for n in named)
        if _SPEAKS.search(above[-TREE.lead_in :])
        else frozenset()
    )


def _named_in(m: re.Match[str]) -> tuple[str, ...]:
    """Before a colon also those that are offices by a longer end: 县疾控中心：."""
    return names_if(_is_listed, m["names"]) or names_if(_is_organ, m["names"])


def _begins_with(item: Section, *, speaks: bool) -> tuple[str, ...]:
    words = item.blocks[0].text[item.placed.mark.length if item.placed else 0 :]
    if not words and len(item.blocks) > 1:
        words = item.blocks[1].text
    return _begins_with_names(words, speaks=speaks)


def _begins_with_names(words: str, *, speaks: bool) -> tuple[str, ...]:
    """`speaks`: the words above the list speak of offices or duties."""
    m = _NAMED.match(words)
    if m is None:
        return ()
    has_colon = m.end() > 0 and words[m.end() - 1] in "：:"
    return _named_in(m) if has_colon or speaks else names_if(_is_listed, m["names"])


def _above(parent: Section) -> str:
    own = "".join(block.text for block in parent.blocks[-1:])
    above = parent.parent.title if parent.parent else ""
    return f"{above}\n{parent.title}\n{own[-TREE.lead_in :]}"


def _is_organ(name: str) -> bool:
    return _ORGAN.match(name) is not None and is_listed_office(name)


def _is_listed(name: str) -> bool:
    return _OFFICE.match(name) is not None and is_listed_office(name)
