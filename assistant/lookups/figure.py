"""The figure a question asks for: the target that meets it, with its sentence verbatim, in each plan.

A figure is given only where its own sentence (or row) has the words of the question; a neighbouring
indicator's figure is no answer. Baselines of tables are given where the question asks for the actual value.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.lookups.alignment import (
    are_whole_and_part,
    is_neighbour,
    is_other_member,
    is_other_of_list,
    is_said_of_other,
    lacks,
    names_member,
    naming_member,
    of_the_thing,
    whole_of,
)
from assistant.lookups.carried import candidates, carries, of_time, times_met
from assistant.lookups.options import FIGURES, LOOKUPS
from assistant.lookups.tiers import of_the_band
from assistant.query.slots import share_named, times_named
from assistant.question import Query, Term
from assistant.retrieval.coverage import coverage, overall
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import RANKING
from assistant.retrieval.sources import Found, Sources
from assistant.versions.options import ALIKE
from ingest import late_re as re
from ingest.grammar.date_forms import AT_YEAR, OF_CALENDAR, SAME, YEAR
from ingest.grammar.letters import has_digit
from ingest.grammar.making import tells_added
from ingest.grammar.measures import AGED, CONTINUOUS, ORDINAL, SCALE, SPELLED, Kind, kind_of
from ingest.grammar.numerals import WORDS
from ingest.grammar.places import A_GRADE
from ingest.grammar.quantifiers import ALL, ALL_ALIKE, SUMS
from ingest.grammar.quantities import read_quantities
from ingest.grammar.recurrence import TOTALS
from ingest.grammar.serials import ISSUE
from ingest.grammar.stops import COMMA, begin_of, end_of
from ingest.grammar.tables import any_of
from ingest.grammar.title_dates import A_FIVE
from ingest.labels import is_row
from ingest.model import Target
from ingest.store.rows import PlanRow

_HAS_FIGURE = re.compile(
    rf"\d|(?<![进统同唯逐任某另初其]){WORDS}(?:{SPELLED}|{any_of(tuple(ORDINAL))})(?!性)"
    rf"|全覆盖|{ALL}|百分百|{ALL_ALIKE}"
)
"""What can be a figure, unlike a numeral that only begins a word (进一步, 同一个, 一次性)."""
_HAS_DIGIT = re.compile(r"\d|百分之")
_NO_AMOUNT = re.compile(
    rf"第?\d+(?:[-—~～至]\d+)?(?:{AGED}|{OF_CALENDAR}|(?!次){ISSUE}|小时|分钟圈)|\d+\+\w|[〔\[(（]\d{{4}}[〕\])）]"
)
"""Ages, dates and numbers in names: a sentence with no other figure answers no "how much"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFound:
    """A sentence that answers, the targets of it that are meant (best first), and the score of both
    together; `times` are those the question asks for, `now` where it is what there is at present.
    """

    found: Found
    targets: tuple[Target, ...]
    score: float
    times: frozenset[str] = frozenset()
    now: bool = False


def find_figures(query: Query, sources: Sources, plans: Sequence[str]) -> dict[str, tuple[FigureFound, ...]]:
    """By plan, best plan first, the sentences that together answer; plans that fall clearly behind are left
    out.
    """
    by_plan: dict[str, tuple[FigureFound, ...]] = {}
    for plan, statements in sources.statements(query, plans).items():
        view = sources.catalog.view(plan)
        times = times_named(query, view)
        chosen = _answer_in(query, statements, times, view.row)
        if chosen:
            now = "now" in query.slots.asks or query.wants_baseline
            by_plan[plan] = tuple(replace(one, times=times, now=now) for one in chosen)
    best = max((found[0].score for found in by_plan.values()), default=0.0)
    scope = query.scope
    if len(scope.regions) > 1 or len(scope.years) + scope.five_year > 1:
        return dict(sorted(by_plan.items(), key=lambda item: -item[1][0].score))
    close = LOOKUPS.as_good if scope.named else FIGURES.anywhere
    kept = {p: f for p, f in by_plan.items() if f[0].score >= close * best}
    return dict(sorted(kept.items(), key=lambda item: -item[1][0].score))


