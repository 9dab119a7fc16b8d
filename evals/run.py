"""A whole evaluation: every case asked, scored, summed up; the retrievers, verification and the plain
pipeline beside it.

In: suites, the library's folder. Out: `Run`, not yet held against the gates. Cases are asked one after the
other in the order of the suites, so that two runs of one state differ in their times only. A case about plans
the library has not is skipped and counted; the gate knows how many may be.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.admin.index_fill import filled_share
from assistant.ask import Assistant
from assistant.generation.engine import Llm
from assistant.llm.model import Message, ModelError
from assistant.model import Answer
from assistant.retrieval.hybrid import Dense
from assistant.verification.facts import facts_of
from evals.attack import attack
from evals.cases import Case, Suite
from evals.errors import EvalError
from evals.model import (
    AttackReport,
    CaseResult,
    Mean,
    Observed,
    Quoted,
    RetrievalRow,
    Run,
    Score,
    Slice,
    observed,
    wilson,
)
from evals.questions import ClauseId, Question
from evals.reading import reading
from evals.record import record_of
from evals.scores import Ground, score, wrong
from ingest.store.library import Library

Progress = Callable[[str, int, int], None]
_PLAIN_REPLY = 800
"""Tokens of the plain pipeline's answer, as many as ours may take."""
"""(what is done, done, in all; in all 0 where it is not known)."""
Answerer = Callable[[Case], Observed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is run in addition to the cases. `seed` is that of the attack; `about` is told the name of each
    case before it is asked.
    """

    attack: bool = True
    retrieval: bool = True
    naive: bool = False
    seed: int = 7
    about: Callable[[str], None] = lambda _: None


def run(
    suites: Sequence[Suite],
    home: Path,
    *,
    database: str | None = None,
    dense: Dense | None = None,
    llm: Llm | None = None,
    options: Options = Options(),
    progress: Progress = lambda *_: None,
) -> Run:
    """`dense` is that of the settings, None without an embedding model.

    Raises EvalError for suites without an accepted case, an empty library or one that none of the cases is
    about, LibraryError where it cannot be opened."""
    started, clock = datetime.now(UTC), time.perf_counter()
    cases = [case for suite in suites for case in suite.cases]
    if not cases:
        raise EvalError("没有已采纳的用例", remedy="请逐条核对草稿，改好后把 accepted 改为 true")
    with Assistant.open(home, database, llm, dense) as assistant:
        assistant.catalog.refresh()
        if not assistant.catalog.rows:
            raise EvalError("资料库是空的", file=str(home), remedy="请先运行 plans ingest")
        held = {row.id for row in assistant.catalog.rows}
        known = [case for case in cases if set(case.plans) <= held]
        if not known:
            raise EvalError(
                "用例问的文件都不在资料库里", file=str(home), remedy="请先运行 plans ingest 读入这些文件"
            )
        answers: dict[str, Answer] = {}

        def ask(case: Case) -> Observed:
            options.about(case.name)
            answers[case.name] = assistant.ask(case.ask.question, case.ask.history, id=case.name)
            return observed(answers[case.name])

        assistant.ask(
            known[0].ask.question, engine="rules"
        )  # opening the indexes is not what a case is timed for
        results = _results(known, ask, assistant, lambda n: progress("提问", n, len(known)))
        naive = _naive(known, assistant, dense, progress) if options.naive else ()
        guard = _attacked(results, answers, assistant, options.seed, progress) if options.attack else None
        read = reading(assistant.library.get(row.id) for row in assistant.catalog.rows)
        record = record_of(
            assistant,
            cases=known,
            started=started,
            settings={"database": bool(database), **_recorded(dense, home, assistant.library)},
            model=llm.model.name if llm else None,
        )
    rows = _retrieval(known, home, database, dense, progress) if options.retrieval else ()
    return Run(
        record=replace(record, seconds=round(time.perf_counter() - clock, 1)),
        **_sums(results),
        skipped=tuple(case.name for case in cases if case not in known),
        drafts=sum(suite.drafts for suite in suites),
        reading=read,
        retrieval=rows,
        guard=guard,
        naive=slice_of("全部", naive) if naive else None,
        naive_suites=_slices(naive, lambda r: (r.suite,)),
    )


def with_results(done: Run, results: Sequence[CaseResult]) -> Run:
    """The run with these cases in the place of its own, summed up anew."""
    return replace(done, **_sums(results))


def _sums(results: Sequence[CaseResult]) -> dict[str, Any]:
    return {
        "results": tuple(results),
        "overall": slice_of("全部", results),
        "suites": _slices(results, lambda r: (r.suite,)),
        "plans": _slices(results, lambda r: r.plans),
        "kinds": _slices(results, lambda r: r.tags),
    }


def slice_of(name: str, results: Sequence[CaseResult]) -> Slice:
    """The means of every measure any of the cases was scored by, in the order of the first."""
    measures = dict.fromkeys(m for result in results for m in result.scores)
    return Slice(
        name=name,
        cases=len(results),
        right=sum(result.right for result in results),
        means={m: mean_of([result.scores.get(m) for result in results]) for m in measures},
    )


def mean_of(values: Sequence[float | None]) -> Mean:
    """The interval is Wilson's for shares; none is given for counts and times, whose mean may exceed 1."""
    scored = [value for value in values if value is not None]
    if not scored:
        return Mean(value=None, low=None, high=None, n=0, unscored=len(values))
    value = sum(scored) / len(scored)
    low, high = wilson(sum(scored), len(scored)) if all(0 <= v <= 1 for v in scored) else (None, None)
    return Mean(value=value, low=low, high=high, n=len(scored), unscored=len(values) - len(scored))


def _slices(results: Sequence[CaseResult], keys: Callable[[CaseResult], Iterable[str]]) -> tuple[Slice, ...]:
    by_key: dict[str, list[CaseResult]] = {}
    for result in results:
        for key in keys(result):
            by_key.setdefault(key, []).append(result)
    return tuple(slice_of(key, of_key) for key, of_key in sorted(by_key.items()))


def _results(
    cases: Sequence[Case], answerer: Answerer, assistant: Assistant, progress: Callable[[int], None]
) -> list[CaseResult]:
    texts = {row.id: assistant.library.get(row.id).text for row in assistant.catalog.rows}
    results = []
    for done, case in enumerate(cases):
        progress(done)
        seen = answerer(case)
        scores = score(case, seen, ground_of(seen, assistant, texts))
        results.append(_result(case, seen, scores))
    progress(len(cases))
    return results


def _result(case: Case, seen: Observed, scores: Sequence[Score]) -> CaseResult:
    return CaseResult(
        id=case.name,
        suite=case.suite,
        question=case.ask.question,
        history=tuple(
            f"{'问' if turn.role == 'user' else '答'}：{turn.content}" for turn in case.ask.history
        ),
        tags=case.origin.tags,
        plans=case.plans,
        expected=case.expected.model_dump(mode="json", exclude_defaults=True),
        status=seen.status,
        answer=seen.text,
        cited=seen.cited,
        scores={s.name: s.value for s in scores},
        wrong=wrong(scores),
        took_ms=seen.took_ms,
        engine=seen.engine,
        first_ms=seen.first_ms,
    )


def ground_of(seen: Observed, assistant: Assistant, texts: Mapping[str, str]) -> Ground:
    """What the library says of what was cited; clauses that are not there ground nothing."""
    catalog = assistant.catalog
    cited = {*seen.clauses, *(seen.rows or ())}
    facts = [
        facts_of(view, row)
        for plan in {plan for plan, _ in cited} & set(texts)
        for view in (catalog.view(plan),)
        for row in view.clauses
        if (plan, row.clause.label) in cited
    ]
    return Ground(
        words="\n".join(f"{fact.text}\n{fact.around}" for fact in facts),
        charged=frozenset(name for fact in facts for name in fact.names),
        names=(*catalog.units, *catalog.leaders),
        true_quotes={q: texts.get(q.plan, "")[q.start : q.end] for q in seen.quotes},
    )


def _attacked(
    results: Sequence[CaseResult],
    answers: dict[str, Answer],
    assistant: Assistant,
    seed: int,
    progress: Progress,
) -> AttackReport:
    right = [(result.id, answers[result.id]) for result in results if result.right]
    return attack(right, assistant, seed=seed, progress=lambda done, total: progress("攻击防线", done, total))


def _recorded(dense: Dense | None, home: Path, library: Library) -> dict[str, Any]:
    """The embedder, what its vectors count, and the share of the clauses that has them (`filled`)."""
    if dense is None:
        return {"embedder": None}
    return {
        "chroma": bool(dense.server),
        "dense_weight": dense.weight,
        "embedder": dense.embedder.name,
        "filled": round(filled_share(library, dense.index(home)), 3),
    }


def _retrieval(
    cases: Sequence[Case], home: Path, database: str | None, dense: Dense | None, progress: Progress
) -> tuple[RetrievalRow, ...]:
    """Over the cases that expect clauses, as they were typed; () where none does. `plans bench clauses` asks
    in other ways as well.
    """
    from evals.bench.retrieval import TYPED
    from evals.bench.retrieval import run as run_retrieval

    questions = [
        Question(
            id=case.name, text=case.ask.question, kind=case.suite, history=case.ask.history, gold=case.gold
        )
        for case in cases
        if case.gold
    ]
    if not questions:
        return ()
    report = run_retrieval(
        questions,
        home,
        database=database,
        dense=dense,
        asked=(TYPED,),
        progress=lambda name: progress(f"检索 {name}", 0, 0),
    )
    return tuple(
        RetrievalRow(retriever=row.retriever, asked=row.asked, scores=row.scores) for row in report.rows
    )


def _naive(
    cases: Sequence[Case], assistant: Assistant, dense: Dense | None, progress: Progress
) -> list[CaseResult]:
    """The plain pipeline on the same cases; its answer is the passages it finds, or the model's where there
    is one.
    """
    from evals.bench.retrieval import chunk_clauses, plain
    from evals.naive import NaivePipeline, asked_of_model

    progress("朴素流程", 0, 0)
    catalog, library = assistant.catalog, assistant.library
    plans = (library.get(row.id) for row in catalog.rows)
    pipeline = NaivePipeline.build(plans, dense.embedder if dense else None)
    words: dict[str, dict[ClauseId, str]] = {
        plan.id: {(plan.id, row.clause.label): plain(row.text) for row in catalog.view(plan.id).clauses}
        for plan in catalog.rows
    }
    held = {
        chunk.id: tuple(sorted(chunk_clauses(chunk.text, words[chunk.plan]))) for chunk in pipeline.chunks
    }

    def ask(case: Case) -> Observed:
        clock = time.perf_counter()
        typed = " ".join((*(t.content for t in case.ask.history if t.role == "user"), case.ask.question))
        found = pipeline.search(typed)
        text = "\n\n".join(chunk.text for chunk in found)
        if assistant.llm and found:
            text = _said(assistant.llm, asked_of_model(typed, found)) or text
        took = round((time.perf_counter() - clock) * 1000, 2)
        cited = tuple((plan, label, "") for chunk in found for plan, label in held[chunk.id])
        return Observed(
            status="answered" if found else "not_found",
            reason=None if found else "not_stated",
            text=text,
            cited=cited,
            quotes=tuple(
                Quoted(plan=c.plan, start=c.span.start, end=c.span.end, words=c.text) for c in found
            ),
            took_ms=took,
        )

    return _results(cases, ask, assistant, lambda n: progress("朴素流程", n, len(cases)))


def _said(llm: Llm, prompt: str) -> str:
    """The model's reply; "" where it gives none: then the passages are the answer."""
    try:
        return llm.model.complete([Message(role="user", content=prompt)], max_tokens=_PLAIN_REPLY).text
    except ModelError:
        return ""
