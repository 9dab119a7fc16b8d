"""Settings that name an endpoint, and what `plans doctor` says of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from assistant.admin.checks import Check
from assistant.admin.endpoint_check import endpoint_checks
from assistant.settings import Settings
from tests.endpoint.messages import CHAT, Reply, Request, called, fault, say
from tests.endpoint.server import Server
from tests.waiting import GIVE_UP

KEY = "sk-secret-4711"


def settings(server: Server | str, **more: Any) -> Settings:
    url = server if isinstance(server, str) else server.url
    waits = {"llm_first": GIVE_UP, "llm_timeout": GIVE_UP, "llm_connect": GIVE_UP}
    named = {"embedding": "builtin", "llm_url": url, "llm_model": CHAT, "llm_key": KEY}
    return Settings(**{**named, **waits, **more})


def checked(server: Server | str, **more: Any) -> dict[str, Check]:
    return {check.name: check for check in endpoint_checks(settings(server, **more))}


def said(server: Server | str, **more: Any) -> tuple[bool, str]:
    """The last word on the chat endpoint."""
    found = list(checked(server, **more).values())[-1]
    return found.ok, found.detail


NOTE = json.dumps({"number": 7, "word": "条款"}, ensure_ascii=False)


def talks(request: Request) -> Reply:
    """Counts, and gives an object where one is asked for."""
    if "JSON" not in request.prompt:
        return say("1,2,3,4,5,6,7,8,9,10")
    return called(NOTE, "note") if "tools" in request.body else say(NOTE)


def knowing(*fields: str) -> Callable[[Request], Reply]:
    """An endpoint that refuses the fields of other levels."""

    def reply(request: Request) -> Reply:
        strange = {"tools", "response_format"} & request.body.keys() - set(fields)
        return fault(400, f"{strange.pop()} is not supported") if strange else talks(request)

    return reply
