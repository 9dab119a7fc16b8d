"""Dictionary words of Chinese text, for what characters cannot tell: place names, and the words of a
question.

The only module that knows jieba; its dictionary takes about 0.6 s to load at the first use in a process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from math import inf, log
from typing import Any

from ingest import late_re as re
from ingest.grammar.options import WORDS
from ingest.grammar.stops import PART_AS_PRINTED


@cache
def _jieba() -> Any:
    import jieba
    import jieba.posseg

    jieba.setLogLevel("WARNING")
    return jieba


@lru_cache(maxsize=16384)
def _of_word(word: str) -> tuple[tuple[str, str], ...]:
    """`_tagged` of a word, which a question may ask a thousand times."""
    return tuple((said, _OTHER_CLASSES.get(said, flag)) for said, flag in _tagged(word))


def words(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The words of `text` in order, white space and marks included; `known` are words that must not be taken
    apart. They are known to this call alone: how a paper is read must not hang on what was asked before.
    """
    return list(_knowing(known).lcut(text, HMM=False) if known else cut(text))


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[str, ...]:
    """The same without known words, kept for the next who asks."""
    return tuple(_jieba().lcut(text, HMM=False))


@lru_cache(maxsize=2)
def _knowing(known: frozenset[str]) -> Any:
    """A tokenizer that has the words beside those of the dictionary; a copy takes about 30 MB."""
    jieba = _jieba()
    jieba.initialize()
    own = jieba.Tokenizer()
    own.FREQ, own.total, own.initialized = dict(jieba.dt.FREQ), jieba.dt.total, True
    for word in sorted(known):
        own.add_word(word, freq=_WHOLE)
    return own


_WHOLE = 100_000
"""How often a word is taken to stand that must not be taken apart: more than any of its parts."""


def words_beside(text: str, whole: frozenset[str]) -> list[str]:
    """Like `words`, with the words of `whole` kept together wherever they stand, the longest first; the
    dictionary stays as it is.
    """
    pattern = _any_of(whole)
    pieces = pattern.split(text) if pattern else [text]
    return [word for n, piece in enumerate(pieces) for word in ([piece] if n % 2 else words(piece))]


@lru_cache(maxsize=8)
def _any_of(whole: frozenset[str]) -> re.Pattern[str] | None:
    listed = sorted(filter(None, whole), key=lambda word: (-len(word), word))
    return re.compile(f"({'|'.join(map(re.escape, listed))})") if listed else None


def is_noun(word: str) -> bool:
    """Whether the dictionary takes the word for a name of something; words it does not know and Latin ones
    are taken for names too.
    """
    flags = [flag for _, flag in _of_word(word)]
    return any(f[0] in "nxj" or f == "eng" for f in flags) or flags == ["vn"]


def names_thing(word: str) -> bool:
    """Whether the dictionary has the word, and as the name of a thing alone: no person, place or date,
    nor what only points (这两项)."""
    points = word.startswith(("这", "那", "哪", "每"))
    return is_word(word) and not points and [flag for _, flag in _of_word(word)] in (["n"], ["nz"])


def is_verb(word: str) -> bool:
    """Whether the dictionary has it as a verb and nothing else; a verb that names a thing as well (检测) is
    none.
    """
    return [flag for _, flag in _of_word(word)] == ["v"]


def is_no_name(word: str) -> bool:
    """Whether the dictionary has it as a time, a deed, a manner or a number and as nothing else (刚满): that
    it stands nowhere says nothing of any thing.
    """
    flags = [flag for _, flag in _of_word(word)]
    return is_word(word) and len(flags) == 1 and flags[0][0] in "tavdmq" and flags[0] != "vn"


def is_function_word(word: str) -> bool:
    """Whether the dictionary has it as a pronoun, adverb, preposition, conjunction or the like (俺们, 就是,
    之间).

    Numerals, measures and times are none: 万元, 每月 and 首次 say what is asked for; nor are Latin words
    (ICU, DRG).
    """
    flags = [flag for _, flag in _of_word(word)]
    return not word.startswith("每") and all(f[0] in "rdpcuyefo" and f != "eng" for f in flags)


def is_word(word: str) -> bool:
    """Whether the dictionary has the word."""
    jieba = _jieba()
    jieba.initialize()
    return bool(jieba.dt.FREQ.get(word, 0))


@lru_cache(maxsize=8192)
def classes_of(text: str) -> tuple[tuple[str, str], ...]:
    """The words of `text` with their classes in the dictionary (v, n, ns …); unknown characters are alone.

    What `jieba.posseg.cut(text, HMM=False)` gives, in a third of its time: where offices are looked for most
    of the work is this.
    """
    found: list[tuple[str, str]] = []
    for at, run in enumerate(_RUN.split(text)):
        if at % 2:
            found += _classed(run)
        else:
            found += [(sign, "x") for sign in _SIGN.findall(run)]
    return tuple(found)


