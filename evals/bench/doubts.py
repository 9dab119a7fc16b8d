"""How much each sign of ingest/inspection/signs.py speaks for a wrong reading, and how well doubts find them.

In: sets of first sight (evals/first-sight, and others of the same shape), whose readings are known to be
right or wrong, and folders with those of their papers that are not kept; the first two sets do not list every
target of their papers and are left out. Out: the weights as data/signs.tsv has them; `Found`, every set told
by weights from the others.
Clauses that were not read at all have no signs; they count as wrong. A wrong reading is found by a doubt at
its lines, as first sight counts it; a right one is doubted where a doubt is of it, as staff are shown it.
"""

from __future__ import annotations

import contextlib
import io
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from evals.bench.regression import fitted
from evals.first_sight import READINGS, Folders, compare, short_label, with_lines
from ingest.grammar.letters import without_blanks
from ingest.inspection import weak
from ingest.inspection.options import WEAK
from ingest.inspection.weak import BIAS, OFFICES, TARGETS, UNIT, WEIGHED, signs_by_clause
from ingest.model import Clause, Plan
from ingest.pipeline import parse

WEIGHTS = Path(weak.__file__).parent / "data" / "signs.tsv"
SETS = Path(__file__).parents[1] / "first-sight"
FIRST = "2026-11-29-3"
"""The first set whose readings hold every target."""
PENALTY = 10
"""Of weights against misses; 4 to 20 equal within .03 of the wrong readings found."""
SEEN = 4
"""Clauses that must have a sign for it to be given a weight."""
SHARES = (0.1, 0.15, 0.18, 0.2, 0.22, 0.25, 0.28, 0.3, 0.32, 0.35, 0.4, 0.5)
"""Those that are tried beside each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One clause of a set: its signs, whether its offices or targets are wrong, whether it is wrong at all,
    and whether another check doubts it, or something on its lines.
    """

    of: str
    signs: frozenset[str]
    offices: bool
    targets: bool
    wrong: bool
    doubted: bool
    beside: bool


def judged(sets: Path = SETS, papers: Sequence[Path] = (), others: Sequence[Path] = ()) -> list[Judged]:
    """Every clause of the sets whose papers are at hand, each once: sets that ask about another's papers have
    no readings; `others` are folders of sets that are not kept.
    """
    folders = sorted(file.parent for file in sets.glob(f"20*/{READINGS}") if file.parent.name >= FIRST)
    return [one for folder in (*folders, *others) for one in _of_set(folder, papers)]


def _of_set(folder: Path, papers: Sequence[Path]) -> Iterator[Judged]:
    folders = Folders(folder, None)
    folders.places = (*folders.places, *papers)
    with contextlib.redirect_stdout(io.StringIO()):
        rows = folders.rows(READINGS)
    gold = [g for g in rows if "label" in g and not g["file"].startswith("v1/")]
    for file, rows_of in groupby(gold, lambda one: one["file"]):
        expected = list(rows_of)
        path = max(_places(folders, file), key=lambda path: _stand_in(path, expected))
        folders.places = (path.parent, *folders.places)
        plan = parse(path.read_bytes(), path.name)
        yield from _of_paper(folder.name, plan, expected, folders.text(file))


def _places(folders: Folders, file: str) -> list[Path]:
    """Every paper of that name; those of different sets are different ones."""
    return [path for place in folders.places if (path := place / file).is_file()]


def _stand_in(path: Path, gold: Sequence[dict[str, object]]) -> int:
    """How many of the clauses begin with words of the paper."""
    text = without_blanks(path.read_bytes().decode("utf-8", "replace"))
    return sum(without_blanks(str(one.get("starts", ""))) in text for one in gold)


