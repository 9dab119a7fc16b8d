"""The last look at an answer before it is shown: what is not in the cited clauses does not pass.

In: an answer, the facts of every clause it cites or lists. Out: the answer with its figures judged; `faults`
says what may not be shown. Every line is held against the clauses it stands on: figures with unit, bound and
subject, years, offices and people, behind a role those of that role, quotes to the letter, references, chips.
What the engine counted itself (共 12 项) stands in no clause: such lines are handed over in `Answer.counted`,
and must be shown to the letter; every other line with a number or a name and no clause falls. An answer that
fails is replaced by the bare words of its sound quotes. Refusals claim nothing and are shown as they are; the
nearest sentences are looked at as an answer is.

What an earlier version of a plan said may be told beside what it says now, under a chip that says 旧版, and
is held against that version alone: the words before such a chip stand on the clause it names, those before a
chip of the version in force on that one. Such a chip is not handed down to the lines below it.

Not told apart yet: which period or base year a figure belongs to in prose (每年, 三年, 较2020年), 全覆盖 and
约束性 said in words, and whether 不得 stands before a verb. The rules engine takes these from the plan's own
words; a freer writer would have to be watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Self

from assistant.denial import By, Denial
from assistant.lookups.cite import quote
from assistant.lookups.versions import EARLIER
from assistant.model import Answer, Citation, EarlierQuote, Figure, ListingRow
from assistant.retrieval.catalog import Catalog
from assistant.verification.claims import CHIP, Claim, claims
from assistant.verification.facts import ClauseFacts, plain_text, same_words
from assistant.verification.fault import Fault
from assistant.verification.figures import has_numbers, judge
from assistant.verification.names import Names, in_full, wrong_names
from ingest import late_re as re
from ingest.grammar.date_forms import with_plain_dates
from ingest.grammar.places import stem
from ingest.grammar.plain_amounts import with_plain_amounts
from ingest.grammar.tables import one_of
from ingest.store.rows import PlanRow

ClauseKey = tuple[str, str]
"""Plan id and clause label; of an earlier version the id is followed by @ and its number."""
Facts = Mapping[ClauseKey, ClauseFacts]
_BULLET = re.compile(r"^\s*[-*+]\s+")
_ROW_SIGNS = ("|", "-", "*", "1", "2", "3", "4", "5", "6", "7", "8", "9")
"""What a line of a list or a table begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the library calls things: offices and people, titles and short names of its plans; `called` has by
    plan its names and its place, folded.
    """

    names: Names
    titles: tuple[str, ...] = ()
    called: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def titles_in(self, words: str) -> list[str]:
        """Those that stand in the words; of two that overlap the longer one."""
        return _any_of(self.titles).findall(words) if self.titles else []

    @classmethod
    def of(cls, catalog: Catalog) -> Self:
        rows = catalog.rows
        titles = dict.fromkeys(name for r in rows for name in (r.title, *r.titles, catalog.short(r.id)))
        return cls(
            names=Names((*catalog.units, *catalog.leaders)),
            titles=tuple(titles),
            called={row.id: _called(row, catalog.short(row.id)) for row in rows},
        )


def _called(row: PlanRow, short: str) -> frozenset[str]:
    places = (row.region, stem(row.region)) if row.region else ()
    return frozenset(plain_text(name) for name in (row.title, *row.titles, short, *places) if len(name) > 1)


@lru_cache(maxsize=8)
def _any_of(titles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(one_of(titles))


def key_of(row: Citation | ListingRow | EarlierQuote) -> ClauseKey:
    """Under which the facts of a row's clause are handed over."""
    version = None if isinstance(row, Citation) else row.version
    return (row.plan if version is None else f"{row.plan}@{version}", row.clause)


def checked(answer: Answer, facts: Facts, known: Known) -> Answer:
    """The answer with its figures judged, or its bare quotes where it fails."""
    if answer.status not in ("answered", "near"):
        return answer
    if not faults(answer, facts, known):
        return replace(answer, figures=figures_of(answer, facts, known))
    sound = tuple(c for c in answer.citations if not _wrong_citation(c, facts))
    earlier = tuple(q for q in answer.earlier if not _wrong_earlier(q, facts))
    words = "\n\n".join(
        [
            *(f"〔{c.marker}〕\n\n{quote(c)}" for c in sound),
            *(f"{quote(q)} 〔{q.marker}〕" for q in earlier),
        ]
    )
    bare = replace(
        answer, answer=f"以下为相关条款原文：\n\n{words}", citations=sound, earlier=earlier, counted=()
    )
    return replace(bare, figures=figures_of(bare, facts, known))


def faults(answer: Answer, facts: Facts, known: Known, *, reworded: bool = False) -> tuple[str, ...]:
    """What must not be shown, a sentence each; () for an answer that may be shown. `reworded` as in `judge`:
    where a model's sentences, each of them checked already, stand in it.
    """
    cited, shown = _by_marker(answer, facts), _Shown.of(answer)
    found = list(wrong_references(answer, facts))
    for claim in claims(answer.answer):
        found += _wrong_claim(claim, shown, cited, known, reworded=reworded)
    return tuple(dict.fromkeys(found))


