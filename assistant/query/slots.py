"""What a question asks for, read from its words alone (`read_slots`), and what it names in one given plan
(`…_named`).

In: a question as mended, its scope. Out: Slots; of a yes/no question the statement it asks about
(是不是由市商务局牵头？: 由市商务局牵头). What takes the library to be told is added in `understand`. Whoever
answers or looks up takes these; the question's words themselves are read in this folder only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from assistant.query.asks import asks, blanked, captured, classes, every_captured
from assistant.query.figures import (
    counted_things,
    each_of,
    figures_asked,
    given_amounts,
    how_many_things,
    measure_in,
    measure_of,
    measures_of,
)
from assistant.query.options import QUERY
from assistant.question import Ask, Back, Fact, Outline, Query, Scope, Slots
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from ingest import late_re as re
from ingest.grammar.asked_roles import read_asked
from ingest.grammar.calendar_words import calendar_words, with_whole_years, without_calendar_words
from ingest.grammar.contrasts import contrasts_in
from ingest.grammar.date_forms import SAYS_END, YEAR_DIGITS
from ingest.grammar.dates import DateMark, PlanTime, read_dates
from ingest.grammar.genres import ASKED, NAMED
from ingest.grammar.indicator_words import NATURES
from ingest.grammar.interrogatives import (
    NOT_AT_END,
    PARTICLE,
    SO_OR_NOT,
    THERE_OR_NOT,
    as_stated,
    asks_anything,
    asks_for,
)
from ingest.grammar.listed import things_listed
from ingest.grammar.numerals import COUNT_WORD, SAID, in_digits
from ingest.grammar.places import LEVEL, stem
from ingest.grammar.relations import RELATIONS, posts_in
from ingest.grammar.stops import QUESTION
from ingest.grammar.title_dates import A_FIVE
from ingest.model import Part, Relation

_WHO = re.compile(classes()["asked_for"])
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,12})[”\"」』]")
_FACTS: dict[str, Fact] = {
    "fact_number": "文号",
    "fact_issued": "日期",
    "fact_issuer": "印发单位",
    "fact_sent": "主送",
    "fact_copied": "抄送",
    "fact_signer": "签发人",
    "fact_contact": "联系人",
    "fact_phone": "联系电话",
    "fact_force": "施行日期",
    "fact_lasts": "有效期",
    "fact_attached": "附件",
}
_BACK: dict[str, Back] = {
    "back_next": "next",
    "back_previous": "previous",
    "back_text": "text",
    "back_source": "source",
    "back_why": "why",
    "back_due": "due",
    "back_detail": "detail",
    "back_nth": "nth",
}
_TRIMMED = re.compile(
    r"^(?:了|过|到|对|有关|关于|[“\"「『\s　的里中，,：:])|[，,]$"
    rf"|^(?:资料库|库|文件|{ASKED}|{A_FIVE})(?:里面?|中(?!心)|上)|^[\u4e00-\u9fff“”]{{1,20}}?(?:{ASKED})里面?"
    r"|(?:吗|呢|么|吧|的|过|方面|相关|有关|问题|没有|[”\"」』\s　])$"
    rf"|(?:这|那)?(?:个|几个|{COUNT_WORD}个?)?(?:词|字|字样|说法|字眼)$"
)
"""What stands around the words a question looks for (提到了驿站方面的) and is not one of them."""
_PIECE = re.compile(r"[^，。；：！？,;:!?…\s]+")
_YEAR = re.compile(rf"{YEAR_DIGITS}年?")
_SERIES_PART = re.compile(rf"(?!第|专栏|附件)[\u4e00-\u9fff]{{2,4}}?(?:{SAID})")
_VERSION = re.compile(rf"第({SAID})个?版")


def read_slots(question: str, asked: str, scope: Scope) -> Slots:
    """`question` as typed, `asked` with its spelling mended; `scope` as read from it."""
    typed, text = fold(question), fold(asked)
    said = [name for name in get_args(Ask) if name not in _OF_THE_WHOLE]
    found = {name for name in said if asks(name, typed if name in _AS_TYPED else text)}
    pieces = _asking_pieces(question)
    relations = tuple(name for name in RELATIONS if asks(f"relation_{name}", text))
    return Slots(
        asks=frozenset(found),
        quoted=tuple(fold(name) for name in _QUOTED.findall(question)),
        mention=_mention(fold(_titled(asked, scope))),
        facts=tuple(fact for name, fact in _FACTS.items() if asks(name, text)),
        outline=_outline(text),
        kinds=tuple(kind for kind in NATURES if kind in text),
        measure=measure_of(text) or _measure_shared(pieces),
        measures=measures_of(text),
        each=each_of(text),
        counted=counted_things(text),
        figures=figures_asked(text),
        many=how_many_things(text),
        listed=things_listed(text) if "list_things" in found else frozenset(),
        qualifiers=contrasts_in(blanked("everywhere", text)),
        titled=_titled(question, scope),
        dated=with_whole_years(without_calendar_words(asked)),
        calendar=calendar_words(question),
        versions=tuple(int(n) for m in _VERSION.findall(text) if (n := in_digits(m)).isdecimal()),
        given=given_amounts(text),
        back=back_of(text),
        nth=_nth(text),
        relations=relations,
        posts=posts_in(text) if "post" in relations else frozenset(),
        parts=_parts(text),
        deeds=_deeds(text, relations),
        pieces=pieces,
        whether=supposed(question) is not None,
        meaning=captured("word_meant", "words", text.strip()) or captured("members", "words", text.strip()),
        places=tuple((name, _with_level(name, text)) for name in (*scope.elsewhere, *scope.unknown)),
    )


_OF_THE_WHOLE = frozenset(("all_targets", "summary", "goal_gist"))
"""Told by all of a question, where it is understood."""
_AS_TYPED = frozenset(("orders", "off_task", "off_topic", "composing"))
"""Asked of the question before orders to the answerer are taken out of it."""


def back_of(text: str) -> Back:
    """What the folded question asks of the answer before it and of nothing else."""
    nothing: Back = ""
    return next((back for name, back in _BACK.items() if asks(name, text.strip())), nothing)


def _parts(text: str) -> tuple[Part, ...]:
    """The parts in which somebody is asked for whom the question does not name: 谁牵头, 配合的是哪个局."""
    words = _WHO.sub("　", text)
    parts = read_asked(words).parts if words != text else ()
    return parts if set(parts) <= {"lead", "support"} else ()


def _deeds(text: str, relations: Sequence[Relation]) -> tuple[str, ...]:
    """Without those that ask for somebody in a relation (谁点头)."""
    for name in relations:
        text = blanked(f"relation_{name}", text, by="，")
    return every_captured("deed", "verb", text)


def _asking_pieces(question: str) -> tuple[tuple[str, str], ...]:
    pieces = map(fold, _PIECE.findall(question))
    return tuple((piece, measure_in(piece)) for piece in pieces if asks_anything(piece))


def _measure_shared(pieces: Sequence[tuple[str, str]]) -> str:
    """The measure of the one piece that says how much, where the others ask the same of other things (每件给
    多少 实用新型呢); "" else.
    """
    first, *others = pieces or [("", "")]
    return measure_of(first[0]) if others and all(piece.endswith("呢") for piece, _ in others) else ""


def _nth(text: str) -> int:
    """第二个 as 2; 0 where none is asked for."""
    said = in_digits(captured("back_nth", "n", text.strip()))
    return int(said) if said.isdecimal() else 0


def _mention(text: str) -> str:
    """The words looked for to the letter, "" where nothing is asked in this way."""
    words = captured("mention", "words", text)
    while (bare := _TRIMMED.sub("", words)) != words:
        words = bare
    return "" if asks_anything(words) else words


def _outline(text: str) -> Outline:
    if part := captured("standing_in", "part", text):
        return "box_with" if part == "专栏" else "part_with"
    if asks("outline_boxes", text):
        return "boxes"
    return "parts" if asks("outline_parts", text) else ""


def _titled(question: str, scope: Scope) -> str:
    """The question without years and places, the name of the plan still in it: the work asked about may be
    the plan itself (规划编制).
    """
    words = _YEAR.sub("", question)
    for region in scope.regions:
        words = words.replace(region, "").replace(stem(region), "")
    return words


def _with_level(place: str, text: str) -> str:
    """云台 as 云台县 where the question says so."""
    said = re.search(rf"{re.escape(place)}{LEVEL}", text)
    return said[0] if said else place


def headings_named(query: Query, view: PlanView) -> frozenset[str]:
    """The headings of the plan (without their marks) the question calls by their words, as printed."""
    text = fold(query.asked)
    titles = {step.split(" ", 1)[1] for row in view.clauses for step in row.clause.path if " " in step}
    return frozenset(title for title in titles if len(title) >= QUERY.heading and fold(title) in text)


def group_named(query: Query, view: PlanView) -> str | None:
    """The first group of an indicator table the question names."""
    text = fold(query.asked)
    groups = dict.fromkeys(row.clause.group for row in view.clauses if row.clause.group)
    return next((group for group in groups if fold(group) in text), None)


def series_named(query: Query, view: PlanView) -> frozenset[str]:
    """Marks of series of headings (任务三, 举措一), which are said as they are printed."""
    text = fold(query.asked)
    parts = {part for row in view.clauses for part in row.clause.label.split("/")}
    return frozenset(part for part in parts if _SERIES_PART.fullmatch(part) and fold(part) in text)


def times_named(query: Query, view: PlanView) -> frozenset[str]:
    """The times the question names, as deadlines are kept: 2027, 2024-06-30 of 6月底前 in the plan's year.

    What is only compared with (较2020年) does not count.
    """
    time = PlanTime.of(view.row.year, view.row.period)
    text = query.slots.dated or query.asked
    marks = read_dates(text, time, alone=True)
    compared = [m for m in marks if m.role == "baseline"]
    said = frozenset(_when(m, text) for m in marks if m.when and m.role in ("deadline", "past", "name"))
    finer = frozenset(when for when in said if len(when) > _YEAR_LENGTH)
    return finer or (said if said or compared else frozenset(map(str, query.scope.years)))


_YEAR_LENGTH = len("2025")


def _when(mark: DateMark, text: str) -> str:
    """The time as deadlines are kept; the end of a year is its last day."""
    when = mark.when or ""
    return f"{when}-12-31" if len(when) == _YEAR_LENGTH and SAYS_END.search(mark.span.of(text)) else when


def share_named(query: Query, name: str) -> float:
    """Share of the pairs of characters of a name (an indicator's) that stand in the question, 0 to 1."""
    text, folded = fold(query.asked), fold(name)
    pairs = [folded[i : i + 2] for i in range(len(folded) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


_TAG = re.compile(r"[，,]?(?:对吗|对吧|对不对|是吗|是吧|是不是|没错吧|可以吗|行吗)[。\s]*$")
_PARTICLE = re.compile(rf"{PARTICLE}(?:{PARTICLE}|[。\s])*$")
_NOT_YET = re.compile(NOT_AT_END)
_WHETHER = re.compile(SO_OR_NOT)
_HAVING = re.compile(THERE_OR_NOT)
_CAN = re.compile("能否|可否")
_FALLS_UNDER = re.compile(rf"归(?P<rule>[^，。]{{0,8}}?(?:{NAMED}|文件))(?:来)?管")
"""What people say for 适用 (自家的驿站归这个办法管)."""
_ASIDE = re.compile(r"^(?:请问|那么?|所以|也就是说|我想问一?下|麻烦问一?下|确认一?下)[，,]?")
_SURE = re.compile("^(?:你|您)?(?:确定|肯定)")


def supposed(question: str) -> str | None:
    """The statement a yes/no question asks about (是不是由市商务局牵头？: 由市商务局牵头), never
    an empty one; None where it is no such question, or is several.
    """
    found = [one for part in QUESTION.split(question) if (one := _statement(part.strip()))]
    return found[0] if len(found) == 1 else None


def _statement(part: str) -> str:
    """The statement of one question; "" where it is not a yes/no question."""
    bare = _ASIDE.sub("", part)
    said = _TAG.sub("", bare)
    said = _NOT_YET.sub("", _PARTICLE.sub("", said))
    said = _HAVING.sub("有", _WHETHER.sub("", said))
    said = as_stated(_CAN.sub("能", said))
    said = _FALLS_UNDER.sub(r"适用\g<rule>", said)
    if said == bare or asks_for(bare) or asks_for(said) or _SURE.search(said):
        return ""  # the 么 of 什么 is no particle: what is left of it (管什) asks for nothing any more
    return said.strip("，,。 ")
