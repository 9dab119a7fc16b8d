"""Clause marks: what a printed line may open, by its first characters alone.

In: a line. Out: every mark it may begin with, likeliest first. The shapes are rows of `data/marks.yaml`:
marks of official documents (GB/T 9704-2012: 一、（一）1.（1）), of statutes (编 章 节 条), and the other
series plans use (专栏N, 附件N, ①, 1.1, 举措一). Whether a printed mark really opens a clause is not decided
here: "二、三级医院" opens nothing unless it follows 一; that is `ingest.numbering.sequence`'s, which knows
the neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ingest import late_re as re
from ingest.grammar.letters import without_blanks
from ingest.grammar.numerals import (
    CIRCLED,
    DOTTED,
    ENCLOSED,
    FORMAL,
    HAN,
    ROMAN,
    SQUARE,
    STEMS,
    chinese_number,
)
from ingest.grammar.options import LINES
from ingest.grammar.tables import loaded

VARIANTS = (("1.", "1、", "1裸", "1"), ("一、", "一裸"), ("（一）", "㈠", "（一裸"), ("（1）", "⑴", "1)"))
"""Families that stand in for one another within one list when the number fits (20、 among 19. and 21.)."""
PARTS = frozenset(("编", "部分", "章", "节"))
"""What a statute is divided into above its articles."""
STATUTE = PARTS | {"条"}
CHAPTERS = PARTS | {"壹、", "一、"}
"""What opens the chapters of a paper."""
SECTIONS = CHAPTERS | {"（一）", "㈠"}
"""What opens its chapters and their sections, of which each has a title."""
NUMBERED = frozenset(("1.", "1、", "1裸", "1.1", "（1）", "⑴", "1)", "①"))
"""What counts with digits below them."""
BARE = frozenset(("1裸", "一裸", "（一裸"))
"""Marks that lost their punctuation: accepted only where the numbers before and after demand them."""

ITEMS = frozenset(("编", "章", "节", "条", "一、", "（一）", "1.", "1、", "（1）", "1)", "①"))
"""What cuts a running text into items."""

_TABLE = Path(__file__).parent / "data" / "marks.yaml"
_BULLETED = re.compile(r"[-*•●◆■▪·○◇□➢➤▶][ \u3000]*(?=[【〔\[［（(\w])")
_BLANK = re.compile(r"[\s\u3000]*")
_BEHIND_STOP = re.compile(rf"(?:^|[。！!？?\s])\s*(?=[{HAN}\d（(第{''.join(CIRCLED)}])")
_CLOSING = {"【": "】", "〔": "〕", "［": "］"}
_SIGNS = SQUARE | CIRCLED | ENCLOSED | DOTTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A possible mark at the start of a line.

    `printed` is the mark as it goes into a label (brackets full-width, trailing punctuation dropped);
    `ordinal` its number, for 1.1 its last one with the others in `prefix`; `length` what it takes of the
    line, white space behind it included. `weak` where its shape alone would also fit running text, so that
    the sequence must demand it. `word` is that of a series (举措一), `sub` the number behind 之.
    """

    family: str
    printed: str
    ordinal: int
    length: int
    weak: bool = False
    prefix: tuple[int, ...] = ()
    word: str = ""
    sub: int = 0

    @property
    def dashed(self) -> bool:
        """Whether it is one of several numbers with a dash between them (1-2), which may also be a range."""
        return self.family == "1.1" and not re.search(r"[.．]", self.printed)

    @property
    def numbers(self) -> tuple[int, ...]:
        """All its numbers, outermost first: 1.2.3 is (1, 2, 3)."""
        return (*self.prefix, self.ordinal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One row of the table. `weak`, `none` and `go_on` look at what stands behind the mark; None: never."""

    family: str
    group: str
    pattern: re.Pattern[str]
    printed: str
    value: Callable[[str], tuple[int, ...]]
    eat: re.Pattern[str]
    weak: re.Pattern[str] | None
    none: re.Pattern[str] | None
    none_at: re.Pattern[str] | None
    go_on: re.Pattern[str] | None
    not_word: re.Pattern[str] | None
    not_counted: re.Pattern[str] | None
    spare_blanks: bool
    empty: int
    examples: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def read_marks(line: str) -> tuple[Mark, ...]:
    """Every mark the start of `line` may be, likeliest first; `line` begins with its first printed character.

    A sign of a list may stand before it (- 【任务1】…): it is counted in `length`, and weak shapes are none
    there.
    """
    sign = _BULLETED.match(line)
    if sign:
        inside = read_marks(line[sign.end() :])
        return tuple(
            replace(mark, length=mark.length + sign.end()) for mark in inside if mark.word or not mark.weak
        )
    return tuple(_marks(line))


def marks_within(text: str) -> Iterator[tuple[int, Mark]]:
    """Every mark that stands behind a stop or a blank in running text, with its place, but for weak ones."""
    for m in _BEHIND_STOP.finditer(text):
        marks = read_marks(text[m.end() : m.end() + LINES.mark])
        if marks and not marks[0].weak:
            yield m.end(), marks[0]


def with_counted_articles(rows: Sequence[tuple[Mark, ...]]) -> list[tuple[Mark, ...]]:
    """The rows of a paper's lines, in which 第一条 that is glued to its words (第一条为了…, 第一条（目的）)
    is sure where the articles count on from 1, line by line.

    One whose words could belong to its number (第五条所有…) may be left out between two.
    """
    last, counted = 0, dict[int, Mark]()
    for at, row in enumerate(rows):
        mark = next((m for m in row if m.family == "条" and not m.sub), None)
        if mark and last < mark.ordinal <= last + (2 if last else 1):
            last = mark.ordinal
            counted[at] = mark
    if len(counted) < LINES.articles:
        return list(rows)
    return [
        tuple(replace(m, weak=False) if m is counted.get(at) else m for m in row)
        for at, row in enumerate(rows)
    ]


def is_marked(line: str) -> bool:
    """Whether a line certainly begins with the mark of an item: 1. 1) （一） ① 一、 第一条."""
    return any(mark.family in ITEMS and not mark.weak for mark in read_marks(line))


def _marks(line: str) -> Iterator[Mark]:
    if not _any_shape().match(line):
        return
    decided: set[str] = set()
    for shape in shapes():
        if shape.group in decided or not (m := shape.pattern.match(line)):
            continue
        mark = _mark(shape, m, line)
        if not (mark and mark.weak and shape.go_on and shape.go_on.match(line)):
            decided.add(shape.group)
        if mark and mark.ordinal > 0:
            yield mark


def _mark(shape: Shape, m: re.Match[str], line: str) -> Mark | None:
    said = {
        "n": "",
        "open": "",
        "word": "",
        "sub": "",
        "kind": "",
        **{k: v or "" for k, v in m.groupdict().items()},
    }
    if (
        (shape.none and shape.none.match(line, m.end()))
        or (shape.none_at and shape.none_at.match(line))
        or (shape.not_word and shape.not_word.match(said["word"]))
        or (shape.not_counted and shape.not_counted.match(line, m.start("n")))
    ):
        return None
    numbers = shape.value(said["n"]) if said["n"] else (shape.empty,)
    eaten = shape.eat.match(line, m.end())
    end = eaten.end() if eaten else m.end()
    opening = said["open"] if said["open"] in _CLOSING else "［"
    told = {k: without_blanks(v) for k, v in said.items()}
    printed = shape.printed.format(
        **{**told, "open": opening, "close": _CLOSING[opening], "value": numbers[-1]}
    )
    word = shape.family.format(**told).partition(":")[2]
    return Mark(
        family=shape.family.format(**told),
        printed=printed,
        ordinal=numbers[-1],
        prefix=numbers[:-1],
        length=end if shape.spare_blanks else past_blanks(line, end),
        weak=bool(shape.weak and shape.weak.match(line, end if shape.group == "box" else m.end())),
        word=word,
        sub=(chinese_number(told["sub"][1:]) or 0) if told["sub"] else 0,
    )


def past_blanks(line: str, at: int) -> int:
    """The position of the first printed character at or after `at`."""
    blank = _BLANK.match(line, at)
    assert blank, "it matches nothing at all, too"
    return blank.end()


def _chinese(text: str) -> tuple[int, ...]:
    return (chinese_number(without_blanks(text)) or 0,)


_VALUES: dict[str, Callable[[str], tuple[int, ...]]] = {
    "chinese": _chinese,
    "several": lambda text: tuple(int(n) for n in re.split(r"[.．—–－-]", text)),
    "formal": lambda text: (chinese_number("".join(FORMAL[ch] for ch in text)) or 0,),
    "stem": lambda text: (STEMS[text],),
    "roman": lambda text: (ROMAN.get(text, 0),),
    "sign": lambda text: (_SIGNS[text],),
    "letter": lambda text: (ord(text.lower()) - ord("a") + 1,),
}


@cache
def families() -> tuple[str, ...]:
    """Every family in the order of nesting assumed until a document shows another; outermost first."""
    return tuple(_table()["order"])


@cache
def shapes() -> tuple[Shape, ...]:
    """The rows of the table, in the order they are tried."""
    table = _table()
    words = dict(table["words"])
    fill = {
        "han": HAN,
        "b": r"[\s\u3000]",
        "cjk": r"\u4e00-\u9fff",
        "formal": "".join(FORMAL),
        "stems": "".join(STEMS),
        "square": "".join(SQUARE),
        "circled": "".join(CIRCLED),
        "enclosed": "".join(ENCLOSED),
        "dotted": "".join(DOTTED),
    }
    return tuple(_shape(row, words, fill) for row in table["rows"])


@cache
def _any_shape() -> re.Pattern[str]:
    """What every line with a mark matches at its beginning: most lines have none, and one look tells."""
    return re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", shape.pattern.pattern) for shape in shapes()))


def _shape(row: dict[str, Any], words: dict[str, str], fill: dict[str, str]) -> Shape:
    def behind(key: str) -> re.Pattern[str] | None:
        said = row.get(key)
        if said is None or said is False:
            return None
        if said is True:
            return re.compile("")
        for name, text in words.items():
            said = said.replace(f"{{{name}}}", f"(?:{text})")
        return re.compile(said)

    return Shape(
        family=row["family"],
        group=row["group"],
        pattern=re.compile(row["pattern"].format(**fill)),
        printed=row["printed"],
        value=_VALUES[row.get("numeral", "chinese")],
        eat=re.compile(row.get("eat", "")),
        weak=behind("weak"),
        none=behind("none"),
        none_at=behind("none_at"),
        go_on=behind("go_on"),
        not_word=behind("not_word"),
        not_counted=re.compile(words["counted"]) if row.get("not_counted") else None,
        spare_blanks=bool(row.get("spare_blanks")),
        empty=row.get("empty", 0),
        examples=tuple((line, printed) for line, printed in row["examples"].items()),
    )


def _table() -> dict[str, Any]:
    rows = loaded(_TABLE.read_text("utf-8"))
    assert isinstance(rows, dict)
    return rows
