"""The rules by which files are read: their modules with some of them switched off, or with patterns that
count their matches.

In: names of rules. Out: freshly loaded modules in which these read nothing. A rule is what is assigned once
at the top of a module: a compiled pattern, a fragment of patterns (a string of alternatives), a word list
(set, tuple, or the keys of a dict), or one row of a table of vocabulary (`grammar/data/*.yaml`). It is
switched off in the source, before the module runs, so that patterns made of it, and modules that import it,
are made without it too. A pattern that matches nothing takes a pattern's place, an empty list a list's; of
one word only the word goes. What was loaded before is not touched: objects made with it keep their classes.
"""

from __future__ import annotations

import ast
import functools
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import yaml

ROOMS = tuple(
    f"ingest.{room}"
    for room in (
        "grammar", "readers", "responsibility", "layout", "numbering", "outline", "targets", "amendments",
        "inspection",
    )
)  # fmt: skip
"""All that a file goes through: a module that stays loaded would go on with the rules that are off."""
STORY = "ingest.pipeline"
NOTHING = "(?!)"
"""A pattern that matches nowhere."""
Kind = Literal["pattern", "fragment", "words", "row"]
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"(?<=[|(:])[\u4e00-\u9fff]+(?=[|)])")
_SWITCH = "_switched_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`words` are the alternatives, members or keys of it that are plain Han words, `plain` whether there are
    no others; `written` is a pattern or fragment as it stands. A row has the name of its file, and of itself
    its first word.
    """

    module: str
    name: str
    kind: Kind
    words: tuple[str, ...] = ()
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


def find_rules(rooms: Iterable[str] = ROOMS) -> tuple[Rule, ...]:
    """All rules of these packages or modules, in the order of modules and lines."""
    found: list[Rule] = []
    for name in modules_of(rooms):
        module = importlib.import_module(name)
        for constant in _constants(Path(module.__file__ or "").read_text("utf-8")):
            value = getattr(module, constant, None)
            kind = _kind(value)
            if kind is not None:
                found.append(
                    Rule(
                        module=name,
                        name=constant,
                        kind=kind,
                        words=words_of(value),
                        plain=_is_plain(value),
                        written=_written(value),
                    )
                )
        found += _rows(name, module)
    return tuple(found)


def modules_of(rooms: Iterable[str]) -> tuple[str, ...]:
    """The modules of packages, by name; a module stands for itself."""
    names: dict[str, None] = {}
    for room in rooms:
        spec = importlib.util.find_spec(room)
        places = (spec.submodule_search_locations or ()) if spec else ()
        inside = sorted(path.stem for place in places for path in Path(place).glob("*.py"))
        names |= dict.fromkeys([f"{room}.{stem}" for stem in inside if stem != "__init__"] or [room])
    return tuple(names)


def words_of(value: object) -> tuple[str, ...]:
    """The plain Han words of a pattern, a fragment or a list."""
    if isinstance(value, re.Pattern):
        value = value.pattern
    if isinstance(value, str):
        return tuple(dict.fromkeys(_WORD.findall(f"|{value}|")))
    members = value if isinstance(value, (frozenset, set, tuple, dict)) else ()
    return tuple(member for member in members if isinstance(member, str) and _HAN.fullmatch(member))


def without(value: Any, word: str = "") -> Any:
    """`value` without a word, or with nothing that it reads."""
    if isinstance(value, re.Pattern):
        return re.compile(without(value.pattern, word), value.flags)
    if isinstance(value, str):
        if not word:
            return NOTHING
        lone = re.sub(rf"(?<=[(:]){word}(?=\))", NOTHING, f"|{value}|")
        return re.sub(rf"\|{word}(?=[|)])|(?<=[(:]){word}\|", "", lone).strip("|") or NOTHING
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if word and key != word}
    return type(value)(member for member in value if word and member != word)


@contextmanager
def loaded(
    off: Iterable[Switch] = (), watched: Watched | None = None
) -> Iterator[Callable[[str], ModuleType]]:
    """Imports the rooms anew with these switched off; `watched` puts itself in the place of each pattern.

    Outside the context the modules are those of before. A pattern is compiled, and a table parsed, once in a
    process.
    """
    off = tuple(off)
    before = {name: module for name, module in sys.modules.items() if _is_ours(name)}
    for name in before:
        del sys.modules[name]
    finder = _Finder(off, watched)
    sys.meta_path.insert(0, finder)
    true = yaml.safe_load, re.compile, functools.lru_cache, functools.cache
    yaml.safe_load, re.compile = _loading(off), _compiled  # type: ignore[assignment]
    if watched is not None:
        functools.lru_cache = functools.cache = watched.remembering  # type: ignore[assignment]
    try:
        yield importlib.import_module
    finally:
        yaml.safe_load, re.compile, functools.lru_cache, functools.cache = true
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if _is_ours(name)]:
            del sys.modules[name]
        sys.modules.update(before)
        for name, module in before.items():  # a package has its modules as attributes too
            above, _, last = name.rpartition(".")
            if above in sys.modules:
                setattr(sys.modules[above], last, module)


def _is_ours(name: str) -> bool:
    return name == STORY or name.startswith(tuple(f"{room}." for room in ROOMS)) or name in ROOMS


def _constants(source: str) -> dict[str, ast.expr]:
    """What is assigned once at the top of a module, by name."""
    found: dict[str, ast.expr] = {}
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and value is not None and len(targets) == 1:
            (target,) = targets
            if isinstance(target, ast.Name) and not target.id.startswith("__"):
                found[target.id] = value
    return found


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
        return all(_HAN.fullmatch(word) for word in value.split("|"))
    return isinstance(value, (frozenset, set, tuple, dict)) and len(words_of(value)) == len(value)


def _rows(name: str, module: ModuleType) -> list[Rule]:
    """The rows of the table that has the module's name."""
    file = Path(module.__file__ or "").parent / "data" / f"{name.rpartition('.')[2]}.yaml"
    if not file.is_file():
        return []
    rows = (_name_of(row) for _, row in _listed(yaml.safe_load(file.read_text("utf-8"))))
    return [
        Rule(
            module=name, name=f"{file.name}:{row}", kind="row", words=(row,), plain=bool(_HAN.fullmatch(row))
        )
        for row in dict.fromkeys(rows)
    ]


