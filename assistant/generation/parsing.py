"""A JSON object out of what a model says, also while it is still saying it.

In: the words so far. Out: the object as far as it is there. Read with patience, for models that are asked
for "only JSON" and nothing else holds them to it: words before and behind the object, a fence around it,
breaks of lines inside strings, quotation marks nobody escaped, commas before a closing bracket, full-width
signs between the values. What cannot be read is no object: None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

_WIDE = {"，": ",", "：": ":", "［": "[", "］": "]", "｛": "{", "｝": "}"}
_VALUES = ("", *'"{[}]-0123456789tfn')
"""What a value, or the bracket behind a comma too many, begins with."""
_ESCAPED = {"\n": "\\n", "\t": "\\t", "\r": ""}


def object_in(text: str) -> dict[str, Any] | None:
    """The first object; of one that breaks off, the part that is whole."""
    try:
        found = from_json("".join(_mended(text)), allow_partial=True)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


@dataclass(slots=True)
class GrowingList:
    """The items of one list of an object that is still being said, each given once and only when it is
    whole.
    """

    name: str
    _text: str = ""
    _given: int = 0

    def feed(self, piece: str) -> Iterator[dict[str, Any]]:
        self._text += piece
        if "}" in piece or "]" in piece:
            yield from self._new(ended=False)

    def close(self) -> Iterator[dict[str, Any]]:
        """What is left when the reply has ended; of one that broke off, without the last item."""
        yield from self._new(ended="".join(_mended(self._text)).endswith("}"))

    @property
    def whole(self) -> dict[str, Any] | None:
        return object_in(self._text)

    def _new(self, *, ended: bool) -> Iterator[dict[str, Any]]:
        found = object_in(self._text) or {}
        items = found.get(self.name)
        if not isinstance(items, list):
            return
        closed = ended or list(found)[-1] != self.name
        whole = items if closed else items[:-1]
        for item in whole[self._given :]:
            if isinstance(item, dict):
                yield item
        self._given = max(self._given, len(whole))


@dataclass(slots=True)
class _State:
    inside: bool = False
    escaped: bool = False
    depth: int = 0
    comma: bool = False


def _mended(text: str) -> Iterator[str]:
    """The first object as strict JSON, up to its end or that of the text."""
    start = min((at for at in (text.find("{"), text.find("｛")) if at >= 0), default=len(text))
    state = _State()
    for at in range(start, len(text)):
        if state.inside:
            yield from _in_string(text, at, state)
            continue
        yield from _between(text[at], state)
        if state.depth == 0:
            return


def _in_string(text: str, at: int, state: _State) -> Iterator[str]:
    char = text[at]
    if state.escaped:
        state.escaped = False
        yield char
    elif char == "\\":
        state.escaped = True
        yield char
    elif char == '"' and not _closes(text, at):
        yield '\\"'
    else:
        state.inside = char != '"'
        yield _ESCAPED.get(char, char)


def _between(char: str, state: _State) -> Iterator[str]:
    char = _WIDE.get(char, char)
    if char == ",":
        state.comma = True
        return
    if state.comma and char not in "]}" and not char.isspace():
        yield ","
    state.comma = state.comma and char.isspace()
    state.inside = char == '"'
    state.depth += (char in "{[") - (char in "}]")
    yield char


def _closes(text: str, at: int) -> bool:
    """Whether the quotation mark there ends its string: behind one that does stands a sign of JSON, and
    behind a comma another value; or nothing yet.
    """
    behind = text[at + 1 :].lstrip()
    if behind[:1] in (",", "，"):
        return behind[1:].lstrip()[:1] in _VALUES
    return behind[:1] in ("", ":", "：", "}", "]")
