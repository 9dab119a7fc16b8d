"""Whom a sentence charges as its subject: 县财政局统筹安排资金, 市、县（区）人民政府应当…,
县政府督查室每季度通报.

In: one segment of a sentence and the sentence. Out: responsibilities with spans in code points of the
segment, () where the words name no office of the state as their subject, or tell what it says, is or has
done. An office that is to do something with others (会同) leads them. What is said of an office as its role
(是…的责任主体; 办公室设在县水利局) charges it too.
"""

from __future__ import annotations

from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.addressees import addressed
from ingest.grammar.deeds import (
    BY_DUTIES,
    MAY,
    Deed,
    is_deferred,
    is_meanwhile,
    is_reported,
    read_deed,
    tells_measure,
    tells_share,
)
from ingest.grammar.joins import OPENING
from ingest.grammar.named_offices import Named, named_offices
from ingest.grammar.office_ends import TEAM_END
from ingest.grammar.offices import ALIAS, OPENERS
from ingest.grammar.quantifiers import EACH_OF
from ingest.grammar.quantities import read_quantities
from ingest.grammar.role_words import IS_ROLE
from ingest.grammar.roles import part_of
from ingest.grammar.stops import A_COMMA
from ingest.model import Responsibility, Span
from ingest.responsibility.helpers import WITH, helpers_at
from ingest.responsibility.options import NAMES, REACH

_SEATED = re.compile(f"(?:办公室|{TEAM_END})(?:{EACH_OF})?设在")
_BEFORE_SUBJECT = re.compile(OPENING)


def charged_subject(
    words: str, sentence: str, *, follows: bool, begins: bool, timed: bool = False
) -> tuple[Responsibility, ...]:
    """`follows`: the sentence has charged somebody before; `begins`: the words stand behind a full stop;
    `timed`: a time by which it is due stands before them.
    """
    before = _BEFORE_SUBJECT.match(words)
    start = before.end() if before else 0
    named = named_offices(words, start)
    if named is None or named.nobody or len("".join(named.names)) < NAMES.subject:
        return ()
    if is_role := IS_ROLE.match(words, named.end):
        return (_said(named, is_role["role"], start, is_role.end()),)
    deed = _deed(words, named.end, sentence)
    behind = words[named.end :]
    if deed is None or tells_measure(behind) or (not named.acts and tells_share(behind)):
        return ()
    deed = replace(deed, timed=deed.timed or timed)
    first = begins and named.end + deed.end < len(words)  # 县住建局配合|做好…, not 县住建局配合
    figures = read_quantities(behind)
    counted = not deed.owns and "：" not in words and any(f.unit and f.role == "amount" for f in figures)
    bounded = deed.active or counted or any(f.before for f in figures)
    if not _is_demanded(deed, sentence, acts=named.acts, follows=follows, first=first, bounded=bounded):
        return ()
    return with_others(words, named, deed, start)


def _deed(words: str, at: int, sentence: str) -> Deed | None:
    """What stands behind the names; behind the next comma where these words only say how
    (按照各自职责，…).
    """
    alias = ALIAS.match(words, at)
    behind = words[alias.end() if alias else at :]
    if (may := MAY.match(behind)) and (deed := read_deed(behind[may.end() :])):
        return replace(deed, end=deed.end + may.end(), must=True)
    if behind and not is_deferred(behind):
        deed = read_deed(behind)
        return timed_later(deed, words, sentence) if deed else None
    later = _later(words, sentence)
    after = next((part for part in later[: REACH.parts] if not is_deferred(part)), "")
    deed = read_deed(after)
    if deed is None or named_offices(after) or not (behind or BY_DUTIES.match(later[0])):
        return None
    done_after = behind.endswith("后") and deed.done and next(addressed(after), None) is None
    if is_meanwhile(behind) and not (deed.must or deed.timed or done_after):
        return None
    return replace(deed, end=len(words) - at, urged=deed.urged and not behind)


def _later(words: str, sentence: str) -> list[str]:
    """The parts of the sentence behind the words, up to its commas."""
    return A_COMMA.split(sentence.partition(words)[2].lstrip("，, "))


def timed_later(deed: Deed, words: str, sentence: str) -> Deed:
    """The same deed, timed where the sentence goes on to say by when (要把管网作为重点，9月底前完工); parts
    with a subject of their own say nothing of it.
    """
    if deed.timed or deed.told or not (deed.must or deed.done):
        return deed
    for part in _later(words, sentence)[: REACH.parts]:
        after = read_deed(part)
        if named_offices(part):
            break
        if after and after.timed:
            return replace(deed, timed=True)
    return deed


def tells_seat(words: str) -> bool:
    """Whether the words say where an office has its seat: 办公室设在县水利局 charges no 办公室."""
    return _SEATED.search(words) is not None


def charged_as(words: str) -> Responsibility | None:
    """指挥部办公室设在县水利局."""
    m = _SEATED.search(words)
    named = named_offices(words, m.end()) if m else None
    return _said(named, "", m.end(), named.end) if m and named and not named.together else None


def _is_demanded(deed: Deed, sentence: str, *, acts: bool, follows: bool, first: bool, bounded: bool) -> bool:
    """`bounded`: how much is done is said, or it is what only somebody who works does, which is as good as a
    demand.
    """
    part = part_of(deed.role)
    if deed.role and WITH.match(f"{deed.role}一"):
        return deed.must or not is_reported(sentence)
    if deed.role and part == "support":
        helps = first and acts and not is_reported(sentence)
        return follows or helps or (deed.must and not deed.urged)
    if deed.timed or (deed.must and not deed.urged):
        return True
    if deed.role and part in ("lead", "responsible"):
        return not is_reported(sentence)
    does = deed.done and not deed.told and not is_reported(sentence)
    return does and (acts or bounded) and not (deed.urged and deed.must)


def with_others(words: str, named: Named, deed: Deed, start: int) -> tuple[Responsibility, ...]:
    """Those who do it, and those they do it with; `named` ends in code points of the words, as `start` is."""
    m = WITH.search(words, named.end, named.end + deed.end + 1)
    names, end, is_open = helpers_at(words, m.end()) if m else ((), 0, False)
    if m is None or (not names and m[0] != "会同"):
        return (_said(named, deed.role, start, named.end + deed.end),)
    lead = Responsibility(
        role="负责", part="lead", units=named.names, open=named.open, span=Span(start=start, end=m.end())
    )
    if not names:
        return (lead,)
    told = Responsibility(
        role="会同", part=part_of("会同"), units=names, open=is_open, span=Span(start=m.start(), end=end)
    )
    return (lead, told)


def of_results(charged: tuple[Responsibility, ...], text: str) -> tuple[Responsibility, ...]:
    """What of it holds where a section tells what has been done: no deed without a word for the part
    (区水利局巡查
    堤防); what a bracket says stays.
    """
    return tuple(r for r in charged if r.role or text[max(0, r.span.start - 1)] in OPENERS)


def _said(named: Named, role: str, start: int, end: int) -> Responsibility:
    return Responsibility(
        role=role, part=part_of(role), units=named.names, open=named.open, span=Span(start=start, end=end)
    )
