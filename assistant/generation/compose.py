"""A draft of the rules engine put into a model's words, sentence by sentence, each checked before anybody
sees it.

In: the draft, its evidence, a chat model. Out: `Written` values as the text grows; the last one is complete.
The model writes the prose; counts, lists, quotes and responsible units stay those of the rules engine and
stand below. A sentence that fails the check is sent back once with the fault named (`said_again`), otherwise
it is replaced by the clause's own words, and the answer says so. A figure or an office of the rules engine's
answer is never lost: where the model leaves it out, the rules engine's line stands. What each call cost is
added to `usage`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.generation.prompts import Prompt, load_prompt
from assistant.llm.model import ChatModel, Message, ModelError, Usage
from assistant.lookups.cite import cite
from assistant.lookups.draft import Draft, quote
from assistant.model import Citation
from assistant.verification.answer import ClauseKey, Known
from assistant.verification.claims import claims
from assistant.verification.evidence import Evidence
from assistant.verification.facts import ClauseFacts, plain_text
from assistant.verification.sentence import fault_of
from assistant.verification.stream_sentences import Sentence, SentenceStream
from ingest.grammar.quantities import read_quantities

_LOOPS = 3
"""Sentences said again until a reply counts as a loop."""


def spoken(
    model: ChatModel, prompt: Prompt, asked: str, stop: threading.Event, usage: list[Usage]
) -> Iterator[Sentence]:
    """Ends early where the reply goes in circles. Raises ModelError."""
    reply = model.stream([Message(role="user", content=asked)], max_tokens=prompt.max_tokens, stop=stop)
    stream = SentenceStream()
    try:
        for piece in reply:
            yield from stream.feed(piece)
            if stream.repeats >= _LOOPS:
                return
        yield from stream.close()
    finally:
        reply.close()
        usage.append(reply.usage)


def said_again(
    model: ChatModel, sentence: Sentence, fault: str, evidence: str, stop: threading.Event, usage: list[Usage]
) -> Sentence | None:
    """The sentence as the model mends it; None where that is not one sentence, or the endpoint fails.

    Raises:
        ModelError: only where `stop` was set.
    """
    prompt = load_prompt("repair")
    marks = "".join(f"[{n}]" for n in sentence.numbers)
    asked = prompt.fill(sentence=sentence.words + marks, fault=fault, evidence=evidence)
    try:
        reply = model.complete([Message(role="user", content=asked)], max_tokens=prompt.max_tokens, stop=stop)
    except ModelError as error:
        if error.kind == "cancelled":
            raise
        return None
    usage.append(reply.usage)
    stream = SentenceStream()
    found = [*stream.feed(reply.text), *stream.close()]
    return found[0] if len(found) == 1 else None


PROMPTS = ("answer", "introduce", "repair", "rewrite")
REPAIRS = 3
"""Sentences mended in one answer; a model that fails more often is not asked again."""
SENTENCES = 8
"""What is shown of a reply that does not end."""
STRUCK = "（有 {n} 句话未通过与条款的核对，已换成条款原文。）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """`text` as it may be shown so far, in Markdown. `struck` sentences were replaced, `mended` ones put
    right by the model.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    counted: tuple[str, ...] = ()
    struck: int = 0
    mended: int = 0
    sentences: int = 0
    usage: tuple[Usage, ...] = ()
    done: bool = False


