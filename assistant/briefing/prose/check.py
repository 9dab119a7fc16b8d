"""Whether a sentence a model wrote may stand in a briefing, and where each of its figures stands in the
plans.

In: a sentence, and the clauses it was given. Out: what is wrong with it in words the model can act on, or its
paragraph with notes and figures. A briefing is handed on without its reader asking back, so it is held to
more than an answer: besides the check of answers (`writing.vetting`)

- every number is found at a place of a cited clause (`prose_figures`);
- beside a figure no word is that the clauses have not;
- an office is named by every clause the sentence cites, and in the part (牵头, 负责, 配合) the sentence gives
  it;
- all clauses cited are of one plan, and no other plan, place or year is named;
- words of share, rank and comparison, of rise and fall, and those that tell of a thing as done (多数, 同比,
  提高, 已) stand there;
- what is quoted, however short, stands there to the letter;
- counts are ours to the letter, in a sentence of their own.

It cannot tell emphasis: what a summary leaves out, and what it puts first, is for the reader to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.briefing.material import Entry
from assistant.briefing.model import Figure, Paragraph
from assistant.briefing.prose.figures import placed
from assistant.query.understand import hidden_instruction
from assistant.retrieval.catalog import Catalog
from assistant.verification.answer import ClauseKey, Known
from assistant.verification.evidence import Evidence
from assistant.verification.facts import ClauseFacts, fold
from assistant.verification.figures import has_numbers
from assistant.verification.sentence import content_words, fault_of
from assistant.verification.stream_sentences import Sentence
from ingest.grammar.bounds import THAN
from ingest.grammar.numerals import COUNT
from ingest.grammar.office_ends import AT_LARGE
from ingest.grammar.places import stem
from ingest.grammar.roles import DUTY_VERB, part_of

COUNTS = 0
"""The number the counts are cited by; clauses have numbers from 1."""
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]+)[”\"」』》]")
_COMPARING = re.compile(
    r"多数|大部分|绝大|大半|过半|半数|近半|一半|占比|最多|最少|居首|首位|之首|名列|排名|领先|率先|数十|十余|上百|余项"
    r"|较上|较去|比上|比去|同比|环比|相比|高于|低于|优于|多于|少于"
    r"|已(?!婚|故|孕|有)|取得|成效|圆满|顺利|超额|提前"
)
"""Words of share, rank and comparison, and of things done: a plan says them itself, or they are somebody's
own opinion.
"""
_UP, _DOWN = (
    re.compile("提高|提升|增加|增长|上升|扩大|延长|上调"),
    re.compile("降低|下降|减少|压减|压缩|缩短|缩减|缩小|下调"),
)
_BOUND = re.compile(rf"(?:{THAN})(?!{COUNT}|[约近])")
"""Bounds that no figure follows: 不高于上年水平."""
_FRAGMENT = re.compile(r"[，,。；;、：:！!？?]|其中")
_FILLER = re.compile(r"^(?:共计|总共|一共|合计|共|分别|以及|并|另)+")
_PART = DUTY_VERB
_NAMED = "[\ue000-\uf8ff]"
_LIST = f"{_NAMED}(?:(?:、|和|与|及|以及){_NAMED})*"
_CHARGED = re.compile(
    rf"(?P<names>{_LIST})等?(?:{AT_LARGE})?(?:共同|联合|具体|分别|主要)?(?P<part>{_PART})"
    rf"|(?P<part_before>{_PART})的?(?:{AT_LARGE}|领导|人)?(?:分别)?(?:为|是|有|包括|:|：)(?P<names_behind>{_LIST})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What sentences may stand on: `entries` are the clauses of `evidence` in its order, `counted` our own
    lines.

    `called` are the names of every plan (title, short name, place) by id; `subject` is the title, whose words
    are no news.
    """

    evidence: tuple[Evidence, ...]
    entries: tuple[Entry, ...]
    facts: Mapping[ClauseKey, ClauseFacts]
    known: Known
    called: Mapping[str, frozenset[str]]
    counted: tuple[str, ...]
    subject: str


def called_of(catalog: Catalog) -> Mapping[str, frozenset[str]]:
    return {
        row.id: frozenset(
            fold(name)
            for name in (row.title, *row.titles, catalog.short(row.id), *_places(row.region))
            if len(name) > 1
        )
        for row in catalog.rows
    }


def _places(region: str | None) -> tuple[str, ...]:
    return (region, stem(region)) if region else ()


def fault(sentence: Sentence, grounds: Grounds) -> str:
    """ "" where the sentence may stand in the briefing."""
    if hidden_instruction(sentence.words):
        return "这句话是指令，不是条款的内容"
    if COUNTS in sentence.numbers and grounds.counted:
        if sentence.numbers != (COUNTS,):
            return "统计的数目和条款的内容要分成两句写"
        return _wrong_count(sentence.words, grounds.counted)
    wrong = fault_of(sentence, grounds.evidence, grounds.facts, grounds.known, grounds.subject)
    if wrong:
        return wrong
    return next(filter(None, _faults(sentence, grounds)), "")


