"""Example questions made from what is loaded: a target, an office, a list, a comparison. In: an assistant.
Out: questions.

Candidates are read off the catalog (short indicators, headings of clauses with offices, offices with a
handful of tasks, indicators two plans share) and each is tried on the assistant: only one that is answered
from the clause it was made from is shown. A kind for which no candidate passes has no example.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from assistant.ask import Assistant
from assistant.retrieval.catalog import PlanView, five_year_name
from ingest.errors import PlanError
from ingest.model import Target

_PLANS = 8
"""Plans that candidates are read from; reading all of a large library would take long."""
_TRIES = 12
"""Candidates of a kind that are tried, one after the other."""
_WORDS = range(4, 13)
"""Characters of an indicator or a heading that read well in a question."""
_TASKS = range(2, 13)
"""Tasks of an office whose list shows what a list is and is not too long."""
_GOOD_LIST = 5
_RATES = ("%", "‰", "/10万")
"""Units of targets that read best as a question: rates come before counts."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """`kind` says in two words what the question shows; `clauses` are the (plan, label) its answer must
    cite.
    """

    kind: str
    question: str
    clauses: frozenset[tuple[str, str]]


def examples(assistant: Assistant) -> tuple[Example, ...]:
    """At most one of each kind, from different plans where there are several; none for an empty library."""
    assistant.catalog.refresh()
    views = [assistant.catalog.view(row.id) for row in assistant.catalog.rows[:_PLANS]]
    chosen: list[Example] = []
    for kind in (target_questions, office_questions, list_questions, comparisons):
        found = _first_answered(assistant, kind(_fresh_first(views, chosen)))
        chosen += [found] if found else []
    return tuple(chosen)


def target_questions(views: Sequence[PlanView]) -> Iterator[Example]:
    for view, target in _targets(views):
        question = f"{_place_and_time(view)}{target.indicator}的目标是多少？"
        yield Example(kind="查目标", question=question, clauses=frozenset({(view.row.id, target.clause)}))


def office_questions(views: Sequence[PlanView]) -> Iterator[Example]:
    for view, row in _spread((view, view.clauses) for view in views):
        heading = row.clause.heading
        if heading and len(heading) in _WORDS and row.clause.units:
            question = f"{_place_and_time(view)}“{heading}”由哪个单位负责？"
            yield Example(
                kind="查责任", question=question, clauses=frozenset({(view.row.id, row.clause.label)})
            )


def list_questions(views: Sequence[PlanView]) -> Iterator[Example]:
    for view in views:
        tasks = Counter(unit for row in view.clauses for unit in row.clause.units)
        fitting = [unit for unit, count in tasks.items() if count in _TASKS]
        for unit in sorted(fitting, key=lambda unit: abs(tasks[unit] - _GOOD_LIST))[:2]:
            labels = frozenset(
                (view.row.id, row.clause.label) for row in view.clauses if unit in row.clause.units
            )
            question = f"{_place_and_time(view)}{unit}负责哪些工作？"
            yield Example(kind="列清单", question=question, clauses=labels)


def comparisons(views: Sequence[PlanView]) -> Iterator[Example]:
    """One indicator that two plans of different places state; then of different years."""
    stated: dict[str, dict[str, tuple[PlanView, Target]]] = {}
    for view, target in _targets(views):
        stated.setdefault(target.indicator, {}).setdefault(view.row.id, (view, target))
    pairs = [(name, tuple(by_plan.values())[:2]) for name, by_plan in stated.items() if len(by_plan) > 1]
    pairs.sort(key=lambda pair: len({view.row.region for view, _ in pair[1]}) == 1)
    for indicator, both in pairs:
        apart = len({view.row.region for view, _ in both}) > 1
        names = "和".join(_place(view) if apart else _place_and_time(view) for view, _ in both)
        yield Example(
            kind="作对比",
            question=f"对比{names}的{indicator}目标",
            clauses=frozenset((view.row.id, target.clause) for view, target in both),
        )


def _first_answered(assistant: Assistant, candidates: Iterable[Example]) -> Example | None:
    return next((c for c in islice(candidates, _TRIES) if _holds(assistant, c)), None)


def _holds(assistant: Assistant, example: Example) -> bool:
    """Whether the assistant answers it, and from the clauses it was made from."""
    try:
        answer = assistant.ask(example.question, engine="rules")
    except PlanError:
        return False
    return answer.status == "answered" and example.clauses <= {(c.plan, c.clause) for c in answer.citations}


def _fresh_first(views: Sequence[PlanView], chosen: Sequence[Example]) -> list[PlanView]:
    used = {plan for example in chosen for plan, _ in example.clauses}
    return sorted(views, key=lambda view: view.row.id in used)


def _targets(views: Sequence[PlanView]) -> Iterator[tuple[PlanView, Target]]:
    """Targets in turn from each plan, rates first: those whose indicator reads well and has no scope of its
    own.
    """
    return _spread((view, sorted(_plain_targets(view), key=_is_count)) for view in views)


def _plain_targets(view: PlanView) -> list[Target]:
    stated = (target for targets in view.targets.values() for target in targets)
    return [t for t in stated if len(t.indicator) in _WORDS and t.scope is None and t.value is not None]


def _is_count(target: Target) -> bool:
    return not any(unit in (target.unit or "") for unit in _RATES)


def _spread(lists: Iterable[tuple[PlanView, Sequence[T]]]) -> Iterator[tuple[PlanView, T]]:
    """All items of all plans, taken from each plan in turn."""
    held = [(view, iter(items)) for view, items in lists]
    while held:
        left = []
        for view, items in held:
            for item in islice(items, 1):
                yield view, item
                left.append((view, items))
        held = left


def _place(view: PlanView) -> str:
    return view.row.region or f"《{view.row.title}》"


def _place_and_time(view: PlanView) -> str:
    """南昌市2021年, 南昌市“十四五”; the title in 《》 where the plan has no place or no year."""
    row = view.row
    name = five_year_name(row.period)
    if not row.region or not (name or row.year):
        return f"《{row.title}》里"
    return f"{row.region}“{name}”期间" if name else f"{row.region}{row.year}年"


class Samples:
    """Example questions, made anew only where the library has changed."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._stamp: str | None = None
        self._made: tuple[Example, ...] = ()

    def cards(self) -> list[tuple[str, str]]:
        """Of each the words on its button, and the question."""
        stamp = self._assistant.catalog.refresh()
        if stamp != self._stamp:
            self._made = examples(self._assistant)
            self._stamp = stamp
        return [(f"{e.kind}：{e.question}", e.question) for e in self._made]
