"""Labelled sentences against the check: true ones struck and false ones shown, by kind.

usage: python -m evals.labelled_sentences evals/sentences/FILE.jsonl PAPERS … [--plans .venv/bin/plans] [-v]

A line is {"id", "sentence", "cites": [[plan, label], …], "true", "kind"}; PAPERS are the files or folders the
cited clauses stand in, read into a fresh library. The check is that of `plans check --pairs`, which decides
whether a model's sentence is shown.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any


def judged(plans: str, papers: list[str], file: Path) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as home:
        command = [*plans.split(), "--home", home]
        subprocess.run([*command, "ingest", *papers], check=False, capture_output=True)
        done = subprocess.run([*command, "check", "--pairs", str(file)], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]


def wrong_by_kind(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """(wrongly judged, all) by kind; all true sentences are of the kind "true"."""
    every, wrong = Counter[str](), Counter[str]()
    for row in rows:
        kind = "true" if row["true"] else row["kind"]
        every[kind] += 1
        wrong[kind] += row["shown"] != row["true"]
    return {kind: (wrong[kind], every[kind]) for kind in every}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("papers", nargs="+")
    parser.add_argument("--plans", default=f"{sys.executable} -m assistant.cli.main")
    parser.add_argument("-v", dest="verbose", action="store_true")
    args = parser.parse_args()
    rows = judged(args.plans, args.papers, args.file)
    found = wrong_by_kind(rows)
    struck, true = found.pop("true", (0, 0))
    print(f"true struck {struck}/{true}  false shown {sum(w for w, _ in found.values())}/"
          f"{sum(n for _, n in found.values())}")  # fmt: skip
    print("  ".join(f"{kind} {shown}/{n}" for kind, (shown, n) in sorted(found.items())))
    for row in rows if args.verbose else ():
        if row["shown"] != row["true"]:
            print(row["kind"], row["sentence"], [fault["says"] for fault in row["faults"]])


if __name__ == "__main__":
    main()
