"""Evidence that a draft's claim is what was asked: shares and marks that can be counted, one table for all
kinds of answers.

In: a question, a draft and the sources it was made from. Out: the signs of its claim, each a number between
-1 and 1; None where it claims nothing in bold about a stretch of a clause (quotes, lists, refusals). The
claim is its bold lines with the sentences their chips cite. A pair of characters of the question is worth its
rarity in the library, as in `retrieval.nearest`, so that words a reader of terms drops (茶 of 茶产业) still
count. No sign decides alone; `serving` decides by their sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.answers.draft import BOLD, CHIP, Draft
from assistant.answers.options import SERVING
from assistant.model import Citation
from assistant.query.asides import without_asking
from assistant.query.slots import times_named
from assistant.question import Query, Scope
from assistant.retrieval.coverage import coverage
from assistant.retrieval.evidence import Prepared
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import worth_of
from assistant.retrieval.options import RANKING
from assistant.retrieval.sources import Found, Sources
from ingest import late_re as re
from ingest.grammar.brackets import ASIDE
from ingest.grammar.breaches import states_sanction
from ingest.grammar.measures import ANY_THING, CONTINUOUS, Kind, kind_of
from ingest.grammar.quantities import read_quantities
from ingest.grammar.segmentation import is_verb
from ingest.grammar.title_dates import years_in
from ingest.labels import is_row
from ingest.model import Span

Signs = Mapping[str, float]
SIGNS = (
    "words", "words_said", "terms", "terms_nowhere", "ahead", "ahead_said", "score_ahead", "elsewhere",
    "nouns_lacking", "carried", "name_asked", "row", "kind_met", "kind_other", "money_lacking",
    "measure_other", "year_other", "penalty_lacking",
)  # fmt: skip
"""In the order of the file; each is told where it is counted."""

_NAME = re.compile(r"(?:^|；)\s*([^；*：]{2,40})：")
_BESIDE = (">", "出处", "|", "注意")
"""What begins a line that claims nothing: quotes, references, rows of tables that compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """The bold lines of a draft; of each clause they cite the stretch it is claimed of, in code points of the
    plan.
    """

    line: str
    bold: str
    stretches: tuple[tuple[Prepared, Span], ...]

    @property
    def plans(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.row.plan for p, _ in self.stretches))

    @property
    def prepared(self) -> tuple[Prepared, ...]:
        return tuple(p for p, _ in self.stretches)

    @property
    def quotes(self) -> str:
        return fold("\n".join(p.row.words(span) for p, span in self.stretches))

    @property
    def headings(self) -> str:
        return "\n".join(p.headings for p in self.prepared)


def claimed(draft: Draft, sources: Sources) -> Claimed | None:
    """None where the first clause named is not named for a bold line: quotes that claim nothing come first
    then.
    """
    by_marker: dict[str, list[Citation]] = {}
    for citation in draft.citations:
        by_marker.setdefault(citation.marker, []).append(citation)
    lines: list[str] = []
    cited: dict[Citation, None] = {}
    for line in map(str.strip, draft.answer.splitlines()):
        of = [c for chip in CHIP.findall(line) for c in by_marker.get(chip[1:-1], ())]
        if not of or line.startswith(_BESIDE) or len(lines) == SERVING.lines:
            continue
        if "**" in line:
            lines.append(CHIP.sub("", line))
            cited |= dict.fromkeys(of)
        elif not lines:
            return None
    if not lines or draft.listing is not None:
        return None
    line = "；".join(lines)
    return Claimed(
        line=line,
        bold=" ".join(BOLD.findall(line)),
        stretches=tuple(_stretch(c, line, sources) for c in cited),
    )


def quoted(citations: Iterable[Citation], sources: Sources) -> Claimed:
    """Quotes that stand for an answer without a word of ours: what they say is claimed of all of them."""
    cited = tuple(dict.fromkeys(citations))
    text = "\n".join(c.quote for c in cited)
    return Claimed(line=text, bold=text, stretches=tuple(_stretch(c, "", sources) for c in cited))


def _stretch(citation: Citation, line: str, sources: Sources) -> tuple[Prepared, Span]:
    """The quote; the whole clause where those named are charged in other words of it, or above it."""
    view = sources.catalog.view(citation.plan)
    row = view.clause(citation.clause)
    quoted = Span(start=citation.start, end=citation.end)
    named = [r for r in row.clause.responsibilities if any(name in line for name in (*r.units, *r.leaders))]
    inside = any(quoted.start <= r.span.start < quoted.end for r in named)
    return sources.prepared(view, row), row.clause.span if named and not inside else quoted