def _answer_in(
    query: Query, statements: Sequence[Found], times: Collection[str], plan: PlanRow
) -> tuple[FigureFound, ...]:
    """The best sentence with a figure, then others for the words it does not have."""
    terms = query.terms
    statements = [f for f in statements[: FIGURES.looked_at] if f.targets or not _past_result(query, f)]
    statements = [replace(f, targets=_meant(f, query)) if f.targets or f.results else f for f in statements]
    statements = [f for f in statements if f.targets or _can_answer(f, query)]
    statements = [f for f in statements if not _is_of_listed_other(query, f)]
    statements = [f for f in statements if not is_neighbour(query, f.statement.missing, f.text)]
    statements = naming_member(query, statements)
    about = of_the_thing(query, statements)
    if not (about and "sub_rows" in query.slots.asks):  # 其中…: the whole need not have the words of the part
        statements = about
    statements = of_the_band(query, statements)
    scored = _scored(query, statements, times)
    scored = [s for s in scored if carries(query, s.found, s.targets, times, plan)]
    if not scored:
        return ()
    first = whole_of(scored[0], scored[1:], lambda one: (one.found, one.score))
    if first.score < FIGURES.enough or lacks(query, first.found) > LOOKUPS.lacking:
        return ()
    chosen = [first, *_asked_besides(query, first, scored)]
    if "sub_rows" in query.slots.asks:
        chosen += [s for s in scored if are_whole_and_part(first.found, s.found)][:1]
        chosen.sort(key=lambda s: s.found.row.clause.span)
    open_terms = _open(terms, chosen)
    for other in scored:
        if other is first:
            continue
        if not open_terms or len(chosen) == FIGURES.sentences:
            break
        gained = [t for t in open_terms if _covers(t, other)]
        if (
            gained
            and sum(t.weight for t in gained) >= FIGURES.rest * sum(t.weight for t in open_terms)
            and other.score >= FIGURES.rest_enough
        ):
            chosen.append(other)
            open_terms = _open(terms, chosen)
    return tuple(chosen)


def _scored(query: Query, statements: Sequence[Found], times: Collection[str]) -> list[FigureFound]:
    """Best first; before figures of another time those of a time that is asked for, where they meet the
    question nearly as well.
    """
    scored = [s for f in statements if (s := _score(query, f, times)) is not None]
    scored.sort(key=lambda s: (-s.score, query.wants_baseline and not is_row(s.found.row.clause)))
    timed = [s for s in scored if of_time(s.targets, times)]
    if not timed or timed[0].score < FIGURES.same_time * scored[0].score:
        return scored
    timed.sort(key=lambda s: -len(times_met(s.targets, times)))
    return [*timed, *(s for s in scored if not s.targets)]


def _asked_besides(query: Query, first: FigureFound, scored: Sequence[FigureFound]) -> list[FigureFound]:
    """Further sentences of the same clause that meet the question as well, where it asks for several
    figures.
    """
    wanted = query.slots.figures - len(first.targets)
    same = [
        s for s in scored[1:] if s.found.row is first.found.row and s.score >= LOOKUPS.as_good * first.score
    ]
    return same[:wanted] if wanted > 0 else []


def _fits(target: Target, wanted: str) -> float:
    """1 where the unit is of the kind asked for or nothing is known, less where it is another one; 0 where it
    cannot be meant.
    """
    unit = target.unit or ""
    if not wanted:
        return 1.0
    share = kind_of(unit) == "ratio"
    if wanted == "share":
        return 1.0 if share and _HAS_DIGIT.search(target.value_text) else FIGURES.no_share
    asked, stated = asked_kind(wanted), kind_of(unit)
    if asked == "piece":
        return FIGURES.a_share if share else 0.0 if stated in CONTINUOUS else 1.0
    if asked == "people" and unit.startswith(wanted) and stated == "times":  # 人次 are people, each time
        return FIGURES.a_share
    if asked and target.comparator != "all" and (share or stated not in (None, "piece", asked)):
        return 0.0
    if asked in CONTINUOUS - {"money"} and stated == "piece":  # 两个治疗单位 where 毫升 are asked for
        return 0.0
    return FIGURES.a_share if share else 1.0


def counts(text: str, wanted: str) -> bool:
    """Whether the text counts anything in the measure asked for, where that is a particular one (几年)."""
    asked = asked_kind(wanted)
    if wanted == "share" or asked in (None, "piece"):
        return True
    return any(kind_of(q.unit) == asked for q in read_quantities(text) if q.role == "amount")


def asked_kind(wanted: str) -> Kind | None:
    """What the measure word of the question counts; None for 万 and for a word of no table."""
    return "money" if wanted == "钱" else kind_of(wanted)


