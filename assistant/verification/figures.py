"""Whether the figures of an answer's own words stand in the clauses they are said to stand in.

In: words, the facts of the clauses. Out: one `Judged` a figure, with what is wrong with it. A figure is right
where a cited clause states the same value in the same unit, bound by the same words (以上, 不低于, 左右), and
where no other figure of these clauses is clearly the one of the subject the words name. Digits in anything
else (a year, PM2.5) must stand there as a number of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.verification.facts import (
    ClauseFacts,
    StatedFigure,
    all_figures,
    plain_text,
    runs_on,
    stated_figures,
    tokens,
)
from assistant.verification.fault import Kind
from assistant.verification.options import VERIFICATION
from ingest.grammar.bounds import FALLS_SHORT, LIMITS, side_around, side_of
from ingest.grammar.date_forms import YEAR_DIGITS
from ingest.grammar.joins import JOIN
from ingest.grammar.measures import kind_of
from ingest.grammar.numerals import DIGIT
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.model import Comparator

_DIGITS = re.compile(r"(?<![\d.])\d+(?:\.\d+)*")
_SIGNS = "%‰"
_LOOSE = re.compile(r"(?:|.*[到至为在达是:：=成])", re.DOTALL)
_EDGE = re.compile(r"[^\w%‰/~—-]+")
_LIMITS = re.compile(rf"(?<=\w)(?:{'|'.join(LIMITS)})(?![为是])")
_FILLED = re.compile(r"等于|[:：=为是]")


_YEAR = re.compile(YEAR_DIGITS)
_FROM = re.compile(r"[由从自][^，。；\d]{0,8}$")
_LIMIT_BEFORE = re.compile(r"(?:时限|期限|最长|最多|最高|上限|限额)[^\d]{0,6}$|" + FALLS_SHORT)
_PERIOD = re.compile(r"期限|时限|上限")
_LIMIT_BEHIND = re.compile(r"[^\d，。；]{0,8}为(?:上限|限)|封顶")
_LISTED, _ITEM = re.compile("[，。；：,;:]"), re.compile(JOIN)
_COUNTING = frozenset({"piece", "people", "other", None})
"""Kinds of measures that words count with (三个节点, 一名护理员)."""


Stated = tuple[ClauseFacts, StatedFigure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`text` the figure as the answer has it; `home` the marker of the clause that states it; `wrong` ""
    where it is right.
    """

    text: str
    home: str | None
    wrong: str = ""
    kind: Kind = "figure"


def judge(words: str, facts: Sequence[ClauseFacts], *, reworded: bool = False) -> tuple[Judged, ...]:
    """Every figure and every other number of `words`, in no clause's words or names any more, in reading
    order. `reworded` where a person or a model has put it in words of their own; the rules' words are the
    clause's, and a figure stands where it stood.
    """
    words = plain_text(words)
    claimed = stated_figures(words)
    stated = all_figures(facts) if claimed else ()
    judged = [(f.quantity.span.start, _amount(words, f, stated, facts, reworded=reworded)) for f in claimed]
    for m in _DIGITS.finditer(words):
        if not any(f.quantity.span.start <= m.start() < f.quantity.span.end for f in claimed):
            judged.append((m.start(), _number(m[0], facts)))
    bound_to = {f.quantity.span.end for f in claimed}
    for m in _LIMITS.finditer(words):
        near = words[max(0, m.start() - 2) : m.end()]
        if m.start() not in bound_to and not _stands_in(near, facts):
            judged.append(
                (m.start(), Judged(text=near, home=None, wrong=f"与原文不符：{near}", kind="bound"))
            )
    judged += [
        (words.index(sign), Judged(text=sign, home=None, wrong=f"单位没有出处：{sign}"))
        for sign in _SIGNS
        if sign in words and not _stands_in(sign, facts)
    ]
    return tuple(j for _, j in sorted(judged, key=lambda pair: pair[0]))


