"""Offices and people: every row of the tables, and names that are neither."""

from __future__ import annotations

import re

import pytest

from ingest.grammar.office_ends import AT_LARGE, ISSUER_END, PARENT_END, SIGNER_END, UNIT_END
from ingest.grammar.offices import (
    ends_as_office,
    is_name,
    is_office_or_area,
    may_be_office,
    signs_among,
    split_names,
)
from ingest.grammar.people import is_everyday_word, is_person, is_sure_office, with_titles
from ingest.grammar.tables import table
from ingest.responsibility.annotation import from_cell

ENDS = table("offices")["suffixes"]
PEOPLE = table("people")
OFFICES = table("offices")


@pytest.mark.parametrize("row", ENDS, ids=lambda row: row["end"])
def test_every_end_ends_its_example(row: dict[str, str]) -> None:
    assert row["example"].endswith(row["end"])
    assert ends_as_office(row["example"]) is (row["kind"] != "listed")
    assert may_be_office(row["example"])
    if row["kind"] == "short":
        assert is_office_or_area(row["example"])
    if row["kind"] in ("short", "organ") and len(row["example"]) > 3:
        assert is_sure_office(row["example"])


@pytest.mark.parametrize("name", ["张登科", "欧阳登科"])
def test_a_person_whose_name_ends_as_offices_do(name: str) -> None:
    assert is_person(name)
    assert not is_sure_office(name)


@pytest.mark.parametrize("row", ENDS, ids=lambda row: row["end"])
def test_the_ends_of_one_character(row: dict[str, str]) -> None:
    assert bool(re.fullmatch(UNIT_END, row["end"])) == bool(row.get("unit"))
    assert bool(re.fullmatch(PARENT_END, row["end"])) == bool(row.get("parts"))


@pytest.mark.parametrize("row", table("offices")["at_large"], ids=lambda row: row["word"])
def test_what_offices_are_called_at_large(row: dict[str, str]) -> None:
    assert re.search(rf"(?:{AT_LARGE})$", row["example"])


@pytest.mark.parametrize("row", table("offices")["issuers"], ids=lambda row: row["end"])
def test_every_end_of_an_issuer_ends_its_example(row: dict[str, str]) -> None:
    assert re.fullmatch(rf"[\u4e00-\u9fff]{{3,30}}?{ISSUER_END}", row["example"])
    assert bool(re.search(f"{SIGNER_END}$", row["example"])) is bool(row.get("alone"))


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("县水利局、各区、县级市", ("县水利局", "各区、县级市")),
        ("各有关县、区", ("各有关县、区",)),
        ("各市、县（区）人民政府", ("各市、县（区）人民政府",)),
        ("县水利局，各市、县〔区〕水利局", ("县水利局", "各市、县〔区〕水利局")),
        ("各市、县（市、区）粮食局、财政局", ("各市、县（市、区）粮食局", "财政局")),
        ("各县、市水利局", ("各县", "市水利局")),
        ("市和区、县水利部门", ("市和区、县水利部门",)),
        ("市水利局和区、县水利局", ("市水利局", "区、县水利局")),
        ("县委、县政府", ("县委", "县政府")),
    ],
)
def test_places_of_all_kinds_are_one_name(printed: str, names: tuple[str, ...]) -> None:
    assert split_names(printed)[0] == names


def test_no_end_stands_twice() -> None:
    ends = [row["end"] for row in ENDS]
    assert len(ends) == len(set(ends))


@pytest.mark.parametrize("row", PEOPLE["titles"], ids=lambda row: row["word"])
def test_a_title_stays_with_its_name(row: dict[str, str]) -> None:
    assert with_titles([row["example"], "林枫"]) == [f"{row['example']}林枫"]


def test_every_family_name_makes_a_person() -> None:
    one, two = "".join(PEOPLE["families"]["one"].split()), PEOPLE["families"]["two"]
    assert len(one) == len(set(one))
    assert all(is_person(f"{name}某某") for name in (*one, *two))


@pytest.mark.parametrize(
    ("word", "everyday"), [("项目", True), ("单位", True), ("李明", False), ("项伟平", False)]
)
def test_a_word_that_reads_as_a_name(word: str, everyday: bool) -> None:
    assert is_everyday_word(word) is everyday


@pytest.mark.parametrize(("name", "named"), [("”", False), ("·", False), ("12345", False), ("A科", True)])
def test_a_name_has_a_letter(name: str, named: bool) -> None:
    assert is_name(name) is named


def test_a_stroke_alone_stands_for_nobody_and_beside_names_is_a_sign() -> None:
    assert signs_among("—") == ()
    assert signs_among("财务科、—、-，”") == ("—", "-", "”")


@pytest.mark.parametrize("row", OFFICES["nobody"], ids=lambda row: row["word"])
def test_a_cell_that_says_nobody_names_none(row: dict[str, str]) -> None:
    assert split_names(row["example"])[0] == ()
    assert [r.units for r in from_cell("配合单位", row["example"], 0) if r.units] == []