@dataclass(slots=True)
class Writer:
    """Writes one answer. `known` and `facts` as the guard takes them; `stop` set from outside ends it with
    ModelError.
    """

    model: ChatModel
    question: str
    evidence: tuple[Evidence, ...]
    facts: Mapping[ClauseKey, ClauseFacts]
    known: Known
    stop: threading.Event
    _shown: list[str] = field(default_factory=list)
    _used: list[Evidence] = field(default_factory=list)
    _originals: list[Evidence] = field(default_factory=list)
    _usage: list[Usage] = field(default_factory=list)
    _struck: int = 0
    _mended: int = 0
    _sentences: int = 0

    def write(self, draft: Draft) -> Iterator[Written]:
        """Raises ModelError where the endpoint fails before the text is whole: the caller has the rules
        engine's answer.
        """
        prompt = load_prompt("introduce" if _is_laid_out(draft) else "answer")
        for sentence in self._stream(prompt):
            self._sentences += 1
            self._show(sentence)
            yield Written(text="\n\n".join(self._shown), citations=self._citations())
            if self._sentences >= (2 if _is_laid_out(draft) else SENTENCES):
                break
        if self._sentences == 0:
            raise ModelError("empty")
        yield self._whole(draft)

    def _stream(self, prompt: Prompt) -> Iterator[Sentence]:
        asked = prompt.fill(question=self.question, evidence="\n\n".join(e.words for e in self.evidence))
        return spoken(self.model, prompt, asked, self.stop, self._usage)

    def _show(self, sentence: Sentence) -> None:
        fault = self._fault(sentence)
        if fault and self._mended + self._struck < REPAIRS:
            better = self._repaired(sentence, fault)
            if better is not None:
                self._mended += 1
                sentence, fault = better, ""
        if fault:
            self._struck += 1
            self._show_original(sentence)
            return
        rows = [e for e in self.evidence if e.number in sentence.numbers]
        self._used += rows
        self._shown.append(f"{sentence.words} {''.join(f'〔{e.marker}〕' for e in rows)}")

    def _fault(self, sentence: Sentence) -> str:
        return fault_of(sentence, self.evidence, self.facts, self.known)

    def _repaired(self, sentence: Sentence, fault: str) -> Sentence | None:
        """The sentence put right, None where it still fails or the endpoint does."""
        named = [e for e in self.evidence if e.number in sentence.numbers] or list(self.evidence)
        words = "\n\n".join(e.words for e in named)
        found = said_again(self.model, sentence, fault, words, self.stop, self._usage)
        return found if found is not None and not self._fault(found) else None

    def _show_original(self, sentence: Sentence) -> None:
        """The clause's own words in place of a sentence that failed; nothing where it named no clause, or one
        quoted already.
        """
        for number in sentence.numbers:
            row = next((e for e in self.evidence if e.number == number), None)
            if row is not None and row not in self._used:
                self._used.append(row)
                self._originals.append(row)
                self._shown.append(f"〔{row.marker}〕\n\n{quote(cite(row.view, row.row))}")
                return

    def _citations(self) -> tuple[Citation, ...]:
        first = {e.number: e for e in self._used}
        return tuple(replace(cite(e.view, e.row), support="paraphrase") for e in first.values())

    def _whole(self, draft: Draft) -> Written:
        """The model's words above what the rules engine has laid out, whose own first words go where they are
        said already.
        """
        prose = "\n\n".join(self._shown)
        notes = (STRUCK.format(n=self._struck),) if self._struck else ()
        below = draft.answer if _is_laid_out(draft) else _without_said(draft.answer, prose)
        quoted = {(c.plan, c.clause) for c in draft.citations}
        originals = {(e.row.plan, e.row.clause.label) for e in self._originals}
        more = tuple(
            c
            for c in self._citations()
            if (c.plan, c.clause) in originals or (c.plan, c.clause) not in quoted
        )
        return Written(
            text="\n\n".join(filter(None, (prose, *notes, below))),
            citations=(*draft.citations, *more),
            counted=(*draft.counted, *notes),
            struck=self._struck,
            mended=self._mended,
            sentences=self._sentences,
            usage=tuple(self._usage),
            done=True,
        )


def _is_laid_out(draft: Draft) -> bool:
    """Whether the answer is a list, a table or a count, which a model may only introduce."""
    return (
        draft.listing is not None
        or bool(draft.counted)
        or re.search(r"^\|", draft.answer, re.MULTILINE) is not None
    )


def _without_said(answer: str, prose: str) -> str:
    """The answer without the words the prose says too: of such a line its chips stay, over the quote they
    belong to.
    """
    said = plain_text(prose)
    kept = []
    for part in answer.split("\n\n"):
        found = list(claims(part))
        own = [c for c in found if c.kind == "words"]
        if (
            own
            and len(own) == len(found)
            and all(c.chips and _is_said(c.words, c.chips, said, prose) for c in own)
        ):
            part = "".join(f"〔{chip}〕" for c in own for chip in c.chips)
        kept.append(part)
    return "\n\n".join(kept)


def _is_said(line: str, chips: Sequence[str], said: str, prose: str) -> bool:
    """Whether every figure of the line, and every clause it names, is in the prose."""
    text = plain_text(line.replace("**", ""))
    figures = [q.span.of(text) for q in read_quantities(text)]
    return bool(figures) and all(f in said for f in figures) and all(f"〔{chip}〕" in prose for chip in chips)
