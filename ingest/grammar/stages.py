"""Which stage of a paper (稿次) a title says it is: 征求意见稿, 修订稿, 第二稿, v2.

In: a title. Out: the title without that, and the words that say it. The words stand in data/stages.yaml.
Whether there is another stage of the same paper is not decided here.
"""

from __future__ import annotations

from typing import NamedTuple

from ingest import late_re as re
from ingest.grammar.genres import TITLE_END
from ingest.grammar.numerals import COUNT
from ingest.grammar.tables import any_of, table

_TABLE = table("stages")
_WORD = any_of([row["word"] for row in _TABLE["stages"]])
_DRAFT = rf"[\u4e00-\u9fff\d]{{1,10}}(?<!{any_of(_TABLE['spoken'])})稿(?:{COUNT}{{1,2}})?"
_STAGE = (
    rf"(?:{any_of(_TABLE['before'])})*(?:{_WORD})(?:{COUNT}{{1,2}})?"
    rf"|(?<!{COUNT})第?{COUNT}{{1,2}}版|[Vv]\s?\d+(?:\.\d+)*"
)
_IN_BRACKETS = re.compile(rf"\s*[（(〔\[]\s*(?P<stage>{_DRAFT}|{_STAGE})\s*[）)〕\]]\s*$")
_BARE = re.compile(rf"[-_—\s]?(?P<stage>{_STAGE})\s*$")
_BARE_DRAFT = re.compile(rf".*(?:{TITLE_END}|[-_—\s])(?P<stage>{_DRAFT})\s*$")
"""Any …稿 behind the kind of paper: 方案送审稿."""


class Staged(NamedTuple):
    """`stem` is the title without the words that tell the stage, `stage` those words, "" for none."""

    stem: str
    stage: str


def read_stage(title: str) -> Staged:
    found = _IN_BRACKETS.search(title) or _BARE.search(title) or _BARE_DRAFT.match(title)
    at = 0 if found is None else found.start() or found.start("stage")
    if found is None or not at:
        return Staged(title, "")
    return Staged(title[:at].rstrip("-_— \u3000"), found["stage"].strip())
