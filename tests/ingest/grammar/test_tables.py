"""The tables of words: no word stands twice in a list."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ingest import grammar
from ingest.grammar.tables import loaded

TABLES = sorted((Path(grammar.__file__).parent / "data").glob("*.yaml"))


def lists_of(node: Any, name: str) -> list[tuple[str, list[Any]]]:
    """Every list in a table with its path."""
    if isinstance(node, dict):
        return [found for key, value in node.items() for found in lists_of(value, f"{name}/{key}")]
    return [(name, node)] if isinstance(node, list) else []


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_no_word_stands_twice_in_a_list(table: Path) -> None:
    twice = {}
    for name, rows in lists_of(loaded(table.read_text("utf-8")), table.stem):
        words = [row["word"] if isinstance(row, dict) and "word" in row else row for row in rows]
        counted = Counter(word for word in words if isinstance(word, str))
        if found := [word for word, n in counted.items() if n > 1]:
            twice[name] = found
    assert twice == {}
