"""Thoughts a model speaks aloud, taken out of what it says. In: its words as they come. Out: those meant for
the person.

A thought stands between <think> and </think> (also <thinking>, <thought>), marks that may come in pieces. One
that is never closed goes on to the end. Some servers put the opening mark into the prompt, so that a reply
begins in the middle of a thought and only the closing mark is seen, when its words have been given away:
`orphan` tells so. From then on such a server is read with `begun`: everything waits for the closing mark, and
is meant for the person where none comes.
"""

from __future__ import annotations

import re

_NAMES = ("think", "thinking", "thought")
_MARK = re.compile(rf"<(?P<closing>/?)(?:{'|'.join(_NAMES)})>")
_MARKS = tuple(f"<{slash}{name}>" for slash in ("", "/") for name in _NAMES)


class Words:
    """The words of one reply as they come; however they are cut into pieces, what comes out is the same in
    all.
    """

    def __init__(self, *, begun: bool = False) -> None:
        self.orphan = False
        """A closing mark was seen that nothing had opened."""
        self._thinking = begun
        self._waiting: list[str] | None = [] if begun else None
        self._opened = begun
        self._held = ""
        self._speaking = False

    def feed(self, text: str) -> str:
        """What can be given away now; white space before the first word is left out."""
        rest, out = self._held + text, []
        while mark := _MARK.search(rest):
            out.append(self._take(rest[: mark.start()]))
            out.append(self._turn(closing=bool(mark["closing"])))
            rest = rest[mark.end() :]
        kept = _beginning(rest)
        self._held = rest[len(rest) - kept :]
        out.append(self._take(rest[: len(rest) - kept]))
        return self._given("".join(out))

    def end(self) -> str:
        """What was held back until the end."""
        last = self._take(self._held)
        waited = "".join(self._waiting or ())
        self._held, self._waiting = "", None
        return self._given(waited + last)

    def _take(self, text: str) -> str:
        if self._waiting is not None:
            self._waiting.append(text)
        return "" if self._thinking else text

    def _turn(self, *, closing: bool) -> str:
        """A mark has come: the words before it that are now known to be meant for the person."""
        waited = "".join(self._waiting or ()) if not closing else ""
        self._waiting = None
        if closing and not self._opened:
            self.orphan = True
        self._thinking = not closing
        self._opened = True
        return waited

    def _given(self, text: str) -> str:
        text = text if self._speaking else text.lstrip()
        self._speaking = self._speaking or bool(text)
        return text


def _beginning(text: str) -> int:
    """How many characters at the end may be the beginning of a mark."""
    at = text.rfind("<")
    tail = text[at:] if at >= 0 else ""
    return len(tail) if tail and any(mark.startswith(tail) for mark in _MARKS) else 0
