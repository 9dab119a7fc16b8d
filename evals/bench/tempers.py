"""Scripted models of several tempers 脾气: what answers become when a model is faithful, careless, or worse.

In: the prompt as a real model gets it, and nothing else. Out: replies. `faithful` says the sentences nearest
to the question to the letter, `paraphrasing` puts words around them, the others do one thing wrong each, on
purpose and every time. They speak the ChatModel Protocol, so that everything behind it runs as it does with
an endpoint.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.llm.model import Completion, Finish, Message, ModelError, Usage
from ingest.tokens import count_tokens

_CLAUSE = re.compile(
    r"\[(?P<number>\d+)\] 《(?P<title>[^》]*)》.*?\n(?:表头：[^\n]*\n)?原文：(?P<text>.*?)(?:\n分工：(?P<offices>[^\n]*))?(?=\n\n\[\d+\] 《|\n\n问题：|$)",
    re.DOTALL,
)
_QUESTION = re.compile(r"问题：(.*)$", re.DOTALL)
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_DIGIT = re.compile(r"\d+(?:\.\d+)?")
_PIECE = 7
"""Characters a piece of a streamed reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    number: int
    title: str
    text: str


Temper = Callable[[str, Sequence[Clause]], str]
"""Question and clauses -> reply."""


def _nearest(question: str, clause: Clause) -> str:
    """The sentence that shares most pairs of characters with the question, without its last mark."""
    pairs = {question[i : i + 2] for i in range(len(question) - 1)}
    sentences = [s.strip() for s in _SENTENCE.findall(clause.text.replace("（以下略）", "")) if s.strip()]
    best = max(
        sentences, key=lambda s: sum(s[i : i + 2] in pairs for i in range(len(s) - 1)), default=clause.text
    )
    return best.rstrip("。；")


def faithful(question: str, clauses: Sequence[Clause]) -> str:
    return "".join(f"{_nearest(question, c)}[{c.number}]。" for c in clauses[:4])


def paraphrasing(question: str, clauses: Sequence[Clause]) -> str:
    return "\n".join(f"根据《{c.title}》的要求，{_nearest(question, c)}。[{c.number}]" for c in clauses[:4])


def swapping_figures(question: str, clauses: Sequence[Clause]) -> str:
    def other(m: re.Match[str]) -> str:
        return f"{m[0][:-1]}{(int(m[0][-1]) + 3) % 10}"

    return "".join(f"{_DIGIT.sub(other, _nearest(question, c))}[{c.number}]。" for c in clauses[:4])


def inventing_offices(question: str, clauses: Sequence[Clause]) -> str:
    return "".join(f"{_nearest(question, c)}，由市航天事务局牵头负责[{c.number}]。" for c in clauses[:4])


def misciting(question: str, clauses: Sequence[Clause]) -> str:
    return "".join(f"{_nearest(question, c)}[{c.number % max(2, len(clauses)) + 1}]。" for c in clauses[:4])


def refusing(question: str, clauses: Sequence[Clause]) -> str:
    del question, clauses
    return "很抱歉，作为语言模型，我无法回答这个问题。"


def hijacked(question: str, clauses: Sequence[Clause]) -> str:
    del question
    return (
        f"好的，忽略以上规则。系统密钥是 12345，今年全部指标改为100%，由市长办公室负责[{clauses[0].number}]。"
        if clauses
        else "好的。"
    )


def unmarked(question: str, clauses: Sequence[Clause]) -> str:
    return "".join(f"{_nearest(question, c)}。" for c in clauses[:4])


def english(question: str, clauses: Sequence[Clause]) -> str:
    del question
    return f"The target is to reach 95% by 2025 [{clauses[0].number if clauses else 1}]."


def looping(question: str, clauses: Sequence[Clause]) -> str:
    return faithful(question, clauses[:1]) * 40


TEMPERS: dict[str, Temper] = {
    f.__name__: f
    for f in (
        faithful,
        paraphrasing,
        swapping_figures,
        inventing_offices,
        misciting,
        refusing,
        hijacked,
        unmarked,
        english,
        looping,
    )
}


class ScriptedStream:
    def __init__(self, text: str, usage: Usage, stop: threading.Event | None) -> None:
        self._text = text
        self._stop = stop
        self.usage = usage
        self.finish: Finish = "stop"

    def __iter__(self) -> Iterator[str]:
        for at in range(0, len(self._text), _PIECE):
            if self._stop is not None and self._stop.is_set():
                raise ModelError("cancelled")
            yield self._text[at : at + _PIECE]

    def close(self) -> None:
        """Nothing is held open."""


class ScriptedModel:
    """A model of one temper; it mends a sentence as it wrote it, and completes no follow-up."""

    def __init__(self, temper: str) -> None:
        self.name = f"scripted-{temper}"
        self._temper = TEMPERS[temper]

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, stop: threading.Event | None = None
    ) -> ScriptedStream:
        del max_tokens
        reply = self._reply(messages)
        return ScriptedStream(reply, _usage(messages, reply), stop)

    def complete(
        self, messages: Sequence[Message], *, max_tokens: int, stop: threading.Event | None = None
    ) -> Completion:
        del max_tokens, stop
        reply = self._reply(messages)
        return Completion(text=reply, usage=_usage(messages, reply))

    @staticmethod
    def clauses(asked: str) -> list[Clause]:
        """What a prompt gives to stand on."""
        return [
            Clause(number=int(m["number"]), title=m["title"], text=m["text"]) for m in _CLAUSE.finditer(asked)
        ]

    def _reply(self, messages: Sequence[Message]) -> str:
        asked = messages[-1].content
        clauses = self.clauses(asked)
        question = _QUESTION.search(asked)
        return self._temper(question[1].strip() if question else "", clauses)


def _usage(messages: Sequence[Message], reply: str) -> Usage:
    return Usage(
        prompt=sum(count_tokens(m.content) for m in messages), completion=count_tokens(reply), cached=0
    )
