"""Markdown: lines with headings and pipe tables told apart, YAML front matter read.

Line by line on purpose: a CommonMark parser takes `1.` and `2、` for list items and renumbers them, and the
marks as printed are what a clause is cited by. Emphasis marks stay in the text for the cleaning stage to
remove.
"""

from __future__ import annotations

import yaml

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.grammar.fields import fields_in
from ingest.grammar.marks import is_marked
from ingest.grammar.references import ATTACHED
from ingest.model import Dropped
from ingest.readers.html_parts import FURNITURE
from ingest.readers.options import HTML
from ingest.readers.protocol import Document, Line
from ingest.readers.text import decode, find_pipe_tables, split_lines

_HEADING = re.compile(r"(\s{0,3}(#{1,6})(?:\s+|(?![#\s])(?!.*#\s*$)))(.*?)(?:\s+#+)?\s*$")
"""The white space behind # is often left out; a topic between two # is no heading."""
_QUOTED = re.compile(r"\s{0,3}(?:>[ \t]?)+")
"""A block quote, which plans set their boxes in; its sign is no part of the words."""
_SIGN = re.compile(r"\s*[-*+]\s+")
"""The sign of a list item."""
LINKED = r"\]\((?:https?:)?//[^\s()<>]+\)"
"""A pattern: what stands behind the words of a link."""
_MENU = re.compile(rf"\s*(?:[-*+]\s+)?(?:\[[^\[\]]{{1,40}}{LINKED}[\s|｜·>]*)+")
"""A line of a page's menu."""
_FILE = re.compile(rf"{ATTACHED}|\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)\)", re.IGNORECASE)
"""In a link to a paper's attachment, which is no menu."""
_LINE = re.compile(r"\s{0,3}(?:=+|-{3,}|(?:-\s){2,}-|\*{3,}|(?:\*\s){2,}\*|_{3,})\s*")
"""A rule across the page, or the line under a heading."""


class MarkdownReader:
    suffixes = (".md", ".markdown")

    def read(self, data: bytes, file: str) -> Document:
        rows = split_lines(decode(data, file))
        front, first = _front_matter(rows, file)
        lines: list[Line] = []
        dropped = [
            Dropped(line=number, text=row, reason="文首信息")
            for number, row in enumerate(rows[:first], start=1)
            if fields_in(row)
        ]
        rows = _without_navigation(rows, first, dropped)
        insets = [m.end() if (m := _QUOTED.match(row)) else 0 for row in rows[first:]]
        inner = [row[inset:] for row, inset in zip(rows[first:], insets, strict=True)]
        tables = find_pipe_tables(inner, list(map(_is_border, inner)), list(map(bool, insets)))
        for number, (row, inset, tabled) in enumerate(
            zip(inner, insets, tables, strict=True), start=first + 1
        ):
            if tabled:
                if tabled.cells is None:
                    dropped.append(Dropped(line=number, text=row, reason="表格分隔线"))
                else:
                    lines.append(Line(text="", number=number, cells=tabled.cells, table=tabled.table))
                continue
            if _LINE.fullmatch(row):
                dropped.append(Dropped(line=number, text=row, reason="分隔线"))
                continue
            item = _SIGN.match(row)
            if item and is_marked(row[item.end() :]):  # the printed mark is what it is cited by
                inset, row = inset + item.end(), row[item.end() :]
            heading = _HEADING.match(row)
            if heading:
                style = f"h{len(heading[2])}"
                column = inset + len(heading[1])
                lines.append(Line(text=heading[3], number=number, column=column, style=style))
            else:
                lines.append(Line(text=row, number=number, column=inset))
        return Document(lines=tuple(lines), dropped=tuple(dropped), front_matter=front)


def _without_navigation(rows: list[str], first: int, dropped: list[Dropped]) -> list[str]:
    """The rows with those of a page's menu as blank ones: several in a row that hold nothing but links to
    other pages.
    """
    kept = list(rows)
    run: list[int] = []
    for at in range(first, len(rows) + 1):
        row = rows[at] if at < len(rows) else "end"
        if _MENU.fullmatch(row) and not _FILE.search(row):
            run.append(at)
        elif row.strip():
            if len(run) >= HTML.links:
                dropped += (Dropped(line=n + 1, text=rows[n], reason=FURNITURE) for n in run)
                kept = ["" if n in run else row for n, row in enumerate(kept)]
            run = []
    return kept


def read_front_matter(data: bytes, file: str) -> dict[str, object]:
    """What the mapping at the head of the file says, {} where there is none. Raises ReadError."""
    return _front_matter(split_lines(decode(data, file)), file)[0]


def _is_border(row: str) -> bool:
    """Whether no table goes over a line: a blank one, a heading, a rule across the page."""
    return not row.strip() or bool(_LINE.fullmatch(row) or _HEADING.match(row))


def _front_matter(rows: list[str], file: str) -> tuple[dict[str, object], int]:
    """The mapping between the two `---` lines and the index of the first line after them."""
    if rows[0].strip() != "---":
        return {}, 0
    try:
        end = next(i for i, row in enumerate(rows[1:], start=1) if row.strip() == "---")
    except StopIteration:
        raise ReadError(
            "文首信息没有结束行", file=file, line=1, remedy="请在文首信息之后补一行 ---"
        ) from None
    written = "\n".join(rows[1:end])
    try:
        front = yaml.safe_load(written) or {}
    except yaml.YAMLError as error:
        mark, at = getattr(error, "problem_mark", None), getattr(error, "position", 0)
        line = (mark.line if mark else written.count("\n", 0, at)) + 2
        raise ReadError(
            "文首信息不是合法的 YAML", file=file, line=line, remedy="请按“键: 值”逐行书写"
        ) from error
    except (ValueError, OverflowError) as error:  # a day or a number that there is not
        raise ReadError(
            f"文首信息里有不成立的日期或数字（{error}）", file=file, line=2, remedy="请改正，或加上引号"
        ) from error
    except RecursionError as error:
        raise ReadError(
            "文首信息一层套一层，嵌套太深", file=file, line=2, remedy="请按“键: 值”逐行书写"
        ) from error
    if not isinstance(front, dict):
        raise ReadError("文首信息不是“键: 值”的形式", file=file, line=2, remedy="请按“键: 值”逐行书写")
    return front, end + 1
