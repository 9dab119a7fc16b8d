"""Prompts are files; what is wrong with one is said by name."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from assistant.briefing.prose.write import PROMPTS as OF_BRIEFINGS
from assistant.errors import AssistantError
from assistant.generation import prompts
from assistant.generation.answering import manners
from assistant.generation.engine import PROMPTS
from assistant.generation.forms import Kind

EVERY = {*PROMPTS, *OF_BRIEFINGS}


@pytest.mark.parametrize("name", sorted(EVERY))
def test_shipped_prompts_are_whole(name: str) -> None:
    prompt = prompts.load_prompt(name)
    assert prompt.name == name
    assert len(prompt.digest) == 12


def test_every_file_is_used() -> None:
    files = {f.relative_to(prompts.FOLDER).with_suffix("").as_posix() for f in prompts.FOLDER.rglob("*.md")}
    assert files - {"README", "briefing/texts"} == EVERY


def test_every_kind_of_answer_has_its_manner() -> None:
    assert set(manners()) == set(get_args(Kind)) - {"无关"}


def test_filled_with_exactly_its_inputs() -> None:
    prompt = prompts.load_prompt("mend")
    filled = prompt.fill(question="谁负责？", faults="目标是多少？$x", evidence="[1] 原文")
    assert "目标是多少？$x" in filled
    assert "[1] 原文" in filled
    with pytest.raises(AssistantError, match="evidence"):
        prompt.fill(question="谁负责？", faults="目标是多少？")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("没有文首信息", "文首信息不对"),
        (
            "---\nname: x\npurpose: y\ninputs: [a]\noutput: z\nmax_tokens: 100\nextra: 1\n---\n$a",
            "文首信息不对",
        ),
        ("---\nname: x\npurpose: y\ninputs: [a]\noutput: z\nmax_tokens: 100\n---\n$a $b", "b"),
        ("---\nname: x\npurpose: y\ninputs: [a, c]\noutput: z\nmax_tokens: 100\n---\n$a", "c"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str) -> None:
    (tmp_path / "broken.md").write_text(text, "utf-8")
    monkeypatch.setattr(prompts, "FOLDER", tmp_path)
    with pytest.raises(AssistantError, match=said) as error:
        prompts.load_prompt("broken")
    assert "broken.md" in str(error.value)
