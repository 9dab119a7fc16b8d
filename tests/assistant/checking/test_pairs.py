"""`plans check --pairs`: each line back in its order with whether it would be shown, and why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import plans_here

PLANS = {
    "a-2026.txt": """青禾县2026年托育服务工作要点

1.新增托位320个。（牵头单位：县卫健局；配合单位：县教育局）
2.开展培训。
""",
    "b-2026.txt": """白岩县2026年托育服务工作要点

1.新增托位450个。（牵头单位：县卫健局）
2.开展巡查。
""",
}
LINES = [
    {"id": "x", "sentence": "新增托位320个，由县卫健局牵头、县教育局配合。", "cites": [["a-2026", "1"]]},
    {"sentence": "白岩县要新增托位320个。", "cites": [["a-2026", "1"]]},
    {"sentence": "新增托位320个，由县教育局牵头。", "cites": [["a-2026", "1"]]},
    {"sentence": "新增托位320个。", "cites": [["a-2026", "9"]]},
    {"sentence": "新增托位320个。", "cites": []},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    for name, text in PLANS.items():
        (tmp_path / "files" / name).write_text(text, "utf-8")
    assert plans_here(tmp_path, "--home", "home", "ingest", "files").code == 0
    return tmp_path


def test_every_line_comes_back_judged(folder: Path) -> None:
    (folder / "pairs.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES), "utf-8")
    run = plans_here(folder, "--home", "home", "check", "--pairs", "pairs.jsonl")
    found = [json.loads(line) for line in run.out.splitlines()]
    assert run.code == 0
    assert [one["shown"] for one in found] == [True, False, False, False, False]
    kinds = [{fault["kind"] for fault in one["faults"]} for one in found]
    assert "place" in kinds[1]
    assert "part" in kinds[2]
    assert kinds[3] == kinds[4] == {"citation"}
    assert found[0]["id"] == "x", "what else a line has is handed on"


@pytest.mark.parametrize("line", ["{", '{"sentence": "新增托位。"}', '{"sentence": 3, "cites": [["a"]]}'])
def test_a_line_that_cannot_be_read_is_named_before_any_is_judged(folder: Path, line: str) -> None:
    good = json.dumps(LINES[0])
    (folder / "pairs.jsonl").write_text(f"{good}\n{line}\n", "utf-8")
    run = plans_here(folder, "--home", "home", "check", "--pairs", "pairs.jsonl")
    assert (run.code, run.out) == (1, "")
    assert "pairs.jsonl 第2行" in run.err
