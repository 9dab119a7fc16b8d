"""What of a clause's reading may be wrong, as signs that can be counted: how its offices were read, and what
in its words was read as nothing.

In: a clause of a finished plan. Out: signs with the words they are of. A sign says nothing by itself; how
much each speaks for a wrong reading is measured (data/signs.tsv), and what is made of their sum is decided
in `weak`. Names of those that speak of offices begin with u, of targets with t; the others speak of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.columns import sets_amount
from ingest.grammar.deeds import read_deed
from ingest.grammar.demands import MUST
from ingest.grammar.joins import SIGN
from ingest.grammar.letters import places_of
from ingest.grammar.measures import kind_of
from ingest.grammar.named_offices import named_offices
from ingest.grammar.numerals import WORDS
from ingest.grammar.office_ends import ACTING_END, AT_LARGE
from ingest.grammar.office_like import office_like
from ingest.grammar.offices import WHICHEVER, looks_wrong
from ingest.grammar.places import PLACE_END
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.role_words import WHOLE_ROLE
from ingest.grammar.stops import PARTS_AT_COLONS
from ingest.inspection.options import CLAUSES, SIGNS
from ingest.inspection.second_reader import bodies_that_act, differs_in_figures, differs_in_offices
from ingest.labels import is_preamble
from ingest.model import Clause, Plan, Responsibility, Span, Target
from ingest.targets.baselines import starts

_BEHIND = re.compile(r"(?P<by>由)|(?:经|报|向|送|会同|征求|与|移送|商)(?=[\u4e00-\u9fff])")
_GENERAL = re.compile(
    rf"(?:{WHICHEVER})?[\u4e00-\u9fff]{{0,10}}?(?:{AT_LARGE}|机构|企业|学校|医院|经营者|人员|地|{PLACE_END})"
    rf"(?:{MUST}|负责|不得)"
)
_BLANKS = re.compile(r"[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff]")
_WHOLE = re.compile(r"^(?:全部|全覆盖|一次)$")
_IN_WORDS = re.compile(WORDS)
_ODD_START = re.compile(r"^(?:由|按|经|其|的|以|从|将)")
_CONDITION = re.compile(r"的|[级型]")
_JOINED = re.compile(f"{SIGN}|，")
_RATIO = re.compile("[:：∶]")
_LIMIT = re.compile(r"(?:期限?|时限|保修期|年限)[^，。；]{0,6}$")
_STATE = re.compile(rf"^(?:{WHICHEVER})|(?:{ACTING_END}|{PLACE_END}|街道|{WHOLE_ROLE})$")
"""A name that is surely of those who act for the state; others (供热单位) may be of those who are told to."""
_CELL = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_NOTED = ("note", "column")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Sign:
    """`span` are the words it is of in the plan's text, None where it is of the whole clause."""

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What kind of paper the clause is of: `rules` with articles or a plan, and how many of its clauses have
    a note or a column that says who does it.
    """

    rules: bool
    noted: str

    @classmethod
    def of(cls, plan: Plan) -> Paper:
        count = len(plan.clauses) or 1
        articles = sum("条" in clause.label for clause in plan.clauses)
        noted = sum(any(r.evidence in _NOTED for r in c.responsibilities) for c in plan.clauses) / count
        often = "many" if noted > SIGNS.many_noted else "some" if noted > SIGNS.some_noted else "none"
        return cls(rules=articles / count > SIGNS.rules, noted=often)

    @property
    def kind(self) -> str:
        return "rules" if self.rules else "plan"


def signs_of(
    plan: Plan, paper: Paper, clause: Clause, targets: Sequence[Target], stated: Sequence[Span]
) -> list[Sign]:
    """`targets` are the clause's, `stated` covers what was read of it as results or milestones."""
    text = plan.text_of(clause)
    taken = (*(t.span for t in targets), *stated)
    return [
        *map(_sign, (f"in {paper.kind}", f"noted {paper.noted}", *_of_shape(clause, text))),
        *_of_charged(clause),
        *_of_cells(clause, text, targets),
        *_of_left(clause, text),
        *_of_like(clause, text),
        *(sign for target in targets for sign in _of_target(target, plan, paper)),
        *_of_unread(clause, text, taken),
        *_of_second(clause, text, taken),
        *(map(_sign, _of_number(clause, targets))),
        *([] if targets else [_sign("t none")]),
    ]


