"""Measure words and units: which there are, what they measure, and which can stand for each other.

In: the words behind a number, or the unit of a figure as printed (万人次/年). Out: the unit's extent, its
kind. The table is data/measures.yaml. No table holds them all, so a word that is in none is read as a measure
word where grammar shows that it is one (`unlisted_at`): it stands alone between the number and a stop or a
bound (鱼苗50万尾，, 种鸽3000羽以上), repeats the end of the noun that is counted (停车位300车位), or stands
between the number and a noun that it does not begin (改建120罐储油设施). One measure word may follow another
(台套, 辆次, 人日): `tail_at` tells what goes on with the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND, TABLE
from ingest.grammar.interrogatives import PARTICLE
from ingest.grammar.letters import HAN, is_han
from ingest.grammar.making import MAKES
from ingest.grammar.numerals import SCALES, WORDS, power
from ingest.grammar.options import FIGURES
from ingest.grammar.segmentation import classes_of, is_noun, is_word
from ingest.grammar.tables import loaded, one_of

Kind = Literal[
    "ratio", "money", "people", "household", "place", "piece", "pack", "bed", "vehicle", "animal", "plant",
    "text", "times", "time", "age", "length", "area", "volume", "weight", "energy", "points", "level",
    "concentration", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One row of the table; its fields are explained at the head of data/measures.yaml."""

    word: str
    kind: Kind
    example: str
    spelled: bool = False
    ordinal: bool = False
    latin: bool = False
    noun: bool = False
    joins: bool = False
    worked: bool = False
    held: bool = False
    stage: bool = False
    sign: str = ""
    barred: str = ""
    rates: str = ""
    months: int = 0
    minutes: int = 0
    half: str = ""
    same: str = ""
    of: str = ""
    times: Decimal = Decimal(1)

    @property
    def pattern(self) -> str:
        after = "(?![A-Za-z])" if self.latin else f"(?![{self.barred}])" if self.barred else ""
        return re.escape(self.word) + after


@cache
def table() -> dict[str, Measure]:
    """By word, in the order of the file."""
    rows = loaded((Path(__file__).parent / "data" / "measures.yaml").read_text("utf-8"))
    return {row["word"]: _measure(row) for row in rows}


def _measure(row: dict[str, Any]) -> Measure:
    fields = {("barred" if name == "not" else name): value for name, value in row.items()}
    return Measure(**(fields | {"times": Decimal(fields.get("times", 1))}))


def _any(rows: list[Measure]) -> str:
    return "|".join(row.pattern for row in sorted(rows, key=lambda row: -len(row.word)))


