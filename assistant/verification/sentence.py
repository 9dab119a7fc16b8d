"""Whether a sentence a model wrote may be shown: what it says must stand in the clauses it names.

In: a sentence with its clauses' facts. Out: its faults, each with its kind and words the model can act on;
the one check for answers, briefings, people's drafts and the evaluation. Nothing is tolerated of figures with
unit, bound and year (`figures`, `years`), offices and people (`names`) in their part (`charges`), small words
that turn the meaning (`polarity`), words of totality and of repetition (`strict`), and what a sentence adds
of its own (`added`); here stand quotes to the letter and offices no list knows. Verbs, connectives and
synonyms are free, as long as most words stand in a clause. The words of the question support nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.denial import By, Denial
from assistant.verification.added import added, of_another_paper
from assistant.verification.aligned import parts_of
from assistant.verification.answer import ClauseKey, Known, own_words, stated_otherwise
from assistant.verification.charges import wrong_charges, wrong_posts
from assistant.verification.computed import wrong_proportions
from assistant.verification.conditions import conditions
from assistant.verification.content import content_words, is_told_in_part, without_amounts
from assistant.verification.differences import wrong_tenths
from assistant.verification.dropped import dropped
from assistant.verification.duties import wrong_duties
from assistant.verification.evidence import Evidence
from assistant.verification.facts import ClauseFacts, is_shortened, plain_text
from assistant.verification.fault import Fault, not_stated
from assistant.verification.heads import head_of, wrong_heads
from assistant.verification.instead import told_instead
from assistant.verification.joined import joined_otherwise
from assistant.verification.names import in_full
from assistant.verification.negation import negates
from assistant.verification.normalise import in_form, without_leave
from assistant.verification.options import VERIFICATION
from assistant.verification.polarity import turned
from assistant.verification.premises import premises, unfounded
from assistant.verification.stream_sentences import Sentence
from assistant.verification.strict import strict_words
from assistant.verification.swapped import strange_acts, swapped
from assistant.verification.years import wrong_dates, wrong_years
from assistant.verification.yes_no_openings import direct_head, said_of_half, wrongly_compared
from ingest import late_re as re
from ingest.grammar.bounds import A_NEGATED
from ingest.grammar.date_forms import with_plain_dates
from ingest.grammar.letters import count_han, has_han
from ingest.grammar.negators import NOT_YET
from ingest.grammar.numerals import A_NUMBER, COUNT_WORD
from ingest.grammar.office_ends import AT_LARGE_WORDS, BUREAU, TEXT_END
from ingest.grammar.places import AREA
from ingest.grammar.plain_amounts import with_plain_amounts
from ingest.grammar.references import ARTICLE
from ingest.grammar.segmentation import is_function_word, is_verb, words

_LETTER = re.compile(r"[A-Za-z]")
_OPEN = re.compile(rf"[，（(]?(?:原文|条款|文件)?(?:{NOT_YET})列全[）)]?")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{8,})[”\"」]")
_LEANS = re.compile("但|而|不过|因为|因|所以|否则|只是|除非|其|这|那|它")
"""How words begin that say nothing without those before them."""
_LEAST_SAID = 4
"""Han characters and numbers of what is a sentence."""
_SHORTEST = 8
"""Han characters of a sentence that says something by itself."""
_HANDED = frozenset("归由交给让请进入")
"""Words right before the name of an office."""
_STATIVE = frozenset("是有为算在要会能可应须得")
"""Verbs that only join a thing and what is said of it, or say that it has to be so or may."""
_OFFICE = re.compile(
    rf"[\u4e00-\u9fff]{{1,8}}?{TEXT_END}(?![\u4e00-\u9fff]{{0,1}}[技学普研])(?=[牵负承主配协、，。和与及的]|会同|$)"
)


_DEPARTMENT = re.compile(r"由(?P<who>[\u4e00-\u9fff]{2,6}?)(?:主管)?部门")
_AN_ARTICLE = re.compile(rf"{ARTICLE.pattern}(?=[写规说讲是要明，：的])")
_LEVELS = re.compile(f"{COUNT_WORD}级(?=[^，。；]{{2,8}}{BUREAU})")
"""县、市两级农业农村局."""
_WHOLE_NAME = re.compile(rf"{AREA}(?![级外里内以])[\u4e00-\u9fff]{{2,8}}?{BUREAU}(?![限势面部域长])")
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
        return Fault(kind="citation", says="请在这句话后面标注条款编号")
    strange = next((n for n in sentence.numbers if n not in cited), None)
    return (
        None
        if strange is None
        else Fault(kind="citation", says=str(Denial(what=f"编号为 {strange} 的条款", by=By.MARKS)))
    )


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
            yield Fault(kind="negation", text=direct.said, says=f"句子后面要说明“{direct.said}”")
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
    yield from wrong_duties(said, stated, known.names)
    yield from wrong_posts(text, stated)
    yield from turned(text, stated)
    yield from wrong_years(text, stated)
    yield from wrong_dates(text, stated)
    yield from wrong_proportions(text, stated)
    yield from wrong_tenths(text, stated)
    yield from told_instead(text, stated)
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
    """An article that is named but neither cited nor named in a cited clause."""
    source = "\n".join(plain_text(f"{fact.reference}\n{fact.words}") for fact in stated)
    for article in _AN_ARTICLE.findall(text):
        if article not in source:
            yield Fault(kind="citation", text=article, says=f"所注条款不是{article}")


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
    yield from strict_words(text, source, stated)
    yield from _strange_offices(text, source)
    every = [w for w in content_words(without_amounts(A_NEGATED.sub(" ", text))) if not negates(w)]
    missing = [w for w in every if not (is_told_in_part(w, source) or is_verb(w))]
    if len(missing) > max(1, (1 - VERIFICATION.covered) * len(every)):
        yield Fault(kind="other", says=not_stated("、".join(missing[:4])))


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
        yield Fault(kind="unit", text=office, says=not_stated(f"这个单位：{office}"))


def _has_office(name: str, short: str, source: str) -> bool:
    return name in source or is_shortened(short, source)


def _is_all_told(words_: str, stated: Sequence[ClauseFacts]) -> bool:
    """Whether the clauses have every word that says something."""
    source = "\n".join(fact.words for fact in stated)
    text = without_amounts(A_NEGATED.sub(" ", plain_text(words_)))
    named = "".join(plain_text(name) for fact in stated for name in fact.names)
    return all(is_told_in_part(word, source + named) or negates(word) for word in content_words(text))


def _is_told_together(words_: str, stated: Sequence[ClauseFacts]) -> bool:
    """Whether one part of a clause, with what is said around the clause, has most of those words, and the
    clauses every deed of one character.
    """
    text = without_amounts(A_NEGATED.sub(" ", plain_text(words_)))
    deeds = [w for w in words(text) if len(w) == 1 and is_verb(w) and w not in _STATIVE]
    if any(all(deed not in fact.words for fact in stated) for deed in deeds):
        return False
    said = [word for word in content_words(text) if not negates(word)]
    for fact in stated:
        around = "\n".join(map(plain_text, (fact.around, *fact.names)))
        own = [word for word in said if not is_told_in_part(word, around)]
        parts = (fact.words,) if fact.cells else parts_of(plain_text(fact.text))
        if any(sum(is_told_in_part(w, part) for w in own) >= VERIFICATION.about * len(own) for part in parts):
            return True
    return False


def _bare_office(found: str) -> str:
    """Without the words before the name (监测归…, 可以不进…)."""
    parts = words(found)
    last = max((n for n, w in enumerate(parts) if is_function_word(w) or w in _HANDED), default=-1)
    return "".join(parts[last + 1 :]) or found
