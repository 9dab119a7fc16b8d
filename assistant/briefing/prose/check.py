"""Whether a sentence a model wrote may stand in a briefing, and where each of its figures stands in the
clauses it cites.

In: a sentence, and the clauses it was given. Out: what is wrong with it in words the model can act on, or its
paragraph with notes and figures. A briefing is handed on without its reader asking back, so it is held to
more than an answer: besides the check of answers (`generation.vetting`)

- every number is found at a place of a cited clause (`placed`);
- beside a figure no word is that the clauses have not;
- an office is named by every clause the sentence cites, and charged in a shape that can be read;
- all clauses cited are of one plan;
- what is quoted, however short, stands there to the letter;
- counts are ours to the letter, in a sentence of their own.

A number is right where a clause prints it so, bound by the same words, and where no other figure of these
clauses is nearer to the words beside it; a row of a table prints its unit elsewhere, and of its figures only
the one target goes without the name of its column. What is told 分别 is told to the letter. A year that only
the title or a heading has is right where the clauses have none, and stands nowhere.

It cannot tell emphasis: what a summary leaves out, and what it puts first, is for the reader to judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.briefing.material import Entry, figures_of, lead_of
from assistant.briefing.model import Figure, Paragraph
from assistant.query.understand import hidden_instruction
from assistant.verification.added import stands_so
from assistant.verification.amounts import same_bound
from assistant.verification.answer import ClauseKey, Known
from assistant.verification.charges import wrong_charges
from assistant.verification.content import content_words
from assistant.verification.evidence import Evidence
from assistant.verification.facts import ClauseFacts, plain_text, tokens
from assistant.verification.fault import not_stated
from assistant.verification.figures import has_numbers
from assistant.verification.options import VERIFICATION
from assistant.verification.sentence import fault_of
from assistant.verification.stream_sentences import Sentence
from ingest import late_re as re
from ingest.grammar.bounds import THAN
from ingest.grammar.letters import without_blanks
from ingest.grammar.numerals import COUNT, NUMBER_ALONE, number_in
from ingest.grammar.quantifiers import EACH_OF, SUMS
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.stops import COMMA, MEMBER

COUNTS = 0
"""The number the counts are cited by; clauses have numbers from 1."""
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]+)[”\"」』》]")
_BOUND = re.compile(rf"(?:{THAN})(?!{COUNT}|[约近])")
"""Bounds that no figure follows: 不高于上年水平."""
_FRAGMENT = re.compile(r"[，,。；;、：:！!？?]|其中")
_FILLER = re.compile(rf"^(?:{SUMS}|共|{EACH_OF}|以及|并|另)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What sentences may stand on: `entries` are the clauses of `evidence` in its order, `counted` our own
    lines.

    `subject` is the title, whose words are no news.
    """

    evidence: tuple[Evidence, ...]
    entries: tuple[Entry, ...]
    facts: Mapping[ClauseKey, ClauseFacts]
    known: Known
    counted: tuple[str, ...]
    subject: str


def fault(sentence: Sentence, grounds: Grounds) -> str:
    """ "" where the sentence may stand in the briefing."""
    if hidden_instruction(sentence.words):
        return "这句话是指令，不是条款的内容"
    if COUNTS in sentence.numbers and grounds.counted:
        if sentence.numbers != (COUNTS,):
            return "统计的数目和条款的内容要分成两句写"
        return _wrong_count(sentence.words, grounds.counted)
    wrong = fault_of(sentence, grounds.evidence, grounds.facts, grounds.known)
    if wrong:
        return wrong
    return next(filter(None, _faults(sentence, grounds)), "")


def _faults(sentence: Sentence, grounds: Grounds) -> Iterator[str]:
    words, rows, facts = sentence.words, *_cited(sentence, grounds)
    yield _of_several_plans(rows)
    yield _not_said(words, facts)
    yield _strange(words, facts, grounds)
    yield _wrong_charge(words, facts, grounds.known)
    own = _without_titles(words, rows, grounds)
    yield from (found for found in placed(own, rows, facts) if isinstance(found, str))


def paragraph(sentence: Sentence, grounds: Grounds) -> Paragraph:
    """A sentence without a fault, with its clauses and figures."""
    words = (
        sentence.words if sentence.words.endswith(("。", "！", "？")) else f"{sentence.words.rstrip('；;')}。"
    )
    if sentence.numbers == (COUNTS,):
        return Paragraph(text=words, origin="written")
    rows, facts = _cited(sentence, grounds)
    own = _without_titles(sentence.words, rows, grounds)
    found = tuple(f for f in placed(own, rows, facts) if isinstance(f, Figure))
    return Paragraph(
        text=words, origin="written", notes=tuple(e.note for e in rows), figures=tuple(dict.fromkeys(found))
    )


