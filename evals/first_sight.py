"""A first-sight set, scored: its papers read into a fresh library, its questions asked, its readings
compared.

usage: python -m evals.first_sight evals/first-sight/DATE [--plans .venv/bin/plans] [--answers OUT.jsonl] [-v]

A set is a folder with papers/ (and v1/, v2/ for a paper in two versions), questions.jsonl and readings.jsonl
(for papers that are asked about a second time questions.jsonl and papers_of.txt, which names the first set),
written by somebody who has not seen the code; README.md in this folder tells the fields. A question is right
where every `must` stands in what is shown (an equal writing of `must_alt` will do), no `must_not` stands in
the assistant's own words (quotes apart), a list is exactly `complete`, and else one of `clauses` is cited; a
refusal (kind `refusal`, or `stated` false) is right where the status is not `answered`. *Near with it* counts
stated questions that get only the nearest sentences, the first of them of the right clause; they are not
right. *Denied* counts stated questions answered `not_found`, *false complete* lists that say they are
complete and lack a row.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from ingest.grammar.letters import without_blanks
from ingest.grammar.marks import read_marks
from ingest.grammar.numerals import COUNT_WORD

DASHES = str.maketrans({"−": "-", "—": "-", "－": "-", "～": "~", "*": ""})


def plain(text: str | None) -> str:
    """Without blanks, width, emphasis and kinds of dashes."""
    return without_blanks(unicodedata.normalize("NFKC", text or "")).translate(DASHES)


def label(text: str) -> str:
    """A label without the 表/ of table rows, punctuation and version prefix."""
    return re.sub(r"表/|[.、]", "", plain(text.split(":")[-1]))


def short_label(text: str) -> str:
    """The label without what some readers leave out of the path: chapters before an article numbered through
    (第二章/第九条), and 附件 where only one attachment carries clauses.
    """
    parts = label(text).split("/")
    article = next((n for n, part in enumerate(parts) if any(m.family == "条" for m in read_marks(part))), 0)
    parts = parts[article:]
    return "/".join(parts[1:] if len(parts) > 1 and parts[0] == "附件" else parts)


READINGS = "readings.jsonl"
PAPERS_OF = "papers_of.txt"
"""Holds the name of the set whose papers, and readings, a set's questions are about; such a set has none."""


