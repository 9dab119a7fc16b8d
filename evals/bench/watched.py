"""Patterns that tell where they matched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_ASKED = frozenset({"search", "match", "fullmatch", "findall"})
_CHANGES = frozenset({"sub", "subn", "split"})


class Watched:
    """Puts itself between patterns and those who use them; notes for the text at hand which of them matched."""

    def __init__(self) -> None:
        self._met: dict[str, set[int]] = {}
        self._at = 0

    @contextmanager
    def into(self, met: dict[str, set[int]], at: int) -> Iterator[None]:
        """What matches now is noted for text number `at`."""
        self._met, self._at = met, at
        yield
        self._met = {}

    def put(self, id: str, pattern: re.Pattern[str]) -> Any:
        return _Pattern(self, id, pattern)

    def note(self, id: str) -> None:
        self._met.setdefault(id, set()).add(self._at)


class _Pattern:
    """A `re.Pattern` for whoever calls its methods."""

    def __init__(self, watched: Watched, id: str, pattern: re.Pattern[str]) -> None:
        self._watched, self._id, self._pattern = watched, id, pattern

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._pattern, name)
        if name in _ASKED:
            return lambda *given, **more: self._noted(method(*given, **more))
        if name == "finditer":
            return lambda *given, **more: iter(self._noted(list(method(*given, **more))))
        if name in _CHANGES:
            return lambda *given, **more: self._changed(method, *given, **more)
        return method

    def _noted(self, found: Any) -> Any:
        if found:
            self._watched.note(self._id)
        return found

    def _changed(self, method: Any, *given: Any, **more: Any) -> Any:
        text = more.get("string", next((one for one in given[::-1] if isinstance(one, str)), ""))
        if self._pattern.search(text):
            self._watched.note(self._id)
        return method(*given, **more)
