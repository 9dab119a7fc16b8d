"""The official texts, made into every format by real tools, are read as the plans of the texts; skipped where
they, or LibreOffice, are not there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import parse
from ingest.readers.office import program
from tests.conftest import OFFICIAL
from tests.official_formats import FORMATS, make, said

pytestmark = pytest.mark.skipif(
    not OFFICIAL.is_dir() or program() is None,
    reason="the official texts are not beside this checkout, or LibreOffice is not installed",
)
TEXTS = sorted(OFFICIAL.glob("*.txt")) if OFFICIAL.is_dir() else []


@pytest.fixture(scope="module", params=TEXTS, ids=lambda text: text.stem)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Path]]:
    return request.param, make(request.param, tmp_path_factory.mktemp(request.param.stem))


@pytest.mark.parametrize("name", FORMATS)
def test_it_is_the_plan_of_the_text(name: str, made: tuple[Path, dict[str, Path]]) -> None:
    text, files = made
    plan, file = parse(text.read_bytes(), text.name), files[name]
    found = said(parse(file.read_bytes(), file.name))
    wanted = said(plan)
    assert [clause[0] for clause in found] == [clause[0] for clause in wanted]
    different = [(mine, its) for mine, its in zip(found, wanted, strict=True) if mine != its]
    assert different == []
