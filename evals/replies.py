"""Recorded replies: what a model, or a reader in its place, answered to the prompts of the cases, kept so
that an evaluation can be repeated without a network.

In: the prompts as a model gets them, and the case they belong to. Out: replies, from a file of JSON lines. A
recording is found by case, step, template of the prompt and the set of clauses the prompt gives to stand on,
so that their order, their numbers and the spacing around them do not void it: the numbers a reply cites are
put into those of the prompt at hand. What is not found is no reply; it is counted, never passed in silence.

`plans eval record` asks the cases of a model and keeps its replies as they come, a line each. What is in the
file already is not asked again, so that a recording that was broken off, or that a change has left with gaps,
is filled by running it once more.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.generation.engine import Llm
from assistant.generation.forms import cited_marks, object_in
from assistant.generation.prompts import load_prompt
from assistant.llm.form import Form
from assistant.llm.model import ChatModel, Message, ModelError
from assistant.retrieval.hybrid import Dense
from assistant.settings import Settings
from evals.cases import Suite
from evals.errors import EvalError
from evals.run import Options, Progress, run
from evals.spoken import HandedOn, SpokenModel
from ingest.reader_version import READER_VERSION
from ingest.store.library import Library

STEPS: Mapping[str, tuple[str, str]] = {
    "understand": ("ask", "ask"),
    "answer": ("answer", "answer"),
    "mend": ("repair", "mend"),
}
"""Name of a form -> step, and the template its prompt is made from."""
_HEAD = re.compile(r"^\[(?P<mark>\d+)\] (?P<label>.+)\n(?=原文：)", re.MULTILINE)
"""As `generation.blocks` writes it over a clause."""
_NOTE = re.compile(r"^(?P<mark>[TC]\d+) (?:\[\d+\])* ?(?P<label>.+)$", re.MULTILINE)
_NOWHERE = "0"
"""A mark that no prompt has: what a reply cited is not in this one."""
_TO_RECORD = "没有录过这一步的回答，要重新录"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a recording is found by; `prompt` is the digest of the template, `clauses` the heads of the
    clauses given.
    """

    case: str
    step: str
    prompt: str
    clauses: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One reply. `marks` are the marks of the prompt it was given to and what stood behind each, `author` who
    wrote it: the name of a model, or of a reader where `by` says so.
    """

    case: str
    step: str
    prompt: str
    marks: Mapping[str, str]
    reply: str
    author: str
    by: str = "model"

    @property
    def key(self) -> Key:
        return Key(case=self.case, step=self.step, prompt=self.prompt, clauses=_clauses(self.marks))


_RECORDED = TypeAdapter(Recorded)


def _clauses(marks: Mapping[str, str]) -> frozenset[str]:
    return frozenset(label for mark, label in marks.items() if mark.isdecimal())


def marks_in(prompt: str) -> dict[str, str]:
    """The marks of the evidence a prompt gives, in its order: the head of each clause, the words of each
    row. Of clauses under one head the second has （2） behind it.
    """
    found: dict[str, str] = {}
    seen = Counter[str]()
    for m in (m for way in (_HEAD, _NOTE) for m in way.finditer(prompt)):
        label = m["label"].strip()
        seen[label] += 1
        found[m["mark"]] = label if seen[label] == 1 else f"{label}（{seen[label]}）"
    return found


def read(file: Path) -> tuple[Recorded, ...]:
    """Raises EvalError for a line that is no recording."""
    rows = []
    for number, line in enumerate(_lines(file), start=1):
        try:
            rows += [_RECORDED.validate_json(line)] if line.strip() else []
        except ValidationError as error:
            remedy = "每行是 plans eval record 写下的一个 JSON 对象"
            raise EvalError("这一行不是录下的回答", file=str(file), line=number, remedy=remedy) from error
    return tuple(rows)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError("录下的回答读不到", file=str(file)) from error


@dataclass(slots=True)
class Kept:
    """Recordings by key; of several under one key the first is given first and the last again and again.
    `used` and `missing` are what was asked for, by case and step.
    """

    by_key: dict[Key, list[Recorded]] = field(default_factory=lambda: defaultdict(list))
    used: list[tuple[str, str]] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    _given: dict[Key, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def of(cls, rows: Iterable[Recorded]) -> Kept:
        kept = cls()
        for row in rows:
            kept.by_key[row.key].append(row)
        return kept

    def find(self, key: Key) -> Recorded | None:
        rows = self.by_key.get(key)
        if not rows:
            self.missing.append((key.case, key.step))
            return None
        self.used.append((key.case, key.step))
        at = min(self._given[key], len(rows) - 1)
        self._given[key] += 1
        return rows[at]

    def words(self) -> str:
        """录下的回答用了 12 条；3 条要重新录（2 题）."""
        told = f"录下的回答用了 {len(self.used)} 条"
        if not self.missing:
            return told
        cases = list(dict.fromkeys(case for case, _ in self.missing))
        some = "、".join(cases[:5]) + ("等" if len(cases) > 5 else "")
        return f"{told}；{len(self.missing)} 条要重新录（{len(cases)} 题：{some}）"


def answered(suites: Iterable[Suite], kept: Kept) -> tuple[Suite, ...]:
    """The suites with those of their cases somebody has answered; one whose prompt has changed since is still
    among them.
    """
    names = {key.case for key in kept.by_key}
    return tuple(replace(s, cases=tuple(case for case in s.cases if case.name in names)) for s in suites)


def renumbered(recorded: Recorded, marks: Mapping[str, str]) -> str:
    """The reply with what it cites under the marks of another prompt; as it is where these are the same."""
    here = {label: mark for mark, label in marks.items()}
    moved = {mark: here.get(label, _NOWHERE) for mark, label in recorded.marks.items()}
    found = None if all(mark == to for mark, to in moved.items()) else object_in(recorded.reply)
    if found is None:
        return recorded.reply
    for sentence in found.get("sentences", ()):
        if isinstance(sentence, dict) and "cites" in sentence:
            sentence["cites"] = [moved.get(mark, _NOWHERE) for mark in cited_marks(sentence["cites"])]
    return json.dumps(found, ensure_ascii=False)


class _OfCases:
    """A ChatModel that knows which case is asked; `about` is told before each."""

    def __init__(self) -> None:
        self._case = ""

    def about(self, case: str) -> None:
        self._case = case

    def _key(self, asked: str, form: Form | None) -> tuple[Key, dict[str, str]]:
        step, template = STEPS.get(form.name if form else "", ("text", ""))
        digest = load_prompt(template).digest if template else hashlib.sha256(asked.encode()).hexdigest()[:12]
        marks = marks_in(asked) if step != "ask" else {}
        return Key(case=self._case, step=step, prompt=digest, clauses=_clauses(marks)), marks


class Replayed(_OfCases, SpokenModel):
    """A ChatModel that says what was recorded; what was not is ModelError("empty")."""

    def __init__(self, kept: Kept, name: str) -> None:
        super().__init__()
        self.kept = kept
        self.name = name

    def _reply(self, messages: Sequence[Message], form: Form | None) -> str:
        key, marks = self._key(messages[-1].content, form)
        found = self.kept.find(key)
        if found is None:
            raise ModelError("empty", _TO_RECORD)
        return renumbered(found, marks)


class Recording(_OfCases, HandedOn):
    """A ChatModel that keeps what another one says, a line each as soon as it is said; what `kept` has is not
    asked again.
    """

    def __init__(self, model: ChatModel, kept: Kept, file: Path, *, reader: str = "") -> None:
        super().__init__()
        self._model, self._file = model, file
        self._replayed = Replayed(kept, model.name)
        self._author, self._by = (reader, "reader") if reader else (model.name, "model")
        self.made = 0

    @property
    def name(self) -> str:
        return self._model.name

    def about(self, case: str) -> None:
        super().about(case)
        self._replayed.about(case)

    def _handed(
        self, messages: Sequence[Message], form: Form | None
    ) -> tuple[ChatModel, Callable[[str], None] | None]:
        key, marks = self._key(messages[-1].content, form)
        if key in self._replayed.kept.by_key:
            return self._replayed, None
        return self._model, lambda text: self._keep(key, marks, text)

    def _keep(self, key: Key, marks: Mapping[str, str], text: str) -> None:
        row = Recorded(
            case=key.case,
            step=key.step,
            prompt=key.prompt,
            marks=marks,
            reply=text,
            author=self._author,
            by=self._by,
        )
        line = json.dumps(_RECORDED.dump_python(row, mode="json"), ensure_ascii=False)
        with self._file.open("a", encoding="utf-8") as out:
            out.write(f"{line}\n")
        self.made += 1


def check_own(library: Library, folders: Iterable[Path]) -> None:
    """Raises EvalError where the library has a paper that is in none of the folders: what a model says of
    somebody else's paper quotes it, and is not kept.
    """
    files = (file for folder in folders if folder.is_dir() for file in folder.rglob("*") if file.is_file())
    own = {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    strange = [row.id for row in library.plans() if row.sha256 not in own]
    if strange:
        remedy = "只录 corpus/ 里的和自己写的文件；自己写的放在一个文件夹里，用 --own 指明"
        raise EvalError(f"资料库里有别人的文件，回答里会有它们的原文：{'、'.join(strange)}", remedy=remedy)


def record(
    suites: Sequence[Suite],
    settings: Settings,
    llm: Llm,
    file: Path,
    *,
    reader: str = "",
    own: Iterable[Path] = (),
    dense: Dense | None = None,
    progress: Progress = lambda *_: None,
) -> str:
    """What was recorded, in words. `own` are folders whose papers may be quoted in a file that is kept;
    `reader` is who answers behind the endpoint where it is no model. Raises EvalError.
    """
    with Library.open(settings.home, settings.database, reader=READER_VERSION) as library:
        check_own(library, own)
    kept = Kept.of(read(file) if file.exists() else ())
    file.parent.mkdir(parents=True, exist_ok=True)
    model = Recording(llm.model, kept, file, reader=reader)
    done = run(
        suites,
        settings.home,
        database=settings.database,
        llm=replace(llm, model=model),
        dense=dense,
        options=Options(attack=False, retrieval=False, about=model.about),
        progress=progress,
    )
    return f"问了 {len(done.results)} 题，新录 {model.made} 条，原有的用了 {len(kept.used)} 条：{file}"
