"""Words like 全部, 每年 and 约束性 need clause support: a clause on the same thing must have them.

In: a folded sentence, the folded words of its clauses and their facts. Out: faults, also where the clauses
have such a word before a figure and the sentence leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verification.content import content_words
from assistant.verification.differences import is_year_by_year
from assistant.verification.facts import ClauseFacts
from assistant.verification.fault import Fault, not_stated
from assistant.verification.negation import negates
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.bounds import A_NEGATED
from ingest.grammar.counted_times import AS_OF_NOW, DAY_OR_TIME, OF_ONE_TIME
from ingest.grammar.indicator_words import NATURE
from ingest.grammar.negators import BAR_WORDS, BARS
from ingest.grammar.numerals import A_NUMBER, COUNT_WORD, number_in
from ingest.grammar.quantifiers import ALL
from ingest.grammar.recurrence import EVERY, RECURS, STRETCHES, TOTALS
from ingest.grammar.relations import GIVEN
from ingest.grammar.segmentation import words
from ingest.grammar.stops import PART, STATEMENT

STRICT = re.compile(
    rf"任何情况下?|任何(?!情况)|任意|全天候?|随时|每次|凡是|一概|{ALL}|直接(?!责任|负责|经济|融资|管理)|全覆盖|各级各类|百分之百|完全|均|首次|唯一|翻一番|{NATURE}|必须|{BARS}|不再"
    r"|[只仅](?=[在对限由向]|面向|$)|不论|无论|不分|不限|不管(?=[有是谁在什哪怎多何]|$)|不例外|无一例外|没有例外"
    rf"|取消|停止|暂停|撤销|废止|无需|不需要|免除|免费|无偿|{EVERY}|{TOTALS}"
)
"""Words that change what is demanded: they stand in the clause, or the sentence says something else."""
_PACED = re.compile(
    rf"({EVERY}|{TOTALS}|逐[步渐]|较[^，。；]{{0,8}}?)[^，。；\n]{{0,16}}?(\d+(?:\.\d+)?)(?!\d|时)"
)
_SUMS = re.compile(TOTALS)
_SPAN_BEFORE = re.compile(rf"(?:{COUNT_WORD}|\d+)个?(?:年|{STRETCHES})$")
"""The length of time that a sum is of, before the word for a sum."""
_OR_ELSE = re.compile(rf"除外|确需|除[^，。；]{{2,}}外|特殊情况|{GIVEN}")
"""Of what a clause forbids there is something that it does not."""
_EACH = re.compile("每[^每]+")


def strict_words(text: str, source: str, stated: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """Words of totality and repetition (全部, 每年) that a clause has not of the same, and those before a
    figure that the text leaves out.
    """
    for part in PART.split(A_NEGATED.sub(" ", text)):
        for found in STRICT.finditer(part):
            word = found[0]
            if not (_is_denied(found) or _is_in_word(found) or _stands(word, part, source, stated)):
                yield Fault(kind="scope", text=word, says=not_stated(f"“{word}”"))
    for m in _PACED.finditer(DAY_OR_TIME.sub(lambda time: "□" * len(time[0]), source)):
        pace, number = m.groups()
        if number_in(number, text) and pace[0] not in "较" and not _is_paced(pace, text, source, m.start()):
            if _SUMS.match(pace) and AS_OF_NOW.search(text) and not OF_ONE_TIME.search(text):
                continue
            yield Fault(kind="scope", text=pace, says=f"条款里 {number} 前面有“{pace}”")


def _is_denied(strict: re.Match[str]) -> bool:
    """Whether it stands behind a negator, whose denial is looked at by itself (没有写成必须)."""
    start = strict.start()
    return negates(strict.string[max(0, start - VERIFICATION.negated) : start])


def _is_in_word(strict: re.Match[str]) -> bool:
    """Whether it is only part of a word (所有 in 所有权)."""
    at = 0
    for word in words(strict.string):
        if at <= strict.start() and strict.end() <= at + len(word):
            return len(word) > len(strict[0]) and word[0] not in "每全"
        at += len(word)
    return False


def _stands(word: str, part: str, source: str, stated: Sequence[ClauseFacts]) -> bool:
    """Whether a clause has the strict word, or one that demands the same, of something this part of the
    sentence speaks of too.
    """
    about = [w for w in content_words(part) if word not in w]
    about += [rest for w in content_words(part) if len(rest := w.replace(word, "")) > 1 and rest != w]
    about += [number for number in A_NUMBER.findall(part) if len(number) > 1]
    if RECURS.fullmatch(word) and _only_rhythm(source) in prose().alike.get(word, (word,)):
        return True
    if word in BAR_WORDS and any(bar in fact.led_in for bar in BAR_WORDS for fact in stated):
        return True  # what leads in the list forbids
    if word == "累计" and any("累计数" in fact.words for fact in stated):
        return True  # a note says so of the row
    if word == "逐年" and is_year_by_year(part, stated):
        return True
    if word in prose().alike["一概"] and _is_forbidding(part, word) and not _OR_ELSE.search(source):
        return True  # 一律不得 says no more than 不得
    bars = BAR_WORDS if word in BAR_WORDS else ()
    alike = (*prose().alike.get(word, (word,)), *bars, word.replace("天", "日"), word.replace("日", "天"))
    return any(
        other in there and (not about or any(w in there for w in about))
        for other in alike
        for there in (STATEMENT if RECURS.fullmatch(word) else PART).split(source)
    )


def _is_forbidding(part: str, word: str) -> bool:
    """Whether what must not be stands right behind it."""
    behind = part[part.index(word) + len(word) :]
    return any(behind.startswith(no) for no in prose().negators["forbid"])


def _only_rhythm(source: str) -> str:
    """How often things are, where the clauses say it in one way only; "" else."""
    found = {m[0] for m in RECURS.finditer(source)}
    return next(iter(found)) if len(found) == 1 else ""


def _is_paced(pace: str, text: str, source: str, at: int) -> bool:
    """Whether the text says of what time, else of whom, a figure is one: 每天 of 每生每天, 一户 for 每户; the
    clauses, `source`, have it at `at`.
    """
    told = [m[0] for m in _EACH.finditer(pace)] or [pace]
    if _SUMS.match(pace) and (span := _SPAN_BEFORE.search(source[:at])) and span[0] in text:
        return True  # 两年8万 for 两年累计8万
    of_time = [one for one in told if RECURS.fullmatch(one)]
    return all(
        any(other in text for other in prose().alike.get(one, (one[:2], f"一{one[1:]}", f"一个{one[1:]}")))
        for one in of_time or told
    )
