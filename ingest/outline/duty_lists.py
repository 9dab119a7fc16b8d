"""Lists of offices and their duties, as organisation rules and plans of work have them: （三）水保科。核查….

In: a section. Out: whom its heading charges, because the heading is an office's name. The proof is the list:
either most of its items begin so and what stands above them speaks of offices or duties (内设机构,
职责分工), or all of them do. One item alone (1.县医院。新建病房…) names what is worked on, not who works.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.grammar.office_ends import UNIT_END
from ingest.grammar.offices import is_listed_office, names_if
from ingest.grammar.roles import DUTY_LIST
from ingest.model import Responsibility, Span
from ingest.outline.sections import Block, Section

_NAMED = re.compile(
    r"[\s\u3000]*(?P<names>[\u4e00-\u9fff、（）()]{2,40}?)[\s\u3000]*(?:[。：:]|[\s\u3000]|$)"
)
_OFFICE = re.compile(rf"[\u4e00-\u9fff]{{1,16}}{UNIT_END}(?:[（(][^）)]{{1,20}}[）)])?$")
_SPEAKS = re.compile(DUTY_LIST)
_LAST = 80
"""Characters of the words before a list that say what it is of."""


def find_duty_lists(root: Section, sections: Sequence[Section]) -> None:
    """Mark the sections whose items are offices with what they do."""
    for section in (root, *sections):
        section.lists_duties = _is_duty_list(section)


def charged_by_heading(section: Section, own: Block) -> Responsibility | None:
    """Whom the heading charges; `own` are the words behind its mark. The span is that of the names."""
    if section.parent is None or not section.parent.lists_duties:
        return None
    m = _NAMED.match(own.text)
    names = names_if(_is_listed, m["names"]) if m else ()
    if m is None or not names:
        return None
    span = Span(start=own.start + m.start("names"), end=own.start + m.end("names"))
    return Responsibility(role="", units=names, span=span, evidence="heading")


def _is_duty_list(parent: Section) -> bool:
    items = parent.children
    named = sum(bool(_begins_with(item)) for item in items)
    if named < 2:
        return False
    return named == len(items) or (named * 2 > len(items) and _SPEAKS.search(_above(parent)) is not None)


def _begins_with(item: Section) -> tuple[str, ...]:
    words = item.blocks[0].text[item.placed.mark.length if item.placed else 0 :]
    if not words and len(item.blocks) > 1:
        words = item.blocks[1].text
    m = _NAMED.match(words)
    return names_if(_is_listed, m["names"]) if m else ()


def _above(parent: Section) -> str:
    own = "".join(block.text for block in parent.blocks[-1:])
    above = parent.parent.title if parent.parent else ""
    return f"{above}\n{parent.title}\n{own[-_LAST:]}"


def _is_listed(name: str) -> bool:
    return _OFFICE.match(name) is not None and is_listed_office(name)