_ROWS = list(table().values())
_RATIOS = _any([row for row in _ROWS if row.kind == "ratio"])
_COUNTS = _any([row for row in _ROWS if row.kind != "ratio"])
_PER_SO_MANY = r"/(?:[1-9]\d*)?[十百千万亿]+(?:人口|人|例)?"
_PER = rf"(?:/(?:[十百千万亿]*(?:{_COUNTS}|学年|学期|季度?|月))){{0,2}}(?:·年)?"
SCALE = "|".join(SCALES)
MEASURE = rf"(?:{_RATIOS}|{_PER_SO_MANY}|(?:{_COUNTS}){_PER})"
"""A pattern: a unit without 万 or 亿 before it (个, 元/人·年, /10万)."""
SCALED = rf"(?:{MEASURE}|(?:{SCALE})[余馀多]?{MEASURE}|(?:{SCALE}))"
"""A pattern: a unit with its scale, or a scale alone."""
BEHIND_NUMBER = rf"{SCALED}|[年月日天时点分秒周季届号版]"
"""A pattern: how the words behind a number begin that counts, measures or tells a time."""
SPELLED = f"(?:{_any([row for row in _ROWS if row.spelled])})"
"""A pattern: the units that may follow a number in words."""
COUNTED = _any([row for row in _ROWS if not row.ordinal])
"""A pattern: the units of figures that count or measure, without scale."""
ASKED = _any([row for row in _ROWS if not (row.ordinal or row.latin or row.noun)])
"""A pattern: the units that may stand behind 多少 and 几 and say nothing more of what is asked for."""
AGED = f"(?:{_any([row for row in _ROWS if row.kind == 'age'])})"
"""What an age is counted in."""
CURRENCIES = {sign: row.word for row in _ROWS for sign in row.sign.split()}
"""Signs in front of a sum ($) -> the unit that they stand for (美元); the longer ones first."""
PER_MILLE = "|".join(table()["‰"].rates.split())
"""A pattern: the rates that are told by the thousand."""
LAPSES = frozenset(row.word for row in _ROWS if row.kind == "time" and not row.worked)
"""How long a thing takes."""
LAPSE = _any([row for row in _ROWS if row.kind == "time" and not (row.worked or row.ordinal)])
"""A pattern: what a length of time is counted in."""
OF_TIME = frozenset(row.word for row in _ROWS if row.kind == "time" and not row.ordinal)
"""Lengths of time, those of work among them."""
ORDINAL = frozenset(row.word for row in _ROWS if row.ordinal)
"""Units that name a place in a series."""
CONTINUOUS = frozenset(
    {"ratio", "money", "time", "age", "length", "area", "volume", "weight", "energy", "concentration"}
)
"""Kinds that are measured and not counted one by one."""
THINGS = frozenset({"people", "place", "piece", "pack", "bed", "vehicle", "animal", "plant", "text"})
"""Kinds of what is there one by one; how often something is done is none."""
HELD = frozenset(row.word for row in _ROWS if row.held)
"""How often something is held or done over."""
STAGES = frozenset(row.word for row in _ROWS if row.stage)
"""Those that number the stages of one work too (二期)."""
HALF_A_TIME = rf"半(?:{_any([row for row in _ROWS if row.kind == 'time' and not row.worked])}|月)"
"""A pattern: half of a length of time, which halves nothing else (半年, 半小时)."""
SMALLER_PART = re.compile(r"(?<=[分时])\d+秒|(?<=时)\d+分")
"""Behind a length of time, the rest of it in a smaller unit (2分|30秒): neither part is read as a figure."""
ANY_THING = "个"
"""The measure word that goes with anything."""
ANY_OF_THEM = "[项种个]"
"""A pattern: what things named before are counted in (这三个, 几项); 名 and 所 say what they are."""
WHOLE = rf"(?:{_any([row for row in _ROWS if row.kind not in CONTINUOUS and not row.ordinal])})"
"""A pattern: the units of what is counted one by one, so that no fraction stands before them."""
_HUNDREDTHS = frozenset({"%", "百分点", "个百分点"})
_THOUSANDTHS = frozenset({"‰", "千分点", "个千分点"})
_SCALE_FRONT = re.compile(rf"^(?:{SCALE})")
_CLOSES = rf"(?=$|[，。；、）：！？\n]|{PARTICLE}|{BEHIND}|[和及与或至]\d)"
"""A pattern for the place where a measure word is over and nothing follows that is counted."""
_UNLISTED = re.compile(rf"{HAN}{{1,2}}?{_CLOSES}")
UNSPELLED = rf"{HAN}(?:{HAN}(?<=[次位]))?{_CLOSES}"
"""A pattern: what may be a measure word of no table behind a number in words."""
_CLOSED = re.compile(_CLOSES)
_NO_MEASURE = re.compile(
    rf"{PARTICLE}|{WORDS}"
    "|[上中下内外前后里间旁底等多余馀起以的了着过和及与并或到至为是在不又再还也都就才可向于各每其此该这那大强]"
)
"""What stands between a number and a stop and is no measure word: places, times, particles, and the rest of
a number in words (二十|一、).
"""
_COUNTED_ENDS = ("次", "位")


def base(unit: str) -> str:
    """The unit without its scale and without what it is per: 次 of 万次/年."""
    if unit.startswith("/"):
        return unit
    head = unit if unit in table() else unit.partition("/")[0]
    return head if head in table() else _SCALE_FRONT.sub("", head)


_TENTHS, _POINT = "成", "百分点"
_WORDS_ONLY = re.compile(r"^个(?=.)|(?<=张)床位?$|(?<=.)位$")


def bare_unit(unit: str) -> str:
    """A unit without its scale and what only words it, in the word of those that say the same: 张床位 as 张,
    个百分点 as 百分点, 位 as 人.
    """
    bare = _WORDS_ONLY.sub("", unit if unit in table() else _SCALE_FRONT.sub("", unit))
    row = table().get(bare)
    return (row.same if row else "%" if bare == _TENTHS else "") or bare


@cache
def in_smallest(unit: str) -> tuple[Decimal, str]:
    """How many of the smallest unit of its kind one comes to, and that unit, without scale: (1000, 米) for
    公里 and 万千米 alike; (1, the bare unit) for what is not made of a smaller one.
    """
    times, bare = Decimal(1), bare_unit(unit)
    while (row := table().get(bare)) is not None and row.of:
        times, bare = times * row.times, row.of
    return times, bare


