"""Of a file that has pages a citation says the page, in its JSON and on the cards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app.ask.render import plain_text
from assistant.ask import Assistant
from assistant.tables.present import answer_json, clause_json
from ingest.load import load
from ingest.pipeline import READER_VERSION
from ingest.store.library import Library
from tests.pdf_writer import Sheet, pdf

FIRST = Sheet().lines("临河市2031年绿道方案", "一、全市绿道长120公里。")
SECOND = Sheet().lines("二、翻修桥梁60座，改造驿站8处。")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    file = folder / "paper.pdf"
    file.write_bytes(pdf(FIRST, SECOND))
    with Library.open(folder, reader=READER_VERSION) as library:
        assert [report.outcome for report in load(library, [file])] == ["new"]
    return folder


@pytest.fixture(scope="module")
def assistant(home: Path) -> Iterator[Assistant]:
    with Assistant.open(home) as opened:
        yield opened


def test_a_citation_says_the_page(assistant: Assistant) -> None:
    answer = assistant.ask("临河市改造驿站多少处？")
    assert [(c["clause"], c["page"]) for c in answer_json(answer)["citations"]] == [("二", 2)]
    assert "原件第2页" in plain_text(answer)


def test_clauses_say_their_pages(home: Path) -> None:
    with Library.open(home, reader=READER_VERSION) as library:
        rows = library.clauses(plan=library.plans()[0].id)
        assert [clause_json(row)["page"] for row in rows] == [1, 2]
