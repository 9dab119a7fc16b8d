"""Each kind of answer has its tests beside it."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
ROOM = HERE.parents[2] / "assistant" / "answers"


def test_every_module_is_tested_here() -> None:
    modules = {path.stem for path in ROOM.glob("*.py")} - {"__init__", "options"}
    tested = {
        path.stem.removeprefix("test_")
        for path in HERE.glob("test_*.py")
        if f"from assistant.answers.{path.stem.removeprefix('test_')} import" in path.read_text("utf-8")
    }
    assert modules <= tested, modules - tested
