"""Whether the figures in an answer's own words stand in the clauses they are attributed to.

In: words, the facts of the clauses. Out: one `Judged` a figure, with what is wrong with it. A figure is right
where a cited clause states the same value in the same unit with the same bound (以上, 不低于, 左右), and no
other figure of these clauses fits the subject clearly better. Digits in anything else (a year, PM2.5) must
appear there as a number of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verification.amounts import (
    Stated,
    bound_alike,
    counts_nothing,
    counts_persons,
    is_base_for_goal,
    limits_so,
    same_amount,
)
from assistant.verification.computed import COUNTING, is_each, worked_out
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
from assistant.verification.figure_reference import speaks_for
from assistant.verification.neighbours import between_commas, end_of, is_of_neighbour
from assistant.verification.options import VERIFICATION
from ingest import late_re as re
from ingest.grammar.bound_words import LIMITS
from ingest.grammar.bounds import ONE_BY_ONE
from ingest.grammar.clock_times import CLOCK_TIME
from ingest.grammar.date_forms import A_YEAR, YEAR_DIGITS
from ingest.grammar.joins import SIGN
from ingest.grammar.letters import places_of
from ingest.grammar.measures import bare_unit, kind_of
from ingest.grammar.numerals import number_in
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.references import ANNEX, ROW_NUMBERS
from ingest.grammar.segmentation import is_function_word
from ingest.grammar.stops import COLON_OR_CELL, STATEMENT

_DIGITS = re.compile(r"(?<![\d.])\d+(?:\.\d+)*")
_SIGNS = "%‰"
_EDGE = re.compile(r"[^\w%‰/~—-]+")
_LIMITS = re.compile(rf"(?<=\w)(?:{'|'.join(LIMITS)})(?![为是])")


_IN = re.compile(r"在[^，。；\d]{1,8}$")
"""Before 之内: in a thing that is no figure (不在范围之内)."""
_YEAR_OF = re.compile(rf"(?<![\d比较])({YEAR_DIGITS})年")
_BASE_YEAR = re.compile(rf"[比较]({YEAR_DIGITS})年")
_FROM = re.compile(r"[由从自][^，。；\d]{0,8}$")
_OF_CONDITION = re.compile(r"的|[\u4e00-\u9fff]{0,2}[要须应由才就]|，")
_IS_CONDITION = re.compile(r"(?:的|(?:为|是)[\u4e00-\u9fff]{2,5}(?:[，。；、]|$))")
"""Behind a figure with its bound: what it decides (不足75分为不合格)."""


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
    words = _without_places(plain_text(words), facts)
    claimed = stated_figures(words)
    stated = all_figures(facts) if claimed else ()
    judged = [
        (f.quantity.span.start, _amount(words, f, claimed, stated, facts, reworded=reworded)) for f in claimed
    ]
    for m in _DIGITS.finditer(words):
        if not any(f.quantity.span.start <= m.start() < f.quantity.span.end for f in claimed):
            judged.append((m.start(), _number(m[0], facts)))
    bound_to = {at for f in claimed for at in range(end_of(f), end_of(f) + len(f.quantity.after) + 1)}
    for m in _LIMITS.finditer(words):
        near = words[max(0, m.start() - 2) : m.end()]
        inside = m[0][-1] == "内" and _IN.search(words[: m.start()])
        if m.start() not in bound_to and not inside and not limits_so(near, m[0], facts):
            judged.append(
                (m.start(), Judged(text=near, home=None, wrong=f"与原文不符：{near}", kind="bound"))
            )
    judged += [
        (words.index(sign), Judged(text=sign, home=None, wrong=f"单位没有出处：{sign}"))
        for sign in _SIGNS
        if sign in words and not _stands_in(sign, facts)
    ]
    return tuple(j for _, j in sorted(judged, key=lambda pair: pair[0]))


def _without_places(words: str, facts: Sequence[ClauseFacts]) -> str:
    """With the numbers of annexes and rows the clauses stand in blotted out: they count nothing."""
    places = [plain_text(f"{fact.reference} {fact.around}") for fact in facts]
    rows = {plain_text(cell) for fact in facts for cell in fact.cells[:1]}

    def kept(m: re.Match[str]) -> str:
        own = any(re.search(rf"{m[0]}(?!\d)", place) for place in places)
        return "□" * len(m[0]) if own else m[0]

    def numbered(m: re.Match[str]) -> str:
        own = {m["first"], m["last"] or m["first"]} <= rows
        return "□" * len(m[0]) if own else m[0]

    words = CLOCK_TIME.sub(lambda m: "□" * len(m[0]), words)  # looked at with the dates
    return ROW_NUMBERS.sub(numbered, ANNEX.sub(kept, words))


def _amount(
    words: str,
    claimed: StatedFigure,
    every: Sequence[StatedFigure],
    stated: Sequence[Stated],
    facts: Sequence[ClauseFacts],
    *,
    reworded: bool,
) -> Judged:
    text = claimed.printed
    if claimed.quantity.role != "amount":
        return _number(f"{text}{claimed.quantity.after}", facts)
    if reworded and facts and counts_nothing(claimed.quantity, words):
        return Judged(text=text, home=facts[0].marker)
    equal = [
        (fact, f)
        for fact, f in stated
        if f.quantity.role == "amount"
        and (
            same_amount(claimed.quantity, f.quantity, fact)
            or (reworded and counts_persons(words, claimed.quantity, f.quantity, fact.text))
        )
    ]
    if not equal and (row := next((f for f in facts if _is_in_ledger(claimed.quantity, f)), None)):
        return Judged(text=text, home=row.marker)
    if not equal and (home_of := worked_out(words, claimed, every, facts)):
        return Judged(text=text, home=home_of)
    if not equal and (over := next((f for f in facts if text in "".join(f.columns)), None)):
        return Judged(text=text, home=over.marker)  # part of what a column is of: 24小时面雨量
    if not equal and (each := next((f for f in facts if is_each(words, claimed.quantity, f)), None)):
        return Judged(text=text, home=each.marker)
    if not equal:
        return Judged(text=text, home=None, wrong=f"数字没有出处：{text}")
    bound = bound_alike(words, claimed.whole or claimed.quantity, equal)
    if bound and all(is_base_for_goal(words, claimed.quantity, f.quantity, fact.text) for fact, f in bound):
        return Judged(text=text, home=None, wrong=f"条款从 {text} 算起，不是到 {text}")
    if not bound:
        shown = f"{claimed.quantity.before}{text}{claimed.quantity.after}"
        return Judged(text=text, home=None, wrong=f"“以上、以下”等与原文不符：{shown}", kind="bound")
    others = [(fact, f) for fact, f in stated if all(f is not one for _, one in equal)]
    rivals = [(fact, f) for fact, f in others if not reworded or _could_be(words, claimed, f)]
    named = all(f.runs_on for _, f in bound) or _is_condition(claimed, [f for _, f in others])
    named = named or (not reworded and all(_is_in_long_cell(f, fact) for fact, f in bound))
    if reworded and (whose := _is_own_condition(claimed.quantity, words, bound)):
        return Judged(text=text, home=whose)
    if named or runs_on(words, claimed.quantity):
        home = next(
            (
                fact.marker
                for fact, f in bound
                if _stands_so(words, claimed.quantity, fact)
                or (reworded and _tells_which(words, claimed, f, fact))
            ),
            None,
        )
        if home or not reworded:
            return Judged(text=text, home=home, wrong="" if home else f"数字不在原来的位置：{text}")
    subject = _nearest_subject(words, claimed) if reworded else claimed.subject
    bound = [(fact, f) for fact, f in bound if not reworded or not is_of_neighbour(words, claimed, f, fact)]
    for fact, f in bound:
        if (
            _is_copied(words, claimed.quantity, fact)
            or _starts_from(words, claimed.quantity, fact)
            or _is_in_turn(words, claimed.quantity, fact)
        ):
            return Judged(text=text, home=fact.marker)
        own = f.subject if fact.cells or not reworded else f.subject | _led_by(f, fact)
        if not any(
            _is_rather(subject, r.subject, own if f.subject <= r.subject else f.subject)
            and not (reworded and speaks_for(words, claimed, (fact, f), (of, r)) > VERIFICATION.speaks)
            for of, r in rivals
        ):
            return Judged(text=text, home=fact.marker)
    return Judged(text=text, home=None, wrong=f"数字不是这一指标的：{text}")


def _is_own_condition(claimed: Quantity, words: str, bound: Sequence[Stated]) -> str:
    """The marker of a clause of which it is a condition, told with the words that bind it there (低于50%的,
    超过50万元的); "" where it says what something comes to.
    """
    printed = f"{claimed.before}{claimed.span.of(words)}{claimed.after}"
    if not (claimed.before or claimed.after) or not _OF_CONDITION.match(words, claimed.words.end):
        return ""
    return next(
        (
            fact.marker
            for fact, f in bound
            if f"{printed}的" in fact.words or _IS_CONDITION.match(fact.text, f.quantity.words.end)
        ),
        "",
    )


def rivals_of(
    words: str, claimed: StatedFigure, facts: Sequence[ClauseFacts]
) -> tuple[list[Stated], list[Stated]]:
    """The figures of the clauses that say what the sentence's does, and those it could be taken for."""
    stated = [told for told in all_figures(facts) if told[1].quantity.role == "amount"]
    equal = [told for told in stated if same_amount(claimed.quantity, told[1].quantity, told[0])]
    others = [told for told in stated if told not in equal and _could_be(words, claimed, told[1])]
    return bound_alike(words, claimed.whole or claimed.quantity, equal), others


