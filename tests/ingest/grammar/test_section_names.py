"""How sections without a number are called: every row of the table is read, and no sentence is one."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.grammar.section_names import _TABLE, section_name


@pytest.mark.parametrize("row", _TABLE["names"], ids=lambda row: row["words"][0])
def test_a_name(row: dict[str, Any]) -> None:
    for example in row["examples"]:
        name = section_name(example)
        assert name is not None, example
        assert name.holds == row.get("holds", False)
        assert name.closes == row.get("closes", False)


@pytest.mark.parametrize("example", _TABLE["time_examples"])
def test_a_name_with_a_time(example: str) -> None:
    name = section_name(example)
    assert name is not None
    assert name.timed


@pytest.mark.parametrize("line", _TABLE["none"])
def test_no_name(line: str) -> None:
    assert section_name(line) is None