def _amount(
    words: str,
    claimed: StatedFigure,
    stated: Sequence[Stated],
    facts: Sequence[ClauseFacts],
    *,
    reworded: bool,
) -> Judged:
    text = claimed.printed
    if claimed.quantity.role != "amount":
        return _number(f"{text}{claimed.quantity.after}", facts)
    equal = [
        (fact, f)
        for fact, f in stated
        if f.quantity.role == "amount" and same_amount(claimed.quantity, f.quantity, fact)
    ]
    if not equal and (fact_of := next((f for f in facts if _stands_as_period(claimed.quantity, f)), None)):
        return Judged(text=text, home=fact_of.marker)
    if not equal and (row := next((f for f in facts if _is_in_ledger(claimed.quantity, f)), None)):
        return Judged(text=text, home=row.marker)
    if not equal and _counts_listed(words, claimed.quantity, len(facts)):
        return Judged(text=text, home=facts[0].marker)
    if not equal:
        return Judged(text=text, home=None, wrong=f"数字没有出处：{text}")
    bound = _bound_alike(words, claimed.whole or claimed.quantity, equal)
    if not bound:
        shown = f"{claimed.quantity.before}{text}{claimed.quantity.after}"
        return Judged(text=text, home=None, wrong=f"“以上、以下”等与原文不符：{shown}", kind="bound")
    others = [f for _, f in stated if all(f is not one for _, one in equal)]
    rivals = [f for f in others if not reworded or _could_be(claimed, f)]
    named = all(f.runs_on for _, f in bound) or _is_condition(claimed, others)
    named = named or (not reworded and all(_is_in_long_cell(f, fact) for fact, f in bound))
    if named or runs_on(words, claimed.quantity):
        home = next((fact.marker for fact, _ in bound if _stands_so(words, claimed.quantity, fact)), None)
        return Judged(text=text, home=home, wrong="" if home else f"数字不在原来的位置：{text}")
    subject = _nearest_subject(words, claimed) if reworded else claimed.subject
    for fact, f in bound:
        if _is_copied(words, claimed.quantity, fact) or _starts_from(words, claimed.quantity, fact):
            return Judged(text=text, home=fact.marker)
        if not any(_is_rather(subject, rival.subject, f.subject) for rival in rivals):
            return Judged(text=text, home=fact.marker)
    return Judged(text=text, home=None, wrong=f"数字不是这一指标的：{text}")


def _is_in_ledger(claimed: Quantity, fact: ClauseFacts) -> bool:
    """Whether it is the value of the row, where that reads as a year (2040 under 万立方米)."""
    return bool(fact.cells) and any(
        target.value == claimed.value
        and plain_text(target.value_text).isdigit()
        and target.unit == claimed.unit
        for target in fact.targets
    )


def _bound_alike(words: str, claimed: Quantity, equal: Sequence[Stated]) -> list[Stated]:
    """Those of the equal figures that are bound as the claimed one is."""
    side = said_side(words, claimed)
    return [
        (fact, f)
        for fact, f in equal
        if _is_so_bound(claimed, f)
        or (side in tuple(sides_of(f, fact)) and not _turns(claimed, f.quantity))
        or (side == "<=" and is_limit(f, fact))
    ]


