"""Cases proposed, for a person to look at, complete and accept: from a new plan's targets and offices, or
from an answer called 不对.

In: a library. Out: YAML in the form of `evals.cases`, `accepted: false` in every case, so that none counts
before somebody has said so. One from a plan expects what the plan was read to say, which is just what has
to be checked against the paper; one from an answer called 不对 expects nothing, which has to be written.
They lie in the folder of the library (`<home>/cases`), and `plans eval` takes them from there once they are
accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from evals.errors import EvalError
from evals.saved import write_text
from ingest.store.library import Library
from ingest.store.rows import PlanRow, TargetRow

FOLDER = "cases"
"""Within the library's folder."""
DOWN = "down"
"""The verdict of 不对 in the library's feedback."""
_HEAD = """# 草稿：逐条对照文件核对 question、facts、clauses、units，改好后把 accepted 改为 true；\
accepted: false 的不计分。
# 写法见 evals/cases.py 开头的例子。
"""

Proposal = dict[str, Any]


def from_plan(library: Library, plan: str) -> list[Proposal]:
    """A question for each target, then one for all tasks of each office. Raises EvalError for a plan the
    library has not.
    """
    rows = {row.id: row for row in library.plans()}
    if plan not in rows:
        raise EvalError(f"资料库里没有 {plan}", remedy=f"可选：{'、'.join(rows) or '（空）'}")
    where = _where(rows[plan])
    targets = library.targets(plan=plan)
    units = dict.fromkeys(unit for row in library.clauses(plan=plan) for unit in row.clause.units)
    proposals = [_of_target(plan, where, number, row) for number, row in enumerate(targets, start=1)]
    for number, unit in enumerate(units, start=1):
        listing = [f"{plan}#{row.clause.label}" for row in library.clauses(plan=plan, unit=unit)]
        expected: Proposal = {"listing": listing}
        proposals.append(
            _case(f"{plan}-unit-{number}", f"{where}{unit}承担哪些任务？", expected, f"草拟：{unit}")
        )
    return proposals


def from_feedback(library: Library, ids: Sequence[int] = ()) -> list[Proposal]:
    """A case for each question whose answer was called 不对, all of them where no ids of feedback are given;
    what is expected is left to be written.

    Raises EvalError for an id that is none, or where there is none at all.
    """
    given = {
        row.id: row for row in library.log.feedback(limit=100_000) if row.verdict == DOWN and row.question
    }
    asked = {row.id: row for row in library.log.questions(limit=1_000_000)}
    strange = [str(one) for one in ids if one not in given]
    if strange:
        raise EvalError(
            f"没有编号为 {'、'.join(strange)} 的“不对”反馈",
            remedy=f"可选：{'、'.join(map(str, sorted(given))) or '（无）'}",
        )
    proposals = []
    for number in sorted(set(ids or given)):
        row = given[number]
        note = f"反馈 {number}（{row.given}）{f'：{row.note}' if row.note else ''}"
        proposals.append(_case(f"feedback-{number}", asked[row.question or 0].question, {}, note))
    if not proposals:
        raise EvalError("资料库里还没有点了“不对”的回答", remedy="在聊天页面给不对的回答点“不对”之后再试")
    return proposals


def write(proposals: Iterable[Proposal], file: Path) -> int:
    """How many were written. Raises EvalError where the file is there: somebody may have worked on it."""
    if file.exists():
        raise EvalError("文件已经存在，不覆盖", file=str(file), remedy="请用 --out 写到别处，或先把它改名")
    cases = list(proposals)
    body = yaml.safe_dump({"cases": cases}, allow_unicode=True, sort_keys=False, width=120)
    write_text(_HEAD + body, file)
    return len(cases)


def _of_target(plan: str, where: str, number: int, row: TargetRow) -> Proposal:
    target = row.target
    scope = target.scope if target.scope and target.scope not in target.indicator else ""
    asks = "是否要求全部做到" if target.comparator == "all" else "的目标是多少"
    expected: Proposal = {"facts": [target.value_text], "clauses": [f"{plan}#{target.clause}"]}
    return _case(
        f"{plan}-target-{number}", f"{where}{scope}{target.indicator}{asks}？", expected, "草拟：目标"
    )


def _case(name: str, question: str, expected: Proposal, source: str) -> Proposal:
    return {
        "name": name,
        "inputs": {"question": question},
        "expected_output": expected,
        "metadata": {"source": source, "accepted": False},
    }


def _where(row: PlanRow) -> str:
    return f"{row.region or row.title}{row.period or (f'{row.year}年' if row.year else '')}"
