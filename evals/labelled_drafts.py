"""Labelled drafts against `plans check`: which verdict each sentence gets.

usage: python -m evals.labelled_drafts evals/drafts/FILE.jsonl PAPERS … [--home LIBRARY] [-v]

A line is {"id", "sentences": [{"text", "verdict"}, …]}: a draft, a sentence a line, each with the verdict the
library gives it. PAPERS are the files or folders that are read into a fresh library; with --home that one is
taken as it is.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VERDICTS = ("contradicted", "unfounded", "supported", "no_claim")


def judged(file: Path, home: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(wanted, got, the sentence as checked), in order."""
    from assistant.ask import Assistant
    from assistant.checking.check import checked
    from assistant.checking.model import as_json

    with Assistant.open(home) as assistant:
        for line in file.read_text("utf-8").splitlines():
            wanted = json.loads(line)["sentences"]
            got = as_json(checked(assistant, "\n".join(one["text"] for one in wanted)))["sentences"]
            for one, sentence in zip(wanted, got, strict=True):
                yield one["verdict"], sentence["verdict"], sentence


def told(rows: list[tuple[str, str]]) -> str:
    """The table of wanted against got, and how far "contradicted" can be trusted."""
    pairs = Counter(rows)
    lines = ["wanted \\ got   " + "  ".join(f"{v:>12}" for v in VERDICTS)]
    lines += [f"{w:>14} " + "  ".join(f"{pairs[w, g]:>12}" for g in VERDICTS) for w in VERDICTS]
    said = sum(n for (_, got), n in pairs.items() if got == "contradicted")
    meant = sum(n for (wanted, _), n in pairs.items() if wanted == "contradicted")
    right = pairs["contradicted", "contradicted"]
    missed = pairs["contradicted", "supported"]
    return "\n".join(
        (
            *lines,
            f"contradicted: right {right}/{said} said, found {right}/{meant}, passed as supported {missed}",
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("papers", nargs="*")
    parser.add_argument("--home", type=Path)
    parser.add_argument("-v", dest="verbose", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        home = args.home or Path(fresh)
        if args.papers:
            command = [
                sys.executable,
                "-m",
                "assistant.cli.main",
                "--home",
                str(home),
                "ingest",
                *args.papers,
            ]
            subprocess.run(command, check=False, capture_output=True)
        rows = list(judged(args.file, home))
    print(told([(wanted, got) for wanted, got, _ in rows]))
    for wanted, got, sentence in rows if args.verbose else ():
        if wanted != got:
            said = [(c["verdict"], c["kind"], c["says"][:90]) for c in sentence["claims"]]
            print(f"{wanted} -> {got}: {sentence['text']} {said}")


if __name__ == "__main__":
    main()
