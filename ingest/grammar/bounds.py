"""The words beside a figure that say how it binds: 不低于, 至少, 控制在 … 以内, 下降, 左右.

In: folded text and the place of a figure. Out: `Bounds`: the words before and behind it as printed, and the
comparator they come to together. The words stand in data/bounds.yaml; whether one character is a bound or the
end of another word (约 of 签约, 超 of 彩超), the dictionary tells. The table's words are open to all who look
for bounds elsewhere than at a figure: `NO_CHOICE`, `LEAST_OR_MOST`, `OPPOSITES`, `HEDGES`; those behind
one stand in `bound_words`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ingest import late_re as re
from ingest.grammar.bound_words import AFTER, BEHIND, COMES_TO
from ingest.grammar.bound_words import TABLE as _TABLE
from ingest.grammar.demands import STRIVING
from ingest.grammar.letters import HAN
from ingest.grammar.measures import COUNTED, OF_TIME, kind_of
from ingest.grammar.numerals import COUNT_WORD
from ingest.grammar.options import FIGURES
from ingest.grammar.recurrence import EACH, EVERY_PERIOD, TOTALS
from ingest.grammar.segmentation import is_word, words
from ingest.grammar.tables import one_of
from ingest.model import Comparator


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """`before` and `after` as printed, "" where none stands there; `each` is what stands between `before` and
    the figure (每人每年). `comparator` is None where the words say nothing of the kind.
    """

    before: str
    each: str
    after: str
    comparator: Comparator | None


NOT_REACHED = "未达到?|达不到|没有?达到"
"""A pattern: the words that say of a demand that it is not met (未达到80%)."""
_SHORT = rf"不[到足满够]|[未没]满|{NOT_REACHED}"
FALLS_SHORT = rf"(?:{_SHORT})$"
"""A pattern for the words before a figure that is not reached."""
NEGATED = (
    rf"(?:{'|'.join(sorted(_TABLE['negators'], key=len, reverse=True))})"
    rf"(?:{'|'.join(row['word'] for row in _TABLE['before'] if 'negated' in row)})"
    rf"|(?:{_SHORT})(?=\d|{COUNT_WORD})"
)
"""A pattern: a bound that a negator makes of its opposite (不低于, 不得超过) or of reaching (不到95%); it
denies nothing.
"""
A_NEGATED = re.compile(NEGATED)
"""The same, to look for."""
ONE_BY_ONE = re.compile(
    r"(?P<things>[^，。；,;]+?)分别[^，。；,;\d]{0,6}"
    r"(?P<figures>\d+(?:\.\d+)?[^\d，。；、]{0,3}(?:[、和与及]\d+(?:\.\d+)?[^\d，。；、和与及]{0,5})+)"
)
"""Figures told one by one, with the things they are of, in folded text."""
_COMPARATORS: dict[str, Comparator] = {
    "ge": ">=", "le": "<=", "gt": ">", "lt": "<", "about": "~", "down": "<=", "up": ">=", "eq": "=",
    "fall": "decrease>=", "rise": "increase>=", "within": "<=",
}  # fmt: skip
_SIDE_OF: dict[str, Comparator] = {"gt": ">=", "lt": "<=", "about": "~"}
_REACHED = {"fall": "down", "rise": "up"}
_PERIOD = rf"(?:{EVERY_PERIOD}|每次)"
_PER_HEAD = rf"(?:{EACH})?(?:{_PERIOD})?"


def _guarded(row: dict[str, Any]) -> str:
    """The row's word, with what may not stand before it."""
    barred = "".join(f"(?<!{re.escape(word)})" for word in row.get("not", ()))
    inside = r"(?<![，。；：、（\n])(?<!\A)" if row.get("inside") else ""
    return f"{inside}{barred}{re.escape(row['word'])}"


