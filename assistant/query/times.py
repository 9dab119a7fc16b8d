"""The years a question asks the same figure of: 2026年和2028年各多少, 比2025年多几所, 今年比去年.

In: a query. Out: those years in the order they are said, and the query as it would be asked of one of them
alone, so that each is looked up as a single question would be.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from assistant.query.asks import blanked
from assistant.question import Query
from ingest import late_re as re
from ingest.grammar.calendar_words import YEAR_BEFORE
from ingest.grammar.date_forms import AT_YEAR, BEFORE_A_TIME, YEAR_DIGITS
from ingest.grammar.joins import SAID_JOIN
from ingest.grammar.title_dates import years_asked

_YEAR_BEFORE = re.compile(YEAR_BEFORE)
_AROUND_YEARS = re.compile(
    rf"(?:{BEFORE_A_TIME}|{SAID_JOIN}|由|比起)*(?:{YEAR_DIGITS}年?(?:{AT_YEAR})?|{YEAR_BEFORE})(?:的|度|到|至|起)*"
)
_LEFT = re.compile(
    r"(?:^|\s)(?:各自?|分别|是|为|要|的|到|从|比|较|达到?|目标值?|指标值?|实际|改了?|年)+(?=\s|$)"
)


def times_asked(query: Query) -> tuple[str, ...]:
    """The years as deadlines are kept ("2026"), each once; 去年 is the one before the year that is said."""
    text = query.slots.dated
    said = {asked.span.start: asked.first for asked in years_asked(text)}
    before = _YEAR_BEFORE.search(text)
    if before and len(set(said.values())) == 1:
        said[before.start()] = next(iter(said.values())) - 1
    return tuple(dict.fromkeys(str(year) for _, year in sorted(said.items())))


def at_time(query: Query, time: str, first_year: int | None) -> Query:
    """The query asked of that year alone; of a year before the paper's first, what was reached then."""
    text = _YEAR_BEFORE.sub("", query.slots.dated)
    for asked in reversed(years_asked(text)):
        text = text[: asked.span.start] + text[asked.span.end :]
    asks = query.slots.asks - {"several", "difference", "total"}
    if first_year is None or int(time) < first_year:
        asks -= {"goal"}
    slots = replace(query.slots, dated=f"{time}年{text}", asks=asks, figures=1)
    return replace(query, slots=slots, intent="figure", wants_figure=True, wants_baseline=False, claimed=())


def at_any_time(query: Query) -> Query:
    """The query without the years it names."""
    return replace(without_years(query), scope=replace(query.scope, years=()))


def without_years(query: Query, years: Container[str] | None = None) -> Query:
    """The query whose dated words no longer name these years ("2019"); without `years`, none at all. What
    it is confined to stays.
    """
    text = query.slots.dated
    for asked in reversed(years_asked(text)):
        if years is None or str(asked.first) in years:
            text = text[: asked.span.start] + text[asked.span.end :]
    return replace(query, slots=replace(query.slots, dated=text))


def without_times(query: Query) -> Query:
    """The query whose words are the thing alone, without the years and what joins them."""
    words = _AROUND_YEARS.sub(" ", query.phrase)
    words = blanked("difference", blanked("total", words))
    pieces = _LEFT.sub(" ", f" {words} ").split()
    terms = tuple(term for term in query.terms if any(term.text in piece for piece in pieces))
    return replace(query, terms=terms, phrase=" ".join(pieces)) if terms else query
