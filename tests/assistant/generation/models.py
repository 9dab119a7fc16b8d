"""A model that says what a test gives it, and the objects it says them in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.llm.form import Form
from assistant.llm.model import Completion, Message, ModelError, Usage
from evals.spoken import SpokenModel

Reply = str | ModelError


class Told(SpokenModel):
    """Understands every question as `asked` says, then gives one reply after the other; the last one again
    and again. `prompts` are those it was asked, by the form they ask for.
    """

    name = "told"

    def __init__(self, *replies: Reply, asked: Reply | None = None) -> None:
        self.replies = list(replies)
        self.asked = asked
        self.prompts: list[tuple[str, str]] = []

    def _reply(self, messages: Sequence[Message], form: Form | None) -> str:
        assert form is not None
        prompt = messages[-1].content
        self.prompts.append((form.name, prompt))
        if form.name == "understand":
            reply = understood() if self.asked is None else self.asked
        else:
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, ModelError):
            raise reply
        return reply

    def of(self, form: str) -> list[str]:
        return [prompt for name, prompt in self.prompts if name == form]

    def _usage(self, messages: Sequence[Message], reply: str) -> Usage:
        return Usage(prompt=100, completion=20, cached=10)

    def complete(self, messages: Sequence[Message], **more: Any) -> Completion:
        return replace(super().complete(messages, **more), usage=Usage(prompt=50, completion=10))


def understood(**more: Any) -> str:
    return json.dumps(more, ensure_ascii=False)


def sentence(text: str, *cites: str, quote: str = "", **more: Any) -> dict[str, Any]:
    return {"text": text, "cites": list(cites), "quote": quote, **more}


def answer(*sentences: dict[str, Any], **more: Any) -> str:
    return json.dumps({"sentences": sentences, **more}, ensure_ascii=False)
