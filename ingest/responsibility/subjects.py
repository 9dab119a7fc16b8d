"""Whom a sentence charges as its subject: 县财政局统筹安排资金, 市、县（区）人民政府应当…,
县政府督查室每季度通报.

In: one segment of a sentence and the sentence. Out: responsibilities with spans in code points of the
segment,
() where the words name no office of the state as their subject, or tell what it says, is or has done. An
office that is to do something with others (会同) leads them. What is said of an office as its role (是…的责任
主体; 办公室设在县水利局) charges it too.
"""

from __future__ import annotations

import re

from ingest.grammar.deeds import Deed, is_reported, read_deed
from ingest.grammar.named_offices import Named, named_offices
from ingest.grammar.roles import WHOLE_ROLE, part_of
from ingest.model import Responsibility, Span

_WITH = re.compile(r"(?:会同|会商|商|联合)(?=[\u4e00-\u9fff])")
_IS_ROLE = re.compile(rf"(?:是|为|作为)(?:[\u4e00-\u9fff、（）“”]{{0,24}}?)(?P<role>{WHOLE_ROLE})")
_SEATED = re.compile(r"(?:办公室|秘书处|专班|日常工作机构)(?:都|均|分别)?设在")
_BEFORE_SUBJECT = re.compile(r"(?:其中|同时|此外|另外|原则上)")
_SHORTEST = 3
"""Characters of a name that charges by what it is the subject of."""


def charged_subject(words: str, sentence: str, *, follows: bool) -> tuple[Responsibility, ...]:
    """`follows`: the sentence has charged somebody before."""
    before = _BEFORE_SUBJECT.match(words)
    start = before.end() if before else 0
    named = named_offices(words, start)
    if named is None or named.together or len("".join(named.names)) < _SHORTEST:
        return ()
    if is_role := _IS_ROLE.match(words, named.end):
        return (_said(named, is_role["role"], start, is_role.end()),)
    deed = read_deed(words[named.end :])
    if deed is None or not _is_demanded(deed, sentence, acts=named.acts, follows=follows):
        return ()
    return _with_others(words, named, deed, start)


def charged_as(words: str) -> Responsibility | None:
    """指挥部办公室设在县水利局."""
    m = _SEATED.search(words)
    named = named_offices(words, m.end()) if m else None
    return _said(named, "", m.end(), named.end) if m and named and not named.together else None


def _is_demanded(deed: Deed, sentence: str, *, acts: bool, follows: bool) -> bool:
    part = part_of(deed.role)
    if deed.role and part == "support":
        return follows or (deed.must and not deed.urged)
    if deed.timed or (deed.must and not deed.urged):
        return True
    if deed.role and part in ("lead", "responsible"):
        return not is_reported(sentence)
    return acts and deed.done and not deed.urged and not deed.told and not is_reported(sentence)


def _with_others(words: str, named: Named, deed: Deed, start: int) -> tuple[Responsibility, ...]:
    """Those who do it, and those they do it with."""
    m = _WITH.search(words, named.end, named.end + deed.end)
    helpers = named_offices(words, m.end()) if m else None
    if m is None:
        return (_said(named, deed.role, start, named.end + deed.end),)
    lead = Responsibility(
        role="负责", part="lead", units=named.names, open=named.open, span=Span(start=start, end=m.end())
    )
    if helpers is None:
        return (lead,)
    span = Span(start=m.start(), end=helpers.end)
    told = Responsibility(
        role="会同", part=part_of("会同"), units=helpers.names, open=helpers.open, span=span
    )
    return (lead, told) if not helpers.together else (lead,)


def _said(named: Named, role: str, start: int, end: int) -> Responsibility:
    return Responsibility(
        role=role, part=part_of(role), units=named.names, open=named.open, span=Span(start=start, end=end)
    )
