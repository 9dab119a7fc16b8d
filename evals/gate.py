"""The gate before a deploy: a run held against the thresholds in `evals/gates.toml`.

In: a run, the file. Out: `Gate` with every breach. A table of the file is "run" (cases, skipped), "overall",
"reading", "guard" (made, caught, false_alarms, and by its name the share caught of one kind of mutation) or
the name of a suite; a key is a measure, its value a comparison as text (">= 0.97"). What is asked for and was
not measured is a breach: a run without the attack, or without a case that could be scored, does not pass
by accident. A suite that was left out is one too.
"""

from __future__ import annotations

import operator
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from evals.errors import EvalError
from evals.model import AttackReport, Breach, Gate, Run, Slice, measures_of

GATES = Path(__file__).parent / "gates.toml"

_THRESHOLD = re.compile(r"(>=|<=)\s*(\d+(?:\.\d+)?)")
_HOLDS = {">=": operator.ge, "<=": operator.le}

Gates = Mapping[str, Mapping[str, str]]


def read_gates(file: Path = GATES) -> Gates:
    """Raises EvalError for a file that is no TOML, has no threshold, or one that cannot be read."""
    remedy = '写法见 evals/gates.toml，例如 facts = ">= 0.97"'
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EvalError(f"门槛文件读不了（{error}）", file=file.name, remedy=remedy) from error
    for table, wanted in raw.items():
        if not isinstance(wanted, dict) or not wanted:
            raise EvalError(f"[{table}] 里没有门槛", file=file.name, remedy=remedy)
        for measure, text in wanted.items():
            if not isinstance(text, str) or not _THRESHOLD.fullmatch(text.strip()):
                raise EvalError(f"[{table}] {measure} 的门槛读不懂：{text!r}", file=file.name, remedy=remedy)
    if not raw:
        raise EvalError("门槛文件是空的", file=file.name, remedy=remedy)
    return raw


def hold(run: Run, gates: Gates) -> Gate:
    """Passed only where every threshold is met by something that was measured."""
    breaches = []
    for where, wanted in gates.items():
        found = _measured(run, where)
        for measure, text in wanted.items():
            threshold = _THRESHOLD.fullmatch(text.strip())
            assert threshold, "read_gates lets nothing else through"
            value = found.get(measure)
            if value is None or not _HOLDS[threshold[1]](value, float(threshold[2])):
                breaches.append(Breach(where=where, measure=measure, wanted=text, found=value))
    return Gate(passed=not breaches, breaches=tuple(breaches))


def _measured(run: Run, where: str) -> Mapping[str, float | None]:
    if where == "run":
        return {"cases": run.overall.cases, "skipped": len(run.skipped)}
    if where == "reading":
        return run.reading
    if where == "guard":
        return _attack_measures(run.guard) if run.guard else {}
    part: Slice | None = (
        run.overall if where == "overall" else next((s for s in run.suites if s.name == where), None)
    )
    return {} if part is None else measures_of(part)


def _attack_measures(attack: AttackReport) -> Mapping[str, float | None]:
    """A kind by itself too: a hole in one is small among the thousands of all."""
    kinds = {row.kind: row.caught / row.made if row.made else None for row in attack.rows}
    return kinds | {"made": attack.made, "caught": attack.caught, "false_alarms": attack.false_alarms}
