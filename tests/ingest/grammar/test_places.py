"""What a place is: names of our own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ingest.grammar import places
from ingest.grammar.places import (
    is_no_place,
    level_meant,
    most_named,
    place_at_start,
    place_met_in,
    stem,
)
from ingest.grammar.tables import loaded

TABLE = loaded((Path(places.__file__).parent / "data" / "places.yaml").read_text("utf-8"))


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
        # of the table of divisions, the innermost of several
        ("贵州省遵义市湄潭县慢行要点", "湄潭县"),
        ("黔南布依族苗族自治州慢行规划", "黔南布依族苗族自治州"),
        ("大关县慢行要点", "大关县"),
        ("广州市场馆慢行办法", "广州市"),
        # a new district, an invented county: by its shape
        ("云岭县慢行道路养护方案", "云岭县"),
        ("青草旗2031年慢行要点", "青草旗"),
        ("青草旗卫生健康局", "青草旗"),
        ("云岭市政府慢行报告", "云岭市"),
        ("中共临河市委办公室", "临河市"),
        ("云岭市民办驿站管理办法", "云岭市"),
        # words of doing and things that only end as places do
        ("加快县域慢行发展的意见", None),
        ("提高市民出行素质的方案", None),
        ("推进区域慢行协调的意见", None),
        ("实现市场繁荣的措施", None),
        ("完善市政道路的方案", None),
        ("促进县级驿站建设的办法", None),
        ("推进全市绿道建设的方案", None),
        ("支持区内驿站的意见", None),
        ("青草旗帜设计规则", None),
        ("农村地区慢行方案", None),
        ("郊区慢行方案", None),
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


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("——在湄潭县第十七届人民代表大会第三次会议上", "湄潭县"),
        ("（2031年1月10日在云岭县人民代表大会上）", "云岭县"),
        ("——2031年1月在临河市慢行工作会议上的讲话", "临河市"),
        ("——2031年1月在全市慢行工作会议上", None),
        ("（2031年1月10日起施行）", None),
        ("——在推进区域慢行发展大会上", None),
    ],
)
def test_the_place_of_a_session(line: str, place: str | None) -> None:
    assert place_met_in(line) == place


def test_the_named_most_is_a_name() -> None:
    words = "实现市场公平。实现市场有序。\n清理市场环境。清理市场乱象。\n"
    assert most_named(words, None) is None
    assert most_named(words + "湄潭县修路。湄潭县修桥。", None) == "湄潭县"


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
