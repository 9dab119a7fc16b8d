"""Which stage of a paper (稿次) a title says it is: 征求意见稿, 修订稿, 第二稿, v2.

In: a title. Out: the title without that, and the words that say it. The words stand in data/stages.yaml.
Whether there is another stage of the same paper is not decided here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.grammar.numerals import COUNT
from ingest.grammar.tables import any_of, table

_TABLE = table("stages")
_WORD = any_of([row["word"] for row in _TABLE["stages"]])
_NTH = rf"(?<!{COUNT})第?{COUNT}{{1,2}}"
_STAGE = (
    rf"(?:{any_of(_TABLE['before'])}|{_NTH}次?)*(?:{_WORD})(?:{COUNT}{{1,2}})?"
    rf"|{_NTH}[稿版]|[Vv]\s?\d+(?:\.\d+)*"
)
_AT_END = re.compile(rf"\s*(?:[（(〔\[]\s*(?P<inside>{_STAGE})\s*[）)〕\]]|[-_—\s]?(?P<bare>{_STAGE}))\s*$")


class Staged(NamedTuple):
    """`stem` is the title without the words that tell the stage, `stage` those words, "" for none."""

    stem: str
    stage: str


def read_stage(title: str) -> Staged:
    found = _AT_END.search(title)
    if found is None or not found.start():
        return Staged(title, "")
    return Staged(title[: found.start()], (found["inside"] or found["bare"]).strip())
