"""The Library in a real PostgreSQL: several writers at once, a server that goes away, and the commands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from ingest.errors import LibraryError
from ingest.pipeline import READER_VERSION
from ingest.store.library import Library
from tests import postgres
from tests.command import plans_here
from tests.plan_factory import Item, make_plan

ASKED = "南昌市2021年托育普惠率要达到多少？"


def test_two_writers_number_the_versions_of_a_plan_in_turn(postgresql: str, tmp_path: Path) -> None:
    url = postgres.new_database(postgresql)
    Library.open(tmp_path, url).close()

    def write(name: str) -> None:
        with Library.open(tmp_path, url) as library:
            for n in range(10):
                library.put(make_plan("shared", [Item(label="一/1", text=f"{name}第{n}次。")]))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ["left", "right"]))
    with Library.open(tmp_path, url) as library:
        versions = library.versions("shared")
    assert [v.version for v in versions] == list(range(1, 21))
    assert [v.status for v in versions].count("current") == 1


def test_libraries_made_at_once_are_one(postgresql: str, tmp_path: Path) -> None:
    url = postgres.new_database(postgresql)
    with ThreadPoolExecutor(4) as pool:
        for library in pool.map(lambda _: Library.open(tmp_path, url), range(4)):
            assert library.plans() == ()
            library.close()


def test_rows_of_an_earlier_program_are_given_the_parts(postgresql: str, tmp_path: Path) -> None:
    url = postgres.new_database(postgresql)
    with Library.open(tmp_path, url) as library:
        library.put(make_plan())
        stored = library.outline("linhe-2023-health").charges
    engine = create_engine(url)
    with engine.begin() as db:
        db.execute(text("ALTER TABLE responsibilities DROP COLUMN part"))
    engine.dispose()
    with Library.open(tmp_path, url) as library:
        assert library.outline("linhe-2023-health").charges == stored != ()


def test_a_server_that_goes_away_is_a_sentence(tmp_path: Path) -> None:
    with postgres.server() as socket:
        library = Library.open(tmp_path, postgres.new_database(socket))
        library.put(make_plan())
    with library, pytest.raises(LibraryError) as raised:
        library.plans()
    assert "读写失败" in str(raised.value)
    assert raised.value.remedy


@pytest.mark.parametrize(
    "command", [("ask", ASKED), ("tasks", "--json"), ("targets", "--json")], ids=lambda c: c[0]
)
def test_a_command_tells_what_it_tells_over_a_file(
    postgresql: str,
    corpus_home: Path,
    tmp_path: Path,
    command: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = postgres.new_database(postgresql)
    with Library.open(corpus_home) as source, Library.open(tmp_path, url, reader=READER_VERSION) as copy:
        for row in source.plans():
            copy.put(source.get(row.id))
    from_file = plans_here(tmp_path, "--home", str(corpus_home), *command)
    monkeypatch.setenv("PLANS_DATABASE", url)
    from_server = plans_here(tmp_path, *command)
    assert from_server.code == 0, from_server.err
    assert from_server.out == from_file.out
    assert not list(tmp_path.rglob("library.db"))
