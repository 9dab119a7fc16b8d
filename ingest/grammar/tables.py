"""The tables of data beside the recognisers: one YAML file a concept in data/, every row with an example."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


def table(concept: str) -> dict[str, Any]:
    """The table of `concept`, as written in data/<concept>.yaml."""
    written = files("ingest.grammar").joinpath("data", f"{concept}.yaml").read_text("utf-8")
    rows: dict[str, Any] = loaded(written)
    return rows


def loaded(written: str) -> Any:
    """What YAML of ours holds, read by libyaml where it is there: in a tenth of the time, for which every
    start of a command would wait.
    """
    return yaml.load(written, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def any_of(words: list[str] | tuple[str, ...]) -> str:
    """A regular expression for any of them, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def one_of(words: Iterable[str]) -> str:
    """The same for words that are no patterns: names, signs. For none it matches the empty text."""
    return _one_of(tuple(words))


@lru_cache(maxsize=512)
def _one_of(words: tuple[str, ...]) -> str:
    return any_of([re.escape(word) for word in words])
