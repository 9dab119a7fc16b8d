"""The values of an evaluation: what was observed, how it was scored, what a whole run was made with, and the
share of right cases with its interval. Frozen, framework-free.

A score of None could not be given and is counted apart, never as zero. All shares lie in 0..1. `Run` is what
is saved as JSON and read back for a comparison.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from assistant.model import Answer, Reason, Status
from evals.questions import ClauseId

RUN_SCHEMA = 1
"""Raised whenever a saved run could no longer be read as one of today's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A stretch of a plan as the answer has it; it is right where the plan's text has just these words at
    start:end.
    """

    plan: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What a person was shown, whichever pipeline gave it. `rows` None where the answer is no listing;
    `counted` as in `Answer`.
    """

    status: Status
    reason: Reason | None
    text: str
    cited: tuple[tuple[str, str, str], ...] = ()
    """(plan, label, quote) of each citation."""
    rows: tuple[ClauseId, ...] | None = None
    quotes: tuple[Quoted, ...] = ()
    counted: tuple[str, ...] = ()
    took_ms: float = 0.0
    engine: str = "rules"
    first_ms: float | None = None
    """Until the first checked sentence in a model's words could be shown."""

    @property
    def clauses(self) -> tuple[ClauseId, ...]:
        """What is cited, each clause once."""
        return tuple(dict.fromkeys((plan, label) for plan, label, _ in self.cited))


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One measure of one case. `value` None: not applicable here; `reason` says what is wrong where the value
    is not the best.
    """

    name: str
    value: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """One case as it came out. `wrong` names each thing that is not right; empty where the case passes."""

    id: str
    suite: str
    question: str
    history: tuple[str, ...]
    tags: tuple[str, ...]
    plans: tuple[str, ...]
    expected: Mapping[str, Any]
    status: str
    answer: str
    cited: tuple[tuple[str, str, str], ...]
    """(plan, label, quote) of each citation."""
    scores: Mapping[str, float | None]
    wrong: tuple[str, ...]
    took_ms: float
    engine: str = "rules"
    first_ms: float | None = None

    @property
    def right(self) -> bool:
        return not self.wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean over the cases that could be scored, with its 95 % interval; `n` those cases, `unscored` the
    others.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    unscored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A suite, a plan or a kind: its means by measure, and how many of its cases are right."""

    name: str
    cases: int
    right: int
    means: Mapping[str, Mean]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackRow:
    """One kind of mutation: how many were made, how many verification caught."""

    kind: str
    made: int
    caught: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slipped:
    """A mutation that was not caught, or (kind "误报") a right answer that verification faulted."""

    case: str
    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackReport:
    """Verification under attack: `answers` right answers were mutated; `alarms` of them were faulted as they
    stood.
    """

    answers: int
    alarms: int
    rows: tuple[AttackRow, ...]
    slipped: tuple[Slipped, ...] = ()

    @property
    def made(self) -> int:
        return sum(row.made for row in self.rows)

    @property
    def caught(self) -> float | None:
        return sum(row.caught for row in self.rows) / self.made if self.made else None

    @property
    def false_alarms(self) -> float | None:
        return self.alarms / self.answers if self.answers else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalRow:
    """One retriever asked in one way, by measure."""

    retriever: str
    asked: str
    scores: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A threshold that was not met. `wanted` as it stands in the gates' file (">= 0.97")."""

    where: str
    measure: str
    wanted: str
    found: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """`passed` None where the run was not held against the gates."""

    passed: bool | None
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """What a run was made with, so that two runs can be told apart and one repeated.

    `commit` with "+" where the work tree had changes; None outside a checkout. `corpus` one digest over all
    plans' versions, `plans` (id, edition, version, sha256) of each; `cases` one digest over the cases that
    counted.
    """

    schema: int
    started: str
    seconds: float
    commit: str | None
    engine: str
    model: str | None
    settings: Mapping[str, Any]
    prompts: Mapping[str, str]
    corpus: str
    plans: tuple[tuple[str, str, int, str], ...]
    cases: str
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A whole evaluation. `skipped` cases ask about plans the library has not; `drafts` were not accepted
    yet.

    `reading` tells whether the targets of these plans agree with their own words, by measure (see
    `evals.reading`).
    """

    record: RunRecord
    results: tuple[CaseResult, ...]
    overall: Slice
    suites: tuple[Slice, ...]
    plans: tuple[Slice, ...]
    kinds: tuple[Slice, ...]
    skipped: tuple[str, ...] = ()
    drafts: int = 0
    reading: Mapping[str, float | None] = field(default_factory=dict)
    retrieval: tuple[RetrievalRow, ...] = ()
    guard: AttackReport | None = None
    naive: Slice | None = None
    naive_suites: tuple[Slice, ...] = ()
    gate: Gate = field(default_factory=lambda: Gate(passed=None))


RUN_JSON = TypeAdapter(Run)


def observed(answer: Answer) -> Observed:
    """What the assistant showed."""
    return Observed(
        status=answer.status,
        reason=answer.reason,
        text=answer.answer,
        cited=tuple((c.plan, c.clause, c.quote) for c in answer.citations),
        rows=None if answer.listing is None else tuple((r.plan, r.clause) for r in answer.listing.rows),
        quotes=tuple(Quoted(plan=c.plan, start=c.start, end=c.end, words=c.quote) for c in answer.citations),
        counted=tuple(line for text in answer.counted for line in text.splitlines()),
        took_ms=answer.took_ms,
        engine=answer.engine,
        first_ms=answer.details.first_ms if answer.details else None,
    )


RIGHT = "right"
"""The share of the cases that are right, as a measure is named."""
_Z = 1.959964
"""The normal quantile of a two-sided 95 % interval."""


def wilson(right: float, cases: int) -> tuple[float, float]:
    """The 95 % score interval of `right` out of `cases` > 0, within 0..1; of scores between 0 and 1 the sum,
    for which it is wide enough.

    Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference"; unlike the normal
    interval it has a width where all or none are right, which is what suites of twenty cases mostly are.
    """
    share, square = right / cases, _Z * _Z / cases
    centre = share + square / 2
    spread = math.sqrt(square * (share * (1 - share) + square / 4))
    return max(0.0, (centre - spread) / (1 + square)), min(1.0, (centre + spread) / (1 + square))


def right_share(part: Slice) -> Mean:
    """Without a value where the slice has no case."""
    if not part.cases:
        return Mean(value=None, low=None, high=None, n=0, unscored=0)
    low, high = wilson(part.right, part.cases)
    return Mean(value=part.right / part.cases, low=low, high=high, n=part.cases, unscored=0)


def means_of(part: Slice) -> dict[str, Mean]:
    """All of a slice's means, that of the right cases first."""
    return {RIGHT: right_share(part)} | {name: mean for name, mean in part.means.items() if name != RIGHT}


def measures_of(part: Slice) -> dict[str, float | None]:
    """The values of `means_of` alone."""
    return {name: mean.value for name, mean in means_of(part).items()}