def _is_in_long_cell(figure: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether it stands in a cell that says more than the figure."""
    cells = (cell for cell in fact.cells if figure.printed in cell)
    return bool(fact.cells) and all(len(cell) > VERIFICATION.long_cell for cell in cells)


def _could_be(one: StatedFigure, another: StatedFigure) -> bool:
    """Whether both are of one measure and of no two years, so that one may be taken for the other; square
    metres are no beds.
    """
    claimed, other = one.quantity, another.quantity
    years = {token for token in one.subject if _YEAR.fullmatch(token)}
    others = {token for token in another.subject if _YEAR.fullmatch(token)}
    if years and others and not years & others:
        return False
    if not (claimed.unit and other.unit):
        return True
    return _base(claimed.unit) == _base(other.unit) or (
        kind_of(claimed.unit) == kind_of(other.unit) and kind_of(claimed.unit) not in _COUNTING
    )


def _nearest_subject(words: str, claimed: StatedFigure) -> frozenset[str]:
    """What the figure is of by the words between the same two commas, where they name something."""
    start, end = claimed.quantity.span.start, claimed.quantity.span.end
    near = tokens(re.split(_LISTED, words[:start])[-1] + " " + re.split(_LISTED, words[end:])[0])
    own = claimed.subject & near
    return own if len(own) >= VERIFICATION.named else claimed.subject


def _stands_as_period(claimed: Quantity, fact: ClauseFacts) -> bool:
    """Whether it is a length of time the clause tells by another word: 一年 as 每年, 五年 as 十四五."""
    if claimed.comparator or claimed.value_high or kind_of(claimed.unit) != "time":
        return False
    unit = (claimed.unit or "").removeprefix("个")
    if claimed.value == 1:
        return f"每{unit}" in fact.words or (unit == "年" and _YEARLY.search(fact.words) is not None)
    return claimed.value == 5 and unit == "年" and _FIVE_YEARS.search(fact.words) is not None


def _counts_listed(words: str, quantity: Quantity, cited: int) -> bool:
    """Whether it only counts what the sentence lists or cites itself (三个节点…、…和…), or is the 一 of 一个
    that counts nothing.
    """
    if kind_of(quantity.unit) not in _COUNTING or quantity.comparator or quantity.value_high:
        return False
    if quantity.value == 1:
        return not quantity.span.of(words)[:1].isdigit()
    lists = (1 + len(_ITEM.findall(part)) for part in _LISTED.split(words))
    return quantity.value in (*lists, cited)


def _is_condition(claimed: StatedFigure, others: Sequence[StatedFigure]) -> bool:
    """Whether it is part of what another figure is of (人口30万以上的县, 5岁以下儿童): then it says how much
    of nothing.
    """
    own = tokens(claimed.printed)
    return any(own <= other.subject for other in others)


def _stands_so(words: str, quantity: Quantity, fact: ClauseFacts) -> bool:
    """Whether the figure has the same characters before it, or behind it, as in the clause."""
    start, end = quantity.span.start, quantity.span.end
    if words[:start].endswith("/"):
        return words[start - 1 : end] in fact.words
    if _is_in_cell(words, quantity, fact):
        return True
    bound = end + len(quantity.after)
    before = re.split(_EDGE, words[max(0, start - VERIFICATION.beside) : start])[-1]
    behind = re.split(_EDGE, words[bound : end + VERIFICATION.beside])[0]
    if not before and not behind and words[bound : bound + 1] == "：":
        return words[start:bound] in fact.words  # a label of what follows (80—89周岁：60元)
    return (len(before) > 1 and before + words[start:end] in fact.words) or (
        bool(behind) and words[start:bound] + behind[:2] in fact.words
    )


def _is_in_cell(words: str, quantity: Quantity, fact: ClauseFacts) -> bool:
    """Whether the words have a cell of the row whole with the figure in it."""
    start, end = quantity.span.start, quantity.span.end
    cells = (plain_text(cell) for cell in fact.cells)
    places = ((m.start(), m.end()) for cell in cells if cell for m in re.finditer(re.escape(cell), words))
    return any(first < start and end <= last for first, last in places)


def _is_copied(words: str, quantity: Quantity, fact: ClauseFacts) -> bool:
    """Whether the words before the figure are the clause's own, long enough to be found there only once or
    twice.
    """
    before = re.split(r"[。；：|]", words[: quantity.span.start])[-1].strip()
    return len(before) >= VERIFICATION.copied and before + quantity.span.of(words) in fact.words


def _starts_from(words: str, quantity: Quantity, fact: ClauseFacts) -> bool:
    """Whether it is what something is to rise or fall from, as the clause has it (由2.31万头增加到…)."""
    stated = rf"[由从自][^，。；\d]{{0,12}}{re.escape(quantity.span.of(words))}"
    return bool(_FROM.search(words[: quantity.span.start]) and re.search(stated, fact.words))


def _is_rather(claimed: frozenset[str], rival: frozenset[str], own: frozenset[str]) -> bool:
    """Whether the words name the rival's subject and not the figure's own, by the tokens that tell the two
    apart; nothing tells where it has none (分别奖励20万元、15万元).
    """
    if not own:
        return False
    for_rival, for_own = claimed & (rival - own), claimed & (own - rival)
    return len(for_rival) >= VERIFICATION.clearly * len(claimed) if for_own else bool(for_rival)


def _number(text: str, facts: Sequence[ClauseFacts]) -> Judged:
    """A number that counts nothing (4级以上): as printed, and no part of a longer one."""
    alone = re.compile(rf"(?<![\d.]){re.escape(text)}(?!\d|\.\d)")
    home = next((fact.marker for fact in facts if alone.search(fact.words)), None)
    return Judged(text=text, home=home, wrong="" if home else f"数字没有出处：{text}")


def same_amount(claimed: Quantity, stated: Quantity, fact: ClauseFacts) -> bool:
    """Whether two figures say the same, in the same unit or one that only scales it; a fall by 3% is a rise
    by −3%.
    """
    if stated.value < 0 < claimed.value and _way(claimed.before) == "down":
        stated = replace(stated, value=-stated.value)
    same = (claimed.value, claimed.value_high) == (stated.value, stated.value_high)
    if not same:  # 24000万元 is 2.4亿元, 七成 is 70%
        units = claimed.unit and stated.unit and _base(claimed.unit) in ("", _base(stated.unit))
        return (
            bool(units) and not (claimed.value_high or stated.value_high) and claimed.amount == stated.amount
        )
    if claimed.unit == stated.unit:
        return True
    if claimed.unit and stated.unit:
        return claimed.amount == stated.amount and _base(claimed.unit) in ("", _base(stated.unit))
    # A table has the unit in the row's name, and prose may leave a measure word to the reader.
    return not claimed.unit or plain_text(claimed.unit) in plain_text("".join((*fact.columns, *fact.cells)))


_YEARLY = re.compile(r"年均|年度|逐年")
_FIVE_YEARS = re.compile(rf"十{DIGIT}?五")
_ALIKE = {
    "位": "人",
    "名": "人",
    "天": "日",
    "周岁": "岁",
    "成": "%",
    "平米": "平方米",
    "剂次": "剂",
    "针次": "针",
}
"""Measures that say the same."""


def _base(unit: str) -> str:
    """A unit without what only words it: 张床位 as 张, 个百分点 as 百分点, 位 as 人."""
    bare = re.sub(r"^个(?=.)|(?<=张)床位?$|(?<=.)位$", "", re.sub(r"^(?:万亿|亿|万|千|百)", "", unit))
    return _ALIKE.get(bare, bare)


def same_bound(claimed: Quantity, stated: Quantity) -> bool:
    """Bare figures and figures behind 达到, 为, 控制在 may stand for each other unless both say which way
    they bind.
    """
    if _turns(claimed, stated):
        return False
    if claimed.after and stated.after and _side(claimed.after) != _side(stated.after):
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
    before = re.split(_LISTED, words[: quantity.span.start])[-1]
    behind = re.split(_LISTED, words[quantity.span.end :])[0]
    return "<=" if _LIMIT_BEFORE.search(before) or _LIMIT_BEHIND.match(behind) else None


def _beside_it(quantity: Quantity) -> Comparator | None:
    return side_of(f"{quantity.before} {quantity.each} {quantity.after}")


def sides_of(stated: StatedFigure, fact: ClauseFacts) -> Iterator[Comparator]:
    """The sides its clause binds a figure to; none where it leaves both open."""
    yield from filter(None, (said_side(fact.text.replace("\t", "\n"), stated.quantity),))
    if stated.whole is not None:
        yield from filter(None, (_beside_it(stated.whole),))


def is_limit(stated: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether the figure is a limit without a word that leaves no choice: 72小时内, or under 补贴期限."""
    if stated.quantity.after.endswith("内"):
        return True
    lasts = kind_of(stated.quantity.unit) == "time"
    return lasts and _PERIOD.search(" ".join(fact.columns)) is not None


def _is_so_bound(claimed: Quantity, stated: StatedFigure) -> bool:
    whole = stated.whole
    if stated.quantity.value < 0 < claimed.value:
        return True  # told as a fall
    return same_bound(claimed, stated.quantity) or (whole is not None and same_bound(claimed, whole))


def _turns(claimed: Quantity, stated: Quantity) -> bool:
    """Whether one rises and the other falls."""
    return {_way(claimed.before), _way(stated.before)} == {"up", "down"}


def _is_loose(quantity: Quantity) -> bool:
    return not quantity.after and _LOOSE.fullmatch(quantity.before) is not None


def _way(before: str) -> str:
    """Whether the words say that something rises or falls; "" where they say neither."""
    if re.search("不", before):
        return ""
    return "up" if re.search("[升增涨扩]|提高", before) else "down" if re.search("[降减缩]", before) else ""


def _side(after: str) -> str:
    return {"以上": ">=", "左右": "~", "上下": "~"}.get(after[-2:], "<=")


def _stands_in(words: str, facts: Sequence[ClauseFacts]) -> bool:
    return any(words in fact.words for fact in facts)


def has_numbers(words: str) -> bool:
    return bool(_DIGITS.search(words)) or any(q.role == "amount" for q in read_quantities(words))
