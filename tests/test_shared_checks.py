"""The scorers beside the checkout, on the official texts; skipped where they are not there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.conftest import GOLD, OFFICIAL, ROOT

CHECK = ROOT.parent / "shared" / "check"
pytestmark = pytest.mark.skipif(
    not (CHECK.is_dir() and OFFICIAL.is_dir()),
    reason="the official texts and scorers are not beside this checkout",
)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> str:
    home = tmp_path_factory.mktemp("official")
    command = f"{sys.executable} -m assistant.cli.main --home {home}"
    subprocess.run([*command.split(), "ingest", str(OFFICIAL)], check=True, capture_output=True, cwd=ROOT)
    return command


def score(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(CHECK / script), *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


def test_structure_is_exact(plans: str) -> None:
    done = score("structure.py", "--plans", plans)
    assert done.returncode == 0, done.stdout


def test_targets(plans: str) -> None:
    done = score("targets.py", "--plans", plans)
    *_, compared, deadline, baseline = (float(x) for x in _worst(done.stdout))
    assert done.returncode == 0, done.stdout
    assert (compared >= 0.98, deadline >= 0.97, baseline) == (True, True, 1.0), done.stdout


def _worst(table: str) -> list[float]:
    rows = [re.findall(r"\d\.\d{3}", line) for line in table.splitlines()]
    full = [[float(x) for x in row] for row in rows if len(row) == 6]
    return [min(column) for column in zip(*full, strict=True)]


def test_answers(plans: str) -> None:
    done = score("answers.py", str(GOLD / "questions.jsonl"), "--plans", plans, "--need", "0.98", "-v")
    assert done.returncode == 0, done.stdout
    shares = {
        m[1]: float(m[2]) for m in re.finditer(r"^(\S+)\s+\d+/\d+\s+([\d.]+)$", done.stdout, re.MULTILINE)
    }
    assert shares["list-by-unit"] == 1.0
    assert shares["unanswerable"] >= 0.95
    assert all(shares[kind] >= 0.9 for kind in ("target", "unit", "content"))


def test_the_corpus_is_in_its_own_words() -> None:
    done = score("own_words.py", str(ROOT))
    assert done.returncode == 0, done.stdout
