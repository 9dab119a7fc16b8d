"""The rows and words of a table, and the table without some of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.bench.differences import Carried
from evals.bench.known import Known
from evals.bench.vocabulary import entries, left

TABLE = {
    "tools": [
        {"word": "锤", "example": "一把锤"},
        {"words": ["锯", "钢锯"], "like": "刨|铲", "for": "刨木头"},
        {"class": "rope", "members": [{"words": ["绳", "索"]}, {"words": ["链"]}]},
    ],
    "plain": ["甲", "乙"],
    "pairs": {"丙": "丁|戊"},
    "line": "东 西 南",
    "number": 3,
    "groups": [["子", "丑"], ["寅", "卯"]],
}


def test_the_rows_of_a_table() -> None:
    found = {one.name: one.words for one in entries(TABLE)}
    assert found["tools/锤"] == ("锤",)
    assert found["tools/锯"] == ("锯", "钢锯", "刨", "铲")
    assert found["tools/rope/members/绳"] == ("绳", "索")
    assert found["pairs/丙"] == ("丁", "戊")
    assert found["line"] == ("东", "西", "南")
    assert found["groups/子"] == ("子", "丑")
    assert not any(name.startswith("number") for name in found)


@pytest.mark.parametrize(
    ("name", "word", "way", "is_left"),
    [
        ("tools/锤", "", ("tools", 0, "words"), ["锯", "钢锯"]),
        ("tools/锯", "锯", ("tools", 1, "words"), ["钢锯"]),
        ("tools/锯", "刨", ("tools", 1, "like"), "铲"),
        ("tools/锯", "刨", ("tools", 1, "for"), "刨木头"),
        ("tools/rope/members/绳", "", ("tools", 2, "members"), [{"words": ["链"]}]),
        ("tools/rope/members/绳", "索", ("tools", 2, "members", 0, "words"), ["绳"]),
        ("plain/乙", "", ("plain",), ["甲"]),
        ("pairs/丙", "戊", ("pairs", "丙"), "丁"),
        ("pairs/丙", "", ("pairs",), {}),
        ("line", "西", ("line",), "东 南"),
        ("groups/子", "丑", ("groups", 0), ["子"]),
        ("groups/子", "", ("groups",), [["寅", "卯"]]),
    ],
)
def test_a_table_without_some_of_it(
    name: str, word: str, way: tuple[str | int, ...], is_left: object
) -> None:
    value: object = left(TABLE, {name: {word}})
    for step in way:
        value = value[step]  # type: ignore[index]
    assert value == is_left


def test_nothing_off_is_the_table() -> None:
    assert left(TABLE, {}) == TABLE


def test_what_is_known_is_kept(tmp_path: Path) -> None:
    """Over the same texts; over others it begins anew."""
    file = tmp_path / "known.jsonl"
    known = Known(file, "texts")
    known.row(Carried(id="a", kind="row", inputs={"x": 1}, where=("x: 1",)))
    known.stand("b")
    again = Known(file, "texts")
    assert (again.rows, again.stands) == (known.rows, {"b"})
    other = Known(file, "other texts")
    assert (other.rows, other.stands, len(file.read_text("utf-8").splitlines())) == ({}, set(), 1)
