"""The level an endpoint keeps to is remembered for that model at that address, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.llm.form import LEVELS, Level, remember, remembered
from ingest.embedding.endpoint import Endpoint

HERE = Endpoint(url="http://10.0.0.8/v1", model="chat-1")
OTHERS = (
    Endpoint(url="http://10.0.0.9/v1", model="chat-1"),
    Endpoint(url="http://10.0.0.8/v1", model="chat-2"),
)


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_remembered_for_its_endpoint(level: Level, tmp_path: Path) -> None:
    remember(tmp_path, OTHERS[0], "schema")
    remember(tmp_path, HERE, level)
    assert remembered(tmp_path, HERE) == level
    assert remembered(tmp_path, OTHERS[0]) == "schema"
    assert remembered(tmp_path, OTHERS[1]) == "json"


@pytest.mark.parametrize("kept", ["", "{oops", "[]", '{"x": 1}'])
def test_what_cannot_be_read_is_forgotten(kept: str, tmp_path: Path) -> None:
    remember(tmp_path, HERE, "tools")
    (next(tmp_path.iterdir())).write_text(kept, "utf-8")
    assert remembered(tmp_path, HERE) == "json"