def _is_in_ledger(claimed: Quantity, fact: ClauseFacts) -> bool:
    """Whether it is the value of the row, where that reads as a year (2040 under 万立方米)."""
    return bool(fact.cells) and any(
        target.value == claimed.value
        and plain_text(target.value_text).isdigit()
        and target.unit == claimed.unit
        for target in fact.targets
    )


def _is_in_long_cell(figure: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether it stands in a cell that says more than the figure."""
    cells = (cell for cell in fact.cells if figure.printed in cell)
    return bool(fact.cells) and all(len(cell) > VERIFICATION.long_cell for cell in cells)


def _could_be(words: str, one: StatedFigure, another: StatedFigure) -> bool:
    """Whether both are of one measure and of no two years, so that one may be taken for the other; square
    metres are no beds.
    """
    claimed, other = one.quantity, another.quantity
    said = _YEAR_OF.findall(words[: claimed.span.start])[-1:]
    years = {token for token in one.subject if A_YEAR.fullmatch(token)} or set(said)
    others = {token for token in another.subject if A_YEAR.fullmatch(token)}
    if years and others and not years & others:
        return False
    if not (claimed.unit and other.unit):
        return True
    return bare_unit(claimed.unit) == bare_unit(other.unit) or (
        kind_of(claimed.unit) == kind_of(other.unit) and kind_of(claimed.unit) not in COUNTING
    )


def _nearest_subject(words: str, claimed: StatedFigure) -> frozenset[str]:
    """What the figure is of by the words between the same two commas, where they name something."""
    start, end = claimed.quantity.span.start, claimed.quantity.span.end
    near = tokens(between_commas(words, start, end))
    base_years = set(_BASE_YEAR.findall(words))
    own = claimed.subject & near - base_years
    return own if len(own) >= VERIFICATION.named else claimed.subject - base_years


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
    before = _EDGE.split(words[max(0, start - VERIFICATION.beside) : start])[-1]
    behind = _EDGE.split(words[bound : end + VERIFICATION.beside])[0]
    if not before and not behind and words[bound : bound + 1] == "：":
        return words[start:bound] in fact.words  # a label of what follows (80—89周岁：60元)
    return (len(before) > 1 and before + words[start:end] in fact.words) or (
        bool(behind) and words[start:bound] + behind[:2] in fact.words
    )


def _tells_which(words: str, claimed: StatedFigure, figure: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether it is the clause's figure of a condition or a name, told of the same thing in other words, and
    not as what something comes to (90分以上的是优秀).
    """
    own, quantity = claimed.quantity, figure.quantity
    if own.before or (own.span.of(words) + own.after) not in fact.words:
        return False
    here = between_commas(words, own.span.start, own.span.end)
    text = fact.text.replace("\t", "，")
    return bool(tokens(here) & tokens(between_commas(text, quantity.span.start, quantity.span.end)))


def _led_by(figure: StatedFigure, fact: ClauseFacts) -> frozenset[str]:
    """What its part of the sentence is of (老年人接种2万剂次，接种率21.3%)."""
    return tokens(STATEMENT.split(fact.text[: figure.quantity.span.start])[-1])


def _is_in_cell(words: str, quantity: Quantity, fact: ClauseFacts) -> bool:
    """Whether the words have a cell of the row whole with the figure in it."""
    start, end = quantity.span.start, quantity.span.end
    cells = (plain_text(cell) for cell in fact.cells)
    places = ((at, at + len(cell)) for cell in cells for at in places_of(cell, words))
    return any(first < start and end <= last for first, last in places)


def _is_copied(words: str, quantity: Quantity, fact: ClauseFacts) -> bool:
    """Whether the words before the figure are the clause's own, long enough to be found there only once or
    twice.
    """
    before = COLON_OR_CELL.split(words[: quantity.span.start])[-1].strip()
    return len(before) >= VERIFICATION.copied and before + quantity.span.of(words) in fact.words


def _is_in_turn(words: str, quantity: Quantity, fact: ClauseFacts) -> bool:
    """Whether it is one of figures told one by one (高血压、糖尿病…分别达到72%和70%以上) that the clause has
    in the same words, behind the same things in the same order.
    """
    for m in ONE_BY_ONE.finditer(words):
        if not m.start("figures") <= quantity.span.start < m.end("figures"):
            continue
        things = [thing[:2] for thing in re.split(f"、|{SIGN}", m["things"]) if len(thing) > 1]
        for at in places_of(m["figures"], fact.words):
            before = STATEMENT.split(fact.words[:at])[-1]
            places = [before.find(thing) for thing in things]
            if "分别" in before and min(places) >= 0 and places == sorted(places):
                return True
    return False


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
    claimed = frozenset(token for token in claimed if len(token) > 1 or not is_function_word(token))
    for_rival, for_own = claimed & (rival - own), claimed & (own - rival)
    if own <= rival and len(own & claimed) > 2 * len(for_rival):
        return False  # the rival is told with the figure's own words before it
    wholly = {token for token in own - rival if not token[0].isdigit()}
    if wholly and wholly <= claimed and not rival - own <= claimed:
        return False
    return len(for_rival) >= VERIFICATION.clearly * len(claimed) if for_own else bool(for_rival)


def _number(text: str, facts: Sequence[ClauseFacts]) -> Judged:
    """A number that counts nothing (4级以上): as printed, and no part of a longer one."""
    home = next((fact.marker for fact in facts if number_in(text, fact.words)), None)
    return Judged(text=text, home=home, wrong="" if home else f"数字没有出处：{text}")


def _stands_in(words: str, facts: Sequence[ClauseFacts]) -> bool:
    return any(words in fact.words for fact in facts)


def has_numbers(words: str) -> bool:
    return bool(_DIGITS.search(words)) or any(q.role == "amount" for q in read_quantities(words))
