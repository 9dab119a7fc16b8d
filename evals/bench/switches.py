"""The rules by which files are read: their modules with some of them switched off, or with patterns that
count their matches.

In: names of rules. Out: freshly loaded modules in which these read nothing. A rule is what is assigned once
at the top of a module: a compiled pattern, a fragment of patterns (a string of alternatives), a word list
(set, tuple, or the keys of a dict), one of the patterns within a list (`_RULES[2]`), or one row of a table of
vocabulary (`bench.vocabulary`). It is
switched off in the source, before the module runs, so that patterns made of it, and modules that import it,
are made without it too. A pattern that matches nothing takes a pattern's place, an empty list a list's; of
one word only the word goes. What was loaded before is not touched: objects made with it keep their classes.
"""

from __future__ import annotations

import ast
import copy
import functools
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import yaml

from evals.bench.importers import importers
from evals.bench.vocabulary import entries, left, patterns_in, with_patterns, without, words_of
from evals.bench.watched import Watched
from ingest.grammar.letters import is_han

ROOMS = tuple(
    f"ingest.{room}"
    for room in (
        "grammar", "on_page", "readers", "responsibility", "layout", "numbering", "outline", "targets",
        "amendments", "inspection",
    )
)  # fmt: skip
"""All that a file goes through: a module that stays loaded would go on with the rules that are off."""
STORY = "ingest.pipeline"
_TOLD = frozenset({"kinds.yaml"})
"""Tables of what staff are told: nothing is read by their words."""
Kind = Literal["pattern", "fragment", "words", "row"]
_SWITCH = "_switched_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`words` are the alternatives, members or keys of it that are plain Han words, `plain` whether there are
    no others, `own` those that stand in it and in no table or fragment that it is made of; `written` is a
    pattern or fragment as it stands. A row has the name of its file, and of itself the way to it and its
    first word.
    """

    module: str
    name: str
    kind: Kind
    words: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    plain: bool = False
    written: str = ""

    @property
    def id(self) -> str:
        return f"{self.module.removeprefix('ingest.')}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A rule that is off, or one word of it."""

    rule: Rule
    word: str = ""

    @property
    def id(self) -> str:
        return f"{self.rule.id}:{self.word}" if self.word else self.rule.id


def find_rules(rooms: Sequence[str] = ROOMS) -> tuple[Rule, ...]:
    """All rules of these packages or modules, in the order of modules and lines; then the rows of those
    tables that have no module of their name.
    """
    found: list[Rule] = []
    for name in modules_of(rooms):
        module = importlib.import_module(name)
        for constant, node in _constants(Path(module.__file__ or "").read_text("utf-8")).items():
            value = getattr(module, constant, None)
            kind = _kind(value)
            if kind is not None:
                found.append(_rule(name, constant, kind, value, node))
            else:
                alone = {id(one) for one in vars(module).values()}
                inside = ((way, one) for way, one in patterns_in(value) if id(one) not in alone)
                found += (_rule(name, f"{constant}{way}", "pattern", one, node) for way, one in inside)
        found += _rows(name, module)
    tried = {rule.name.partition(":")[0] for rule in found if rule.kind == "row"}
    for room in rooms:
        found += (rule for file in tables_of(room) if file.name not in tried for rule in rows_of(room, file))
    return tuple(found)


def _rule(module: str, name: str, kind: Kind, value: object, node: ast.expr) -> Rule:
    return Rule(
        module=module,
        name=name,
        kind=kind,
        words=words_of(value),
        own=_own(words_of(value), node),
        plain=_is_plain(value),
        written=_written(value),
    )


def tables_of(room: str) -> tuple[Path, ...]:
    """The tables of vocabulary in a package's folder `data`; none of a module."""
    spec = importlib.util.find_spec(room)
    places = (spec.submodule_search_locations or ()) if spec else ()
    return tuple(
        sorted(file for place in places for file in Path(place).glob("data/*.yaml") if file.name not in _TOLD)
    )


def modules_of(rooms: Iterable[str]) -> tuple[str, ...]:
    """The modules of packages, by name; a module stands for itself."""
    names: dict[str, None] = {}
    for room in rooms:
        spec = importlib.util.find_spec(room)
        places = (spec.submodule_search_locations or ()) if spec else ()
        inside = sorted(path.stem for place in places for path in Path(place).glob("*.py"))
        names |= dict.fromkeys([f"{room}.{stem}" for stem in inside if stem != "__init__"] or [room])
    return tuple(names)