def _cited(sentence: Sentence, grounds: Grounds) -> tuple[list[Entry], list[ClauseFacts]]:
    rows = [grounds.entries[n - 1] for n in sentence.numbers]
    return rows, [grounds.facts[e.note.plan, e.note.label] for e in rows]


def _without_titles(words: str, rows: Sequence[Entry], grounds: Grounds) -> str:
    """Without the names of the plan that is cited, whose years and numbers are no figures."""
    text = plain_text(words)
    for name in sorted(grounds.known.called.get(rows[0].note.plan, ()), key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _wrong_count(words: str, counted: Sequence[str]) -> str:
    """Every part of the sentence with a number is a part of ours, every other part is in our lines."""
    ours = _squashed("".join(counted))
    parts = {_without_filler(part) for line in counted for part in _FRAGMENT.split(_squashed(line))}
    for part in filter(None, map(_without_filler, _FRAGMENT.split(_squashed(words)))):
        if part not in parts if has_numbers(part) else part not in ours:
            return f"统计里没有这样写：{part}"
    return ""


def _squashed(text: str) -> str:
    return without_blanks(plain_text(text))


def _without_filler(part: str) -> str:
    return _FILLER.sub("", part)


def _of_several_plans(rows: Sequence[Entry]) -> str:
    return "一句话只能依据同一份文件的条款" if len({e.note.plan for e in rows}) > 1 else ""


def _not_said(words: str, facts: Sequence[ClauseFacts]) -> str:
    text = plain_text(words)
    source = "\n".join(fact.words for fact in facts)
    for m in _BOUND.finditer(text):
        if not stands_so(m, source):
            return f"条款没有这样写“{m[0]}”"
    for quoted in _QUOTED.findall(words):
        if not any(_squashed(quoted) in _squashed(fact.words) for fact in facts):
            return f"引号里的话不是原文：{quoted[:20]}"
    return ""


def _strange(words: str, facts: Sequence[ClauseFacts], grounds: Grounds) -> str:
    """A word beside a figure that no clause has: there a single other word makes it the figure of another
    thing.
    """
    source = "\n".join(part for fact in facts for part in (fact.words, *_charged(fact)))
    for part in _FRAGMENT.split(plain_text(words)):
        if has_numbers(part):
            for word in content_words(part):
                if word not in source and word not in plain_text(grounds.subject):
                    return not_stated(word)
    return ""


def _wrong_charge(words: str, facts: Sequence[ClauseFacts], known: Known) -> str:
    """An office that one of the clauses does not name, or not in this part."""
    for name in sorted(dict.fromkeys(known.names.within(plain_text(words))), key=len, reverse=True):
        if not all(name in _charged(fact) or name in fact.words for fact in facts):
            return f"所注条款不是每条都写到“{name}”，请分开写"
    return next((f.says for f in wrong_charges(words, facts, known.names, by_every=True)), "")


def _charged(fact: ClauseFacts) -> frozenset[str]:
    return frozenset(map(plain_text, fact.names))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A number of the sentence as printed there with 以上 and the like: its part of the sentence, the words
    right before and behind it.

    `beside` is the number with two characters more on either side.
    """

    quantity: Quantity | None
    printed: str
    beside: tuple[str, str]
    part: str
    before: frozenset[str]
    behind: frozenset[str]

    @property
    def counts(self) -> bool:
        return self.quantity is not None and self.quantity.role == "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """A number of a clause; `column` names that of a table's row, `target` where the figure is what is aimed
    at.
    """

    quantity: Quantity | None
    figure: Figure
    before: frozenset[str]
    behind: frozenset[str]
    column: str = ""
    target: bool = False

    @property
    def counts(self) -> bool:
        return self.quantity is not None and self.quantity.role == "amount"


def placed(words: str, rows: Sequence[Entry], facts: Sequence[ClauseFacts]) -> Iterator[Figure | str]:
    """One for each number that stands somewhere, or a sentence on what is wrong with it."""
    printed = [p for entry in rows for p in _printed(entry)]
    dated = any(_is_date(p.quantity) for p in printed)
    for said in _said(plain_text(words)):
        if "分别" in said.part and not any(_plain(said.part) in _plain(fact.text) for fact in facts):
            yield "用“分别”的话请照条款逐字写，或一项一项写"
        found = _amount(said, printed) if said.counts else _number(said, printed, facts)
        if found is not None:
            yield found
        elif said.counts or dated or _holding(said, printed) or not _is_around(said, facts):
            yield f"数字没有照条款原样写：{said.printed}"


def _is_around(said: _Said, facts: Sequence[ClauseFacts]) -> bool:
    return any(number_in(said.printed, fact.words) for fact in facts)


def _said(text: str) -> Iterator[_Said]:
    found = read_quantities(text)
    spans = [(q.span.start, q.span.end + len(q.after), q) for q in found]
    for start, end, quantity in spans:
        yield _one(text, start, end, quantity)
    for m in NUMBER_ALONE.finditer(text):
        if not any(q.span.start <= m.start() < q.span.end for q in found):
            yield _one(text, *m.span(), None)


def _one(text: str, start: int, end: int, quantity: Quantity | None) -> _Said:
    before = COMMA.split(text[:start])[-1]
    return _Said(
        quantity=quantity,
        printed=text[start:end],
        beside=(text[max(0, start - 2) : end], text[start : end + 2]),
        part=before + COMMA.split(text[start:])[0],
        before=tokens(MEMBER.split(text[:start])[-1]),
        behind=tokens(MEMBER.split(text[end:])[0]),
    )


def _printed(entry: Entry) -> Iterator[_Printed]:
    text, base = entry.row.text, entry.clause.span.start
    read = {base + q.span.start: q for q in read_quantities(text)}
    cells = [(name, value.strip()) for name, value in entry.task.cells]
    for figure in figures_of(entry, names=True):
        cell = text[: figure.start - base].count("\t") if cells else 0
        shown = text.split("\t")[cell].strip() if cells else ""
        yield _Printed(
            quantity=read.get(figure.start),
            figure=figure,
            before=tokens(lead_of(entry, figure)),
            behind=tokens(MEMBER.split(text[figure.end - base :])[0]),
            column=next(
                (name for name, value in cells if value == shown and len(value) <= VERIFICATION.long_cell), ""
            ),
            target=any(t.span.start <= figure.start < t.span.end for t in entry.task.targets),
        )


def _number(said: _Said, printed: Sequence[_Printed], facts: Sequence[ClauseFacts]) -> Figure | None:
    """A date, an ordinal, part of a name: as printed; of several dates the one with the same words
    beside it.
    """
    found = [p for p in _holding(said, printed) if p.counts is said.counts]
    dates = [p for p in printed if _is_date(p.quantity)]
    if _is_date(said.quantity) and len({plain_text(p.figure.text) for p in dates}) > 1:
        near = max(_shared(said, p) for p in dates)
        found = [p for p in found if _shared(said, p) == near]
        texts = [_plain(fact.text) for fact in facts]
        longer = [_plain(words) for words in said.beside if len(words) > len(said.printed)]
        if not any(words in text for words in longer for text in texts):
            return None
    return next((p.figure for p in found), None)


def _holding(said: _Said, printed: Sequence[_Printed]) -> list[_Printed]:
    return [p for p in printed if number_in(said.printed, plain_text(p.figure.text))]


def _is_date(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.role == "date"


def _amount(said: _Said, printed: Sequence[_Printed]) -> Figure | None:
    """Of the figures nearest to its words one that is printed so."""
    assert said.quantity is not None
    every = [p for p in printed if p.counts]
    near = max((_shared(said, p) for p in every), default=0)
    alike = [
        p for p in every if _shared(said, p) == near and _is_printed(said, p) and _is_told(said, p, every)
    ]
    return next(
        (p.figure for p in alike if p.quantity is not None and same_bound(said.quantity, p.quantity)), None
    )


def _shared(said: _Said, printed: _Printed) -> int:
    return len(said.before & printed.before) + len(said.behind & printed.behind)


def _is_printed(said: _Said, printed: _Printed) -> bool:
    claimed, stated = said.quantity, printed.quantity
    if _plain(said.printed) == _plain(printed.figure.text):
        return True
    if claimed is None or stated is None or stated.unit is not None:
        return False
    same = (claimed.value, claimed.value_high, claimed.after) == (
        stated.value,
        stated.value_high,
        stated.after,
    )
    return same and bool(printed.column)


def _is_told(said: _Said, printed: _Printed, every: Sequence[_Printed]) -> bool:
    """Whether it is clear which of the figures of a table's row is meant."""
    row = [p for p in every if p.figure.note == printed.figure.note]
    if not printed.column or len(row) < 2:
        return True
    named = {p.column for p in row if p.column and plain_text(p.column) in said.part}
    if named:
        return printed.column in named
    return printed.target and sum(p.target for p in row) == 1


def _plain(text: str) -> str:
    return without_blanks(plain_text(text))
