"""An app over two small plans, and its tab 文件 in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.assistant.app.shelf import APP, Shelf, plan
from tests.browser import DESK, Talk, serving


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
def shelf(library_app: str, browser: Any, request: pytest.FixtureRequest) -> Iterator[Shelf]:
    options = {**DESK, "locale": "zh-CN", **getattr(request, "param", {})}
    context = browser.new_context(**options)
    try:
        talk = Talk(context.new_page()).open(library_app)
        yield Shelf(talk)
        talk.check()
    finally:
        context.close()
