"""Patterns that tell where they matched.

In: compiled patterns as they are assigned, the text at hand. Out: which of them matched in which text, and
how often.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_lru_cache = functools.lru_cache
_ASKED = frozenset({"search", "match", "fullmatch", "findall"})
_CHANGES = frozenset({"sub", "subn", "split"})


class Watched:
    """Puts itself between patterns and those who use them; notes for the text at hand which of them
    matched. `patterns` are all, as written, by the rule's id. With `forgets` off, what is remembered from one
    text to the next stays: a pattern is then noted for the first of the texts that have the same words, and
    all goes faster.
    """

    def __init__(self, *, forgets: bool = True) -> None:
        self._forgets = forgets
        self.patterns: dict[str, str] = {}
        self._met: dict[str, Counter[int]] = {}
        self._at = 0
        self._remembered: list[Any] = []

    @contextmanager
    def into(self, met: dict[str, Counter[int]], at: int) -> Iterator[None]:
        """What matches now is noted for text number `at`; nothing is remembered from the text before, so
        that what is read again is seen again.
        """
        self._met, self._at = met, at
        for work in self._remembered if self._forgets else ():
            work.cache_clear()
        yield
        self._met = {}

    def put(self, id: str, pattern: re.Pattern[str]) -> Any:
        self.patterns[id] = pattern.pattern if isinstance(pattern.pattern, str) else ""
        return _Pattern(self, id, pattern)

    def remembering(self, *given: Any, maxsize: int | None = 128, **more: Any) -> Any:
        """In the place of `lru_cache` and `cache`."""
        if not (given and callable(given[0])):
            return functools.partial(self.remembering, maxsize=given[0] if given else maxsize, **more)
        work = _lru_cache(maxsize=maxsize, **more)(given[0])
        self._remembered.append(work)
        return work

    def note(self, id: str) -> None:
        self._met.setdefault(id, Counter())[self._at] += 1


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
