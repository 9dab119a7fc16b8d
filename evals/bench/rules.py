"""What each rule of reading carries: the texts are read without it, and what reads differently is counted.

In: texts (files as `plans ingest` takes them, and tables of sentences), the rules that are to be tried. Out:
`Report`. First all is read once with every pattern watched: a rule is tried only on texts where it, or one of
its words, stands. Then each is tried by itself, on those texts first that have most of it for their length,
until `enough` read differently or a few short ones read the same. Of two rules that read the same thing
neither carries anything alone, so those that changed nothing are tried together over all texts
(`bench.together`). What is left can go all at once without a text being read differently. What is found is
kept in a file as it goes (`bench.known`); a run that was ended goes on from there.

A development tool: it says nothing of right and wrong.
"""

from __future__ import annotations

import functools
import hashlib
import logging
import math
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from evals.bench.differences import (
    Carried,
    File,
    Reads,
    added,
    files_of,
    passages,
    plans_compared,
    sentences_of,
    summed,
    targets_compared,
)
from evals.bench.known import Known
from evals.bench.switches import ROOMS, STORY, Rule, Switch, loaded
from evals.bench.together import Passages, Progress, Together
from evals.bench.watched import Watched
from ingest.errors import IngestError
from ingest.grammar.letters import without_blanks
from ingest.model import Plan

ENOUGH = 1
"""Texts that read differently after which a rule is tried on no other."""
_START = 300
"""Characters that are read as fast as a text is begun."""
_AROUND = re.compile(r"[\^$]|\\[bAZ]|\(\?<?[=!]")
"""In a fragment: what depends on where it stands."""
_ENDS = re.compile(r"(?<![\\\[])[\^$]|\\[bAZ]")
"""What ties a pattern to the ends of a text."""
_NAMED = re.compile(r"^[a-z0-9 _-]+$|\{")
"""In the first field of a row: a name for it, or a form with gaps; no words that could be looked for."""
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
    with _silenced(logging.getLogger("ingest")):  # a file that cannot be read without a rule is a finding
        bench = Bench(paths, sentences, progress)
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
    together = Together(texts=bench, progress=progress, stands=known.stand, last=last)
    idle = None if left else together.that_can_go(silent)
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

    def unlike(self, module: Import) -> Passages | None:
        """Where it reads otherwise with these modules; None where nowhere."""
        if isinstance(self.one, File):
            read = _parsed(module(STORY).parse, self.one)
            return None if read == self.read else passages(self.read, read)
        now = _targets(module("ingest.targets.read"), self.one)
        return None if now == self.read else (self.words,)


