"""Whether a sentence a model wrote may stand in a briefing, and where each of its figures stands in the
plans.

In: a sentence, and the clauses it was given. Out: what is wrong with it in words the model can act on, or its
paragraph with notes and figures. A briefing is handed on without its reader asking back, so it is held to
more than an answer: besides the check of answers (`generation.vetting`)

- every number is found at a place of a cited clause (`prose.figures`);
- beside a figure no word is that the clauses have not;
- an office is named by every clause the sentence cites, and charged in a shape that can be read;
- all clauses cited are of one plan;
- what is quoted, however short, stands there to the letter;
- counts are ours to the letter, in a sentence of their own.

It cannot tell emphasis: what a summary leaves out, and what it puts first, is for the reader to judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.briefing.material import Entry
from assistant.briefing.model import Figure, Paragraph
from assistant.briefing.prose.figures import placed
from assistant.query.understand import hidden_instruction
from assistant.verification.added import stands_so
from assistant.verification.answer import ClauseKey, Known
from assistant.verification.charges import wrong_charges
from assistant.verification.content import content_words
from assistant.verification.evidence import Evidence
from assistant.verification.facts import ClauseFacts, plain_text
from assistant.verification.fault import not_stated
from assistant.verification.figures import has_numbers
from assistant.verification.sentence import fault_of
from assistant.verification.stream_sentences import Sentence
from ingest import late_re as re
from ingest.grammar.bounds import THAN
from ingest.grammar.letters import without_blanks
from ingest.grammar.numerals import COUNT
from ingest.grammar.quantifiers import EACH_OF, SUMS

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
    parts = {_bare(part) for line in counted for part in _FRAGMENT.split(_squashed(line))}
    for part in filter(None, map(_bare, _FRAGMENT.split(_squashed(words)))):
        if part not in parts if has_numbers(part) else part not in ours:
            return f"统计里没有这样写：{part}"
    return ""


def _squashed(text: str) -> str:
    return without_blanks(plain_text(text))


def _bare(part: str) -> str:
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
