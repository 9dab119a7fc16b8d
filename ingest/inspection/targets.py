"""What looks wrong in targets: names that are cut or hold figures, values and years that cannot be.

A figure reads as a goal and was read as nothing (实现60项事项互办, `unread`) where a verb of making or
reaching stands right before a figure of a thing that can be counted or a share, no target, result or
milestone covers it, it is neither where a change begins (由6座增至9座) nor in a change of another paper, and
the section tells of no results. Times, ages and sums of money are left out, and lists of conditions: most of
them are conditions. Recognition of scanned pages reads ‰ as % and is sure of it: rates counted by the
thousand are doubted (`per_mille`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.brackets import balanced, depths
from ingest.grammar.dates import PlanTime
from ingest.grammar.joins import A_SIGN, SIGN
from ingest.grammar.measures import kind_of
from ingest.grammar.misread import perhaps_per_mille
from ingest.grammar.places import PLACE_END
from ingest.grammar.quantifiers import EACH_WORDS
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.shares import is_share
from ingest.inspection.kinds import Finding
from ingest.inspection.options import NAMES
from ingest.model import Clause, Plan, Span, Target
from ingest.targets.baselines import starts
from ingest.targets.indicators import STRONG
from ingest.targets.read import is_condition
from ingest.targets.section_time import headings_of, section_time

_CUT = re.compile(
    rf"^(?:[，。；：）)”》的]|{SIGN})|[，。；]|(?:[，。；：（“《按每由至占较$¥]|{SIGN})$"
    r"|(?<![百青少成老学周])年$|(?:其中|分别|同比)$"
)
_BOUND_END = re.compile(rf"{BEHIND}$")
"""A bound that is taken for a part of what it is said of: 新增企业以上 of 新增60家企业以上."""
_WITHIN = re.compile(r"范围|内|圈|外")
_WHOLE = Decimal(100)
_MADE = re.compile(rf"(?:{STRONG}|改造|完成|培训|实现|开放|培育|引进|投放|配备)[^，。；：\n\d（]{{0,10}}$")
_CONDITION = re.compile(
    rf"[^，。；\n]{{0,12}}(?:的(?=[，、；单部企金]|{PLACE_END}|[^，。；\n]{{0,6}}[，])|[）)]?者)"
)
"""Behind a figure that says when something else holds: 低于95%的镇."""
_COUNTS = re.compile(r"(?![大小新个热急]|有关|以|余?[、，。])[\u4e00-\u9fff]{2}")
"""Behind a number without a measure word: what it seems to count, maybe in a measure word not known."""
_CONDITIONS = ("time", "age", "money")
_SHOWN = 24


def name(plan: Plan) -> Iterator[Finding]:
    """Names of less than two characters, with a figure in them, with half a bracket, or cut at an end; what
    is counted (1只犬) is whole as it stands behind its figure.
    """
    for target in plan.targets:
        if _is_cut(target.indicator) and not plan.text.startswith(target.indicator, target.span.end):
            yield _found("target_name", target, target.indicator)


def _is_cut(indicator: str) -> bool:
    bare = indicator.strip()
    if not NAMES.shortest <= len(bare) <= NAMES.longest or not balanced(bare) or _BOUND_END.search(bare):
        return True
    return bool(_CUT.search(bare)) or any(_is_figure(bare, q) for q in read_quantities(bare))


def _is_figure(name: str, quantity: Quantity) -> bool:
    """Whether a quantity in a name is a figure of its own; ages, times, 每3万人, 20万元以上 and 50米范围内
    are parts of names.
    """
    start = quantity.span.start
    inside = depths(name)[start] > 0 or name[:start].endswith(("每", "第"))
    amount = quantity.role == "amount" and quantity.unit and kind_of(quantity.unit) not in ("time", "age")
    bound = quantity.before or quantity.after or _WITHIN.match(name, quantity.span.end)
    return bool(amount) and name[start].isdigit() and not inside and not bound


def value(plan: Plan) -> Iterator[Finding]:
    """Shares of more than a hundred per cent."""
    for target in plan.targets:
        shown = f"“{target.indicator}”为“{target.value_text}”"
        high = target.value_high or target.value
        risen = target.comparator in ("increase>=", "decrease>=")
        if (
            high is not None
            and target.unit == "%"
            and high > _WHOLE
            and is_share(target.indicator)
            and not risen
        ):
            yield _found("target_value", target, shown)


def time(plan: Plan) -> Iterator[Finding]:
    """Goals whose time is over before the plan's first year."""
    for target in plan.targets:
        year = (target.deadline or "")[:4]
        if plan.year and year.isdecimal() and int(year) < plan.year:
            yield _found("target_time", target, f"“{target.indicator}”的时限为{target.deadline}")


