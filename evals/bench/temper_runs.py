"""All cases with each scripted model, beside the rules engine alone. In: suites, a library. Out:
`TemperReport`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from assistant.generation.engine import Llm
from evals.bench.tempers import ScriptedModel
from evals.cases import Suite
from evals.model import Run
from evals.run import Options
from evals.run import run as evaluate

MEASURES = ("facts", "clauses", "units", "listing", "refusal")
_QUICK = Options(retrieval=False, guard=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperRow:
    """`temper` None for the rules engine alone. `shown` is how many cases showed a figure or an office no
    clause states.

    `worded` is how many answers had words of the model in them; `first_ms` the time to the first checked
    sentence, median.
    """

    temper: str | None
    scores: dict[str, float | None]
    shown: int
    worded: int
    took_ms: float | None
    first_ms: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperReport:
    cases: int
    rows: tuple[TemperRow, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def run(
    suites: Sequence[Suite],
    home: Path,
    tempers: Sequence[str],
    *,
    database: str | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> TemperReport:
    """Raises EvalError and LibraryError as `evals.run.run` does."""
    rows: list[TemperRow] = []
    cases = 0
    for n, temper in enumerate((None, *tempers)):
        progress(temper or "规则引擎", n, len(tempers) + 1)
        llm = Llm(model=ScriptedModel(temper)) if temper else None
        done = evaluate(suites, home, database=database, llm=llm, options=_QUICK)
        rows.append(_row(temper, done))
        cases = len(done.results)
    return TemperReport(cases=cases, rows=tuple(rows))


def _row(temper: str | None, done: Run) -> TemperRow:
    means = done.overall.means
    return TemperRow(
        temper=temper,
        scores={name: means[name].value for name in MEASURES if name in means},
        shown=sum(bool(r.scores.get("figures") or r.scores.get("offices")) for r in done.results),
        worded=sum(r.engine == "llm" for r in done.results),
        took_ms=means["took_ms"].value if "took_ms" in means else None,
        first_ms=median(firsts)
        if (firsts := [r.first_ms for r in done.results if r.first_ms is not None])
        else None,
    )
