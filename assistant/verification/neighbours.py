"""Whether the words beside a figure name what its neighbour in the clause measures.

In: a sentence's words, one of its figures and the clause's figure it is matched with. Out: yes or no. In a
list each figure belongs to its own thing (集中养育每人每月2150元、散居1600元), and what 其中 singles out has
a figure of its own.
"""

from __future__ import annotations

from assistant.verification.facts import ClauseFacts, StatedFigure, tokens
from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.bounds import NO_CHOICE
from ingest.grammar.measures import bare_unit
from ingest.grammar.stops import PART
from ingest.grammar.tables import one_of

_NEXT = re.compile(r"、[^，。；、\d\n\t]{1,12}")
"""Between two figures of a list, each with what it is of."""
_OF_THEM = re.compile(
    rf"(?:{BEHIND})?，其中[，：]?(?P<which>[\u4e00-\u9fff]{{2,8}}?)(?={one_of(NO_CHOICE)}|[到至达占为\d，]|$)"
)
"""Behind a figure: which of the things it is of have one of their own."""


def between_commas(text: str, start: int, end: int) -> str:
    return PART.split(text[:start])[-1] + " " + PART.split(text[end:])[0]


def is_of_neighbour(words: str, claimed: StatedFigure, figure: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether the words beside it name what the next figure of the same list is of, and not what this one is
    (集中养育每人每月2150元、散居1600元: 2150元 said of 散居).
    """
    here = tokens(between_commas(words, claimed.quantity.span.start, claimed.quantity.span.end))
    led = tokens(PART.split(words[: claimed.quantity.span.start])[-1])
    own = tokens(_right_before(fact.text, figure))
    for other in fact.figures if own else ():
        first, last = sorted((figure, other), key=end_of)
        between = fact.text[end_of(first) : last.quantity.span.start]
        if _base_of(first) != _base_of(last):
            continue
        of_some = _OF_THEM.match(between) if first is figure else None
        if (
            of_some
            and (some := tokens(of_some["which"]))
            and 2 * len(some & led) >= len(some)
            and not some & own
        ):
            return True
        if not _NEXT.fullmatch(between):
            continue
        theirs = tokens(_right_before(fact.text, other))
        if here & (theirs - own) and not here & (own - theirs):
            return True
    return False


def _right_before(text: str, figure: StatedFigure) -> str:
    before = text[: figure.quantity.span.start].removesuffix(figure.quantity.before)
    return re.split(r"[^\w%]|[到至为在达按]", before)[-1]


def _base_of(figure: StatedFigure) -> str:
    return bare_unit(figure.quantity.unit or "")


def end_of(figure: StatedFigure) -> int:
    return figure.quantity.span.end