def twice(plan: Plan) -> Iterator[Finding]:
    """One printed figure that is the value of several targets, where nothing says that it is of each."""
    by_figure: dict[tuple[int, int], list[Target]] = defaultdict(list)
    for target in plan.targets:
        by_figure[target.span.start, target.span.end].append(target)
    for several in by_figure.values():
        names = dict.fromkeys(t.indicator for t in several)
        if len(names) > 1 and not _is_said_of_each(plan, several[0]):
            yield _found("target_twice", several[0], f"“{several[0].value_text}”")


def _is_said_of_each(plan: Plan, target: Target) -> bool:
    clause = plan.clause(target.clause)
    before = plan.text[max(clause.span.start, target.span.start - NAMES.each) : target.span.end]
    return A_SIGN.search(before) is not None or any(word in before for word in EACH_WORDS)


def _found(kind: str, target: Target, shown: str) -> Finding:
    return Finding(kind=kind, words=shown, at=target.span.start, clause=target.clause, span=target.span)


def per_mille(plan: Plan) -> Iterator[Finding]:
    for clause in plan.clauses:
        if clause.confidence is None:
            continue
        for found in perhaps_per_mille(plan.text_of(clause)):
            span = Span(start=clause.span.start + found.start, end=clause.span.start + found.end)
            words = span.of(plan.text)
            yield Finding(kind="scan_per_mille", words=words, at=span.start, clause=clause.label, span=span)


def unread(plan: Plan) -> Iterator[Finding]:
    """One a clause."""
    time = PlanTime.of(plan.year, plan.period)
    read = [target.span for target in (*plan.targets, *plan.results)]
    read += [milestone.span for milestone in plan.milestones]
    read += [amendment.span for amendment in plan.amendments]
    taken = {at for span in read for at in range(span.start, span.end)}
    for clause in plan.clauses:
        if clause.cells or is_condition(clause) or section_time(headings_of(clause), plan.title, time).past:
            continue
        text = plan.text_of(clause)
        figures = read_quantities(text)
        begun = {q.span for start in starts(text, figures) for q in start.figures}
        found = next((q for q in figures if q.span not in begun and _is_goal(plan, clause, q, taken)), None)
        if found is not None:
            at = clause.span.start + found.words.start
            words = plan.text[at : at + _SHOWN].split("\n")[0]
            yield Finding(kind="target_unread", words=words, at=at, clause=clause.label)


def _is_goal(plan: Plan, clause: Clause, figure: Quantity, taken: set[int]) -> bool:
    if figure.role != "amount" or kind_of(figure.unit) in _CONDITIONS:
        return False
    if not figure.unit and not _COUNTS.match(plan.text_of(clause), figure.span.end):
        return False
    text = plan.text_of(clause)
    if not text[figure.span.start].isdigit() or _CONDITION.match(text, figure.words.end):
        return False
    at = clause.span.start
    if any(place in taken for place in range(at + figure.words.start, at + figure.words.end)):
        return False
    return _MADE.search(text, max(0, figure.words.start - _SHOWN), figure.words.start) is not None
