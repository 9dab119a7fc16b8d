"""Whether a sentence a model wrote may be shown, and whether it answers.

In: a sentence with the marks it names and its quote, the dossier it was written from. Out: `Vetted`: its
faults, or the clauses it stands on with the quoted stretch. Beside what every written sentence is held
against (`verification.sentence`): the quote stands in a clause it names to the letter; a clause of another
place, year or paper than was asked about is said to be so; a result that is computed stands in a row that was
computed. What is not there is no sentence of a model's.

Where the head of an answer is not borne out (不是的，…) and what follows may be shown by itself, that is
shown without it.

A sentence *serves* where it is of what was asked for: of the places, years and papers the question names, of
the thing (most of its words), and with a figure, an office, a time or a reason where that was wanted.

A quote is found in its clause whatever the width of its signs and its blanks; a word left out, put in or
changed makes it no quote. Of a table's row a quote may be cells behind their columns' names, as a prompt
shows them: it stands for the whole row (`span_of_quote`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.generation.dossier import Dossier, Noted
from assistant.generation.forms import AskedFor, Said, Want
from assistant.generation.options import GENERATION
from assistant.question import Scope
from assistant.retrieval.options import WORDS
from assistant.verification.aligned import statement_about
from assistant.verification.answer import Known
from assistant.verification.content import content_words
from assistant.verification.evidence import Evidence
from assistant.verification.facts import ClauseFacts, plain_text
from assistant.verification.fault import Fault
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from assistant.verification.sentence import faults_of, without_head
from assistant.verification.stream_sentences import Sentence
from ingest import late_re as re
from ingest.grammar.dates import read_dates
from ingest.grammar.folding import as_read
from ingest.grammar.purposes import purposes
from ingest.grammar.quantities import read_quantities, states_figure
from ingest.grammar.references import ENTRY
from ingest.model import Span
from ingest.store.rows import ClauseRow

_CELLS = re.compile(r"[；;=｜|\t\n]")
_BETWEEN = re.compile(r"\s*[｜|]\s*")
"""How cells are set apart where they are shown."""
_EDGES = "“”\"'…。；，、： "


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetted:
    """`evidence` are the clauses it stands on, `span` the quoted stretch of the one named `quoted`;
    `computed` the rows that were computed.
    """

    said: Said
    evidence: tuple[Evidence, ...] = ()
    quoted: int = 0
    span: Span | None = None
    computed: tuple[Noted, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetting:
    """Of one answer. `scope` is that of the question, `names` the offices and people it asks about, one of
    whom a sentence that answers has, or its clause; `refused` where an exact look-up of the rules found
    nothing: then only a sentence that has every word of the thing answers.
    """

    dossier: Dossier
    known: Known
    scope: Scope
    names: tuple[str, ...] = ()
    refused: bool = False
    goal: bool = False
    """Whether a figure that is to be reached is asked for."""
    question: str = ""
    """As it is asked: what a model calls the thing may be in other words than the clauses and the person."""
    answered: frozenset[tuple[str, str]] = frozenset()
    """(Plan, label) of the clauses with which the rules answered it."""
    told: str = ""
    """The rules' answer: a sentence on one of its clauses that has a figure of it is of the thing, in
    whatever words.
    """

    def of(self, said: Said, before: Vetted | None = None) -> Vetted:
        """`before` is the sentence shown right before it, whose place and year hold for it too where both
        stand on one paper.
        """
        numbers: dict[int, None] = {}
        for mark in said.cites:
            stands = self.dossier.numbers_of(mark)
            if stands is None:
                return Vetted(said=said, faults=(_fault(f"没有编号为 {mark} 的材料"),))
            numbers |= dict.fromkeys(stands)
        evidence = tuple(e for n in numbers for e in self.dossier.evidence if e.number == n)
        noted = (self.dossier.noted[mark] for mark in said.cites if mark in self.dossier.noted)
        computed = tuple(note for note in noted if note.figures)
        quoted = next(((e, span) for e in evidence if (span := span_of_quote(said.quote, e.row))), None)
        found = Vetted(said=said, evidence=evidence, computed=computed)
        if quoted is not None:
            found = replace(found, quoted=quoted[0].number, span=quoted[1])
        faults = tuple(self._faults(found, before))
        rest = without_head(said.text, self.question) if faults else ""
        if rest:
            headless = replace(found, said=said.model_copy(update={"text": rest}))
            if not any(self._faults(headless, before)):
                return headless
        return replace(found, faults=faults)

    def _faults(self, found: Vetted, before: Vetted | None) -> Iterator[Fault]:
        numbers = tuple(e.number for e in found.evidence)
        sentence = Sentence(words=without_computed(found.said.text, found.computed), numbers=numbers)
        facts = {(e.row.plan, e.row.clause.label): self._fact(e, found.computed) for e in found.evidence}
        yield from faults_of(sentence, found.evidence, facts, self.known, self.question)
        if found.span is None and found.evidence and not found.computed and not self._is_of_offices(found):
            yield Fault(kind="quote", text=found.said.quote, says="quote 不是所注材料里连续的原文")
        yield from self._elsewhere(found, before)

    def _is_of_offices(self, found: Vetted) -> bool:
        """Whether what is quoted is of the line that says who is charged, which the material has too."""
        quote = plain_text(found.said.quote).strip("（）()。，； ")
        return len(quote) >= GENERATION.quoted and any(
            quote in plain_text(fact.offices) for fact in self._facts(found)
        )

    def _fact(self, evidence: Evidence, computed: Sequence[Noted]) -> ClauseFacts:
        """What the clause states, and the words of what was computed from it."""
        fact = self.dossier.facts[evidence.row.plan, evidence.row.clause.label]
        return replace(fact, around="\n".join((fact.around, *(note.words for note in computed))))

    def _elsewhere(self, found: Vetted, before: Vetted | None) -> Iterator[Fault]:
        text = plain_text(found.said.text)
        if before is not None and not before.faults and _papers(before) == _papers(found):
            text = f"{plain_text(before.said.text)}{text}"
        for e in found.evidence:
            names = self.known.called.get(e.row.plan, frozenset())
            year = str(e.view.row.year or "")
            told = any(name in text for name in names) and (not self.scope.years or year in text)
            if not told and not self._is_within(e):
                yield Fault(
                    kind="place",
                    text=e.view.short,
                    says=f"所注材料出自“{e.view.short}”，不是所问的，请在句子里写明地区、年份",
                )

    def _is_within(self, evidence: Evidence) -> bool:
        """Whether the clause is of what the question names: of one of its papers; or of a paper of its
        place, in words on the years asked about; all are where it names nothing.
        """
        scope, row = self.scope, evidence.view.row
        if not scope.named or row.id in scope.plans:
            return True
        if scope.titles or (scope.regions and row.region not in scope.regions):
            return False
        fact = self.dossier.facts[row.id, evidence.row.clause.label]
        stated = f"{plain_text(fact.text)} {' '.join(t.deadline or '' for t in fact.targets)}"
        return bool(scope.years) and all(str(year) in stated for year in scope.years)

    def serves(self, found: Vetted, asked: AskedFor) -> bool:
        """Whether it answers that."""
        if found.faults or self.scope.absent or not self._has_enough(found, asked):
            return False
        if self.goal and self._is_of_the_past(found):
            return False
        if not all(self._is_within(e) for e in found.evidence):
            return False
        facts, said = self._facts(found), plain_text(found.said.text)
        source = "\n".join((said, *(fact.words for fact in facts)))
        named = (plain_text(word) for word in (*self.scope.unknown, *self.scope.elsewhere))
        offices = {plain_text(name) for fact in facts for name in fact.names}
        asked_about = [plain_text(name) for name in self.names]
        if asked_about and not any(name in offices or name in source for name in asked_about):
            return False
        return all(word in source for word in named) and self._is_such(asked.want, found, said, facts)

    def _has_enough(self, found: Vetted, asked: AskedFor) -> bool:
        """Of what the model calls the thing, or of the person's own words; of all of them where an exact
        look-up of the rules found nothing.
        """
        if self._is_of_the_answer(found):
            return True
        had = self._had(found, asked.what)
        if self.refused:
            return all(had)
        if sum(had) >= VERIFICATION.asked * len(had):
            return True
        own = self._had(found, self.question)
        return bool(own) and sum(own) >= VERIFICATION.asked * len(own)

    def _is_of_the_answer(self, found: Vetted) -> bool:
        if not any((e.row.plan, e.row.clause.label) in self.answered for e in found.evidence):
            return False
        said = plain_text(found.said.text)
        figures = [q.span.of(said) for q in read_quantities(said) if q.role == "amount" and q.unit]
        return any(states_figure(plain_text(self.told), figure) for figure in figures)

    def stated_beside(self, found: Vetted) -> list[str]:
        """Of each clause it stands on the statement that says most of the same, and where an office is wrong
        who is charged.
        """
        wrong = {fault.kind for fault in found.faults}
        lines = []
        for fact in self._facts(found):
            nearest = statement_about(plain_text(found.said.text), fact)
            offices = fact.offices if wrong & {"unit", "part"} else ""
            lines += [line for line in (nearest, offices and f"分工：{offices}") if line]
        return list(dict.fromkeys(lines))

    def is_about(self, found: Vetted, asked: AskedFor) -> bool:
        """Whether it, or a clause it stands on, has a word of the thing; what only names the papers is
        none.
        """
        had = self._had(found, asked.what)
        return not found.faults and (not had or any(had) or self._is_of_the_answer(found))

    def settles(self, found: Vetted, asked: AskedFor) -> bool:
        """Whether it serves and has every word of the thing: then it is not open, whatever a model says."""
        return self.serves(found, asked) and all(self._had(found, asked.what))

    def _had(self, found: Vetted, thing: str) -> list[bool]:
        """Of each word of the thing, whether it is had."""
        titles = "".join(f"{e.view.row.title}{e.view.row.region or ''}" for e in found.evidence)
        notes = (note.words for note in found.computed)
        stated = (part for f in self._facts(found) for part in (f.words, plain_text(f.offices)))
        source = "\n".join((plain_text(found.said.text), *stated, *notes))
        asking = prose().asking
        wanted = [w for w in content_words(plain_text(thing)) if w not in titles and w not in asking]
        return [_is_had(word, source) for word in wanted]

    def _facts(self, found: Vetted) -> list[ClauseFacts]:
        return [self.dossier.facts[e.row.plan, e.row.clause.label] for e in found.evidence]

    def _is_such(self, want: Want, found: Vetted, said: str, facts: Sequence[ClauseFacts]) -> bool:
        if want == "数值":
            return bool(found.computed) or any(q.role == "amount" for q in read_quantities(said))
        if want == "单位":
            names = {plain_text(name) for fact in facts for name in fact.names}
            return any(name in said for name in names) or bool(self.known.names.within(said))
        if want == "时间":
            return bool(read_dates(said))
        if want == "原因":
            return any(purposes(e.row.text) for e in found.evidence)
        return True

    def _is_of_the_past(self, found: Vetted) -> bool:
        """Whether all it stands on tells what was reached, in years nobody asked about: no answer to what is
        to be reached.
        """
        if found.computed or not found.evidence:
            return False
        for e in found.evidence:
            label = e.row.clause.label
            reached = e.view.results.get(label, ())
            asked = any((r.deadline or "")[:4] in self.question for r in reached if r.deadline)
            if not reached or e.view.targets.get(label) or asked:
                return False
        return True


_COUNTED = re.compile(rf"(?:\\ )?(?:{ENTRY})$")
"""Behind a number of tasks or clauses, which words count either way."""


def _is_had(word: str, source: str) -> bool:
    """Whole, or most of its pairs of characters (床位数 of 床位, 每千人口 of 每千常住人口)."""
    pairs = [word[n : n + 2] for n in range(len(word) - 1)]
    return word in source or (
        len(word) > 2 and sum(pair in source for pair in pairs) >= WORDS.half * len(pairs)
    )


def without_computed(words: str, computed: Sequence[Noted]) -> str:
    """The words without the results that were computed, which no clause states."""
    for figure in sorted((f for note in computed for f in note.figures), key=len, reverse=True):
        alike = _COUNTED.sub(rf"\\s*(?:{ENTRY})", re.escape(figure))
        words = re.sub(rf"(?<![\d.]){alike}(?!\d|\.\d)", "", words)
    return words


def _papers(found: Vetted) -> set[str]:
    return {e.row.plan for e in found.evidence}


def _fault(says: str) -> Fault:
    return Fault(kind="citation", says=says)


def span_of_quote(quote: str, row: ClauseRow) -> Span | None:
    """In code points of the plan's text, half-open."""
    wanted = as_read(_BETWEEN.sub("\t", quote.strip(_EDGES))).text.replace("\n", "")
    if len(wanted) < VERIFICATION.quote:
        return None
    folded = as_read(row.text)
    kept = [n for n, char in enumerate(folded.text) if char != "\n"]
    at = "".join(folded.text[n] for n in kept).find(wanted)
    if at >= 0:
        return folded.span(kept[at], kept[at + len(wanted) - 1] + 1, row.clause.span.start)
    return row.clause.span if _is_of_cells(quote, row) else None


def _is_of_cells(quote: str, row: ClauseRow) -> bool:
    """Whether it is made of nothing but the row's cells and the names of its columns, at least one cell."""
    cells, columns = ({as_read(word).text for word in of} for of in (row.clause.cells, row.clause.columns))
    parts = [as_read(part).text for part in _CELLS.split(quote.strip(_EDGES)) if part.strip(_EDGES)]
    return bool(cells.intersection(parts)) and cells.union(columns).issuperset(parts)