def _sign(name: str) -> Sign:
    return Sign(name=name)


def _of_shape(clause: Clause, text: str) -> Iterator[str]:
    if len(text) > SIGNS.long:
        yield "long"
    if "条" in clause.label:
        yield "article"
    if clause.cells:
        yield "row"
    elif "\t" in text:
        yield "table inside"
    if _BLANKS.search(text):
        yield "blanks"
    if is_preamble(clause):
        yield "preface"


def _of_charged(clause: Clause) -> Iterator[Sign]:
    """How those charged were read."""
    if not clause.responsibilities:
        yield _sign("u nobody")
    for one in clause.responsibilities:
        within = one.inherited_from is None
        yield Sign(name=f"u {one.evidence}", span=one.span if within else None)
        if not within:
            yield _sign("u inherited")
        if one.open and within and one.evidence not in ("note", "column"):
            yield Sign(name="u open", span=one.span)
        if any(map(_is_odd, one.units)):
            yield Sign(name="u odd name", span=one.span if within else None)
        if within and one.evidence not in _NOTED and not all(map(_STATE.search, one.units)):
            yield Sign(name=f"u side {one.evidence}", span=one.span)


def _of_cells(clause: Clause, text: str, targets: Sequence[Target]) -> Iterator[Sign]:
    """Bare figures of a row under a head that sets an amount, read as nothing."""
    at = 0
    for head, cell in zip(clause.columns, map(str.strip, clause.cells), strict=False):
        at = max(text.find(cell, at), at)
        unread = _CELL.fullmatch(cell) and not any(cell in t.value_text for t in targets)
        if unread and sets_amount(head) and text.startswith(cell, at):
            start = clause.span.start + at
            yield Sign(name="t unread under its head", span=Span(start=start, end=start + len(cell)))
        at += len(cell)


def _is_odd(name: str) -> bool:
    return looks_wrong(name) is not None or "由" in name or len(name) > SIGNS.long_name


def _of_left(clause: Clause, text: str) -> Iterator[Sign]:
    """Offices in the words that nobody is charged with: as the subject of a part of a sentence, behind 由 or
    whom one asks; or somebody in general.
    """
    if clause.cells:
        return
    beside = _beside(clause.responsibilities)
    for part in PARTS_AT_COLONS.finditer(text):
        for kind, start, end in _left_in(text, part, set(clause.units)):
            span = Span(start=clause.span.start + start, end=clause.span.start + end)
            yield Sign(name=f"u left {kind}{beside}", span=span)


def _beside(said: Sequence[Responsibility]) -> str:
    if any(one.evidence in ("note", "column") for one in said):
        return " beside a note"
    return " beside others" if said else ""


def _left_in(text: str, part: re.Match[str], charged: set[str]) -> Iterator[tuple[str, int, int]]:
    start = part.start() + len(part[0]) - len(part[0].lstrip())
    named = named_offices(text[: part.end()], start)
    if named and not _among(named.names, charged):
        if read_deed(text[named.end : part.end()]) is not None:
            yield ("together" if named.together else "subject"), start, named.end
    elif named is None and (general := _GENERAL.match(text, start, part.end())):
        yield "general", start, general.end()
    for m in _BEHIND.finditer(text, part.start(), part.end()):
        other = named_offices(text[: part.end()], m.end())
        if other and not _among(other.names, charged):
            yield ("behind by" if m["by"] else "asked"), m.start(), other.end


def _of_like(clause: Clause, text: str) -> Iterator[Sign]:
    """What reads as an office's name and is in nobody's name that is charged."""
    if clause.cells:
        return
    charged = {
        at for one in clause.units for start in places_of(one, text) for at in range(start, start + len(one))
    }
    for start, end in office_like(text):
        if not any(at in charged for at in range(start, end)):
            span = Span(start=clause.span.start + start, end=clause.span.start + end)
            yield Sign(name=f"u like{_beside(clause.responsibilities)}", span=span)


def _among(names: Sequence[str], charged: set[str]) -> bool:
    """Whether one of the names is charged, perhaps with a part of it (县政府|办)."""
    return any(unit.startswith(name) or name.startswith(unit) for name in names for unit in charged)


