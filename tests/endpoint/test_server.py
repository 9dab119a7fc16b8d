"""The server itself, asked by the official client: what it gives is what an endpoint gives, faults
included.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import openai
import pytest

from tests.endpoint.messages import (
    CHAT,
    DIMENSIONS,
    EMBEDDING,
    Reply,
    Request,
    fault,
    page,
    say,
    too_long,
    vector,
)
from tests.endpoint.server import Server, nobody
from tests.waiting import GIVE_UP, NEVER, until

ASK: Any = [{"role": "user", "content": "普惠率要达到多少？"}]


@pytest.fixture
def client(endpoint: Server) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=endpoint.url, api_key="k", max_retries=0, timeout=5) as found:
        yield found


def stream(client: openai.OpenAI, **more: Any) -> list[Any]:
    with client.chat.completions.create(model=CHAT, messages=ASK, stream=True, **more) as chunks:
        return list(chunks)


def words(chunks: list[Any]) -> str:
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_a_whole_reply(endpoint: Server, client: openai.OpenAI) -> None:
    endpoint.script = say("要达到30%。", prompt=20, completion=5, cached=16, thought="想一想")
    reply = client.chat.completions.create(model=CHAT, messages=ASK)
    assert (reply.choices[0].message.content, reply.choices[0].finish_reason) == ("要达到30%。", "stop")
    assert reply.choices[0].message.model_extra == {"reasoning_content": "想一想"}
    assert reply.usage
    assert (reply.usage.prompt_tokens, reply.usage.completion_tokens, reply.usage.total_tokens) == (20, 5, 25)
    assert reply.usage.prompt_tokens_details
    assert reply.usage.prompt_tokens_details.cached_tokens == 16
    (asked,) = endpoint.requests
    assert (asked.path, asked.prompt, asked.headers["authorization"]) == (
        "/v1/chat/completions",
        "普惠率要达到多少？",
        "Bearer k",
    )


def test_a_stream_with_and_without_usage(endpoint: Server, client: openai.OpenAI) -> None:
    endpoint.script = Reply(chunks=("要达到", "30%", "。"), thought="想", cached=4)
    plain = stream(client)
    assert words(plain) == "要达到30%。"
    assert plain[0].choices[0].delta.reasoning_content == "想"
    assert [c.choices[0].finish_reason for c in plain][-1] == "stop"
    told = stream(client, stream_options={"include_usage": True})
    assert words(told) == "要达到30%。"
    assert (told[-1].choices, told[-1].usage.prompt_tokens_details.cached_tokens) == ([], 4)


def test_embeddings(endpoint: Server, client: openai.OpenAI) -> None:
    texts = ["普惠率", "接种率", "普惠率"]
    found = client.embeddings.create(model=EMBEDDING, input=texts, encoding_format="float").data
    assert [row.index for row in found] == [0, 1, 2]
    assert [len(row.embedding) for row in found] == [DIMENSIONS] * 3
    assert found[0].embedding == found[2].embedding != found[1].embedding
    assert found[0].embedding == pytest.approx(vector("普惠率"))


def test_embeddings_as_the_client_asks_by_itself(endpoint: Server, client: openai.OpenAI) -> None:
    found = client.embeddings.create(model=EMBEDDING, input="普惠率", dimensions=8).data
    assert endpoint.requests[0].body["encoding_format"] == "base64"
    assert found[0].embedding == pytest.approx(vector("普惠率", 8), abs=1e-6)


def test_near_texts_have_near_vectors() -> None:
    def product(a: str, b: str) -> float:
        return sum(x * y for x, y in zip(vector(a), vector(b), strict=True))

    near = product("普惠托育率达到三成", "普惠托育率要达到三成")
    assert near > 0.7 > product("普惠托育率达到三成", "开展应急演练两次")
    assert product("", "") == pytest.approx(1.0)


def test_models_keys_and_names(endpoint: Server, client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [CHAT, EMBEDDING]
    with pytest.raises(openai.NotFoundError) as missing:
        client.chat.completions.create(model="chat-9", messages=ASK)
    assert missing.value.code == "model_not_found"
    endpoint.key = "another"
    with pytest.raises(openai.AuthenticationError, match="Incorrect API key provided: k"):
        client.models.list()


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (fault(429, "slow down", headers={"Retry-After": "1"}), openai.RateLimitError),
        (fault(500), openai.InternalServerError),
        (page(503), openai.InternalServerError),
        (too_long(), openai.BadRequestError),
    ],
    ids=["429", "500", "503 page", "too long"],
)
def test_errors(
    reply: Reply, error: type[openai.APIStatusError], streamed: bool, endpoint: Server, client: openai.OpenAI
) -> None:
    endpoint.script = reply
    with pytest.raises(error) as found:
        client.chat.completions.create(model=CHAT, messages=ASK, stream=streamed)
    assert found.value.status_code == reply.status
    assert found.value.response.headers.items() >= {k.lower(): v for k, v in reply.headers.items()}.items()


def test_the_queue_comes_first_then_the_script(endpoint: Server, client: openai.OpenAI) -> None:
    endpoint.queue += [say("一"), say("二")]

    def third(request: Request) -> Reply | None:
        return say("三") if request.prompt.startswith("普惠") else None

    endpoint.script = third
    said = [client.chat.completions.create(model=CHAT, messages=ASK) for _ in range(3)]
    assert [reply.choices[0].message.content for reply in said] == ["一", "二", "三"]
    other = client.chat.completions.create(model=CHAT, messages=[{"role": "user", "content": "?"}])
    assert other.choices[0].message.content == "好的。"


def test_a_stream_is_cut(endpoint: Server, client: openai.OpenAI) -> None:
    endpoint.script = Reply(chunks=("要", "达到"), cut=1)
    seen: list[Any] = []
    with (
        pytest.raises(httpx.RemoteProtocolError),
        client.chat.completions.create(model=CHAT, messages=ASK, stream=True) as chunks,
    ):
        seen.extend(chunks)
    assert words(seen) == "要"


def test_what_is_no_stream_and_no_json(endpoint: Server, client: openai.OpenAI) -> None:
    endpoint.script = Reply(raw="data: {broken\n\n", kind="text/event-stream")
    with pytest.raises(json.JSONDecodeError):
        stream(client)
    endpoint.script = Reply(raw='{"choices": []}')
    assert client.chat.completions.create(model=CHAT, messages=ASK).choices == []


@pytest.mark.parametrize(
    "reply", [Reply(wait=NEVER), say("好", hush=1), say("好", pace=NEVER)], ids=["wait", "hush", "pace"]
)
def test_a_client_that_leaves_is_noticed(reply: Reply, endpoint: Server, client: openai.OpenAI) -> None:
    endpoint.script = reply
    with pytest.raises((openai.APITimeoutError, httpx.ReadTimeout)):
        stream(client.with_options(timeout=0.05))
    until(lambda: endpoint.requests)  # on a busy machine the client has left before it was read
    assert endpoint.requests[0].gone.wait(GIVE_UP)


def test_a_client_killed_while_it_sends_has_asked_nothing(endpoint: Server) -> None:
    with socket.create_connection(("127.0.0.1", urlsplit(endpoint.url).port or 0)) as killed:
        killed.sendall(b"POST /v1/embeddings HTTP/1.1\r\nHost: here\r\nContent-Length: 50\r\n\r\n")
    httpx.get(f"{endpoint.url}/models", trust_env=False)
    assert [request.method for request in endpoint.requests] == ["GET"]


def test_nobody_listens() -> None:
    with pytest.raises(httpx.ConnectError):
        httpx.get(nobody(), trust_env=False)
