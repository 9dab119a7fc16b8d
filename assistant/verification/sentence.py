"""Whether a sentence a model wrote may be shown: what it says must stand in the clauses it names.

In: a sentence with its clauses' facts. Out: its faults, each with its kind and words the model can act on;
the one check for answers, briefings, people's drafts and the evaluation. Nothing is tolerated of figures with
unit, bound and year (`figures`, `years`), offices and people (`names`) in their part (`charges`), small words
that turn the meaning (`polarity`), and what a sentence adds of its own (`added`); here stand quotes to the
letter, words of totality and of repetition (全部, 每年, 约束性), offices no list knows. Verbs, connectives
and synonyms are free, as long as most words stand in a clause. The words of the question support nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.verification.added import added, of_another_paper
from assistant.verification.aligned import parts_of
from assistant.verification.answer import ClauseKey, Known, own_words, stated_otherwise
from assistant.verification.charges import wrong_charges, wrong_posts
from assistant.verification.conditions import conditions
from assistant.verification.direct import direct_head, said_of_half, wrongly_compared
from assistant.verification.dropped import dropped
from assistant.verification.evidence import Evidence
from assistant.verification.facts import ClauseFacts, is_shortened, is_told, plain_text
from assistant.verification.fault import Fault
from assistant.verification.heads import head_of, wrong_heads
from assistant.verification.joined import joined_otherwise
from assistant.verification.matters import wrong_matters
from assistant.verification.names import in_full
from assistant.verification.negation import negates
from assistant.verification.options import VERIFICATION
from assistant.verification.plainly import in_form, without_leave
from assistant.verification.polarity import turned
from assistant.verification.premises import premises, unfounded
from assistant.verification.proportions import wrong_proportions
from assistant.verification.prose import prose
from assistant.verification.stream_sentences import Sentence
from assistant.verification.swapped import strange_acts, swapped
from assistant.verification.years import wrong_dates, wrong_years
from ingest import late_re as re
from ingest.grammar.bounds import A_NEGATED, HEDGES, NO_CHOICE
from ingest.grammar.clock_times import CLOCK_TIME
from ingest.grammar.date_forms import with_plain_dates
from ingest.grammar.indicator_words import NATURE
from ingest.grammar.letters import count_han, has_han
from ingest.grammar.measures import COUNTED
from ingest.grammar.numerals import A_NUMBER, COUNT_WORD, WORDS, number_in
from ingest.grammar.office_ends import AT_LARGE, TEXT_END
from ingest.grammar.places import AREA
from ingest.grammar.plain_amounts import with_plain_amounts
from ingest.grammar.quantities import read_quantities
from ingest.grammar.recurrence import COUNTED_EACH, EVERY, RECURS, STRETCHES, TOTALS
from ingest.grammar.references import ARTICLE
from ingest.grammar.segmentation import is_function_word, is_verb, words
from ingest.grammar.stops import PART, STATEMENT

_COUNTS = re.compile(rf"(?:{COUNTED_EACH}|{EVERY}|{WORDS}+(?:{COUNTED}))$")
"""How many or how often: figures and words of repetition are looked at by themselves."""
_BINDING = frozenset(NO_CHOICE) | HEDGES | {word for group in prose().ways for word in group}
"""Words that bind a figure or say which way it goes, for which the same holds."""
_LETTER = re.compile(r"[A-Za-z]")
_OPEN = re.compile(r"[，（(]?(?:原文|条款|文件)?(?:没有|并未|未)列全[）)]?")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{8,})[”\"」]")
STRICT = re.compile(
    rf"任何情况下?|任何(?!情况)|任意|全天候?|随时|每次|凡是|一概|全体|直接(?!责任|负责|经济|融资|管理)|全覆盖|全部|所有|各级各类|一律|百分之百|完全|均|首次|唯一|翻一番|{NATURE}|必须|禁止|严禁|不得|不再"
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
_LEANS = re.compile("但|而|不过|因为|因|所以|否则|只是|除非|其|这|那|它")
"""How words begin that say nothing without those before them."""
_LEAST_SAID = 4
"""Han characters and numbers of what is a sentence."""
_SHORTEST = 8
"""Han characters of a sentence that says something by itself."""
_OR_ELSE = re.compile("除外|确需|除[^，。；]{2,}外|特殊情况|批准|同意")
"""Of what a clause forbids there is something that it does not."""
_EACH = re.compile("每[^每]+")
_HANDED = frozenset("归由交给让请进入")
"""Words right before the name of an office."""
_STATIVE = frozenset("是有为算在要会能可应须得")
"""Verbs that only join a thing and what is said of it, or say that it has to be so or may."""
_OFFICE = re.compile(
    rf"[\u4e00-\u9fff]{{1,8}}?{TEXT_END}(?![\u4e00-\u9fff]{{0,1}}[技学普研])(?=[牵负承主配协、，。和与及的]|会同|$)"
)


_DEPARTMENT = re.compile(r"由(?P<who>[\u4e00-\u9fff]{2,6}?)(?:主管)?部门")
AT_LARGE_WORDS = re.compile(rf"(?:{AT_LARGE})")
_AN_ARTICLE = re.compile(rf"{ARTICLE.pattern}(?=[写规说讲是要明，：的])")
_LEVELS = re.compile("[两三]级(?=[^，。；]{2,8}[局厅])")
"""县、市两级农业农村局."""
_WHOLE_NAME = re.compile(rf"{AREA}(?![级外里内以])[\u4e00-\u9fff]{{2,8}}?[局厅](?![限势面部域长])")
"""An office of a level by its whole name, whatever it does."""


def fault_of(
    sentence: Sentence,
    evidence: Sequence[Evidence],
    facts: Mapping[ClauseKey, ClauseFacts],
    known: Known,
) -> str:
    """The first thing that is wrong, in words; "" where the sentence may be shown."""
    return next((fault.says for fault in faults_of(sentence, evidence, facts, known)), "")


def faults_of(
    sentence: Sentence,
    evidence: Sequence[Evidence],
    facts: Mapping[ClauseKey, ClauseFacts],
    known: Known,
    question: str = "",
) -> Iterator[Fault]:
    """Everything that is wrong; nothing where the sentence may be shown. At most a few milliseconds. Of the
    `question` it answers only what a head (不是，…) affirms or denies is taken: it supports nothing.
    """
    cited = {e.number: e for e in evidence}
    if (unfit := _unfit(sentence, cited)) is not None:
        yield unfit
        return
    rows = [cited[n] for n in sentence.numbers]
    stated = [facts[e.row.plan, e.row.clause.label].compared for e in rows]
    plans = {e.row.plan for e in rows}
    question = with_plain_amounts(question).text
    words_ = without_leave(in_form(sentence.words, stated), question, stated)
    half = said_of_half(plain_text(words_))
    if half is not None and half.right is not None:
        words_ = half.rest
        yield from () if half.right else _not_by_its_figures(half.said, f"“{half.said}”")
    if wrong_way := wrongly_compared(plain_text(words_)):
        yield from _not_by_its_figures(wrong_way, f"这样：{wrong_way}")
    yield from _answering(words_, question, stated, plans, known)


def _unfit(sentence: Sentence, cited: Collection[int]) -> Fault | None:
    """Why it cannot be looked at: it is not Chinese, or names no clause, or one that is not there."""
    said = count_han(sentence.words) + len(A_NUMBER.findall(sentence.words))
    letters = len(_LETTER.findall(sentence.words))
    if said < _LEAST_SAID or not has_han(sentence.words) or letters > len(sentence.words) / 2:
        return Fault(kind="language", says="这句话不是中文")
    if not sentence.numbers:
        return Fault(kind="citation", says="这句话没有标注条款编号")
    strange = next((n for n in sentence.numbers if n not in cited), None)
    return None if strange is None else Fault(kind="citation", says=f"没有编号为 {strange} 的条款")


def _not_by_its_figures(said: str, but: str) -> Iterator[Fault]:
    """That the figures of the sentence itself are not as it says of them."""
    yield Fault(kind="figure", text=said, says=f"按句中的数字不是{but}")


def _answering(
    words_: str, question: str, stated: Sequence[ClauseFacts], plans: Collection[str], known: Known
) -> Iterator[Fault]:
    """What is wrong with the words as an answer to the question: its head (是的，不用) and the rest of it by
    themselves, all of it where it has no head.
    """
    direct = direct_head(plain_text(words_), question, stated)
    head = head_of(plain_text(words_), question)
    if direct is not None and (direct.right is not None or head is None):
        yield from _of_words(direct.rest, stated, plans, known, question)
        if not direct.right:
            yield Fault(kind="negation", text=direct.said, says=f"句子后面没有说明“{direct.said}”")
        return
    rest = words_ if head is None else head.rest
    if head is None or rest:
        yield from _of_words(rest, stated, plans, known, question)
    if head is not None:
        wrong = tuple(_of_claims(head.claims, stated, plans, known))
        told = _is_all_told(head.claims, stated)
        if told and not head.affirms:
            told = _is_told_together(head.claims, stated)
        yield from wrong_heads(head, wrong, told, stated)


def without_head(words: str, question: str) -> str:
    """What is left of an answer to a question of yes and no without its head, "" where it has none, or what
    is left leans on it (但…, 因为…).
    """
    text = plain_text(words)
    head, direct = head_of(text, question), direct_head(text, question, ())
    rest = head.rest if head is not None else direct.rest if direct is not None else ""
    return "" if _LEANS.match(rest) or count_han(rest) < _SHORTEST else rest


def _of_claims(
    words_: str, stated: Sequence[ClauseFacts], plans: Collection[str], known: Known, asked: str = ""
) -> Iterator[Fault]:
    """What is wrong with words that cite clauses of these `plans`."""
    said = in_full(with_plain_dates(_without_open(words_, stated)), stated, known.names)
    text = plain_text(said)
    yield from stated_otherwise(own_words(said, stated, known), stated, known, reworded=True)
    yield from wrong_charges(said, stated, known.names)
    yield from wrong_matters(said, stated, known.names)
    yield from wrong_posts(text, stated)
    yield from turned(text, stated)
    yield from wrong_years(text, stated)
    yield from wrong_dates(text, stated)
    yield from wrong_proportions(text, stated)
    yield from conditions(text, stated)
    yield from added(text, stated, plain_text(asked))
    yield from dropped(text, stated, plain_text(asked))
    yield from of_another_paper(text, plans, stated, known.called)
    yield from _in_prose(said, stated)


def _of_words(
    words_: str, stated: Sequence[ClauseFacts], plans: Collection[str], known: Known, asked: str = ""
) -> Iterator[Fault]:
    """The same, and what words that are a sentence put in another thing's place or leave out."""
    yield from _of_claims(words_, stated, plans, known, asked)
    text = plain_text(in_full(with_plain_dates(_without_open(words_, stated)), stated, known.names))
    yield from swapped(text, stated, plain_text(asked))
    yield from premises(text, plain_text(asked), stated)
    yield from joined_otherwise(text, plain_text(asked), stated)
    yield from _of_articles(text, stated)
    yield from unfounded(text, plain_text(asked), stated)
    yield from strange_acts(text, stated)