_PAST = re.compile(
    rf"{YEAR}{AT_YEAR}|截至|“?{A_FIVE}”?(?:期间|时期|末)|已(?:建成|达|有)"
    rf"|{YEAR}年[^，。]{{0,40}}(?:达到?|为|降至|提高到)"
)


def _past_result(query: Query, found: Found) -> bool:
    """Whether the sentence tells what was reached, while the question asks for a goal."""
    asks_past = query.wants_baseline or "past" in query.slots.asks
    return (
        "goal" in query.slots.asks
        and not asks_past
        and (bool(found.results) or bool(_PAST.search(fold(found.text).translate(SAME))))
    )


def _score(query: Query, found: Found, times: Collection[str]) -> FigureFound | None:
    """Where the question asks for several things at once the targets it names are meant as well; of several
    times those that are asked for. Results count less than goals unless their time is asked for.
    """
    terms, wanted, several = query.terms, query.slots.measure, "several" in query.slots.asks
    if not found.targets:
        return _whole_sentence(found, wanted)
    judged = sorted(
        ((_meets(query, found, t) * _fits(t, wanted), n, t) for n, t in enumerate(found.targets)),
        key=lambda j: (-j[0], j[1]),
    )
    best = judged[0][0]
    if best == 0.0:
        return None if {*found.targets} - {*found.results} else _whole_sentence(found, wanted)
    meant = tuple(
        t
        for score, _, t in judged
        if score >= FIGURES.same_sentence * best
        or (several and share_named(query, t.indicator) >= ALIKE.named)
    )
    meant = of_time(meant, times) or meant
    whole = found.statement.score
    told = all(t in found.results for t in meant)
    if "now" in query.slots.asks and (reached := [t for t in meant if t in found.results]):
        meant = tuple(reached)
    if told and max(_named(terms, t) for t in meant) < FIGURES.own_name:
        return _whole_sentence(found, wanted)
    if told and not of_time(meant, times):
        whole, best = whole * FIGURES.no_target, best * FIGURES.no_target
    both = (1 - FIGURES.at_figure) * whole + FIGURES.at_figure * best
    return FigureFound(found=found, targets=meant, score=max(both, FIGURES.spread * whole))


def _named(terms: Sequence[Term], target: Target) -> float:
    """How far the name alone has the words asked for."""
    own = fold(f"{target.indicator} {target.scope or ''} {target.value_text}")
    return overall(terms, [coverage(term, own) for term in terms])


def _whole_sentence(found: Found, wanted: str) -> FigureFound | None:
    """None for a sentence without a figure that can be meant."""
    figure = _HAS_FIGURE.search(_NO_AMOUNT.sub("", found.text)) or _in_numerals(found.text)
    if not (figure and counts(found.text, wanted)):
        return None
    return FigureFound(found=found, targets=(), score=found.statement.score * FIGURES.no_target)


def _in_numerals(text: str) -> bool:
    """Whether it has an amount that regulations write out (处二千元以上罚款, 不低于百分之三十); one of
    anything (每站一名) and a time may as well be no figure.
    """
    kinds = CONTINUOUS - {"time", "age"}
    return any(q.role == "amount" and kind_of(q.unit) in kinds for q in read_quantities(text))


def _meets(query: Query, found: Found, target: Target) -> float:
    """How far indicator, scope and the part of the sentence around the figure have the terms; 0 where it is
    another's.

    Words before the figure may be its subject; a weighty word that stands only behind it belongs to something
    else. A rate must be the figure's own, and a figure of another level (市级 where 省级 is asked) is not.
    """
    terms = query.terms
    own = fold(" ".join((target.indicator, target.scope or "", target.value_text)))
    around = fold(_part_around(found, target))
    if _other_level(terms, own, around, found.text):
        return 0.0
    before = fold(found.text[: target.span.end - found.statement.span.start]) + found.prepared.headings
    covers = []
    total = sum(t.weight for t in terms if not t.optional)
    if _is_of_other_part(terms, own, around, before, found, target):
        return 0.0
    for term in terms:
        near = max(
            coverage(term, own),
            FIGURES.around * coverage(term, around),
            FIGURES.before * coverage(term, before),
        )
        weighty = not term.optional and term.weight >= FIGURES.weighty * total
        if weighty and near < RANKING.had <= coverage(term, found.prepared.whole):
            if _told_elsewhere(term, found):
                return 0.0
            near = RANKING.had  # said before, with no figure of its own: what the clause is about
        if (
            weighty
            and term.text.endswith("率")
            and max(coverage(term, own), coverage(term, around)) < RANKING.had
        ):
            return 0.0
        covers.append(near)
    return overall(terms, covers)


