"""A first-sight set, scored: its papers read into a fresh library, its questions asked, its readings
compared.

usage: python -m evals.first_sight evals/first-sight/DATE [--plans .venv/bin/plans] [-v]

A set is a folder with papers/ (and v1/, v2/ for a paper in two versions), questions.jsonl and readings.jsonl,
written by somebody who has not seen the code; README.md in this folder tells the fields. A question is right
where every `must` stands in what is shown (an equal writing of `must_alt` will do), no `must_not` stands in
the assistant's own words (quotes apart), a list is exactly `complete`, and else one of `clauses` is cited; a
refusal is right where the status is not `answered`. *Denied* counts stated questions answered `not_found`,
*false complete* lists that say they are complete and lack a row.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

DASHES = str.maketrans({"−": "-", "—": "-", "－": "-", "～": "~", "*": ""})


def plain(text: str | None) -> str:
    """Without blanks, width, emphasis and kinds of dashes."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "")).translate(DASHES)


def label(text: str) -> str:
    """A label without the 表/ of table rows, punctuation and version prefix."""
    return re.sub(r"表/|[.、]", "", plain(text.split(":")[-1]))


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


class Library:
    """The command `plans` over a library of its own."""

    def __init__(self, plans: str, home: Path) -> None:
        self.command = (*plans.split(), "--home", str(home))

    def run(self, *args: str) -> str:
        return subprocess.run([*self.command, *args], capture_output=True, text=True, check=False).stdout

    def json(self, *args: str) -> Any:
        return json.loads(self.run(*args, "--json"))


def faults_of(asked: dict[str, Any], answer: dict[str, Any]) -> tuple[list[str], bool]:
    """What is wrong with an answer, and whether it calls a list complete that lacks a row."""
    if asked["kind"] == "refusal":
        return (["answered"] if answer["status"] == "answered" else []), False
    shown = plain(answer["answer"])
    own = plain("\n".join(x for x in answer["answer"].split("\n") if not x.lstrip().startswith(">")))
    faults = [] if answer["status"] == "answered" else [f"{answer['status']}:{answer['reason']}"]
    for must in asked.get("must") or []:
        equal = (must, *(asked.get("must_alt") or {}).get(must, []))
        if not any(plain(one) in shown for one in equal):
            faults.append(f"lacks {must}")
    faults += [f"says {word}" for word in asked.get("must_not") or [] if plain(word) in own]
    cited = {label(c["clause"]) for c in answer["citations"]}
    if asked.get("complete"):
        listing = answer["listing"] or {"rows": [], "complete": False}
        got = {label(row["clause"]) for row in listing["rows"]} or cited
        wanted = {label(one) for one in asked["complete"]}
        if got != wanted:
            faults.append(f"list lacks {sorted(wanted - got)}, has {sorted(got - wanted)}")
        return faults, bool(listing["complete"] and wanted - got)
    if asked["clauses"] and not cited & {label(one) for one in asked["clauses"]}:
        faults.append(f"cites {sorted(cited)[:4]}")
    return faults, False


def answers(folder: Path, library: Library, verbose: bool) -> None:
    asked = rows(folder / "questions.jsonl")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for one in asked:
            print(json.dumps({"id": one["id"], "q": one["q"], "history": []}, ensure_ascii=False), file=file)
        file.flush()
        said = {a["id"]: a for a in map(json.loads, library.run("batch", file.name).splitlines())}
    right, of, denied, false_complete = Counter[str](), Counter[str](), 0, 0
    for one in asked:
        faults, incomplete = faults_of(one, said[one["id"]])
        of[one["kind"]] += 1
        right[one["kind"]] += not faults
        false_complete += incomplete
        denied += one["kind"] != "refusal" and said[one["id"]]["status"] == "not_found"
        if faults and verbose:
            print(f"  {one['id']}  {'; '.join(faults)}")
    print("  ".join(f"{kind} {right[kind]}/{count}" for kind, count in of.items()))
    total = f"right {right.total()}/{of.total()}"
    print(f"{total}  denied {denied}  false complete {false_complete}")


def readings(folder: Path, library: Library, verbose: bool) -> None:
    files = {Path(p["file"]).stem: p["id"] for p in library.json("list")}
    clauses = {(c["plan"], label(c["label"])): c for c in library.json("clauses")}
    targets = defaultdict(list)
    for target in library.json("targets"):
        targets[target["plan"], label(target["clause"])].append(target)
    counts = Counter[str]()
    for gold in rows(folder / "readings.jsonl"):
        if gold["file"].startswith("v1/"):
            continue
        at = files.get(Path(gold["file"]).stem), label(gold["label"])
        clause = clauses.get(at, {})
        counts["labels"] += bool(clause)
        counts["of labels"] += 1
        if gold["units"]:
            wanted = {plain(n) for r in gold["units"] for n in (*r["units"], *r.get("people", []))}
            got = {plain(n) for n in (*clause.get("units", []), *clause.get("leaders", []))}
            counts["units"] += got == wanted
            counts["of units"] += 1
            if got != wanted and verbose:
                print(f"  {at}  units lack {sorted(wanted - got)}, have {sorted(got - wanted)}")
        for target in gold["targets"]:
            if target.get("optional"):
                continue
            value = plain(target["value"])
            hit = any(_is(value, t) for t in targets[at])
            counts["targets"] += hit
            counts["of targets"] += 1
            if not hit and verbose:
                print(f"  {at}  target {target['indicator']} {target['value']}{target['unit']}")
    print("  ".join(f"{k} {counts[k]}/{counts[f'of {k}']}" for k in ("labels", "units", "targets")))


def _is(value: str, target: dict[str, Any]) -> bool:
    if value in plain(target["value_text"]):
        return True
    number = re.sub(r"[^\d.\-]", "", value)
    read = (target["value"], target["value_high"])
    try:
        return any(v is not None and float(v) == float(number) for v in read)
    except ValueError:
        return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", default=".venv/bin/plans")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        library = Library(args.plans, Path(home))
        for part in ("papers", "v1", "v2"):
            if (args.folder / part).is_dir():
                library.run("ingest", str(args.folder / part))
        answers(args.folder, library, args.verbose)
        readings(args.folder, library, args.verbose)
    return 0


if __name__ == "__main__":
    sys.exit(main())
