"""The digests that ship with the program: whole in themselves, and equal to the official texts in all that
can be counted.

The official texts are not part of the repository; the comparison runs where they lie beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ingest.model import Clause, Edition, Plan
from ingest.pipeline import parse
from tests.conftest import ROOT, official_texts

DIGESTS = sorted((ROOT / "corpus").glob("*.md"))
PAIRS = [(ROOT / "corpus" / f"{path.stem}.md", path) for path in official_texts()]

beside_official = pytest.mark.parametrize(
    ("digest", "official"),
    PAIRS
    or [
        pytest.param(None, None, marks=pytest.mark.skip(reason="the official texts are not on this machine"))
    ],
    ids=[official.stem for _, official in PAIRS] or ["absent"],
)
each_digest = pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)


@cache
def read(path: Path) -> Plan:
    return parse(path.read_bytes(), path.name)


def charged(clause: Clause) -> list[tuple[str, tuple[str, ...], tuple[str, ...], bool]]:
    return [(r.role, r.units, r.leaders, r.open) for r in clause.responsibilities]


def figures(plan: Plan) -> Counter[tuple[str, Decimal | None, Decimal | None, str | None, str]]:
    return Counter((t.clause, t.value, t.value_high, t.unit, t.comparator) for t in plan.targets)


def test_there_are_five() -> None:
    assert len(DIGESTS) == 5


@each_digest
def test_a_digest_says_that_it_is_one_and_which_plan_it_is(path: Path) -> None:
    plan = read(path)
    assert (plan.edition, plan.id) == (Edition.DIGEST, path.stem)
    assert plan.title
    assert plan.region
    assert plan.issuer
    assert plan.year


@each_digest
def test_every_clause_says_something(path: Path) -> None:
    plan = read(path)
    assert plan.clauses
    assert [c.label for c in plan.clauses if len(plan.text_of(c).strip()) < 4] == []


@beside_official
def test_same_clauses_in_the_same_order(digest: Path, official: Path) -> None:
    assert [c.label for c in read(digest).clauses] == [c.label for c in read(official).clauses]


@beside_official
def test_same_offices_leaders_and_roles(digest: Path, official: Path) -> None:
    mine = {c.label: charged(c) for c in read(digest).clauses}
    theirs = {c.label: charged(c) for c in read(official).clauses}
    assert mine == theirs


@beside_official
def test_same_figures(digest: Path, official: Path) -> None:
    mine, theirs = figures(read(digest)), figures(read(official))
    assert (list((theirs - mine).elements()), list((mine - theirs).elements())) == ([], [])


@beside_official
def test_same_deadlines_baselines_and_kinds(digest: Path, official: Path) -> None:
    def dated(plan: Plan) -> Counter[tuple[str, str | None, Decimal | None, str | None]]:
        return Counter((t.clause, t.deadline, t.baseline, t.kind) for t in plan.targets)

    assert dated(read(digest)) == dated(read(official))


@beside_official
def test_same_plan_by_title_place_and_time(digest: Path, official: Path) -> None:
    """What the official text prints of itself, the digest says too; the digest may know more (who
    issued it).
    """
    mine, theirs = read(digest), read(official)
    assert (mine.title, mine.region, mine.year, mine.period) == (
        theirs.title,
        theirs.region,
        theirs.year,
        theirs.period,
    )
    for name in ("issuer", "number", "issued"):
        assert getattr(theirs, name) in (None, getattr(mine, name)), name


@beside_official
def test_the_digest_is_in_words_of_its_own(digest: Path, official: Path) -> None:
    """No run of 36 characters stands in both, white space and the signs of Markdown aside."""
    mine, theirs = squeezed(digest), squeezed(official)
    known = {theirs[at : at + 36] for at in range(len(theirs) - 35)}
    assert [run for at in range(len(mine) - 35) if (run := mine[at : at + 36]) in known] == []


def squeezed(path: Path) -> str:
    plain = re.sub(r"[\s*_`>|#\\-]+", "", path.read_text("utf-8"))
    return plain.translate(str.maketrans("(),:;", "（），：；"))
