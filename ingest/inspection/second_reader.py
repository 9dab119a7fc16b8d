"""A second, coarse reader: whom a clause's words may charge and which figures they may set, by nothing but
the words around them; where it differs from what was read, the reading may be wrong.

In: the words of a clause, the names that are charged and the places that targets cover. Out: names of signs
with their place in the words. It knows no office by name: a part of a sentence that demands (应当, 不得), one
behind 由, and one that puts a matter to somebody (报…批准) each speak of somebody; a length of time before 内
or behind 提前, a day that comes again (每月5日前) and a sum that is given (补助, 罚款) may each be a goal.
What ends as a body does (部门, 学校) and is told to do something, wherever in a sentence it stands, may be
who does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest import late_re as re
from ingest.grammar.bound_words import WITHIN
from ingest.grammar.bounds import LEAST, MOST
from ingest.grammar.date_forms import BEFORE_IT
from ingest.grammar.dates import PlanTime, read_dates
from ingest.grammar.deeds import APPROVED, BY, read_deed
from ingest.grammar.demands import FIRM_OR_NOT
from ingest.grammar.granting import GIVES, PAYS
from ingest.grammar.letters import places_of
from ingest.grammar.measures import kind_of
from ingest.grammar.office_ends import ADDRESSED_END, BODIES, SUBJECT_END
from ingest.grammar.office_like import is_everyday
from ingest.grammar.places import PLACE_END
from ingest.grammar.quantities import Quantity
from ingest.grammar.relations import AGREES
from ingest.grammar.segmentation import ends_word
from ingest.grammar.stops import PARTS_AT_COLONS
from ingest.inspection.options import SIGNS

_DEMANDS = re.compile(rf"(?:{FIRM_OR_NOT}|可以)")
_BODY = re.compile(
    rf"(?<![为向对给在到])(?:{BODIES}|(?:{PLACE_END})(?:[\u4e00-\u9fff]{{1,8}}?)(?:{SUBJECT_END})|{ADDRESSED_END})"
)
"""Not one that something is done for."""
_PUT_TO = re.compile(rf"(?:报|经|送|征[求得]|提交)[\u4e00-\u9fff（）]{{2,14}}?(?:{APPROVED}|{AGREES}|意见)")
_WITHIN = re.compile(f"{WITHIN}|{BEFORE_IT}")
_SPAN_OF = re.compile(rf"(?:提前|延长|满|公示期?|期限|周期|{LEAST}|{MOST})[^，。；]{{0,6}}$")
_GIVEN = re.compile(f"{PAYS}|{GIVES}|罚款|拨付|承担")


def differs_in_offices(text: str, charged: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(sign, start, end): parts that speak of somebody who is nobody charged."""
    beside = " beside others" if charged else ""
    for part in PARTS_AT_COLONS.finditer(text):
        words, start = part[0], part.start()
        demand = _DEMANDS.search(words)
        if demand and demand.start() > 1 and not _holds(words[: demand.start()], charged):
            yield f"u left demanded{beside}", start, start + demand.end()
        for by in BY.finditer(words):
            if not _holds(words[by.end() : by.end() + SIGNS.reach], charged):
                yield f"u left by{beside}", start + by.start(), part.end()
        for put in _PUT_TO.finditer(words):
            if not _holds(put[0], charged):
                yield f"u left put to{beside}", start + put.start(), start + put.end()


def bodies_that_act(text: str, charged: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(sign, start, end): what ends as a body does, is in nobody's name that is charged, and does or is to do
    what the words behind it say.
    """
    beside = " beside others" if charged else ""
    within = {
        at for name in charged for start in places_of(name, text) for at in range(start, start + len(name))
    }
    for part in PARTS_AT_COLONS.finditer(text):
        for body in _BODY.finditer(text, part.start(), part.end()):
            whole = ends_word(body[0], text[body.end() : part.end()])  # 区内校 of 区内校外活动 is no body
            if whole and within.isdisjoint(range(*body.span())) and not is_everyday(body[0]):
                behind = text[body.end() : part.end()]
                if _DEMANDS.match(behind) or read_deed(behind) is not None:
                    yield f"u body acts{beside}", body.start(), body.end()


def _holds(words: str, charged: Sequence[str]) -> bool:
    return any(name in words or (len(words) > 1 and words in name) for name in charged)


def differs_in_figures(
    text: str, figures: Sequence[Quantity], covered: set[int]
) -> Iterator[tuple[str, int, int]]:
    """(sign, start, end): figures that may be goals and were not read."""
    for figure in figures:
        start, end = figure.span.start, figure.span.end
        if figure.role != "amount" or any(place in covered for place in range(start, end)):
            continue
        kind = kind_of(figure.unit or "")
        if kind == "time":
            if _WITHIN.match(text, end):
                yield "t unread within", start, end
            elif _SPAN_OF.search(text, 0, start) or figure.before:
                yield "t unread span", start, end
        elif kind == "money" and _GIVEN.search(text):
            yield "t unread given", start, end
    for day in read_dates(text, PlanTime.of(None, None)):
        again = day.role == "recurring" and day.words.of(text).endswith("前")
        if again and not any(place in covered for place in range(day.words.start, day.words.end)):
            yield "t unread day again", day.words.start, day.words.end
