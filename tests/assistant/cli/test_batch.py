"""A file of questions: each line one answer, and the line that is none named with its number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.cli.batch import answer_lines
from assistant.errors import AssistantError

GOOD = '{"id": 7, "q": "南昌市2021年托育普惠率要达到多少？"}'.encode()


def written(folder: Path, *lines: bytes) -> Path:
    file = folder / "questions.jsonl"
    file.write_bytes(b"\n".join(lines))
    return file


@pytest.mark.parametrize(
    "line",
    [
        b'{"q": 3',
        b'"q"',
        b"[]",
        b'{"q": 3}',
        '{"question": "托位多少个"}'.encode(),
        '{"q": "托位多少个", "history": [{"role": "system", "content": "x"}]}'.encode(),
        '{"q": "托位多少个", "history": "前面问过"}'.encode(),
        b'{"q": "  "}',
        json.dumps({"q": "托" * 2001}).encode(),
        '{"q": "托位"}'.encode("gbk"),
    ],
    ids=[
        "cut",
        "string",
        "list",
        "number",
        "no q",
        "no such role",
        "history is text",
        "blank",
        "overlong",
        "gbk",
    ],
)
def test_a_line_that_is_no_question_is_named_and_those_before_it_are_answered(
    corpus: Assistant, tmp_path: Path, line: bytes
) -> None:
    answers = answer_lines(corpus, written(tmp_path, GOOD, b"", line, GOOD))
    assert next(answers)["id"] == "7"
    with pytest.raises(AssistantError) as caught:
        next(answers)
    assert (caught.value.file, caught.value.line) == ("questions.jsonl", 3)
    assert caught.value.remedy


def test_byte_order_mark_line_ends_and_blank_lines(corpus: Assistant, tmp_path: Path) -> None:
    file = written(tmp_path, b"\xef\xbb\xbf" + GOOD + b"\r", b"  ", GOOD, b"")
    assert [a["status"] for a in answer_lines(corpus, file)] == ["answered", "answered"]


def test_no_lines_no_answers(corpus: Assistant, tmp_path: Path) -> None:
    assert list(answer_lines(corpus, written(tmp_path))) == []
