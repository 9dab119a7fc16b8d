"""The official texts, made into every format by real tools, are read as the plans of the texts; skipped where
they, or LibreOffice, are not there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers.office import program
from tests.conftest import OFFICIAL
from tests.official_formats import FORMATS, make, said

pytestmark = pytest.mark.skipif(
    not OFFICIAL.is_dir() or program() is None,
    reason="the official texts are not beside this checkout, or LibreOffice is not installed",
)
TEXTS = sorted(OFFICIAL.glob("*.txt")) if OFFICIAL.is_dir() else []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, dict[str, Path]]:
    return make(TEXTS, tmp_path_factory.mktemp("official"))


@pytest.fixture(scope="module", params=TEXTS, ids=lambda text: text.stem)
def plan(request: pytest.FixtureRequest) -> tuple[Path, Plan]:
    return request.param, parse(request.param.read_bytes(), request.param.name)


@pytest.mark.parametrize("name", FORMATS)
def test_it_is_the_plan_of_the_text(
    name: str, plan: tuple[Path, Plan], made: dict[Path, dict[str, Path]]
) -> None:
    text, wanted_plan = plan
    file = made[text][name]
    found = said(parse(file.read_bytes(), file.name))
    wanted = said(wanted_plan)
    assert [clause[0] for clause in found] == [clause[0] for clause in wanted]
    different = [(mine, its) for mine, its in zip(found, wanted, strict=True) if mine != its]
    assert different == []
