"""What each rule of reading carries: the texts are read without it, and what reads differently is counted.

In: texts (files as `plans ingest` takes them, and tables of sentences), the rules that are to be tried. Out:
`Report`. A rule of `targets` is tried on the clauses that the outline gives, all others on whole files. First
all is read once with every pattern watched: a rule is tried only where it, or one of its words, was met, and
one that was met nowhere carries nothing. Which rule stands for which sentence is told only one at a time: of
two that read the same thing neither carries anything alone; so those that carry nothing are tried together
too.

A development tool: it says nothing of right and wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from evals.bench.differences import (
    Carried,
    File,
    Reads,
    added,
    files_of,
    plans_compared,
    reads_of,
    sentences_of,
    summed,
    targets_compared,
)
from evals.bench.switches import STORY, Rule, Switch, Watched, loaded
from ingest.errors import IngestError
from ingest.model import Plan

TARGETS, GRAMMAR = "ingest.targets", "ingest.grammar"
PROCESSES = 2
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`rows` by rule, or by word; `together` by module, and all in one, those that carry nothing each."""

    texts: dict[str, int]
    clauses: dict[str, int]
    rows: tuple[Carried, ...]
    together: tuple[Carried, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def run(
    paths: Sequence[Path],
    rules: Sequence[Rule],
    *,
    sentences: Sequence[Path] = (),
    words: bool = False,
    progress: Progress = lambda *_: None,
) -> Report:
    """Every rule by itself (with `words` every word of each), then together those that carry nothing."""
    given = (tuple(paths), tuple(sentences))
    with ProcessPoolExecutor(
        PROCESSES, mp_context=get_context("spawn"), initializer=_begin, initargs=given
    ) as pool:
        progress("通读", 0, 0)
        texts, clauses = pool.submit(_counted).result()
        rows = tuple(_each(pool, _singles(rules, words), "逐条", progress))
        groups = _groups(rules, rows, words)
        together = tuple(_each(pool, groups, "合起来", progress))
    return Report(texts=texts, clauses=clauses, rows=rows, together=together)


def _singles(rules: Sequence[Rule], words: bool) -> list[tuple[str, tuple[Switch, ...]]]:
    if words:
        switches = [Switch(rule=r, word=w) for r in rules if r.kind != "row" for w in r.words]
    else:
        switches = [Switch(rule=rule) for rule in rules]
    return [(switch.id, (switch,)) for switch in switches]


def _groups(
    rules: Sequence[Rule], rows: Sequence[Carried], words: bool
) -> list[tuple[str, tuple[Switch, ...]]]:
    idle = {row.id for row in rows if row.nothing}
    switches = [switch for _, (switch,) in _singles(rules, words) if switch.id in idle]
    by_module: dict[str, list[Switch]] = {}
    for switch in switches:
        by_module.setdefault(switch.rule.module, []).append(switch)
    groups = [(module, tuple(off)) for module, off in by_module.items() if len(off) > 1]
    return [*groups, ("*", tuple(switches))] if len(by_module) > 1 else groups


def _each(
    pool: ProcessPoolExecutor,
    groups: Sequence[tuple[str, tuple[Switch, ...]]],
    doing: str,
    progress: Progress,
) -> Iterator[Carried]:
    for done, row in enumerate(pool.map(_tried, groups), 1):
        progress(doing, done, len(groups))
        yield row


# -- in a process of its own ---------------------------------------------------------------------------------


class _Bench:
    """The texts as they are read with all rules, and what was met in each of them."""

    def __init__(self, paths: Sequence[Path], sentences: Sequence[Path]) -> None:
        self.files = tuple(files_of(paths))
        self.plans: dict[int, Plan] = {}
        self.bare: dict[int, Plan | None] = {}
        """Without their targets, which take most of the time; they follow from the clauses and the head."""
        self.reads: list[Reads] = []
        self.found: list[Any] = []
        self.met_in_files: dict[str, set[int]] = {}
        self.met_in_reads: dict[str, set[int]] = {}
        watched = Watched()
        with loaded(seen=watched.put) as module:
            parse = module(STORY).parse
            for at, file in enumerate(self.files):
                with watched.into(self.met_in_files, at):
                    plan = _parsed(parse, file)
                if plan is not None:
                    self.plans[at] = plan
                    self.reads += reads_of(plan, file.origin)
            with _no_targets(module):
                self.bare = {at: _parsed(parse, self.files[at]) for at in self.plans}
            self.sentences = len(self.reads)
            self.reads += [one for table in sentences for one in sentences_of(table)]
            for at, one in enumerate(self.reads):
                with watched.into(self.met_in_reads, at):
                    self.found.append(_targets(module("ingest.targets.read"), one))
        self.printed = [file.data.decode("utf-8", "replace") for file in self.files]
        self.words = [one.words for one in self.reads]

    def tried(self, id: str, off: Sequence[Switch]) -> Carried:
        """The texts in which it was met, read without it; nothing is read where there are none."""
        rooms = {switch.rule.module.rpartition(".")[0] for switch in off}
        row = Carried(id=id, kind=off[0].rule.kind if len(off) == 1 else "group", off=len(off))
        only_targets = rooms == {TARGETS}
        files = (
            set() if only_targets else self._where(off, self.met_in_files, self.printed) & self.plans.keys()
        )
        reads = self._where(off, self.met_in_reads, self.words) if rooms & {TARGETS, GRAMMAR} else set()
        reads -= set() if only_targets else set(range(self.sentences))
        if not (files or reads):
            return row
        try:
            with loaded(off) as module:
                bare = not rooms & {TARGETS, GRAMMAR}
                found = [self._other_plan(at, module, bare=bare) for at in sorted(files)]
                found += [self._other_targets(at, module("ingest.targets.read")) for at in sorted(reads)]
        except Exception as error:  # noqa: BLE001  a module that cannot be made, or does not work, without it
            return Carried(id=id, kind=row.kind, off=len(off), fault=f"{type(error).__name__}: {error}")
        return summed(row, found)

    def _other_plan(self, at: int, module: Callable[[str], Any], *, bare: bool) -> Carried:
        """With `bare` the rules that are off read no targets."""
        file, parse = self.files[at], module(STORY).parse
        if bare:
            with _no_targets(module):
                if _parsed(parse, file) == self.bare[at]:
                    return Carried(id="", kind="", tried=1)
        return plans_compared(file, self.plans[at], _parsed(parse, file))

    def _other_targets(self, at: int, module: Any) -> Carried:
        return targets_compared(self.reads[at], self.found[at], _targets(module, self.reads[at]))

    def _where(self, off: Sequence[Switch], met: dict[str, set[int]], texts: Sequence[str]) -> set[int]:
        """The texts in which one of these could have read something."""
        places: set[int] = set()
        for switch in off:
            rule, words = switch.rule, (switch.word,) if switch.word else switch.rule.words
            if rule.kind == "pattern":
                places |= met.get(rule.id, set())
            elif switch.word or rule.plain:
                places |= {at for at, text in enumerate(texts) if any(word in text for word in words)}
            else:
                return set(range(len(texts)))
        return places


_bench: _Bench | None = None


def _begin(paths: Sequence[Path], sentences: Sequence[Path]) -> None:
    global _bench
    _bench = _Bench(paths, sentences)


def _made() -> _Bench:
    assert _bench is not None
    return _bench


def _counted() -> tuple[dict[str, int], dict[str, int]]:
    bench = _made()
    return _counts(bench.files[at].origin for at in bench.plans), _counts(one.origin for one in bench.reads)


def _tried(group: tuple[str, tuple[Switch, ...]]) -> Carried:
    return _made().tried(*group)


@contextmanager
def _no_targets(module: Callable[[str], Any]) -> Iterator[None]:
    story = module(STORY)
    read = story.stated
    story.stated = lambda *_: story.Stated((), ())
    try:
        yield
    finally:
        story.stated = read


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
