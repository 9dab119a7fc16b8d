"""Lines that look numbered and are no items: a doubt says so, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import parse, parse_text

HEAD = "临河市2026年卫生工作计划\n一、重点任务\n"
SHOWN = {
    "corner brackets": ("〈1〉完成建档12万份。\n〈2〉新增托位300个。\n", [3]),
    "letter and number": ("A1完成建档12万份。\nA2新增托位300个。\n", [3]),
    "letter, stroke and number": ("M-01 建立专班。\nM-02 每季度调度。\n", [3]),
    "No.": ("No.1 完成建档12万份。\nNo.2 新增托位300个。\n", [3]),
    "a number and a blank": ("7 人均床位增加。\n8 完成建档。\n9 培训医师。\n", [3]),
    "a sign": ("#1 完成建档。\n#2 新增托位。\n", [3]),
    "a mark that is known, from its second number on": (
        "第2点 培训医师。\n第3点 培训护士。\n第4点 培训药师。\n",
        [3],
    ),
    "from a later number on": ("〈4〉完成建档。\n〈5〉新增托位。\n〈6〉培训医师。\n", [3]),
    "two runs": ("〈1〉建档。\n〈2〉托位。\n二、保障\nB1 调度。\nB2 通报。\n", [3, 6]),
}
SILENT = {
    "years": "2026年完成建档。\n2027年新增托位。\n2028年培训医师。\n",
    "counts": "1个县建档。\n2个县培训。\n3个县完成。\n",
    "ages": "1-3岁儿童建档。\n4-6岁儿童体检。\n",
    "one line": "〈1〉完成建档12万份。\n",
    "numbers that do not count on": "A5建档。\nA2托位。\nA9培训。\n",
    "captions": "表1　公共卫生指标\n表2　基层指标\n",
    "sentences": (
        "一是完成建档12万份，新增托位300个，并且培训医师。\n"
        "二是建立专班，每季度调度，并且通报进展情况。\n三是加强培训。\n"
    ),
    "items that were taken": "1.完成建档。\n2.新增托位。\n3.培训医师。\n",
}


@pytest.mark.parametrize(("text", "lines"), SHOWN.values(), ids=SHOWN)
def test_lines_that_look_numbered_are_reported(text: str, lines: list[int]) -> None:
    doubts = [d for d in parse_text(HEAD + text).doubts if d.kind == "unread"]
    assert [d.line for d in doubts] == lines
    assert text.split("\n")[0].replace(" ", "") in doubts[0].message.replace(" ", "")


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_other_lines_are_not(text: str) -> None:
    assert [d for d in parse_text(HEAD + text).doubts if d.kind == "unread"] == []


ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "corpus").glob("*.md")), *sorted((ROOT / "tests/data").glob("**/sources/*"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_document_is_doubted_without_reason(file: Path) -> None:
    assert [d for d in parse(file.read_bytes(), file.name).doubts if d.kind == "unread"] == []
