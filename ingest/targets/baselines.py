"""Starting values: 由150张增至260张, 较2020年的60%提高到75%, 在12家的基础上增加到20家.

In: a folded text and its figures. Out: `Start` values, each the figures that only tell where a change begins,
and the figure that it reaches. The words in front say that it begins (由, 从, 较 with a time, 在 … 基础上),
those behind that it goes on (增至, 压缩为, →), and both figures are of one measure. Where only the size of
the change is told (较2020年的60%提高15个百分点) the figure in front is a start too, but of what is reached
nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest import late_re as re
from ingest.grammar.bounds import BEFORE
from ingest.grammar.bounds import THAN as HELD
from ingest.grammar.date_forms import AT_YEAR, COMPARED_TO, PRINTED, YEAR_DIGITS
from ingest.grammar.demands import STRIVEN
from ingest.grammar.joins import JOIN, SIGN
from ingest.grammar.measures import SCALE
from ingest.grammar.places import AREA, ELSEWHERE
from ingest.grammar.quantifiers import ALL, EACH_OF
from ingest.grammar.quantities import Quantity
from ingest.grammar.recurrence import EACH, EVERY
from ingest.model import Comparator, Span
from ingest.targets.options import INDICATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """`base` covers the words from 由 or 较 to the last starting figure, `words` goes on to the figure that
    is reached.

    `figures` are the starting ones in printed order, `reached` is where the first figure of the goal begins.
    `by` where that figure says by how much and not how far.
    """

    base: Span
    words: Span
    figures: tuple[Quantity, ...]
    reached: int
    by: bool

    def baseline(self, goal: Quantity, at: int, count: int) -> Decimal | None:
        """Where the goal, number `at` of `count`, begins, in its unit; None where `by`."""
        if self.by:
            return None
        first = self.figures[at] if len(self.figures) == count else self.figures[-1]
        if not first.unit or first.unit == goal.unit:
            return first.value
        scale = goal.amount / goal.value if goal.value else Decimal(1)
        return (first.amount / scale).normalize() + 0

    def comparator(self, goal: Quantity) -> Comparator:
        """What a goal that has no bound of its own is: reached from below or from above; the very figure
        where its word says so (由6座调整为9座).
        """
        if goal.comparator == "=" and len(goal.before) > len("为"):
            return "="
        begun, aim = self.figures[-1], goal.value_high or goal.value
        low = begun.value if not begun.unit or begun.unit == goal.unit else begun.amount
        high = aim if low == begun.value else goal.amount
        return ">=" if high > low else "<=" if high < low else "="


_YEAR = rf"(?:{PRINTED}|{YEAR_DIGITS}(?:{AT_YEAR}|年)?)"
_THEN = rf"(?:{_YEAR}|同期|现状|目前|现在|现有|原有|原来|基期|基数)"
_FROM = re.compile(r"(?:由|从)[^，。；：\n由从]{0,16}$")
AGAINST = rf"{HELD}{ELSEWHERE}[^，。、；\d]{{0,6}}?平均(?:水平|值|数)?"
"""A pattern: whose average a figure is above or below (高于全省平均2个百分点)."""
THAN = re.compile(rf"{COMPARED_TO}{_THEN}(?:{AT_YEAR}|时)?(?:的|实际|水平|基数|现状){{0,2}}$")
_UPON = re.compile(r"在[^，。；：\n]{0,14}$")
_BASIS = re.compile(r"）?的?基础上")
_AND = re.compile(rf"{SIGN}{_YEAR}?的?$")
_CHANGE = (
    r"(?:提[高升]|增[加长大配补设扩至]|上[升调]|下[降调]|降低?|减少?|增|扩[大充建容展面]?|拓[展宽]|缩[短减小]"
    r"|压[缩减降]|精简|简化|削减|发展|[跃攀回]升|回落|升级?|新增|更新"
    r"|变更?|翻[番倍]?|延[长伸]|控制|改[造建]?|调[整增减]|补充|充实|[加放]大|放宽|提标|稳定|优化|合并"
    r"|整合|集中|配[备足]|培育|壮大|达)"
)
_SLOWLY = rf"(?:(?:逐步|逐年|稳步|进一步|大幅|{STRIVEN}|{ALL}|{EACH_OF}|再|统一|平均)*)"
_MORE = rf"(?:{BEFORE}|(?:{EACH})?(?:{EVERY})?)"
_GOES_ON = re.compile(
    rf"^(?:的?(?:基础上|水平)?，?)?[^，。；：、\d]{{0,8}}?{_SLOWLY}{_CHANGE}(?:幅度)?"
    rf"(?:到|至|为|成|达到?|到了|>|→)(?:{_YEAR}的?)?(?:全{AREA})?(?:的)?{_MORE}$"
)
_ARROW = re.compile(r"^(?:→|-+>|—+>|⇒|=>|提?至|到)$")
_BY = re.compile(
    rf"^(?:的?(?:基础上|水平)?，?)?[^，。；：、\d]{{0,8}}?{_SLOWLY}{_CHANGE}(?:了|幅度)?(?:{BEFORE})?$"
)
_LISTED = re.compile(
    rf"(?P<head>[^，；]*?)(?:由|从)(?P<bases>[^；，]+?)分别{_SLOWLY}{_CHANGE}(?:到|至|为|成|达到?)"
)
_LOOSE = re.compile(rf"^(?:{JOIN}|的)+|[为是的]+$|(?:每[^、\d]{{1,4}})+$")
_BIG = re.compile(rf"^(?:{SCALE})+(?=.)")
_CHANGES = frozenset({"increase>=", "decrease>="})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Starting values of several things that are changed together; `things` in printed order, `head` the
    words they share.
    """

    head: str
    things: tuple[str, ...]
    figures: tuple[Quantity, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What is changed: 县道养护标准, 乡道养护标准."""
        return tuple(f"{thing}{self.head}" for thing in self.things)


def listed_starts(text: str, quantities: Sequence[Quantity], segment: Span) -> Listed | None:
    """Of 养护标准由县道1万元、乡道5000元分别提高到…: what each starts from; None for any other segment."""
    words = segment.of(text)
    m = _LISTED.search(words) if "分别" in words else None
    if m is None:
        return None
    start, end = (segment.start + at for at in m.span("bases"))
    figures = tuple(q for q in quantities if q.role == "amount" and start <= q.words.start < end)
    if len(figures) < INDICATORS.fewest_bases:
        return None
    borders = (start, *(q.words.end for q in figures))
    things = [text[at : q.words.start] for at, q in zip(borders, figures, strict=False)]
    head = m["head"].rpartition("，")[2]
    return Listed(head=head, things=tuple(_LOOSE.sub("", one) for one in things), figures=figures)


def starts(text: str, quantities: Sequence[Quantity]) -> tuple[Start, ...]:
    """In reading order; what begins or reaches nothing is left out."""
    amounts = [q for q in quantities if q.role == "amount"]
    out: list[Start] = []
    at = 0
    while at < len(amounts) - 1:
        found = _start(text, amounts, at)
        if found is not None:
            out.append(found)
            at += len(found.figures)
        at += found is None
    return tuple(out)


def _start(text: str, amounts: Sequence[Quantity], at: int) -> Start | None:
    first = amounts[at]
    opener = _opener(text, amounts, at) if first.comparator not in _CHANGES else None
    if opener is None:
        return None
    figures = [first]
    for following in amounts[at + 1 : -1]:
        if not _AND.fullmatch(text[figures[-1].words.end : following.span.start]):
            break
        figures.append(following)
    goal = amounts[at + len(figures)]
    between = text[figures[-1].words.end : goal.span.start]
    reaches = (_GOES_ON.match(between) or _ARROW.match(between)) and _alike(figures[-1], goal)
    by = not reaches and goal.comparator in _CHANGES and bool(_BY.match(between))
    if not reaches and not by:
        return None
    return Start(
        base=Span(start=opener, end=figures[-1].words.end),
        words=Span(
            start=opener,
            end=goal.words.start if goal.words.start > figures[-1].words.end else goal.span.start,
        ),
        figures=tuple(figures),
        reached=goal.span.start,
        by=by,
    )


def _opener(text: str, amounts: Sequence[Quantity], at: int) -> int | None:
    """Where the words begin that make the figure a start; nothing else may be counted in between."""
    begin = amounts[at - 1].words.end if at else 0
    before = text[begin : amounts[at].words.start]
    found = _FROM.search(before) or THAN.search(before)
    if found is None and _BASIS.match(text, amounts[at].words.end):
        found = _UPON.search(before)
    return None if found is None else begin + found.start()


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether both are of one measure; one that is printed without a unit has that of the other."""
    a, b = (_BIG.sub("", q.unit or "") for q in (one, other))
    return not a or not b or a == b
