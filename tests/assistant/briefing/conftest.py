"""Libraries to make briefings of: the corpus, the official texts where they are there, plans built by
hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject

from assistant.ask import Assistant
from assistant.briefing.compose import brief
from assistant.briefing.model import Briefing, Request
from assistant.briefing.render.word import to_docx
from ingest.load import load
from ingest.store.library import Library
from tests.conftest import official_texts
from tests.plan_factory import Item, make_plan

DAY = date(2026, 3, 5)


@pytest.fixture(scope="session")
def official_home(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """A library of the official texts; None where they are not there."""
    texts: Sequence[Path] = official_texts()
    if not texts:
        return None
    home = tmp_path_factory.mktemp("official") / "home"
    with Library.open(home) as library:
        assert {report.outcome for report in load(library, list(texts))} == {"new"}
    return home


@pytest.fixture(params=["corpus", "official"])
def shelf(request: pytest.FixtureRequest, corpus: Assistant, official_home: Path | None) -> Iterator[Library]:
    if request.param == "corpus":
        yield corpus.library
        return
    if official_home is None:
        pytest.skip("the official texts are not beside this checkout")
    with Library.open(official_home) as library:
        yield library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home") as library:
        yield library


HOSTILE = "|<script>alert(1)</script>*加粗* [x](javascript:1) `c` &amp; $y # 一 \\ =1+1 \x0b\x00\ufffe"


ITEMS = (
    Item(label="一/1", text="适龄儿童疫苗接种率达到90%以上。", units=("疾控科",)),
    Item(label="一/2", text=f"{HOSTILE}达到95%以上。\n第二款。", units=("疾控科", "办公室[宣教科]")),
)


@pytest.fixture
def made(library: Library) -> Briefing:
    library.put(make_plan("linhe-2023-health", ITEMS))
    library.put(make_plan("linhe-2024-health", ITEMS, title="临河市2024年卫生健康工作要点", year=2024))
    return brief(library, Request(kind="office", units=("疾控科",)), made=DAY)


@pytest.fixture
def document(made: Briefing) -> DocumentObject:
    return Document(BytesIO(to_docx(made)))
