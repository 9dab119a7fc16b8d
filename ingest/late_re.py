"""The standard `re`, whose patterns are compiled when something is first looked for with them.

In and out: what `re` has. `compile` gives at once a pattern that compiles itself at its first use: the rules
are more than a thousand, a command uses some of them, and compiled at import they took half of the time in
which it starts. A pattern that cannot be compiled fails at its first use; `tests/ingest/test_late_re.py`
compiles all there are. The `re` of a match is the compiled one: equal to the late one, not the same.
"""

from __future__ import annotations

import re
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    Match,
    Pattern,
    error,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import Any, AnyStr, cast

__all__ = [
    "ASCII", "DOTALL", "IGNORECASE", "MULTILINE", "Match", "Pattern", "compile", "error", "escape", "findall",
    "finditer", "fullmatch", "match", "search", "split", "sub",
]  # fmt: skip

_HELD = (
    "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "scanner", "search",
    "split", "sub", "subn",
)  # fmt: skip
"""What a compiled pattern has beside its text."""


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """What `re.compile` gives, but that a wrong pattern raises `re.error` at its first use."""
    return cast("Pattern[AnyStr]", _Late(pattern, int(flags)))


class _Compiled:
    """What was asked for and has been compiled, with all that it has then: to everybody a `re.Pattern`."""

    __slots__ = ("_said", "pattern", *_HELD)

    def __init__(self, pattern: str | bytes, said: int) -> None:
        self.pattern = pattern
        self._said = said

    @property  # type: ignore[misc]
    def __class__(self) -> type[Pattern[Any]]:  # type: ignore[override]
        return Pattern

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pattern):
            return NotImplemented
        return (self.pattern, cast("Pattern[Any]", self).flags) == (other.pattern, other.flags)

    def __hash__(self) -> int:
        return hash(self.pattern)

    def __reduce__(self) -> tuple[Any, ...]:
        return compile, (self.pattern, self._said)

    def __repr__(self) -> str:
        return repr(re.compile(self.pattern, self._said))


class _Late(_Compiled):
    """The same before its first use, which makes it one that has been compiled: a class with `__getattr__` is
    asked more slowly.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name not in _HELD:
            raise AttributeError(f"a pattern has no {name!r}")
        made = re.compile(self.pattern, self._said)
        for each in _HELD:
            setattr(self, each, getattr(made, each))
        object.__dict__["__class__"].__set__(self, _Compiled)
        return getattr(made, name)
