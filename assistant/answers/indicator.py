"""Figures asked for by just the name of their indicator (人均预期寿命, 某市2025年婴儿死亡率, 接种率是多少).

In: a query and the sentences nearest to its words. Out: by plan, the figures whose indicator has that name.
The indicator printed exactly so comes first; where a plan has no such one, those that have the name in a
synonym's wording, and those that end in it (接种率: HPV疫苗接种率) where it names a measure. Several that fit
equally are all given. An indicator that only shares words with the name does not match, nor does a name with
more words than the indicator.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from assistant.answers.options import ANSWERS
from assistant.lookups.carried import candidates, carries, of_time
from assistant.lookups.figure import FigureFound
from assistant.query.slots import times_named
from assistant.query.things import name_asked
from assistant.question import Query
from assistant.retrieval.lexicon import Lexicon, fold
from assistant.retrieval.sources import Found, Sources
from ingest import late_re as re
from ingest.grammar.indicator_words import END
from ingest.model import Target

_MEASURE = re.compile(rf"(?:{END}|总?量)$")
_BRACKET = re.compile(r"\([^()]*\)")


def named_figures(query: Query, sources: Sources) -> dict[str, tuple[FigureFound, ...]]:
    """Plans without such an indicator are left out; {} for a question that says more than a name."""
    asked = name_asked(query)
    if len(asked) < 3 or query.wants_baseline or query.claimed:
        return {}
    others = _other_wordings(asked, sources.lexicon)
    found: dict[str, tuple[FigureFound, ...]] = {}
    for plan, statements in sources.statements(query, query.scope.plans).items():
        stated = [(f, t, names_of(t)) for f in statements for t in candidates(query, f)]
        meant = [(f, t) for f, t, names in stated if asked in names] or [
            (f, t) for f, t, names in stated if others & names or _ends_in(asked, names)
        ]
        if meant and len({t.indicator for _, t in meant}) <= ANSWERS.one_name:
            view = sources.catalog.view(plan)
            times = times_named(query, view)
            now = "now" in query.slots.asks
            kept = tuple(
                replace(one, times=times, now=now)
                for one in _together(_of_time(meant, times, now=now))
                if carries(query, one.found, one.targets, times, view.row)
            )
            found |= {plan: kept} if kept else {}
    return found


def _of_time(
    meant: list[tuple[Found, Target]], times: Collection[str], *, now: bool
) -> list[tuple[Found, Target]]:
    """Those of a time that is asked for; where none is, goals before results, but of what there is now."""
    timed = [(f, t) for f, t in meant if of_time([t], times)]
    goals = [(f, t) for f, t in meant if t in (f.results if now else f.targets)]
    return timed or goals or meant


def names_of(target: Target) -> frozenset[str]:
    """What an indicator is called: with and without brackets, with and without the group it is of."""
    whole = fold(target.indicator)
    bare = _BRACKET.sub("", whole)
    return frozenset((whole, bare, fold(target.scope or "") + bare))


def _other_wordings(asked: str, lexicon: Lexicon) -> frozenset[str]:
    """The name in the wordings of the synonym table, whole or of one of its words."""
    whole = lexicon.synonyms.get(asked)
    if whole is not None:
        return frozenset(fold(w) for w in whole if len(w) >= len(asked))
    return frozenset(
        asked.replace(word, fold(other))
        for word, others in lexicon.synonyms.items()
        if len(word) >= 2 and word in asked
        for other in others
    )


def _ends_in(asked: str, names: frozenset[str]) -> bool:
    return _MEASURE.search(asked) is not None and any(name.endswith(asked) for name in names)


def _together(meant: list[tuple[Found, Target]]) -> tuple[FigureFound, ...]:
    """One entry a sentence, its targets in printed order."""
    by_sentence: dict[tuple[str, int], tuple[Found, list[Target]]] = {}
    for found, target in meant:
        key = found.row.clause.label, found.statement.span.start
        by_sentence.setdefault(key, (found, []))[1].append(target)
    return tuple(
        FigureFound(found=found, targets=tuple(targets), score=1.0) for found, targets in by_sentence.values()
    )
