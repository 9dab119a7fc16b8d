"""A library to be filled with vectors, and its settings; a folder to stand in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from ingest.embedding.cache import PROBE
from ingest.store.library import Library
from tests.endpoint.messages import EMBEDDING
from tests.endpoint.server import Server
from tests.plan_factory import Item, make_plan
from tests.waiting import GIVE_UP

KEY = "sk-secret-4711"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path) as library:
        for n in range(1, 5):
            items = [
                Item(label=f"一/{i}", text=f"第{n}类第{i}项整治，新增托位{n * 100 + i}个。")
                for i in range(1, 11)
            ]
            library.put(make_plan(f"plan-{n}", items))
        yield library


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, and no proxy."""
    monkeypatch.chdir(tmp_path)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def settings_of(home: Path, server: Server | str, **more: Any) -> Settings:
    url = server if isinstance(server, str) else server.url
    given = {"embedding_url": url, "embedding_key": KEY, "embedding_model": EMBEDDING, "embedding_batch": 5}
    return Settings(
        home=home,
        corpus=home / "files",
        **{"embedding": "builtin", **given, "embedding_concurrency": 1, "embedding_wait": GIVE_UP, **more},
    )


def sent(server: Server) -> list[str]:
    return [text for request in server.asked for text in request.texts if text != PROBE]
