"""Whether a text may say who does something: an office, somebody in general, or a verb that charges; and
whether it may say who leads it.

In: words of a clause. Out: False only where no name ends as an office's does in a sentence, nobody is called
by what offices are called in general (有关部门), nobody stands behind 由, nothing is handed to somebody who
decides (报分管领导批准) and no verb charges anybody. It finds too much rather than too little: who says that
a clause names nobody has to be sure.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.deeds import APPROVED, BY
from ingest.grammar.letters import HAN
from ingest.grammar.office_ends import AT_LARGE, HANDED, LEVEL_TEXT_END, TEXT_END
from ingest.grammar.people import TITLE
from ingest.grammar.places import PLACE_END
from ingest.grammar.role_words import LEADING, POSTS_OF_PEOPLE, SPOKEN

_SOMEBODY = re.compile(
    rf"{HAN}{TEXT_END}|(?:{PLACE_END}|[各本]){HAN}{{0,8}}?{LEVEL_TEXT_END}|{AT_LARGE}"
    rf"|{BY.pattern}{HAN}|(?:{HANDED}){HAN}{{1,12}}?{APPROVED}|{SPOKEN}"
)

_LEADER = re.compile(rf"{LEADING}|(?:{POSTS_OF_PEOPLE})|{TITLE}(?![期远])")
"""A role of leaders, what people are called by what they do (负责人), or a title (副局长, 书记)."""


def may_name_somebody(text: str) -> bool:
    return _SOMEBODY.search(text) is not None


def may_name_leader(text: str) -> bool:
    """Whether a person, by a title or a role of leaders, may be named in it."""
    return _LEADER.search(text) is not None
