"""Values -> the JSON of the commands. In: plans, clauses, targets, answers. Out: plain dictionaries, keys as
documented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.model import ANSWER_JSON, Answer
from ingest.model import Doubt
from ingest.store.rows import ClauseRow, PlanRow, TargetRow

if TYPE_CHECKING:  # its module loads the indexes, which `plans list` has no use for
    from assistant.lookups.tasks import Task


def plan_json(row: PlanRow, more: Sequence[Doubt] = ()) -> dict[str, Any]:
    """`more` are doubts that the library as a whole leaves about the plan."""
    return {
        "id": row.id,
        "title": row.title,
        "issuer": row.issuer,
        "region": row.region,
        "year": row.year,
        "period": row.period,
        "number": row.number,
        "issued": row.issued,
        "edition": row.edition.value,
        "version": row.version,
        "file": row.file,
        "sha256": row.sha256,
        "clauses": row.clauses,
        "targets": row.targets,
        "doubts": [doubt_json(d) for d in (*row.doubts, *more)],
        **({"withdrawn": row.withdrawn} if row.withdrawn else {}),
    }


def doubt_json(doubt: Doubt) -> dict[str, Any]:
    return {"line": doubt.line, "kind": doubt.kind, "message": doubt.message, "clause": doubt.clause}


def with_changes(row: dict[str, Any], changes: Mapping[tuple[str, str], tuple[str, ...]]) -> dict[str, Any]:
    """A row of a clause, target or task; `amended` says what other papers have changed in its clause."""
    told = changes.get((row["plan"], row.get("clause") or row["label"]))
    return {**row, "amended": list(told)} if told else row


def clause_json(row: ClauseRow) -> dict[str, Any]:
    clause = row.clause
    return {
        "plan": row.plan,
        "label": clause.label,
        "path": list(clause.path),
        "heading": clause.heading,
        "text": row.text,
        "units": list(clause.units),
        "units_open": clause.units_open,
        "unit_role": clause.unit_role,
        "leaders": list(clause.leaders),
        "leader_role": clause.leader_role,
        "start": clause.span.start,
        "end": clause.span.end,
        "line": clause.line,
        "page": clause.page,
        **_sureness(clause.confidence),
        "responsibilities": [
            {"role": r.role, "part": r.part, "units": list(r.units), "leaders": list(r.leaders),
                "open": r.open, "inherited_from": r.inherited_from}
            for r in clause.responsibilities
        ],
    }  # fmt: skip


def target_json(row: TargetRow) -> dict[str, Any]:
    target = row.target
    return {
        "plan": row.plan,
        "clause": target.clause,
        "indicator": target.indicator,
        "scope": target.scope,
        "comparator": target.comparator,
        "value": _number(target.value),
        "value_high": _number(target.value_high),
        "value_text": target.value_text,
        "unit": target.unit,
        "deadline": target.deadline,
        "baseline": _number(target.baseline),
        "kind": target.kind,
        "units": list(row.clause.units),
        **_sureness(row.clause.confidence),
        "start": target.span.start,
        "end": target.span.end,
        "page": row.clause.page,
    }


def task_json(task: Task) -> dict[str, Any]:
    return {
        **({"amended": list(task.amended)} if task.amended else {}),
        "plan": task.plan,
        "title": task.plan_title,
        "edition": task.edition.value,
        "clause": task.label,
        "reference": task.reference,
        "section": list(task.section),
        "summary": task.summary,
        "text": task.text,
        "targets": [
            {"indicator": t.indicator, "scope": t.scope, "value_text": t.value_text, "unit": t.unit,
                "deadline": t.deadline}
            for t in task.targets
        ],
        "milestones": [{"what": m.what, "deadline": m.deadline} for m in task.milestones],
        "deadlines": list(task.deadlines),
        "leaders": list(task.leaders),
        "lead": list(task.offices("lead")),
        "responsible": list(task.offices("responsible")),
        "support": list(task.offices("support")),
        "oversight": list(task.offices("oversight")),
        "responsibilities": [
            {"role": r.role, "part": r.part, "units": list(r.units), "leaders": list(r.leaders),
                "open": r.open, "inherited_from": r.inherited_from}
            for r in task.responsibilities
        ],
        "open": task.open,
        "inherited_from": task.inherited_from,
        "page": task.page,
        **_sureness(task.confidence),
    }  # fmt: skip


def answer_json(answer: Answer) -> dict[str, Any]:
    value: dict[str, Any] = ANSWER_JSON.dump_python(answer, mode="json")
    return {"id": value.pop("id"), **value}


def _sureness(confidence: float | None) -> dict[str, float]:
    """`confidence` of what was recognised on a scanned page and nobody has confirmed."""
    return {} if confidence is None else {"confidence": confidence}


def _number(value: Decimal | None) -> int | float | None:
    """A JSON number that reads as printed: 98, 9.5; whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
