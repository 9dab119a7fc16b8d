"""Answers to “whom” in a relation to a task: who must agree, is consulted, is told, pays (报谁批准).

In: a query with the relations it asks for. Out: the part of the sentence that names somebody in that
relation, verbatim; None where no matching sentence does. The offices charged with a clause are no answer to
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answers.draft import Draft, where
from assistant.answers.options import ANSWERS
from assistant.lookups.alignment import lacks, tells_only_others
from assistant.lookups.cite import cite, quote, reference
from assistant.lookups.options import LOOKUPS
from assistant.model import Citation
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Found, Sources
from ingest import late_re as re
from ingest.grammar.deeds import BY
from ingest.grammar.named_offices import named_offices
from ingest.grammar.office_ends import GENERAL, UNIT_END
from ingest.grammar.relations import posts_in, related
from ingest.grammar.segmentation import words
from ingest.grammar.stops import STATEMENTS_KEPT
from ingest.grammar.tables import one_of
from ingest.model import Evidence, Relation, Span
from ingest.store.rows import ClauseRow

CHARGED: frozenset[Relation] = frozenset(("accepted", "assessed", "explained", "seated", "post"))
"""Relations an office is charged with like any task; in the others it does not do the task."""
_BY_WHOM = re.compile(r"由(?P<who>[^，,。；;：:\n]{2,40})")
_BODY = re.compile(rf"(?:{UNIT_END}|{one_of(GENERAL)})$")

Named = tuple[PlanView, ClauseRow, Span, Span]
"""A clause, its sentence, and the part of it that names somebody, both in code points of the plan."""


def whom(query: Query, sources: Sources) -> Draft | None:
    """None also where no relation is asked for."""
    named = [hit for relation in query.slots.relations for hit in _best(relation, query, sources)]
    return told(named) if named else None


def doing(query: Query, sources: Sources) -> Draft | None:
    """Who does just what is asked (证照谁颁), where sentences that meet the question about as well as any say
    by whom it is done (由县水利局颁发); None where none does for one of the deeds.
    """
    named: list[Named] = []
    for deed in query.slots.deeds:
        if not (hits := _doing(deed, query, sources)):
            return None
        named += hits
    return told(named, alone=True) if named else None


def _doing(deed: str, query: Query, sources: Sources) -> list[Named]:
    hits: list[tuple[float, Named]] = []
    for plan, found in sources.statements(query, query.scope.plans).items():
        meeting = list(_meeting(query, found))
        near = [f for f in meeting if f.statement.score >= LOOKUPS.as_good * meeting[0].statement.score]
        for f in near:
            if part := _asked_part(query, f.text, done_by(deed, f.text)):
                span = f.statement.span
                of = Span(start=span.start + part.start, end=span.start + part.end)
                hits.append((f.statement.score, (sources.catalog.view(plan), f.row, span, of)))
                break
    several = len(query.scope.regions) > 1 or len(query.scope.years) > 1
    hits.sort(key=lambda hit: -hit[0])
    return [named for _, named in (hits if several else hits[:1])]


def done_by(deed: str, sentence: str) -> tuple[Span, ...]:
    """Where the sentence says by whom it is done, in its code points: each 由 up to the verb."""
    found = []
    for m in _BY_WHOM.finditer(sentence):
        said = words(m["who"])
        at = next((n for n in range(len(said) - 1, 0, -1) if deed in said[n]), 0)
        who = "".join(said[:at])
        if who and (named_offices(who) or _BODY.search(who)):
            found.append(Span(start=m.start(), end=m.start("who") + len(who) + len(said[at])))
    return tuple(found)


def done_in_words(query: Query, found: Sequence[tuple[PlanView, Found]]) -> list[Named]:
    """Where a sentence that was found says itself by whom what is asked is done (由所在集市提供摊位), in a
    clause that charges others with all of it in print apart (牵头单位：…): its words from 由 on. What the
    headings have of the question need not stand there.
    """
    named = []
    for view, f in found:
        charges = f.row.clause.responsibilities
        apart = all(r.evidence in _APART or r.inherited_from is not None for r in charges)
        headings = fold("\n".join((*f.row.clause.path, f.row.clause.heading or "")))
        own = [t for t in query.terms if not t.optional and coverage(t, headings) < 1.0]
        for m in _BY_WHOM.finditer(f.text) if apart and own else ():
            if BY.match(f.text, m.start()) and all(coverage(t, fold(m[0])) == 1.0 for t in own):
                base, span = f.statement.span.start, f.statement.span
                named.append((view, f.row, span, Span(start=base + m.start(), end=base + m.end())))
    return named


_APART: frozenset[Evidence] = frozenset(("note", "column", "heading"))


def _asked_part(query: Query, sentence: str, parts: Sequence[Span]) -> Span | None:
    """Of several parts (公办园由甲局审批，民办园由乙局审批) the one that is not of another member of a class
    than the one asked for, and has most of the question's words with what stands before it; the first of two
    alike.
    """
    best, most = None, -1.0
    for n, part in enumerate(parts):
        text = fold(sentence[parts[n - 1].end if n else 0 : part.end])
        share = sum(t.weight * coverage(t, text) for t in query.terms if not t.optional)
        if share > most and not (len(parts) > 1 and tells_only_others(query, text)):
            best, most = part, share
    return best


def told(named: Sequence[Named], *, alone: bool = False) -> Draft:
    """A line in bold for each, its sentence where that says more, and where it stands; `alone` without those
    the clause charges with its task.
    """
    parts: list[str] = []
    citations: dict[Citation, None] = {}
    for view, row, sentence, part in named:
        citation = cite(view, row, sentence)
        said = row.words(part).strip(" 　")
        parts.append(f"**{said}** 〔{citation.marker}〕")
        if citation not in citations and citation.quote.strip().rstrip("。；") != said:
            parts.append(quote(citation))
        citations[citation] = None
        parts.append(f"出处：{reference(view, row)}" if alone else where(view, [row], [sentence]))
    return Draft(status="answered", answer="\n\n".join(dict.fromkeys(parts)), citations=tuple(citations))


def named_in_clause(view: PlanView, row: ClauseRow, relation: Relation) -> Iterator[Named]:
    """Those the sentences of the clause name in the relation, in printed order."""
    base = row.clause.span.start
    for m in STATEMENTS_KEPT.finditer(row.text):
        sentence = Span(start=base + m.start(), end=base + m.end())
        for found in related(m[0], relation):
            part = Span(start=sentence.start + found.span.start, end=sentence.start + found.span.end)
            yield view, row, sentence, part


def _best(relation: Relation, query: Query, sources: Sources) -> list[Named]:
    """Of the clauses that meet the question the best that name somebody: the parts with most of its words."""
    several = len(query.scope.regions) > 1 or len(query.scope.years) > 1
    best: list[tuple[float, list[Named]]] = []
    for plan, found in sources.statements(query, query.scope.plans).items():
        view = sources.catalog.view(plan)
        top = found[0].statement.score
        for f in _meeting(query, found):
            if relation in CHARGED and f.statement.score < LOOKUPS.as_good * top:
                break  # a sentence that speaks of it more plainly may charge somebody with it
            if named := list(named_in_clause(view, f.row, relation)):
                best.append((f.statement.score, _of_the_matter(query, f, named)))
                break
    best.sort(key=lambda scored: -scored[0])
    named = [hit for _, hits in (best if several else best[:1]) for hit in hits]
    return named or _of_the_paper(relation, query, sources)


def _of_the_paper(relation: Relation, query: Query, sources: Sources) -> list[Named]:
    """Where the matter may be the paper itself, those its clauses name, if they name few: what it is called
    has all words asked for, who says what its words mean is asked, or a follow-up names no matter
    (谁来考核).
    """
    if not query.scope.named or not 0 < len(query.scope.plans) <= ANSWERS.plans:
        return []
    views = [sources.catalog.view(plan) for plan in query.scope.plans]
    whole = relation == "explained" or query.leans
    own = [t for t in query.terms if not t.optional]
    of_each = [
        [n for row in view.clauses for n in named_in_clause(view, row, relation)]
        for view in views
        if whole or all(coverage(t, fold(view.row.title)) == 1.0 for t in own)
    ]
    named = [names for names in of_each if names]
    return named[0] if len(named) == 1 and len(named[0]) <= ANSWERS.of_the_whole else []


def _meeting(query: Query, found: Sequence[Found]) -> Iterator[Found]:
    for f in found:
        if f.statement.score >= ANSWERS.meets and lacks(query, f) <= LOOKUPS.lacking:
            yield f


def _of_the_matter(query: Query, found: Found, named: Sequence[Named]) -> list[Named]:
    """Those of the sentence that meets the question, else of the clause; of several the ones whose part, else
    whose sentence, has most of the question's words.
    """
    own = [
        n for n in named if n[2].start < found.statement.span.end and found.statement.span.start < n[2].end
    ]
    named = own or named

    def has(span: Span) -> float:
        text = fold(found.row.words(span))
        return sum(t.weight * coverage(t, text) for t in query.terms if not t.optional)

    if posts := query.slots.posts:
        return [n for n in named if posts & posts_in(found.row.words(n[3]))] or list(named)
    most = max(has(sentence) for _, _, sentence, _ in named)
    named = [n for n in named if has(n[2]) == most]
    most = max(has(part) for _, _, _, part in named)
    return [n for n in named if has(n[3]) == most]
