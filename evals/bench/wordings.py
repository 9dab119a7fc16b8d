"""What each pattern, row and word on the side of questions carries: the questions are asked without it, and
what is answered otherwise is counted.

In: the patterns and word lists of modules, the tables of ways to ask, of words and of checking; questions
over libraries made for them: the cases, the first-sight sets, and others with their papers; labelled
sentences, which are checked as a model's are, and drafts. Out: the report of `bench.rules`, questions in the
place of texts. First all are asked with every pattern watched: a pattern that matches in none of them carries
nothing.
A row is tried by itself only on questions in whose words it, or one of its words, stands, a pattern where it
matched; what changes nothing alone is tried together, over all of them. A rule of reading that questions and
sentences are read by as well (`ingest.grammar`) can be tried here like any other.

A development tool: an answer that is another may be as right, and what no question here needs another may.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from rich.console import Console

from assistant.admin.ingest_files import take_in
from assistant.query.asks import CLASS
from assistant.settings import Settings
from evals.bench.asked import SETS
from evals.bench.differences import Carried, added
from evals.bench.known import Known
from evals.bench.rules import ENOUGH, Bench, Import, Report, tried_all
from evals.bench.switches import ROOMS, Rule, Switch, find_rules, loaded, rows_of
from evals.bench.together import Passages, Progress
from evals.bench.watched import Watched
from evals.cases import CASES, read_suites
from evals.first_sight import Folders
from ingest.grammar.letters import without_blanks

_ROOT = Path(__file__).parents[2] / "assistant"
TABLES = tuple(sorted(str(path.relative_to(_ROOT)) for path in _ROOT.glob("*/data/*.yaml")))
"""All tables on the side of questions."""
ASKING = ("query", "retrieval", "lookups", "lookups.typed", "versions", "answers", "verification", "checking")
"""The packages that a question and a sentence go through."""
SENTENCES = tuple(sorted(Path(__file__).parents[1].glob("sentences/**/*.jsonl")))
"""Labelled sentences with the clauses they cite, of the papers of the first-sight sets or of those beside
them.
"""
DRAFTS = tuple(sorted(Path(__file__).parents[1].glob("drafts/*.jsonl")))
"""Drafts, a sentence a line, on the same papers and the corpus."""
_TODAY = date(2026, 11, 29)
"""今年 is to be the same year however long a run takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`turns` are what was asked before; an answer that stands behind one is what was answered. With `cites`
    (plan, label) it is a sentence on these clauses, and is checked as an answer to the last of the turns; a
    `draft` is checked sentence by sentence.
    """

    origin: str
    home: Path
    turns: tuple[tuple[str, str], ...]
    typed: str
    cites: tuple[tuple[str, str], ...] = ()
    draft: bool = False

    @property
    def words(self) -> str:
        return without_blanks("\n".join((*(said for _, said in self.turns), self.typed)))


def find_rows(names: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rows of these tables (`asks`, `synonyms`), or of all."""
    tables = [table for table in TABLES if not names or Path(table).stem in names]
    return tuple(
        rule for table in tables for rule in rows_of(f"assistant.{table.partition('/')[0]}", _ROOT / table)
    )


