"""How much each sign of assistant/answers/claimed.py speaks for a claim being what was asked, and how well
claims are told apart by them.

In: the first-sight sets with those of their papers that are kept, the development cases over `corpus`. Out:
the weights as data/claims.tsv has them; `Curve`, every set told by weights and a limit from the others.

A claim serves where the answer is right by the set's own rule (`must`, `must_not`, clauses), and is false
where a reader said so of just these bold words (`evals/first-sight/claims.tsv`) or where the set says that
nothing is stated; other answers are left out. Real false claims are few. So there are two more kinds: what is
claimed once the clauses that state it are left out, and what each of the other clauses nearest to the
question would claim if asked alone, which counts less.
"""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from assistant.answers import router
from assistant.answers.claimed import SIGNS, Signs, claimed, signs_of
from assistant.answers.draft import Draft
from assistant.answers.serving import BIAS, UNIT, Answering, clauses_near, is_judged
from assistant.ask import Assistant
from assistant.question import Query, Turn
from assistant.retrieval.sources import Sources
from assistant.tables.present import answer_json
from evals.bench.asked import SETS, opened
from evals.cases import CASES, Case, alternatives, read_suites
from evals.first_sight import Folders, faults_of, short_label, unstated

SAID = SETS[0].parent / "claims.tsv"
"""Set, question, bold words, what a reader said of them: a line each."""
PENALTY = 100.0
"""Of the squares of weights over scaled signs. 30 to 200 equal within .01 of the area under the curve."""
RIVALS = 3.0
"""What all claims of other clauses weigh together, beside all that serve. .3 to 10 equal within .01."""
CASES_WEIGH = 6.0
"""What a development case weighs beside an answer of a set: they are to stay right. Of 414 two lie below the
limit at 3, none at 6; the sets left out are told as well from 3 to 20 (of 29 false claims 10 to 12 at .04).
"""
TRIED = 4
"""Other clauses of a question that are asked alone."""
LOST = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15)
"""Shares of the claims that serve which a limit may withdraw."""

Kind = Literal["answer", "case", "left out", "rival"]
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim of a question of the set `of`: its signs and whether it serves."""

    of: str
    id: str
    kind: Kind
    signs: Signs
    serves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Of the claims of answers: at a share `lost` of those that serve in the sets trained on, how many are
    withdrawn in the set left out, and of how many.
    """

    lost: float
    serving: int
    withdrawn: int
    false: int
    caught: int


def rows(corpus: Path, cases: Path = CASES, sets: Sequence[Path] = SETS) -> list[Row]:
    """The claims the engine makes where it withdraws none."""
    with patch.object(router, "serving", _as_drafted):
        return [*(row for folder in sets for row in _of_set(folder)), *_of_cases(corpus, cases)]


def _as_drafted(query: Query, draft: Draft, sources: Sources, answering: Answering) -> Draft:
    del query, sources, answering
    return draft


def _of_set(folder: Path) -> Iterator[Row]:
    held = Folders(folder, None)
    if not held.places:
        return
    said = _said(folder.name)
    with contextlib.redirect_stdout(io.StringIO()):
        questions = held.rows("questions.jsonl")
    with opened(*held.places) as assistant:
        for one in questions:
            history = [Turn(role="user", content=text) for text in one.get("history") or []]
            query, draft, shown = _asked(assistant, one["q"], history)
            gold = {short_label(label) for label in one.get("clauses") or []}
            serves = _serves(one, draft, shown, said, assistant)
            here = _Question(of=folder.name, id=one["id"], query=query, gold=gold, assistant=assistant)
            if serves is not None:
                yield from here.row(draft, "answer", serves=serves)
            if gold and serves:
                yield from here.left_out()
            if gold or unstated(one):
                yield from here.rivals()


def _said(folder: str) -> dict[tuple[str, str], str]:
    lines = (line.split("\t") for line in SAID.read_text("utf-8").splitlines())
    return {(id, bold): verdict for of, id, bold, verdict in lines if of == folder}


def _serves(
    one: dict[str, Any],
    draft: Draft,
    shown: dict[str, Any],
    said: dict[tuple[str, str], str],
    assistant: Assistant,
) -> bool | None:
    claim = claimed(draft, assistant.sources)
    if draft.status != "answered" or claim is None:
        return None
    verdict = said.get((one["id"], claim.bold))
    if verdict is not None or unstated(one):
        return {"false": False, None: False}.get(verdict)
    return True if not faults_of(one, shown)[0] else None


def _of_cases(corpus: Path, folder: Path) -> Iterator[Row]:
    with opened(corpus) as assistant:
        for case in (case for suite in read_suites((folder,)) for case in suite.cases):
            history = [turn for turn in case.ask.history if turn.role == "user"]
            query, draft, shown = _asked(assistant, case.ask.question, history)
            gold = {short_label(clause) for group in case.gold for _, clause in group}
            here = _Question(
                of=f"corpus/{case.suite}", id=case.name, query=query, gold=gold, assistant=assistant
            )
            if _is_right(case, draft, shown["answer"]):
                yield from here.row(draft, "case", serves=True)
            if gold:
                yield from here.rivals()


