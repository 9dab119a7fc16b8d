"""What a question costs: tokens of its prompts, calls of the model, and how long a sentence is checked.

In: suites of cases, a library, what answers (a scripted model, or recorded replies). Out: `Costs`. Tokens are
counted as this program counts them (cl100k_base); the reply is not among them. Only questions for which the
model was called are counted.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.generation import vetting
from assistant.generation.engine import Llm
from assistant.llm.form import Form
from assistant.llm.model import ChatModel, Message
from evals.cases import Suite
from evals.replies import STEPS
from evals.run import Options, Progress
from evals.run import run as evaluate
from evals.spoken import HandedOn
from ingest.tokens import count_tokens

_SAID_FIRST = ("ask", "answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Of `n` values the median, the one 95 in a hundred do not exceed, and the greatest."""

    n: int
    p50: float
    p95: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        ordered = sorted(values) or [0.0]
        at = [ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95)]
        return cls(n=len(values), p50=at[0], p95=at[1], most=ordered[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """`steps` tokens of a prompt by step, `each` of any call; `both` those of ASK and ANSWER of one question;
    `calls` of one question; `checked_ms` of one sentence.
    """

    steps: dict[str, Spread]
    each: Spread
    both: Spread
    calls: Spread
    checked_ms: Spread

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Counted(HandedOn):
    """A ChatModel that hands on what it is asked and counts it, by the case told of before."""

    def __init__(self, model: ChatModel, about: Callable[[str], None]) -> None:
        self._model, self._about, self._case = model, about, ""
        self.asked: dict[str, list[tuple[str, int]]] = defaultdict(list)

    @property
    def name(self) -> str:
        return self._model.name

    def about(self, case: str) -> None:
        self._case = case
        self._about(case)

    def _handed(self, messages: Sequence[Message], form: Form | None) -> tuple[ChatModel, None]:
        step = STEPS[form.name][0] if form and form.name in STEPS else "text"
        self.asked[self._case].append((step, sum(count_tokens(m.content) for m in messages)))
        return self._model, None


def run(
    suites: Sequence[Suite],
    home: Path,
    model: ChatModel,
    *,
    database: str | None = None,
    about: Callable[[str], None] = lambda _: None,
    progress: Progress = lambda *_: None,
) -> Costs:
    """`about` is told which case is asked. Raises EvalError, as every evaluation."""
    counted = Counted(model, about)
    with _timed() as took:
        evaluate(
            suites,
            home,
            database=database,
            llm=Llm(model=counted),
            options=Options(attack=False, retrieval=False, about=counted.about),
            progress=progress,
        )
    asked = list(counted.asked.values())
    steps = dict.fromkeys(step for calls in asked for step, _ in calls)
    return Costs(
        steps={s: Spread.of([n for calls in asked for step, n in calls if step == s]) for s in steps},
        each=Spread.of([n for calls in asked for _, n in calls]),
        both=Spread.of([sum(n for step, n in calls if step in _SAID_FIRST) for calls in asked]),
        calls=Spread.of([len(calls) for calls in asked]),
        checked_ms=Spread.of(took),
    )


@contextmanager
def _timed() -> Iterator[list[float]]:
    """How long each sentence is looked at, in milliseconds, as long as this lasts."""
    plain, took = getattr(vetting, "faults_of"), list[float]()  # noqa: B009

    def timed(*given: Any) -> Iterator[Any]:
        begun = time.perf_counter()
        found = list(plain(*given))
        took.append((time.perf_counter() - begun) * 1000)
        return iter(found)

    setattr(vetting, "faults_of", timed)  # noqa: B010 - timed from outside, so that nothing in it is slower
    try:
        yield took
    finally:
        setattr(vetting, "faults_of", plain)  # noqa: B010
