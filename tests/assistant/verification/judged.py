"""What is said of the clauses of one plan, as a model's sentence would be judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from assistant.admin.ingest_files import take_in
from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.verification.answer import Known
from assistant.verification.evidence import Evidence
from assistant.verification.facts import facts_of
from assistant.verification.sentence import faults_of
from assistant.verification.stream_sentences import Sentence


@contextmanager
def judge(home: Path, plan: str) -> Iterator[Callable[..., str]]:
    """`fault(words, *numbers, question)`: what is wrong with a sentence that cites the clauses of these
    numbers, from 1 in the plan's order, a line each; "" where it may be shown. `question` is what it answers.
    """
    (home / "plan.txt").write_text(plan, "utf-8")
    take_in(Settings(home=home / "var"), [home / "plan.txt"], Console(quiet=True))
    with Assistant.open(home / "var") as assistant:
        assistant.catalog.refresh()
        view = assistant.catalog.view("plan")
        evidence = [
            Evidence(number=n, view=view, row=r, words="") for n, r in enumerate(view.clauses, start=1)
        ]
        facts = {("plan", r.clause.label): facts_of(view, r) for r in view.clauses}
        known = assistant.known()
        assert isinstance(known, Known)

        def fault(words: str, *numbers: int, question: str = "") -> str:
            found = faults_of(Sentence(words=words, numbers=numbers), evidence, facts, known, question)
            return "\n".join(one.says for one in found)

        yield fault


def judged(
    plan: str, true: Sequence[tuple[str, int]], false: Sequence[tuple[str, int]]
) -> tuple[object, ...]:
    """For a module of such sentences, each with the number of its clause: the fixture `said`, the test that
    the true ones may be shown and the test that the false ones may not.
    """

    @pytest.fixture(scope="module")
    def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
        with judge(tmp_path_factory.mktemp("judged"), plan) as fault:
            yield fault

    @pytest.mark.parametrize(("words", "number"), true)
    def shown(said: Callable[..., str], words: str, number: int) -> None:
        fault = said(words, number)
        assert fault == "", fault

    @pytest.mark.parametrize(("words", "number"), false)
    def struck(said: Callable[..., str], words: str, number: int) -> None:
        assert said(words, number), "nothing is found wrong"

    return said, shown, struck
