"""Whether two figures say the same: the same value in one measure, bounded on the same side.

In: figures as `grammar/quantities` reads them, with the words around them. Out: yes or no. A measure may come
with the thing it counts (150个托位 as 150个), synonyms of bounds are equal (至少 as 不低于), and a bare
figure and one behind 达到 or 为 are interchangeable; 以上 and 左右 may never be left out, added or changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.verification.facts import ClauseFacts, StatedFigure, lender, plain_text
from ingest import late_re as re
from ingest.grammar.bound_words import COMES_TO
from ingest.grammar.bounds import JOINED_TO, side_around, side_behind, side_of
from ingest.grammar.comparisons import HIGH, LOW, THAN_ANOTHER
from ingest.grammar.limits import (
    ends_within,
    is_come_by,
    is_limit_head,
    is_not_reached,
    limit_told,
    tells_of_failing,
    way_of,
)
from ingest.grammar.measures import ANY_THING, bare_unit, in_smallest, is_a_thing, kind_of, lasting
from ingest.grammar.negators import NOT
from ingest.grammar.quantities import Quantity
from ingest.grammar.stops import PART, STATEMENT
from ingest.model import Comparator

Stated = tuple[ClauseFacts, StatedFigure]

_LOOSE = re.compile(r"(?:|.*[到至为在达是:：=成]|.*延长?)", re.DOTALL)
_FILLED = re.compile(r"等于|[:：=为是]")
_COMES_TO, _FROM = (
    re.compile(rf"{COMES_TO}(?:每[^，。；\d]{{1,5}})?$"),
    re.compile(r"[由从][^，。；\d]{0,10}$"),
)
_GOES_TO = re.compile(rf"[^，。；\d]{{1,8}}{COMES_TO}(?=\d)")
_PROLONGED = re.compile("(?:延长|延期|延|放宽)[至到]$|限期$")
_AHEAD = re.compile("提前[^，。；\\d]{0,2}$")
"""Before a length of time that is to be kept at least."""
_STILL_NOT = re.compile(f"[还仍都][^，。；]{{0,3}}?{NOT}")
_BETWEEN = re.compile(r"[^，。；\d]{0,4}?(?:之间|间隔|相隔)")
_BEHIND_IT = re.compile(r"[\u4e00-\u9fff]{0,2}")
_INSIDE = re.compile("(?:范围之?)?内")
_WITHIN = frozenset({"time", "length"})
_IS_THAN = re.compile(r"比[^，。；\d]*$")
_THAN_IT = re.compile(f"[要更还]*(?:[{HIGH}{LOW}]|便宜)(?=[，。；,;]|$)")
"""Around a figure that another one is more or less than."""
_WAYS: dict[Comparator | None, tuple[str, ...]] = {
    "increase>=": ("多", "多出", "高", "高出", "多了", "高了"),
    "decrease>=": ("少", "低", "少了", "低了"),
}
"""Words right before a figure by which something is more or less than another."""


def bound_alike(words: str, claimed: Quantity, equal: Sequence[Stated]) -> list[Stated]:
    """Those of the equal figures that are bound as the claimed one is."""
    side = said_side(words, claimed)
    return [
        (fact, f)
        for fact, f in equal
        if _is_so_bound(claimed, f)
        or is_compared(words, claimed)
        or _is_bound_further_off(claimed, f, fact)
        or _is_added(words, claimed, f)
        or _is_more(words, claimed, f)
        or _is_moved_so(claimed, f, fact)
        or (side in tuple(sides_of(f, fact)) and not _turns(claimed, f.quantity))
        or (lent_side(words, claimed) or "=") in tuple(sides_of(f, fact))
        or (side == "<=" and is_limit(f, fact))
        or (side == ">=" and is_ahead(f, fact))
        or (side == "<=" and fails_demand(words, claimed, fact))
        or (is_within(words, claimed) and {*sides_of(f, fact), "<="} == {"<="})
        or (side is None and kind_of(claimed.unit) == "time" and is_limit(f, fact))
        or (is_overdue(words, claimed) and {">", ">="} & {*sides_of(f, fact)})
        or (is_filled(words, claimed) and ">=" in tuple(sides_of(f, fact)))
    ]


def same_amount(claimed: Quantity, stated: Quantity, fact: ClauseFacts) -> bool:
    """Whether two figures say the same, in the same unit or one that only scales it; a fall by 3% is a rise
    by −3%.
    """
    if stated.value < 0 < claimed.value and way_of(claimed.before) == "down":
        stated = replace(stated, value=-stated.value)
    if _lasts_as_long(claimed, stated):
        return True
    same = (claimed.value, claimed.value_high) == (stated.value, stated.value_high)
    if not same:
        return not (claimed.value_high or stated.value_high) and _is_worth_the_same(claimed, stated)
    if claimed.unit == stated.unit:
        return True
    if claimed.unit and stated.unit:
        return claimed.amount == stated.amount and same_measure(claimed.unit, stated.unit, fact.words)
    # A table has the unit in the row's name, and prose may leave a measure word to the reader.
    return not claimed.unit or names_measure(claimed.unit, "".join((*fact.columns, *fact.cells)))


def _is_worth_the_same(claimed: Quantity, stated: Quantity) -> bool:
    """24000万元 and 2.4亿元, 七成 and 70%, 4500米 and 4.5公里; 2.4亿 alone for 2.4亿元."""
    if not (claimed.unit and stated.unit):
        return False
    if not bare_unit(claimed.unit):
        return claimed.amount == stated.amount
    one, other = in_smallest(claimed.unit)[1], in_smallest(stated.unit)[1]
    return one == other and claimed.measured == stated.measured


def same_measure(claimed: str, stated: str, words: str) -> bool:
    """Whether two measure words can count one thing, in a clause of these words: the same but for a scale,
    one with the thing that it counts, or 个 for a particular one (8座, 8个; never 8座, 8箱).
    """
    return bare_unit(claimed) in ("", bare_unit(stated)) or _counts_same(claimed, stated, words)


def names_measure(unit: str, heads: str) -> bool:
    """Whether the heads of a table, or other words, have the unit that their figures are printed without."""
    heads = plain_text(heads)
    return plain_text(unit) in heads or bare_unit(unit) in heads


def _lasts_as_long(one: Quantity, other: Quantity) -> bool:
    """Whether both are lengths of time and come to the same (一年, 12个月); working days are no days."""
    found = lasting(one.unit or ""), lasting(other.unit or "")
    if found[0] is None or found[1] is None or one.value_high or other.value_high:
        return False
    return found[0][0] == found[1][0] and one.value * found[0][1] == other.value * found[1][1]


def counts_nothing(quantity: Quantity, words: str) -> bool:
    """Whether it is the 一 of 一个 that only says that there is a thing: printed so, and bound by nothing."""
    printed = quantity.span.of(words)
    bound = quantity.comparator or quantity.value_high or quantity.before or quantity.after
    if re.fullmatch("[两2]次", printed) and _BETWEEN.match(words, quantity.span.end):
        return True  # 两次之间: from one to the next
    return is_a_thing(printed) and not bound


def counts_persons(words: str, claimed: Quantity, stated: Quantity, text: str) -> bool:
    """Whether 个 counts persons whom the clause counts as persons, who share a character with what it says
    before its figure (3个徒弟 for 带徒满3人).
    """
    if claimed.unit != ANY_THING or kind_of(stated.unit) != "people" or claimed.value != stated.value:
        return False
    before = PART.split(text[: stated.span.start])[-1]
    return any(char in before for char in _BEHIND_IT.match(words, claimed.span.end)[0])  # type: ignore[index]


def _counts_same(claimed: str, stated: str, words: str) -> bool:
    """Whether one has the thing it counts behind its measure word and the clause counts that thing
    (150个托位, 托位150个), or one is counted with the word that counts anything (5家 for 其余5个).
    """
    long, short = sorted((claimed, stated), key=len, reverse=True)
    if ANY_THING in (long, short) and {kind_of(long), kind_of(short)} <= {"place", "piece"}:
        return True
    thing = long.removeprefix(short)
    return len(thing) > 1 and thing != long and thing in words


def same_bound(claimed: Quantity, stated: Quantity) -> bool:
    """Bare figures and figures behind 达到, 为, 控制在 may stand for each other unless both say which way
    they bind.
    """
    if _turns(claimed, stated):
        return False
    if claimed.after and stated.after and side_behind(claimed.after) != side_behind(stated.after):
        return False
    if claimed.comparator == stated.comparator:
        return True
    if not (_is_loose(claimed) and _is_loose(stated)):
        return False
    return any(q.comparator is None or _FILLED.fullmatch(q.before) for q in (claimed, stated))


def said_side(words: str, quantity: Quantity) -> Comparator | None:
    """To which side the words bind the figure, right beside it, from further off (至少办十二场) or by a word
    for a limit.
    """
    found = _beside_it(quantity) or side_around(words, quantity.span.start, quantity.span.end)
    return found if found not in (None, "=") else _limited(words, quantity) or found


def _limited(words: str, quantity: Quantity) -> Comparator | None:
    """Whether its part of the sentence says that it is a limit (时限为72小时, 以90分钟为限, 不到95%)."""
    led, before = (at.split(words[: quantity.span.start])[-1] for at in (STATEMENT, PART))
    return limit_told(led, before, PART.split(words[quantity.span.end :])[0])


def is_within(words: str, quantity: Quantity) -> bool:
    """Whether the words behind it say that a length of time or a way is not to be gone beyond (2小时里)."""
    return kind_of(quantity.unit) in _WITHIN and ends_within(words, quantity.span.end)


def limits_so(near: str, limit: str, facts: Sequence[ClauseFacts]) -> bool:
    """Whether a clause has the limit behind the same characters, 及 or 级 between or not (国三及以下)."""
    name = re.escape(re.sub(f"(?:{JOINED_TO})$", "", near.removesuffix(limit)))
    return any(re.search(rf"{name}级?(?:{JOINED_TO})?{limit}", fact.words) for fact in facts)


def is_filled(words: str, quantity: Quantity) -> bool:
    """Whether it is what has to be come by (满2小时的, 5人起步), which may be told of a least."""
    before = PART.split(words[: quantity.span.start])[-1]
    return is_come_by(before, words[quantity.span.end :])


def is_compared(words: str, quantity: Quantity) -> bool:
    """Whether it is only what another figure is held against (比公办的1.5个少)."""
    before = PART.split(words[: quantity.span.start])[-1]
    return _IS_THAN.search(before) is not None and _THAN_IT.match(words, quantity.words.end) is not None


def is_base_for_goal(words: str, claimed: Quantity, stated: Quantity, text: str) -> bool:
    """Whether something is to come to the figure that a clause has it start from (调到798元 for
    由798元调整为835元).
    """
    if not _COMES_TO.search(words[: claimed.span.start]) or not _FROM.search(text[: stated.span.start]):
        return False
    return _GOES_TO.match(text, stated.span.end) is not None


def is_overdue(words: str, quantity: Quantity) -> bool:
    """Whether a length of time has gone by without a thing done (三个月还没交 for 超过3个月未交)."""
    return kind_of(quantity.unit) == "time" and _STILL_NOT.match(words, quantity.span.end) is not None


def fails_demand(words: str, claimed: Quantity, fact: ClauseFacts) -> bool:
    """Whether the sentence tells what follows where a least is not reached, as the clause does (达不到800万元
    的 for 不低于800万元；未达到的).
    """
    before = PART.split(words[: claimed.span.start])[-1]
    return is_not_reached(before) and tells_of_failing(fact.text)


def lent_side(words: str, quantity: Quantity) -> Comparator | None:
    """To which side a bare figure may be taken to be bound, as the one before it in its list is."""
    found = lender(quantity, words)
    return said_side(words, found) if found is not None else None


def _beside_it(quantity: Quantity) -> Comparator | None:
    return side_of(f"{quantity.before} {quantity.each} {quantity.after}")


def sides_of(stated: StatedFigure, fact: ClauseFacts) -> Iterator[Comparator]:
    """The sides its clause binds a figure to; none where it leaves both open."""
    yield from filter(None, (said_side(fact.text.replace("\t", "\n"), stated.quantity),))
    if stated.whole is not None:
        yield from filter(None, (_beside_it(stated.whole),))


def is_ahead(stated: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether it is by how long something comes before another thing, at the least (提前24小时通知)."""
    before = fact.text[: stated.quantity.span.start]
    return kind_of(stated.quantity.unit) == "time" and _AHEAD.search(before) is not None