class Folders:
    """A set's folder, and where its papers lie: in it, in the set that PAPERS_OF names, and `beside` it those
    that may not be kept.
    """

    def __init__(self, folder: Path, beside: Path | None) -> None:
        self.folder = folder
        named = folder / PAPERS_OF
        home = folder.parent / named.read_text("utf-8").strip() if named.is_file() else folder
        places = (home / "papers", home / "v1", home / "v2", beside)
        self.places = tuple(p for p in places if p is not None and p.is_dir())

    def file(self, name: str) -> Path | None:
        """`name` is a paper's, for one in two versions with the folder v1/ or v2/ before it."""
        tried = (self.folder / name, *(place / name for place in self.places))
        return next((path for path in tried if path.is_file()), None)

    def text(self, name: str) -> str:
        path = self.file(name)
        data = path.read_bytes() if path else b""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("gb18030", "replace")

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Those of a .jsonl whose paper is there; says what is left out."""
        lines = (self.folder / name).read_text("utf-8").splitlines()
        every = [json.loads(line) for line in lines if line.strip()]
        kept = [one for one in every if not one.get("file") or self.file(one["file"])]
        if len(kept) < len(every):
            print(f"{name}: {len(every) - len(kept)} left out, their papers are not here (--papers)")
        return kept


class Library:
    """The command `plans` over a library of its own."""

    def __init__(self, plans: str, home: Path) -> None:
        self.command = (*plans.split(), "--home", str(home))

    def run(self, *args: str) -> str:
        return subprocess.run([*self.command, *args], capture_output=True, text=True, check=False).stdout

    def json(self, *args: str) -> Any:
        return json.loads(self.run(*args, "--json"))


def unstated(asked: dict[str, Any]) -> bool:
    """Whether what is asked stands in no paper of the set."""
    return asked["kind"] == "refusal" or not asked.get("stated", True)


def faults_of(asked: dict[str, Any], answer: dict[str, Any]) -> tuple[list[str], bool]:
    """What is wrong with an answer, and whether it calls a list complete that lacks a row."""
    if unstated(asked):
        return (["answered"] if answer["status"] == "answered" else []), False
    shown = plain(answer["answer"])
    own = plain("\n".join(x for x in answer["answer"].split("\n") if not x.lstrip().startswith(">")))
    faults = [] if answer["status"] == "answered" else [f"{answer['status']}:{answer['reason']}"]
    for must in asked.get("must") or []:
        equal = (must, *(asked.get("must_alt") or {}).get(must, []))
        if not any(plain(one) in shown for one in equal):
            faults.append(f"lacks {must}")
    faults += [f"says {word}" for word in asked.get("must_not") or [] if plain(word) in own]
    cited = {short_label(c["clause"]) for c in answer["citations"]}
    if asked.get("complete"):
        listing = answer["listing"] or {"rows": [], "complete": False}
        got = {short_label(row["clause"]) for row in listing["rows"]} or cited
        wanted = {short_label(one) for one in asked["complete"]}
        if got != wanted:
            faults.append(f"list lacks {sorted(wanted - got)}, has {sorted(got - wanted)}")
        return faults, bool(listing["complete"] and wanted - got)
    if asked["clauses"] and not cited & {short_label(one) for one in asked["clauses"]}:
        faults.append(f"cites {sorted(cited)[:4]}")
    return faults, False


def _is_near(asked: dict[str, Any], answer: dict[str, Any]) -> bool:
    """Whether the nearest sentences are shown and the first ones are of a clause that states it."""
    cited = answer["citations"][:1]
    wanted = {short_label(one) for one in asked.get("clauses") or []}
    return answer["status"] == "near" and any(short_label(c["clause"]) in wanted for c in cited)


def _for_a_reader(asked: dict[str, Any], answer: dict[str, Any], faults: list[str]) -> dict[str, Any]:
    """The question, what was expected and what was shown, side by side for somebody who judges."""
    keep = ("id", "file", "history", "q", "kind", "stated", "gold", "must", "must_not", "clauses", "complete")
    listing = answer["listing"]
    rows = [f"{row['plan']}·{row['clause']}" for row in listing["rows"]] if listing else None
    shown = ("status", "reason", "answer", "remarks", "note", "read_as", "took_ms")
    return {
        **{key: asked[key] for key in keep if key in asked},
        "shown": {key: answer[key] for key in shown if answer.get(key)},
        "cites": [f"{c['plan']}·{c['clause']} {'、'.join(c['units'])}" for c in answer["citations"]],
        "listed": rows,
        "called_complete": bool(listing and listing["complete"]),
        "faults": faults,
    }


def answers(folders: Folders, library: Library, verbose: bool, out: TextIO | None = None) -> None:
    """Asks every question; `out` receives a line of JSON each for somebody who judges by eye."""
    asked = folders.rows("questions.jsonl")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for one in asked:
            turns = [{"role": "user", "content": said} for said in one.get("history") or []]
            print(
                json.dumps({"id": one["id"], "q": one["q"], "history": turns}, ensure_ascii=False), file=file
            )
        file.flush()
        said = {a["id"]: a for a in map(json.loads, library.run("batch", file.name).splitlines())}
    right, of, denied, false_complete, near = Counter[str](), Counter[str](), 0, 0, 0
    for one in asked:
        faults, incomplete = faults_of(one, said[one["id"]])
        of[one["kind"]] += 1
        right[one["kind"]] += not faults
        false_complete += incomplete
        near += not unstated(one) and _is_near(one, said[one["id"]])
        denied += not unstated(one) and said[one["id"]]["status"] == "not_found"
        if faults and verbose:
            print(f"  {one['id']}  {'; '.join(faults)}")
        if out is not None:
            print(json.dumps(_for_a_reader(one, said[one["id"]], faults), ensure_ascii=False), file=out)
    print("  ".join(f"{kind} {right[kind]}/{count}" for kind, count in of.items()))
    total = f"right {right.total()}/{of.total()}"
    print(f"{total}  near with it {near}  denied {denied}  false complete {false_complete}")


def readings(folders: Folders, library: Library, verbose: bool) -> None:
    """Labels, unit lists, targets; and the wrong readings at whose lines no doubt was raised. Nothing for a
    set that asks about another's papers: their readings count there.
    """
    if not (folders.folder / READINGS).is_file():
        return
    plans = {Path(p["file"]).stem: p for p in library.json("list")}
    clauses = {(c["plan"], short_label(c["label"])): c for c in library.json("clauses")}
    targets = defaultdict(list)
    for target in library.json("targets"):
        targets[target["plan"], short_label(target["clause"])].append(target)
    counts = Counter[str]()
    gold = [g for g in folders.rows(READINGS) if "label" in g and not g["file"].startswith("v1/")]
    for file, expected in groupby(gold, lambda one: one["file"]):
        plan = plans.get(Path(file).stem, {"id": None, "doubts": []})
        doubted = Counter(d["line"] for d in plan["doubts"])
        for one, lines in with_lines(folders.text(file), list(expected)):
            at = plan["id"], short_label(one["label"])
            faults = compare(one, clauses.get(at), targets[at], counts)
            counts["exact"] += at in clauses and label(clauses[at]["label"]) == label(one["label"])
            if faults:
                counts["wrong"] += 1
                line = next((n for n in lines if doubted[n]), None)
                doubted[line] -= line is not None
                counts["no doubt"] += line is None
                if verbose:
                    print(f"  {at}  {'; '.join(faults)}{'' if line is None else '  (doubted)'}")
    hit, beyond = counts["targets"], counts["beyond"]
    f1 = 2 * hit / (hit + beyond + counts["of targets"]) if counts["of targets"] else 0.0
    print("  ".join(f"{k} {counts[k]}/{counts[f'of {k}']}" for k in ("labels", "units", "targets")))
    said, wanted = (f"{counts['names']}/{counts[k]}" for k in ("names read", "of names"))
    print(f"names of units: of those read right {said}, of those expected read {wanted}")
    print(f"labels to the letter, with chapters and 附件: {counts['exact']}/{counts['of labels']}")
    print(f"targets beyond {beyond} (F1 {f1:.3f})")
    print(f"wrong readings {counts['wrong']}, without a doubt {counts['no doubt']}")


def compare(
    gold: dict[str, Any], clause: dict[str, Any] | None, read: list[dict[str, Any]], counts: Counter[str]
) -> list[str]:
    """What is wrong with one clause's reading; adds to the counts."""
    counts["labels"] += clause is not None
    counts["of labels"] += 1
    faults = [] if clause else ["no such label"]
    clause = clause or {}
    wanted, allowed = (
        _named(r for r in gold["units"] if r.get("optional", False) is o) for o in (False, True)
    )
    got = {plain(n) for n in (*clause.get("units", []), *clause.get("leaders", []))} - (allowed - wanted)
    counts["names"] += len(got & wanted)
    counts["names read"] += len(got)
    counts["of names"] += len(wanted)
    if wanted:
        counts["units"] += got == wanted
        counts["of units"] += 1
    if got != wanted:
        faults.append(f"units lack {sorted(wanted - got)}, have {sorted(got - wanted)}")
    left = list(read)
    for target in sorted(gold["targets"], key=lambda t: bool(t.get("optional"))):
        hit = next((t for t in left if _is(plain(target["value"]), t)), None)
        if hit:
            left.remove(hit)
        if not target.get("optional"):
            counts["targets"] += hit is not None
            counts["of targets"] += 1
            if not hit:
                faults.append(f"target {target['indicator']} {target['value']}{target['unit']}")
    counts["beyond"] += len(left)
    faults += [f"beyond: {t['indicator']} {t['value_text']}" for t in left]
    return faults


