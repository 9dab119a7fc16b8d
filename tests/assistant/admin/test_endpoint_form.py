"""Which form of answers a model keeps to: found out by `plans doctor`, and kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.llm.client import ChatOptions, OpenAIChat
from assistant.llm.form import remembered
from assistant.settings import Settings, chat_endpoint
from ingest.embedding.endpoint import Endpoint
from tests.assistant.admin.endpoints import NOTE, checked, knowing, settings, talks
from tests.endpoint.messages import Reply, Request, called, say
from tests.endpoint.server import Server

pytestmark = pytest.mark.usefixtures("folder")

LEVELS_OF: dict[str, tuple[Callable[[Request], Reply], str, str]] = {
    "tools": (talks, "tools", "工具调用"),
    "no tools": (knowing("response_format"), "schema", "response_format"),
    "neither": (knowing(), "json", "提示词"),
    "tools, but with something else in them": (
        lambda r: called("{}", "note") if "tools" in r.body else talks(r), "schema", "response_format",
    ),
    "words around it": (lambda r: say(f"好的：\n```json\n{NOTE}\n```"), "tools", "工具调用"),
}  # fmt: skip


@pytest.mark.parametrize(("script", "level", "told"), LEVELS_OF.values(), ids=LEVELS_OF)
def test_the_level_is_found_out_and_kept(
    endpoint: Server, tmp_path: Path, script: Callable[[Request], Reply], level: str, told: str
) -> None:
    endpoint.script = script
    found = checked(endpoint, home=tmp_path)["大模型格式"]
    assert found.ok
    assert told in found.detail
    with OpenAIChat(*_kept(settings(endpoint, home=tmp_path))) as model:
        assert model.level == level


def _kept(given: Settings) -> tuple[Endpoint, ChatOptions]:
    where = chat_endpoint(given)
    assert where
    return where, ChatOptions(level=remembered(given.home, where))


def test_a_model_that_keeps_to_no_form(endpoint: Server, tmp_path: Path) -> None:
    endpoint.script = say("1,2,3")
    found = checked(endpoint, home=tmp_path)["大模型格式"]
    assert not found.ok
    assert "没有按要求给出 JSON" in found.detail
    assert list(tmp_path.iterdir()) == []
