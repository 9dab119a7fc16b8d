"""Questions with the clauses a right answer stands on: read from a file, or made from what the library holds.

In: JSON lines with q, and id, kind, history, cites ([[plan, label], …]), cites_any ([[[plan, label], …], …])
where there are any; other fields are passed over. Out: `Question`. Every clause of `cites` is wanted; where
it is in a group of `cites_any`, any other of the group will do as well.

The questions made from the library are for measuring speed: their clauses are those the library itself names,
so that nothing is learnt from them about whether it is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.question import Turn
from evals.errors import EvalError
from ingest.store.library import Library
from ingest.store.rows import PlanRow

ClauseId = tuple[str, str]
"""Plan id and clause label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`gold`: groups of clauses, each group wanted, any one member of it enough; empty where nothing can be
    found.
    """

    id: str
    text: str
    kind: str = ""
    history: tuple[Turn, ...] = ()
    gold: tuple[frozenset[ClauseId], ...] = ()

    @property
    def typed(self) -> str:
        """What the person has typed so far: the earlier questions and this one."""
        return " ".join((*(turn.content for turn in self.history if turn.role == "user"), self.text))


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str | int | None = None
    q: str
    kind: str = ""
    history: list[Turn] = []
    cites: list[ClauseId] = []
    cites_any: list[list[ClauseId]] = []


Value = TypeVar("Value", bound=BaseModel)


def read_lines(file: Path, model: type[Value], example: str) -> list[Value]:
    """One value a line, empty lines passed over. Raises EvalError that names the line and shows how one
    looks.
    """
    values = []
    with file.open(encoding="utf-8-sig") as rows:
        for number, row in enumerate(rows, start=1):
            if row.strip():
                try:
                    values.append(model.model_validate_json(row))
                except ValidationError as error:
                    remedy = f"每行应为 {example}"
                    raise EvalError("这一行读不懂", file=file.name, line=number, remedy=remedy) from error
    if not values:
        raise EvalError("文件是空的", file=file.name, remedy=f"每行应为 {example}")
    return values


def read_questions(file: Path) -> tuple[Question, ...]:
    """Raises EvalError for a line that is no question, or a file without any."""
    lines = read_lines(file, _Line, '{"id": …, "q": "问题", "cites": [["文件编号", "条款"], …]}')
    return tuple(
        Question(
            id=str(line.id) if line.id is not None else str(number),
            text=line.q,
            kind=line.kind,
            history=tuple(line.history),
            gold=gold_groups(line.cites, line.cites_any),
        )
        for number, line in enumerate(lines, start=1)
    )


def gold_groups(
    cites: Iterable[ClauseId], cites_any: Iterable[Iterable[ClauseId]]
) -> tuple[frozenset[ClauseId], ...]:
    """Each cited clause with all that may stand in for it, then the groups no cited clause is in; each group
    once.
    """
    groups = [frozenset(group) for group in cites_any if group]
    wanted = [next((group for group in groups if clause in group), frozenset({clause})) for clause in cites]
    return tuple(dict.fromkeys((*wanted, *groups)))


def write_questions(questions: Iterable[Question], file: Path) -> None:
    """As lines that `plans batch` takes."""
    with file.open("w", encoding="utf-8") as out:
        for question in questions:
            history = [{"role": turn.role, "content": turn.content} for turn in question.history]
            line = {"id": question.id, "q": question.text, "history": history}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def questions_from(library: Library, *, each: int = 40, seed: int = 7) -> tuple[Question, ...]:
    """At most `each` questions for a figure, for a responsible office, and for all tasks of an office."""
    pick = Random(seed)
    plans = {row.id: row for row in library.plans()}
    targets = library.targets()
    charged = [row for row in targets if row.clause.units]
    made = [
        ("target", f"{_where(plans[row.plan])}{row.target.indicator}是多少？", row.plan, row.clause.label)
        for row in _some(targets, each, pick)
    ] + [
        ("unit", f"{_where(plans[row.plan])}{row.target.indicator}由谁负责？", row.plan, row.clause.label)
        for row in _some(charged, each, pick)
    ]
    listings = [
        (unit, tuple(frozenset({(row.plan, row.clause.label)}) for row in library.clauses(unit=unit)))
        for unit in _some(library.names("unit"), each, pick)
    ]
    return (
        *(
            Question(id=f"{kind}-{number}", text=text, kind=kind, gold=(frozenset({(plan, label)}),))
            for number, (kind, text, plan, label) in enumerate(made, start=1)
        ),
        *(
            Question(id=f"list-{number}", text=f"{unit}负责哪些任务？", kind="list-by-unit", gold=gold)
            for number, (unit, gold) in enumerate(listings, start=1)
        ),
    )


def _where(row: PlanRow) -> str:
    return f"{row.region or row.title}{f'{row.year}年' if row.year else ''}"


Item = TypeVar("Item")


def _some(rows: Sequence[Item], most: int, pick: Random) -> list[Item]:
    return list(rows) if len(rows) <= most else pick.sample(list(rows), most)
