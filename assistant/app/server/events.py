"""What the page's events take. In: the page, and the body of a request that would run one. Out: the body as
it may be passed on, or None for one that no page of ours sends.

The framework takes what it is given: a missing or wrong value comes to light as a traceback in the log, which
whoever is signed in could fill. So each event is held against its inputs here. A text that is null counts as
empty; what the server keeps of a page itself (`State`) is never taken from a body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import gradio as gr
from gradio.data_classes import ListFiles
from pydantic import ValidationError

_KINDS: tuple[tuple[type[Any], tuple[type[Any], ...]], ...] = (
    (gr.Textbox, (str,)),
    (gr.HTML, (str,)),
    (gr.Checkbox, (bool,)),
    (gr.Radio, (str, int)),
    (gr.Dropdown, (str, int, list)),
    (gr.CheckboxGroup, (list,)),
    (gr.File, (list,)),
)
"""What a component's value may be; of a component that is not named, anything. Files come as a list: every
place for files takes several.
"""
_ANYTHING = (object,)
_ALWAYS_MADE = (gr.Radio, gr.CheckboxGroup)
"""Choices of which null is no value: a page sends the one that is made, or a list, be it empty. Of all other
components null stands for none.
"""


@dataclass(frozen=True, slots=True)
class Events:
    """Event number -> what each of its inputs is; and the components an event may come from."""

    inputs: Mapping[int, tuple[type[Any], ...]]
    components: frozenset[int]

    @classmethod
    def of(cls, page: gr.Blocks) -> Self:
        """Those that run something on the server."""
        wired = {
            number: tuple(type(component) for component in event.inputs)
            for number, event in page.fns.items()
            if event.fn
        }
        return cls(wired, frozenset((page._id, *page.blocks)))

    def fitting(self, body: Mapping[str, Any]) -> dict[str, Any] | None:
        number, data = body.get("fn_index"), body.get("data")
        kinds = self.inputs.get(number) if type(number) is int else None
        happened, trigger = body.get("event_data"), body.get("trigger_id")
        if kinds is None or not isinstance(data, list) or len(data) != len(kinds):
            return None
        if not (trigger is None or (type(trigger) is int and trigger in self.components)):
            return None
        if not all(_fits(value, kind) for value, kind in zip(data, kinds, strict=True)):
            return None
        return {
            "fn_index": number,
            "data": [_as_taken(value, kind) for value, kind in zip(data, kinds, strict=True)],
            "event_data": happened if isinstance(happened, dict) else {},
            "trigger_id": trigger,
            "session_hash": body.get("session_hash"),
        }


def _fits(value: object, kind: type[Any]) -> bool:
    if value is None:
        return not issubclass(kind, _ALWAYS_MADE)
    taken = next((taken for component, taken in _KINDS if issubclass(kind, component)), _ANYTHING)
    return isinstance(value, taken) and (not issubclass(kind, gr.File) or _are_files(value))


def _are_files(value: object) -> bool:
    """Whether the framework will take it for files, by its own model."""
    try:
        ListFiles.model_validate(value, context={"validate_meta": True})
    except ValidationError:
        return False
    return True


def _as_taken(value: object, kind: type[Any]) -> object:
    if issubclass(kind, gr.State):
        return None
    return "" if value is None and issubclass(kind, gr.Textbox) else value


def event_word(event: gr.EventData, name: str) -> str:
    """What the page says of an event under that name, in words; "" where it says nothing.

    Where in the conversation something was clicked, which plan was opened: anybody may send anything there.
    """
    value = getattr(event, name, None)
    return "" if value is None or isinstance(value, (dict, list)) else str(value)
