"""What each rule of reading carries: the texts are read without it, and what reads differently is counted.

In: texts (files as `plans ingest` takes them, and tables of sentences), the rules that are to be tried. Out:
`Report`. First all is read once with every pattern watched: a rule is tried only on texts where it, or one of
its words, stands. Then each is tried by itself, on the shortest texts first, until `enough` read differently
or `few` read the same. Of two rules that read the same thing neither carries anything alone, so those that
changed nothing are tried together, text by text: halved until what does change something is found and stands
again. What is left can go all at once without a text being read differently. What is found is kept in a
file as it goes (`bench.known`); a run that was ended goes on from there.

A development tool: it says nothing of right and wrong.
"""

from __future__ import annotations

import hashlib
import logging
import math
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from evals.bench.differences import (
    Carried,
    File,
    Reads,
    added,
    files_of,
    plans_compared,
    sentences_of,
    summed,
    targets_compared,
)
from evals.bench.known import Known
from evals.bench.switches import ROOMS, STORY, Rule, Switch, loaded
from evals.bench.watched import Watched
from ingest.errors import IngestError
from ingest.grammar.letters import without_blanks
from ingest.model import Plan

ENOUGH = 2
"""Texts that read differently after which a rule is tried on no other."""
_AROUND = re.compile(r"[\^$]|\\[bAZ]|\(\?<?[=!]")
"""In a fragment: what depends on where it stands."""
_NAMED = re.compile(r"^[a-z0-9 _-]+$|\{")
"""In the first field of a row: a name for it, or a form with gaps; no words that could be looked for."""
Progress = Callable[[str, int, int], None]
Import = Callable[[str], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`rows` by rule, or by word; those of `idle` can go all at once, and the texts read as before. Where the
    time was over before, `left` have not been tried, or `idle` is not known; the next run goes on from there.
    """

    texts: dict[str, int]
    clauses: dict[str, int]
    rows: tuple[Carried, ...]
    idle: tuple[str, ...]
    left: int = 0
    over: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def run(
    paths: Sequence[Path],
    rules: Sequence[Rule],
    *,
    sentences: Sequence[Path] = (),
    words: bool = False,
    enough: int = ENOUGH,
    state: Path | None = None,
    seconds: float = math.inf,
    progress: Progress = lambda *_: None,
) -> Report:
    """Every rule by itself (with `words` every word of each), then those together that changed nothing.

    Args:
        state: What is known already, and is not tried again; what is found is added. A rule is known by its
            name: after a change of it, its line goes.
        seconds: After which no further one is tried; those that no text has, and few have, come first.
    """
    last = time.monotonic() + seconds
    progress("通读", 0, 0)
    with _silenced(logging.getLogger("ingest")):  # a file that cannot be read without a rule is a finding
        bench = Bench(paths, sentences)
        return tried_all(bench, _singles(rules, words), enough, Known(state, bench.digest), progress, last)


@contextmanager
def _silenced(log: logging.Logger) -> Iterator[None]:
    """The logger says nothing meanwhile, and what it said before afterwards."""
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def tried_all(
    bench: Bench,
    switches: Sequence[Switch],
    enough: int,
    known: Known,
    progress: Progress,
    last: float = math.inf,
) -> Report:
    """Each by itself, unless it is known, then those together that changed nothing; nothing begins after
    `last`, a moment of time.monotonic.
    """
    new = sorted((one for one in switches if one.id not in known.rows), key=bench.places)
    for done, switch in enumerate(new, 1 + len(switches) - len(new)):
        if time.monotonic() > last:
            break
        known.row(bench.tried(switch, enough))
        progress("逐条", done, len(switches))
    tried = [switch for switch in switches if switch.id in known.rows]
    rows = [known.rows[switch.id] for switch in tried]
    off = [switch for switch, row in zip(tried, rows, strict=True) if row.nothing]
    left = len(switches) - len(tried)
    silent = [switch for switch in off if switch.id not in known.stands]
    idle = None if left else bench.together(silent, progress, known.stand, last)
    kept = {switch.id for switch in idle or ()}
    stands = known.stands if idle is None else {switch.id for switch in off} - kept
    return Report(
        texts=bench.texts,
        clauses=bench.clauses,
        rows=tuple(replace(row, shared=row.id in stands) for row in rows),
        idle=tuple(switch.id for switch in switches if switch.id in kept),
        left=left,
        over=idle is None,
    )


def _singles(rules: Sequence[Rule], words: bool) -> list[Switch]:
    if words:
        return [Switch(rule=rule, word=word) for rule in rules for word in rule.own]
    return [Switch(rule=rule) for rule in rules]


@dataclass(frozen=True, slots=True)
class _Text:
    """A file, or a sentence of a table, as it is read with all rules; `words` without blanks."""

    one: File | Reads
    read: Any
    words: str

    def without(self, module: Import) -> Carried:
        """How it reads with these modules."""
        if isinstance(self.one, File):
            return plans_compared(self.one, self.read, _parsed(module(STORY).parse, self.one))
        return targets_compared(self.one, self.read, _targets(module("ingest.targets.read"), self.one))


class Bench:
    """The texts, the shortest first, and which patterns matched in each of them."""

    rooms: ClassVar[tuple[str, ...]] = (*ROOMS, STORY)
    """What is loaded anew where something is off."""
    few: ClassVar[int] = 8
    """Texts that a rule is tried on by itself; on the others it is tried together with those like it."""

    def __init__(self, paths: Sequence[Path], sentences: Sequence[Path]) -> None:
        files = sorted(files_of(paths), key=lambda file: len(file.data))
        tables = [one for table in sentences for one in sentences_of(table)]
        self.all: list[_Text] = []
        self._met: dict[str, set[int]] = {}
        self._built: dict[str, str] = {}
        watched = Watched()
        with loaded(watched=watched) as module:
            every: list[File | Reads] = [*tables, *files]
            for one in every:
                with watched.into(self._met, len(self.all)):
                    self.all += _read(module, one)
            self._built = dict(watched.patterns)
        self.digest = _digest(every)
        inside = [text for text in self.all if isinstance(text.one, File)]
        self.texts = _counts(text.one.origin for text in inside)
        self.clauses = added(
            [
                *({text.one.origin: len(text.read.clauses)} for text in inside),
                _counts(t.origin for t in tables),
            ]
        )

    def tried(self, switch: Switch, enough: int) -> Carried:
        """By itself, on the first texts where it could read something."""
        row = Carried(id=switch.id, kind=switch.rule.kind)
        places = sorted(self._where(switch))
        if not places:
            return row
        found: list[Carried] = []
        try:
            with loaded([switch], rooms=self.rooms) as module:
                for at in places if enough == 0 else places[: self.few]:
                    found.append(self.all[at].without(module))
                    if sum(not one.nothing for one in found) == enough:
                        break
        except Exception as error:  # noqa: BLE001  a module that cannot be made, or does not work, without it
            return replace(row, fault=f"{type(error).__name__}: {error}")
        return summed(row, found)

    def places(self, switch: Switch) -> int:
        """In how many texts it could have read something."""
        return len(self._where(switch))

    def together(
        self,
        off: list[Switch],
        progress: Progress,
        stands: Callable[[str], None] = lambda _: None,
        last: float = math.inf,
    ) -> list[Switch] | None:
        """Those of `off` that can go all at once: each text in which one of them could read something reads
        the same without them. One that stands again may change what the others do: its texts are read anew.
        `stands` is told of each that stands. None where that was not found before `last`.
        """
        where = {switch.id: self._where(switch) for switch in off}
        todo = sorted(set().union(*where.values()))
        count = len(todo)
        while todo:
            if time.monotonic() > last:
                return None
            todo = todo[self._alike(off, todo) :]
            progress("合起来", count - len(todo), count)
            if not todo:
                break
            at = todo[0]
            here = [switch for switch in off if at in where[switch.id]]
            away = [switch for switch in off if switch not in here]
            if not here or not self._same(self.all[at], away):
                here, away = off, []
            kept = self._kept(self.all[at], here, away, unlike=True)
            gone = [switch for switch in here if switch not in kept]
            for switch in gone:
                stands(switch.id)
            off = [*away, *kept]
            anew = set().union(*(where[switch.id] for switch in gone)) & set().union(
                *(where[s.id] for s in off)
            )
            todo = sorted(anew | set(todo))
            count = max(count, len(todo))
        return off

    def _alike(self, off: list[Switch], texts: Sequence[int]) -> int:
        """How many of these texts, from the first on, read the same without these."""
        passed = 0
        with suppress(Exception), loaded(off, rooms=self.rooms) as module:
            while passed < len(texts) and self.all[texts[passed]].without(module).nothing:
                passed += 1
        return passed

    def _kept(
        self, text: _Text, some: list[Switch], off: list[Switch], *, unlike: bool = False
    ) -> list[Switch]:
        """The most of `some` that change nothing in this text besides those that are `off`; `unlike` where
        all of them are known to change something.
        """
        if not unlike and self._same(text, [*off, *some]):
            return some
        if len(some) == 1:
            return []
        first, second = some[: len(some) // 2], some[len(some) // 2 :]
        kept = self._kept(text, first, off)
        return [*kept, *self._kept(text, second, [*off, *kept], unlike=len(kept) == len(first))]

    def _same(self, text: _Text, off: list[Switch]) -> bool:
        with suppress(Exception), loaded(off, rooms=self.rooms) as module:
            return text.without(module).nothing
        return False

    def _where(self, switch: Switch) -> set[int]:
        """The texts in which it could have read something: a pattern where it, or one that is made with it,
        matched; a word where it stands."""
        rule, words = switch.rule, (switch.word,) if switch.word else switch.rule.words
        if switch.word or rule.plain:
            return {at for at, text in enumerate(self.all) if any(word in text.words for word in words)}
        everywhere = set(range(len(self.all)))
        if rule.kind == "row" and words and not _NAMED.search(words[0]):
            return self._found(words[0]) or everywhere  # what stands nowhere may be but a name
        if rule.kind == "words" or rule.kind == "row":
            return everywhere
        met = set(self._met.get(rule.id, ()))
        made = [id for id, built in self._built.items() if id != rule.id and rule.written in built]
        if rule.kind == "pattern" and not made:
            return met
        return met.union(*(self._met.get(id, ()) for id in made), self._found(rule.written))

    def _found(self, written: str) -> set[int]:
        """The texts in which a fragment of patterns matches; all where that cannot be told by itself."""
        try:
            pattern = None if _AROUND.search(written) else re.compile(written)
        except re.error:
            pattern = None
        return {at for at, text in enumerate(self.all) if pattern is None or pattern.search(text.words)}


def _digest(every: Sequence[File | Reads]) -> str:
    written = (one.data if isinstance(one, File) else one.words.encode() for one in every)
    return hashlib.sha256(b"\n".join(written)).hexdigest()


def _read(module: Import, one: File | Reads) -> Iterator[_Text]:
    """Nothing for a file that is refused."""
    if isinstance(one, Reads):
        yield _Text(one, _targets(module("ingest.targets.read"), one), without_blanks(one.words))
        return
    plan = _parsed(module(STORY).parse, one)
    if plan is not None:
        printed = one.data.decode("utf-8", "replace")
        yield _Text(one, plan, without_blanks(f"{one.name}\n{printed}\n{plan.text}"))


def _parsed(parse: Callable[..., Plan], file: File) -> Plan | None:
    """None for a file that is refused."""
    try:
        return parse(file.data, file.name)
    except IngestError:
        return None


def _targets(module: Any, one: Reads) -> tuple[tuple[Any, ...], tuple[Any, ...], str | None]:
    context = module.TargetContext(plan_year=one.plan_year, period=one.period, headings=one.headings)
    targets, milestones = module.read_targets(one.clause, one.text, context)
    return targets, milestones, module.relative_due(one.clause, one.text, targets, context)


def _counts(names: Iterable[str]) -> dict[str, int]:
    return added({name: 1} for name in names)


def chosen(rules: Sequence[Rule], names: Sequence[str], groups: Sequence[str]) -> tuple[Rule, ...]:
    """Those of these names or modules (`targets.counted`, `targets`, `_COUNTED`); all where neither is
    given.
    """
    if not (names or groups):
        return tuple(rules)
    wanted = {group.removeprefix("ingest.") for group in groups}

    def is_wanted(rule: Rule) -> bool:
        module = rule.module.removeprefix("ingest.")
        return (
            rule.id in names
            or rule.name in names
            or bool(wanted & {module, module.partition(".")[0], module.rpartition(".")[2]})
        )

    return tuple(rule for rule in rules if is_wanted(rule))
