"""Questions of a file, one JSON object a line -> answers, one a line in the same order."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.ask import Assistant
from assistant.errors import AssistantError
from assistant.model import Engine
from assistant.question import Turn
from assistant.tables.present import answer_json


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str | int | None = None
    q: str
    history: list[Turn] = []


def answer_lines(assistant: Assistant, file: Path, *, engine: Engine = "auto") -> Iterator[dict[str, Any]]:
    """Raises AssistantError that names the line that is no question; the answers before it have been
    given.
    """
    for number, row in enumerate(file.read_bytes().removeprefix(BOM_UTF8).split(b"\n"), start=1):
        if row.strip():
            line = _read(row, file.name, number)
            try:
                named = None if line.id is None else str(line.id)
                answer = assistant.ask(line.q, line.history, engine=engine, id=named)
            except AssistantError as error:
                raise AssistantError(
                    error.message, file=file.name, line=number, remedy=error.remedy
                ) from error
            yield answer_json(answer)


def _read(row: bytes, file: str, number: int) -> _Line:
    try:
        return _Line.model_validate(json.loads(row.decode("utf-8")))
    except (ValidationError, ValueError) as error:
        remedy = '每行应为 UTF-8 编码的 {"id": …, "q": "问题", "history": [{"role": "user", "content": …}]}'
        raise AssistantError("这一行不是问题", file=file, line=number, remedy=remedy) from error
