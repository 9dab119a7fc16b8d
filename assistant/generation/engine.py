"""The model's part of a question: understood, looked up, answered, verified; whatever happens, there is an
answer.

In: a question with the answer the rules gave it. Out: answers as they grow, the last one complete and checked
as a whole. Where a verified sentence serves what was asked the answer is the model's, with the rules' one
kept below it (`composed`). Else the rules' answer stands, with one line saying what happened.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers.draft import Draft
from assistant.generation.answering import Answering
from assistant.generation.asking import said, understood
from assistant.generation.composed import composed, looked_for
from assistant.generation.forms import AskedFor
from assistant.generation.gathering import Lookups, gathered
from assistant.generation.prompts import digests
from assistant.generation.talking import Talk
from assistant.generation.vetting import Vetted, Vetting
from assistant.llm.model import ChatModel, ModelError, Usage
from assistant.model import Answer, Details
from assistant.question import Query, Turn
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from assistant.retrieval.time_limit import USUAL, Limit
from assistant.verification.answer import Facts, Known, faults, figures_of, wrong_references
from assistant.verification.prose import prose
from ingest.grammar.numerals import A_NUMBER
from ingest.grammar.segmentation import is_function_word, words

LOG = logging.getLogger("plans.answers")
PROMPTS = ("ask", "answer", "mend")
_BELOW = "，以下是直接取自条款的回答。"
_STRUCK = "模型的措辞未通过与条款的核对"
_SILENT = "模型没有给出能回答所问的话"
_STOPPED = "，以上只是已经核对过的部分。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Llm:
    """A model with the room its prompts have: `evidence_tokens` for the clauses it is given, `seconds` for
    one question. `release` ends what it holds open.
    """

    model: ChatModel
    evidence_tokens: int = 6_000
    seconds: float = 60.0
    release: Callable[[], None] = lambda: None

    def close(self) -> None:
        self.release()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A question as the rules understood and answered it; `answer` is checked."""

    query: Query
    draft: Draft
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question. `again` asks the rules another one, None where they have no time for it; `facts` gives
    those an answer stands on, `limit` is the time of everything that is looked up.
    """

    question: str
    history: Sequence[Turn]
    ruled: Ruled
    again: Callable[[str], Ruled | None]
    facts: Callable[[Answer], Facts]
    limit: Limit = USUAL


def modelled(case: Case, sources: Sources, known: Known, llm: Llm, stop: threading.Event) -> Iterator[Answer]:
    """Growing answers, then the whole one; only the last is to be kept. Nothing an endpoint does is
    raised.
    """
    talk = Talk.begun(llm.model, Lookups(sources=sources), stop, llm.seconds)
    work = _Work(case=case, known=known, llm=llm, talk=talk, standing=case.ruled)
    try:
        yield from work.answers()
        yield work.whole("")
    except ModelError as error:
        LOG.warning("model %s: %s %s; %s", llm.model.name, error.kind, error.detail, error.advice)
        yield work.whole(error.message)


@dataclass(slots=True, kw_only=True)
class _Work:
    """`standing` is the rules' answer: to the question, or to it made whole."""

    case: Case
    known: Known
    llm: Llm
    talk: Talk
    standing: Ruled
    answering: Answering | None = None
    first: float | None = None

    def answers(self) -> Iterator[Answer]:
        """As they grow. Raises ModelError."""
        case, sources = self.case, self.talk.lookups.sources
        asked = understood(case.question, case.history, case.ruled.query, sources, self.talk)
        if asked.kind == "无关":
            return
        drafts = self._drafts(asked.standalone)
        if self.standing is not case.ruled:
            yield replace(self.standing.answer, provisional=True)
        budget = self.llm.evidence_tokens
        dossier = gathered(asked, drafts, self.talk.lookups, budget, case.limit)
        if not dossier.evidence:
            return
        question = asked.standalone or case.question
        wanted = asked.asked or (AskedFor(what=question),)
        self.answering = Answering(
            question=question,
            asked=asked.model_copy(update={"asked": wanted}),
            dossier=dossier,
            vetting=Vetting(
                dossier=dossier,
                known=self.known,
                scope=self.standing.query.scope,
                names=_named(self.standing.query),
                refused=self.standing.answer.status == "not_found",
                goal=self.standing.query.wants_figure and "now" not in self.standing.query.slots.asks,
                question=question,
                answered=_cited(self.standing.answer),
                told=_claims(self.standing.answer),
            ),
            talk=self.talk,
            passes=self._passes,
        )
        yield from self._grown(self.answering)

    def _grown(self, answering: Answering) -> Iterator[Answer]:
        shown: tuple[Vetted, ...] = ()
        for _ in answering.written():
            if answering.shown != shown:
                shown = answering.shown
                self.first = self.first if self.first is not None else self.talk.took_ms
                yield composed(shown, self.standing.answer, ())

    def _drafts(self, standalone: str) -> list[tuple[Query, Draft]]:
        """The rules' drafts for the question and for it made whole. Of a follow-up they could not settle,
        what they say to the whole question stands, where that adds nothing to what was said.
        """
        ruled = self.case.ruled
        again = self.case.again(standalone) if standalone not in ("", self.case.question) else None
        if again is None:
            return [(ruled.query, ruled.draft)]
        settles = ruled.answer.status != "answered" and again.answer.status == "answered"
        if self.case.history and settles and _adds_nothing(standalone, self._conversation):
            self.standing = replace(again, answer=replace(again.answer, read_as=standalone))
        return [(r.query, r.draft) for r in (ruled, again)]

    def _passes(self, found: Vetted) -> bool:
        answer = composed((found,), Answer(question="", status="answered", reason=None, answer=""), ())
        return not any(wrong_references(answer, self.case.facts(answer)))

    @property
    def _conversation(self) -> str:
        return "\n".join((*said(self.case.history), self.case.question))

    def whole(self, why: str) -> Answer:
        """The answer as it stays; `why` is what went wrong at the endpoint, "" for nothing."""
        plain, answering = self.standing.answer, self.answering
        details = self._details()
        if answering is None or not answering.shown:
            told = why or (_STRUCK if answering is not None and answering.struck else "")
            told = told or next(iter(self._notes(answering)), "").removesuffix("。") if answering else told
            told = told or (_SILENT if answering is not None else "")
            return replace(plain, note=f"{told}{_BELOW}" if told else plain.note, details=details)
        answer = composed(answering.shown, plain, self._notes(answering))
        answer = replace(answer, details=details, note=f"{why}{_STOPPED}" if why else answer.note)
        stated = self.case.facts(answer)
        wrong = faults(answer, stated, self.known, reworded=True)
        if wrong:
            LOG.warning("an answer did not pass as a whole: %s", wrong[0])
            return replace(plain, note=f"{_STRUCK}{_BELOW}", details=details)
        LOG.info("answered: %s", details)
        return replace(answer, figures=figures_of(answer, stated, self.known, reworded=True))

    def _notes(self, answering: Answering) -> tuple[str, ...]:
        catalog = self.talk.lookups.sources.catalog
        line = looked_for(
            answering.open_questions,
            self.talk.lookups.made,
            self.case.question,
            self._conversation,
            catalog,
        )
        return (line,) if line else ()

    def _details(self) -> Details:
        answering = self.answering
        return Details(
            model=self.llm.model.name,
            prompts=digests(PROMPTS),
            tokens_in=_total(self.talk.usage, lambda u: u.prompt),
            tokens_out=_total(self.talk.usage, lambda u: u.completion),
            tokens_cached=_total(self.talk.usage, lambda u: u.cached),
            first_ms=self.first,
            write_ms=self.talk.took_ms,
            calls=self.talk.calls,
            lookups=len(self.talk.lookups.made),
            sentences=len(answering.vetted) if answering else 0,
            mended=answering.mended if answering else 0,
            struck=answering.struck if answering else 0,
        )


def _claims(answer: Answer) -> str:
    """What an answer says itself: no quotes, and not where they stand."""
    return "\n".join(line for line in answer.answer.splitlines() if not line.startswith((">", "出处：")))


def _cited(answer: Answer) -> frozenset[tuple[str, str]]:
    """(Plan, label) of what an answer stands on; nothing of one that claims nothing."""
    if answer.status != "answered":
        return frozenset()
    return frozenset((c.plan, c.clause) for c in answer.citations)


def _named(query: Query) -> tuple[str, ...]:
    """Offices and people the question is about."""
    return (*query.units, *query.leaders, *filter(None, (query.strange,)))


def _adds_nothing(line: str, conversation: str) -> bool:
    """Numbers and words of the new question stand in the conversation, but for words of asking."""
    before, text = fold(conversation), fold(line)
    numbers = set(A_NUMBER.findall(text)) - set(A_NUMBER.findall(before))
    new = [
        w
        for w in words(text)
        if len(w) >= 2 and w not in before and w not in prose().asking and not is_function_word(w)
    ]
    return not numbers and not new


def _total(usage: Sequence[Usage], of: Callable[[Usage], int | None]) -> int | None:
    told = [n for one in usage if (n := of(one)) is not None]
    return sum(told) if told else None
