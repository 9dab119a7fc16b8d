"""Chat models opened on an endpoint of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.llm.breaker import Breaker
from assistant.llm.client import ChatOptions, OpenAIChat
from assistant.llm.model import ChatModel, Completion, Message, ModelError
from ingest.embedding.endpoint import Endpoint
from tests.endpoint.messages import CHAT
from tests.endpoint.server import Server
from tests.waiting import GIVE_UP

KEY = "sk-secret-4711"


ASKED = (Message(role="system", content="只用材料。"), Message(role="user", content="普惠率要达到多少？"))


OPTIONS = {"timeout": GIVE_UP, "first": GIVE_UP, "retries": 0, "pause": 0.01, "queue": GIVE_UP}


Opened = Callable[..., OpenAIChat]


@pytest.fixture
def opened(endpoint: Server) -> Iterator[Opened]:
    """Models at the test's server, closed afterwards; options over those above."""
    models: list[OpenAIChat] = []

    def make(url: str = "", breaker: Breaker | None = None, **options: Any) -> OpenAIChat:
        where = Endpoint(url=url or endpoint.url, model=CHAT, key=KEY, headers=(("X-Gateway", KEY),))
        models.append(OpenAIChat(where, ChatOptions(**{**OPTIONS, **options}), breaker=breaker))
        return models[-1]

    yield make
    for model in models:
        model.close()


def ask(model: ChatModel, room: int = 100, **more: Any) -> Completion:
    return model.complete(ASKED, max_tokens=room, **more)


def heard(model: ChatModel, room: int = 100, **more: Any) -> list[str]:
    return list(model.stream(ASKED, max_tokens=room, **more))


def failure(model: ChatModel, room: int = 100, *, streamed: bool = True) -> ModelError:
    with pytest.raises(ModelError) as error:
        _ = heard(model, room) if streamed else ask(model, room)
    return error.value
