"""Figures a sentence derives from others: how many things it lists, their sum, by how much one exceeds
another, the length of every year or five years.

In: a sentence, one of its figures, the facts of its clauses. Out: whether it is right. It is recomputed from
figures that the sentence states and that are each checked against the clauses; no other figure without a
clause is tolerated.

Where clauses share something out in a proportion (省、市按7:3分担), a share must be that of whoever it is
said of (省里七成, `shares_out`), and a proportion told the other way round is a fault (`wrong_proportions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.verification.derived import adds_up, is_share_of
from assistant.verification.differences import is_worked_out
from assistant.verification.facts import ClauseFacts, StatedFigure
from assistant.verification.fault import Fault
from ingest import late_re as re
from ingest.grammar.date_forms import FROM_YEAR_TO, MONTH_IN_DIGITS
from ingest.grammar.joins import A_JOIN, JOIN
from ingest.grammar.letters import DIGITS
from ingest.grammar.measures import bare_unit, is_a_thing, kind_of, unit_of_difference
from ingest.grammar.numerals import UP_TO_TEN, number, numeral_at
from ingest.grammar.proportions import PROPORTION, shared_out
from ingest.grammar.quantifiers import ADDED, ADDED_WORDS, EACH_OF, SUM_WORDS, SUMS
from ingest.grammar.quantities import Quantity
from ingest.grammar.recurrence import ONCE, ONCE_EACH, PERIOD, YEARLY, same_stretch
from ingest.grammar.stops import PART, STATEMENT, begin_of
from ingest.grammar.title_dates import A_FIVE, PLAN_OF_YEARS

COUNTING = frozenset({"piece", "people", "other", None})
"""Kinds of measures that words count with (三个节点, 一名护理员)."""
_SHAPE = 2
"""Characters that show that two times are of one kind (日0时, 月0日)."""
_FIVE_YEARS = re.compile(A_FIVE)
_COMES_TO = re.compile(rf"(?:[合总]?共|{SUMS}|总数|{ADDED})(?:为|是|有|达|达到|计)?$")
_BACK = re.compile(rf"[\u4e00-\u9fff]{{0,3}}?(?:{EACH_OF}|{SUMS}|{ADDED}|[中里]的?|之[中一间])")
"""Behind a count that points back to what has been named."""
_PIECE = re.compile(rf"{PART.pattern}|{JOIN}")
_ORDINAL = re.compile(rf"(?:^|[。；;：:，\s]){UP_TO_TEN}+是")
_EARLIER = re.compile(r"(?:[早晚迟]|提前|推迟|[早晚迟]了)$")
_BY = re.compile(
    r"[增减多少高低升降差压缩提涨跌][加长少缩短减出高低到]?了?$|[提降][高低]了?$|[上下][升降]了?$|相差$"
)


_WHOLE = Decimal(100)


def worked_out(
    words: str, claimed: StatedFigure, every: Sequence[StatedFigure], facts: Sequence[ClauseFacts]
) -> str:
    """The marker of a clause it stands on, "" where it is not derived; `every` are all of the sentence."""
    quantity = claimed.quantity
    period = next((fact for fact in facts if _is_period(quantity, fact)), None)
    if period is not None:
        return period.marker
    first = quantity.value == 1 and kind_of(quantity.unit) == "time"
    if first and words[: quantity.span.start].endswith("头"):
        return facts[0].marker if facts else ""  # 头一年 counts nothing
    if (
        shares_out(words, quantity, facts)
        or _is_sum_of_each(quantity, facts)
        or _counts_listed(words, quantity, facts)
        or _counts_told(words, quantity, facts)
        or _is_rhythm(quantity, facts)
        or _counts_no_times(words, quantity, facts)
        or _is_time_between(words, quantity, facts)
        or _counts_figures(words, quantity, every)
        or _comes_to(words, quantity, every)
        or is_worked_out(words, quantity, every, facts)
        or _is_product(words, quantity, every)
        or is_share_of(words, claimed, every, facts)
        or adds_up(words, claimed, every, facts)
    ):
        return facts[0].marker if facts else ""
    return ""


def is_each(words: str, claimed: Quantity, fact: ClauseFacts) -> bool:
    """Whether 一家企业, 一次 says for each of them what the clause says so (单个企业, 每次), or only what
    something is (这是一项约束性指标).
    """
    if claimed.value != 1 or not claimed.unit or claimed.span.of(words) != f"一{claimed.unit}":
        return False
    if claimed.span.of(words) in fact.words and not (claimed.before or claimed.after):
        return True
    if is_a_thing(claimed.span.of(words)) and words[: claimed.span.start].endswith(("是", "为", "属于")):
        return True
    thing = re.match(r"[\u4e00-\u9fff]{2}", words[claimed.span.end :])
    each = "|".join(map(re.escape, filter(None, (claimed.unit, thing and thing[0]))))
    return re.search(rf"[每单各](?:一|个)?(?:{each})", fact.words) is not None


def _is_period(claimed: Quantity, fact: ClauseFacts) -> bool:
    """A length of time the clause tells by another word: 一年 as 每年, 五年 as 十四五, 三年 as 三年行动."""
    open_ended = claimed.comparator not in (None, "=") and not claimed.after.endswith("内")
    if open_ended or claimed.value_high or kind_of(claimed.unit) != "time":
        return False
    unit = claimed.unit or ""
    if unit == "年" and any(
        int(m[2]) - int(m[1]) + 1 == claimed.value for m in FROM_YEAR_TO.finditer(fact.words)
    ):
        return True
    if claimed.value == 1:
        single = f"单{unit.removeprefix('个')}" in fact.words
        return (
            single
            or any(same_stretch(m["per"], unit) for m in PERIOD.finditer(fact.words))
            or (unit == "年" and YEARLY.search(fact.words) is not None)
        )
    if unit != "年":
        return False
    titled = (number(m["years"]) for m in PLAN_OF_YEARS.finditer(fact.around))
    return claimed.value in titled or (claimed.value == 5 and _FIVE_YEARS.search(fact.words) is not None)


def _counts_listed(words: str, quantity: Quantity, facts: Sequence[ClauseFacts]) -> bool:
    """Whether it only counts what the sentence lists or cites itself (三个节点…、…和…), or is the 一 of 一个
    that counts nothing.
    """
    if not _counts_things(quantity) or quantity.comparator or quantity.value_high:
        return False
    if quantity.value == 1:
        return kind_of(quantity.unit) in COUNTING and not quantity.span.of(words)[:1].isdigit()
    lists = [n for part in PART.split(words) for n in _lengths(part)]
    items = [fact for fact in facts if not fact.text.rstrip().endswith(("：", ":"))]
    return quantity.value in (*lists, len(items))


def _counts_things(quantity: Quantity) -> bool:
    """Whether it counts things or places; 两成 is a share."""
    return kind_of(quantity.unit) in COUNTING | {"place"} and bare_unit(quantity.unit or "") != "%"


def _lengths(part: str) -> range:
    """How many things a list may have: 和 may stand in the name of one (自然资源和规划)."""
    return range(1 + part.count("、"), 2 + len(A_JOIN.findall(part)))


def _counts_told(words: str, quantity: Quantity, facts: Sequence[ClauseFacts]) -> bool:
    """Whether a count in Chinese numerals is that of what a clause tells one by one (一是…；二是…, a list),
    or points back to what the sentence has named (两处都…).
    """
    printed = quantity.span.of(words)
    if not _counts_things(quantity) or quantity.comparator or printed[:1].isdigit():
        return False
    if _BACK.match(words[quantity.span.end :]):
        return 2 <= quantity.value <= len(_PIECE.findall(words[: quantity.span.start])) + 1
    texts = [fact.text for fact in facts if not fact.cells]
    ordinals = (len(_ORDINAL.findall(text)) for text in texts)
    lists = (1 + len(A_JOIN.findall(part)) for text in texts for part in PART.split(text))
    return quantity.value > 1 and quantity.value in (*ordinals, *lists)


def _is_rhythm(claimed: Quantity, facts: Sequence[ClauseFacts]) -> bool:
    """Whether it is how often something is, which the clause tells by 每 (两天一报, 每2日一报)."""
    unit = claimed.unit or ""
    if kind_of(unit) != "time" or claimed.comparator or claimed.value_high:
        return False
    for m in (m for fact in facts for m in PERIOD.finditer(fact.words)):
        told = numeral_at(m["per"])
        if told and told.value == claimed.value and same_stretch(m["per"][told.end :], unit):
            return True
    return False


def _counts_no_times(words: str, claimed: Quantity, facts: Sequence[ClauseFacts]) -> bool:
    """Whether it is the 一次 of a deed, where the clauses tell of no times (一年签一次 for 一年一签)."""
    if not re.fullmatch(ONCE, claimed.span.of(words)) or claimed.before or claimed.after:
        return False
    return not any(bare_unit(f.quantity.unit or "") == claimed.unit for fact in facts for f in fact.figures)


def _is_time_between(words: str, claimed: Quantity, facts: Sequence[ClauseFacts]) -> bool:
    """Whether it is by how many months one time is earlier or later than another one the clauses tell."""
    if not same_stretch(claimed.unit or "", "月") or not _EARLIER.search(words[: claimed.span.start]):
        return False
    months = {int(m[1]) for fact in facts for m in MONTH_IN_DIGITS.finditer(fact.words)}
    return any(abs(one - other) == claimed.value for one in months for other in months)


def _is_sum_of_each(claimed: Quantity, facts: Sequence[ClauseFacts]) -> bool:
    """Whether it is how often something is done that a clause has done once at each of some times
    (8时、18时各报一次: 两次).
    """
    if claimed.unit != "次" or claimed.comparator or claimed.value_high:
        return False
    return any(
        _alike_at_end(m["times"]) == claimed.value > 1
        for fact in facts
        for m in ONCE_EACH.finditer(fact.words)
    )


def _alike_at_end(listed: str) -> int:
    """How many members of a list, from the last one on, end in a number of the same shape."""
    members = [DIGITS.sub("0", member) for member in reversed(A_JOIN.split(listed))]
    shape = members[0][-_SHAPE:]
    return next((n for n, member in enumerate(members) if not member.endswith(shape)), len(members))


def _comes_to(words: str, quantity: Quantity, every: Sequence[StatedFigure]) -> bool:
    """Whether it is what two or more figures before it come to, or by how much two of them differ, as the
    words before it say; all in one measure, and none of them bound to a side.
    """
    start = quantity.span.start
    said, before = words[:start], [f.quantity for f in every if f.quantity.span.end <= start]
    opened = begin_of(STATEMENT, said, len(said))
    unit = unit_of_difference(quantity.unit or "")
    alike = [
        q for q in before
        if q.span.start >= opened
        and q.role == "amount"
        and bare_unit(q.unit or "") == unit
        and q.value_high is None
    ]  # fmt: skip
    if len(alike) < 2 or quantity.value_high is not None or quantity.after:
        return False
    if _COMES_TO.search(said):
        open_ended = any(q.comparator not in (None, "=") for q in alike)
        return not open_ended and quantity.amount in _sums([q.amount for q in alike])
    if _BY.search(f"{said}{quantity.before}" if not said.endswith(quantity.before) else said):
        one, other = alike[-2:]
        if unit == "%":
            return abs(other.value - one.value) == quantity.value and not other.after
        return abs(other.amount - one.amount) == quantity.amount and not other.after
    return False


def _is_product(words: str, claimed: Quantity, every: Sequence[StatedFigure]) -> bool:
    """Whether it is what a figure for each comes to, times how many there are (每天6元、200天: 1200元)."""
    others = [f.quantity for f in every if f.quantity.span != claimed.span and f.quantity.role == "amount"]
    if claimed.value_high is not None or claimed.after:
        return False
    return any(
        one.amount * other.amount == claimed.amount
        and bare_unit(one.unit or "") == bare_unit(claimed.unit or "")
        and other.unit
        and re.search(
            rf"每个?{re.escape(bare_unit(other.unit))}|每{re.escape(other.unit)}", words[: one.span.start]
        )
        and not (one.after or other.after)
        for one in others
        for other in others
        if one is not other
    )


def _sums(values: Sequence[Decimal]) -> set[Decimal]:
    """What the last two, three … of them come to."""
    return {sum(values[-n:], Decimal(0)) for n in range(2, len(values) + 1)}


def _counts_figures(words: str, claimed: Quantity, every: Sequence[StatedFigure]) -> bool:
    """Whether 两项 and the like count the figures right before them (1.2万亩、0.8万亩，两项合计2万亩)."""
    behind = words[claimed.span.end : claimed.span.end + 2]
    before = [f for f in every if f.quantity.span.end <= claimed.span.start]
    return behind in (*SUM_WORDS, *ADDED_WORDS) and 2 <= claimed.value <= len(before)


def shares_out(words: str, claimed: Quantity, facts: Sequence[ClauseFacts]) -> bool:
    """Whether it is the share of the one of two that the part of the sentence names alone."""
    if bare_unit(claimed.unit or "") != "%" or claimed.value_high is not None or claimed.after:
        return False
    part = PART.split(words[: claimed.span.start])[-1]
    for fact in facts:
        for first, last, ratio in shared_out(fact.words):
            here = [one in part for one in (first, last)]
            if sum(here) == 1 and claimed.amount * _WHOLE == _of(ratio, first=here[0]):
                return True
    return False


def wrong_proportions(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A proportion that a clause has the other way round, for the same two in the same order."""
    stated = [m.groups() for fact in facts for m in PROPORTION.finditer(fact.words)]
    for m in PROPORTION.finditer(text):
        if m.groups() in stated or m.groups()[::-1] not in stated or m["one"] == m["other"]:
            continue
        said = {(first, last) for first, last, _ in shared_out(text)}
        own = {(last, first) for fact in facts for first, last, _ in shared_out(fact.words)}
        if not said & own:
            yield Fault(kind="figure", text=m[0], says=f"条款里的比例不是 {m[0]}")


def _of(ratio: re.Match[str], *, first: bool) -> Decimal:
    one, other = Decimal(ratio["one"]), Decimal(ratio["other"])
    return _WHOLE * (one if first else other) / (one + other)
