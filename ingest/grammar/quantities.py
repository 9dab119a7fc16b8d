"""Every figure of a text: where it stands, what it is worth, and the words that say how it binds.

In: any text of a plan or of an answer. Out: `Quantity` values in reading order, without overlap. Read are
digits of either width, with thousands commas, decimals and 万/亿; numbers in words before a measure word
(二十五种, 两家) and in 百分之三十, 三分之二, 百分百; ranges (5-10个, 30~40名, 10—15项, 1到2个); ratios with
their own sign (%, ‰, 18/10万, 1:1.2, 15:1, 12:40:48, 个百分点); powers (3.2×10⁴吨); sums behind the sign of a
currency ($3000万 is 3000 of unit 万美元); halves and doublings (减半, 翻两番); 零 where it is a value
(控制为零). A figure keeps its printed unit: 2.8万人 is 2.8 with unit 万人, and `amount` is 28000.

A run of digits is one figure or none: nothing is read inside a longer number, a dotted series (1.2.3) or a
name such as PM2.5, CD4, 5G, 1+N; 两位数 tells a size and no figure. A dash is a minus sign behind a word of
value (增速-0.3%, —0.3% too), never between two numbers. What a figure is for (target, result, condition) is
not decided here; only figures that can never count anything are told apart by `role`, among them digits set
apart by blanks (1 2 0个).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from ingest import late_re as re
from ingest.grammar.bounds import bounds_at
from ingest.grammar.date_forms import IN_DIGITS, YEAR
from ingest.grammar.figure_forms import FIGURE, NUMERAL_CHARS, SOME
from ingest.grammar.folding import as_read
from ingest.grammar.measures import (
    CURRENCIES,
    ORDINAL,
    SCALED,
    alike,
    factor,
    in_smallest,
    tail_at,
    unlisted_at,
)
from ingest.grammar.numerals import (
    A_SIZE,
    DIGITS,
    SCALES,
    Numeral,
    number,
    numeral_at,
    raised,
)
from ingest.grammar.options import FIGURES
from ingest.model import Comparator, Span

Role = Literal["amount", "date", "ordinal", "name"]


_DAYS = 31
"""Of the longest month."""
_AHEAD = "提前"
_BRACKET_LAST = re.compile(r"（(?P<measure>[^（）]{1,8})）$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """数量: one printed figure. `span` covers digits, range partner and unit, nothing else.

    `value_high` is the upper end of a range. `before` and `after` are the words beside the figure that bind
    it (不低于, 以上), as printed there without white space; `comparator` is what they say together, None
    where they say nothing; `each` is what stands between `before` and the figure (提高到每人每月800元).
    `role` "amount" counts or measures; "date", "ordinal" (第3次, 40号) and "name" (1+N) do not.
    """

    span: Span
    value: Decimal
    value_high: Decimal | None
    unit: str | None
    role: Role
    before: str
    after: str
    comparator: Comparator | None
    each: str = ""

    @property
    def words(self) -> Span:
        """The figure with all words that bind it."""
        start = self.span.start - len(self.before) - len(self.each)
        return Span(start=start, end=self.span.end + len(self.after))

    @property
    def amount(self) -> Decimal:
        """The value with 万, 亿, %, /10万 worked in, for comparison across units; of a range, its lower
        end.
        """
        return self.value * factor(self.unit or "")

    @property
    def measured(self) -> Decimal:
        """The amount in the smallest unit of its kind: 12000 of 12公里 and of 1.2万米; of a range, its lower
        end.
        """
        return self.amount * in_smallest(self.unit or "")[0]


_NOT_WORD_BEFORE = re.compile(rf"(?:[第统同唯单专逐任某另初其万{NUMERAL_CHARS}分]|星期|礼拜|进一|不)\Z")
_IDIOM = re.compile(
    r"一(?:次性|件事|条龙|条街|张网|张图|门通|本账|本通|人一|户一|家人|分钱|对一"
    r"|对多|个月|次办|门办|所有)"
    r"|一[家个人户村县校院企项事品岗镇][一多两]|两(?:个维护|个确立|年期|人制)|四个(?:意识|自信|全面)"
    r"|一次[一多]"
)
_DIGIT_BEFORE, _DIGIT_BEHIND = re.compile(r"(?<![\d.])\d \Z"), re.compile(r" \d(?![\d.])")
_SIGNED = re.compile(
    r"(?:[|｜（：≥≤<>=~为是到至在于达近约由从率速幅温值量额差比]|[%‰][、和]|增长|下降|上升)(?:-|—)\Z"
)
"""A dash that is a minus sign; not between two numbers, nor behind a letter or a name."""
_YEAR = re.compile(YEAR)
_BELOW_ZERO = "零下"
_ALONE = re.compile(rf"{DIGITS}(?:{SCALED})?\Z")
_TIME_PARTS = 3
_NAME_AROUND = re.compile(r"[+×·#@№]$")


@lru_cache(maxsize=4096)
def read_quantities(text: str) -> tuple[Quantity, ...]:
    """All figures of `text` in coordinates of `text`; a text without any gives ()."""
    if not SOME.search(text):
        return ()
    folded = as_read(text)
    return tuple(
        replace(found, span=folded.span(found.span.start, found.span.end))
        for found in folded_quantities(folded.text)
    )


def states_figure(text: str, printed: str) -> bool:
    """Whether `text` has the printed figure, in any unit that can be one of the same thing (300人 and 300名).

    Something that is no figure (a name, a year) is looked for as it is printed.
    """
    wanted = [q for q in read_quantities(printed) if q.role == "amount"]
    if not wanted:
        return re.search(rf"(?<![\d.]){re.escape(printed)}", text) is not None
    stated = [q for q in read_quantities(text) if q.role == "amount"]
    return all(any(_is_same(one, other) for other in stated) for one in wanted)


def _is_same(one: Quantity, other: Quantity) -> bool:
    if None not in (one.value_high, other.value_high) and one.value_high != other.value_high:
        return False
    if other.unit is None:  # a table has the unit in its head
        return one.value == other.value
    same = one.measured == other.measured if one.unit else one.amount == other.amount
    return same and alike(one.unit, other.unit)


@lru_cache(maxsize=4096)
def folded_quantities(text: str) -> tuple[Quantity, ...]:
    """The same for a text that is folded already, in coordinates of that. Kept, as a clause is read for its
    targets, for what it tells, and for what was left unread.
    """
    found: list[Quantity] = []
    dates = deque((m.start(), m.end()) for m in IN_DIGITS.finditer(text) if not _counts(text, m))
    at = 0
    while True:
        while dates and dates[0][0] < at:
            dates.popleft()
        match = FIGURE.search(text, at)
        if dates and (match is None or dates[0][0] <= match.start()):
            start, at = dates.popleft()
            found.append(_quantity(text, start, at, _year(text[start:at]), None, None, "date"))
            continue
        if match is None:
            return tuple(found)
        quantity = _read(text, match)
        if quantity is None:
            at = match.start() + 1 if match["word"] else match.end()
            continue
        found.append(quantity)
        at = quantity.span.end


def _counts(text: str, date: re.Match[str]) -> bool:
    """Whether four digits that could be a year have a measure word of no table behind them (2000笼，), or
    days are more than a month has (保存90日) or how long before (提前30日).
    """
    if date[0].endswith("日") and date[0][:-1].isdigit():
        return int(date[0][:-1]) > _DAYS or text[: date.start()].endswith(_AHEAD)
    return (
        len(date[0]) == 4
        and date[0].isdigit()
        and bool(unlisted_at(text, date.end(), text[max(0, date.start() - 9) : date.start()]))
    )


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["percent"]:
        return _quantity(text, start, end, Decimal(100), None, "%", "amount")
    if match["parts"]:
        return _read_parts(text, match)
    if match["below"]:
        return _quantity(
            text, start, end, number(match["above"]), None, f"/{number(match['below'])}", "amount"
        )
    if match["one"]:
        return _read_ratio(text, match)
    if match["sign"]:
        return _read_sum(text, match)
    if match["halved"]:
        halved = _quantity(text, start, end, Decimal(50), None, "%", "amount")
        return replace(halved, comparator="decrease>=")
    if match["doubled"]:
        doubled = _quantity(text, start, end, Decimal(1), None, "番", "amount")
        return replace(doubled, comparator="increase>=")
    if match["zero"]:
        return _quantity(text, start, end, Decimal(0), None, None, "amount")
    if match["word"]:
        return _read_words(text, match)
    return _read_digits(text, match)


def _read_parts(text: str, match: re.Match[str]) -> Quantity | None:
    """百分之三十到四十; of 百分之九十百日咳 what is a numeral."""
    unit = {"百": "%", "千": "‰", "万": "/万"}[match["parts"][0]]
    low = numeral_at(match["part"])
    if low is None:
        return None
    end = match.start("part") + low.end
    top = numeral_at(match["part_high"]) if match["part_high"] and end == match.end("part") else None
    if top is not None:
        return _quantity(
            text, match.start(), match.start("part_high") + top.end, low.value, top.value, unit, "amount"
        )
    return _quantity(text, match.start(), end, low.value, low.high, unit, "amount")


def _read_ratio(text: str, match: re.Match[str]) -> Quantity:
    """1:1.2 and 12.2:39.5:48.3; of three numbers the first, the others as its unit. 10:30:00 is a time."""
    start, end = match.span()
    if not match["more"]:
        return _quantity(text, start, end, *_proportion(match["one"], match["many"]), "amount")
    parts = [number(part) for part in text[start:end].split(":")]
    timed = len(parts) == _TIME_PARTS and all(len(p) == 2 for p in text[start:end].split(":")[1:])
    role: Role = "name" if timed and abs(sum(parts, Decimal()) - 100) > FIGURES.rounded else "amount"
    return _quantity(text, start, end, parts[0], None, text[start + len(match["one"]) : end], role)


def _read_sum(text: str, match: re.Match[str]) -> Quantity:
    """$3000万: the sign is the unit, behind the scale that is printed."""
    unit = (match["sum_scale"] or "").lstrip("余馀多") + CURRENCIES[match["sign"]]
    high = number(match["sum_high"]) if match["sum_high"] else None
    return _quantity(text, match.start(), match.end(), number(match["sum"]), high, unit, "amount")


def _whole(printed: str) -> Numeral | None:
    """The numeral that is all of `printed`."""
    found = numeral_at(printed)
    return found if found and found.end == len(printed) else None


def _proportion(one: str, many: str) -> tuple[Decimal, None, str]:
    """1:1.25 is 1.25 of unit "1:", and 15:1 is 15 of unit ":1": the value is the side that is not one."""
    if number(many) == 1 != number(one):
        return number(one), None, ":1"
    return number(many), None, f"{one}:"


def _read_digits(text: str, match: re.Match[str]) -> Quantity | None:
    if match["latin"] or A_SIZE.match(text, match.start()):
        return None
    start, end = match.span()
    minus = _minus_at(text, start) or int(bool(match["high_minus"]) and text[:start].endswith("-"))
    start -= minus
    unit = re.sub("(?<=[万亿])[余馀多]", "", match["unit"]) if match["unit"] else None
    if unit is None or unit in SCALES:
        rest = end + (text[end : end + 1] in {"余", "馀", "多"})
        word = unlisted_at(text, rest, text[:start])
        unit, end = (unit or "") + word or None, rest + len(word) if word else end
    elif tail := tail_at(text, end, unit):
        unit, end = unit + tail, end + len(tail)
    role: Role = "amount"
    if text[:start].endswith("第") or unit in ORDINAL:
        role = "ordinal"
    elif (
        _apart(text, start, end)
        or _NAME_AROUND.search(text[:start])
        or text[end : end + 1] in {"+", "×", "·"}
        or _coded(match["low"])
    ):
        role = "name"
    high = number(match["high"]) * (-1 if match["high_minus"] else 1) if match["high"] else None
    low_unit = match["low_unit"]
    if unit is None and low_unit is not None and high is None:
        unit = low_unit
    value = number(match["low"]) * (raised(match["power"]) if match["power"] else 1)
    value = -value if minus else value
    return _quantity(text, start, end, value, high, unit, role)


def _minus_at(text: str, start: int) -> int:
    """Characters of the minus sign of the number at `start`, 0 without one: 零下, a dash behind a word of
    value, or one alone in a cell. At the start of a line a dash is the mark of an item (- 12345热线).
    """
    if text.endswith(_BELOW_ZERO, 0, start):
        return len(_BELOW_ZERO)
    alone = text[:start] in ("-", "—") and _ALONE.match(text, start) is not None
    return int(alone or _SIGNED.search(text, max(0, start - 4), start) is not None)


def _read_words(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if A_SIZE.match(text, start) or _IDIOM.match(text, start):
        return None
    if _NOT_WORD_BEFORE.search(text[max(0, start - 3) : start]):
        return None
    unit = match["word_unit"] or match["tenth"]
    if unit is None:
        unit = unlisted_at(text, end, text[:start]) if set(match["word"]) & set("十百千万亿") else ""
        end += len(unit)
        if not unit:
            return None
    elif tail := tail_at(text, end, unit):
        unit, end = unit + tail, end + len(tail)
    low = _whole(match["word"])
    top = _whole(match["word_high"]) if match["word_high"] else None
    if low is None or (match["word_high"] and top is None):
        return None
    if top is not None:
        return _quantity(text, start, end, low.value, top.value, unit, "amount")
    if unit == "年" and _YEAR.fullmatch(match["word"]):
        return _quantity(text, start, end, low.value, None, None, "date")
    if low.high is None and len(match["word"]) == 2 and not set(match["word"]) & set("十百千万亿零廿卅"):
        return None  # 八六: digits beside each other that count nothing
    return _quantity(text, start, end, low.value, low.high, unit, "amount")


def _apart(text: str, start: int, end: int) -> bool:
    """1 2 0个: single digits with blanks between them are one number that cannot be told, so none of them is
    read.
    """
    if not re.match(r"\d(?!\d|\.\d)", text[start:end]):
        return False
    return bool(_DIGIT_BEFORE.search(text[max(0, start - 4) : start]) or _DIGIT_BEHIND.match(text, end))


def _coded(digits: str) -> bool:
    """03, 007: written like that a number is a code."""
    return len(digits) > 1 and digits[0] == "0" and digits[1] != "."


def _year(date: str) -> Decimal:
    return Decimal(re.match(r"\d+", date)[0])  # type: ignore[index]  # every date starts with digits


def _quantity(
    text: str, start: int, end: int, value: Decimal, high: Decimal | None, unit: str | None, role: Role
) -> Quantity:
    bounds = bounds_at(text, start, end, unit, ranged=high is not None)
    return Quantity(
        span=Span(start=start, end=end),
        value=value,
        value_high=high,
        unit=unit,
        role=role,
        before=bounds.before,
        each=bounds.each,
        after=bounds.after,
        comparator=bounds.comparator,
    )


def per_one(measure: str) -> str:
    """/千人 of 1/千人."""
    return measure.removeprefix("1") if measure.startswith("1/") else measure


def with_measure(head: str) -> tuple[str, str | None]:
    """A head and the measure in the bracket it ends in: 目标值（万人） -> 目标值, 万人; the head as it is and
    None where none stands there.
    """
    bracket = _BRACKET_LAST.search(head)
    if bracket is None or not is_measure(bracket["measure"]):
        return head, None
    return head[: bracket.start()], per_one(bracket["measure"])


def is_measure(words: str) -> bool:
    """Whether the words in a name's bracket are a unit: a figure with them behind it is read whole."""
    words = per_one(words)
    read = folded_quantities(f"1{words}")
    return len(read) == 1 and read[0].span.end == len(words) + 1 and read[0].unit is not None