def unit_of_difference(unit: str) -> str:
    """The same of what two figures differ by, where shares differ by 百分点 and are told in %."""
    bare = bare_unit(unit)
    return "%" if bare == _POINT else bare


def is_a_thing(printed: str) -> bool:
    """Whether it is 一 with a word by which things are counted one by one (一个, 一家): nothing but that
    there is one.
    """
    row = table().get(printed[1:])
    return printed[:1] == "一" and row is not None and row.spelled and not row.noun and row.kind in THINGS


def factor(unit: str) -> Decimal:
    """What one of the unit counts for in amounts: 0.01 for %, 10000 for 万人, 1/100000 for /10万."""
    if unit in _HUNDREDTHS:
        return Decimal("0.01")
    if unit in _THOUSANDTHS:
        return Decimal("0.001")
    if unit == _TENTHS:
        return Decimal("0.1")
    if unit.startswith("/"):
        below = re.match(r"/(\d*)([十百千万亿]*)", unit)
        digits, scale = (below[1] or "1", below[2]) if below else ("1", "")
        return 1 / (Decimal(digits) * power(scale))
    return power(unit.partition("/")[0].removesuffix(base(unit)) if base(unit) != unit else "")


def measured(value: Decimal | None, unit: str | None) -> tuple[Decimal | None, str]:
    """A value in the smallest unit of its kind, and that unit, so that what says the same is the same:
    (50000, 株) of 5万株, (150000, 米) of 150公里; (None, the unit) for no value.
    """
    times, bare = in_smallest(unit or "")
    return None if value is None else value * factor(unit or "") * times, bare


HALVES = {row.word: row.half for row in _ROWS if row.half}
"""What half of a length of time comes to."""


def lasting(unit: str) -> tuple[str, int] | None:
    """A length of time in months or in minutes: one of them is so many; None for one of neither, such as a
    working day.
    """
    row = table().get(unit)
    if row is not None and row.months:
        return "month", row.months
    return ("minute", row.minutes) if row is not None and row.minutes else None


def is_short_time(unit: str | None) -> bool:
    """Whether it is a length of time in which a thing is done that was asked for: seconds to months, no
    quarter, term or year, nor one of work (课时).
    """
    kind, many = lasting(unit or "") or ("", 0)
    return kind == "minute" or (kind, many) == _MONTH or (unit or "").endswith(("秒", "工作日"))


def lasts_hours(unit: str) -> bool:
    """Whether it is counted by the clock: in hours or less."""
    kind, many = lasting(unit) or ("", 0)
    return (kind == "minute" and many < _DAY) or unit == "秒"


def lasts_weeks(unit: str | None) -> bool:
    """Whether it is counted in weeks or months."""
    return lasting(unit or "") in (_MONTH, ("minute", 7 * _DAY))


_MONTH, _DAY = ("month", 1), 24 * 60


OF_HOUSEHOLD = re.compile(r"\d+(?:[-—~至到]\d+)?[人口]户")
"""A size of households, which tells which ones (2人户, 1-3人户)."""


def kind_of(unit: str | None) -> Kind | None:
    """What the unit measures; None where there is none, or it stands in no table."""
    if not unit:
        return None
    if unit.startswith(("/", ":")) or unit.endswith(":"):
        return "ratio"
    row = table().get(base(unit))
    return row.kind if row else None


def comparable_by(unit: str | None) -> str | None:
    """By what two figures can be held against each other: what is counted by its kind, what is measured by
    the smallest unit of its own (米 of 公里; 亩 is none of 平方米).
    """
    kind = kind_of(unit)
    return in_smallest(unit or "")[1] if kind in CONTINUOUS else kind


def names_share(name: str) -> bool:
    """Whether a name, or a head with its unit, is one of shares and rates (覆盖率, 占比, 目标（%）)."""
    return _SHARE.search(name) is not None


_SHARE = re.compile("率|比|占|[%％‰]")


def alike(one: str | None, other: str | None) -> bool:
    """Whether the two can be units of one thing, by their kinds alone: 人 and 名, 所 and 座, 公里 and 米, 个
    and 所, 个 and a word of no table; not 个 and 元, 座 and 箱.

    What is counted one by one goes with 个, 项, 台; two particular words (所, 人) only with their own kind.
    The sentences of a model are held to more: `same_measure` in assistant/verification/amounts.py.
    """
    if not one or not other:
        return True
    if in_smallest(one)[1] == in_smallest(other)[1]:
        return True
    kinds = (kind_of(one), kind_of(other))
    if CONTINUOUS & {*kinds} or "pack" in kinds:
        return False
    return kinds[0] == kinds[1] or "piece" in kinds


