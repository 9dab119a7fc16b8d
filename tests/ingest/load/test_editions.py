"""Whose text a file is: one of which nobody has said so displaces none, and is confirmed under its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import FileReport, Loading, confirm, load
from ingest.model import Edition
from ingest.store.library import Library
from tests.ingest.load.conftest import OFFICIAL, write
from tests.ingest.load.test_load import DIGEST

ID = "linhe-2023-health"
LATER = OFFICIAL.replace("95%", "98%")


def take(library: Library, folder: Path, text: str, edition: Edition | None = None) -> FileReport:
    path = write(folder, **{f"{abs(hash(text))}__md": text})[0]
    return next(iter(load(library, [path], how=Loading(edition=edition), named=[path])))


def held(library: Library, plan: str) -> list[tuple[int, str, str]]:
    return [(v.version, v.edition.value, v.status) for v in library.versions(plan)]


def test_what_comes_by_the_command_is_official_unless_somebody_says_otherwise(
    library: Library, folder: Path
) -> None:
    plan = take(library, folder, OFFICIAL).id or ""
    assert held(library, plan) == [(1, "official", "current")]
    other = take(library, folder, OFFICIAL.replace("临河市", "海西市"), Edition.UNCONFIRMED).id or ""
    assert held(library, other) == [(1, "unconfirmed", "current")]


@pytest.mark.parametrize("stands", [DIGEST, OFFICIAL])
def test_an_unconfirmed_text_stands_beside(library: Library, folder: Path, stands: str) -> None:
    plan = take(library, folder, stands).id or ""
    report = take(library, folder, LATER, Edition.UNCONFIRMED)
    assert (report.outcome, report.id) == ("aside", plan)
    assert [status for *_, status in held(library, plan)] == ["current", "superseded"]
    assert "98%" not in library.get(plan).text
    again = take(library, folder, LATER, Edition.UNCONFIRMED)
    assert again.outcome == "aside"
    assert len(library.versions(plan)) == 2


@pytest.mark.parametrize("stands", [DIGEST, OFFICIAL])
def test_confirmed_as_official_it_takes_its_place(library: Library, folder: Path, stands: str) -> None:
    plan = take(library, folder, stands).id or ""
    take(library, folder, LATER, Edition.UNCONFIRMED)
    assert confirm(library, plan, 2, Edition.OFFICIAL).outcome == "replaced"
    assert held(library, plan)[1] == (2, "official", "current")
    assert "98%" in library.get(plan).text


def test_confirmed_as_a_digest_it_stands_beside_the_official_text(library: Library, folder: Path) -> None:
    plan = take(library, folder, OFFICIAL).id or ""
    take(library, folder, LATER, Edition.UNCONFIRMED)
    assert confirm(library, plan, 2, Edition.DIGEST).outcome == "aside"
    assert held(library, plan) == [(1, "official", "current"), (2, "digest", "superseded")]


def test_alone_it_is_confirmed_under_its_number(library: Library, folder: Path) -> None:
    plan = take(library, folder, OFFICIAL, Edition.UNCONFIRMED).id or ""
    confirm(library, plan, 1, Edition.OFFICIAL)
    assert held(library, plan) == [(1, "official", "current")]
    assert library.plans()[0].edition is Edition.OFFICIAL


def test_the_same_file_by_the_command_confirms_it(library: Library, folder: Path) -> None:
    plan = take(library, folder, OFFICIAL, Edition.UNCONFIRMED).id or ""
    assert take(library, folder, OFFICIAL).outcome == "replaced"
    assert held(library, plan) == [(1, "official", "current")]


def test_any_word_on_whose_it_is_weighs_more_than_none(library: Library, folder: Path) -> None:
    take(library, folder, LATER, Edition.UNCONFIRMED)
    report = take(library, folder, DIGEST)
    assert (report.outcome, report.version) == ("replaced", 2)
    with pytest.raises(KeyError):
        confirm(library, report.id or "", 9, Edition.OFFICIAL)
