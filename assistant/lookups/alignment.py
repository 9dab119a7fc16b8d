"""Whether a sentence speaks of the thing asked for, or only of a similar one.

In: a query and a sentence that has most of its words. Out: yes or no. A neighbour shares the head of the name
but not the word before it: 急诊医师 where 主治医师 is asked for, 公办 for 民办, PM2.5 for PM10. What is said
of it does not answer the question; it may be shown as the nearest.

Where a table row and its 其中, which has a row of its own, match equally well, the whole is meant
(`whole_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from assistant.lookups.options import FIGURES, LOOKUPS
from assistant.question import Query
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Found
from ingest import labels
from ingest import late_re as re
from ingest.grammar.contrasts import another, contradicts, contrasts_in, ends_in_member, told_apart
from ingest.grammar.joins import SIGN, members
from ingest.grammar.letters import HAN_AT_END, places_of
from ingest.grammar.segmentation import is_function_word, is_verb
from ingest.grammar.stops import COMMA

_LATIN = re.compile(r"[a-z]")
_HEAD = 2
"""Characters the head of a name has at least."""
T = TypeVar("T")


def lacks(query: Query, found: Found) -> float:
    """The share of the question's weight that is nowhere in the clause, above it, or in the plan's title."""
    total = sum(t.weight for t in query.terms)
    return sum(t.weight for t in query.terms if t.text in found.statement.missing) / total if total else 0.0


def naming_member(query: Query, statements: Sequence[Found]) -> list[Found]:
    """Without the sentences that name no member of the class asked for, where one of their clause that meets
    the question nearly as well has a figure and names it (每县组建1支，每支10人；市级组建2支，每支15人).
    """
    best = max((f.statement.score for f in statements), default=0.0)
    near = [f for f in statements if f.targets and f.statement.score >= FIGURES.same_time * best]
    naming = [f for f in near if names_member(query, fold(f.text))]
    rows = {f.row.clause.label for f in naming}
    return [f for f in statements if f in naming or f.row.clause.label not in rows]


def of_the_thing(query: Query, found: Sequence[Found]) -> list[Found]:
    """Those whose clauses have every word of the question that tells its thing from others (公交 of
    公交充电桩); none where they lie clearly behind the best of those that have not: what the question is
    about stands there then, and in other words.
    """
    telling = [term for term in query.terms if term.tells and not term.optional]
    kept = [
        f
        for f in found
        if all(
            t.text not in f.statement.missing or _in_another_form(t.text, query, f.prepared.whole)
            for t in telling
        )
    ]
    best = max((f.statement.score for f in found), default=0.0)
    near = any(f.statement.score >= LOOKUPS.as_good * best for f in kept)
    return kept if near else []


def _in_another_form(word: str, query: Query, said: str) -> bool:
    """Whether before the same head there stands a word that begins alike (医师考核 for 医生考核)."""
    heads = map(re.escape, query.followers(word))
    return any(re.search(f"{word[0]}[\u4e00-\u9fff]{head}", said) for head in heads)


def is_neighbour(query: Query, missing: Collection[str], sentence: str) -> bool:
    """Whether a word of the question that tells its thing from others is `missing` and the sentence tells of
    another one of that head: a name in letters, or a word with another one in its place (急诊医师 for
    主治医师, 垃圾处理率 for 污水处理率).
    """
    said = fold(sentence)
    if any(_is_head_of_member(word, query) for word in missing):
        return True
    return any(
        _LATIN.search(word)
        or any(_another_before(mark, head, query, said) for mark, head in _cuts(word, query))
        for word in missing
        if not any(contrasts_in(word)) and not is_verb(word) and not is_function_word(word)
    )


def _is_head_of_member(word: str, query: Query) -> bool:
    """Whether the missing word is what a word of a class stands before (医院 of 二级医院): that member of
    something else (二级护理) is no answer.
    """
    before = query.said_before(word)
    return bool(before) and not query.followers(word) and ends_in_member(before)


def _cuts(word: str, query: Query) -> Iterator[tuple[str, str]]:
    """(what tells which, the head it stands before): a missing word before one that follows it in the
    question, or itself cut in two.
    """
    yield from ((word, head) for head in query.followers(word))
    yield from ((word[:cut], word[cut:]) for cut in range(_HEAD, len(word) - _HEAD + 1))


def _another_before(mark: str, head: str, query: Query, said: str) -> bool:
    """Whether every place where the sentence has the head has another word before it, one that the question
    does not say and that shares no character with `mark`.
    """
    before = (HAN_AT_END.search(said[:at]) for at in places_of(head, said))
    fronts = [m[0][-_HEAD:] if m else "" for m in before]
    return bool(fronts) and all(
        len(front) == _HEAD and not query.says(front) and not set(front) & set(mark) for front in fronts
    )


def is_other_member(query: Query, own: str, around: str) -> bool:
    """Whether another member of a class is told than is asked for: by the indicator's own words, else by
    those around it.
    """
    asked = query.slots.qualifiers
    return any(asked) and another(asked, contrasts_in(own), contrasts_in(around))


def is_other_of_list(query: Query, own: str, before: str) -> bool:
    """Whether the indicator's `own` words name another thing of a list in an earlier part of the sentence
    (水稻、小麦、玉米参保率 …，水稻每亩保额 …) and not the one of that list that is asked for; `before` is the
    sentence up to the figure.
    """
    for listed in _LIST.finditer(before):
        things = members(listed[0])
        asked = [t for t in query.terms if any(thing.startswith(t.text) for thing in things)]
        others = [thing for thing in things if len(thing) > 1 and thing in own and not query.says(thing)]
        apart = COMMA.search(before, listed.end())
        if apart and asked and others and not any(t.text in own for t in asked):
            return True
    return False


_LIST = re.compile(r"[\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6})+(?:" + SIGN + r"[\u4e00-\u9fff]{2,6})?")
"""Things listed one behind the other; the last one runs on into what is said of all."""


def names_member(query: Query, own: str) -> bool:
    """Whether a name says itself which member of a class it is of, and it is one asked for."""
    said = contrasts_in(own) if any(query.slots.qualifiers) else ()
    return any(wanted & members for wanted, members in zip(query.slots.qualifiers, said, strict=False))


def tells_only_others(query: Query, text: str) -> bool:
    """Whether the text tells of other members of a class alone (县级 where 市级 is asked for)."""
    return any(query.slots.qualifiers) and contradicts(query.slots.qualifiers, contrasts_in(text))


def is_said_of_other(query: Query, text: str) -> bool:
    """Whether a sentence that sets members against each other (女职工 …，男职工 …) says what is asked for
    in none of the parts that speak of the one asked for.
    """
    if not any(query.slots.qualifiers):
        return False
    folded = fold(text)
    parts = told_apart(query.slots.qualifiers, folded)
    own = [t for t in query.terms if not t.optional and coverage(t, folded) == 1.0]
    return bool(parts) and not any(all(coverage(t, part) == 1.0 for t in own) for part in parts)


def whole_of(first: T, others: Sequence[T], of: Callable[[T], tuple[Found, float]]) -> T:
    """The row that `first` is the 其中 of, where it has as much of the question; which was found first says
    nothing. `of` gives what was found and its score.
    """
    part, score = of(first)
    whole = (
        one
        for one in others
        if of(one)[1] >= score and labels.is_part_of(part.row.clause, of(one)[0].row.clause)
    )
    return next(whole, first)


def are_whole_and_part(one: Found, other: Found) -> bool:
    """Whether either row is the 其中 of the other."""
    first, second = one.row.clause, other.row.clause
    return labels.is_part_of(first, second) or labels.is_part_of(second, first)
