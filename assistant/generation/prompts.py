"""Prompts: one Markdown file each in prompts/, YAML front matter and a text with $placeholders.

In: a name. Out: `Prompt`, whose `fill` takes exactly the inputs its front matter names. Its hash goes into
every answer and every stored run made with it. Unknown keys, missing and unknown placeholders are refused by
name.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from string import Template

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import AssistantError
from ingest import late_re as re

FOLDER = Path(__file__).parents[2] / "prompts"
_FRONT = re.compile(r"---\n(?P<front>.*?)\n---\n(?P<text>.*)", re.DOTALL)


class _Front(BaseModel):
    """What people write about a prompt."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    purpose: str
    inputs: tuple[str, ...]
    output: str
    max_tokens: int = Field(ge=16, le=8192)


class Prompt:
    """`digest` is the hash of the file as it is; `max_tokens` of the reply."""

    def __init__(self, front: _Front, text: str, digest: str) -> None:
        self.name = front.name
        self.max_tokens = front.max_tokens
        self.digest = digest
        self._inputs = frozenset(front.inputs)
        self._template = Template(text.strip())

    def fill(self, **inputs: str) -> str:
        """Raises AssistantError where the inputs are not those the prompt names."""
        if inputs.keys() != self._inputs:
            wrong = "、".join(sorted(inputs.keys() ^ self._inputs))
            raise AssistantError(
                f"提示词“{self.name}”的变量不符：{wrong}", remedy="请核对 prompts/ 里的 inputs"
            )
        return self._template.substitute(inputs)


@cache
def load_prompt(name: str) -> Prompt:
    """Raises AssistantError that names the file and what is wrong with it."""
    file = FOLDER / f"{name}.md"
    try:
        raw = file.read_text("utf-8")
    except OSError as error:
        raise AssistantError("提示词文件读不到", file=str(file), remedy="请恢复 prompts/ 里的文件") from error
    parts = _FRONT.fullmatch(raw)
    try:
        front = _Front.model_validate(yaml.safe_load(parts["front"]) if parts else None)
    except (ValidationError, yaml.YAMLError) as error:
        raise AssistantError(
            "提示词的文首信息不对", file=str(file), remedy="需要 name、purpose、inputs、output、max_tokens"
        ) from error
    assert parts is not None
    named = set(Template(parts["text"]).get_identifiers())
    if named != set(front.inputs):
        wrong = "、".join(sorted(named ^ set(front.inputs)))
        raise AssistantError(f"提示词的变量与 inputs 不符：{wrong}", file=str(file), remedy="请改成一致")
    return Prompt(front, parts["text"], hashlib.sha256(raw.encode()).hexdigest()[:12])


def digests(names: tuple[str, ...]) -> tuple[str, ...]:
    """name:hash of each, as kept with an answer."""
    return tuple(f"{name}:{load_prompt(name).digest}" for name in names)
