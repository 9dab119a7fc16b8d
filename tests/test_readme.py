"""README says what is: its commands, settings, make targets, paths, and the answer it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.settings_file import read
from tests.conftest import ROOT
from tests.waiting import GIVE_UP

README = (ROOT / "README.md").read_text("utf-8")


def cells(heading: str) -> list[list[str]]:
    """The rows below the header of the first table under a heading."""
    section = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    table = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table[2:]]


def test_it_can_be_read_in_one_sitting() -> None:
    assert len(README.splitlines()) <= 150


def test_commands_are_those_of_the_help() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "assistant.cli.main", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    helped = re.findall(r"^│ ([a-z]+) ", run.stdout, re.MULTILINE)
    named = re.findall(r"^\| `plans ([a-z]+)", README, re.MULTILINE)
    assert sorted(named) == sorted(helped)


def test_settings_are_those_of_the_code() -> None:
    told = {
        f"PLANS_{name.upper()}": ("" if f.default is None else str(f.default), f.description)
        for name, f in Settings.model_fields.items()
    }
    rows = [(row[0].strip("`"), (row[1].strip("`"), row[2])) for row in cells("设置")]
    assert rows == [(name, told.get(name)) for name, _ in rows]
    assert {"PLANS_HOME", "PLANS_LLM_URL", "PLANS_LLM_KEY", "PLANS_LLM_MODEL"} <= {name for name, _ in rows}


def test_the_sample_of_settings_has_all_of_them_with_their_defaults() -> None:
    lines = (ROOT / "plans.example.toml").read_text("utf-8").splitlines()
    told = [
        (f"# {f.description}", f"# {name} = {'' if f.default is None else f.default}")
        for name, f in Settings.model_fields.items()
    ]
    shown = [(before, line.replace('"', "")) for before, line in pairwise(lines) if " = " in line]
    assert shown == told


def test_the_sample_can_be_read_as_it_is_and_with_every_line_switched_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLANS_EMBEDDING")
    text = (ROOT / "plans.example.toml").read_text("utf-8")
    switched_on = re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE)
    for content in (text, switched_on):
        (tmp_path / "plans.toml").write_text(content, "utf-8")
        found = read(tmp_path / "plans.toml", Settings.model_fields)
        assert Settings(**found) == Settings()
    assert len(found) == len(Settings.model_fields)


def test_make_targets_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"make ([a-z][a-z-]*)", README))
    assert {"chat", "test", "check", "ingest", "setup", "clean"} <= targets
    assert {t for t in targets if not re.search(rf"^{t}:", makefile, re.MULTILINE)} == set()


def test_paths_are_there() -> None:
    paths = set(re.findall(r"`((?:[\w.]+/)+[\w.]*|[\w.]+\.(?:txt|toml))`", README)) - {"var/", "plans.toml"}
    assert paths
    assert {p for p in paths if not (ROOT / p).exists()} == set()


def test_every_figure_has_the_command_that_gives_it() -> None:
    rows = cells("测得的数字")
    assert rows
    assert [row for row in rows if not re.search(r"`[^`]+`", row[-1])] == []


def test_the_answer_shown_is_the_answer_given(corpus_home: Path) -> None:
    shown = re.search(r'\$ plans ask "(?P<question>[^"]+)"\n(?P<answer>.*?)\n```', README, re.DOTALL)
    assert shown
    run = subprocess.run(
        [sys.executable, "-m", "assistant.cli.main", "--home", str(corpus_home), "ask", shown["question"]],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=GIVE_UP,
    )  # fmt: skip
    assert run.stdout.strip() == shown["answer"].strip()


@pytest.mark.parametrize("name", ["Makefile", ".ci/run", "constraints.txt", "pyproject.toml"])
def test_no_address_of_a_registry_is_written_down(name: str) -> None:
    assert "://" not in (ROOT / name).read_text("utf-8")
