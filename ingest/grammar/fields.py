"""Fields: what a document or a page says as 名称：值 (来源：, 签发人：), and what a page has as buttons.

In: a line as printed. Out: its fields with their values in printed order, in whatever order they stand, and
whether the line is of the page and not of the document. The names are data/fields.yaml; blanks may stand
between their characters (索 引 号). A value reaches to the next name, a semicolon, a wide blank or a bracket
that closes what stood before the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest import late_re as re
from ingest.grammar.options import LINES
from ingest.grammar.tables import any_of, table
from ingest.model import Span

_TABLE = table("fields")
_BLANK = r"[\s\u3000]*"
_COLON = rf"(?:{_BLANK}[:：]|[】\]](?:{_BLANK}[:：])?)"
"""Behind the name; brackets around it (【来源】) do for a colon."""
_START = r"(?:(?<=^)|(?<=[\]】\s\u3000|｜；;，,、。（(\[【]))"
"""Before the name of a field: the line's start, a blank or a sign."""
_BARE = r"|(?=[ \u3000]?\d{3})"
"""A number stands behind the name without a colon."""
CELLS = re.compile(r"[\s|｜]+")
"""What parts the words of a line that is set as a row: blanks, rules."""
_ENDS = re.compile(r"[；;。|｜\t]|\u3000{2,}| {3,}|[）)】\]]$")
_ENDS_LIST = re.compile(r"[\t|｜]|[）)】\]]$")
_URL = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff，。；]+")
_LISTS = ("主送", "抄送")
"""Fields whose value is a list, in which semicolons part offices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`span` covers name and value, `at` the value alone ("" and its place where none is printed), both in
    code points of the line.
    """

    kind: str
    where: str
    value: str
    span: Span
    at: int


def _spaced(name: str) -> str:
    """The pattern with blanks allowed between Han characters: 索 引 号."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"[\\s\\u3000]{0,4}", name)


@cache
def _names() -> re.Pattern[str]:
    rows = enumerate(_TABLE["fields"])
    listed = (
        rf"(?P<f{n}>(?:{_spaced(row['name'])})(?:{_COLON}{_BARE if row.get('bare') else ''}))"
        rf"(?={_BLANK}{row.get('value', '')})"
        for n, row in rows
    )
    return re.compile(rf"{_START}[【\[]?(?:{'|'.join(listed)})")


@cache
def _action() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of([row['like'] for row in _TABLE['actions']])})")


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(any_of([row["like"] for row in _TABLE["phrases"]]))


def fields_in(line: str) -> tuple[Field, ...]:
    """The fields of a line in printed order; () for most lines."""
    if not any(sign in line for sign in "：:】]话真人"):
        return ()
    found = list(_names().finditer(line))
    if not found:
        return ()
    ends = [*(m.start() for m in found[1:]), len(line)]
    return tuple(_field(line, m, end) for m, end in zip(found, ends, strict=True))


def _field(line: str, name: re.Match[str], end: int) -> Field:
    row = _TABLE["fields"][int((name.lastgroup or "f0")[1:])]
    at = end - len(line[name.end() : end].lstrip())
    stop = (_ENDS_LIST if row["kind"] in _LISTS else _ENDS).search(line, at, end)
    value = line[at : stop.start() if stop else end].rstrip("（([【，,、。；; \t\u3000")
    stops = max(name.end(), at + len(value))
    return Field(
        kind=row["kind"],
        where=row["where"],
        value=value,
        span=Span(start=name.start(), end=stops),
        at=at,
    )


def is_page_line(line: str) -> bool:
    """Whether a line says nothing but fields of the page, at least one, and what the page has to be
    pressed.
    """
    fields = fields_in(line)
    if not any(field.where == "page" for field in fields) or fields[0].where == "foot":
        return False
    return _only_actions(line[: fields[0].span.start])


def is_action(line: str) -> bool:
    """Whether a line holds nothing but what a page has to be pressed: 打印 关闭, 【大 中 小】."""
    return bool(line.strip()) and len(line) <= LINES.action and _only_actions(line)


def is_phrase(line: str) -> bool:
    """Whether a line begins as a page's own words do: 版权所有, 首页 >."""
    return _phrase().match(line) is not None


def is_address(line: str) -> bool:
    """Whether a line is nothing but an address of the web."""
    return _URL.fullmatch(line.strip()) is not None


def _only_actions(words: str) -> bool:
    rest = _URL.sub(" ", words)
    return all(_presses(word) for word in CELLS.split(rest) if word)


def _presses(word: str) -> bool:
    """Whether a word is made of such actions alone: 【大中小】."""
    at = 0
    while at < len(word):
        m = _action().match(word, at)
        if m is None or m.end() == at:
            return False
        at = m.end()
    return True


def closes_document(line: str) -> bool:
    """Whether a line begins with a field that stands below a document: （联系人：…；联系电话：…）."""
    first = next(iter(fields_in(line)), None)
    return first is not None and first.where == "foot" and first.span.start <= 1


def values(lines: Sequence[str], *kinds: str) -> Iterator[str]:
    """The values of fields of these kinds, the first kind first, in printed order; that of a name alone on
    its line (发文机关：) is the next line.
    """
    below = [*lines[1:], ""][: len(lines)]
    joined = (a + b if a.rstrip().endswith(("：", ":")) else a for a, b in zip(lines, below, strict=True))
    found = [field for line in joined for field in fields_in(line)]
    for kind in kinds:
        yield from (field.value for field in found if field.kind == kind and field.value)
