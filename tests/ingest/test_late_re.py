"""A pattern that is compiled at its first use is a pattern to all who ask it, and every one there is can be
compiled.
"""

from __future__ import annotations

import copy
import gc
import importlib
import pickle
import re
import subprocess
import sys

import pytest

from ingest import late_re
from tests.code_map import ROOT, imports, modules, text_of

MADE_AT_IMPORT = 60
"""Patterns that our modules may have compiled when a command starts: those that are asked on the spot."""

WAYS = {
    "search": lambda p: p.search("甲乙2").span(),
    "match": lambda p: p.match("2号")[0],
    "fullmatch": lambda p: p.fullmatch("2号"),
    "from a place on": lambda p: p.match("甲2", 1).span(),
    "up to a place": lambda p: p.search("甲2", 0, 1),
    "findall": lambda p: p.findall("2甲34"),
    "finditer": lambda p: [m.span() for m in p.finditer("2甲34")],
    "sub": lambda p: p.sub("乙", "2甲3"),
    "subn": lambda p: p.subn("乙", "2甲3"),
    "split": lambda p: p.split("甲2乙"),
    "its text": lambda p: p.pattern,
    "its flags": lambda p: p.flags,
    "its groups": lambda p: (p.groups, dict(p.groupindex)),
    "by the functions of re": lambda p: re.sub(p, "", "甲2"),
    "by its own functions": lambda p: late_re.search(p, "甲2").span(),
    "as a value": lambda p: hash(p) == hash(p) and p == re.compile(p.pattern, p.flags & ~re.UNICODE),
    "what it is": lambda p: isinstance(p, re.Pattern),
    "shown": repr,
    "copied": lambda p: copy.deepcopy(p).findall("2甲3"),
    "sent": lambda p: pickle.loads(pickle.dumps(p)).findall("2甲3"),
    "what none has": lambda p: hasattr(p, "replace"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("flags", [0, re.IGNORECASE | re.MULTILINE], ids=["plain", "flags"])
def test_it_does_as_one_compiled_at_once(way: str, flags: int) -> None:
    late, sound = late_re.compile(r"(?P<n>\d)", flags), re.compile(r"(?P<n>\d)", flags)
    assert WAYS[way](late) == WAYS[way](sound)
    assert late.findall("1a2") == ["1", "2"]
    assert WAYS[way](late) == WAYS[way](sound), "after its first use"


def test_bytes() -> None:
    assert late_re.compile(rb"\d+").findall(b"a12") == [b"12"]


def test_two_of_the_same_words_are_the_same() -> None:
    assert late_re.compile("a") == late_re.compile("a")
    assert late_re.compile("a") != late_re.compile("a", re.IGNORECASE)
    assert late_re.compile("a") != "a"
    late = late_re.compile("a")
    assert late.match("a").re == late
    assert late == late.match("a").re


def test_a_wrong_one_fails_at_its_first_use() -> None:
    wrong = late_re.compile("(a")
    assert wrong.pattern == "(a"
    for _ in range(2):
        with pytest.raises(re.error):
            wrong.search("a")


def test_every_pattern_there_is_can_be_compiled() -> None:
    for module in modules():
        if "ingest.late_re" in imports(module):
            importlib.import_module(module)
    gc.unfreeze()  # what was there when the tests were collected is kept out of sight of the collector
    made = [one for one in gc.get_objects() if type(one) in (late_re._Late, late_re._Compiled)]
    assert len(made) > 1000
    assert [one.pattern for one in made if one.groups < 0] == []


def test_modules_of_patterns_compile_them_late() -> None:
    """One that says `import re` has all its patterns compiled whenever a command starts; `naming`, which
    stands below all, has one.
    """
    at_once = [
        module
        for module in modules()
        if not module.startswith("evals") and module not in ("ingest.late_re", "ingest.naming")
        if "re" in imports(module) and "re.compile(" in text_of(module)
    ]
    assert at_once == []


def test_the_pattern_of_a_match_is_compared_by_its_words() -> None:
    assert [module for module in modules() if re.search(r"\.re is (?:not )?\w", text_of(module))] == []


_COUNTED = """
import re._compiler as compiler, sys
sound, made = compiler.compile, [0]


def counted(*given):
    frame, ours = sys._getframe(1), False
    while frame and not ours:
        ours = frame.f_code.co_filename.endswith("late_re.py")
        frame = frame.f_back
    made[0] += ours
    return sound(*given)


compiler.compile = counted
import assistant.ask, assistant.cli.main, ingest.load
print(made[0])
"""


def test_a_start_compiles_next_to_none() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _COUNTED], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert int(done.stdout) <= MADE_AT_IMPORT
