"""A follow-up the rules cannot settle, made a question of its own by a model, and checked: nothing may come
in that nobody said.

In: the question and the conversation before it. Out: the whole question, or None where the model fails or
adds to it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence

from assistant.generation.prompts import load_prompt
from assistant.llm.model import ChatModel, Message, ModelError
from assistant.model import Turn
from assistant.retrieval.lexicon import fold
from assistant.verification.prose import prose
from ingest.grammar.segmentation import is_function_word, words

_LONGEST = 120
_TURN = 300
"""Characters of an earlier answer a model is shown."""


def rewritten(question: str, history: Sequence[Turn], model: ChatModel, stop: threading.Event) -> str | None:
    """Any failure leaves the question as it is, a stop too."""
    prompt = load_prompt("rewrite")
    said = "\n".join(f"{'问' if t.role == 'user' else '答'}：{t.content[:_TURN]}" for t in history[-6:])
    asked = prompt.fill(history=said, question=question)
    try:
        reply = model.complete([Message(role="user", content=asked)], max_tokens=prompt.max_tokens, stop=stop)
    except ModelError:
        return None
    line = reply.text.strip().splitlines()[0].strip('“”" ') if reply.text.strip() else ""
    line = re.sub(r"^(?:问题|改写后?的?问题|补全后?的?问题)[:：]\s*", "", line)
    return line if 4 <= len(line) <= _LONGEST and _adds_nothing(line, f"{said}\n{question}") else None


def _adds_nothing(line: str, said: str) -> bool:
    """Numbers and words of the new question stand in the conversation, but for words of asking."""
    before = fold(said)
    text = fold(line)
    numbers = re.findall(r"\d+(?:\.\d+)?", text)
    new = [
        w
        for w in words(text)
        if len(w) >= 2 and w not in before and w not in prose().asking and not is_function_word(w)
    ]
    return all(n in before for n in numbers) and not new
