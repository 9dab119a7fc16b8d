"""All questions there are a judgement for: the development cases over the corpus, the first-sight sets over
their papers; and files that are read.

In: folders. Out: `Asked`, each with a judge that asks it, or reads it, anew; questions over libraries
made for them in temporary folders.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.ask import Assistant
from assistant.retrieval.time_limit import Limit
from assistant.tables.present import answer_json
from evals.bench.differences import File, files_of
from evals.cases import CASES, Case, read_suites
from evals.errors import EvalError
from evals.first_sight import Folders, Library, faults_of
from evals.model import observed
from evals.run import ground_of
from evals.scores import score, wrong
from ingest.errors import IngestError
from ingest.pipeline import parse

SETS = tuple(sorted(p.parent for p in Path(__file__).parents[1].glob("first-sight/*/questions.jsonl")))
_PLANS = f"{sys.executable} -m assistant.cli.main"
_PATIENT = Limit(seconds=600)
"""An answer is not to change because the machine is busy."""

Judged = tuple[bool, str]
"""Whether an answer is right, and what was shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and its judge, who asks it."""

    id: str
    judge: Callable[[], Judged]


@contextmanager
def asked_of(corpus: Path, cases: Path = CASES, sets: Sequence[Path] = SETS) -> Iterator[tuple[Asked, ...]]:
    """The questions of the cases over `corpus`, and of the first-sight sets over those of
    their papers that are kept here.

    Raises EvalError for cases that cannot be read and where no paper was.
    """
    with ExitStack() as stack:
        found: list[Asked] = []
        assistant = stack.enter_context(opened(corpus))
        texts = {row.id: assistant.library.get(row.id).text for row in assistant.catalog.rows}
        for case in (case for suite in read_suites((cases,)) for case in suite.cases):
            found.append(Asked(id=case.name, judge=_of_case(case, assistant, texts)))
        for held in (Folders(folder, None) for folder in sets):
            if not held.places:
                continue
            assistant = stack.enter_context(opened(*held.places))
            for one in held.rows("questions.jsonl"):
                found.append(
                    Asked(id=f"{held.folder.name}/{one['id']}", judge=_at_first_sight(one, assistant))
                )
        yield tuple(found)


def readings_of(paths: Sequence[Path]) -> tuple[Asked, ...]:
    """Of files: each is right where it is read at all; what is shown is all that was read."""
    return tuple(
        Asked(id=f"{file.origin}/{file.name}", judge=functools.partial(_read, file))
        for file in files_of(paths)
    )


def _read(file: File) -> Judged:
    try:
        return True, repr(parse(file.data, file.name))
    except IngestError as error:
        return False, str(error)


@contextmanager
def opened(*folders: Path) -> Iterator[Assistant]:
    """Over a library of its own, read from these files and folders. Raises EvalError where none can be
    read.
    """
    with TemporaryDirectory(prefix="plans-thresholds-") as home:
        for folder in folders:
            Library(_PLANS, Path(home)).run("ingest", str(folder))
        with Assistant.open(Path(home), limit=_PATIENT) as assistant:
            assistant.catalog.refresh()
            if not assistant.catalog.rows:
                raise EvalError("一份文件也没有读成", file="、".join(map(str, folders)))
            yield assistant


def _of_case(case: Case, assistant: Assistant, texts: Mapping[str, str]) -> Callable[[], Judged]:
    def judge() -> Judged:
        seen = observed(assistant.ask(case.ask.question, case.ask.history))
        faults = wrong(score(case, seen, ground_of(seen, assistant, texts)))
        return not faults, f"{seen.status} {seen.text}"

    return judge


def _at_first_sight(asked: dict[str, Any], assistant: Assistant) -> Callable[[], Judged]:
    def judge() -> Judged:
        answer = answer_json(assistant.ask(asked["q"]))
        return not faults_of(asked, answer)[0], f"{answer['status']} {answer['answer']}"

    return judge
