"""The LLM engine: a follow-up question made self-contained, and what the rules engine found put into a
model's words.

In: a draft and the answer made from it without a model. Out: answers as they grow, the last one complete and
checked as a whole. Whatever happens at the endpoint, the person gets an answer: at worst the rules engine's,
with one line saying what happened. `rewritten` asks for a follow-up the rules cannot resolve as one whole
question, and accepts it only if it adds nothing that was not said in the conversation.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.generation.compose import PROMPTS, Writer, Written
from assistant.generation.dossier import dossier
from assistant.generation.prompts import digests, load_prompt
from assistant.llm.model import ChatModel, Message, ModelError, Usage
from assistant.lookups.draft import Draft
from assistant.model import Answer, Details
from assistant.question import Query, Turn
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from assistant.verification.answer import ClauseKey, Facts, Known, faults, figures_of
from assistant.verification.evidence import Evidence
from assistant.verification.facts import ClauseFacts, facts_of
from assistant.verification.prose import prose
from ingest.grammar.segmentation import is_function_word, words

_LONGEST = 120
_TURN = 300
"""Characters of an earlier answer a model is shown."""


def rewritten(question: str, history: Sequence[Turn], model: ChatModel, stop: threading.Event) -> str | None:
    """Any failure leaves the question as it is, a stop too."""
    prompt = load_prompt("rewrite")
    said = "\n".join(f"{'问' if t.role == 'user' else '答'}：{t.content[:_TURN]}" for t in history[-6:])
    asked = prompt.fill(history=said, question=question)
    try:
        reply = model.complete([Message(role="user", content=asked)], max_tokens=prompt.max_tokens, stop=stop)
    except ModelError:
        return None
    line = reply.text.strip().splitlines()[0].strip('“”" ') if reply.text.strip() else ""
    line = re.sub(r"^(?:问题|改写后?的?问题|补全后?的?问题)[:：]\s*", "", line)
    return line if 4 <= len(line) <= _LONGEST and _adds_nothing(line, f"{said}\n{question}") else None


def _adds_nothing(line: str, said: str) -> bool:
    """Numbers and words of the new question stand in the conversation, but for words of asking."""
    before = fold(said)
    text = fold(line)
    numbers = re.findall(r"\d+(?:\.\d+)?", text)
    new = [
        w
        for w in words(text)
        if len(w) >= 2 and w not in before and w not in prose().asking and not is_function_word(w)
    ]
    return all(n in before for n in numbers) and not new


LOG = logging.getLogger("plans.answers")
_BELOW = "，以下是直接取自条款的回答。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Llm:
    """A model with the room its prompts have: `evidence_tokens` for the clauses it is given. `release` ends
    what it holds open.
    """

    model: ChatModel
    evidence_tokens: int = 6_000
    release: Callable[[], None] = lambda: None

    def close(self) -> None:
        self.release()


def worded(
    plain: Answer,
    draft: Draft,
    query: Query,
    sources: Sources,
    llm: Llm,
    known: Known,
    facts: Facts,
    stop: threading.Event,
) -> Iterator[Answer]:
    """Growing answers, then the whole one; only the last is to be kept."""
    started = time.perf_counter()
    evidence = dossier(draft, query, sources, llm.evidence_tokens)
    if not evidence:
        yield plain
        return
    all_facts = {**facts, **_facts(evidence)}
    writer = Writer(
        model=llm.model, question=query.asked, evidence=evidence, facts=all_facts, known=known, stop=stop
    )
    first: float | None = None
    last: Written | None = None
    try:
        for last in writer.write(draft):
            first = first if first is not None else _since(started)
            if not last.done:
                yield replace(
                    plain, answer=last.text, citations=last.citations, listing=None, counted=(), engine="llm"
                )
    except ModelError as error:
        LOG.warning("model %s: %s %s; %s", llm.model.name, error.kind, error.detail, error.advice)
        yield replace(plain, note=f"{error.message}{_BELOW}")
        return
    assert last is not None
    details = _details(llm, last, first, _since(started))
    LOG.info("answered: %s", details)
    yield _whole(plain, last, details, all_facts, known)


def _whole(plain: Answer, written: Written, details: Details, facts: Facts, known: Known) -> Answer:
    """The written answer, or the plain one where nothing of the model's words is left or the whole does not
    pass.
    """
    answer = replace(
        plain,
        answer=written.text,
        citations=written.citations,
        counted=written.counted,
        engine="llm",
        details=details,
    )
    if written.struck == written.sentences:
        return replace(plain, note=f"模型的措辞未通过与条款的核对{_BELOW}", details=details)
    wrong = faults(answer, facts, known)
    if wrong:
        LOG.warning("a written answer did not pass as a whole: %s", wrong[0])
        return replace(plain, note=f"模型的措辞未通过与条款的核对{_BELOW}", details=details)
    return replace(answer, figures=figures_of(answer, facts, known))


def _facts(evidence: Sequence[Evidence]) -> Mapping[ClauseKey, ClauseFacts]:
    return {(e.row.plan, e.row.clause.label): facts_of(e.view, e.row) for e in evidence}


def _details(llm: Llm, written: Written, first: float | None, took: float) -> Details:
    def total(of: Callable[[Usage], int | None]) -> int | None:
        told = [n for usage in written.usage if (n := of(usage)) is not None]
        return sum(told) if told else None

    return Details(
        model=llm.model.name,
        prompts=digests(PROMPTS),
        tokens_in=total(lambda u: u.prompt),
        tokens_out=total(lambda u: u.completion),
        tokens_cached=total(lambda u: u.cached),
        first_ms=first,
        write_ms=took,
        sentences=written.sentences,
        mended=written.mended,
        struck=written.struck,
    )


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
