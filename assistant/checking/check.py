"""The story of a draft: text -> sentences -> for each the clauses that could bear it -> claims with verdicts.

A sentence is held against each clause that may bear it as a model's sentence is (`verification.faults_of`);
what one clause, or two together, say without a fault is supported. Otherwise the clause that is nearest to it
decides: where that is of the same thing and says otherwise, the claim is contradicted; where no clause is of
the same thing, or it only does not say so, it is unfounded. Without a place or paper named in the draft
nothing is contradicted where several plans treat the thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from assistant.ask import Assistant
from assistant.checking.bearing import Bearer, Read, Where, bearers, empty, of_clauses, read
from assistant.checking.draft import parts, pieces, sentences
from assistant.checking.model import CheckedDraft, CheckedSentence, ClaimKind, DraftClaim, worst
from assistant.checking.options import DRAFT
from assistant.denial import By, Denial, not_held
from assistant.errors import AssistantError
from assistant.lookups.cite import cite
from assistant.model import Citation
from assistant.retrieval.evidence import sentence_spans
from assistant.verification.answer import Known
from assistant.verification.content import content_words
from assistant.verification.contradicting import contradicts
from assistant.verification.evidence import Evidence
from assistant.verification.facts import facts_of, plain_text, tokens
from assistant.verification.fault import Fault
from assistant.verification.fault import Kind as FaultKind
from assistant.verification.sentence import faults_of
from assistant.verification.stream_sentences import Sentence
from ingest import late_re as re
from ingest.grammar.date_forms import YEAR_DIGITS
from ingest.grammar.letters import has_digit, has_letter
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.stops import COMMA_OR_COLON
from ingest.labels import is_row
from ingest.model import Span

_HEADING = re.compile(r"[^。！？!?；;]{1,40}")
_YEAR = re.compile(rf"{YEAR_DIGITS}(?!\d)")
KINDS: Mapping[FaultKind, ClaimKind] = {
    "figure": "figure", "bound": "figure", "year": "year", "unit": "unit", "part": "unit", "place": "place",
    "negation": "negation", "done": "done", "scope": "scope", "audience": "scope", "hedge": "scope",
    "condition": "scope", "quote": "quote", "citation": "reference", "language": "other", "cause": "other",
    "praise": "other", "other": "other",
}  # fmt: skip


def checked(
    assistant: Assistant, text: str, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> CheckedDraft:
    """`progress(done, all)` is called after each sentence. Raises AssistantError for an empty or overlong
    draft, and for an empty library.
    """
    out = []
    for one, total in one_by_one(assistant, text):
        out.append(one)
        progress(len(out), total)
    return CheckedDraft(text=text, sentences=tuple(out))


def one_by_one(assistant: Assistant, text: str) -> Iterator[tuple[CheckedSentence, int]]:
    """Each sentence in order, with how many there are; whoever stops asking ends it. Raises as `checked`
    does, before the first one.
    """
    assistant.catalog.refresh()
    _admit(assistant, text)
    spans = list(sentences(text))
    known, where = assistant.known(), Where()
    last: tuple[tuple[str, str], ...] = ()
    for span in spans:
        one, where, last = _sentence(assistant, known, text, span, where, last)
        yield one, len(spans)


def _admit(assistant: Assistant, text: str) -> None:
    if not has_letter(text):
        raise AssistantError("稿子是空的", remedy="请粘贴文字，或选一个有文字的文件")
    if len(text) > DRAFT.longest:
        raise AssistantError(f"稿子太长（{len(text)} 字）", remedy=f"请分成 {DRAFT.longest} 字以内的几份")
    if not assistant.catalog.rows:
        raise AssistantError("资料库是空的", remedy="请先运行 plans ingest，或在“文件”页添加文件")


def _sentence(
    assistant: Assistant,
    known: Known,
    text: str,
    span: Span,
    before: Where,
    last: tuple[tuple[str, str], ...],
) -> tuple[CheckedSentence, Where, tuple[tuple[str, str], ...]]:
    """The sentence, where the next one is looked up, and the clauses this one was held against."""
    words = span.of(text)
    found = read(assistant, words, before)
    if claims_nothing(words, known):
        bare = CheckedSentence(start=span.start, end=span.end, text=words, verdict="no_claim")
        return bare, found.where, last
    held = _Held(assistant=assistant, known=known, found=found, last=last)
    claims = tuple(held.claims())
    keys = tuple(dict.fromkeys(c.clause for c in claims if c.clause))
    one = CheckedSentence(
        start=span.start, end=span.end, text=words,
        verdict=worst(c.verdict for c in claims),
        claims=claims, citations=tuple(held.citations(keys)),
    )  # fmt: skip
    return one, found.where, keys or last


def claims_nothing(words: str, known: Known) -> bool:
    """Whether there is nothing to look up: a heading without a figure, or only words that all papers have and
    nobody's name.
    """
    figures = has_digit(_YEAR.sub("", words))
    if _HEADING.fullmatch(words) and not figures and not COMMA_OR_COLON.search(words):
        return True
    text = plain_text(words)
    return not figures and not content_words(empty().without_formal(text)) and not known.names.within(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """A part of a sentence held against clauses."""

    bearers: tuple[Bearer, ...]
    faults: tuple[Fault, ...]
    hard: tuple[Fault, ...]
    """Those by which the clauses say otherwise."""

    @property
    def about(self) -> float:
        return max(bearer.about for bearer in self.bearers)


@dataclass(frozen=True, kw_only=True)
class _Held:
    """One sentence held against what may bear it; `last` are the clauses of the sentence before it."""

    assistant: Assistant
    known: Known
    found: Read
    last: tuple[tuple[str, str], ...]

    def claims(self) -> Iterator[DraftClaim]:
        if self.found.where.missing:
            absent = not_held(f"“{self.found.where.missing}”的文件")
            yield DraftClaim(kind="place", text=self.found.words, verdict="unfounded", says=str(absent))
            return
        if self.found.reference is not None:
            yield from self._cited()
            return
        for part in parts(self.found.words):
            yield from self._part(part)

    def _cited(self) -> Iterator[DraftClaim]:
        """Against the clause it cites, and where that does not say so, whether another one does."""
        reference = self.found.reference
        assert reference is not None
        if not reference.rows:
            absent = Denial(what="这一条", by=By.MARKS, where="资料库里的这份文件")
            yield DraftClaim(kind="reference", text=reference.said, verdict="contradicted", says=str(absent))
        keys = [(row.plan, row.clause.label) for row in reference.rows]
        tried = [self._try((one,), self.found.words) for one in self._bearers(keys, self.found.words)]
        if any(not one.faults for one in tried) or not self.found.words.strip("，。 "):
            yield from self._supported(next((t for t in tried if not t.faults), tried[0]), self.found.words)
            return
        claims = list(self._part(self.found.words))
        elsewhere = [c for c in claims if c.verdict == "supported" and c.clause not in keys]
        if elsewhere and reference.rows:
            says = f"这句话的依据在{self._where_of(elsewhere[0].clause)}"
            yield DraftClaim(kind="reference", text=reference.said, verdict="contradicted",
                             clause=elsewhere[0].clause, says=says)  # fmt: skip
        elif tried and not elsewhere:
            best = max(tried, key=lambda t: (t.about, -len(t.hard)))
            yield from self._wrong(best, self.found.words, same=True)
            return
        yield from claims

    def _part(self, words: str) -> Iterator[DraftClaim]:
        candidates = self._candidates(words)
        tried = [self._try((one,), words) for one in candidates]
        good = next((one for one in tried if not one.faults and one.about >= DRAFT.near), None)
        good = good or self._together(candidates, words)
        if good is not None:
            yield from self._supported(good, words)
            return
        near = [one for one in tried if one.about >= DRAFT.about]
        if near:
            yield from self._wrong(self._nearest(near, words), words, same=self._is_same(near))
        else:
            yield from self._by_pieces(words, tried)

    def _nearest(self, near: Sequence[_Tried], words: str) -> _Tried:
        """Of clauses that are of the same thing the one it means: that has most of its figures, or figures of
        the same measure at least, and then most of its words.
        """
        text = plain_text(words)
        figures = {amount.span.of(text) for amount in said_amounts(text)}

        def fits(one: _Tried) -> tuple[float, ...]:
            wrong = {fault.text for fault in one.faults}
            against = any(fault.kind == "figure" for fault in one.hard)
            return len(figures - wrong), round(one.about, 1), against, -len(one.faults), one.about

        return max(near, key=fits)

    def _is_same(self, near: Sequence[_Tried]) -> bool:
        """Whether what these clauses say is said of the same place and paper as the draft's sentence."""
        return self.found.where.named or len({one.bearers[0].row.plan for one in near}) == 1

    def _by_pieces(self, words: str, tried: Sequence[_Tried]) -> Iterator[DraftClaim]:
        """A part no clause is near to, by its commas, where its pieces have clauses of their own."""
        cut = pieces(words)
        if len(cut) > 1:
            for piece in cut:
                if not claims_nothing(piece, self.known):
                    yield from self._part(piece)
            return
        best = max(tried, key=lambda one: one.about, default=None)
        if best is not None and best.about >= DRAFT.near:
            yield self._unfounded(words, best, best.faults[0].says if best.faults else "")
        else:
            none = Denial(what="说这件事的条款", by=By.FOUND, where="资料库里")
            yield DraftClaim(kind="other", text=words, verdict="unfounded", says=str(none))

    def _candidates(self, words: str) -> list[Bearer]:
        """Those found; a sentence that points at the one before it, or names no thing, is also of its
        clauses.
        """
        found = bearers(self.assistant, self.found, words)
        if not self.last:
            return found
        before = self._bearers(self.last, words)
        if self.found.points or not found or not self._names_a_thing(words):
            return [Bearer(view=b.view, row=b.row, about=1.0) for b in before]
        likelier = {b.key: replace(b, about=min(1.0, b.about + DRAFT.follows)) for b in before}
        found = [likelier.pop(bearer.key, bearer) for bearer in found] + list(likelier.values())
        return sorted(found, key=lambda bearer: -bearer.about)

    def _names_a_thing(self, words: str) -> bool:
        query = self.assistant.sources.about(words, self.found.query)
        named = "".join(self.found.query.units + self.found.query.leaders)
        return any(
            len(t.text) > 1 and t.text not in named and t.text not in empty().formal for t in query.terms
        )

    def _bearers(self, keys: Sequence[tuple[str, str]], words: str) -> list[Bearer]:
        return of_clauses(self.assistant, self.found, words, keys)

    def _together(self, candidates: Sequence[Bearer], words: str) -> _Tried | None:
        """Two clauses that say it together, each of which says a part that the other does not."""
        near = [one for one in candidates if one.about >= DRAFT.near][:4]
        for pair in combinations(near, 2):
            both = self._try(pair, words)
            if not both.faults:
                return both
        return None

    def _try(self, rows: tuple[Bearer, ...], words: str) -> _Tried:
        evidence = [
            Evidence(number=n, view=one.view, row=one.row, words="") for n, one in enumerate(rows, start=1)
        ]
        facts = {one.key: facts_of(one.view, one.row) for one in rows}
        sentence = Sentence(words=words, numbers=tuple(e.number for e in evidence))
        faults = tuple(f for f in faults_of(sentence, evidence, facts, self.known) if f.kind != "language")
        text = plain_text(words)
        done = any(fault.kind == "done" for fault in faults)  # what is demanded denies no deed
        hard = tuple(
            fault
            for fault in faults
            if any(contradicts(fault, text, fact) for fact in facts.values())
            and not (done and fault.kind == "hedge")
        )
        return _Tried(bearers=rows, faults=faults, hard=hard)

    def _supported(self, tried: _Tried, words: str) -> Iterator[DraftClaim]:
        """A claim for each figure, or one for the whole where it has none."""
        clause = tried.bearers[0].key
        text = plain_text(words)
        for amount in said_amounts(text):
            bearer = next((b for b in tried.bearers if amount.span.of(text) in plain_text(b.row.text)), None)
            key = bearer.key if bearer else clause
            yield DraftClaim(kind="figure", text=amount.span.of(text), verdict="supported", clause=key)
        for bearer in tried.bearers:
            yield DraftClaim(kind="other", text=words, verdict="supported", clause=bearer.key)

    def _wrong(self, tried: _Tried, words: str, *, same: bool) -> Iterator[DraftClaim]:
        bearer, text = tried.bearers[0], plain_text(words)
        has = self._has(bearer, words)
        seen = set()
        for fault in tried.faults:
            against = same and fault in tried.hard
            key = (KINDS[fault.kind], fault.text or fault.says)
            if key in seen or (not against and fault.kind in ("other", "citation") and tried.hard and same):
                continue
            seen.add(key)
            yield DraftClaim(
                kind=KINDS[fault.kind], text=fault.text or words,
                verdict="contradicted" if against else "unfounded",
                clause=bearer.key, says=f"{fault.says}。原文：{has}",
            )  # fmt: skip
        wrong = {fault.text for fault in tried.faults}
        for amount in said_amounts(text):
            if amount.span.of(text) not in wrong and amount.span.of(text) in plain_text(bearer.row.text):
                yield DraftClaim(
                    kind="figure", text=amount.span.of(text), verdict="supported", clause=bearer.key
                )

    def _unfounded(self, words: str, tried: _Tried, says: str) -> DraftClaim:
        bearer = tried.bearers[0]
        has = self._has(bearer, words)
        said = f"{says}。最接近的原文：{has}" if says else f"最接近的原文：{has}"
        return DraftClaim(kind="other", text=words, verdict="unfounded", clause=bearer.key, says=said)

    def _has(self, bearer: Bearer, words: str) -> str:
        """The clause's sentence that has most of the words, to the letter."""
        span = self._span(bearer, words)
        start = bearer.row.clause.span.start
        return bearer.row.text[span.start - start : span.end - start].replace("\t", " ｜ ")

    def _span(self, bearer: Bearer, words: str) -> Span:
        wanted = tokens(words)
        clause, start = bearer.row.clause, bearer.row.clause.span.start
        spans = (clause.span,) if is_row(clause) else sentence_spans(bearer.row)

        def had(span: Span) -> int:
            return len(wanted & tokens(bearer.row.text[span.start - start : span.end - start]))

        return max(spans, key=had, default=clause.span)

    def _where_of(self, clause: tuple[str, str] | None) -> str:
        assert clause is not None
        view = self.assistant.catalog.view(clause[0])
        return cite(view, view.clause(clause[1])).reference

    def citations(self, keys: Sequence[tuple[str, str]]) -> Iterator[Citation]:
        for plan, label in keys:
            view = self.assistant.catalog.view(plan)
            bearer = Bearer(view=view, row=view.clause(label), about=1.0)
            yield cite(view, bearer.row, self._span(bearer, self.found.words))


def said_amounts(text: str) -> Sequence[Quantity]:
    return [q for q in read_quantities(text) if q.role == "amount"]
