"""Sentences with the clauses they cite -> whether each would be shown, and what is wrong with it.

In: a file of one JSON object a line, {"sentence", "cites": [[plan, label], …], "question"?}. Out: the same
objects with "shown" and "faults": [{"kind", "text", "says"}, …], in the same order. It is the check that
decides whether a model's sentence is shown. A clause that is not in the library is a fault of its sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.ask import Assistant
from assistant.denial import By, Denial
from assistant.errors import AssistantError
from assistant.verification.evidence import Evidence
from assistant.verification.facts import facts_of
from assistant.verification.fault import Fault
from assistant.verification.sentence import faults_of
from assistant.verification.stream_sentences import Sentence


class Pair(BaseModel):
    """One line of the file; other fields are handed on."""

    model_config = ConfigDict(extra="allow", frozen=True)
    sentence: str
    cites: tuple[tuple[str, str], ...]
    question: str = ""


def judged(assistant: Assistant, file: Path) -> Iterator[dict[str, Any]]:
    """Raises AssistantError for a line that cannot be read, before the first one is judged."""
    assistant.catalog.refresh()
    for given, pair in list(_read(file)):
        faults = faults_in(assistant, pair.sentence, pair.cites, pair.question)
        yield {**given, "shown": not faults, "faults": [asdict(fault) for fault in faults]}


def faults_in(
    assistant: Assistant, words: str, cites: tuple[tuple[str, str], ...], question: str = ""
) -> tuple[Fault, ...]:
    """`cites` are ids of plans with labels of their clauses, `question` what the words answer."""
    plans = {row.id for row in assistant.catalog.rows}
    missing = [c for c in cites if c[0] not in plans or c[1] not in assistant.catalog.view(c[0]).by_label]
    if missing:
        absent = Denial(what="这一条", by=By.MARKS, where="资料库里")
        return (Fault(kind="citation", text="·".join(missing[0]), says=str(absent)),)
    evidence = []
    for number, (plan, label) in enumerate(dict.fromkeys(cites), start=1):
        view = assistant.catalog.view(plan)
        evidence.append(Evidence(number=number, view=view, row=view.by_label[label], words=""))
    facts = {(e.row.plan, e.row.clause.label): facts_of(e.view, e.row) for e in evidence}
    sentence = Sentence(words=words, numbers=tuple(e.number for e in evidence))
    return tuple(faults_of(sentence, evidence, facts, assistant.known(), question))


def _read(file: Path) -> Iterator[tuple[dict[str, Any], Pair]]:
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise AssistantError(f"{file} 不是 UTF-8 文本", remedy="请另存为 UTF-8 再试") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            yield given, Pair.model_validate(given)
        except (json.JSONDecodeError, ValidationError) as error:
            raise AssistantError(
                f'{file} 第{number}行不是 {{"sentence", "cites": [[文件编号, 条款], …]}}',
                remedy="请改正后重试",
            ) from error
