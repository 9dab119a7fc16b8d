"""Five texts of our own, in the shapes offices write, as files of every format that real tools make of them:
each is read as the text is, with the same labels, words, those responsible and targets.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers.office import program
from tests.conftest import ROOT
from tests.official_formats import FORMATS, make, promised, said

OWN = (
    "kinds/around/栖梧区2025年养老工作要点.txt", "kinds/plain/云岫县2026年政府工作报告.txt",
    "kinds/section_time/沅浦市2025年政府工作报告.txt", "kinds/signs/青萝市2025年经济运行工作要点.txt",
    "kinds/several/柳坪县二次供水办法.txt",
)  # fmt: skip
pytestmark = pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")


TEXTS = [ROOT / "tests" / "data" / name for name in OWN]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, dict[str, Path]]:
    return make(TEXTS, tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module", params=TEXTS, ids=lambda text: text.stem)
def plan(request: pytest.FixtureRequest) -> tuple[Path, Plan]:
    return request.param, parse(request.param.read_bytes(), request.param.name)


@pytest.mark.parametrize("name", FORMATS)
def test_it_is_the_plan_of_the_text(
    name: str, plan: tuple[Path, Plan], made: dict[Path, dict[str, Path]]
) -> None:
    text, wanted = plan
    file = made[text][name]
    found = parse(file.read_bytes(), file.name)
    assert [clause[0] for clause in said(found)] == [clause[0] for clause in said(wanted)]
    assert [pair for pair in zip(said(found), said(wanted), strict=True) if pair[0] != pair[1]] == []
    assert promised(found) == promised(wanted)
