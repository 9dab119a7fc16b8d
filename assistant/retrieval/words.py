"""The words of a question that a clause must have: words of asking dropped, misspellings mended, each
weighted.

In: the question without its scope. Out: terms. A word weighs by how rare it is in the library (inverse
document frequency of its rarest character pair), less where it is too general to tell a clause by. A pair of
characters no clause has is read as the pair that sounds the same, or that fits between its neighbours, where
the library has one.

Words that no dictionary has and the library prints are put together again: 漏水率 of 漏|水|率
(`printed_whole`).

A word is worth how well it tells one clause from another (`Weights`): little where a good share of all
passages has it (卫生 in plans of health, 道路 in those of traffic), or where it says in any paper only of
what kind a thing is (建设, 范围): those are listed in data/stopwords.yaml. Which field a library is of is not
written down anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from assistant.question import Term
from assistant.retrieval.lexicon import Lexicon, fold
from assistant.retrieval.options import WORDS
from assistant.retrieval.spelling import Frequency, Vocabulary, frequency_of, mended, sounds_like
from assistant.retrieval.time_limit import check
from ingest import late_re as re
from ingest.grammar.bound_words import WITHIN
from ingest.grammar.indicator_words import SHARE_NOUNS
from ingest.grammar.interrogatives import ASKED_FOR, HOW_MANY, PARTICLE, SO_OR_NOT, THERE_OR_NOT, WHEN
from ingest.grammar.letters import is_han
from ingest.grammar.marks import PARTS
from ingest.grammar.measures import AGED, ASKED, COUNTED, SCALE
from ingest.grammar.numerals import COUNT, COUNT_WORD, in_digits
from ingest.grammar.numerals import WORDS as NUMERAL
from ingest.grammar.office_ends import HEADING_LAST, PARENT_LAST
from ingest.grammar.places import AREA, GRADES
from ingest.grammar.roles import is_known
from ingest.grammar.segmentation import (
    LOCATIVES,
    NOUN_ENDS,
    is_function_word,
    is_noun,
    is_verb,
    is_word,
    names_thing,
    words,
)
from ingest.grammar.tables import any_of

_ASKING = re.compile(
    rf"{ASKED_FOR}|多|{PARTICLE}|请|帮|一下|给我|{SO_OR_NOT}|{THERE_OR_NOT}|列出|想知道|告诉|说法|这块"
)
_COUNTING = re.compile(
    rf"多少(?:{SCALE})?(?:{ASKED}){WITHIN}?(?![\u4e00-\u9fff]?率)"
    rf"|百分之(?:{NUMERAL}|点)+"
    rf"|\d+(?:\.\d+)?(?:[%‰]|(?:{SCALE})?人(?!口))"
    rf"|(?<![哪十])几(?:{SCALE}|{any_of(tuple(PARTS))}|(?:{ASKED}){WITHIN}?|$)"
)
_NUMBERED = re.compile(rf"({NUMERAL}+)([级岁类型期等])")
_BREAK = re.compile(r"[^\w.%‰+·/-]+|_")
_COMPOUND = re.compile(r"[a-z0-9]+(?:\+[a-z0-9]+)+|[a-z]+\d+(?:\.\d+)+")
_CALLED_BY_NUMBER = re.compile(rf"(?<![\d.])\d{{5}}(?![\d.%‰]|(?:{SCALE})?(?:{ASKED})|{COUNTED})")
"""A line that people call by its number (12345热线)."""
_TAIL = frozenset("率数量额度")
_RATES = frozenset("率比")
_AMOUNT = re.compile(rf"[\d.%‰]+|{COUNT}+(?:{COUNTED})?")
"""A number, with or without its measure; not 千人 and 万人 where they say per how many (每千人口)."""
_AGE = re.compile(rf"\d+(?:-\d+)?{AGED}")


def terms_of(
    rest: str, lexicon: Lexicon, vocabulary: Vocabulary, quoted: Sequence[str] = ()
) -> tuple[tuple[Term, ...], tuple[tuple[str, str], ...]]:
    """Terms in the order they are said, each once, and the (typed, read as) pairs of misspelt words.

    `quoted` are expressions the question puts in quotation marks: each is one term, whatever words it is made
    of. Raises OutOfTimeError.
    """
    text = _COUNTING.sub(" ", rest)  # before 多少 goes by itself and leaves 天内
    frequency = lru_cache(4096)(vocabulary.frequency)
    total = vocabulary.size()
    weights = Weights(lexicon=lexicon, frequency=frequency, total=total)
    for phrase in lexicon.phrases:
        if len(phrase) >= 2 and _ASKING.search(phrase):
            text = text.replace(phrase, " ")
    found: dict[str, Term] = {}
    corrected: list[tuple[str, str]] = []
    called = (number for number in _CALLED_BY_NUMBER.findall(text) if frequency(number))
    for compound in (
        *_COMPOUND.findall(text),
        *_AGE.findall(text),
        *called,
        *(q for q in quoted if q in text),
    ):
        found[compound] = Term(text=compound, weight=math.log(1 + total / 2))
        text = text.replace(compound, " ")
    for part in filter(None, _BREAK.split(_COMPOUND.sub(" ", text))):
        right, pairs = mended(part, _cut(part, lexicon), lexicon, _known(lexicon), frequency, vocabulary)
        corrected += pairs
        for word in _known_parts(_content_words(right, lexicon, frequency), lexicon, frequency):
            check()
            if _says_nothing(word, lexicon):
                word = _with_one_before(word, right, lexicon, frequency)
            if not word:
                continue
            variants = (
                *_variants(word, lexicon),
                *_sounding(word, lexicon, frequency),
                *((in_digits(word),) if _NUMBERED.fullmatch(word) else ()),
            )
            weight = weights.of(word)
            tells = _tells(word, rest, weights)
            found.setdefault(word, Term(text=word, weight=weight, variants=variants, tells=tells))
    found = found or {
        part: Term(text=part, weight=weights.of(part))
        for part in _BREAK.split(_COMPOUND.sub(" ", text))
        if _stands_whole(part, lexicon, frequency)
    }
    return _either(rest, found), tuple(corrected)


_KIND_ASKED = re.compile(
    rf"(?:哪(?:{COUNT_WORD}|[几些种类个项样])*|什么|多大|谁)(?P<between>[\u4e00-\u9fff]*)$"
)
"""What stands behind these at once (哪些场所), or ends what they begin (哪个全国先进称号), is the kind of
thing asked for, which a clause need not call so.
"""
_OF_WHICH_HOW_MUCH = re.compile(rf"(?:是|为|有|要)?(?!{WHEN})(?:{HOW_MANY})")
"""Behind what a deed may be called as well (总投资是多少) these make it the thing asked for."""


def _tells(word: str, rest: str, weights: Weights) -> bool:
    """Whether it names something that the question does not only ask for by its kind, and that is not too
    general to tell one thing from another.
    """
    general = weights.is_general(word) or weights.lexicon.asking(word) or _LEVELS_ONLY.fullmatch(word)
    at = rest.find(word)
    behind = rest[at + len(word) :]
    # 新冠: a name that a dictionary may not have; a deed that is said in several ways (创建, 打造) is not.
    listed = bool(weights.lexicon.synonyms.get(word)) and not is_verb(word)
    names = (
        names_thing(word) or listed or (is_noun(word) and is_word(word) and _OF_WHICH_HOW_MUCH.match(behind))
    )
    if general or is_known(word) or not names or at < 0 or _may_be_cut_before(rest[:at], word):
        return False
    return not _is_kind_asked(rest[:at], behind)


def _may_be_cut_before(before: str, word: str) -> bool:
    """Whether the single character in front of it makes a word with its first one (会商|会 as 会|商会)."""
    return bool(before) and is_word(before[-1] + word[0]) and not is_word(before[-2:])


def _is_kind_asked(before: str, behind: str) -> bool:
    asked = _KIND_ASKED.search(before)
    between = asked["between"] if asked else ""
    ends = not behind or not is_han(behind[0])
    return asked is not None and (between in ("", "的") or (ends and len(between) <= WORDS.kind))


_LEVELS_ONLY = re.compile(rf"{AREA}(?:{AREA}+|级)")
"""Places by their level alone (市县, 县级)."""


def _stands_whole(part: str, lexicon: Lexicon, frequency: Frequency) -> bool:
    """Whether a part of a question that has no other word is one the library knows, though each word of it
    taken by itself says nothing (双随机).
    """
    if not 3 <= len(part) <= WORDS.whole or not is_han(part) or _ASKING.search(part):
        return False
    cut = _cut(part, lexicon)
    asking = any(lexicon.asking(word) and len(word) == 1 for word in cut) or set(cut) <= {*lexicon.phrases}
    return not asking and not is_function_word(part) and frequency_of(part, frequency) > 0


def _with_one_before(word: str, part: str, lexicon: Lexicon, frequency: Frequency) -> str:
    """A word that says nothing together with the single character in front of it, where the library has the
    two as one (双随机 of 双 and 随机); "" where not.
    """
    cut = _cut(part, lexicon)
    at = cut.index(word) if word in cut else 0
    before = cut[at - 1] if at else ""
    joined = before + word
    alone = len(before) == 1 and is_han(before) and not lexicon.asking(before)
    return joined if alone and frequency_of(joined, frequency) else ""


def _known_parts(words: Sequence[str], lexicon: Lexicon, frequency: Frequency) -> list[str]:
    """Words no clause has, of three characters or more, as the pairs of them some clause has (本科 of
    本科毕业).

    An office no clause has is left out: it asks or is asked, it is not what is asked for.
    """
    out: list[str] = []
    for word in words:
        unknown = is_han(word) and not _variants(word, lexicon) and not frequency_of(word, frequency)
        if unknown and HEADING_LAST.search(word):
            continue
        rate = word[-1] in _RATES  # 药占比 is no 占比
        out += _parts(word, lexicon, frequency) if unknown and len(word) >= 3 and not rate else [word]
    return out


def _parts(word: str, lexicon: Lexicon, frequency: Frequency) -> list[str]:
    """The pairs of the word that some clause has, and what is left of it between them where that is a word
    (流感 of 流感疫苗).
    """
    pairs = [word[i : i + 2] for i in range(len(word) - 1) if frequency(word[i : i + 2])]
    if not pairs:
        return [word]
    left = re.split("|".join(map(re.escape, pairs)), word)
    return [p for p in pairs if p not in lexicon.phrases] + [
        rest for rest in left if len(rest) >= 2 and is_word(rest)
    ]


def _sounding(word: str, lexicon: Lexicon, frequency: Frequency) -> tuple[str, ...]:
    """For a word of two characters no clause has, the words that sound the same and that some clause has
    (检察 for 检查).
    """
    if len(word) != 2 or lexicon.synonyms.get(word) or not is_han(word) or frequency(word):
        return ()
    other = [word[0] + ch for ch in sounds_like(word[1])] + [ch + word[1] for ch in sounds_like(word[0])]
    return tuple(w for w in other if frequency(w) and is_word(w))[: WORDS.sounding]


def _says_nothing(word: str, lexicon: Lexicon) -> bool:
    """Whether it is a word of speaking (俺们, 必须, 之间), none that somebody listed and no grade (四级)."""
    listed = bool(_variants(word, lexicon)) or _NUMBERED.fullmatch(word)
    return not listed and is_function_word(word)


def _either(rest: str, found: dict[str, Term]) -> tuple[Term, ...]:
    """Words set beside each other as alternatives (新增/申报) are one term."""
    if "/" not in rest:
        return tuple(found.values())
    for a, b in [(a, b) for a in found for b in found if f"{a}/{b}" in rest]:
        if a in found and b in found:
            other, first = found.pop(b), found[a]
            variants = (*first.variants, *other.wordings)
            found[a] = replace(first, variants=variants, weight=min(first.weight, other.weight))
    return tuple(found.values())


def phrase_of(rest: str, lexicon: Lexicon) -> str:
    """The question without words of asking, its parts set apart by blanks."""
    for phrase in lexicon.phrases:
        if len(phrase) >= 2 and _ASKING.search(phrase):
            rest = rest.replace(phrase, " ")
    return " ".join(filter(None, _BREAK.split(rest)))


def grams(phrase: str, size: int = 3) -> frozenset[str]:
    """The runs of `size` characters within the parts of a phrase."""
    return frozenset(part[i : i + size] for part in phrase.split() for i in range(len(part) - size + 1))


def _content_words(part: str, lexicon: Lexicon, frequency: Frequency) -> list[str]:
    """Words without those of asking; a single character goes with the word it stands beside."""
    out: list[str] = []
    joined = False
    cut = printed_whole(_cut(part, lexicon), frequency)
    for at, word in enumerate(cut):
        whole, following = (cut[at - 1] if at else ""), (cut[at + 1] if at + 1 < len(cut) else "")
        when = word in LOCATIVES and joined and len(whole) == 1  # 产前, 术后, 校外
        particle = lexicon.asking(word) and not (word in NOUN_ENDS or word in GRADES or when)
        if particle or word in lexicon.phrases or not word.strip(".-+/·"):
            joined = False
            continue
        if word in GRADES and not joined and not _names_office(following):
            out.append(GRADES[word])
            continue
        if word in SHARE_NOUNS and out and joined and out[-1].endswith(whole) and len(whole) == 1:
            # 药占比 behind 公立医院: the single character belongs to the share, not to the word before
            out[-1] = out[-1][:-1]
            out.append(whole[-1] + word)
            continue
        if len(word) == 1 and is_han(word):
            if joined and out and (word in NOUN_ENDS or word in GRADES or len(out[-1]) == 1):
                out[-1] += word
            elif word not in _TAIL:
                out.append(word)
            joined = True
            continue
        out.append(word)
        joined = True
    return [w for w in out if len(w) >= 2 and (w in lexicon.synonyms or not _AMOUNT.fullmatch(w))]


def _names_office(word: str) -> bool:
    return len(word) >= 2 and PARENT_LAST.search(word) is not None


def _cut(part: str, lexicon: Lexicon) -> list[str]:
    return words(part, _known(lexicon))


@cache
def _known(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold(w) for w in lexicon.synonyms if len(w) >= 2)


def _variants(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    found = [fold(v) for v in lexicon.synonyms.get(word, ())]
    return tuple(dict.fromkeys(v for v in found if v != word))


def printed_whole(cut: Sequence[str], frequency: Frequency) -> list[str]:
    """The words with those single characters as one that stand side by side and that the library prints so:
    of two the words around them decide.
    """
    out: list[str] = []
    run: list[str] = []
    for word in (*cut, ""):
        if len(word) == 1 and is_han(word) and not is_function_word(word):
            run.append(word)
            continue
        whole = "".join(run)
        out += [whole] if len(run) > 2 and frequency_of(whole, frequency) else run
        out += [word] if word else []
        run = []
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """`frequency` says how many of `total` passages have a character or a pair of them."""

    lexicon: Lexicon
    frequency: Frequency
    total: int

    def of(self, word: str) -> float:
        """log(1 + N / (1 + df)) of the rarest pair, df that of the commonest wording; less for general words
        and plain verbs.

        What is done is said in many ways (扶持, 铺开), what it is done to in few.
        """
        others = self.lexicon.synonyms.get(word, ())
        df = max(frequency_of(w, self.frequency) for w in (word, *others))
        weight = math.log(1 + self.total / (1 + df))
        if df == 0:
            return weight * (WORDS.unknown_noun if is_noun(word) else WORDS.unknown)
        light = self.is_general(word) or (not others and is_verb(word))
        return weight * (WORDS.light if light else 1.0)

    def is_general(self, word: str) -> bool:
        """Whether it tells no clause from the others of this library."""
        return word in self.lexicon.light or is_common(frequency_of(word, self.frequency), self.total)


def is_common(having: int, total: int) -> bool:
    """Whether a good share of the passages has it; never of a library too small to tell."""
    return total >= WORDS.enough_passages and having >= WORDS.common * total
