"""Runs as an evaluation would give them, made by hand: a case is right unless it is told what is wrong with
it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from evals.model import (
    RUN_SCHEMA,
    AttackReport,
    AttackRow,
    Breach,
    CaseResult,
    Gate,
    Mean,
    RetrievalRow,
    Run,
    RunRecord,
    Slice,
    Slipped,
)

RECORD = RunRecord(
    schema=RUN_SCHEMA,
    started="2024-05-06T07:08:09+08:00",
    seconds=41.25,
    commit="29c5aef",
    engine="rules",
    model=None,
    settings={"passages": 8, "dense_weight": 0.0},
    prompts={"answer": "aa11", "rewrite": "bb22"},
    corpus="3fa9c1e27b",
    plans=(("linhe-2023-health", "digest", 1, "c0ffee"), ("haixi-2021-plan", "official", 2, "decade")),
    cases="77aa",
    versions={"python": "3.11.9", "tantivy": "0.25.1"},
)
CITED = (("linhe-2023-health", "一/1", "适龄儿童HPV疫苗接种率达到90%以上。"),)


def make_case(id_: str, wrong: Sequence[str] = (), **changes: Any) -> CaseResult:
    """A case of the suite its id begins with (figure-01 → figure); a wrong one states none of its facts."""
    case = CaseResult(
        id=id_,
        suite=id_.split("-")[0],
        question="临河市2023年HPV疫苗接种率要达到多少？",
        history=(),
        tags=("percent",),
        plans=("linhe-2023-health",),
        expected={"status": ["answered"], "facts": ["90%"], "clauses": ["linhe-2023-health#一/1"]},
        status="answered",
        answer="适龄儿童HPV疫苗接种率要达到 **90%** 以上。〔临河2023要点·一1〕",
        cited=CITED,
        scores={
            "facts": 0.0 if wrong else 1.0,
            "clauses": 1.0,
            "figures": 0.0,
            "listing": None,
            "took_ms": 12.5,
        },
        wrong=tuple(wrong),
        took_ms=12.5,
    )
    return replace(case, **changes)


def make_slice(name: str, cases: Sequence[CaseResult]) -> Slice:
    """With intervals of five points to either side."""
    names = dict.fromkeys(m for case in cases for m in case.scores)
    means = {m: _mean([case.scores.get(m) for case in cases]) for m in names}
    return Slice(name=name, cases=len(cases), right=sum(case.right for case in cases), means=means)


def _mean(values: Sequence[float | None]) -> Mean:
    scored = [v for v in values if v is not None]
    value = sum(scored) / len(scored) if scored else None
    low, high = (
        (None, None)
        if value is None
        else (value - 0.05 * value, value + 0.05 * (1 - value) if value <= 1 else value * 1.1)
    )
    return Mean(value=value, low=low, high=high, n=len(scored), unscored=len(values) - len(scored))


def make_run(cases: Sequence[CaseResult], **changes: Any) -> Run:
    """A run whose slices are those of its cases; anything of `Run` can be put in its place by name."""
    run = Run(
        record=RECORD,
        results=tuple(cases),
        overall=make_slice("全部", cases),
        suites=_by(cases, [case.suite for case in cases]),
        plans=_by(cases, [case.plans[0] if case.plans else "" for case in cases]),
        kinds=_by(cases, [case.tags[0] if case.tags else "" for case in cases]),
    )
    return replace(run, **changes)


def _by(cases: Sequence[CaseResult], names: Sequence[str]) -> tuple[Slice, ...]:
    return tuple(
        make_slice(name, [case for case, own in zip(cases, names, strict=True) if own == name])
        for name in dict.fromkeys(names)
    )


def make_full_run(cases: Sequence[CaseResult]) -> Run:
    """With a guard, retrievers, the plain pipeline beside it, and gates that were not all met."""
    naive = [replace(case, wrong=("未引用条款",), scores={"facts": 0.5, "clauses": 0.25}) for case in cases]
    half = naive[: len(naive) // 2] + list(cases[len(naive) // 2 :])
    return make_run(
        cases,
        skipped=("figure-90",),
        drafts=3,
        retrieval=(
            RetrievalRow(retriever="lexical", asked="typed",
                scores={"whole@5": 0.9, "mrr@10": 0.8125, "p50_ms": 3.2}),
            RetrievalRow(retriever="naive", asked="typed",
                scores={"whole@5": 0.4, "mrr@10": None, "p50_ms": 9.9}),
        ),
        guard=AttackReport(
            answers=50,
            alarms=1,
            rows=(AttackRow(kind="改数字", made=100, caught=100),
                AttackRow(kind="换单位", made=40, caught=38)),
            slipped=(Slipped(case="figure-01", kind="换单位", before="疾控科", after="老龄科"),),
        ),
        naive=make_slice("全部", half),
        naive_suites=_by(half, [case.suite for case in half]),
        gate=Gate(
            passed=False,
            breaches=(
                Breach(where="overall", measure="facts", wanted=">= 0.97", found=0.95),
                Breach(where="guard", measure="false_alarms", wanted="<= 0.01", found=None),
            ),
        ),
    )  # fmt: skip
