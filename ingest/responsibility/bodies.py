"""Bodies that a sentence sets up for the work and who is in them: 成立县供水保障工作专班,
县水利局、县财政局为成员单位, 专班办公室设在县水利局，承担日常工作.

In: the words of a clause. Out: responsibilities of evidence "seat", spans in code points of the words: the
body by its own name; its members, in the role of members, where the sentence that sets it up lists them;
and its office where the sentence goes on to say what the office does. Whom a group consists of (抢险组由
县水利局、县财政局等组成，负责…) are its members where it is said what the group does. A body without a name
of its own (成立工作专班), a form of meeting (建立联席会议制度), what somebody is said to set up
(县政府设立…) and what has been set up already charge nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.deeds import is_reported
from ingest.grammar.joins import JOIN
from ingest.grammar.letters import has_digit
from ingest.grammar.making import MAKES
from ingest.grammar.named_offices import named_offices
from ingest.grammar.office_ends import LEVELS_TOLD, TEAM_END
from ingest.grammar.offices import CALLED, SUCH, ends_as_office, may_be_office
from ingest.grammar.people import SENT
from ingest.grammar.role_words import CHARGING, MANNER, SPOKEN
from ingest.grammar.roles import part_of
from ingest.grammar.segmentation import classes_of
from ingest.grammar.stops import SENTENCES
from ingest.grammar.tables import one_of
from ingest.model import Responsibility, Span
from ingest.responsibility.lists import read_list

_SET_UP = re.compile(
    rf"(?:^|(?<=[，。；：]))(?:{MAKES})(?:由[^，。；]{{2,30}}的)?(?P<name>[^，。；、由任的（）()]{{0,24}}?(?:{TEAM_END}))(?=[，；（(]|$)"
)
_OWN_NAME = re.compile(
    rf"^(?:[\u4e00-\u9fff]{{0,3}}(?:{LEVELS_TOLD})|[全本])[\u4e00-\u9fff]{{2,}}(?:{TEAM_END})$"
)
"""Of a name that says which body is meant, and where: no 工作专班."""
_MEMBERS = re.compile(
    rf"(?:[为是]|作为)(?P<role>成员单位)|(?:{SENT})?(?:[为是]|作为)(?P<sent>成员)(?=[，。；]|$)"
)
_SENT_TO = re.compile(
    rf"(?<=[，由])(?P<names>[^，。；：:由]{{4,200}}?)(?:{SENT})(?P<role>组成)(?=[，。；]|$)"
)
"""Those who send people into a body that the sentence sets up: 县水利局、县财政局工作人员|组成."""
_CONSISTS = re.compile(
    rf"(?:^|(?<=[组队会：:，。])|(?<=专班)|(?<=指挥部))(?:成员)?(?:主要)?由(?:[^，。；]{{2,20}}{SPOKEN}[，,])?"
    rf"(?P<names>[^。；：:]{{4,400}}?)(?P<more>{JOIN}?(?:{SUCH})[^，。；]{{0,20}}(?:{CALLED}))?"
    rf"{MANNER}?(?P<role>组成)(?=[，。；]|$)"
)
"""抢险组：由县水利局牵头，县财政局等|组成. Not what something is: 由两家医院组成的联合体."""
_PART = re.compile(r"[^，。；：\n]{4,}")
_DOES = "vpdal"
"""Classes of the first word of what the group does (负责…, 统一指挥…), and not of who else is what in it."""
_START = re.compile(r"[，。；：\n由]")
_ITS_OFFICE = re.compile(
    rf"(?:^|(?<=[，。；]))(?P<name>(?:[^，。；]{{0,20}}?(?:{TEAM_END})|联席会议)办公室)设在[^，。；]{{2,20}}，"
    rf"(?:由[^，。；]{{2,20}}兼任[^，。；]{{0,8}}，)?(?={MANNER}?(?:{one_of(CHARGING)}))"
)


def bodies(text: str) -> Iterator[Responsibility]:
    """In printed order within each sentence."""
    for sentence in SENTENCES.finditer(text):
        if is_reported(sentence[0]):
            continue
        behind = text[sentence.end() :]
        for one in (*_named_in(sentence[0]), *_consisting(sentence[0], behind)):
            span = Span(start=sentence.start() + one.span.start, end=sentence.start() + one.span.end)
            yield replace(one, span=span)


def _charged(
    names: tuple[str, ...], role: str, start: int, end: int, *, is_open: bool = False
) -> Responsibility:
    span = Span(start=start, end=end)
    return Responsibility(
        role=role, part=part_of(role), units=names, open=is_open, span=span, evidence="seat"
    )


def _named_in(sentence: str) -> Iterator[Responsibility]:
    made = list(_SET_UP.finditer(sentence))
    for m in made:
        if _OWN_NAME.match(m["name"]):
            yield _charged((m["name"],), "", m.start("name"), m.end("name"))
    for m in _MEMBERS.finditer(sentence) if made else ():
        start = max((one.end() for one in _START.finditer(sentence, 0, m.start())), default=0)
        named = named_offices(sentence[: m.start()], start)
        if named is not None and named.end == m.start() and not (m["sent"] and named.nobody):
            yield _charged(named.names, m["role"] or m["sent"], start, m.end())
        elif m["sent"]:
            yield from _members(m["sent"], sentence, start, m.start(), m.end())
    for m in _SENT_TO.finditer(sentence) if made else ():
        yield from _members(m["role"], sentence, m.start("names"), m.end("names"), m.end())
    for m in _ITS_OFFICE.finditer(sentence):
        yield _charged((m["name"],), "", m.start("name"), m.end("name"))


def _consisting(sentence: str, behind: str) -> Iterator[Responsibility]:
    for m in _CONSISTS.finditer(sentence):
        parts = _PART.findall(sentence[m.end() :] + behind)
        if any(classes_of(part)[0][1][0] in _DOES for part in parts):
            yield from _members(
                m["role"], sentence, m.start("names"), m.end("names"), m.end(), more=bool(m["more"])
            )


def _members(
    role: str, text: str, start: int, stop: int, end: int, *, more: bool = False
) -> Iterator[Responsibility]:
    """Nobody where it consists of people or of so many of a kind: 由5名专家组成."""
    said = read_list(role, text, start, stop, start)
    names = tuple(unit for one in said for unit in one.units)
    offices = sum(map(ends_as_office, names))
    people = any(one.leaders for one in said) or not all(map(may_be_office, names))
    if offices > 1 and 2 * offices >= len(names) and not (people or has_digit(text[start:stop])):
        is_open = more or any(one.open for one in said)
        yield _charged(names, role, start, end, is_open=is_open)
