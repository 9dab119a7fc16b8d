"""Whether a figure has every slot of the question: its time, what it counts, one of its purposes, the words
for its thing.

In: a query and a sentence with the figures meant. Out: yes or no. A figure that lacks a slot may have most of
the question's words and still answer another question (2026年的目标 where 2025年 is asked for); its sentence
may be shown as the nearest, with no claim made.

Which of several figures is of the time asked for: goals by deadline, results by the time they were reached. A
year matches any date in it; a date matches only itself. Where a goal is asked for, no result is given.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.lookups.options import FIGURES
from assistant.query.figures import each_of
from assistant.question import Query
from assistant.retrieval.lexicon import fold, load_lexicon
from assistant.retrieval.sources import Found
from assistant.retrieval.wording import date_words
from ingest import late_re as re
from ingest.grammar.bounds import is_change
from ingest.grammar.date_forms import month_printed
from ingest.grammar.letters import is_han
from ingest.grammar.measures import CONTINUOUS, kind_of
from ingest.grammar.places import LEVEL, OF_GRADE
from ingest.grammar.quantities import read_quantities
from ingest.grammar.segmentation import is_noun, is_verb, is_word
from ingest.grammar.title_dates import years_in
from ingest.model import Target
from ingest.store.rows import PlanRow

_GROUP = 2
"""Characters before a noun that tell which group of it is meant (规上企业)."""
_LEVELS = re.compile(rf"(?:{LEVEL}|{OF_GRADE})+")


def carries(
    query: Query, found: Found, meant: Sequence[Target], times: Collection[str], plan: PlanRow
) -> bool:
    return (
        _is_of_time(query, found, meant, times, plan)
        and _is_counted_so(query, meant)
        and _is_for_one_of(query, found, meant)
        and not _lacks_a_noun(query, found)
        and not _is_said_of_the_group(query, found)
    )


def _is_of_time(
    query: Query, found: Found, meant: Sequence[Target], times: Collection[str], plan: PlanRow
) -> bool:
    """Whether it may be of a time that is asked for: by its own date, else by a year its sentence prints,
    else by those of the headings above it. What a paper of one year sets for a later one is asked for by the
    paper's own year.
    """
    if "past_years" in query.slots.asks and meant and not set(meant) & set(found.results):
        return False
    if not times or of_time(meant, times):
        return True
    asked = {int(time[:4]) for time in times}
    if asked & {*years_in(found.text)}:
        return True
    if meant and all(t.deadline for t in meant):
        goals = not set(meant) & set(found.results)
        later = goals and all((t.deadline or "")[:4] > str(plan.year) for t in meant)
        return later and not plan.period and plan.year in asked
    above = {
        year for title in (*found.row.clause.path, *found.row.clause.columns) for year in years_in(title)
    }
    return not above or bool(above & asked)


def _is_counted_so(query: Query, meant: Sequence[Target]) -> bool:
    """Whether one of the figures may be counted in a measure asked for: no share, no sum where pieces are."""
    asked = {kind_of(measure) for measure in query.slots.measures}
    if not meant or len(query.slots.measures) < 2 or asked & {None, "ratio"}:
        return True
    kinds = {kind_of(t.unit) for t in meant}
    return None in kinds or bool(kinds & asked) or not CONTINUOUS & (kinds | asked)


def _is_for_one_of(query: Query, found: Found, meant: Sequence[Target]) -> bool:
    """Whether it is for one of the things the question says (每户 where 一张 is asked for is not)."""
    asked = query.slots.each
    at = min((t.span.start - found.statement.span.start for t in meant), default=len(found.text))
    told = each_of(fold(found.text[: at + 1])) if meant else each_of(fold(found.text))
    if not asked or not told or asked & told:
        return True
    return any(map(query.says, told)) or any(word in fold(found.text) for word in asked)


def _lacks_a_noun(query: Query, found: Found) -> bool:
    """Whether a noun of the question stands neither in its clause nor above it, in any wording. With 其中 the
    whole is asked for beside a part and need not have the words of that.
    """
    if "sub_rows" in query.slots.asks:
        return False
    missing = [t for t in query.terms if t.text in found.statement.missing]
    if any(t.text in query.slots.counted and (is_noun(t.text) or t.variants) for t in missing):
        return True
    return any(_names_a_thing(t.text) and t.weight >= _weighty(query) for t in missing)


def _names_a_thing(word: str) -> bool:
    """Whether it is a thing, and not only its level or of what kind the figure is (范围, 标准), which a
    sentence with the figure need not say.
    """
    general = word in load_lexicon().light or _LEVELS.fullmatch(word)
    return is_word(word) and is_noun(word) and not general


def _weighty(query: Query) -> float:
    own = [t.weight for t in query.terms if not t.optional]
    return FIGURES.tells * max(own, default=0.0)


def _is_said_of_the_group(query: Query, found: Found) -> bool:
    """Whether another sentence of its clause names the group asked for to the letter (规上企业), and this one
    does not name it; the other has a figure, or the group is told by a word that tells things apart.
    """
    telling = {t.text for t in query.terms if t.tells}
    said = fold(found.text)
    groups = [(front, noun) for front, noun in _groups(query) if noun in said and front not in said]
    others = [text for span, text in found.prepared.sentences if span != found.statement.span]
    return any(
        front + noun in text and (front in telling or any(q.role == "amount" for q in read_quantities(text)))
        for text in others
        for front, noun in groups
    )


def _groups(query: Query) -> list[tuple[str, str]]:
    """The two characters before each noun of the question, and the noun."""
    out = []
    for term in query.terms:
        before = query.said_before(term.text)[-_GROUP:]
        if len(before) == _GROUP and is_han(before) and not is_verb(term.text):
            out.append((before, term.text))
    return out


def asks_goal(query: Query) -> bool:
    """Whether it is what is to be reached that is asked for, and not what has been."""
    return "goal" in query.slots.asks and not query.wants_baseline and "past" not in query.slots.asks


def candidates(query: Query, found: Found) -> tuple[Target, ...]:
    """The figures of the sentence that can answer, in printed order: of one thing what it comes to before by
    how much it rises or falls (提高40元，达到320元), where it is not the rise that is asked for.
    """
    stated = found.targets
    if not asks_goal(query):
        stated = tuple(sorted((*stated, *found.results), key=lambda t: t.span))
    if "risen" in query.slots.asks:
        return stated
    levels = {(t.indicator, t.scope) for t in stated if not is_change(t.value_text)}
    return tuple(t for t in stated if (t.indicator, t.scope) not in levels or not is_change(t.value_text))


def of_time(stated: Sequence[Target], times: Collection[str]) -> tuple[Target, ...]:
    """Those of one of the times, or that print what was there at one of them (a row's 2020年)."""
    return tuple(t for t in stated if times_met([t], times))


def times_met(stated: Sequence[Target], times: Collection[str]) -> frozenset[str]:
    """Which of the times the figures are of."""
    said = [t.deadline for t in stated if t.deadline]
    said += [t.base_year for t in stated if t.base_year and t.baseline is not None]
    return frozenset(time for time in times for when in said if time in (when, when[:4], f"{when}-12-31"))


def printed_time(target: Target, found: Found) -> str:
    """The time of a figure, where its sentence, its row's heads or the headings above print the year, or the
    sentence the month; "" for one that was only inferred (the last year of the plan).
    """
    if not target.deadline:
        return ""
    clause = found.row.clause
    year, *rest = target.deadline.split("-")
    said = " ".join((found.text, *clause.columns, *clause.path, clause.heading or "", clause.due or ""))
    if year in fold(said):
        return date_words(target.deadline)
    return month_printed(fold(found.text), int(rest[0])) if rest else ""