def _before() -> re.Pattern[str]:
    found: dict[str, list[str]] = defaultdict(list)
    leads = f"(?:{one_of(_TABLE['leads'])})?"
    for row in _TABLE["before"]:
        lead = leads if row["says"] == "gt" else ""
        found[row["says"]].append(lead + _guarded(row))
        if "negated" in row:
            found[row["negated"]].append(f"(?:{one_of(_TABLE['negators'])}){re.escape(row['word'])}")
    for row in _TABLE["change"]:
        verb, way = _guarded(row), row["way"]
        found[_REACHED[way]].append(f"{verb}{COMES_TO}")
        if way == "fall":
            found["down"].append(f"{verb}(?:到|至)?(?=≤)")
        if not row.get("reached_only"):
            found[way].append(f"{verb}(?:了|幅度)?")
    groups = "|".join(f"(?P<{says}>{'|'.join(patterns)})" for says, patterns in found.items())
    return re.compile(rf"(?P<words>{groups})(?P<each>{_PER_HEAD})\Z")


JOINED_TO = r"及|或|\(含\)|（含）"
"""A pattern: what may stand between a figure and the word that binds it (二级及以上)."""


def _after() -> re.Pattern[str]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in AFTER:
        joined = f"(?:{JOINED_TO})?" if row.get("joined") else ""
        closes = r"(?=[，。；、）]|$)" if row.get("closes") else ""
        barred = f"(?![{row['not_before']}])" if "not_before" in row else ""
        found[row["says"]].append(joined + re.escape(row["word"]) + barred + closes)
    return re.compile("|".join(f"(?P<{says}>{'|'.join(patterns)})" for says, patterns in found.items()))


_BEFORE, _AFTER = _before(), _after()
_OVER_TAIL = re.compile(rf"(?P<tail>{HAN})(?P<bound>{BEHIND})(?=$|[，。；、）\n])")
"""Behind a figure: one character of what is counted, between it and the words that bind it (300张|床以上)."""
_EACH_ALONE = re.compile(rf"(?:(?:{EACH}|每(?:{COUNTED}))(?:{_PERIOD})?|{_PERIOD})\Z")
"""Whom or what a sum of money is for, right before it where nothing binds it (每人800元, 每平方米50元)."""
_ALONE = re.compile(
    rf"(?:{one_of(_TABLE['leads'])})?"
    rf"(?:{one_of(row['word'] for part in ('before', 'change') for row in _TABLE[part] if row.get('alone'))})"
    r"(?:到|至|为|了|幅度)?"
)
OPPOSITES: dict[str, str] = {
    row["word"]: row["opposite"]
    for part in ("before", "change", "after")
    for row in _TABLE[part]
    if "opposite" in row
} | {
    f"不{row['word']}": f"不{row['opposite']}"
    for row in _TABLE["before"]
    if "negated" in row and "opposite" in row
}
"""A word that binds -> the word that binds the other way."""
HEDGES = frozenset((*_TABLE["hedges"], *STRIVING))
"""Words that say that a figure is not meant to the letter, or is only striven for."""
NO_CHOICE: dict[str, Comparator] = {
    word: _COMPARATORS[says]
    for row in (*_TABLE["before"], *AFTER)
    for word, says in (
        (row["word"], row["says"]),
        *((f"{no}{row['word']}", row["negated"]) for no in _TABLE["negators"] if "negated" in row),
    )
    if says in ("ge", "le") or (says == "about" and row in AFTER)
}
"""A word that leaves no choice how a figure binds (以上, 不超过, ≤, 左右) -> >=, <= or ~."""
LEAST_OR_MOST = tuple(
    word
    for word in NO_CHOICE
    if "\u4e00" <= word[0] <= "\u9fff" and all(word != row["word"] for row in AFTER)
)
"""The words before a figure that say that it is the least or the most: 至少, 不低于, 不得超过."""

APART = f"{one_of(LEAST_OR_MOST)}|{TOTALS}"
"""A pattern: the words that say that a figure is the least, the most or a sum with a verb between
(至少建成1所).
"""


