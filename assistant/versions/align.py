"""Which clauses of two texts belong together. In: clauses of two plans or versions. Out: pairs of them.

One alignment, in three strengths: the same clause in another version, the same task in another year's plan,
and another plan's clause on the same subject. First those whose words are the same, under the same label
where there is one; then, most alike first, those whose words are alike: Dice's coefficient (1945) over pairs
of characters, with something added for the same label, so that an 一/1 put in before another 一/1 is not
taken for it. Between a digest and an official text, which share labels and not wording, the label decides.
White space, width and punctuation are no difference. Each clause belongs to one other at most; what is left
was added or removed.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.retrieval.lexicon import fold
from assistant.versions.options import EDITIONS, VERSIONS, YEARS, AlignOptions
from ingest.grammar.letters import without_blanks
from ingest.model import Clause, Plan

Pair = tuple[Clause | None, Clause | None]
"""Before and after; None before where the clause was added, None after where it was removed."""
Grams = Counter[str]
"""The pairs of characters of a text, each with how often it stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is compared of a clause; `title` is part of `text`."""

    text: str
    label: str = ""
    title: str = ""


def align(left: Sequence[Words], right: Sequence[Words], options: AlignOptions) -> dict[int, int]:
    """Place in `left` -> place in `right`, in the order of `left`; of equal likeness the earlier ones win."""
    bare = [without_blanks(w.text) for w in left], [without_blanks(w.text) for w in right]
    found = dict(_same(left, right, *bare, options.by_words))
    taken = set(found.values())
    scored = _scored(left, right, found, taken, options)
    for _, i, j in sorted(scored, key=lambda s: (-round(s[0], 6), s[1], s[2])):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return dict(sorted(found.items()))


def pairs_of_clauses(before: Plan, after: Plan) -> tuple[Pair, ...]:
    """All clauses of both in the order of `after`; what was removed stands behind what came before it."""
    partner = align(words_of(before), words_of(after), _options(before, after))
    found = {new: old for old, new in partner.items()}
    keyed: list[tuple[tuple[int, int, int], Pair]] = []
    for new, clause in enumerate(after.clauses):
        old = found.get(new)
        keyed.append(((new, 0, 0), (None if old is None else before.clauses[old], clause)))
    last = -1
    for old, clause in enumerate(before.clauses):
        if old in partner:
            last = partner[old]
        else:
            keyed.append(((last, 1, old), (clause, None)))
    return tuple(pair for _, pair in sorted(keyed, key=lambda entry: entry[0]))


def _options(before: Plan, after: Plan) -> AlignOptions:
    if before.id != after.id:
        return YEARS
    return VERSIONS if before.edition is after.edition else EDITIONS


def words_of(plan: Plan) -> list[Words]:
    return [Words(text=text_of(plan, clause), label=clause.label) for clause in plan.clauses]


def text_of(plan: Plan, clause: Clause) -> str:
    """The clause's own heading and its text."""
    text = plan.text_of(clause)
    return f"{clause.heading}　{text}" if clause.heading and clause.heading not in text else text


def grams(text: str) -> Grams:
    bare = re.sub(r"\W", "", fold(text))
    return Counter(a + b for a, b in pairwise(bare)) or Counter([bare])


def likeness(one: Grams, other: Grams, weight: Mapping[str, float] | None = None) -> float:
    """Dice's coefficient, 0 to 1, of pairs that weigh 1 each or as `weight` says; the same whatever the
    order.
    """
    if weight is None:
        total = one.total() + other.total()
        return 2 * (one & other).total() / total if total else 1.0
    both = math.fsum(weight.get(gram, 1.0) * n for gram, n in (one & other).items())
    every = math.fsum(weight.get(gram, 1.0) * n for side in (one, other) for gram, n in side.items())
    return 2 * both / every if both else 0.0


def _same(
    left: Sequence[Words], right: Sequence[Words], old: Sequence[str], new: Sequence[str], by_words: int
) -> Iterator[tuple[int, int]]:
    """Clauses with the same words: under one label first, then, of `by_words` characters or more, in the
    order they stand in.
    """
    labels = {words.label: n for n, words in enumerate(right) if words.label}
    taken, open_ = set[int](), list[int]()
    for n, words in enumerate(left):
        at = labels.get(words.label)
        if at is not None and old[n] == new[at]:
            taken.add(at)
            yield n, at
        else:
            open_.append(n)
    waiting: dict[str, list[int]] = defaultdict(list)
    for at in reversed(range(len(new))):
        if at not in taken and len(new[at]) >= by_words:
            waiting[new[at]].append(at)
    for n in open_:
        if waiting.get(old[n]):
            yield n, waiting[old[n]].pop()


def _scored(
    left: Sequence[Words],
    right: Sequence[Words],
    found: Mapping[int, int],
    taken: Iterable[int],
    options: AlignOptions,
) -> Iterator[tuple[float, int, int]]:
    """(score, place, place) of every two that may belong together."""
    one, other = [grams(w.text) for w in left], [grams(w.text) for w in right]
    weight = _weights(one, other) if options.rare else None
    titles = ([grams(w.title) for w in left], [grams(w.title) for w in right]) if options.titles else None
    labels = {right[j].label: j for j in range(len(right)) if right[j].label}
    taken = set(taken)
    posted: dict[str, list[int]] = defaultdict(list)
    for j, mine in enumerate(other):
        if j not in taken:
            for gram in mine:
                posted[gram].append(j)
    for i, mine in enumerate(one):
        if i in found:
            continue
        twin = labels.get(left[i].label)
        for j in _near(mine, posted, weight, options) | ({twin} if twin is not None else set()):
            if j in taken:
                continue
            alike = likeness(mine, other[j], weight)
            if titles is not None:
                title = likeness(titles[0][i], titles[1][j], weight)
                alike = options.titles * title + (1 - options.titles) * alike
            score = alike + (options.same_label if j == twin else 0)
            named = options.by_label and j == twin
            if score >= options.least or named:
                yield score + named, i, j


def _near(
    mine: Grams,
    posted: Mapping[str, Sequence[int]],
    weight: Mapping[str, float] | None,
    options: AlignOptions,
) -> set[int]:
    """The clauses that share most of what is rare in this one."""
    shared: dict[int, float] = defaultdict(float)
    for gram in mine:
        places = posted.get(gram, ())
        if len(places) <= options.common:
            for j in places:
                shared[j] += weight[gram] if weight else 1.0
    return {j for j, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[: options.nearest]}


def _weights(*sides: Sequence[Grams]) -> dict[str, float]:
    """log(1 + N / n) of each pair of characters, where n of all N clauses have it: what every plan says
    (加强…建设) tells little.
    """
    having = Counter(gram for side in sides for text in side for gram in text)
    size = sum(map(len, sides))
    return {gram: math.log(1 + size / n) for gram, n in having.items()}
