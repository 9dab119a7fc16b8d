"""A person's own paper -> its text, and for Word the document its comments go into.

Word, Markdown and plain text; other formats are refused with what to do. The text of a Word file is that of
its paragraphs in the order of the body, those of tables and text boxes among them, a line each; words that
are deleted in a tracked change do not belong to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from assistant.checking.word import Word, opened, text_of
from assistant.errors import AssistantError
from ingest.readers.text import decode, split_lines

SUFFIXES = (".docx", ".md", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`text` has \\n between its lines; `word` is the opened Word file, None for other formats."""

    name: str
    text: str
    word: Word | None = None


def read_draft(data: bytes, name: str) -> Draft:
    """Raises AssistantError for a format that cannot be checked, and ReadError for a file that cannot be
    read.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise AssistantError(
            f"核稿不能打开 {suffix or '没有后缀的'} 文件", remedy="请另存为 .docx，或把文字粘贴成 .txt、.md"
        )
    if suffix == ".docx":
        word = opened(data, name)
        return Draft(name=name, text=text_of(word), word=word)
    return of_text(decode(data, name), name)


def of_text(text: str, name: str = "稿件.txt") -> Draft:
    """Characters that no file may hold are left out."""
    lines = ("".join(ch for ch in line if ch == "\t" or ch >= " ") for line in split_lines(text))
    return Draft(name=name, text="\n".join(lines))
