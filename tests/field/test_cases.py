"""The field cases: small faulty papers of the kind that people really bring, each with questions and right
values.

The papers and questions lie beside the repository; `cases/NN.yaml` says what is right: what the reading holds
(`clauses`, `doubts`, for several papers `plans: [{file: STEM, …}]`; see tests/reading_gold.py) and, in the
order of `question.txt` (`turn || turn` is a conversation), what the answers must and must not say:
`answers: [{must: [...], must_not: [...], status: answered, clauses: [labels cited]}]`. `must_not` looks at
the assistant's own words, quotes apart; an item `{}` judges nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from assistant.admin.ingest_files import take_in
from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Turn
from assistant.settings import Settings
from ingest.grammar.tables import loaded
from tests.conftest import ROOT
from tests.reading_gold import check_reading

CASES = ROOT.parent / "shared" / "cases" / "field"
OURS = sorted((Path(__file__).parent / "cases").glob("*.yaml"))

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the field cases are not beside the repository")


def plain(text: str) -> str:
    """Without blanks, width and emphasis."""
    return "".join(unicodedata.normalize("NFKC", text).replace("*", "").split())


AskedLibrary = Callable[[str], tuple[Path, list[str]]]


@pytest.fixture(scope="module")
def asked_library(tmp_path_factory: pytest.TempPathFactory) -> AskedLibrary:
    """A library of a case's papers, and its questions; made once for all tests of the case."""

    @cache
    def made(number: str) -> tuple[Path, list[str]]:
        folder = next(CASES.glob(f"{number}-*"))
        papers = [p for p in sorted(folder.iterdir()) if p.name not in ("expected.md", "question.txt")]
        home = tmp_path_factory.mktemp("field") / "home"
        take_in(Settings(home=home, corpus=folder), papers, Console(quiet=True))
        questions = folder / "question.txt"
        return home, questions.read_text("utf-8").splitlines() if questions.exists() else []

    return made


def ask(assistant: Assistant, line: str) -> Answer:
    history: tuple[Turn, ...] = ()
    for turn in line.split("||"):
        answer = assistant.ask(turn.strip(), history)
        history = (
            *history,
            Turn(role="user", content=turn.strip()),
            Turn(role="assistant", content=answer.answer),
        )
    return answer


def faults(answer: Answer, wanted: dict[str, Any]) -> list[str]:
    shown = plain(answer.answer)
    own = plain("\n".join(x for x in answer.answer.split("\n") if not x.lstrip().startswith(">")))
    cited = [c.clause for c in answer.citations]
    return [
        *(f"lacks {x}" for x in wanted.get("must", ()) if plain(str(x)) not in shown),
        *(f"says {x}" for x in wanted.get("must_not", ()) if plain(str(x)) in own),
        *(f"cites {cited}, not {x}" for x in wanted.get("clauses", ()) if x not in cited),
        *([f"is {answer.status}"] if answer.status != wanted.get("status", answer.status) else []),
    ]


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.stem)
def test_the_case_is_read(asked_library: AskedLibrary, path: Path) -> None:
    gold = loaded(path.read_text("utf-8"))
    home, _ = asked_library(path.stem)
    with Assistant.open(home) as assistant:
        plans = [assistant.library.get(row.id) for row in assistant.library.plans()]
    for wanted in gold.get("plans", [gold]):
        name = wanted.get("file")
        check_reading(next(p for p in plans if name is None or Path(p.source.file).stem == name), wanted)


@pytest.mark.parametrize(
    ("number", "at", "wanted"),
    [
        pytest.param(p.stem, at, one, id=f"{p.stem}-{at}")
        for p in OURS
        for at, one in enumerate(loaded(p.read_text("utf-8")).get("answers", ()))
        if one
    ],
)
def test_the_case_is_answered(
    asked_library: AskedLibrary, number: str, at: int, wanted: dict[str, Any]
) -> None:
    home, questions = asked_library(number)
    with Assistant.open(home) as assistant:
        answer = ask(assistant, questions[at])
    assert not faults(answer, wanted), answer.answer