def _of_paper(name: str, plan: Plan, gold: list[dict[str, object]], text: str) -> Iterator[Judged]:
    read = {short_label(c.label): (c, signs) for c, signs in signs_by_clause(plan)}
    targets: dict[str, list[dict[str, object]]] = defaultdict(list)
    for t in plan.targets:
        said = {"indicator": t.indicator, "value_text": t.value_text, "value": t.value}
        targets[short_label(t.clause)].append({**said, "value_high": t.value_high})
    proved = [d for d in plan.doubts if d.kind not in WEIGHED]
    lines = {d.line for d in proved}
    labels = {d.clause for d in proved}
    for one, at in with_lines(text, gold):
        label = short_label(str(one["label"]))
        clause, signs = read.get(label, (None, []))
        faults = compare(one, _as_json(clause), targets[label], Counter())
        yield Judged(
            of=name,
            signs=frozenset(sign.name for sign in signs),
            offices=any(f.startswith("units") for f in faults),
            targets=any(f.startswith(("target", "beyond")) for f in faults),
            wrong=bool(faults),
            doubted=clause is not None and clause.label in labels,
            beside=any(line in lines for line in at),
        )


def _as_json(clause: Clause | None) -> dict[str, object] | None:
    return {"units": clause.units, "leaders": clause.leaders, "label": clause.label} if clause else None


def trained(rows: Sequence[Judged]) -> str:
    """The weights as the file has them. The same rows give the same text."""
    offices, targets = _weights(rows, OFFICES), _weights(rows, TARGETS)
    names = sorted({*offices, *targets})
    return "".join(f"{name}\t{offices.get(name, 0)}\t{targets.get(name, 0)}\n" for name in names)


def _weights(rows: Sequence[Judged], of: str) -> dict[str, int]:
    rows = [row for row in rows if row.signs]
    seen = Counter(sign for row in rows for sign in row.signs)
    other = TARGETS if of == OFFICES else OFFICES
    names = sorted(s for s, times in seen.items() if times >= SEEN and not s.startswith(f"{other} "))
    number = {name: n for n, name in enumerate(names)}
    examples = [[number[s] for s in row.signs if s in number] for row in rows]
    table, bias = fitted(
        [example or [len(names)] for example in examples],
        [int(row.offices if of == OFFICES else row.targets) for row in rows],
        len(names) + 1,
        PENALTY,
    )
    found = {name: round((table[n, 1] - table[n, 0]) * UNIT) for name, n in number.items()}
    return {BIAS: round((bias[1] - bias[0]) * UNIT), **found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`wrong` and `right` readings, how many of each are doubted at a share of wrong ones; `of` which set, ""
    of all.
    """

    share: float
    of: str
    wrong: int
    wrong_doubted: int
    right: int
    right_doubted: int


def measured(rows: Sequence[Judged], shares: Sequence[float] = (WEAK.share,)) -> list[Found]:
    """Every set told by weights from the others, together with what the other checks doubt."""
    told: list[tuple[Judged, float]] = []
    for name in sorted({row.of for row in rows}):
        others = [row for row in rows if row.of != name]
        tables = _weights(others, OFFICES), _weights(others, TARGETS)
        told += [(row, max(_share(row, table) for table in tables)) for row in rows if row.of == name]
    names = ("", *dict.fromkeys(row.of for row, _ in told))
    return [
        _found([one for one in told if name in ("", one[0].of)], share, name)
        for share in shares
        for name in names
    ]


def _share(row: Judged, table: dict[str, int]) -> float:
    odds = table[BIAS] + sum(table.get(sign, 0) for sign in row.signs)
    return 1 / (1 + math.exp(-odds / UNIT)) if row.signs else 0.0


def _found(told: Sequence[tuple[Judged, float]], share: float, name: str) -> Found:
    doubted = [(row, row.doubted or (row.wrong and row.beside) or at >= share) for row, at in told]
    counts = Counter((row.wrong, is_doubted) for row, is_doubted in doubted)
    return Found(
        share=share,
        of=name,
        wrong=counts[True, True] + counts[True, False],
        wrong_doubted=counts[True, True],
        right=counts[False, True] + counts[False, False],
        right_doubted=counts[False, True],
    )