def _named(charged: Iterable[dict[str, Any]]) -> set[str]:
    return {plain(name) for one in charged for name in (*one["units"], *one.get("people", []))}


def with_lines(text: str, gold: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], range]]:
    """Each clause with the lines of the source it stands on: from its `starts` to the next clause's."""
    shown = re.sub(r"<[^>]*>", lambda tag: "\n" * tag[0].count("\n"), text)
    kept = [(at, c) for at, c in enumerate(shown) if not c.isspace()]
    dense, at, found = "".join(c for _, c in kept), 0, []
    for one in gold:
        place = dense.find(re.sub(r"\s", "", one.get("starts", "")), at)
        at = place if place >= 0 else at
        found.append(shown.count("\n", 0, kept[at][0]) + 1 if kept else 1)
    for one, first, after in zip(gold, found, [*found[1:], shown.count("\n") + 1], strict=True):
        yield one, range(first, max(after, first + 1))


_FROM = re.compile(r"(?:由|从|较|比|与|每)")
"""How a writer begins a value that holds other figures before the one to be reached: 由3成提高到5成 by its 5,
较2025年下降6% by its 6, 每70户不少于2处 by its 2.
"""
_FIGURE = re.compile(r"\d[\d.]*")
_TIMES = re.compile(rf"{COUNT_WORD}次$")


def _is(value: str, target: dict[str, Any]) -> bool:
    """Whether a target that was read has the value that is expected."""
    read_as = plain(target["value_text"])
    if value in read_as or (_FROM.match(value) and value.endswith(read_as)):  # 每季度一次, read as 一次
        return True
    if _TIMES.search(value):
        return False  # the 3 of 每3年一次 is no number of times
    figures = _FIGURE.findall(value.replace(",", ""))
    number = figures[-1] if figures and _FROM.match(value) else re.sub(r"[^\d.\-]", "", value)
    read = (target["value"], target["value_high"])
    try:
        return any(v is not None and float(v) == float(number) for v in read)
    except ValueError:
        return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", default=".venv/bin/plans")
    parser.add_argument("--papers", type=Path, help="a folder with the papers that are not kept here")
    parser.add_argument(
        "--answers", type=Path, help="writes what was shown beside what was expected, a line each"
    )
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        library = Library(args.plans, Path(home))
        folders = Folders(args.folder, args.papers)
        for place in folders.places:
            library.run("ingest", str(place))
        with Path(args.answers or os.devnull).open("w", encoding="utf-8") as out:
            answers(folders, library, args.verbose, out)
        readings(folders, library, args.verbose)
    return 0


if __name__ == "__main__":
    sys.exit(main())