def _of_articles(text: str, stated: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """An article named that is none of those cited, nor named by one."""
    source = "\n".join(plain_text(f"{fact.reference}\n{fact.words}") for fact in stated)
    for article in _AN_ARTICLE.findall(text):
        if article not in source:
            yield Fault(kind="citation", text=article, says=f"所注条款不是{article}，也没有写到它")


def _without_open(words: str, stated: Sequence[ClauseFacts]) -> str:
    """Without the remark that the clause names not all who are charged, where it does not."""
    is_open = any("未列全" in fact.offices for fact in stated)
    return _OPEN.sub("", words) if is_open else words


def _in_prose(said: str, stated: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """What the words have that no clause has: quotes, words of totality, offices, other words."""
    text = plain_text(said)
    roles = (r.role for fact in stated for r in fact.responsibilities)
    named = (name for fact in stated for name in fact.names)
    source = "\n".join((*(fact.words for fact in stated), *map(plain_text, (*named, *roles))))
    for quoted in _QUOTED.findall(said):
        if plain_text(quoted) not in source:
            yield Fault(kind="quote", text=quoted, says=f"引号里的话不是原文：{quoted[:20]}")
    yield from _strict_words(text, source)
    yield from _strange_offices(text, source)
    every = [w for w in content_words(_without_amounts(A_NEGATED.sub(" ", text))) if not negates(w)]
    missing = [w for w in every if not (_is_told(w, source) or is_verb(w))]
    if len(missing) > max(1, (1 - VERIFICATION.covered) * len(every)):
        yield Fault(kind="other", says=f"条款没有写到：{'、'.join(missing[:4])}")


def _strict_words(text: str, source: str) -> Iterator[Fault]:
    """Words of totality and repetition (全部, 每年) that a clause has not of the same, and those before a
    figure that the text leaves out.
    """
    for part in PART.split(A_NEGATED.sub(" ", text)):
        for found in STRICT.finditer(part):
            word = found[0]
            if not (_is_denied(found) or _is_in_word(found) or _stands(word, part, source)):
                yield Fault(kind="scope", text=word, says=f"条款没有写“{word}”")
    for m in _PACED.finditer(CLOCK_TIME.sub(lambda time: "□" * len(time[0]), source)):
        pace, number = m.groups()
        if number_in(number, text) and pace[0] not in "较" and not _is_paced(pace, text, source, m.start()):
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


def _strange_offices(text: str, source: str) -> Iterator[Fault]:
    """Offices, by the ends of their names, that no clause has in full or shortened."""
    found = [
        *(o for o in map(_bare_office, _OFFICE.findall(text)) if not _has_office(o[-3:], o[-3:], source)),
        *(
            o
            for o in _WHOLE_NAME.findall(_LEVELS.sub("", text))
            if o[1:] not in source and not _has_office(o, o[:4], source)
        ),
    ]
    for m in _DEPARTMENT.finditer(text):
        told = m[0][1:] in source or _has_office(m["who"], m["who"], source)
        if not told and not AT_LARGE_WORDS.fullmatch(m[0][1:]):
            found.append(m[0][1:])
    for office in found:
        yield Fault(kind="unit", text=office, says=f"条款没有写到这个单位：{office}")


def _has_office(name: str, short: str, source: str) -> bool:
    return name in source or is_shortened(short, source)


def _is_all_told(words_: str, stated: Sequence[ClauseFacts]) -> bool:
    """Whether the clauses have every word that says something."""
    source = "\n".join(fact.words for fact in stated)
    text = _without_amounts(A_NEGATED.sub(" ", plain_text(words_)))
    named = "".join(plain_text(name) for fact in stated for name in fact.names)
    return all(_is_told(word, source + named) or negates(word) for word in content_words(text))


def _is_told_together(words_: str, stated: Sequence[ClauseFacts]) -> bool:
    """Whether one part of a clause, with what is said around the clause, has most of those words, and the
    clauses every deed of one character.
    """
    text = _without_amounts(A_NEGATED.sub(" ", plain_text(words_)))
    deeds = [w for w in words(text) if len(w) == 1 and is_verb(w) and w not in _STATIVE]
    if any(all(deed not in fact.words for fact in stated) for deed in deeds):
        return False
    said = [word for word in content_words(text) if not negates(word)]
    for fact in stated:
        around = "\n".join(map(plain_text, (fact.around, *fact.names)))
        own = [word for word in said if not _is_told(word, around)]
        parts = (fact.words,) if fact.cells else parts_of(plain_text(fact.text))
        if any(sum(_is_told(w, part) for w in own) >= VERIFICATION.about * len(own) for part in parts):
            return True
    return False


def _stands(word: str, part: str, source: str) -> bool:
    """Whether a clause has the strict word, or one that demands the same, of something this part of the
    sentence speaks of too.
    """
    about = [w for w in content_words(part) if word not in w]
    about += [rest for w in content_words(part) if len(rest := w.replace(word, "")) > 1 and rest != w]
    about += [number for number in A_NUMBER.findall(part) if len(number) > 1]
    if RECURS.fullmatch(word) and _only_rhythm(source) in prose().alike.get(word, (word,)):
        return True
    if word in prose().alike["一概"] and _is_forbidding(part, word) and not _OR_ELSE.search(source):
        return True  # 一律不得 says no more than 不得
    alike = (*prose().alike.get(word, (word,)), word.replace("天", "日"), word.replace("日", "天"))
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


def _is_told(word: str, source: str) -> bool:
    """Whether the clauses have the word, one that says the same, or its halves in another order."""
    halves = (word[:2], word[2:])
    return is_told(word, source) or (len(word) == 4 and all(half in source for half in halves))


def _bare_office(found: str) -> str:
    """Without the words before the name (监测归…, 可以不进…)."""
    parts = words(found)
    last = max((n for n, w in enumerate(parts) if is_function_word(w) or w in _HANDED), default=-1)
    return "".join(parts[last + 1 :]) or found


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


def _without_amounts(text: str) -> str:
    """The text with its figures and their measures blotted out: they are looked at by themselves."""
    for span in reversed([q.span for q in read_quantities(text)]):
        text = f"{text[: span.start]} {text[span.end :]}"
    return text


def content_words(text: str) -> list[str]:
    """The words of a folded text that say something of a thing, each once: those of two characters and more
    that are not only words of telling.
    """
    return [
        w
        for w in dict.fromkeys(words(text))
        if len(w) >= 2
        and has_han(w)
        and w not in prose().saying
        and not (is_function_word(w) or _COUNTS.match(w) or w in _BINDING)
    ]
