"""Lists of offices and their duties, as organisation rules and plans of work have them: （三）水保科。核查….

In: a section. Out: whom its heading, or the beginning of one of its paragraphs (县水利局：抢修管网), charges,
because it is an office's name. The proof is the list: either most of its items begin so and what stands
above them speaks of offices or duties (内设机构, 职责分工), or, of numbered items, all of them do. Below such
words an item may also be a body by a longer end (3.城管中心。巡查…). One item alone (1.县医院。新建病房…)
names what is worked on, not who works.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest import late_re as re
from ingest.grammar.office_ends import UNIT_END
from ingest.grammar.offices import is_listed_office, names_if
from ingest.grammar.role_words import DUTY_LIST
from ingest.model import Responsibility, Span
from ingest.outline.sections import Block, Section

_NAMED = re.compile(
    r"[\s\u3000]*(?P<names>[\u4e00-\u9fff、（）()]{2,40}?)[\s\u3000]*(?:[。：:]|[\s\u3000]|$)"
)
_NAMED_DUTY = re.compile(
    r"[\s\u3000]*(?P<names>[\u4e00-\u9fff、（）()]{2,40}?)[：:](?=[^\d]{0,20}[\u4e00-\u9fff]{4})"
)
"""A paragraph that says what offices do; what only gives their telephone does not."""
_OFFICE = re.compile(rf"[\u4e00-\u9fff]{{1,16}}{UNIT_END}(?:[（(][^）)]{{1,20}}[）)])?$")
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()]{2,16}(?:中心|政府|办事处|公司|集团|[支大]队|[院站所]|分?支?行)$|.{0,14}[居村]委会$"
)
_SPEAKS = re.compile(DUTY_LIST)
_LAST = 80
"""Characters of the words before a list that say what it is of."""


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
    return frozenset(paragraphs[n].start for n in named) if _SPEAKS.search(above[-_LAST:]) else frozenset()


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
    return f"{above}\n{parent.title}\n{own[-_LAST:]}"


def _is_organ(name: str) -> bool:
    return _ORGAN.match(name) is not None and is_listed_office(name)


def _is_listed(name: str) -> bool:
    return _OFFICE.match(name) is not None and is_listed_office(name)
