"""The form a reply is asked for in, and how an endpoint is made to keep to it.

A `Form` is a JSON object by its schema. The three levels ask for it in ways an endpoint may or may not know:
as the arguments of a tool the model must call, as a `response_format`, or in the words of the prompt alone.
Which one an endpoint keeps to is found out by `plans doctor` and kept beside the library (`remember`); what
has not been found out is asked for in words, which every endpoint understands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from ingest.embedding.endpoint import Endpoint

Level = Literal["tools", "schema", "json"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The strictest first."""
_FILE = "model_levels.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A JSON object; `name` in letters, `schema` as JSON Schema has it."""

    name: str
    description: str
    schema: Mapping[str, Any] = field(hash=False)


def arguments_of(form: Form, level: Level) -> dict[str, Any]:
    """What a call has besides its messages; nothing at the last level."""
    if level == "tools":
        told = {"name": form.name, "description": form.description, "parameters": dict(form.schema)}
        wanted = {"type": "function", "function": {"name": form.name}}
        return {"tools": [{"type": "function", "function": told}], "tool_choice": wanted}
    if level == "schema":
        shape = {"name": form.name, "schema": dict(form.schema)}
        return {"response_format": {"type": "json_schema", "json_schema": shape}}
    return {}


def remembered(home: Path, endpoint: Endpoint) -> Level:
    """The level found out for this model at this address; the last one where none was."""
    found = _known(home).get(_key(endpoint))
    return next((level for level in LEVELS if level == found), "json")


def remember(home: Path, endpoint: Endpoint, level: Level) -> None:
    """Raises OSError where the folder cannot be written to."""
    file = home / _FILE
    new = file.with_suffix(".new")
    new.write_text(json.dumps({**_known(home), _key(endpoint): level}, indent=1), "utf-8")
    new.replace(file)


def _known(home: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        known = json.loads((home / _FILE).read_text("utf-8"))
        return known if isinstance(known, dict) else {}
    return {}


def _key(endpoint: Endpoint) -> str:
    return hashlib.sha256(f"{endpoint.url}\n{endpoint.model}".encode()).hexdigest()[:16]