def _is_of_other_part(
    terms: Sequence[Term], own: str, around: str, before: str, found: Found, target: Target
) -> bool:
    """Whether what the figure lacks of the question stands together with a figure in another part of the
    sentence (65岁以上免费体检1次，80岁以上发放高龄津贴200元).
    """
    total = sum(t.weight for t in terms if not t.optional)
    lacking = [t for t in terms if not t.optional and not _has(t, own, around, before)]
    if sum(t.weight for t in lacking) < FIGURES.weighty * total:
        return False
    at = target.span.end - found.statement.span.start
    behind = COMMA.split(fold(found.text[at:]))[1:]
    return any(_HAS_DIGIT.search(part) and all(_has(t, part) for t in lacking) for part in behind)


def _has(term: Term, *texts: str) -> bool:
    return any(coverage(term, text) >= RANKING.had for text in texts)


def _meant(found: Found, query: Query) -> tuple[Target, ...]:
    """The figures that can answer and are not of another thing than is asked for."""
    said = fold(found.text) + found.prepared.headings
    own = {t: fold(f"{t.indicator} {t.scope or ''}") for t in candidates(query, found)}
    meant = [t for t, name in own.items() if not _is_other_thing(query, name, said)]
    named = [t for t in meant if names_member(query, own[t])]
    return tuple(named or meant)


def _is_of_listed_other(query: Query, found: Found) -> bool:
    start = found.statement.span.start
    return any(
        is_other_of_list(query, fold(t.indicator), fold(found.text[: t.span.end - start]))
        for t in found.targets
    )


def _can_answer(found: Found, query: Query) -> bool:
    """Whether a sentence without a figure of its own name speaks of the thing that is asked for."""
    said = fold(found.text) + found.prepared.headings
    return not _is_other_thing(query, "", said) and not is_said_of_other(query, found.text)


def _told_elsewhere(term: Term, found: Found) -> bool:
    """Whether another sentence of the clause has the word and a figure, or it stands only behind this one."""
    others = [(span, text) for span, text in found.prepared.sentences if span != found.statement.span]
    having = [(span, text) for span, text in others if coverage(term, text) >= RANKING.had]
    behind = all(span.start > found.statement.span.start for span, _ in having)
    return behind or any(has_digit(text) for _, text in having)


_PER_HEAD = re.compile(rf"每(?:{SCALE})|人均")
_TOTAL = re.compile(f"{TOTALS}|{SUMS}")


def _is_other_thing(query: Query, own: str, sentence: str) -> bool:
    """Whether another member of a class is told, a figure a head (每万人) where what is added is asked for,
    or what is added (新建公墓) where it is asked how many there are to be.
    """
    if is_other_member(query, own, sentence):
        return True
    asked = query.slots.asks
    added = tells_added(own) and not _TOTAL.search(sentence)  # 累计新建 is a total
    if "level" in asked and added and not any(t.text in own for t in query.terms if tells_added(t.text)):
        return True
    return bool(_PER_HEAD.search(own) and "per_head" not in asked and "added" in asked)


def _other_level(terms: Sequence[Term], own: str, around: str, sentence: str) -> bool:
    """Whether the indicator, else the words around the figure, else its sentence, names levels and none that
    is asked for.
    """
    asked = {level for t in terms if not t.optional for level in A_GRADE.findall(t.text)}
    printed = set(A_GRADE.findall(own) or A_GRADE.findall(around) or A_GRADE.findall(sentence))
    return bool(asked and printed) and not {a[0] for a in asked} & {p[0] for p in printed}


def _part_around(found: Found, target: Target) -> str:
    start = target.span.start - found.statement.span.start
    end = target.span.end - found.statement.span.start
    text = found.text
    return text[begin_of(COMMA, text, start) : end_of(COMMA, text, end)]


def _open(terms: Sequence[Term], chosen: Sequence[FigureFound]) -> list[Term]:
    return [t for t in terms if not any(_covers(t, c) for c in chosen)]


def _covers(term: Term, figure: FigureFound) -> bool:
    return coverage(term, fold(figure.found.text)) >= RANKING.had
