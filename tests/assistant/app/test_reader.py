"""The reader: every character of every plan once and in order, marks where the words were quoted, hostile
words as words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.app.reader import Marked, digest_of, mark_of, reader_html, still_there
from ingest.model import Plan, Span
from ingest.pipeline import parse, parse_text
from tests.conftest import ROOT, official_texts

TABLE = """# 临河市2023年卫生健康工作要点

## 一、目标

| 序号 | 指标 | 2025年 |
|---|---|---|
| 1 | 接种率 | 90% |
| 2 | 随访率 | 80% |

## 二、任务

1.推进接种，接种率达到90%以上（责任单位：疾控科）。

2.推进随访<svg onload=x()>$[1]（责任单位：基卫科）。
"""


class _Text(HTMLParser):
    """The words inside the element of class "text"."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.words = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "br":
            return
        if self.depth or ("class", "text") in attrs:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.words += data


def _text(html: str) -> _Text:
    read = _Text()
    read.feed(html)
    read.close()
    return read


def _plans() -> list[Path]:
    return [*sorted((ROOT / "corpus").glob("*.md")), *official_texts()]


@pytest.mark.parametrize("path", _plans(), ids=lambda p: p.name)
def test_every_character_of_the_clauses_is_there_in_order(path: Path) -> None:
    plan = parse(path.read_bytes(), path.name)
    shown = re.sub(r"\s|｜", "", _text(reader_html(plan, version=1, current=1)).words)
    at = 0
    for clause in plan.clauses:
        for piece in clause.cells or plan.text_of(clause).splitlines():
            words = re.sub(r"\s", "", piece)
            found = shown.find(words, at)
            assert found >= 0, (clause.label, piece[:40])
            at = found + (len(words) if not clause.cells else 0)


@pytest.mark.parametrize("path", _plans(), ids=lambda p: p.name)
def test_every_clause_and_heading_can_be_gone_to(path: Path) -> None:
    plan = parse(path.read_bytes(), path.name)
    html = reader_html(plan, version=1, current=1)
    for label in {step.label for step in (*plan.clauses, *plan.headings)}:
        assert html.count(f'data-goto="{label}"') == 1
        assert html.count(f' data-clause="{label}"') == 1
    assert html.count("data-leaf=") == len(plan.clauses)
    for clause in plan.clauses:
        assert html.count(f'data-clause="{clause.label}" data-leaf') == 1


def _mark(plan: Plan, words: str) -> Marked:
    at = plan.text.index(words)
    return Marked(span=Span(start=at, end=at + len(words)), digest=digest_of(words))


def test_the_quoted_words_are_marked() -> None:
    plan = parse_text(TABLE, "a.md")
    html = reader_html(plan, version=1, current=1, marks=[_mark(plan, "接种率达到90%以上")])
    assert "<mark>接种率达到90%以上</mark>" in html
    assert html.count("<mark>") == 1


def test_a_row_of_a_table_is_marked_whole_under_its_columns() -> None:
    plan = parse_text(TABLE, "a.md")
    html = reader_html(plan, version=1, current=1, marks=[_mark(plan, "随访率")])
    assert "<td><mark>随访率</mark></td><td><mark>80%</mark></td>" in html
    assert '<th scope="col">2025年</th>' in html


def test_words_that_changed_are_told_and_not_marked() -> None:
    plan = parse_text(TABLE, "a.md")
    stale = Marked(span=Span(start=0, end=4), digest=digest_of("别的话"))
    far = Marked(span=Span(start=90_000, end=90_004), digest=digest_of("别的话"))
    assert still_there(plan, [stale, far]) == ()
    html = reader_html(plan, version=1, current=1, marks=[stale])
    assert "引用之后这份文件更新过" in html
    assert "<mark>" not in html


def test_a_mark_is_written_as_the_route_reads_it() -> None:
    assert re.fullmatch(r"3-9-[0-9a-f]{12}", mark_of(3, 9, "接种率"))


def test_an_earlier_version_says_so() -> None:
    plan = parse_text(TABLE, "a.md")
    assert "第 1 版（现行为第 3 版）" in reader_html(plan, version=1, current=3)
    assert "现行" not in reader_html(plan, version=3, current=3)


def test_hostile_words_stay_words() -> None:
    html = reader_html(parse_text(TABLE, "a.md"), version=1, current=1)
    assert "script" not in _text(html).tags
    assert "<svg onload=x()>" in _text(html).words
    assert "${" not in html


def test_the_way_to_the_file_is_a_path_whatever_the_plan_is_called() -> None:
    plan = replace(parse_text(TABLE, "临河.md"), id='临〔3〕#?x%2F"<b>')
    assert 'href="file/%E4%B8%B4%E3%80%943%E3%80%95%23%3Fx%252F%22%3Cb%3E"' in reader_html(
        plan, version=1, current=1
    )


@pytest.mark.parametrize("withdrawn", [True, False])
def test_a_withdrawn_plan_says_so(withdrawn: bool) -> None:
    html = reader_html(parse_text(TABLE, "临河.md"), version=1, current=1, withdrawn=withdrawn)
    assert ("已标为废止" in html) is withdrawn
