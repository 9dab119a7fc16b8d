"""Two runs side by side: which cases turned, which measures moved, and what was different when they were
made.

In: a saved run and the run of now. Out: `Comparison`. A case whose question, conversation or expectation was
rewritten between the two asks something else than before; it is told apart and is neither newly wrong nor
newly right. So is a case that only one of the two has. What is better, higher or lower, is no concern here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evals.model import CaseResult, Run, RunRecord, measures_of
from evals.saved import Measures, Saved

_SHOWN = 40
"""Characters of a value shown in a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One case in both runs: what each answered and what was wrong with it. The question is that of now."""

    id: str
    suite: str
    question: str
    answer_before: str
    answer_now: str
    wrong_before: tuple[str, ...]
    wrong_now: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A measure that is not what it was; `suite` None: over all cases."""

    suite: str | None
    measure: str
    before: float
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`rewritten` holds every case that was changed, however it came out; `added` and `removed` are ids.

    `differences` says in words what the runs were made with differently; empty where the records agree.
    """

    newly_wrong: tuple[Pair, ...]
    newly_right: tuple[Pair, ...]
    rewritten: tuple[Pair, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moves: tuple[Move, ...]
    differences: tuple[str, ...]


def compare(saved: Saved, run: Run) -> Comparison:
    """Cases in the order of `run`, removed ones in that of `saved`; moves over all cases first, then by
    suite.
    """
    now = {case.id: case for case in run.results}
    both = [(saved.cases[id_], case) for id_, case in now.items() if id_ in saved.cases]
    same = [(before, case) for before, case in both if _asked(before) == _asked(case)]
    return Comparison(
        newly_wrong=tuple(_pair(*two) for two in same if two[0].right and not two[1].right),
        newly_right=tuple(_pair(*two) for two in same if two[1].right and not two[0].right),
        rewritten=tuple(_pair(*two) for two in both if _asked(two[0]) != _asked(two[1])),
        added=tuple(id_ for id_ in now if id_ not in saved.cases),
        removed=tuple(id_ for id_ in saved.cases if id_ not in now),
        moves=tuple(_moves(saved, run)),
        differences=differences(saved.record, run.record),
    )


def _asked(case: CaseResult) -> tuple[Any, ...]:
    """What tells whether two cases of one id are the same question; a list read from JSON equals the tuple
    saved.
    """
    return case.question, case.history, _plain(dict(case.expected))


def _pair(before: CaseResult, now: CaseResult) -> Pair:
    return Pair(
        id=now.id,
        suite=now.suite,
        question=now.question,
        answer_before=before.answer,
        answer_now=now.answer,
        wrong_before=before.wrong,
        wrong_now=now.wrong,
    )


def _moves(saved: Saved, run: Run) -> Iterator[Move]:
    yield from _moved(None, saved.overall, measures_of(run.overall))
    for part in run.suites:
        yield from _moved(part.name, saved.suites.get(part.name, {}), measures_of(part))


def _moved(suite: str | None, before: Measures, now: Measures) -> Iterator[Move]:
    """Only measures that have a value in both runs."""
    for measure, value in now.items():
        old = before.get(measure)
        if value is not None and old is not None and value != old:
            yield Move(suite=suite, measure=measure, before=old, now=value)


def differences(before: RunRecord, now: RunRecord) -> tuple[str, ...]:
    """What tells two records apart, one sentence each; when they were made and how long they took is left
    out.
    """
    return (
        *_commits(before.commit, now.commit),
        *_changed("引擎", before.engine, now.engine),
        *_changed("模型", before.model, now.model),
        *_changes("设置", before.settings, now.settings),
        *_digests("提示词", before.prompts, now.prompts),
        *_corpus(before, now),
        *(["用例集已改"] if before.cases != now.cases else []),
        *_changes("软件", before.versions, now.versions),
    )


def _commits(before: str | None, now: str | None) -> Iterator[str]:
    yield from _changed("代码", before, now)
    if before == now and now is not None and now.endswith("+"):
        yield f"代码 {now} 两次都有未提交的改动，未必相同"


def _corpus(before: RunRecord, now: RunRecord) -> Iterator[str]:
    old, new = ({row[0]: row[1:] for row in record.plans} for record in (before, now))
    named = list(_digests("文件", old, new))
    yield from named
    if before.corpus != now.corpus and not named:
        yield "资料库内容已改"


def _changes(what: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys((*before, *now)):
        yield from _changed(f"{what} {key}", before.get(key), now.get(key))


def _changed(what: str, before: Any, now: Any) -> Iterator[str]:
    if _plain(before) != _plain(now):
        yield f"{what}：{_said(before)} → {_said(now)}"


def _digests(what: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """For things that have a name and a digest: which were added, removed or changed."""
    for name in dict.fromkeys((*before, *now)):
        if name not in now:
            yield f"{what} {name} 已移除"
        elif name not in before:
            yield f"{what} {name} 新增"
        elif before[name] != now[name]:
            yield f"{what} {name} 已改"


def _plain(value: Any) -> str:
    """One form for a value and for what JSON made of it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _said(value: Any) -> str:
    if value is None:
        return "无"
    text = value if isinstance(value, str) else _plain(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
