"""What a table's column is for, as its head says, in any order and wording.

In: the head of a column as printed; a head under a wide one comes joined to it by `UNDER`. Out: its role. Who
is charged is told by data/roles.yaml, when it is due by data/dates.yaml, everything else by
data/columns.yaml, the first row that fits deciding. Nothing is decided here by what the cells hold.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal

from ingest import late_re as re
from ingest.grammar.date_forms import PRINTED, is_time_head
from ingest.grammar.folding import as_read
from ingest.grammar.letters import count_han, without_blanks
from ingest.grammar.options import SENTENCES
from ingest.grammar.role_words import ROLE_SUFFIX, ROLE_VERB, WHO_HEAD
from ingest.grammar.tables import any_of, table
from ingest.grammar.title_dates import years_in

HeadRole = Literal[
    "number", "group", "unit", "score", "growth", "base", "kind", "who", "due", "other", "goal", "name",
    "text",
]  # fmt: skip
UNDER = "／"
"""Joins a wide head and one below it: 上半年／就业人数."""

_TABLE = table("columns")
_ROWS: list[dict[str, Any]] = _TABLE["rows"]
_HEADS = re.compile(f"(?:{'|'.join(_TABLE['heads'])}|(?:{ROLE_VERB}){ROLE_SUFFIX})$")
_ASKED: dict[str, Callable[[str], object]] = {
    "who": re.compile(WHO_HEAD).search,
    "due": lambda words: is_time_head(words) or "进度" in words,
}
"""The roles other tables tell."""


def _fits(row: dict[str, Any]) -> Callable[[str], object]:
    if "whole" in row:
        return re.compile(row["whole"], re.IGNORECASE).fullmatch
    return re.compile(row["in"]).search if "in" in row else _ASKED[row["role"]]


_FITS = [_fits(row) for row in _ROWS]
_BARE = re.compile(rf"\d|{PRINTED}|^(?:{'|'.join(_TABLE['bare'])})$")
_PLANNED = re.compile(rf"{PRINTED}|（[^（）]*）|{any_of(_TABLE['planned'])}")
_TOTALS = re.compile(any_of(_TABLE["totals"]))
_AMOUNTS = re.compile(rf"(?:{any_of([row['in'] for row in _TABLE['amounts']])})(?:（[^（）]*）)?$")
_RATES = re.compile(
    rf"(?:{any_of([row['in'] for row in _TABLE['amounts'] if row.get('rate')])})(?:（[^（）]*）)?$"
)
_CLASSES = re.compile(any_of([row["in"] for row in _TABLE["classes"]]))
_NOT_WHO = re.compile(any_of([row["in"] for row in _TABLE["not_who"]]))
_SAME = frozenset(_TABLE["same"])
UNSAVED: str = _TABLE["unsaved"]
"""What stands in a cell whose formula has no saved result."""
_INTRODUCES = re.compile(r"[下附后]表|表\s*\d|[如见]下|清单|名单|下列|[：:]$")
_EMPTY = re.compile(r"[-—–－/／\\.…\s]*|无")
_FIELD = re.compile(r"[^：:（(，。；]{2,12}[：:]")


@lru_cache(maxsize=4096)
def head_role(head: str) -> HeadRole:
    """The role of the whole head; "text" for one nothing is known of, an empty one too."""
    words = plain_head(head)
    dated = bool(years_in(words))
    for row, fits in zip(_ROWS, _FITS, strict=True):
        if not (dated and row.get("undated")) and fits(words):
            role: HeadRole = row["role"]
            return role
    return "text"


def plain_head(head: str) -> str:
    """The head folded, without blanks and line breaks."""
    return without_blanks(as_read(head).text)


def is_plain_head(words: str) -> bool:
    """Whether the words are one of the heads that tables commonly have, and nothing else."""
    return _HEADS.match(words) is not None


def says_little(head: str) -> bool:
    """Whether a head below a wide one needs the words of that: 数值, 2026年, 上半年."""
    return _BARE.search(head) is not None


def counted(head: str) -> str:
    """What a head counts, without when and that it is planned: 投资 of 2025年计划投资, "" of 2025年目标."""
    rest = _PLANNED.sub("", head)
    return rest if count_han(rest) > 1 else ""


def sets_amount(head: str) -> bool:
    """Whether an amount is set under the head, whatever the table is of: 年度投资, 补助标准（元）."""
    return _AMOUNTS.search(plain_head(head)) is not None


def sets_rate(head: str) -> bool:
    """Whether what is set under the head is given or taken for each of its class, and no cost of the row."""
    return _RATES.search(plain_head(head)) is not None


def tells_class(head: str) -> bool:
    """Whether the cells under the head say of which class a row is, by size or case: 规模, 档次."""
    return _CLASSES.fullmatch(plain_head(head)) is not None


def names_others(head: str) -> bool:
    """Whether the offices under a head are surely not those who do it: 培训对象, 受援单位."""
    return _NOT_WHO.search(plain_head(head)) is not None


def is_total(cell: str) -> bool:
    """Whether a row so named sums up others: 合计."""
    return _TOTALS.fullmatch(without_blanks(cell)) is not None


def repeats_above(cell: str) -> bool:
    """Whether a cell says that the one above it holds here too: 同上."""
    return cell.strip() in _SAME


def is_field(cell: str) -> bool:
    """Whether a cell says something of the table and names no column: 填报单位：县绿道办, 单位：万元."""
    return _FIELD.match(cell) is not None


def is_empty(cell: str) -> bool:
    """Whether a cell says nothing: it is blank, or holds a stroke or 无."""
    return _EMPTY.fullmatch(cell) is not None


def introduces_table(words: str) -> bool:
    """Whether the last words before a table speak of it: 各年建设任务见下表：, 名单附后, 分配如下：."""
    return _INTRODUCES.search(words[-SENTENCES.introduced :]) is not None


def examples() -> tuple[tuple[str, str], ...]:
    """(head, role) of every example of the table, for the test that reads them."""
    return tuple((head, role) for row in _ROWS for head, role in row["examples"].items())
