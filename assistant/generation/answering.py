"""ANSWER, VERIFY and the one repair: sentences a model writes from a dossier, each checked before anybody
sees it.

In: what was asked for, a dossier, a model. Out: `Answering`, whose `shown` grows: the sentences without a
fault, in the order they were written, from the first one on that serves what was asked. Where the model asks
for more look-ups and calls something unanswered, or writes a list, it is asked once more, with what these
found. All sentences with a fault go back together, once; what fails again is not shown. Nothing that was
shown is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import yaml
from pydantic import ValidationError

from assistant.generation.dossier import Dossier
from assistant.generation.forms import (
    ANSWER,
    MEND,
    Asked,
    AskedFor,
    GrowingList,
    Mended,
    Replied,
    Said,
    object_in,
)
from assistant.generation.gathering import in_turn
from assistant.generation.options import GENERATION
from assistant.generation.prompts import FOLDER, load_prompt
from assistant.generation.talking import Talk
from assistant.generation.vetting import Vetted, Vetting
from assistant.llm.model import ModelError
from assistant.verification.fault import Fault


@cache
def manners() -> dict[str, str]:
    """How an answer of each kind is to be written, in words."""
    found: dict[str, str] = yaml.safe_load((FOLDER / "manners.yaml").read_text("utf-8"))
    return found


@dataclass(slots=True, kw_only=True)
class Answering:
    """One answer. `asked` has at least one thing asked for; `passes` is the last look at a sentence as it
    will be shown.
    """

    question: str
    asked: Asked
    dossier: Dossier
    vetting: Vetting
    talk: Talk
    passes: Callable[[Vetted], bool]
    vetted: list[Vetted] = field(default_factory=list)
    mended: int = 0
    _replied: Replied = field(default_factory=Replied)

    def written(self) -> Iterator[None]:
        """Steps at each of which `shown` may have grown. Raises ModelError."""
        yield from self._round()
        lacking = self._replied.unanswered or self.asked.wants_a_list
        if self._replied.lookups and lacking and GENERATION.rounds > 1:
            yield from self._again()
        if any(v.faults for v in self.vetted):
            yield from self._mend()

    @property
    def shown(self) -> tuple[Vetted, ...]:
        """What is about a thing asked for, or stands on a clause such a sentence stands on; nothing as
        long as none serves.
        """
        right = [v for v in self.vetted if not v.faults]
        if not any(self.vetting.serves(v, one) for v in right for one in self.asked.asked):
            return ()
        about = [v for v in right if any(self.vetting.is_about(v, one) for one in self.asked.asked)]
        theirs = {e.number for v in about for e in v.evidence}
        return tuple(v for v in right if any(e.number in theirs for e in v.evidence) or v in about)

    @property
    def struck(self) -> int:
        return sum(bool(v.faults) for v in self.vetted)

    @property
    def open_questions(self) -> tuple[AskedFor, ...]:
        """What the model found no answer to, and no sentence shown answers."""
        told = [one for n, one in enumerate(self.asked.asked, start=1) if n in self._replied.unanswered]
        return tuple(one for one in told if not any(self.vetting.settles(v, one) for v in self.vetted))

    def _round(self) -> Iterator[None]:
        """The sentences of one reply. Raises ModelError: "malformed" for one that is no object."""
        prompt, manner = load_prompt("answer"), GENERATION.manner(self.asked)
        growing = GrowingList("sentences")
        room = min(prompt.max_tokens, manner.reply)
        repeats, most = 0, len(self.vetted) + manner.sentences
        for piece in self.talk.stream(self._prompt(), room, ANSWER):
            for item in growing.feed(piece):
                repeats += not self._take(item)
                yield
            if repeats >= GENERATION.loops or len(self.vetted) >= most:
                break
        for item in growing.close():
            self._take(item)
        whole = growing.whole
        if whole is None:
            raise ModelError("malformed", cause="request")
        self._replied = _read(whole)
        yield

    def _prompt(self) -> str:
        said = "".join(f"\n- {v.said.text}" for v in self.vetted if not v.faults)
        wanted = enumerate(self.asked.asked, start=1)
        return load_prompt("answer").fill(
            evidence=self.dossier.words,
            manner=manners()[self.asked.kind],
            said=f"\n已经写好、不必重复的：{said}\n" if said else "",
            question=self.question,
            asked="\n".join(f"{n}. {one.what}（{one.want}）" for n, one in wanted),
        )

    def _take(self, item: dict[str, object]) -> bool:
        """Whether it is a sentence that was not said before."""
        try:
            said = Said.model_validate(item)
        except ValidationError:
            return True
        if any(said.text == v.said.text for v in self.vetted):
            return False
        self.vetted.append(self._vetted(said, self._last(len(self.vetted))))
        return True

    def _last(self, at: int) -> Vetted | None:
        """The sentence before that place, where it will be shown right above it."""
        before = self.vetted[at - 1] if at else None
        return before if before is not None and before in self.shown else None

    def _vetted(self, said: Said, before: Vetted | None) -> Vetted:
        found = self.vetting.of(said, before)
        if found.faults or self.passes(found):
            return found
        return replace(found, faults=(Fault(kind="other", says="与所注条款不符"),))

    def _again(self) -> Iterator[None]:
        manner = GENERATION.manner(self.asked)
        before = self.dossier.words
        self.dossier.budget = max(self.dossier.budget, manner.evidence // 2)
        found = self.talk.lookups.run(self._replied.lookups)
        in_turn(found, self.dossier, manner.rows, whole=GENERATION.first)
        if self.dossier.words != before:
            yield from self._round()

    def _mend(self) -> Iterator[None]:
        """Raises ModelError only where the person has stopped it."""
        wrong = {n: v for n, v in enumerate(self.vetted, start=1) if v.faults}
        prompt = load_prompt("mend")
        told = (
            f"{n}. {v.said.text}{_marks(v)}\n问题：{'；'.join(_says(v))}{self._stated(v)}"
            for n, v in wrong.items()
        )
        marks = [mark for v in wrong.values() for mark in v.said.cites]
        asked = prompt.fill(
            question=self.question, evidence=self.dossier.words_of(marks), faults="\n".join(told)
        )
        try:
            reply = self.talk.complete(asked, prompt.max_tokens, MEND)
        except ModelError as error:
            if error.kind == "cancelled":
                raise
            return
        for said in _mended(reply):
            better = self._vetted(said, self._last(said.n - 1)) if said.n in wrong else None
            if better is not None and not better.faults:
                self.vetted[said.n - 1] = better
                self.mended += 1
        yield

    def _stated(self, found: Vetted) -> str:
        """What the clauses it names have of the same, so that it can be put right by that; "" where it names
        none.
        """
        lines = self.vetting.stated_beside(found)
        return f"\n条款写的是：{'；'.join(lines)}" if lines else ""


def _read(whole: dict[str, object]) -> Replied:
    try:
        return Replied.model_validate({**whole, "sentences": ()})
    except ValidationError:
        return Replied()


def _mended(reply: str) -> Iterator[Said]:
    """The sentences that can be read, each by itself."""
    items = (object_in(reply) or {}).get("sentences")
    for item in items if isinstance(items, list) else ():
        try:
            yield from Mended.model_validate({"sentences": [item]}).sentences
        except ValidationError:
            continue


def _marks(found: Vetted) -> str:
    return "".join(f"[{mark}]" for mark in found.said.cites)


def _says(found: Vetted) -> list[str]:
    return list(dict.fromkeys(fault.says for fault in found.faults))