def signs_of(query: Query, draft: Draft, sources: Sources) -> Signs | None:
    claim = claimed(draft, sources)
    return None if claim is None else signs_of_claim(query, claim, sources)


def signs_of_claim(query: Query, claim: Claimed, sources: Sources) -> Signs:
    return {
        **_of_words(query, claim, sources),
        **_of_terms(query, claim),
        **_of_kind(query, claim, sources),
        **_of_name(query, claim, sources),
        "row": float(any(is_row(p.row.clause) for p in claim.prepared)),
        "year_other": _year_other(query, claim, sources),
    }


def _of_words(query: Query, claim: Claimed, sources: Sources) -> Signs:
    """`words`: the share of the question's worth that stands in what is cited, above it or in the title;
    `words_said` the same of all that was said, without the title. `ahead`, `ahead_said`, `score_ahead`: how
    far that is more than the best other sentence has. `elsewhere`: what it lacks and one other sentence has
    that states something of the kind.
    """
    own = tuple(t for t in query.terms if not t.optional) or query.terms
    asked = worth_of(without_asking(query, own), sources.retriever.lexical)
    said = worth_of(query, sources.retriever.lexical)
    stated = f"{claim.quotes}\n{claim.headings}"
    titled = "\n".join((stated, *(p.title for p in claim.prepared)))
    had, had_said = asked.held(titled), said.share(said.held(stated))
    share, lacking = asked.share(had), frozenset(asked.of) - had
    best = best_said = elsewhere = score = rival = 0.0
    for found in _near(query, claim, sources):
        if _is_cited(found, claim):
            score = max(score, found.statement.score)
            continue
        text = f"{found.prepared.headings}\n{fold(found.text)}"
        has = asked.held(f"{text}\n{found.prepared.title}")
        best = max(best, other := asked.share(has))
        best_said = max(best_said, said.share(said.held(text)))
        if _states(found, query):
            rival = max(rival, found.statement.score)
            if other >= SERVING.rival * share:
                elsewhere = max(elsewhere, asked.share(has & lacking))
    return {
        "words": share,
        "words_said": had_said,
        "ahead": share - best,
        "ahead_said": had_said - best_said,
        "score_ahead": score - rival,
        "elsewhere": elsewhere,
    }


def _near(query: Query, claim: Claimed, sources: Sources) -> Iterator[Found]:
    """The best sentences of each plan that is cited."""
    scope = query.scope.plans
    asked = scope if set(claim.plans) <= set(scope) else tuple(dict.fromkeys((*scope, *claim.plans)))
    for plan, found in sources.statements(query, asked).items():
        if plan in claim.plans:
            yield from found[: SERVING.compared]


def _is_cited(found: Found, claim: Claimed) -> bool:
    span = found.statement.span
    return any(
        p.row.plan == found.row.plan and s.start < span.end and span.start < s.end for p, s in claim.stretches
    )


def _states(found: Found, query: Query) -> bool:
    """Whether it states something of the kind asked for: who does it, or a figure."""
    if query.intent == "unit":
        return bool(found.row.clause.responsibilities)
    return bool(found.targets or found.results) or any(ch.isdigit() for ch in found.text)


def _of_terms(query: Query, claim: Claimed) -> Signs:
    """`terms`: the share of the terms, by weight, in the sentences, and above them where who is asked;
    `terms_nowhere` of those that are not even in the clause or above it; `nouns_lacking`: nouns in neither
    sentence nor headings, of three; `carried`: the share of what an earlier question asked about, in the
    clause or above it, where this one names no thing of its own.
    """
    own = [t for t in query.terms if not t.optional]
    own, carried = (own, [t for t in query.terms if t.optional]) if own else (list(query.terms), [])
    quotes, above = claim.quotes, claim.headings
    whole = "\n".join((above, *(p.whole for p in claim.prepared)))
    everywhere = f"{quotes}\n{whole}"
    total = sum(t.weight for t in own) or 1.0
    if query.intent == "unit":  # the heading or the title says what it is that somebody does
        quotes = "\n".join((quotes, above, *(p.title for p in claim.prepared)))
        everywhere = f"{quotes}\n{whole}"
    stated = [coverage(t, quotes) for t in own]
    lacking = [
        t
        for t, share in zip(own, stated, strict=True)
        if max(share, coverage(t, above)) < RANKING.had and not is_verb(t.text)
    ]
    nowhere = sum(t.weight for t in own if coverage(t, everywhere) < RANKING.had)
    before = sum(t.weight for t in carried)
    leans = before and not any(t.tells for t in own)
    return {
        "terms": sum(t.weight * s for t, s in zip(own, stated, strict=True)) / total,
        "terms_nowhere": nowhere / total,
        "nouns_lacking": min(1.0, len(lacking) / 3),
        "carried": sum(t.weight * coverage(t, everywhere) for t in carried) / before if leans else 1.0,
    }