def unlisted_at(text: str, at: int, before: str) -> str:
    """The measure word of no table that stands at `at`, right behind a number; "" where none can be told.

    `before` are the words before the number. One character that is no particle, or two that end like a
    measure word (航次, 机位), are no word of the dictionary and end in a measure word (标柜组), or end the
    noun before. A noun is one behind a word that wants a figure (达到60托盘), where nothing else can be
    counted by it.
    """
    if _NO_MEASURE.match(text, at):
        return ""
    match = _UNLISTED.match(text, at)
    if match is None:
        return _before_noun(text, at, before)
    word = match[0]
    if len(word) == 1 or before.endswith(word) or word.endswith(_COUNTED_ENDS):
        return word
    row = table().get(word[-1])
    if row is not None and not is_word(word) and (not row.ordinal or _WANTS_FIGURE.search(before)):
        return word
    return word if is_word(word) and _WANTS_FIGURE.search(before) else ""


def _before_noun(text: str, at: int, before: str) -> str:
    """One character between a number behind a verb and a noun that it does not begin, or a word that ends
    like a measure word: 改建120罐储油设施, 新增80工位车间.
    """
    behind = [word for word, _ in classes_of(text[at : at + FIGURES.unit_behind])[:2]]
    if len(behind) < 2 or len(behind[1]) < 2 or not is_han(behind[0]):
        return ""
    if len(behind[0]) > 1 and not (len(behind[0]) == 2 and behind[0].endswith(_COUNTED_ENDS)):
        return ""
    (_, one), (_, then) = classes_of(text[at : at + FIGURES.unit_behind])[:2]
    near = re.sub(r"[\d.,]+[万亿]*[余馀多]?$", "", before[-FIGURES.unit_before :])
    made = _MAKES.search(near) or [kind for _, kind in classes_of(near)][-1:] in (["v"], ["vn"])
    return behind[0] if made and one in _OF_THINGS and then[0] in "nv" else ""


def tail_at(text: str, at: int, unit: str) -> str:
    """What belongs to the measure word that ends at `at` and stands in no table with it: 套 of 台套, 皮 of
    车皮; "" for none.

    That is a word that may follow another one, or a character that makes a word of the dictionary of it and
    closes what is counted. 年, 日 and the like must close it: 20名年轻干部 counts persons.
    """
    row = table().get(base(unit))
    if row is None or "/" in unit or row.ordinal or row.latin or row.kind in _NO_TAIL:
        return ""
    if joined := "" if row.word == ANY_THING else _joined_at(text, at):
        return joined
    one = text[at : at + 1]
    makes = is_han(one) and one not in table() and not _NO_MEASURE.match(text, at)
    return one if makes and is_word(row.word + one) and _CLOSED.match(text, at + 1) else ""


def _joined_at(text: str, at: int) -> str:
    """The words that may follow another measure word, as many as stand here: 件套 of 台件套."""
    for word in (text[at : at + 2], text[at : at + 1]):
        row = table().get(word)
        if row is None or not row.joins:
            continue
        further = _joined_at(text, at + len(word))
        if further or _goes_on(text, at, word, row):
            return word + further
    return ""


def _goes_on(text: str, at: int, word: str, row: Measure) -> bool:
    """Whether nothing that is counted follows the word, or a noun that it does not begin."""
    if _CLOSED.match(text, at + len(word)):
        return True
    behind = [one for one, _ in classes_of(text[at : at + FIGURES.unit_behind])]
    return row.kind != "time" and len(behind) > 1 and behind[0] == word and is_noun(behind[1])


_OF_THINGS = frozenset({"n", "ng", "q", "zg", "j"})
"""Classes of characters that may stand for what things are counted by, no quality (大, 新) and no deed."""
_NO_TAIL = frozenset({"ratio", "money", "time", "age", "points", "level", "concentration"})
"""Kinds of which no measure word is made with another."""
_WANTS_FIGURE = re.compile(rf"(?:{one_of(row['word'] for row in TABLE['before'])}|[到至为])$")
_MAKES = re.compile(rf"(?:{MAKES}|新增)$")
