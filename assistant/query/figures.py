"""What a question says of figures: those it states itself, the measure it asks in, how many it asks for.

In: a folded question. Out: the values of slots.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.query.asks import asks
from ingest import late_re as re
from ingest.grammar.bands import counted
from ingest.grammar.granting import GRANT, PAYS
from ingest.grammar.indicator_words import SHARE
from ingest.grammar.interrogatives import ASKED_FOR, HOW_LARGE, HOW_MANY
from ingest.grammar.measures import ANY_THING, COUNTED, SCALE, kind_of
from ingest.grammar.numerals import COUNT_WORD, SCALES, WORDS, in_digits
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.segmentation import is_word, words

_SAID_OF = re.compile(
    r"[的之]?(?=$|[，,。；;、？?！!）)”\"]|[吗么吧呢了啊呀对是有没不否就才也这那由哪和与及或])"
)
"""What may stand behind a figure that is said of something: a stop or a word of asking."""
_MANY = re.compile(
    rf"哪(?P<which>(?:{COUNT_WORD}|\d)+)大?(?P<of>{COUNTED})|(?<![第前后\d十])(?P<many>(?:{COUNT_WORD}|\d)+)"
    rf"大?(?P<what>{COUNTED})[\u4e00-\u9fff]{{0,6}}?(?:[是有指]|包括|包含|分别)+(?={ASKED_FOR})"
)
_IN_WORDS = re.compile(WORDS)
_POINTED = ("哪", "这", "那", "每", "前", "后", "第")
"""Words before a figure that point at as many things (哪三个)."""
_TELLS_WHICH = frozenset({"age", "length", "time"})
"""Kinds of measure that with a noun behind them tell which ones are meant (65岁以上老年人)."""
_ONE_MORE = re.compile(rf"(?:{HOW_MANY})[\u4e00-\u9fff]?|何时|{HOW_LARGE}")
_SHARE = re.compile(rf"{SHARE}|百分|几成|几个?点(?!位)|%")
_COUNTED = re.compile(rf"(?:{HOW_MANY}|(?<=哪)几)(?:{SCALE})?({COUNTED}|钱|(?:{SCALE})(?=$|[？?，,]))")
_EACH = re.compile(rf"(?:每一?|(?<![十之统同唯第])一)({COUNTED})(?!以|及)")
_SAYS_NO_THING = frozenset((ANY_THING, "次"))
_HOW_MANY = re.compile(rf"(?:{HOW_MANY})(?:{SCALE})?(?:{COUNTED})?(?=[\u4e00-\u9fff]{{2}})")
_MONEY = re.compile(
    rf"多少(?:{GRANT}|资金|经费|赔偿|费用|预算|投资|罚款|拨款|工资|报酬|押金|租金|保证金"
    r"|[\u4e00-\u9fff]{0,4}(?<![免自公消])费(?=$|[^\u4e00-\u9fff]|[的呢吗啊呀了]))"
    rf"|[收交付花掏罚补贴赔](?:给|了|到|得)?(?:{HOW_MANY})块(?=$|[^\u4e00-\u9fff]|[的呢吗啊呀了钱])"
)

_PAID_EACH = re.compile(
    rf"(?:每一?|(?<![十之统同唯第])一)个?(?:{COUNTED})[^，。；？\s]{{0,12}}?"
    rf"(?:{PAYS}|[补奖给发罚掏收交付花拨]|(?<![产输])出)(?:给|了|到|得)*多少(?=$|[^\u4e00-\u9fff]|[的呢吗啊呀了])"
)
"""What is paid for one of something (一张补多少, 每人发多少): money, though the question does not say so."""


_BARE = re.compile(r"(?:那|就|应该|不)*是(?P<number>\d+(?:\.\d+)?)(?:吗|吧|么|对吧|对吗|对不对)[?？。]*$")
"""A question of nothing but a number without its unit (是15吗): it is of what was told before."""


def claimed_figures(text: str, *, ordered: bool) -> tuple[str, ...]:
    """Figures the question states itself, to be confirmed (是6000亩吗, 不是300人吗), as printed with their
    unit.

    Any figure at all where it is `ordered` what to say.
    """
    if ordered or asks("dictated", text):
        return tuple(q.span.of(text) for q in _amounts(text))
    if not asks("claiming", text):
        return ()
    bare = _BARE.match(text)
    return (bare["number"],) if bare else stated_claims(text)


def stated_claims(text: str) -> tuple[str, ...]:
    """Figures with a measure that a question can put up for confirmation, whether it does or not.

    One that only tells which ones are meant does not count: an age, a length or a time before a noun, any
    figure whose 以上 or 的 has a noun behind it, and a number in words before one (三个全覆盖, 两份文件).
    """
    return tuple(q.span.of(text) for q in _amounts(text) if q.unit and _is_said_of(text, q))


def how_many_things(text: str) -> int:
    """How many things the question says there are of what it asks for: 3 for 哪三个环节, 6 for
    要抓的六件事是哪些; 0 where it does not say.
    """
    found = _MANY.search(text)
    if found is None or kind_of(found["of"] or found["what"]) == "time":
        return 0
    digits = in_digits(found["which"] or found["many"])
    return int(digits) if digits.isdecimal() else 0


_OF_A_CASE = frozenset({"money", "area", "length", "weight", "volume", "people"})
"""Kinds of measure in which a rule has bands."""


def given_amounts(text: str) -> tuple[tuple[Decimal, str], ...]:
    """The amounts of the case a question asks about (种了300亩，每亩补多少；超过300亩的呢): more than one of
    something, said without a bound above. 3亿 is said of money, unless something else is named before it
    (人口超过3万).
    """
    spoken = (_spoken_sum(q, text) for q in _amounts(text) if q.comparator in (None, ">", ">="))
    cases = (q for q in spoken if kind_of(q.unit) in _OF_A_CASE and q.value != 1)
    return tuple(filter(None, map(counted, cases)))


_COUNTS_ELSE = re.compile(r"[人户口数量积](?:要|得|都)?(?:有|是|为|到|在)?(?:超过|大于|多于)?$")


def _spoken_sum(amount: Quantity, text: str) -> Quantity:
    """The amount, 万 and 亿 alone as sums of money."""
    if (amount.unit or "") not in SCALES or _COUNTS_ELSE.search(text[: amount.span.start]):
        return amount
    return replace(amount, unit=f"{amount.unit}元")


def _amounts(text: str) -> list[Quantity]:
    return [q for q in read_quantities(text) if q.role == "amount"]


def _is_said_of(text: str, figure: Quantity) -> bool:
    if text[: figure.words.start].endswith(_POINTED):
        return False
    behind = text[figure.words.end :]
    if _SAID_OF.match(behind):
        return True
    if _IN_WORDS.match(figure.span.of(text)):
        return False
    return not figure.after and not behind.startswith("的") and kind_of(figure.unit) not in _TELLS_WHICH


_AGE = re.compile(
    rf"{HOW_LARGE}的?(?:岁数|年纪|年龄)|(?:岁数|年纪|年龄)(?:上限|下限|限制|要|得|有|是|到)*(?:{HOW_LARGE}|{HOW_MANY})"
)
"""How old somebody has to be, said without 岁."""


def measure_of(text: str) -> str:
    """What kind of figure is asked for: "share", a measure word (所 of 几所), or "" where it cannot be
    told.
    """
    counted, share = set(_COUNTED.findall(text)), _SHARE.search(text)
    if _MONEY.search(text):
        return "元"
    if _AGE.search(text):
        return "岁"
    if len(counted) > 1 or (counted and share):
        return ""
    return counted.pop() if counted else "share" if share else ""


def measure_in(piece: str) -> str:
    """The same of one piece of a question; a day where it asks how long (多久上报)."""
    paid = "元" if _PAID_EACH.search(piece) else ""
    return measure_of(piece) or paid or ("天" if asks("lapse", piece) else "")


def measures_of(text: str) -> frozenset[str]:
    """The measure words of all figures it asks for (多少个小区、多少户); none where it asks for a share."""
    return frozenset() if _SHARE.search(text) else frozenset(_COUNTED.findall(text))


def each_of(text: str) -> frozenset[str]:
    """The measure words of the things one of which a figure is for (张 of 一张最高补多少, 户 of 每户); no
    times (每年).
    """
    said = {m[1] for m in _EACH.finditer(text)} - _SAYS_NO_THING
    return frozenset(word for word in said if kind_of(word) not in ("time", "times", "ratio"))


def counted_things(text: str) -> frozenset[str]:
    """The words directly behind 多少 or 几 and its measure word (编制 of 核多少名编制); none where a share or
    a sum is asked for, which a paper need not call one.
    """
    if _SHARE.search(text) or _MONEY.search(text):
        return frozenset()
    behind = (text[m.end() :] for m in _HOW_MANY.finditer(text))
    first = (next(iter(words(rest)), "") for rest in behind)
    return frozenset(word for word in first if len(word) > 1 and is_word(word) and kind_of(word) is None)


def figures_asked(text: str) -> int:
    """How many figures the question asks for in so many words."""
    return len(_ONE_MORE.findall(text))