def _of_kind(query: Query, claim: Claimed, sources: Sources) -> Signs:
    """What is counted in the bold words against what is asked for: `kind_met`, `kind_other`; `money_lacking`
    where money is asked for and none is told; `measure_other` where things are asked for that have a measure
    word of their own (几类) and others are told (86个); `penalty_lacking` where a penalty is asked for and
    neither the sentence nor what stands above it has one.
    """
    units = [q.unit for q in read_quantities(claim.bold) if q.role == "amount" and q.unit]
    of_rows = _units_of_rows(claim, sources)
    told = {kind_of(unit) for unit in units} - {None}
    counted_in = told | {kind_of(unit) for unit in of_rows} - {None}
    measures = {*query.slots.measures, query.slots.measure} - {""}
    asked = {_kind(measure) for measure in measures} - {None}
    known = bool(told and asked)
    counted = {m for m in measures if _kind(m) == "piece" and m != ANY_THING}
    stated = f"{claim.quotes}\n{claim.headings}"
    return {
        "kind_met": float(bool(counted_in & asked)),
        "kind_other": float(known and not told & asked and bool(CONTINUOUS & (told | asked))),
        "money_lacking": float("money" in asked and "money" not in counted_in),
        "measure_other": float(bool(counted) and not any(m in claim.bold or m in of_rows for m in counted)),
        "penalty_lacking": float("penalty" in query.slots.asks and not states_sanction(stated)),
    }


def _units_of_rows(claim: Claimed, sources: Sources) -> list[str]:
    """What the figures of the rows cited are counted in: it stands in their names or above their columns."""
    rows = [p.row for p in claim.prepared if is_row(p.row.clause)]
    targets = [t for r in rows for t in sources.catalog.view(r.plan).targets.get(r.clause.label, ())]
    return [t.unit for t in targets if t.unit]


def _kind(measure: str) -> Kind | None:
    return "ratio" if measure == "share" else "money" if measure == "钱" else kind_of(measure)


def _of_name(query: Query, claim: Claimed, sources: Sources) -> Signs:
    """`name_asked`: how much of the name a figure is told under the question says, the earlier one included;
    the most of several names. `SERVING.unnamed` where nothing is told under a name.
    """
    if query.intent == "unit":
        return {"name_asked": SERVING.unnamed}
    said, *before = query.turns
    text = fold(" ".join((said, *(w for t in query.terms for w in t.wordings), *before)))
    shares = [
        worth.share(worth.held(text))
        for name in map(_without_asides, _NAME.findall(claim.line))
        if (worth := worth_of(_asking(name), sources.retriever.lexical)).of
    ]
    return {"name_asked": max(shares, default=SERVING.unnamed)}


def _without_asides(name: str) -> str:
    """Without what stands in brackets: what a row is counted in, that it is a sum."""
    return ASIDE.sub("", name)


def _asking(name: str) -> Query:
    """A query that says nothing but a name."""
    return Query(asked=name, intent="content", scope=Scope(), wording=fold(name))


def _year_other(query: Query, claim: Claimed, sources: Sources) -> float:
    """1 where a year is asked for and what is cited prints others alone, in a paper of another year."""
    asked: set[int] = set()
    for plan in claim.plans:
        view = sources.catalog.view(plan)
        asked |= {int(time[:4]) for time in times_named(query, view)} - {view.row.year or 0}
    printed = {*years_in(f"{claim.quotes}\n{claim.headings}\n{claim.line}")}
    return float(bool(asked and printed) and not asked & printed)
