"""A model's summary as sentences, and one of them said again: the calls of a briefing to a model.

In: a prompt. Out: sentences with the numbers of the clauses they name, as they come; what each call cost is
added to `usage`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator

from assistant.generation.prompts import Prompt, load_prompt
from assistant.llm.model import ChatModel, Message, ModelError, Usage
from assistant.verification.stream_sentences import Sentence, SentenceStream

_LOOPS = 3
"""Sentences said again until a reply counts as a loop."""


def spoken(
    model: ChatModel, prompt: Prompt, asked: str, stop: threading.Event, usage: list[Usage]
) -> Iterator[Sentence]:
    """Ends early where the reply goes in circles. Raises ModelError."""
    reply = model.stream([Message(role="user", content=asked)], max_tokens=prompt.max_tokens, stop=stop)
    stream = SentenceStream()
    try:
        for piece in reply:
            yield from stream.feed(piece)
            if stream.repeats >= _LOOPS:
                return
        yield from stream.close()
    finally:
        reply.close()
        usage.append(reply.usage)


def said_again(
    model: ChatModel, sentence: Sentence, fault: str, evidence: str, stop: threading.Event, usage: list[Usage]
) -> Sentence | None:
    """The sentence as the model mends it; None where that is not one sentence, or the endpoint fails.

    Raises:
        ModelError: only where `stop` was set.
    """
    prompt = load_prompt("briefing/repair")
    marks = "".join(f"[{n}]" for n in sentence.numbers)
    asked = prompt.fill(sentence=sentence.words + marks, fault=fault, evidence=evidence)
    try:
        reply = model.complete([Message(role="user", content=asked)], max_tokens=prompt.max_tokens, stop=stop)
    except ModelError as error:
        if error.kind == "cancelled":
            raise
        return None
    usage.append(reply.usage)
    stream = SentenceStream()
    found = [*stream.feed(reply.text), *stream.close()]
    return found[0] if len(found) == 1 else None