def _faults(sentence: Sentence, grounds: Grounds) -> Iterator[str]:
    words, rows, facts = sentence.words, *_cited(sentence, grounds)
    yield _of_several_plans(rows)
    yield _of_another_plan(words, rows, facts, grounds.called)
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
    text = fold(words)
    for name in sorted(grounds.called.get(rows[0].note.plan, ()), key=len, reverse=True):
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
    return re.sub(r"\s+", "", fold(text))


def _bare(part: str) -> str:
    return _FILLER.sub("", part)


def _of_several_plans(rows: Sequence[Entry]) -> str:
    return "一句话只能依据同一份文件的条款" if len({e.note.plan for e in rows}) > 1 else ""


def _of_another_plan(
    words: str, rows: Sequence[Entry], facts: Sequence[ClauseFacts], called: Mapping[str, frozenset[str]]
) -> str:
    """A plan, or the place of one, that is not the one cited and that the clauses do not speak of
    themselves.
    """
    text, own = fold(words), called.get(rows[0].note.plan, frozenset())
    for names in called.values():
        for name in names:
            if name in text and not any(name in mine for mine in own) and not _all_say(facts, name):
                return f"所注条款不是“{name}”的"
    return ""


def _not_said(words: str, facts: Sequence[ClauseFacts]) -> str:
    text = fold(words)
    for word in _COMPARING.findall(text):
        if not any(word in fact.words for fact in facts):
            return f"条款没有写“{word}”"
    source = "\n".join(fact.words for fact in facts)
    for way, other in ((_UP, _DOWN), (_DOWN, _UP)):
        for m in way.finditer(text):
            if not way.search(source) or (other.search(source) and not _stands_so(m, source)):
                return f"条款没有这样写“{m[0]}”"
    for m in _BOUND.finditer(text):
        if not _stands_so(m, source):
            return f"条款没有这样写“{m[0]}”"
    for quoted in _QUOTED.findall(words):
        if not any(_squashed(quoted) in _squashed(fact.words) for fact in facts):
            return f"引号里的话不是原文：{quoted[:20]}"
    return ""


def _stands_so(m: re.Match[str], source: str) -> bool:
    """Whether the word has the same two characters behind it, or before it, as in the clauses."""
    text, start, end = m.string, m.start(), m.end()
    behind, before = text[start : end + 2], text[max(0, start - 2) : end]
    return (len(behind) == len(m[0]) + 2 and behind in source) or (
        len(before) == len(m[0]) + 2 and before in source
    )


def _strange(words: str, facts: Sequence[ClauseFacts], grounds: Grounds) -> str:
    """A word beside a figure that no clause has: there a single other word makes it the figure of another
    thing.
    """
    source = "\n".join(part for fact in facts for part in (fact.words, *_charged(fact)))
    for part in _FRAGMENT.split(fold(words)):
        if has_numbers(part):
            for word in content_words(part):
                if word not in source and word not in fold(grounds.subject):
                    return f"条款没有写到：{word}"
    return ""


def _all_say(facts: Sequence[ClauseFacts], words: str) -> bool:
    return all(words in fact.words for fact in facts)


def _wrong_charge(words: str, facts: Sequence[ClauseFacts], known: Known) -> str:
    """An office that one of the clauses does not name, or not in this part."""
    text = fold(words)
    found = sorted(dict.fromkeys(known.names.within(text)), key=len, reverse=True)
    for name in found:
        if not all(name in _charged(fact) or name in fact.words for fact in facts):
            return f"所注条款不是每条都写到“{name}”，请分开写"
    token = {name: chr(0xE000 + n) for n, name in enumerate(found)}
    for name in found:
        text = text.replace(name, token[name])
    name_of = {sign: name for name, sign in token.items()}
    for m in _CHARGED.finditer(text):
        part = m["part"] or m["part_before"]
        for sign in re.findall(_NAMED, m["names"] or m["names_behind"]):
            if not all(_is_charged(name_of[sign], part, fact) for fact in facts):
                return f"条款没有写明由“{name_of[sign]}”{part}"
    for rest in re.split(r"[，,。；;]", _CHARGED.sub("", text)):
        if re.search(_NAMED, rest) and re.search(_PART, rest):
            return "分工请照条款写成“由某某牵头、某某配合”"
    return ""


def _charged(fact: ClauseFacts) -> frozenset[str]:
    return frozenset(map(fold, fact.names))


def _is_charged(name: str, part: str, fact: ClauseFacts) -> bool:
    """Whether the clause charges them with it in a role of this part, or says it in these words itself."""
    if f"{name}{part}" in fact.words:
        return True
    return any(
        r.part == part_of(part) for r in fact.responsibilities if name in map(fold, (*r.units, *r.leaders))
    )
