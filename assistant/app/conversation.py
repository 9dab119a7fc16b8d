"""One person's conversation, held in the page's own state: what was asked, what is shown, what later questions may build on.

A value: nothing is read back from what was rendered, and no two pages share one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from assistant.app.render import question_html
from assistant.model import Turn

REMEMBERED = 12
"""Exchanges that a follow-up question may build on."""


class Message(TypedDict):
    """One bubble: `content` is HTML."""

    role: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """`shown` is the answer's HTML, None while it is awaited; `said` its words, None where the question was not taken.

    `logged` is its id in the question log, to which a 👍 or 👎 belongs.
    """

    question: str
    shown: str | None = None
    said: str | None = None
    logged: int | None = None


Conversation = tuple[Exchange, ...]


def turns(conversation: Conversation) -> tuple[Turn, ...]:
    """The answered exchanges as history, oldest first."""
    out: list[Turn] = []
    for exchange in conversation[-REMEMBERED:]:
        if exchange.said is not None:
            out += [
                Turn(role="user", content=exchange.question),
                Turn(role="assistant", content=exchange.said),
            ]
    return tuple(out)


def messages(conversation: Conversation) -> list[Message]:
    """The bubbles, oldest first."""
    out: list[Message] = []
    for exchange in conversation:
        out.append(Message(role="user", content=question_html(exchange.question)))
        if exchange.shown is not None:
            out.append(Message(role="assistant", content=exchange.shown))
    return out


def judged(conversation: Conversation, bubble: object) -> Exchange | None:
    """The exchange that a bubble, counted from 0 as `messages` makes them, belongs to; None where there is no such bubble."""
    at = bubble[0] if isinstance(bubble, list | tuple) and bubble else bubble
    if not isinstance(at, int):
        return None
    owners = [e for e in conversation for _ in range(1 if e.shown is None else 2)]
    return owners[at] if 0 <= at < len(owners) else None