def _of_target(target: Target, plan: Plan, paper: Paper) -> Iterator[Sign]:
    kind = _kind_read(target)
    bound = "plain" if target.comparator == "=" else "bounded"
    names = ["t read", f"t {kind}", f"t {kind} {bound} in {paper.kind}"]
    name = target.indicator.strip()
    if not _WHOLE.match(target.value_text):
        names += ["t short name"] if len(name) <= SIGNS.short_name else []
        names += ["t long name"] if len(name) > SIGNS.long_name else []
        names += ["t odd name"] if _ODD_START.match(name) else []
        names += ["t condition"] if _CONDITION.match(plan.text, target.span.end) else []
        names += ["t no time"] if target.deadline is None else []
        names += ["t in words"] if _IN_WORDS.match(target.value_text) else []
    return (Sign(name=one, span=target.span) for one in names)


def _kind_read(target: Target) -> str:
    """What a target that was read is of."""
    kind = kind_of(target.unit) or "other"
    if _WHOLE.match(target.value_text):
        return "once" if target.value_text.startswith("一") else "all"
    if kind == "times" and target.value == 1:
        return "one time"
    return "within" if kind == "time" and target.value_text.endswith("内") else kind


def _of_second(clause: Clause, text: str, taken: Sequence[Span]) -> Iterator[Sign]:
    """Where a coarse second reader differs."""
    if clause.cells or len(text) > CLAUSES.long:
        return
    at = clause.span.start
    covered = {place - at for span in taken for place in range(span.start, span.end)}
    names = [name for one in clause.responsibilities for name in (*one.units, *one.leaders)]
    found = (
        *differs_in_offices(text, names),
        *bodies_that_act(text, names),
        *differs_in_figures(text, read_quantities(text), covered),
    )
    for name, start, end in found:
        yield Sign(name=name, span=Span(start=at + start, end=at + end))


def _of_number(clause: Clause, targets: Sequence[Target]) -> Iterator[str]:
    """How many were read."""
    if len(targets) >= SIGNS.several:
        yield "t several"
    if len({one.evidence for one in clause.responsibilities}) > 1:
        yield "u mixed"
    if len(clause.units) >= SIGNS.several and not clause.cells:
        yield "u several"


def _of_unread(clause: Clause, text: str, taken: Sequence[Span]) -> Iterator[Sign]:
    """Figures that were read as nothing, times, ages, ratios and those a change begins with apart; none of a
    clause that is doubted for its length.
    """
    if len(text) > CLAUSES.long:
        return
    at = clause.span.start
    figures = read_quantities(text)
    begun = {q.span for one in starts(text, figures) for q in one.figures}
    covered = {place - at for span in taken for place in range(span.start, span.end)}
    read: list[Quantity] = []
    unread: list[Quantity] = []
    for figure in figures:
        if figure.role != "amount" or figure.span in begun:
            continue
        is_read = any(place in covered for place in range(figure.span.start, figure.span.end))
        (read if is_read else unread).append(figure)
    kinds = [(q, kind) for q in unread if (kind := _kind(q, text, is_row=bool(clause.cells)))]
    for figure, kind in kinds:
        span = Span(start=at + figure.span.start, end=at + figure.span.end)
        yield Sign(name=f"t unread {kind}", span=span)
        if any(_are_listed(text, figure, other) for other in read):
            yield Sign(name="t unread beside one that is read", span=span)
    if len(kinds) >= SIGNS.several:
        yield _sign("t several unread")


def _kind(figure: Quantity, text: str, *, is_row: bool) -> str:
    """What a figure that was read as nothing may be; "" for what is usually no figure."""
    kind = kind_of(figure.unit or "")
    if not text[figure.span.start].isdigit() or _RATIO.search(figure.span.of(text)):
        return ""
    if kind in ("time", "age"):
        return "limit" if _LIMIT.search(text, 0, figure.span.start) else ""
    if is_row:
        return "cell"
    condition = " condition" if _CONDITION.match(text, figure.words.end) else ""
    if kind == "money":
        return f"money{condition}" if figure.before else ""
    return f"{'bounded' if figure.before else 'counted'}{condition}" if figure.unit else ""


def _are_listed(text: str, one: Quantity, other: Quantity) -> bool:
    first, second = sorted((one, other), key=lambda q: q.span.start)
    between = text[first.span.end : second.span.start]
    return len(between) <= SIGNS.near and _JOINED.search(between) is not None
