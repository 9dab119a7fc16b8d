"""Whether the years a sentence gives with a figure are those of its clause.

In: a sentence, folded, and the facts of the clauses it cites. Out: faults. A target's years are its deadline,
its base year, and those between the same two commas; without these, those of its sentence, otherwise of the
headings and the title. A year elsewhere in the clause belongs to another figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verification.facts import ClauseFacts, plain_text, tokens
from assistant.verification.fault import Fault, not_stated
from assistant.verification.options import VERIFICATION
from ingest import late_re as re
from ingest.grammar.clock_times import CLOCK_TIME, WEEKDAY, weekdays_in
from ingest.grammar.date_forms import (
    BASE_YEAR,
    DAY_IN_DIGITS,
    DUE_YEAR,
    IS_DATED,
    LEADING_YEAR,
    OF_CALENDAR,
    PART_OF_DATE,
    YEAR_ALONE,
    YEAR_DIGITS,
    with_plain_dates,
)
from ingest.grammar.dates import PlanTime, read_dates
from ingest.grammar.joins import JOIN
from ingest.grammar.numerals import A_NUMBER, DIGIT, number_in
from ingest.grammar.quantifiers import SUMS
from ingest.grammar.recurrence import TOTALS
from ingest.grammar.stops import PART, STATEMENT
from ingest.model import Target

_YEAR = re.compile(rf"(?<!\d){YEAR_DIGITS}(?=年)")
_FROM = re.compile(r"[由从][^，。；]{0,6}$")
"""Before what something rises or falls from."""
_YEAR_RIGHT_BEFORE = re.compile(rf"(?:^|{JOIN})(?P<year>{YEAR_DIGITS})年[^\d、]{{0,2}}$")
"""A year with nothing between it and its figure, in a list of such (2026年20座、2027年16座)."""
_ANY_YEAR = PlanTime(first=2001, last=2001)
"""For times without a year, of which only month and day are compared."""
_SPAN = re.compile(rf"[，,、；]\s*(?:[^，。；\d]{{0,4}})?(?:{DIGIT}年|{TOTALS}|{SUMS})")
"""Behind a year and a figure: what follows is of a longer time (2026年110个，三年累计350个以上)."""


def wrong_years(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    for sentence in STATEMENT.split(text):
        years = [(m.start(), m.end(), m[0]) for m in _YEAR.finditer(sentence)]
        for m in A_NUMBER.finditer(_YEAR.sub(lambda year: "□" * len(year[0]), sentence)):
            said, beside = _said_with(sentence, m, years)
            before, behind = sentence[: m.start()], sentence[m.end() :]
            bare = not (IS_DATED.search(f"{before}|{behind}") or _FROM.search(before))
            alone = beside and bare
            unit = re.match(r"[\u4e00-\u9fff%‰]?", behind)
            told = [
                one
                for fact in facts
                for one in _told_with(m[0], fact, unit[0] if unit else "", beside=beside, alone=alone)
            ]
            apart = not beside and _is_of_other(said, m[0], sentence, years, facts)
            if said and told and not apart and not any(said in one for one in told):
                yield Fault(kind="year", text=said, says=f"条款里 {m[0]} 不是{said}年的")
    dated = {year for fact in facts for year in _due_in(fact, text)}
    for year in DUE_YEAR.findall(text):
        if dated and year not in dated:
            yield Fault(kind="year", text=year, says=f"条款写的时限不是{year}年")


def _is_of_other(
    said: str, number: str, sentence: str, years: Sequence[tuple[int, int, str]], facts: Sequence[ClauseFacts]
) -> bool:
    """Whether the year told before stands in a part of the sentence with a figure of its own, of another
    clause than the one the number is of.
    """
    at = max((end for _, end, year in years if year == said), default=0)
    own = A_NUMBER.search(PART.split(sentence[at:])[0])
    homes = [
        {n for n, fact in enumerate(facts) if number_in(one, fact.words)}
        for one in ((own[0] if own else ""), number)
    ]
    return bool(homes[0] and homes[1]) and not homes[0] & homes[1]


def wrong_dates(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A day, a year something starts to count from, or a year of what is no target, that the clauses tell
    otherwise.
    """
    source = "\n".join(fact.words for fact in facts)
    days = set(DAY_IN_DIGITS.findall(source))
    for day in DAY_IN_DIGITS.findall(text):
        if days and day not in days:
            yield Fault(kind="year", text=day, says=not_stated(day))
    for said, stated in ((_clocks(text), _clocks(source)), (_named_days(text), weekdays_in(source))):
        for one in sorted(said - stated):
            yield Fault(kind="year", text=one, says=not_stated(one))
    bases = set(BASE_YEAR.findall("\n".join(plain_text(fact.text) for fact in facts)))
    for year in BASE_YEAR.findall(text):
        if bases and year not in bases:
            yield Fault(kind="year", text=year, says=f"条款不是从{year}年算起的")
    yield from _of_results(text, facts)
    yield from _of_deeds(text, facts)
    due = [day for fact in facts for day in _days_due(f"{plain_text(fact.text)} {fact.offices}")]
    for words, day in _in_words(text):
        if due and day not in due:
            yield Fault(kind="year", text=words, says=f"条款写的时限不是{words}")


