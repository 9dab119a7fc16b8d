"""The time that is asked for, the thing itself, and all that binds its figure, over papers of our own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.verification.answer import faults
from ingest.grammar.tables import loaded
from tests.small_library import over

TABLE: dict[str, Any] = loaded(
    Path(__file__).with_suffix("").with_name("told_exactly.yaml").read_text("utf-8")
)
QUESTIONS = [row for part in ("years", "things", "bounds") for row in TABLE[part]]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("exactly")
    with over(home, {f"{name}.md": text for name, text in TABLE["papers"].items()}) as opened:
        opened.today = lambda: date(2026, 3, 2)
        yield opened


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["q"])
def test_what_is_told_is_what_is_asked_for(assistant: Assistant, row: dict[str, Any]) -> None:
    answer = assistant.ask(row["q"])
    own = "\n".join(line for line in answer.answer.splitlines() if not line.startswith((">", "出处：")))
    assert (answer.status != "answered") is (row.get("status") == "other")
    assert [words for words in row.get("said", ()) if words not in own] == []
    assert [words for words in row.get("never", ()) if words in own] == []
    if answer.status == "answered":
        assert faults(answer, assistant.facts(answer), assistant.known()) == ()
