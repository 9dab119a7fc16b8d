"""What a place is: names of our own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.grammar import places
from ingest.grammar.places import is_no_place, level_meant, place_at_start, stem

TABLE = yaml.safe_load((Path(places.__file__).parent / "data" / "places.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", TABLE["endings"], ids=[row["for"] for row in TABLE["endings"]])
def test_an_ending_ends_its_example(row: dict[str, str]) -> None:
    assert place_at_start(f"{row['for']}") == row["for"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("临河市2031年慢行要点", "临河市"),
        ("云山省临河市慢行规划", "临河市"),
        ("盐城市慢行规划", "盐城市"),
        ("智慧城市建设方案", None),
        ("全市慢行要点", None),
        ("示范区建设方案", None),
        ("绿道灌区改造", None),
        ("老城区", "老城区"),
        ("柳桥镇慢行办法", "柳桥镇"),
        ("慢行工作要点", None),
    ],
)
def test_the_place_a_title_begins_with(words: str, place: str | None) -> None:
    assert place_at_start(words) == place


def test_what_only_looks_like_a_place_depends_on_where_it_stands() -> None:
    assert not is_no_place("大关县", "title")
    assert is_no_place("大关县", "text")
    assert is_no_place("健康县", "question")
    assert is_no_place("县市区划", "sentence")
    assert not is_no_place("临河县", "sentence")
    assert all(is_no_place("试验区", where) for where in ("text", "title", "question"))


@pytest.mark.parametrize(
    ("place", "bare"),
    [("临河市", "临河"), ("桥头自治州", "桥头"), ("濠江特别行政区", "濠江"), ("滨江新区", "滨江"),
        ("东县", "东县"), ("临河", "临河")],
)  # fmt: skip
def test_stem(place: str, bare: str) -> None:
    assert stem(place) == bare


def test_the_level_meant() -> None:
    assert level_meant("全县慢行要点", "") == "县"
    assert level_meant("要点", "关于印发全市要点的通知") == "市"
    assert level_meant("慢行要点") is None


@pytest.mark.parametrize("row", TABLE["levels"], ids=[row["example"] for row in TABLE["levels"]])
def test_the_ends_of_places_by_level(row: dict[str, Any]) -> None:
    last = row["example"][-1]
    assert re.fullmatch(places.PLACE_END, last)
    assert bool(re.fullmatch(places.LEVEL, last)) != bool(row.get("town"))
    assert bool(re.fullmatch(places.AREA, last)) == bool(row.get("common"))
    assert bool(re.fullmatch(places.BELOW_PROVINCE, last)) == (bool(row.get("common")) and last != "省")
