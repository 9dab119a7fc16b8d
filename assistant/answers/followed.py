"""What to show for a follow-up that nothing answers: the clauses of the previous answer and their neighbours
in the same list, where they match it better than the nearest sentences.

In: a follow-up, its draft that claims nothing, the previous answer. Out: the draft, with such a clause first;
where nothing was found, with what was shown before, named as that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers.covered import states
from assistant.answers.draft import BOLD, Draft
from assistant.answers.near import SAID, shown
from assistant.answers.options import ANSWERS, SERVING
from assistant.model import Citation
from assistant.query.conditions import keys_of
from assistant.query.options import QUERY
from assistant.question import IN_A_SENTENCE, Query, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage, nearest_passages, passages_of
from assistant.retrieval.options import NEAREST, RANKING
from assistant.retrieval.sources import Sources
from ingest.store.rows import ClauseRow

SHOWN_BEFORE = "上一问所引的原文，请核对是否正是所问："
Key = tuple[str, str]


def of_the_papers_shown(query: Query, earlier: Draft | None, sources: Sources) -> Query | None:
    """A follow-up of the very papers that were asked about before, asked of those alone that the answer
    cites: where these have about as much of it as any (`SERVING.of_paper`).
    """
    if earlier is None or query.before is None or earlier.status not in ("answered", "near"):
        return None
    if {*query.scope.plans} != {*query.before.scope.plans}:
        return None
    shown_ = {citation.plan for citation in earlier.citations}
    plans = tuple(plan for plan in query.scope.plans if plan in shown_)
    if not plans or len(plans) == len(query.scope.plans):
        return None
    best = max((p.share for p in nearest_passages(query, sources, query.scope.plans)), default=0.0)
    own = max((p.share for p in nearest_passages(query, sources, plans)), default=0.0)
    fits = own > 0 and own >= SERVING.of_paper * best
    return replace(query, scope=replace(query.scope, plans=plans)) if fits else None


def lacks_what_was_carried(query: Query, draft: Draft, without: Draft) -> bool:
    """Whether no paper is there only of a year, a place or a kind that an earlier question asked about, and
    something with a word of its own is near `without` it.
    """
    said = {*keys_of(query)}
    if draft.reason != "no_such_plan" or without.status != "near" or query.scope.unknown_places:
        return False
    own = [word for t in query.terms if not t.optional for word in t.wordings]
    near = fold(without.citations[0].quote) if without.citations else ""
    return bool(said) and said <= {*query.inherited} and any(word in near for word in own)


def tells_of_other_papers(query: Query, draft: Draft, earlier: Draft) -> bool:
    """Whether a follow-up that names no paper is answered by quotes alone, none of them of a paper that was
    shown before: it may be of another matter, and may as well not.
    """
    quoted = draft.status == "answered" and query.intent == "content" and not BOLD.search(draft.answer)
    said = query.scope.regions or query.scope.titles
    shown_ = {citation.plan for citation in earlier.citations}
    return quoted and not said and bool(shown_) and not shown_ & {c.plan for c in draft.citations}


def leaves_the_matter(query: Query, draft: Draft, earlier: Draft, sources: Sources) -> bool:
    """Whether a follow-up of a word or two that names no paper (谁来处理) is answered by papers that were not
    shown before, in clauses that have little of what was asked about before.
    """
    carried = [t for t in query.terms if t.optional] or _asked_before(query)
    own = [t for t in query.terms if not t.optional]
    if draft.status != "answered" or not (own and carried and earlier.citations) or query.slots.back:
        return False
    if query.scope.named or query.intent not in IN_A_SENTENCE or not _says_little(query):
        return False
    papers = {c.plan for c in earlier.citations[: 1 if earlier.status == "near" else None]}
    answering = _keys(tuple(c for c in draft.citations if c not in draft.beside))
    return not any(
        key[0] in papers or _has_of(carried, key, sources) > SERVING.of_matter for key in answering
    )


def what_was_shown(query: Query, earlier: Draft, sources: Sources) -> Draft:
    """The clauses of the previous answer, with no claim made; those first that have the words asked for."""
    keys = _keys(earlier.citations)
    own = tuple(t for t in query.terms if not t.optional)
    having = passages_of(replace(query, terms=own), sources, dict.fromkeys(keys, 0.0))
    rest = passages_of(replace(query, terms=tuple(_asked_before(query))), sources, dict.fromkeys(keys, 0.0))
    first = [p for p in having if states(query, p.row)]
    had = {_key(p) for p in first}
    others = sorted((p for p in rest if _key(p) not in had), key=lambda p: keys.index(_key(p)))
    return shown([*first, *others][: NEAREST.clauses], SHOWN_BEFORE)


def _asked_before(query: Query) -> list[Term]:
    return [t for t in query.before.terms if not t.optional] if query.before is not None else []


def _has_of(terms: Sequence[Term], key: Key, sources: Sources) -> float:
    """The share of the terms, by weight, that stands in the clause or above it."""
    view = sources.catalog.view(key[0])
    row = view.clause(key[1])
    said = fold(" ".join((view.row.title, *row.clause.path, row.text)))
    had = sum(t.weight for t in terms if coverage(t, said) >= RANKING.had)
    return had / sum(t.weight for t in terms)


def is_left_open(query: Query, draft: Draft) -> bool:
    """Whether it is a follow-up of which nothing is claimed, nor denied but for its words."""
    open_ = draft.status == "near" or draft.reason == "out_of_scope"
    return query.before is not None and open_ and query.leans and not query.slots.back


def after_what_was_shown(query: Query, draft: Draft, earlier: Draft, sources: Sources) -> Draft:
    cited = _keys(earlier.citations)[: ANSWERS.clauses_shown]
    around = dict.fromkeys((*cited, *(key for one in cited for key in _beside(one, sources))))
    own = tuple(t for t in query.terms if not t.optional)
    query = replace(query, terms=own or query.terms)  # what was carried over speaks for what was shown anyhow
    before = passages_of(query, sources, dict.fromkeys(around, 0.0))
    if not before:
        return draft
    if draft.status != "near":
        first = [p for p in before if _key(p) in cited] or before
        return shown(first[: NEAREST.clauses], f"{_denied(draft)}{SHOWN_BEFORE}")
    near = passages_of(query, sources, dict.fromkeys(_keys(draft.citations), 0.0))
    nearest = next((p for p in near if _key(p) == _keys(draft.citations)[0]), None)
    best = next((p for p in before if states(query, p.row)), None)
    if best is None or nearest is None or best.share <= nearest.share or not _says_little(query):
        return draft
    others = [p for key in _keys(draft.citations) for p in near if _key(p) == key != _key(best)]
    return shown([best, *others][: NEAREST.clauses], draft.answer.split("\n\n")[0] if draft.counted else SAID)


def _says_little(query: Query) -> bool:
    return len([t for t in query.terms if not t.optional]) <= QUERY.pointing


def _denied(draft: Draft) -> str:
    """What it says of words that stand nowhere, which was looked up."""
    return draft.answer if "字样" in draft.answer else ""


def _keys(citations: tuple[Citation, ...]) -> list[Key]:
    return list(dict.fromkeys((c.plan, c.clause) for c in citations))


def _key(passage: Passage) -> Key:
    return passage.row.plan, passage.row.clause.label


def _beside(key: Key, sources: Sources) -> Iterator[Key]:
    """The clauses under the same heading, or of the same list."""
    view = sources.catalog.view(key[0])
    row = view.clause(key[1])
    yield from ((r.plan, r.clause.label) for r in _siblings(view, row))


def _siblings(view: PlanView, row: ClauseRow) -> list[ClauseRow]:
    around = [r for r in view.clauses if r.clause.parent and r.clause.parent == row.clause.parent]
    return around if len(around) <= ANSWERS.around else []
