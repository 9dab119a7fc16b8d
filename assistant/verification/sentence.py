"""Whether a sentence a model wrote may be shown: what it says must stand in the clauses it names.

In: a sentence with its clauses' facts. Out: what is wrong with it, in words the model can act on, or "". The
guard's check of figures, bounds, years, offices and roles is the core; here stands what free prose needs
besides: Chinese, a named source, quotes to the letter, small words that turn the meaning (`polarity`), words
of totality and of repetition (全部, 每年, 约束性), offices no list knows, and words that no cited clause has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.model import Answer
from assistant.verification.answer import ClauseKey, Known, faults
from assistant.verification.evidence import Evidence
from assistant.verification.facts import ClauseFacts, fold
from assistant.verification.options import VERIFICATION
from assistant.verification.polarity import turned
from assistant.verification.prose import prose
from assistant.verification.stream_sentences import Sentence
from ingest.grammar.office_ends import TEXT_END
from ingest.grammar.recurrence import EVERY, TOTALS
from ingest.grammar.segmentation import is_function_word, words

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{8,})[”\"」]")
STRICT = re.compile(
    r"全覆盖|全部|所有|一律|百分之百|完全|均|都|首次|唯一|翻一番|约束性|预期性|必须|禁止|严禁|不得|不再"
    rf"|取消|停止|暂停|撤销|废止|无需|不需要|免除|免费|无偿|{EVERY}|{TOTALS}"
)
"""Words that change what is demanded: they stand in the clause, or the sentence says something else."""
_FORBIDS = re.compile(r"(?:不得|严禁|禁止|不再)([\u4e00-\u9fff]{2})")
_PACED = re.compile(rf"({EVERY}|{TOTALS}|较[^，。；]{{0,8}}?)[^，。；]{{0,16}}?(\d+(?:\.\d+)?)")
_OFFICE = re.compile(
    rf"[\u4e00-\u9fff]{{1,8}}?{TEXT_END}(?![\u4e00-\u9fff]{{0,1}}[技学普研])(?=[牵负承主配会协、，。和与及的]|$)"
)


def fault_of(
    sentence: Sentence,
    evidence: Sequence[Evidence],
    facts: Mapping[ClauseKey, ClauseFacts],
    known: Known,
    question: str,
) -> str:
    """ "" where the sentence may be shown; at most a few milliseconds."""
    if (
        len(_HAN.findall(sentence.words)) < 4
        or len(_LETTER.findall(sentence.words)) > len(sentence.words) / 2
    ):
        return "这句话不是中文"
    if not sentence.numbers:
        return "这句话没有标注条款编号"
    cited = {e.number: e for e in evidence}
    strange = [n for n in sentence.numbers if n not in cited]
    if strange:
        return f"没有编号为 {strange[0]} 的条款"
    rows = [cited[n] for n in sentence.numbers]
    stated = [facts[e.row.plan, e.row.clause.label] for e in rows]
    wrong = faults(_as_answer(sentence, rows), facts, known)
    if wrong:
        return wrong[0]
    return _in_prose(sentence.words, stated, fold(question))


def _as_answer(sentence: Sentence, rows: Sequence[Evidence]) -> Answer:
    """The sentence as an answer of one line; its clauses count as cited without a quote."""
    from assistant.lookups.cite import cite

    chips = "".join(f"〔{e.marker}〕" for e in rows)
    return Answer(
        question="",
        status="answered",
        reason=None,
        answer=f"{sentence.words} {chips}",
        citations=tuple(cite(e.view, e.row) for e in rows),
    )


def _in_prose(said: str, stated: Sequence[ClauseFacts], question: str) -> str:
    text = fold(said)
    if fault := turned(text, stated):
        return fault
    source = "\n".join(part for fact in stated for part in (fact.words, *map(fold, fact.names)))
    for quoted in _QUOTED.findall(said):
        if fold(quoted) not in source:
            return f"引号里的话不是原文：{quoted[:20]}"
    for word in STRICT.findall(text):
        if not any(other in source for other in prose().alike.get(word, (word,))):
            return f"条款没有写“{word}”"
    for verb in _FORBIDS.findall(source):
        if verb in text and not re.search(rf"(?:不得|严禁|禁止|不能|不再|避免)[^，。；]{{0,6}}{verb}", text):
            return f"条款写的是不得或不再“{verb}”"
    for pace, number in _PACED.findall(source):
        if (
            re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", text)
            and pace[:2] not in text
            and pace[0] not in "较"
        ):
            return f"条款里 {number} 前面有“{pace}”"
    for office in _OFFICE.findall(text):
        if office[-3:] not in source:
            return f"条款没有写到这个单位：{office}"
    missing = [w for w in content_words(text) if w not in source and w not in question]
    every = content_words(text)
    if every and len(missing) > (1 - VERIFICATION.covered) * len(every):
        return f"条款没有写到：{'、'.join(missing[:4])}"
    return ""


def content_words(text: str) -> list[str]:
    """The words of a folded text that say something of a thing, each once: those of two characters and more
    that are not only words of telling.
    """
    return [
        w
        for w in dict.fromkeys(words(text))
        if len(w) >= 2 and _HAN.search(w) and w not in prose().saying and not is_function_word(w)
    ]