@contextmanager
def loaded(
    off: Iterable[Switch] = (), watched: Watched | None = None, *, rooms: tuple[str, ...] = (*ROOMS, STORY)
) -> Iterator[Callable[[str], ModuleType]]:
    """Imports the rooms anew with these switched off; `watched` puts itself in the place of each pattern.

    What none of them reaches stays loaded. Outside the context the modules are those of before. A pattern is
    compiled, and a table parsed, once in a process.
    """
    off = tuple(off)
    anew = None if watched is not None else _reached(off, rooms)
    every = {name: module for name, module in sys.modules.items() if _is_of(name, rooms)}
    before = {name: module for name, module in every.items() if anew is None or name in anew}
    for name in before:
        del sys.modules[name]
    finder = _Finder(off, watched, rooms)
    sys.meta_path.insert(0, finder)
    true = yaml.safe_load, yaml.load, re.compile, functools.lru_cache, functools.cache
    yaml.safe_load = yaml.load = _loading(off)  # type: ignore[assignment]
    re.compile = _compiled
    if watched is not None:
        functools.lru_cache = functools.cache = watched.remembering  # type: ignore[assignment]
    try:
        yield importlib.import_module
    finally:
        yaml.safe_load, yaml.load, re.compile, functools.lru_cache, functools.cache = true
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if _is_of(name, rooms)]:
            if sys.modules[name] is not every.get(name):
                _put(name, None)
        for name, module in before.items():
            _put(name, module)


def _put(name: str, module: ModuleType | None) -> None:
    """In the place of what is loaded; a package has its modules as attributes too."""
    above, _, last = name.rpartition(".")
    package = sys.modules.get(above)
    if module is None:
        del sys.modules[name]
        if package is not None:
            vars(package).pop(last, None)
    else:
        sys.modules[name] = module
        if package is not None:
            setattr(package, last, module)


def _reached(off: Sequence[Switch], rooms: tuple[str, ...]) -> frozenset[str] | None:
    """The modules that read by what is off; None for all."""
    if not off:
        return None
    rows = {switch.rule.name.partition(":")[0] for switch in off if switch.rule.kind == "row"}
    return importers(rooms, {switch.rule.module for switch in off if switch.rule.kind != "row"}, rows)


def _is_of(name: str, rooms: tuple[str, ...]) -> bool:
    return name in rooms or name.startswith(tuple(f"{room}." for room in rooms))


def _constants(source: str) -> dict[str, ast.expr]:
    """What is assigned once at the top of a module, by name."""
    found: dict[str, ast.expr] = {}
    for node in ast.parse(source).body:
        for name in _named(node):
            if not name.startswith("__"):
                found[name] = node.value  # type: ignore[attr-defined]
    return found


def _named(node: ast.stmt) -> tuple[str, ...]:
    """The names that a statement gives to a value, or to the members of one (`_MAY, _MUST = …`)."""
    if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
        return ()
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    target = targets[0] if len(targets) == 1 else None
    members = target.elts if isinstance(target, ast.Tuple) else [target]
    names = tuple(one.id for one in members if isinstance(one, ast.Name))
    return names if len(names) == len(members) else ()


def _kind(value: object) -> Kind | None:
    if isinstance(value, re.Pattern):
        return "pattern" if isinstance(value.pattern, str) else None
    if isinstance(value, str):
        return "fragment" if "|" in value and not value.startswith("[") and words_of(value) else None
    if isinstance(value, (frozenset, set, tuple, dict)) and value:
        return "words" if all(isinstance(member, str) for member in value) else None
    return None


def _written(value: object) -> str:
    if isinstance(value, re.Pattern):
        return value.pattern if isinstance(value.pattern, str) else ""  # of bytes
    return value if isinstance(value, str) else ""


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return all(is_han(word) for word in value.split("|"))
    return isinstance(value, (frozenset, set, tuple, dict)) and len(words_of(value)) == len(value)


def _rows(name: str, module: ModuleType) -> list[Rule]:
    """The rows of the table that has the module's name."""
    file = Path(module.__file__ or "").parent / "data" / f"{name.rpartition('.')[2]}.yaml"
    if file.name in _TOLD or not file.is_file():
        return []
    return list(rows_of(name, file))