def _classed(run: str) -> Iterator[tuple[str, str]]:
    """The words on the likeliest way through a run of characters; Latin letters and digits that are no word
    of the dictionary are one.
    """
    known, total, classes = _dictionary()
    size = len(run)
    best, ends = [0.0] * (size + 1), [0] * size
    for start in range(size - 1, -1, -1):
        likeliest, ends[start] = -inf, start + 1
        for end in range(start + 1, size + 1):
            times = known(run[start:end])
            if times is None:
                break
            if times and (way := log(times) - total + best[end]) >= likeliest:
                likeliest, ends[start] = way, end
        best[start] = likeliest if likeliest > -inf else best[start + 1] - total
    latin = at = 0
    while at < size:
        word = run[at : ends[at]]
        at = ends[at]
        if len(word) == 1 and word.isascii() and word.isalnum():
            latin += 1
            continue
        if latin:
            yield run[at - len(word) - latin : at - len(word)], "eng"
            latin = 0
        yield word, classes(word, "x")
    if latin:
        yield run[size - latin :], "eng"


@cache
def _dictionary() -> tuple[Callable[[str], int | None], float, Callable[[str, str], str]]:
    """How often a word is taken to stand, 0 for what only begins one and None for anything else; the
    logarithm of all of them together; the class of a word.
    """
    jieba = _jieba()
    jieba.initialize()
    classes = {**jieba.posseg.dt.word_tag_tab, **_OTHER_CLASSES}
    return jieba.dt.FREQ.get, log(jieba.dt.total), classes.get


_OTHER_CLASSES = {"相关": "vn"}
"""What the dictionary has as verbs only, against 有关 (vn): 县政府相关部门."""


def ends_word(name: str, behind: str) -> bool:
    """Whether a word ends where `name` does and `behind` goes on: not in 加快县|域经济."""
    at = 0
    for word in words(name + behind[: WORDS.behind]):
        at += len(word)
        if at >= len(name):
            return at == len(name)
    return True


def begins_word(text: str) -> bool:
    """Whether a word of two characters or more begins the text: 民办养老, not 域经济."""
    return len(next(iter(words(text[: WORDS.behind])), "")) > 1


def is_person_name(word: str) -> bool:
    """Whether the dictionary has it as the name of a person."""
    return any(w == word and flag.startswith("nr") for w, flag in _of_word(word))


def places(text: str) -> Counter[str]:
    """Place names of at least two characters with how often each is named.

    Parts of sentences are cut once each, however often they are printed, and looked at as far as a sentence
    goes: telling unknown words apart costs a thousand times what the dictionary does.
    """
    named: Counter[str] = Counter()
    for part, times in Counter(PART_AS_PRINTED.split(text)).items():
        for word, flag in _tagged(part[: WORDS.part]):
            if flag == "ns" and len(word) >= 2:
                named[word] += times
    return named


def _tagged(text: str) -> list[tuple[str, str]]:
    """The words of `text` with their classes, words the dictionary has not told by their characters.

    A character of no class the tagger knows may be of any (256 states, 65,000 steps a character): two or more
    of them in a row are in no word, and are taken one by one as marks (class x).
    """
    jieba = _jieba()
    known = jieba.posseg.char_state_tab_P
    cut, run = list(text), 0
    for at, ch in enumerate((*text, "")):
        strange = "\u4e00" <= ch <= "\u9fff" and ch not in known
        if not strange and run >= WORDS.strange:
            cut[at - run : at] = _MARK * run
        run = run + 1 if strange else 0
    at, out = 0, []
    for word in jieba.posseg.cut("".join(cut)):
        end = at + len(word.word)
        out.append((text[at:end], word.flag))
        at = end
    return out


NOUN_ENDS = frozenset(
    "率比科站点所院室区村镇乡户房床位员师士生病症术药车机馆校期类级线网卡码证表册费金税法权责岗队组团班圈带库厅局办委会社店厂园街路"
)
"""Single characters that end a noun; others that stand alone (创, 占, 搞) say nothing of a thing."""
LOCATIVES = frozenset("前后内外上下中")
"""Single characters that make a time or place of the noun before them (产前, 术后, 校外)."""
_RUN = re.compile(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._]+)")
_SIGN = re.compile(r"\r\n|[\s\S]")
"""What jieba looks for words in, and what it takes for one word each outside of that."""
_MARK = "\ue000"