class Bench:
    """The texts, the shortest first, and which patterns matched in each of them."""

    rooms: ClassVar[tuple[str, ...]] = (*ROOMS, STORY)
    """What is loaded anew where something is off."""
    few: ClassVar[int] = 8
    """Texts that a rule is tried on by itself; on the others it is tried together with those like it."""
    characters: ClassVar[int] = 12_000
    """Of these texts together."""

    def __init__(
        self, paths: Sequence[Path], sentences: Sequence[Path], progress: Progress = lambda *_: None
    ) -> None:
        files = sorted(files_of(paths), key=lambda file: len(file.data))
        tables = [one for table in sentences for one in sentences_of(table)]
        self.all: list[_Text] = []
        self._met: dict[str, Counter[int]] = {}
        self._built: dict[str, str] = {}
        watched = Watched()
        with loaded(watched=watched) as module:
            every: list[File | Reads] = [*tables, *files]
            for done, one in enumerate(every, 1):
                progress("通读", done, len(every))
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
        """By itself, on the first texts where it could read something, those first that have most of it for
        their length; a long text is left to be read without several at once.
        """
        row = Carried(id=switch.id, kind=switch.rule.kind)
        often = self.where(switch)
        places = sorted(often, key=lambda at: (len(self.all[at].words) + _START) / often[at])
        if not places:
            return row
        found: list[Carried] = []
        try:
            with loaded([switch], rooms=self.rooms) as module:
                for at in places if enough == 0 else self._affordable(places):
                    found.append(self.all[at].without(module))
                    if sum(not one.nothing for one in found) == enough:
                        break
        except Exception as error:  # noqa: BLE001  a module that cannot be made, or does not work, without it
            return replace(row, fault=f"{type(error).__name__}: {error}")
        return summed(row, found)

    def _affordable(self, places: Sequence[int]) -> Iterator[int]:
        """The first `few` of them, `characters` together, at least one that is not longer by itself."""
        left = self.characters
        for at in places[: self.few]:
            left -= len(self.all[at].words)
            if left >= 0:
                yield at

    def places(self, switch: Switch) -> int:
        """In how many texts it could have read something."""
        return len(self.where(switch))

    def unlike(self, off: Sequence[Switch], texts: Sequence[int]) -> dict[int, Passages]:
        """Those that read otherwise without these, and where."""
        found: dict[int, Passages] = {}
        with loaded(off, rooms=self.rooms) as module:
            for at in texts:
                try:
                    passages = self.all[at].unlike(module)
                except Exception:  # noqa: BLE001  a module that cannot be made, or does not work, without them
                    passages = ()
                if passages is not None:
                    found[at] = passages
        return found

    def stands(self, switch: Switch, words: str) -> bool:
        """Whether it may be what reads something in words without blanks, as far as that can be told."""
        rule = switch.rule
        if switch.word or rule.plain:
            return any(word in words for word in ((switch.word,) if switch.word else rule.words))
        row = rule.kind == "row" and rule.words and not _NAMED.search(rule.words[0])
        pattern = _compiled(_ENDS.sub("", rule.words[0] if row else rule.written))
        return pattern is not None and pattern.search(words) is not None

    def where(self, switch: Switch) -> Mapping[int, int]:
        """The texts in which it could have read something, and how often: a pattern where it, or one that is
        made with it, matched; a word where it stands.
        """
        rule, words = switch.rule, (switch.word,) if switch.word else switch.rule.words
        if switch.word or rule.plain:
            often = ((at, sum(map(text.words.count, words))) for at, text in enumerate(self.all))
            return {at: count for at, count in often if count}
        everywhere = dict.fromkeys(range(len(self.all)), 1)
        if rule.kind == "row" and words and not _NAMED.search(words[0]):
            return self._found(words[0]) or everywhere  # what stands nowhere may be but a name
        if rule.kind == "words" or rule.kind == "row":
            return everywhere
        met = Counter(self._met.get(rule.id, {}))
        made = [id for id, built in self._built.items() if id != rule.id and rule.written in built]
        if rule.kind == "pattern" and not made:
            return met
        for id in made:
            met |= Counter(self._met.get(id, {}))
        return met | Counter(self._found(rule.written))

    def _found(self, written: str) -> dict[int, int]:
        """The texts in which a fragment of patterns matches, and how often; all where that cannot be told by
        itself.
        """
        pattern = None if _AROUND.search(written) else _compiled(written)
        if pattern is None:
            return dict.fromkeys(range(len(self.all)), 1)
        often = ((at, sum(1 for _ in pattern.finditer(text.words))) for at, text in enumerate(self.all))
        return {at: count for at, count in often if count}


@functools.cache
def _compiled(written: str) -> re.Pattern[str] | None:
    """A fragment of patterns by itself; None for anything else."""
    try:
        return re.compile(written) if written else None
    except re.error:
        return None


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
    found = module.stated(one.clause, one.text, context)
    due = module.relative_due(one.clause, one.text, found.targets, context)
    return found.targets, found.milestones, due


def _counts(names: Iterable[str]) -> dict[str, int]:
    return added({name: 1} for name in names)


def chosen(rules: Sequence[Rule], names: Sequence[str], groups: Sequence[str]) -> tuple[Rule, ...]:
    """Those of these names or modules (`targets.subjects`, `targets`, `_SERVED`); all where neither is
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