def rows_of(module: str, file: Path) -> Iterator[Rule]:
    """The rows of a table in the folder `data` beside a module, or in a package."""
    found = {entry.name: entry for entry in entries(_parsed(file.read_text("utf-8")))}
    for entry in found.values():
        yield Rule(
            module=module,
            name=f"{file.name}:{entry.name}",
            kind="row",
            words=(entry.name.rpartition("/")[2],),
            own=entry.words if len(entry.words) > 1 else (),
            plain=entry.plain,
        )


def _own(words: tuple[str, ...], node: ast.expr) -> tuple[str, ...]:
    """Those that stand in the source of a constant."""
    inside = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    written = "\n".join(one for one in inside if isinstance(one, str))
    return tuple(word for word in words if word in written)


_compiled = functools.cache(re.compile)
_load = yaml.load
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def _parsed(written: str) -> Any:
    return _load(written, _LOADER)


def _loading(off: tuple[Switch, ...]) -> Callable[[Any], Any]:
    """`yaml.safe_load` that leaves out what is off, from the tables whose text it is given."""
    gone: dict[str, dict[str, set[str]]] = {}
    for switch in off:
        if switch.rule.kind == "row":
            file, _, row = switch.rule.name.partition(":")
            module = importlib.util.find_spec(switch.rule.module)
            path = Path(module.origin if module and module.origin else "").parent / "data" / file
            gone.setdefault(path.read_text("utf-8"), {}).setdefault(row, set()).add(switch.word)

    def load(stream: Any, Loader: Any = None) -> Any:  # noqa: ARG001, N803  as yaml calls it
        if not isinstance(stream, str):
            return _load(stream, _LOADER)
        table = _parsed(stream)
        return left(table, gone[stream]) if stream in gone else copy.deepcopy(table)

    return load


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, off: tuple[Switch, ...], watched: Watched | None, rooms: tuple[str, ...]) -> None:
        self._off = off
        self._watched = watched
        self._rooms = rooms

    def find_spec(
        self, fullname: str, path: Any, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if not _is_of(fullname, self._rooms):
            return None
        off = tuple(switch for switch in self._off if switch.rule.module == fullname)
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin, off, self._watched)
        return spec


class _Loader(importlib.machinery.SourceFileLoader):
    """A module whose constants are passed through `switched` when they are assigned."""

    def __init__(self, name: str, path: str, off: tuple[Switch, ...], watched: Watched | None) -> None:
        super().__init__(name, path)
        self._off = off
        self._watched = watched

    def get_code(self, fullname: str) -> Any:
        if fullname == STORY:
            return _code(self.path, frozenset())
        names = {switch.rule.name.partition("[")[0] for switch in self._off}
        return _code(self.path, None if self._watched is not None else frozenset(names))

    def exec_module(self, module: ModuleType) -> None:
        setattr(module, _SWITCH, functools.partial(self._switched, module.__name__))
        super().exec_module(module)

    def _switched(self, module: str, name: str, value: Any) -> Any:
        if " " in name:
            side_by_side = zip(name.split(), value, strict=True)
            return tuple(self._switched(module, one, its) for one, its in side_by_side)

        def changed(way: str, pattern: re.Pattern[str]) -> Any:
            for switch in self._off:
                if way and switch.rule.name == f"{name}{way}":
                    pattern = without(pattern, switch.word)
            if self._watched is None:
                return pattern
            return self._watched.put(Rule(module=module, name=f"{name}{way}", kind="pattern").id, pattern)

        for switch in self._off:
            if switch.rule.name == name:
                value = without(value, switch.word)
        return with_patterns(value, changed)


@functools.cache
def _code(path: str, names: frozenset[str] | None) -> Any:
    """A module in which these constants, or with None all, are passed through `switched`."""
    tree = ast.parse(Path(path).read_text("utf-8"))
    for node in tree.body:
        named = _named(node)
        if named and (names is None or names.intersection(named)):
            told = ast.Constant(" ".join(named))
            call = ast.Call(ast.Name(_SWITCH, ast.Load()), [told, node.value], [])  # type: ignore[attr-defined]
            node.value = ast.copy_location(call, node.value)  # type: ignore[attr-defined]
    return compile(ast.fix_missing_locations(tree), path, "exec")