def _is_right(case: Case, draft: Draft, shown: str) -> bool:
    cited = {(c.plan, short_label(c.clause)) for c in draft.citations}
    gold = {(plan, short_label(label)) for group in case.gold for plan, label in group}
    stated = all(any(fact in shown for fact in alternatives(facts)) for facts in case.expected.facts)
    answered = draft.status == "answered" and "answered" in case.expected.status
    return answered and stated and (not gold or bool(cited & gold))


def _asked(
    assistant: Assistant, question: str, history: Sequence[Turn]
) -> tuple[Query, Draft, dict[str, Any]]:
    """The query an answer is to, the draft and what is shown."""
    query, draft = assistant.drafted(question, history)
    shown = answer_json(assistant.ask(question, history))
    return draft.query or query, draft, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """`gold` are the short labels of the clauses that state what is asked."""

    of: str
    id: str
    query: Query
    gold: set[str]
    assistant: Assistant

    def row(
        self, draft: Draft | None, kind: Kind, *, serves: bool, only: Iterable[tuple[str, str]] = ()
    ) -> Iterator[Row]:
        sources = self.assistant.sources.within(only) if only else self.assistant.sources
        if draft is None or not is_judged(self.query, replace(draft, counted=())):
            return
        signs = signs_of(self.query, draft, sources)
        if signs is not None:
            yield Row(of=self.of, id=self.id, kind=kind, signs=signs, serves=serves)

    def left_out(self) -> Iterator[Row]:
        catalog = self.assistant.catalog
        every = ((row.id, c.clause.label) for row in catalog.rows for c in catalog.view(row.id).clauses)
        others = [key for key in every if short_label(key[1]) not in self.gold]
        draft = router.alone(self.query, self.assistant.sources.within(others))
        if draft is not None and {(c.plan, c.clause) for c in draft.citations} <= set(others):
            yield from self.row(draft, "left out", serves=False, only=others)

    def rivals(self) -> Iterator[Row]:
        near = clauses_near(self.query, self.assistant.sources)
        for key in [key for key in near if short_label(key[1]) not in self.gold][:TRIED]:
            draft = router.alone(self.query, self.assistant.sources.within([key]))
            yield from self.row(draft, "rival", serves=False)


def trained(found: Sequence[Row]) -> str:
    """The weights as the file has them. The same rows give the same text."""
    weights = {BIAS: 0.0} | _fitted(found)
    return "".join(f"{name}\t{round(weight * UNIT)}\n" for name, weight in weights.items())


def measured(found: Sequence[Row], shares: Sequence[float] = LOST) -> list[Curve]:
    """Every set told by weights and limits from the others."""
    counts: dict[float, Counter[str]] = {share: Counter() for share in shares}
    answers = [row for row in found if row.kind == "answer"]
    for name in sorted({row.of for row in answers}):
        others = [row for row in found if row.of != name]
        weights = _fitted(others)
        served = sorted(_odds(row, weights) for row in others if row.kind == "answer" and row.serves)
        for share in shares:
            limit = served[int(share * len(served))]
            for row in (row for row in answers if row.of == name):
                counts[share]["serves" if row.serves else "false"] += 1
                counts[share]["withdrawn" if row.serves else "caught"] += _odds(row, weights) < limit
    return [
        Curve(lost=s, serving=c["serves"], withdrawn=c["withdrawn"], false=c["false"], caught=c["caught"])
        for s, c in counts.items()
    ]


def _odds(row: Row, weights: dict[str, float]) -> float:
    return weights[BIAS] + sum(weights[name] * row.signs[name] for name in SIGNS)


def _fitted(found: Sequence[Row]) -> dict[str, float]:
    """Logistic regression over scaled signs with a penalty of the squares, by Newton's method."""
    signs = np.array([[row.signs[name] for name in SIGNS] for row in found], dtype=np.float64)
    serves = np.array([row.serves for row in found], dtype=np.float64)
    mean, scale = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    table = np.hstack([(signs - mean) / scale, np.ones((len(found), 1))])
    weigh, ridge = _weighing(found), np.diag([*([PENALTY] * len(SIGNS)), 1e-9])
    at = np.zeros(len(SIGNS) + 1)
    for _ in range(50):
        share = 1 / (1 + np.exp(-table @ at))
        slope = table.T @ (weigh * (share - serves)) + ridge @ at
        curve = (table * (weigh * share * (1 - share))[:, None]).T @ table + ridge
        step = np.linalg.solve(curve, slope)
        at = at - step
        if np.abs(step).max() < 1e-6:
            break
    each = at[:-1] / scale
    return {BIAS: float(at[-1] - (each * mean).sum())} | dict(zip(SIGNS, map(float, each), strict=True))


def _weighing(found: Sequence[Row]) -> Array:
    """An answer that serves weighs 1, all false ones as much together, all rivals `RIVALS` times that."""
    served = sum(row.kind == "answer" and row.serves for row in found)
    false = sum(row.kind in ("answer", "left out") and not row.serves for row in found)
    rivals = sum(row.kind == "rival" for row in found)
    return np.array(
        [
            CASES_WEIGH if row.kind == "case"
            else RIVALS * served / rivals if row.kind == "rival"
            else 1.0 if row.serves
            else served / false
            for row in found
        ],
        dtype=np.float64,
    )  # fmt: skip
