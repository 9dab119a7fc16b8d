"""Replies as they stand on the wire: events of a stream, completions, embeddings."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterator, Sequence
from typing import Any

from tests.endpoint.messages import Reply, Request, vector


def events(request: Request, reply: Reply) -> Iterator[str]:
    """Each piece of text one event, thoughts before them, then the reason it ends, and the usage where it was
    asked for.
    """
    head = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": request.body["model"],
    }
    usage = (request.body.get("stream_options") or {}).get("include_usage")

    def event(choices: list[dict[str, Any]], **more: Any) -> str:
        # With usage asked for, every chunk but the last has a null there.
        body = {**head, "choices": choices, **({"usage": None} if usage else {}), **more}
        return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"

    def choice(delta: dict[str, Any], finish: str | None = None) -> list[dict[str, Any]]:
        return [{"index": 0, "delta": delta, "finish_reason": finish}]

    if reply.thought:
        yield event(choice({"role": "assistant", "content": None, "reasoning_content": reply.thought}))
    for piece in reply.pieces:
        yield event(choice({"role": "assistant", **_said(reply, piece)}))
    if reply.finish:
        yield event(choice({}, reply.finish))
    if usage and reply.usage:
        yield event([], usage=reply.usage)


def _said(reply: Reply, words: str | None) -> dict[str, Any]:
    """As the content of a message, or of a piece of one, or as the arguments of a call."""
    if not reply.tool:
        return {"content": words}
    called = {"name": reply.tool, "arguments": words}
    return {
        "content": None,
        "tool_calls": [{"index": 0, "id": "call-1", "type": "function", "function": called}],
    }


def completion(request: Request, reply: Reply) -> str:
    message: dict[str, Any] = {"role": "assistant", **_said(reply, reply.whole)}
    if reply.thought:
        message["reasoning_content"] = reply.thought
    choice = {"index": 0, "message": message, "finish_reason": reply.finish}
    body = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": request.body["model"]}
    return json.dumps({**body, "choices": [choice], "usage": reply.usage}, ensure_ascii=False)


def embeddings(request: Request, reply: Reply, dimensions: int) -> str:
    """One vector a text; as base64 of little-endian 32-bit floats where that was asked for."""
    wanted = int(request.body.get("dimensions") or dimensions)
    vectors: Sequence[Sequence[float]] = reply.vectors or [vector(text, wanted) for text in request.texts]
    packed = request.body.get("encoding_format") == "base64"
    rows = [
        {"object": "embedding", "index": n, "embedding": _packed(row) if packed else list(row)}
        for n, row in enumerate(vectors)
    ]
    count = sum(len(text) for text in request.texts)
    usage = {"prompt_tokens": count, "total_tokens": count}
    return json.dumps({"object": "list", "data": rows, "model": request.body["model"], "usage": usage})


def _packed(row: Sequence[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(row)}f", *row)).decode()