def _binding(*says: str) -> str:
    """A pattern of the words before a figure that say one of these of it, alone or behind a negator."""
    plain = [row["word"] for row in _TABLE["before"] if row["says"] in says]
    negated = [row["word"] for row in _TABLE["before"] if row.get("negated") in says]
    alone = one_of(plain)
    return f"{alone}|(?:{one_of(_TABLE['negators'])})(?:{one_of(negated)})" if negated else alone


LEAST = _binding("ge")
"""A pattern: the words before a figure that say that it is the least (至少, 不低于)."""
MOST = _binding("le")
"""A pattern: those that say that it is the most (至多, 不超过, 限期)."""
BEFORE = _binding("ge", "le", "gt", "lt", "about")
"""A pattern: the words before a figure that say that it is the least, the most, passed or near."""
A_BEFORE = re.compile(BEFORE)
"""The same, to look for."""
EXACTLY = _binding("eq")
"""A pattern: the words before a figure that say that it is just so (调整为)."""
_REACHED_BY = f"(?:{one_of(row['word'] for row in _TABLE['change'])}){COMES_TO}"
REACHED = "|".join((
    one_of(row["word"] for row in _TABLE["before"] if row["says"] in ("up",
        "down") and row["word"][-1] in "到至在为成"),
    _REACHED_BY,
))  # fmt: skip
"""A pattern: the words before a figure that is reached (达到, 控制在, 提高到)."""
_THAN = [row["word"] for row in _TABLE["before"] if row["says"] in ("gt", "lt") and "opposite" in row]
THAN = f"(?:{one_of(_TABLE['negators'])})?(?:{one_of(_THAN)})"
"""A pattern: the words that hold a thing against another one, figure or not (高于, 不少于, 超过)."""
_BY_HOW_MUCH = re.compile(rf"(?:{one_of(row['word'] for row in _TABLE['change'])})(?!{COMES_TO})")
LEVEL = f"{_binding('ge', 'le', 'gt', 'lt', 'up', 'down')}|{_REACHED_BY}"
"""A pattern: the words that may stand before a level in words as well (高于全省平均, 提高到全国水平)."""
CEILING = "|".join((
    _binding("le", "down"),
    one_of(row["word"] for row in AFTER if row["says"] == "le"),
))  # fmt: skip
"""A pattern: the words on either side that say that something is the most (控制在, 以内)."""
_SIDES: dict[str, Comparator] = NO_CHOICE | {
    row["word"]: _SIDE_OF[row["says"]] for row in _TABLE["before"] if row["says"] in _SIDE_OF
}
_SIDE = re.compile(one_of(_SIDES))
_AS_LIMIT = re.compile(r"[\u4e00-\u9fff]{0,3}(?:为(?:上限|限|顶)|封顶|(?P<least>为(?:下限|底线)|保底))")
_TERM = re.compile("[时期]限(?:应当|应)?[为是]?$")
_PARTED = re.compile("[，。；、：\n]")
_DIGIT = re.compile(r"[\d一二三四五六七八九十百千万]")


def bounds_at(text: str, start: int, end: int, unit: str | None, *, ranged: bool) -> Bounds:
    """How the figure `text[start:end]` binds. A change (下降) wins over a word behind unless that is 左右,
    which leaves both sides open; a word behind wins over one before.
    """
    before, after = _bound_before(text, start), _AFTER.match(text, end)
    if after and after["within"] and unit not in OF_TIME:
        after = None  # 30分钟内 ends a time; 5公里内 of a place binds nothing
    left = _said(before, ("words", "each"))
    over = _OVER_TAIL.match(text, end) if unit and not after else None
    right = _said(_AFTER.match(text, over.start("bound")) if over else after, ())
    return Bounds(
        before=before["words"] if before else "",
        each=before["each"] or "" if before else _each_alone(text, start, unit),
        after=after[0] if after else "",
        comparator=_together(left, right, ranged),
    )


