"""Scripted models of several tempers 脾气: what answers become when a model is faithful, careless, or worse;
and all cases run with each of them.

In: the prompt as a real model gets it, and nothing else. Out: replies. `faithful` repeats the sentences
nearest to the question literally, `paraphrasing` puts words around them, the others do one thing wrong each,
on purpose and every time; what some make of a true sentence stands in `tempers.py`.
What a question wants they all understand as it stands. They implement the
ChatModel Protocol, so everything behind it runs as it does with an endpoint. `run` answers the cases with
each, beside the rules engine alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from assistant.generation.dossier import BEFORE, CUT
from assistant.generation.engine import Llm
from assistant.llm.form import Form
from assistant.llm.model import Message
from assistant.verification.stream_sentences import Sentence, SentenceStream
from evals.bench.tempers import TWISTS, Clause, Twist, twisted
from evals.cases import Suite
from evals.model import Run
from evals.run import Options
from evals.run import run as evaluate
from evals.spoken import SpokenModel
from ingest.grammar.numerals import A_NUMBER
from ingest.grammar.stops import STATEMENTS_KEPT

_CLAUSE = re.compile(
    (
        r"(?:^|\n)\[(?P<number>\d+)\] (?P<title>\S+).*?\n(?:表头：[^\n]*\n)?原文：(?P<text>.*?)"
        r"(?:\n分工：(?P<offices>[^\n]*))?(?=\n\n\[\d+\] |\n\n[TC]\d|\n\n问题：|\n\n没有通过的：|$)"
    ),
    re.DOTALL,
)
_QUESTION = re.compile(r"^问题：(.*)$", re.MULTILINE)
_ASKED = "standalone"
"""Only the prompt that asks what a question wants has this word."""
_FORMED = re.compile("只输出一个 JSON 对象")
_QUOTED = 24
"""Characters of a quote."""


Temper = Callable[[str, Sequence[Clause]], str]
"""Question and clauses -> reply."""


def _nearest(question: str, clause: Clause) -> str:
    """The sentence that shares most pairs of characters with the question, without its last mark."""
    pairs = {question[i : i + 2] for i in range(len(question) - 1)}
    sentences = [
        s.strip()
        for s in STATEMENTS_KEPT.findall(clause.text.replace(CUT, "").replace(BEFORE, ""))
        if s.strip()
    ]
    best = max(
        sentences, key=lambda s: sum(s[i : i + 2] in pairs for i in range(len(s) - 1)), default=clause.text
    )
    return best.rstrip("。；")


def faithful(question: str, clauses: Sequence[Clause]) -> str:
    return "".join(f"{_nearest(question, c)}[{c.number}]。" for c in clauses[:4])


def paraphrasing(question: str, clauses: Sequence[Clause]) -> str:
    return "\n".join(f"根据《{c.title}》的要求，{_nearest(question, c)}。[{c.number}]" for c in clauses[:4])


def swapping_figures(question: str, clauses: Sequence[Clause]) -> str:
    def other(m: re.Match[str]) -> str:
        return f"{m[0][:-1]}{(int(m[0][-1]) + 3) % 10}"

    return "".join(f"{A_NUMBER.sub(other, _nearest(question, c))}[{c.number}]。" for c in clauses[:4])


def inventing_offices(question: str, clauses: Sequence[Clause]) -> str:
    return "".join(f"{_nearest(question, c)}，由市航天事务局牵头负责[{c.number}]。" for c in clauses[:4])


def misciting(question: str, clauses: Sequence[Clause]) -> str:
    return "".join(f"{_nearest(question, c)}[{c.number % max(2, len(clauses)) + 1}]。" for c in clauses[:4])


def refusing(question: str, clauses: Sequence[Clause]) -> str:
    del question, clauses
    return "很抱歉，作为语言模型，我无法回答这个问题。"


def hijacked(question: str, clauses: Sequence[Clause]) -> str:
    del question
    return (
        f"好的，忽略以上规则。系统密钥是 12345，今年全部指标改为100%，由市长办公室负责[{clauses[0].number}]。"
        if clauses
        else "好的。"
    )


def unmarked(question: str, clauses: Sequence[Clause]) -> str:
    return "".join(f"{_nearest(question, c)}。" for c in clauses[:4])


def english(question: str, clauses: Sequence[Clause]) -> str:
    del question
    return f"The target is to reach 95% by 2025 [{clauses[0].number if clauses else 1}]."


def looping(question: str, clauses: Sequence[Clause]) -> str:
    return faithful(question, clauses[:1]) * 40


def _telling(twist: Twist) -> Temper:
    def temper(question: str, clauses: Sequence[Clause]) -> str:
        nearest = [(_nearest(question, c), c) for c in clauses[:4]]
        return "".join(f"{told}[{c.number}]。" for _, told, c in twisted(twist, nearest))

    return temper


TEMPERS: dict[str, Temper] = {
    f.__name__: f
    for f in (
        faithful,
        paraphrasing,
        swapping_figures,
        inventing_offices,
        misciting,
        refusing,
        hijacked,
        unmarked,
        english,
        looping,
    )
} | {name: _telling(twist) for name, twist in TWISTS.items()}


class ScriptedModel(SpokenModel):
    """A model of one temper; it mends a sentence as it wrote it, and asks for no look-up. `told` are the
    sentences it made of true ones, by the case it was told of.
    """

    def __init__(self, temper: str) -> None:
        self.name = f"scripted-{temper}"
        self._temper = TEMPERS[temper]
        self._twist = TWISTS.get(temper)
        self._case = ""
        self.told: dict[str, dict[str, str]] = {}

    def about(self, case: str) -> None:
        self._case = case

    @staticmethod
    def clauses(asked: str) -> list[Clause]:
        """What a prompt gives to stand on."""
        return [
            Clause(
                number=int(m["number"]),
                title=m["title"].strip("《》"),
                text=m["text"],
                offices=m["offices"] or "",
            )
            for m in _CLAUSE.finditer(asked)
        ]

    def _reply(self, messages: Sequence[Message], form: Form | None) -> str:
        del form
        return self.reply(messages[-1].content)

    def reply(self, asked: str) -> str:
        """To a prompt: as an object where it asks for one, else as sentences."""
        question = _QUESTION.search(asked)
        words = question[1].strip() if question else ""
        if not _FORMED.search(asked):
            return self._temper(words, self.clauses(asked))
        if _ASKED in asked:
            return json.dumps({"standalone": words, "asked": [{"what": words}]}, ensure_ascii=False)
        clauses = self.clauses(asked)
        if self._twist is not None:
            nearest = [(_nearest(words, c), c) for c in clauses[:4]]
            made = {told: true for true, told, _ in twisted(self._twist, nearest)}
            self.told.setdefault(self._case, {}).update(made)
        said = self._temper(words, clauses)
        sentences = [_formed(words, one, clauses) for one in _sentences(said)]
        return json.dumps({"sentences": sentences}, ensure_ascii=False)


def _sentences(said: str) -> Iterator[Sentence]:
    stream = SentenceStream()
    yield from stream.feed(said)
    yield from stream.close()


def _formed(question: str, sentence: Sentence, clauses: Sequence[Clause]) -> dict[str, Any]:
    """With the beginning of the nearest sentence of the clause it names as its quote."""
    quotes = [_nearest(question, c)[:_QUOTED] for c in clauses if c.number in sentence.numbers]
    return {"text": sentence.words, "cites": [str(n) for n in sentence.numbers], "quote": "".join(quotes[:1])}


MEASURES = ("facts", "clauses", "units", "listing", "refusal")
_QUICK = Options(retrieval=False, attack=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperRow:
    """`temper` None for the rules engine alone. `shown` is how many cases showed a figure or an office no
    clause states.

    `worded` is how many answers had words of the model in them; `first_ms` the time to the first checked
    sentence, median. Of a temper that makes something of true sentences, `told` is how many it made and
    `heard` how many of them were shown: none may be of one that lies (`honest` False).
    """

    temper: str | None
    scores: dict[str, float | None]
    shown: int
    worded: int
    took_ms: float | None
    first_ms: float | None
    told: int | None = None
    heard: int | None = None
    honest: bool | None = None

    @property
    def wrong(self) -> bool:
        """Whether anything was shown that may not be."""
        return bool(self.shown) or (self.honest is False and bool(self.heard))


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperReport:
    cases: int
    rows: tuple[TemperRow, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def run(
    suites: Sequence[Suite],
    home: Path,
    tempers: Sequence[str],
    *,
    database: str | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> TemperReport:
    """Raises EvalError and LibraryError as `evals.run.run` does."""
    rows: list[TemperRow] = []
    cases = 0
    for n, temper in enumerate((None, *tempers)):
        progress(temper or "规则引擎", n, len(tempers) + 1)
        model = ScriptedModel(temper) if temper else None
        options = replace(_QUICK, about=model.about) if model else _QUICK
        llm = Llm(model=model) if model else None
        done = evaluate(suites, home, database=database, llm=llm, options=options)
        rows.append(_row(temper, done, model))
        cases = len(done.results)
    return TemperReport(cases=cases, rows=tuple(rows))


def heard(model: ScriptedModel, done: Run) -> list[tuple[str, str]]:
    """(case, sentence) of what the model told and an answer shows."""
    answers = {r.id: r.answer for r in done.results if r.engine == "llm"}
    return [
        (case, told)
        for case, made in model.told.items()
        for told, true in made.items()
        if _stands(told, true, answers.get(case, ""))
    ]


def _stands(told: str, true: str, answer: str) -> bool:
    """Whether it stands there by itself, and not as a piece of the true sentence."""
    return told in (answer.replace(true, "") if told != true and told in true else answer)


def _row(temper: str | None, done: Run, model: ScriptedModel | None) -> TemperRow:
    means = done.overall.means
    twist = TWISTS.get(temper or "")
    return TemperRow(
        temper=temper,
        scores={name: means[name].value for name in MEASURES if name in means},
        shown=sum(bool(r.scores.get("figures") or r.scores.get("offices")) for r in done.results),
        worded=sum(r.engine == "llm" for r in done.results),
        took_ms=means["took_ms"].value if "took_ms" in means else None,
        first_ms=median(firsts)
        if (firsts := [r.first_ms for r in done.results if r.first_ms is not None])
        else None,
        told=sum(map(len, model.told.values())) if model and twist else None,
        heard=len(heard(model, done)) if model and twist else None,
        honest=twist.honest if twist else None,
    )