def is_limit(stated: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether the figure is a limit without a word that leaves no choice: 72小时内, or under 补贴期限."""
    if stated.quantity.after.endswith("内"):
        return True
    lasts = kind_of(stated.quantity.unit) == "time"
    if kind_of(stated.quantity.unit) in _WITHIN and _INSIDE.match(fact.text, stated.quantity.span.end):
        return True  # 5年内, 50米范围内
    before, bare = stated.quantity.before, not stated.quantity.after
    if lasts and bare and way_of(before) == "down" and before[-1] in "到至为在":
        return True  # 压缩到20个工作日
    if lasts and bare and _PROLONGED.search(f"{fact.text[: stated.quantity.span.start]}"):
        return True  # 可以延长至15个工作日
    return lasts and is_limit_head(" ".join(fact.columns))


def _is_so_bound(claimed: Quantity, stated: StatedFigure) -> bool:
    whole = stated.whole
    if stated.quantity.value < 0 < claimed.value:
        return True  # told as a fall
    return same_bound(claimed, stated.quantity) or (whole is not None and same_bound(claimed, whole))


def _is_bound_further_off(claimed: Quantity, stated: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether the word before the claimed figure stands before the clause's too, the thing in between
    (确保金牌28枚 for 确保28枚金牌).
    """
    if not claimed.before or claimed.after or stated.quantity.after or stated.quantity.before:
        return False
    part = PART.split(fact.text[: stated.quantity.span.start].replace("、", "，"))[-1]
    return claimed.before in part


def _is_added(words: str, claimed: Quantity, stated: StatedFigure) -> bool:
    """Whether it comes on top, which a clause tells as a rise (再加两成 for 上浮20%)."""
    said = words[: claimed.span.start]
    return stated.quantity.comparator == "increase>=" and said.endswith(("加", "多给", "多补", "多奖"))


def _is_more(words: str, claimed: Quantity, stated: StatedFigure) -> bool:
    """Whether both are by how much one thing is more or less than another (比2025年多600万元)."""
    than = PART.split(words[: claimed.span.start])[-1]
    if stated.quantity.comparator not in _WAYS or not THAN_ANOTHER.search(than):
        return False
    return than.endswith(_WAYS[stated.quantity.comparator])


def _is_moved_so(claimed: Quantity, stated: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether a thing rises or falls to it as the sentence says, where the clause leaves that to its figures
    (涨到690元 for 由642元调整为690元).
    """
    before = [f.quantity for f in fact.figures if f.quantity.span.end <= stated.quantity.span.start]
    if not before or not stated.quantity.before.endswith("为") or claimed.after:
        return False
    base, way = before[-1], way_of(claimed.before)
    if not _FROM.search(fact.text[: base.span.start]) or bare_unit(base.unit or "") != bare_unit(
        stated.quantity.unit or ""
    ):
        return False
    return way == ("up" if stated.quantity.amount > base.amount else "down")


def _turns(claimed: Quantity, stated: Quantity) -> bool:
    """Whether one rises and the other falls."""
    return {way_of(claimed.before), way_of(stated.before)} == {"up", "down"}


def _is_loose(quantity: Quantity) -> bool:
    return not quantity.after and _LOOSE.fullmatch(quantity.before) is not None