def without_bound(behind: str) -> str:
    """The words behind a figure without those that bind it over one character of them: 床 of 300张|床以上."""
    over = _OVER_TAIL.match(behind)
    return over["tail"] + behind[over.end() :] if over else behind


def side_around(text: str, start: int, end: int) -> Comparator | None:
    """To which side words bind the figure `text[start:end]` that do not stand right beside it: 至少建成1所,
    以90分钟为限. None where there are none in its part of the sentence, or another figure stands between.
    """
    if behind := _AS_LIMIT.match(text, end):
        return ">=" if behind["least"] else "<="
    before = _PARTED.split(text[max(0, start - FIGURES.apart - FIGURES.bound_word) : start])[-1]
    if _TERM.search(before):
        return "<="
    found = [
        m for m in _SIDE.finditer(before) if m[0] in LEAST_OR_MOST and not _DIGIT.search(before, m.end())
    ]
    return _SIDES[found[-1][0]] if found else None


def _each_alone(text: str, start: int, unit: str | None) -> str:
    found = (
        _EACH_ALONE.search(text, max(0, start - FIGURES.bound), start) if kind_of(unit) == "money" else None
    )
    return found[0] if found else ""


def is_change(said: str) -> bool:
    """Whether a figure with its words is by how much something rises or falls (提高40元), and not what it
    comes to (提高到40元).
    """
    return _BY_HOW_MUCH.match(said) is not None


def comparator_of(words_: str) -> Comparator | None:
    """What words say that stand before something other than a figure (高于全省平均水平); None for no
    bound.
    """
    match = _BEFORE.search(words_)
    whole = match is not None and match.span("words") == (0, len(words_))
    return _COMPARATORS[_said(match, ("words", "each")) or "eq"] if whole else None


def side_of(words_: str) -> Comparator | None:
    """How the words beside a figure bind it, wherever they stand in `words_`: >=, <= or ~; None where none
    does. Passed counts as reached: 超过 as 不低于.
    """
    said = _SIDE.search(words_)
    return _SIDES[said[0]] if said else None


def side_behind(words_: str) -> Comparator | None:
    """How the words right behind a figure bind it (及以上, 之内, 起); None where they do not."""
    said = _said(_AFTER.match(words_), ())
    return _COMPARATORS[said] if said else None


def _together(left: str | None, right: str | None, ranged: bool) -> Comparator | None:
    if left in ("fall", "rise"):
        return "~" if right == "about" else _COMPARATORS[left]
    if ranged and right is None and left not in ("ge", "le", "gt", "lt"):
        return "range"
    return _COMPARATORS.get(right or left or "")


def _said(match: re.Match[str] | None, but: tuple[str, ...]) -> str | None:
    if match is None:
        return None
    return next((name for name, found in match.groupdict().items() if found and name not in but), None)


_NO_WORDS = re.compile(r"[\d\s.,、()（）]*+")
"""What stands before a figure in a row of marks or figures; nothing in it binds."""


def _bound_before(text: str, start: int) -> re.Match[str] | None:
    if _NO_WORDS.fullmatch(text, max(0, start - FIGURES.bound), start):
        return None
    match = _BEFORE.search(text, max(0, start - FIGURES.bound), start)
    if match is None or not match.start() or not _ALONE.fullmatch(match["words"]):
        return match
    return None if _ends_a_word(text, match.start()) else match


def _ends_a_word(text: str, at: int) -> bool:
    """Whether the character at `at` belongs to the word before it: 约 of 签约, any behind a Latin letter."""
    if text[at - 1].isascii() and text[at - 1].isalpha():
        return True
    if not is_word(text[at - 1 : at + 1]):
        return False
    return len(words(text[max(0, at - FIGURES.word) : at + 1])[-1]) > 1
