"""What a follow-up (那上饶呢？ 谁负责？ 到2025年呢？) takes over of the question before it.

In: a question as read by itself and the one before. Out: the question completed: its scope, and the words
where it brings none of its own. Of the scope, what the follow-up does not say is as before; what it says, and
what contradicts that, is not taken over: a place named anew drops years its plans are not of, a plan named
whole drops the place of another one, a place no plan knows drops every other, an office or a person nobody
charges in what was asked before drops it whole, and so does a question about all places or plans. Where what
is carried over finds nothing, the question is tried with less of it (`Query.otherwise`). A question that
only points at the answer before (下一条呢, 原文怎么写的) has no topic of its own but `Query.before`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.query.asks import asks
from assistant.query.due_words import read_due
from assistant.query.entities import named_in
from assistant.query.nth_of_list import nth_of_list
from assistant.query.options import QUERY
from assistant.query.penalties import with_penalty, without_penal_words
from assistant.query.reference import read_reference
from assistant.query.scope import with_plans
from assistant.question import IN_A_SENTENCE, Back, Intent, Query, Scope, Slots
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.lexicon import Lexicon, fold


def completed(query: Query, before: Query | None, catalog: Catalog, lexicon: Lexicon) -> Query:
    """The query completed from the one before it; as it is where it stands on its own."""
    if before is None:
        return query
    text = fold(query.asked)
    query = without_penal_words(query)
    if query.slots.back:
        return _at_another_mark(query, before) or _of_the_answer(query, before, query.slots.back)
    if asks("back_both", text):
        return _both(query, before)
    if listed := nth_of_list(query, topic_of(before), catalog):
        return listed
    topic = topic_of(before)
    if asks("more", text):
        return replace(
            topic,
            asked=query.asked,
            slots=query.slots,
            intent="content",
            wants_unit=False,
            wants_figure=False,
            claimed=(),
        )
    if pointed := _at_what_was_named(query, before, text):
        return pointed
    follows = asks("follow", query.asked.strip()) or asks("instead", text)
    leans = follows or len(query.terms) <= 1 or not _says_where(query.scope)
    whole_by_itself = (
        query.due is not None
        or query.intent == "changes"
        or query.strange is not None
        or asks("of_the_plan", text)
    )
    if not leans or (query.scope.named and whole_by_itself and not follows):
        return query
    if not _says(query) and query.wants_unit and not query.scope.named and before.slots.back:
        return _of_the_answer(query, before, "who")
    scope = inherited(query, topic.scope, catalog)
    if asks("back_with", text) and query.intent == "compare" and query.scope.named:
        scope = beside(topic.scope, scope)
    whole = _completed(query, topic, scope, catalog, lexicon, follows=follows)
    return replace(whole, otherwise=tuple(_otherwise(query, whole, before, catalog)))


def _says_where(scope: Scope) -> bool:
    """Whether a place or a paper is named, be it one the library has not; a time alone says when."""
    names = (*scope.regions, *scope.titles, *scope.unknown_places, *scope.elsewhere, *scope.absent)
    return bool(names) or scope.five_year


def _at_what_was_named(query: Query, before: Query, text: str) -> Query | None:
    """The query as one about the clauses of the answer before (这两个谁管, 财政科也要参与吗), or about the
    offices of the two questions before (这两个科有没有一起做的); None where it is neither.
    """
    guessed = asks("office_guess", text)  # 是交通部门罚吗: its words are the office, and no other matter
    if query.scope.named or (query.terms and not guessed):
        return None
    named = bool(query.units or query.leaders)
    guessed = guessed or (named and query.intent == "unit")  # 是谁查处，市监局？
    if guessed or (asks("office_also", text) if named else query.wants_unit and asks("these", text)):
        return _of_the_answer(query, before, "who")
    if named or not asks("both_offices", text):
        return None
    last = topic_of(before)
    first = topic_of(last.before) if last.before is not None else last
    units = tuple(dict.fromkeys((*first.units, *last.units)))
    return replace(query, intent="list", units=units, scope=last.scope) if len(units) > 1 else None


def _at_another_mark(query: Query, before: Query) -> Query | None:
    """What was asked of one mark of a paper, of another of the same kind (第23项呢 behind 第22项谁管); None
    where the question before pointed at no such mark.
    """
    said, _ = read_reference(fold(query.asked))
    topic = topic_of(before)
    if query.slots.back != "nth" or len(said) != 1 or not topic.reference:
        return None
    if said[0][-1] != topic.reference[-1][-1]:
        return None
    return replace(topic, asked=query.asked, reference=(*topic.reference[:-1], said[0]))


def _completed(
    query: Query, before: Query, scope: Scope, catalog: Catalog, lexicon: Lexicon, *, follows: bool
) -> Query:
    """The query within `scope`, and of the topic of the one before where it brings none of its own."""
    if before.due is not None:
        due, rest = read_due(query.asked, of_deeds=True)
        if due is not None and due.words and asks("nothing_else", rest):
            return replace(before, asked=query.asked, slots=query.slots, scope=scope, due=due)
    if query.due is not None:
        named = query if query.units or query.leaders else _called(before, scope, catalog, lexicon)
        return replace(query, scope=scope, units=named.units, leaders=named.leaders)
    if not _says(query):
        return _same_topic(query, _called(before, scope, catalog, lexicon), scope)
    if follows and query.terms and all(asks("times", term.text) for term in query.terms):
        named = _called(before, scope, catalog, lexicon)
        kept = tuple(term for term in named.terms if not asks("times", term.text))
        at_a_time = replace(named, terms=(*kept, *query.terms))
        return _same_topic(replace(query, terms=()), at_a_time, scope)
    if len(query.terms) >= 2 and not follows:
        return replace(query, scope=scope, leans=_stays(query, scope, before))
    if query.units or query.leaders:
        query = _called(query, scope, catalog, lexicon)
        intent: Intent = "list" if before.intent == "list" or query.intent == "list" else query.intent
        whole = asks("tasks", fold(query.asked))  # 名下有哪些任务 asks for all, 那林枫呢 for the same part
        parts = query.parts or (() if whole else before.parts)
        alone = whole and query.scope.named and not follows  # no time of an earlier question
        return replace(
            query,
            scope=scope,
            intent=intent,
            due=None if alone else before.due,
            parts=parts,
            within=query.within or before.within,
        )
    if query.reference:
        return replace(query, scope=scope)
    return _another_topic(query, before, scope, follows=follows)


_OF_A_PAPER = frozenset(
    (
        "summary", "goal_gist", "main_goals", "all_targets", "composing", "count_articles",
        "count_indicators", "count_boxes", "count_parts", "count_sections",
    )
)  # fmt: skip
"""What is asked of a paper as a whole, which is the topic then."""


def _says(query: Query) -> bool:
    """Whether the question brings a topic of its own."""
    whole = query.scope.named and bool(query.slots.asks & _OF_A_PAPER)
    return bool(query.terms or query.units or query.leaders or query.reference) or whole


def _another_topic(query: Query, before: Query, scope: Scope, *, follows: bool) -> Query:
    """A word or two of its own, asked in the way of the question before; the words of that help to choose
    where the question does not name its place or paper itself.
    """
    share = 1.0 if asks("its", fold(query.asked)) else QUERY.earlier
    by_itself = query.scope.named and not follows
    kept = tuple(
        replace(t, weight=t.weight * share, optional=True)
        for t in before.terms
        if t.text not in {own_term.text for own_term in query.terms} and not by_itself
    )
    says = query.intent != "content" or before.intent not in _CARRIED or asks("what", fold(query.asked))
    compares = before.intent == "compare" and query.intent == "figure" and follows and len(scope.plans) > 1
    intent = before.intent if compares or not (says or by_itself) else query.intent
    slots = _of_the_same_member(query.slots, before.slots)
    if intent == before.intent == "compare":
        slots = replace(slots, asks=slots.asks | before.slots.asks & {"agreement", "stricter"})
    slots = with_penalty(slots, query, before)
    return replace(
        query,
        scope=scope,
        terms=(*query.terms, *kept),
        intent=intent,
        slots=slots,
        leans=_stays(query, scope, before),
    )


def _stays(query: Query, scope: Scope, before: Query) -> bool:
    """Whether it is asked of the very papers that were asked about before."""
    return not query.scope.named and set(scope.plans) == set(before.scope.plans)


def _of_the_same_member(own: Slots, before: Slots) -> Slots:
    """The slots with the members of classes spoken of before (二类) where it names none of that class."""
    pairs = zip(own.qualifiers, before.qualifiers, strict=False)
    return replace(own, qualifiers=tuple(said or kept for said, kept in pairs))


def _of_the_same_set(query: Query, before: Query) -> Slots:
    """The slots of a follow-up without a topic of its own: what was asked before, where it only says of
    which place, year or paper (那桥头呢), or which kind of indicators (约束性的呢).
    """
    own = query.slots
    if query.intent != "content" or query.wants_unit or query.wants_figure or query.wants_due:
        return _of_the_same_member(own, before.slots)
    kinds = own.kinds or before.slots.kinds
    return replace(
        before.slots, dated=own.dated, calendar=own.calendar, places=own.places, kinds=kinds, back=""
    )


_CARRIED = frozenset(("figure", "unit", "kind", "compare", "count", "content"))
"""Intents a word of another topic is asked in as well (多少 of 星级民宿呢)."""


def topic_of(before: Query) -> Query:
    """The last question that had a topic: what only pointed back at an answer (下一条呢) has none."""
    while before.slots.back and before.before is not None:
        before = before.before
    return before


def _of_the_answer(query: Query, before: Query, back: Back) -> Query:
    """The query as one about the clauses the answer to `before` cites."""
    slots = replace(query.slots, back=back)
    return Query(asked=query.asked, intent="content", scope=before.scope, slots=slots, before=before)


def _both(query: Query, before: Query) -> Query:
    """What the two questions before asked: as a comparison where it was one topic in two scopes."""
    last = topic_of(before)
    first = topic_of(last.before) if last.before is not None else None
    if first is None:
        return _of_the_answer(query, before, "both")
    own = {t.text for t in last.terms if not t.optional}
    if set(first.scope.plans) == set(last.scope.plans) or own != {
        t.text for t in first.terms if not t.optional
    }:
        return _of_the_answer(query, last, "both")
    return replace(
        last,
        asked=query.asked,
        slots=replace(query.slots, asks=query.slots.asks | {"agreement"}),
        scope=beside(first.scope, last.scope),
        intent="compare",
        wants_figure=first.wants_figure or last.wants_figure,
        otherwise=(_of_the_answer(query, last, "both"),),
    )


def beside(one: Scope, other: Scope) -> Scope:
    """Both scopes as one, `one` first."""

    def of(name: str) -> tuple[Any, ...]:
        return tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name))))

    return Scope(
        regions=of("regions"),
        years=of("years"),
        titles=of("titles"),
        unknown=of("unknown"),
        plans=of("plans"),
        five_year=one.five_year or other.five_year,
    )


def _called(before: Query, scope: Scope, catalog: Catalog, lexicon: Lexicon) -> Query:
    """The question before with its offices and people in the wording of the plans of another scope."""
    if not (before.units or before.leaders) or scope.plans == before.scope.plans:
        return before
    named = named_in(before.named_in, before.named_in, scope, catalog, lexicon)
    if not (named.units or named.leaders):
        return before
    return replace(before, units=named.units, leaders=named.leaders, corrected=named.read)


def _otherwise(query: Query, whole: Query, before: Query, catalog: Catalog) -> Iterator[Query]:
    """The questions with less of what was carried over: without the time and the paper, then as the question
    says it by itself; and, where it has no topic of its own, of the clauses cited before.
    """
    wider = with_plans(replace(query.scope, regions=whole.scope.regions), catalog.rows)
    if wider.plans and wider.plans != whole.scope.plans:
        yield replace(whole, scope=wider)
    if _says(query) and query.scope.plans and not _points_back(query):
        yield replace(query, slots=with_penalty(query.slots, query, topic_of(before)))
    if not _says(query) and query.wants_unit and not query.scope.named:
        yield _of_the_answer(query, before, "who")


def _points_back(query: Query) -> bool:
    """Whether it says of what was asked before that it is meant and little more (这个钱谁出, 老小区呢), so
    that another place's papers are no answer.
    """
    little = len(query.terms) <= QUERY.pointing
    return little and not query.scope.named and asks("follow", query.asked.strip())


def _same_topic(query: Query, before: Query, scope: Scope) -> Query:
    """The question before, asked within another scope or for something else of the same thing (谁负责？)."""
    own = query.intent in ("unit", "kind", "compare", "changes") or query.wants_unit
    when = query.wants_due and not own and before.intent == "unit"
    states = bool(query.claimed) and not own and before.intent in IN_A_SENTENCE
    how_much = "penalty" in query.slots.asks and query.wants_figure and not own
    return replace(
        before,
        asked=query.asked,
        slots=with_penalty(_of_the_same_set(query, before), query, before),
        scope=scope,
        intent=query.intent
        if own
        else "figure"
        if states or how_much
        else "content"
        if when
        else before.intent,
        leans=bool(query.slots.relations),
        wants_unit=query.wants_unit
        or (before.wants_unit and not query.wants_figure and not when and not states),
        wants_figure=query.wants_figure or before.wants_figure or states,
        claimed=query.claimed,  # 是3.6人吧 says a figure of the same thing; one said before is not said again
        wants_kind=query.wants_kind,
        wants_baseline=query.wants_baseline,
        wants_both=query.wants_both,
        wants_due=query.wants_due,
        wants_how=query.wants_how,
        parts=query.parts or before.parts,
        role_noun=query.role_noun or before.role_noun,
        role_verbs=query.role_verbs if query.parts else before.role_verbs,
    )


def inherited(query: Query, before: Scope, catalog: Catalog) -> Scope:
    """The scope of the follow-up `query`, with its plans."""
    own = query.scope
    if asks("everywhere", fold(query.asked)) or _charged_elsewhere(query, before, catalog):
        return own
    if own.titles or own.five_year or own.years:
        years, titles, five = own.years, own.titles, own.five_year
    else:
        years, titles, five = before.years, before.titles, before.five_year
    regions = own.regions or (() if own.unknown_places else before.regions)
    if own.regions and not own.years and own.regions != before.regions:
        years = tuple(y for y in years if _reaches(regions, Scope(regions=regions, years=(y,)), catalog))
        if not _reaches(
            regions, Scope(regions=regions, years=years, titles=titles, five_year=five), catalog
        ) or (before.years and not years and not own.titles and not own.five_year):
            years, titles, five = (), own.titles, own.five_year
    merged = Scope(
        regions=regions,
        years=years,
        titles=titles,
        unknown=own.unknown_places,
        elsewhere=own.elsewhere,
        five_year=five,
    )
    both = with_plans(merged, catalog.rows)
    if (
        not own.regions and query.intent == "list" and (query.units or query.leaders) and own.plans
    ):  # 2021年 of an office of another place
        held = bool(both.plans) and _charged(query, catalog, both.plans)
        if not held and _charged(query, catalog, own.plans):
            return own
    named = {row.id for row in catalog.rows} & set(own.titles)
    return own if named and not named & set(both.plans) else both


def _reaches(regions: tuple[str, ...], scope: Scope, catalog: Catalog) -> bool:
    """Whether every one of the places has a plan the scope fits."""
    plans = set(with_plans(scope, catalog.rows).plans)
    return set(regions) <= {row.region for row in catalog.rows if row.id in plans}


def _charged_elsewhere(query: Query, before: Scope, catalog: Catalog) -> bool:
    """Whether the tasks of offices and people are asked for who are charged with nothing in the plans asked
    about before, while other plans charge them. Named beside another matter they are only a word of it.
    """
    if query.intent != "list":
        return False
    if query.scope.named or not (query.units or query.leaders) or not before.plans:
        return False
    return not _charged(query, catalog, before.plans) and _charged(query, catalog, ())


def _charged(query: Query, catalog: Catalog, plans: tuple[str, ...]) -> bool:
    return any(catalog.charged(unit=name, plans=plans) for name in query.units) or any(
        catalog.charged(leader=name, plans=plans) for name in query.leaders
    )
