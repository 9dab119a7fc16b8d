"""`plans check FILE`: exit codes, JSON, the marked copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.assistant.checking.papers import PAPERS
from tests.command import plans_here
from tests.small_library import shelve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    shelve(tmp_path / "home", PAPERS)
    (tmp_path / "good.txt").write_text("青禾县新增普惠托位320个。", "utf-8")
    (tmp_path / "bad.md").write_text("# 青禾县\n\n新增普惠托位350个。还要新建一座少年宫。", "utf-8")
    return tmp_path


def test_exit_codes_and_what_is_told(folder: Path) -> None:
    good = plans_here(folder, "--home", "home", "check", "good.txt")
    assert (good.code, good.out.splitlines()[0].count("有依据 1 句")) == (0, 1)
    bad = plans_here(folder, "--home", "home", "check", "bad.md")
    assert bad.code == 1
    assert bad.out.index("与资料库不符】") < bad.out.index("资料库里没有找到依据】")
    assert "新增普惠托位320个" in bad.out
    assert "〔" in bad.out


def test_json_and_the_copy(folder: Path) -> None:
    run = plans_here(folder, "--home", "home", "check", "bad.md", "--json", "--out", "copy.docx")
    found = json.loads(run.out)
    assert (run.code, found["counts"]["contradicted"]) == (1, 1)
    assert {"start", "end", "text", "verdict", "claims", "citations"} == set(found["sentences"][0])
    assert (folder / "copy.docx").is_file()
    again = plans_here(folder, "--home", "home", "check", "copy.docx", "--json")
    verdicts = [[s["text"], s["verdict"]] for s in json.loads(again.out)["sentences"]]
    assert verdicts[1:] == [[s["text"], s["verdict"]] for s in found["sentences"]][1:]


@pytest.mark.parametrize(
    "words",
    [(), ("absent.txt",), ("good.txt", "--out", "copy.txt"), ("good.txt", "--pairs", "good.txt"), ("home",)],
)
def test_misuse(folder: Path, words: tuple[str, ...]) -> None:
    assert plans_here(folder, "--home", "home", "check", *words).code == 2
