"""An app over two small plans, and its tab 文件 in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.assistant.app.shelf import APP, Shelf, plan
from tests.browser import DESK, Talk, Visitors, serving


@pytest.fixture(scope="module")
def library_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app over two small plans, where a header says who is a reader."""
    folder = tmp_path_factory.mktemp("plans")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "河湾要点.txt").write_text(plan("河湾县"), "utf-8")
    (corpus / "海西要点.txt").write_text(plan("海西市"), "utf-8")
    with serving(folder, folder, APP) as served:
        yield served.url
        assert "Traceback" not in served.log.read_text("utf-8")


@pytest.fixture
def shelf(library_app: str, visitors: Visitors, request: pytest.FixtureRequest) -> Iterator[Shelf]:
    options = {**DESK, "locale": "zh-CN", **getattr(request, "param", {})}
    with visitors.page(library_app, **options) as page:
        talk = Talk(page).open(library_app)
        yield Shelf(talk)
        talk.check()