def find_patterns(names: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The patterns and word lists of these packages and modules of `ASKING` (`query`, `query.slots`), or of
    all.
    """
    rooms = [f"assistant.{room}" for room in ASKING]
    found = (rule for rule in find_rules(rooms) if rule.kind != "row")
    return tuple(
        rule
        for rule in found
        if not names or any(f"{rule.module}.".startswith(f"assistant.{name}.") for name in names)
    )


def run(
    questions: Sequence[Question],
    rows: Sequence[Rule],
    *,
    words: bool = False,
    enough: int = ENOUGH,
    state: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Report:
    """Every row by itself (with `words` every word of each), then those together that changed nothing."""
    bench = Wordings(questions, progress)
    if words:
        switches = [Switch(rule=row, word=word) for row in rows for word in row.own]
    else:
        switches = [Switch(rule=row) for row in rows if ":words/" not in row.name]  # those are parts of rows
    return tried_all(bench, switches, enough, Known(state, bench.digest), progress)


@dataclass(slots=True)
class _Desk:
    """The assistants of one loading of the modules."""

    module: Import
    open: dict[Path, Any] = field(default_factory=dict)

    def ask(self, one: Question) -> dict[str, Any]:
        """What is shown, as JSON; the error where there is one."""
        assistant, turn = self._at(one.home), self.module("assistant.question").Turn
        if one.cites or one.draft:
            return self._checked(assistant, one)
        history: list[Any] = []
        for n, (role, said) in enumerate(one.turns):
            history.append(turn(role=role, content=said))
            if role == "user" and (n + 1 == len(one.turns) or one.turns[n + 1][0] == "user"):
                answer = self._answer(assistant, said, tuple(history[:-1]))["answer"]
                history.append(turn(role="assistant", content=answer))
        return self._answer(assistant, one.typed, tuple(history))

    def _checked(self, assistant: Any, one: Question) -> dict[str, Any]:
        assistant.catalog.refresh()
        if one.draft:
            checked = self.module("assistant.checking.check").checked(assistant, one.typed)
            return {"answer": self.module("assistant.checking.model").as_json(checked)["sentences"]}
        asked = one.turns[-1][1] if one.turns else ""
        faults = self.module("assistant.checking.pairs").faults_in(assistant, one.typed, one.cites, asked)
        return {"status": "faults" if faults else "shown", "answer": [f"{f.kind} {f.text}" for f in faults]}

    def _answer(self, assistant: Any, typed: str, history: tuple[Any, ...]) -> dict[str, Any]:
        try:
            answer = assistant.ask(typed, history)
        except Exception as error:  # noqa: BLE001  a question that falls over without a row is a finding
            return {"answer": f"{type(error).__name__}: {error}"}
        shown = self.module("assistant.tables.present").answer_json(answer)
        return {key: value for key, value in shown.items() if key not in ("took_ms", "details")}

    def _at(self, home: Path) -> Any:
        if home not in self.open:
            limit = self.module("assistant.retrieval.time_limit").Limit(seconds=600)
            assistant = self.module("assistant.ask").Assistant.open(home, limit=limit)
            assistant.today = lambda: _TODAY
            self.open[home] = assistant
        return self.open[home]

    def close(self) -> None:
        for assistant in self.open.values():
            assistant.close()


class _Desks:
    """One at a time: that of the modules loaded last."""

    def __init__(self) -> None:
        self._desk: _Desk | None = None
        self._of: object = None

    def at(self, module: Import) -> _Desk:
        loading = module("assistant.ask")
        if self._desk is None or self._of is not loading:
            self.close()
            self._desk, self._of = _Desk(module), loading
        return self._desk

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()
        self._desk = self._of = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it is answered with all rows."""

    one: Question
    read: Mapping[str, Any]
    words: str
    desks: _Desks

    def without(self, module: Import) -> Carried:
        now = self.desks.at(module).ask(self.one)
        if now == self.read:
            return Carried(id="", kind="row", tried=1)
        return Carried(
            id="",
            kind="row",
            tried=1,
            inputs={self.one.origin: 1},
            heads=int(now.get("status") != self.read.get("status")),
            where=(f"{self.one.origin}: {self.one.typed[:60]}",),
        )

    def unlike(self, module: Import) -> Passages | None:
        """Which part of the question it is of is not known."""
        return None if self.desks.at(module).ask(self.one) == self.read else ()


class Wordings(Bench):
    """The questions, in order of their libraries."""

    rooms: ClassVar[tuple[str, ...]] = ("assistant", *ROOMS)
    few: ClassVar[int] = 4

    def __init__(self, questions: Sequence[Question], progress: Progress = lambda *_: None) -> None:
        desks, watched = _Desks(), Watched(forgets=False)
        self.all, self._met = [], {}
        with loaded(watched=watched, rooms=self.rooms) as module:
            for at, one in enumerate(questions):
                progress("通答", at, len(questions))
                with watched.into(self._met, at):
                    self.all.append(_Asked(one, desks.at(module).ask(one), one.words, desks))  # type: ignore[arg-type]
            self._classes = module("assistant.query.asks").classes()
        self._built = dict(watched.patterns)
        desks.close()
        self.texts = added({one.origin: 1} for one in questions)
        self.clauses = self.texts
        written = "\n".join(f"{one.origin} {one.words}" for one in questions)
        self.digest = hashlib.sha256(written.encode()).hexdigest()

    def where(self, switch: Switch) -> Mapping[int, int]:
        """Where it stands in the question, a row's pattern expanded; a module's pattern where it matched."""
        rule = switch.rule
        if rule.kind != "row" or not rule.module.startswith("assistant"):
            return super().where(switch)
        if switch.word or rule.plain:
            words = (switch.word,) if switch.word else {*rule.words, *rule.own}
            return {at: 1 for at, text in enumerate(self.all) if any(word in text.words for word in words)}
        pattern = CLASS.sub(lambda m: self._classes.get(m[1], m[0]), rule.words[0])
        return self._found(pattern.replace("{T}", ""))


def questions_of(
    stack: ExitStack,
    corpus: Path,
    others: Sequence[tuple[Path, Path]] = (),
    cases: Path | None = CASES,
    sets: Sequence[Path] = SETS,
    sentences: Sequence[Path] = SENTENCES,
    drafts: Sequence[Path] = DRAFTS,
) -> Iterator[Question]:
    """Those of the cases over `corpus`, of the sets over their papers that are here, the labelled `sentences`
    and `drafts` on the papers of all sets and the corpus, sentences with papers of their own beside them, and
    `others`: papers and a file of questions, JSON lines with `q` and `history`, or a line a conversation
    (`turn || turn`).
    """
    home = _library(stack, corpus)
    suites = read_suites((cases,)) if cases is not None else ()
    for case in (case for suite in suites for case in suite.cases):
        turns = tuple((turn.role, turn.content) for turn in case.ask.history)
        yield Question(origin="cases", home=home, turns=turns, typed=case.ask.question)
    for held in (Folders(folder, None) for folder in sets):
        if held.places:
            home = _library(stack, *held.places)
            for row in held.rows("questions.jsonl"):
                yield _question(held.folder.name, home, row)
    places = dict.fromkeys(place for folder in sets for place in Folders(folder, None).places)
    if places and (sentences or drafts):
        home = _library(stack, corpus, *places)
        yield from _sentences(home, [file for file in sentences if not _papers_of(file).is_dir()])
        for file in (one for one in sentences if _papers_of(one).is_dir()):
            yield from _sentences(_library(stack, _papers_of(file)), [file])
        for row in (json.loads(line) for file in drafts for line in file.read_text("utf-8").splitlines()):
            text = "\n".join(one["text"] for one in row["sentences"])
            yield Question(origin="drafts", home=home, turns=(), typed=text, draft=True)
    for papers, file in others:
        home = _library(stack, papers)
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("{"):
                yield _question(papers.name, home, json.loads(line))
            elif line.strip():
                *before, typed = (turn.strip() for turn in line.split("||"))
                turns = tuple(("user", said) for said in before)
                yield Question(origin=papers.name, home=home, turns=turns, typed=typed)


def _papers_of(sentences: Path) -> Path:
    return sentences.parent / "papers"


def _sentences(home: Path, files: Sequence[Path]) -> Iterator[Question]:
    for file in files:
        for row in map(json.loads, file.read_text("utf-8").splitlines()):
            cites = tuple((plan, label) for plan, label in row["cites"])
            turns = (("user", row["question"]),) if "question" in row else ()
            yield Question(origin="sentences", home=home, turns=turns, typed=row["sentence"], cites=cites)


def _question(origin: str, home: Path, row: Mapping[str, Any]) -> Question:
    history = row.get("history") or ()
    turns = tuple(
        ("user", said) if isinstance(said, str) else (said["role"], said["content"]) for said in history
    )
    return Question(origin=origin, home=home, turns=turns, typed=row["q"])


def _library(stack: ExitStack, *folders: Path) -> Path:
    home = Path(stack.enter_context(TemporaryDirectory(prefix="plans-wordings-")))
    take_in(Settings(home=home, corpus=folders[0]), folders, Console(quiet=True), vectors=False)
    return home