def wrong_references(answer: Answer, facts: Facts) -> Iterator[str]:
    """Citations, rows and chips that are not what their clauses say, or of no clause: all that is left to be
    looked at of a sentence that has been checked by itself.
    """
    yield from filter(None, (_wrong_citation(c, facts) for c in answer.citations))
    yield from filter(None, (_wrong_earlier(q, facts) for q in answer.earlier))
    if answer.listing is not None:
        yield from _wrong_listing(answer, facts)
    cited = _by_marker(answer, facts)
    chips = dict.fromkeys(chip for claim in claims(answer.answer) for chip in claim.chips)
    yield from (f"引用标记不指向条款：〔{chip}〕" for chip in chips if chip not in cited)


def figures_of(answer: Answer, facts: Facts, known: Known, *, reworded: bool = False) -> tuple[Figure, ...]:
    """Every figure of the answer's own words with the clause that states it; what it counted itself is no
    figure.
    """
    cited, counted = _by_marker(answer, facts), _counted(answer)
    return tuple(
        Figure(text=judged.text, supported=not judged.wrong, marker=judged.home)
        for claim in claims(answer.answer)
        if claim.kind == "words" and claim.line not in counted
        for words, standing in _stretches(claim, cited, known)
        for judged in judge(words, [f.compared if reworded else f for f in standing], reworded=reworded)
    )


def _by_marker(answer: Answer, facts: Facts) -> dict[str, ClauseFacts]:
    rows: Sequence[Citation | ListingRow | EarlierQuote] = (
        *answer.citations,
        *(answer.listing.rows if answer.listing else ()),
        *answer.earlier,
    )
    return {row.marker: facts[key_of(row)] for row in rows if key_of(row) in facts}


