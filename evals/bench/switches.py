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
    f"ingest.{room}" for room in ("grammar", "numbering", "layout", "responsibility", "outline", "targets")
)
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
    no others. A row has the name of its file, and of itself its first word.
    """

    module: str
    name: str
    kind: Kind
    words: tuple[str, ...] = ()
    plain: bool = False

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
                words, plain = words_of(value), _is_plain(value)
                found.append(Rule(module=name, name=constant, kind=kind, words=words, plain=plain))
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
    off: Iterable[Switch] = (), seen: Callable[[str, Any], Any] | None = None
) -> Iterator[Callable[[str], ModuleType]]:
    """Imports the rooms anew with these switched off; `seen(rule, value)` may put something in a rule's
    place.

    With `seen` nothing is remembered between calls (`lru_cache`), so that what is read again is seen again.
    Outside the context the modules are those of before.
    """
    off = tuple(off)
    before = {name: module for name, module in sys.modules.items() if _is_ours(name)}
    for name in before:
        del sys.modules[name]
    finder = _Finder(off, seen)
    sys.meta_path.insert(0, finder)
    safe_load, remembering = yaml.safe_load, (functools.lru_cache, functools.cache)
    yaml.safe_load = _loading(safe_load, off)  # type: ignore[assignment]
    if seen is not None:
        functools.lru_cache = functools.cache = _forgetful
    try:
        yield importlib.import_module
    finally:
        functools.lru_cache, functools.cache = remembering
        yaml.safe_load = safe_load
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
        return "pattern"
    if isinstance(value, str):
        return "fragment" if "|" in value and not value.startswith("[") and words_of(value) else None
    if isinstance(value, (frozenset, set, tuple, dict)) and value:
        return "words" if all(isinstance(member, str) for member in value) else None
    return None


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


def _loading(safe_load: Callable[[Any], Any], off: tuple[Switch, ...]) -> Callable[[Any], Any]:
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
        table = safe_load(stream)
        return left(table, gone[stream]) if isinstance(stream, str) and stream in gone else table

    return load


def _forgetful(*given: Any, **_: Any) -> Any:
    """In the place of `lru_cache` and `cache`: remembers nothing."""
    if not (given and callable(given[0])):
        return _forgetful
    work = given[0]
    work.cache_clear = lambda: None
    return work


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, off: tuple[Switch, ...], seen: Callable[[str, Any], Any] | None) -> None:
        self._off = off
        self._seen = seen

    def find_spec(
        self, fullname: str, path: Any, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        off = tuple(switch for switch in self._off if switch.rule.module == fullname)
        if not (off or (self._seen and _is_ours(fullname) and fullname != STORY)):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin, off, self._seen)
        return spec


class _Loader(importlib.machinery.SourceFileLoader):
    """A module whose constants are passed through `switched` when they are assigned."""

    def __init__(
        self, name: str, path: str, off: tuple[Switch, ...], seen: Callable[[str, Any], Any] | None
    ) -> None:
        super().__init__(name, path)
        self._off = off
        self._seen = seen

    def get_code(self, fullname: str) -> Any:  # noqa: ARG002  the name is the protocol's
        tree = ast.parse(self.get_data(self.path))
        names = {switch.rule.name for switch in self._off}
        for node in tree.body:
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if isinstance(target, ast.Name) and (self._seen is not None or target.id in names):
                    name = ast.Constant(target.id)
                    call = ast.Call(ast.Name(_SWITCH, ast.Load()), [name, node.value], [])
                    node.value = ast.copy_location(call, node.value)
        return compile(ast.fix_missing_locations(tree), self.path, "exec")

    def exec_module(self, module: ModuleType) -> None:
        setattr(module, _SWITCH, functools.partial(self._switched, module.__name__))
        super().exec_module(module)

    def _switched(self, module: str, name: str, value: Any) -> Any:
        for switch in self._off:
            if switch.rule.name == name:
                value = without(value, switch.word)
        if self._seen is None or _kind(value) != "pattern":
            return value
        return self._seen(Rule(module=module, name=name, kind="pattern").id, value)


_ASKED = frozenset({"search", "match", "fullmatch", "findall"})
_CHANGES = frozenset({"sub", "subn", "split"})


class Watched:
    """Puts itself between patterns and those who use them; notes for the text at hand which of them
    matched.
    """

    def __init__(self) -> None:
        self._met: dict[str, set[int]] = {}
        self._at = 0

    @contextmanager
    def into(self, met: dict[str, set[int]], at: int) -> Iterator[None]:
        """What matches now is noted for text number `at`."""
        self._met, self._at = met, at
        yield
        self._met = {}

    def put(self, id: str, pattern: re.Pattern[str]) -> Any:
        return _Pattern(self, id, pattern)

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
