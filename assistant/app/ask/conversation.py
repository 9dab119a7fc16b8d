"""One person's conversation as the page holds it: what was asked, what is shown, what later questions may
build on.

A value: nothing is read back from what was rendered, and no two pages share one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.model import Turn

REMEMBERED = 12
"""Exchanges that a follow-up question may build on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """`shown` is the answer's HTML, None while it is awaited; `said` its words, None where the question was
    not taken.

    `logged` is its id in the question log, None until it is whole. `without` are the conditions taken away
    from the question.
    """

    question: str
    shown: str | None = None
    said: str | None = None
    logged: int | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """`id` is what it is kept under, None before its first answer. `editing` is the place of the question
    being changed. `replaced` are the logged questions that go when the last one is answered.
    """

    id: int | None = None
    exchanges: tuple[Exchange, ...] = ()
    editing: int | None = None
    replaced: tuple[int, ...] = ()

    def asking(self, question: str, without: tuple[str, ...] = (), at: int | None = None) -> Conversation:
        """With the question at place `at`, in place of what stood there and after; at the end where no place
        is given.
        """
        at = self.editing if at is None and self.editing is not None else at
        kept = self.exchanges if at is None else self.exchanges[:at]
        gone = (e.logged for e in self.exchanges[len(kept) :])
        return Conversation(
            id=self.id,
            exchanges=(*kept, Exchange(question=question, without=without)),
            replaced=(*self.replaced, *(logged for logged in gone if logged is not None)),
        )

    def answered(self, exchange: Exchange) -> Conversation:
        """With the last exchange in that form."""
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))


def turns(exchanges: tuple[Exchange, ...]) -> tuple[Turn, ...]:
    """The answered exchanges as history, oldest first."""
    out: list[Turn] = []
    for exchange in exchanges[-REMEMBERED:]:
        if exchange.said is not None:
            out += [
                Turn(role="user", content=exchange.question, without=exchange.without),
                Turn(role="assistant", content=exchange.said),
            ]
    return tuple(out)


def dropping(exchange: Exchange, key: str) -> tuple[str, ...]:
    """The conditions taken away from its question, with `key` among them, or no longer where it was."""
    if key in exchange.without:
        return tuple(k for k in exchange.without if k != key)
    return (*exchange.without, key)