def _clocks(text: str) -> frozenset[str]:
    return frozenset(CLOCK_TIME.findall(text))


def _named_days(text: str) -> frozenset[str]:
    """The days of the week a sentence names itself: 周末 says nothing of which."""
    return weekdays_in(text) if WEEKDAY.search(text) else frozenset()


def _each_dated(statement: str) -> Sequence[str]:
    """The parts of a statement that are due in years of their own, each with its year; else the whole."""
    dated = [part for part in PART.split(statement) if DUE_YEAR.search(part)]
    told = all(len(tokens(YEAR_ALONE.sub("", part))) > VERIFICATION.same_thing for part in dated)
    return PART.split(statement) if told and len(set(DUE_YEAR.findall(statement))) > 1 else (statement,)


def _of_deeds(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A year by which something is due, said of what a clause does by another year: of its sentences the one
    with most of the words is meant.
    """
    statements = (s for fact in facts if not fact.cells for s in STATEMENT.split(plain_text(fact.text)))
    told = [one for s in statements for one in _each_dated(s)]
    dated = [(set(DUE_YEAR.findall(one)), tokens(YEAR_ALONE.sub("", one))) for one in told]
    for sentence in STATEMENT.split(text):
        said = DUE_YEAR.findall(sentence)
        part = next((p for p in PART.split(sentence) if DUE_YEAR.search(p)), "")
        about = tokens(YEAR_ALONE.sub("", part))
        if len(about) <= VERIFICATION.same_thing:
            about = tokens(YEAR_ALONE.sub("", sentence))
        near = sorted(((len(about & of), years) for years, of in dated if years), key=lambda p: -p[0])
        if len(said) == 1 and len(near) > 1 and near[0][0] > near[1][0] and said[0] not in near[0][1]:
            yield Fault(kind="year", text=said[0], says=f"条款里这件事的时限不是{said[0]}年")


def _days_due(text: str) -> Iterator[tuple[int, int]]:
    """Month and day of each time something is due, however it is printed."""
    yield from (
        (m.last.month, m.last.day)
        for m in read_dates(text, _ANY_YEAR)
        if m.role == "deadline" and m.last and not m.bare
    )


def _in_words(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The same of the times that are told without a digit but those of the year (年底, 2027年上半年), with
    their words.
    """
    for m in read_dates(text, _ANY_YEAR):
        words = m.words.of(text)
        in_digits = A_NUMBER.search(_YEAR.sub("", words))
        if m.role == "deadline" and m.last and not (in_digits or m.leaves_open_when(text)):
            yield words, (m.last.month, m.last.day)


def _of_results(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A year said of a figure under a heading of another year, where neither the clause nor a target of it
    has the year said.
    """
    for fact in facts:
        printed = YEAR_ALONE.findall(BASE_YEAR.sub("", plain_text(fact.text)))
        own = {*printed, *(year for t in fact.targets for year in _years_in(t))}
        heads = [set(YEAR_ALONE.findall(head)) for head in reversed(fact.heads.split("\n"))]
        headed = next(filter(None, heads), set())
        if own or not headed or fact.cells:
            continue
        for sentence in STATEMENT.split(text):
            said = set(_YEAR.findall(BASE_YEAR.sub("", sentence)))
            figures = A_NUMBER.findall(PART_OF_DATE.sub("", _YEAR.sub("", sentence)))
            if said and not said & headed and any(f in fact.words for f in figures if len(f) > 1):
                year = min(said)
                yield Fault(kind="year", text=year, says=f"条款写的是{min(headed)}年的事，不是{year}年的")
                return


def _years_in(target: Target) -> set[str]:
    return set(YEAR_ALONE.findall(f"{target.deadline or ''} {target.base_year or ''}"))


def _said_with(
    sentence: str, number: re.Match[str], years: Sequence[tuple[int, int, str]]
) -> tuple[str, bool]:
    """The year a number is told with, the last one before it, else the last one between the same two commas;
    and whether it stands between these. "" where there is none.
    """
    stops = [m.start() for m in PART.finditer(sentence)]
    first = max((at for at in stops if at < number.start()), default=-1)
    last = min((at for at in stops if at >= number.end()), default=len(sentence))
    before = [(start, year) for start, end, year in years if end <= number.start()]
    within = [(start, year) for start, _, year in years if first < start < last]
    told = [one for one in before if one[0] > first] or within or before
    said = [one for one in told[-1:] if not _SPAN.search(sentence[one[0] + 5 : number.start()])]
    return (said[0][1], first < said[0][0]) if said else ("", False)


def _due_in(fact: ClauseFacts, text: str) -> set[str]:
    """The years the clause itself has, and those its targets have from elsewhere, unless it prints when it is
    due: then only of the targets that are spoken of.
    """
    printed = with_plain_dates(plain_text(f"{fact.text} {fact.offices}"))
    due = DUE_YEAR.search(printed)
    targets = [t for t in fact.targets if not due or _number_of(t) in A_NUMBER.findall(text)]
    columns = " ".join(fact.columns)
    return set(YEAR_ALONE.findall(f"{printed} {columns} {' '.join(t.deadline or '' for t in targets)}"))


def _told_with(number: str, fact: ClauseFacts, unit: str, *, beside: bool, alone: bool) -> Iterator[set[str]]:
    """The years of each target of that figure; all of its sentence where the year said stands apart from
    it.
    """
    goals = [target for target in fact.targets if _number_of(target) == number and _counts(target, unit)]
    for target in goals:
        yield _years_of(target, fact, beside=beside)
    if not goals and alone and len(number) > 1 and not fact.cells:  # a result is told with its year
        yield from _years_before(number, plain_text(fact.text))


def _years_before(number: str, text: str) -> Iterator[set[str]]:
    """The year told last before each place where a figure that is no goal stands, within its sentence; none
    where one of them has no year.
    """
    found = [
        LEADING_YEAR.findall(STATEMENT.split(text[: m.start()])[-1])
        for m in re.finditer(rf"(?<![\d.]){re.escape(number)}(?![\d.])(?!{OF_CALENDAR})", text)
    ]
    if all(found):
        yield from ({years[-1]} for years in found)


def _counts(target: Target, unit: str) -> bool:
    """Whether the figure may be told with the character behind a number (3号 is no 3%)."""
    behind = plain_text(target.value_text).partition(_number_of(target))[2]
    own = f"{behind}{target.unit or ''}"
    return not (unit and own and (unit in "%‰" or own[0] in "%‰")) or unit in own


def _number_of(target: Target) -> str:
    found = A_NUMBER.search(plain_text(target.value_text))
    return found[0] if found else ""


def _years_of(target: Target, fact: ClauseFacts, *, beside: bool) -> set[str]:
    """A deadline the sentence does not print is the plan's, and gives way to a year of the sentence that is
    of no other figure (…210张增加到360张，2025年底前达标).
    """
    at = target.span.start - fact.span.start
    if led := _YEAR_RIGHT_BEFORE.search(PART.split(plain_text(fact.text[:at]))[-1]):
        return {led["year"]}
    here, whole = _around(PART, fact.text, at), _around(STATEMENT, fact.text, at)
    years = set(YEAR_ALONE.findall(" ".join(whole)))
    free = set(YEAR_ALONE.findall(" ".join(p for p in whole if not A_NUMBER.search(PART_OF_DATE.sub("", p)))))
    due = set(YEAR_ALONE.findall(target.deadline or ""))
    own = set(YEAR_ALONE.findall(" ".join(here))) | set(YEAR_ALONE.findall(target.base_year or ""))
    if due <= years or not free:
        own |= due
    own |= free if beside else years
    return own or set(YEAR_ALONE.findall(fact.around))


def _around(end: re.Pattern[str], text: str, at: int) -> list[str]:
    """The parts, by commas, of the piece of `text` that ends with `end` on both sides of a place."""
    piece = with_plain_dates(plain_text(end.split(text[:at])[-1] + end.split(text[at:])[0]))
    return PART.split(piece)
