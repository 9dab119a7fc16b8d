"""An assistant as the settings have it: the library, and a model where one is named. In: settings. Out: an
open `Assistant`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.ask import Assistant
from assistant.generation.engine import Llm
from assistant.retrieval.embedders import dense_of
from assistant.retrieval.time_limit import Limit
from assistant.settings import Settings

_PROMPT = 1_200
"""Tokens of the longest prompt without its clauses, and of the question."""
_SAID = 3_000
"""Tokens of the longest reply."""
_ENOUGH = 6_000
"""More clauses than that make a reply slower and no better."""


@contextmanager
def opened(settings: Settings, *, model: bool = True) -> Iterator[Assistant]:
    """Without `model` the endpoint is not even looked at. Raises LibraryError where the library cannot be
    opened.
    """
    llm = llm_of(settings) if model else None
    try:
        with Assistant.open(
            settings.home,
            settings.database,
            llm,
            dense_of(settings),
            limit=Limit(seconds=settings.question_seconds),
        ) as assistant:
            yield assistant
    finally:
        if llm is not None:
            llm.close()


def llm_of(settings: Settings) -> Llm | None:
    """None where no model is named; to be closed. Nothing is called before the first question."""
    if not (settings.llm_url and settings.llm_model):
        return None
    from assistant.llm.client import open_chat

    chat = open_chat(settings)
    if chat is None:
        return None
    room = settings.llm_context - _PROMPT - max(_SAID, min(settings.llm_reply, settings.llm_context // 4))
    evidence = max(500, min(_ENOUGH, room))
    return Llm(model=chat, evidence_tokens=evidence, seconds=settings.llm_seconds, release=chat.close)