def _counted(answer: Answer) -> frozenset[str]:
    return frozenset(line.strip() for text in answer.counted for line in text.splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What lines are held against: the answer, what it counted, and the rows of its listing by marker."""

    answer: Answer
    counted: frozenset[str]
    rows: Mapping[str, Sequence[ListingRow]]

    @classmethod
    def of(cls, answer: Answer) -> Self:
        rows: dict[str, list[ListingRow]] = {}
        for row in answer.listing.rows if answer.listing else ():
            rows.setdefault(row.marker, []).append(row)
        return cls(answer=answer, counted=_counted(answer), rows=rows)


def _wrong_citation(citation: Citation, facts: Facts) -> str:
    """A citation that is not what its clause says, "" where it is."""
    fact = facts.get((citation.plan, citation.clause))
    if fact is None:
        return f"引用的条款不存在：{citation.marker}"
    start, end = citation.start - fact.span.start, citation.end - fact.span.start
    if not 0 <= start < end <= len(fact.text) or citation.quote != fact.text[start:end]:
        return f"引文与原文不符：{citation.marker}"
    if (citation.marker, citation.reference) != (fact.marker, fact.reference):
        return f"引用的条款名称不符：{citation.marker}"
    if not {*citation.units, *citation.leaders} <= fact.names:
        return f"引用的责任单位与条款不符：{citation.marker}"
    return ""


def _wrong_earlier(quoted: EarlierQuote, facts: Facts) -> str:
    """A quote of an earlier version that is not what its clause said there, "" where it is."""
    fact = facts.get(key_of(quoted))
    if fact is None:
        return str(Denial(what=f"这一条：{quoted.marker}", by=By.VERSIONS, where="旧版里"))
    start, end = quoted.start - fact.span.start, quoted.end - fact.span.start
    if not 0 <= start < end <= len(fact.text) or quoted.quote != fact.text[start:end]:
        return f"引文与旧版原文不符：{quoted.marker}"
    if quoted.marker != fact.marker or EARLIER not in quoted.marker:
        return f"旧版条款的名称不符：{quoted.marker}"
    return ""


def _wrong_listing(answer: Answer, facts: Facts) -> Iterator[str]:
    """Rows that are not what their clauses say, and rows that are missing from what is shown."""
    assert answer.listing is not None
    shown = {chip for claim in claims(answer.answer) for chip in claim.chips}
    if answer.listing.total != len(answer.listing.rows):
        yield f"清单写 {answer.listing.total} 项，实列 {len(answer.listing.rows)} 项"
    for row in answer.listing.rows:
        fact = facts.get(key_of(row))
        if fact is None or row.marker != fact.marker:
            yield f"清单里的条款不存在：{row.marker}"
        elif not same_words(row.summary.removesuffix("…"), fact.text) and row.summary not in fact.around:
            yield f"清单里的事项与原文不符：{row.marker}"
        elif not {*row.units, *row.leaders} <= fact.names:
            yield f"清单里的责任单位与条款不符：{row.marker}"
        elif row.marker not in shown:
            yield f"清单里漏了这一条：{row.marker}"


def _wrong_claim(
    claim: Claim, shown: _Shown, cited: Mapping[str, ClauseFacts], known: Known, *, reworded: bool
) -> Iterator[str]:
    if claim.kind == "quote":
        if not _is_verbatim(claim, shown.answer):
            yield f"引文与原文不符：{claim.words[:40]}"
        return
    if claim.kind == "reference":
        if claim.words not in {fact.reference for fact in _standing_on(claim, cited)}:
            yield f"出处与条款不符：{claim.words}"
        return
    if claim.line in shown.counted:
        return
    said = [
        (words, standing)
        for words, standing in _stretches(claim, cited, known)
        if words.strip("*（） ") not in {fact.offices for fact in standing if fact.offices}
    ]
    if said and claim.chips and not _row_is_said(claim, shown):
        yield f"清单里的事项与条款不符：{claim.words[:40]}"
    for words, standing in said:
        if not standing and (has_numbers(words) or known.names.within(plain_text(words))):
            yield f"这句话没有出处：{claim.words[:40]}"
            continue
        held: tuple[str, Sequence[ClauseFacts]] = _beside_summary(words, claim, shown), standing
        held = as_compared(*held, known.names) if reworded else held
        yield from (fault.says for fault in stated_otherwise(*held, known, reworded=reworded))


def stated_otherwise(
    words: str, facts: Sequence[ClauseFacts], known: Known, *, reworded: bool = False
) -> Iterator[Fault]:
    """What the clauses state otherwise of figures, offices and people; `reworded` as in `judge`."""
    for judged in judge(words, facts, reworded=reworded):
        if judged.wrong:
            yield Fault(kind=judged.kind, text=judged.text, says=judged.wrong)
    for wrong in wrong_names(words, facts, known.names):
        yield Fault(kind="unit", says=wrong)


def as_compared(words: str, facts: Sequence[ClauseFacts], names: Names) -> tuple[str, Sequence[ClauseFacts]]:
    """Words somebody has put in their own way, and the clauses they cite, with amounts, dates and names of
    offices in the form they are held against each other in.
    """
    compared = [fact.compared for fact in facts]
    plain = with_plain_dates(with_plain_amounts(words).text)
    return in_full(plain, compared, names), compared


def _standing_on(claim: Claim, cited: Mapping[str, ClauseFacts]) -> list[ClauseFacts]:
    """The clauses of the line's chips; of those it has from the line above, only of the version in force."""
    chips = claim.chips or tuple(chip for chip in claim.inherited if EARLIER not in chip)
    return [cited[chip] for chip in chips if chip in cited]


def _stretches(
    claim: Claim, cited: Mapping[str, ClauseFacts], known: Known
) -> Iterator[tuple[str, list[ClauseFacts]]]:
    """The line's own words with the clauses they stand on: as one, but where a chip names an earlier version
    each stretch up to a chip by itself, and what follows the last one on nothing.
    """
    if not any(EARLIER in chip for chip in claim.chips):
        yield own_words(claim.words, _standing_on(claim, cited), known), _standing_on(claim, cited)
        return
    for n, part in enumerate(parts := CHIP.split(claim.line)):
        if n % 2 == 0 and part.strip():
            chip = parts[n + 1] if n + 1 < len(parts) else ""
            standing = [cited[chip]] if chip in cited else []
            yield own_words(part, standing, known), standing


def own_words(words: str, facts: Sequence[ClauseFacts], known: Known) -> str:
    """The words without the bullet and what only names: titles and short names of plans, references."""
    words = _BULLET.sub("", words.replace("**", ""))
    references = (fact.reference for fact in facts)
    named = [name for name in (*references, *known.titles_in(words)) if len(name) >= 2 and name in words]
    for name in sorted(named, key=len, reverse=True):
        words = words.replace(f"《{name}》", " ").replace(name, " ")
    return words


def _is_verbatim(claim: Claim, answer: Answer) -> bool:
    """Whether a quoted line is a line of a quote of the clauses it stands on."""
    quotes = [c.quote for c in answer.citations if not claim.stands_on or c.marker in claim.stands_on]
    if any(EARLIER in chip for chip in claim.chips):
        quotes = [q.quote for q in answer.earlier if q.marker in claim.chips]
    words = claim.words.replace(" ｜ ", "\t").strip()
    return any(words == line.strip() for quote in quotes for line in (*quote.splitlines(), quote))


def _row_is_said(claim: Claim, shown: _Shown) -> bool:
    """Whether a line that lists one clause says what the listing says of it, once or several times."""
    if len(claim.chips) != 1 or not claim.words.startswith(_ROW_SIGNS):
        return True  # a sentence before the list is held against the clause as any other
    rows = shown.rows.get(claim.chips[0], ())
    said = (row.summary.removesuffix("…") for row in rows)
    return not rows or any(same_words(words, claim.words) for words in said)


def _beside_summary(words: str, claim: Claim, shown: _Shown) -> str:
    """What a line of a listing says besides its summary, which is held against the clause to the letter."""
    for row in (row for chip in claim.chips for row in shown.rows.get(chip, ())):
        words = words.replace(row.summary, " ")
    return words