def _listed(table: object, above: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], object]]:
    """The members of all lists of a table, with the way to each list."""
    if isinstance(table, Mapping):
        for key, value in table.items():
            yield from _listed(value, (*above, key))
    elif isinstance(table, list):
        for row in table:
            yield above, row


def _name_of(row: object) -> str:
    first = next(iter(row.values()), "") if isinstance(row, Mapping) else row
    return str(first[0] if isinstance(first, list) and first else first)


_lru_cache = functools.lru_cache
_compiled = functools.cache(re.compile)
_parsed = functools.cache(yaml.safe_load)


def _loading(off: tuple[Switch, ...]) -> Callable[[Any], Any]:
    """`yaml.safe_load` that leaves out the rows that are off, from whatever table has them all."""
    gone: dict[str, set[str]] = {}
    for switch in off:
        if switch.rule.kind == "row":
            file, _, row = switch.rule.name.partition(":")
            module = importlib.util.find_spec(switch.rule.module)
            path = Path(module.origin if module and module.origin else "").parent / "data" / file
            gone.setdefault(path.read_text("utf-8"), set()).add(row)

    def left(table: Any, rows: set[str]) -> Any:
        if isinstance(table, dict):
            return {key: left(value, rows) for key, value in table.items()}
        return [row for row in table if _name_of(row) not in rows] if isinstance(table, list) else table

    def load(stream: Any) -> Any:
        return left(_parsed(stream), gone.get(stream, set()))

    return load


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, off: tuple[Switch, ...], watched: Watched | None) -> None:
        self._off = off
        self._watched = watched

    def find_spec(
        self, fullname: str, path: Any, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if not _is_ours(fullname):
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
        names = {switch.rule.name for switch in self._off}
        return _code(self.path, None if self._watched is not None else frozenset(names))

    def exec_module(self, module: ModuleType) -> None:
        setattr(module, _SWITCH, functools.partial(self._switched, module.__name__))
        super().exec_module(module)

    def _switched(self, module: str, name: str, value: Any) -> Any:
        for switch in self._off:
            if switch.rule.name == name:
                value = without(value, switch.word)
        if self._watched is None or _kind(value) != "pattern":
            return value
        return self._watched.put(Rule(module=module, name=name, kind="pattern").id, value)


@functools.cache
def _code(path: str, names: frozenset[str] | None) -> Any:
    """A module in which these constants, or with None all, are passed through `switched`."""
    tree = ast.parse(Path(path).read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and (names is None or target.id in names):
                name = ast.Constant(target.id)
                call = ast.Call(ast.Name(_SWITCH, ast.Load()), [name, node.value], [])
                node.value = ast.copy_location(call, node.value)
    return compile(ast.fix_missing_locations(tree), path, "exec")


_ASKED = frozenset({"search", "match", "fullmatch", "findall"})
_CHANGES = frozenset({"sub", "subn", "split"})


class Watched:
    """Puts itself between patterns and those who use them; notes for the text at hand which of them
    matched. `patterns` are all, as written, by the rule's id.
    """

    def __init__(self) -> None:
        self.patterns: dict[str, str] = {}
        self._met: dict[str, set[int]] = {}
        self._at = 0
        self._remembered: list[Any] = []

    @contextmanager
    def into(self, met: dict[str, set[int]], at: int) -> Iterator[None]:
        """What matches now is noted for text number `at`; nothing is remembered from the text before, so
        that what is read again is seen again.
        """
        self._met, self._at = met, at
        for work in self._remembered:
            work.cache_clear()
        yield
        self._met = {}

    def put(self, id: str, pattern: re.Pattern[str]) -> Any:
        self.patterns[id] = _written(pattern)
        return _Pattern(self, id, pattern)

    def remembering(self, *given: Any, maxsize: int | None = 128, **more: Any) -> Any:
        """In the place of `lru_cache` and `cache`."""
        if not (given and callable(given[0])):
            return functools.partial(self.remembering, maxsize=given[0] if given else maxsize, **more)
        work = _lru_cache(maxsize=maxsize, **more)(given[0])
        self._remembered.append(work)
        return work

    def note(self, id: str) -> None:
        self._met.setdefault(id, set()).add(self._at)


class _Pattern:
    """A `re.Pattern` for whoever calls its methods."""

    def __init__(self, watched: Watched, id: str, pattern: re.Pattern[str]) -> None:
        self._watched, self._id, self._pattern = watched, id, pattern

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._pattern, name)
        if name in _ASKED:
            return lambda *given, **more: self._noted(method(*given, **more))
        if name == "finditer":
            return lambda *given, **more: iter(self._noted(list(method(*given, **more))))
        if name in _CHANGES:
            return lambda *given, **more: self._changed(method, *given, **more)
        return method

    def _noted(self, found: Any) -> Any:
        if found:
            self._watched.note(self._id)
        return found

    def _changed(self, method: Any, *given: Any, **more: Any) -> Any:
        text = more.get("string", next((one for one in given[::-1] if isinstance(one, str)), ""))
        if self._pattern.search(text):
            self._watched.note(self._id)
        return method(*given, **more)
