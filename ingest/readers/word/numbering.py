"""Automatic numbers as Word prints them (ECMA-376 part 1, 17.9).

In: `numbering.xml`, and the numbered paragraphs one after the other. Out: the printed number of each. A
counter belongs to the abstract definition, so that two lists over one definition go on counting; an override
of the start counts the first time its list is used. Each place of a level's text is printed in the format of
its own level (`w:numFmt`, 17.18.59). A format that is not known, or has no such number, gives no number and
says so: what Word prints there is not guessed. Above 99 the forms of `japaneseCounting` differ by program, so
there it is not known either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest import late_re as re
from ingest.grammar.letters import PRIVATE
from ingest.grammar.printed_numbers import (
    Printed,
    bracketed,
    bracketed_word,
    branch,
    by_place,
    circled,
    dotted,
    formal,
    in_words,
    letter,
    roman,
    short_words,
    stem,
    stem_and_branch,
    wide,
)
from ingest.readers.word.styles import Styles, named_numbering
from ingest.readers.word.xml import Node, attr, child, children, chosen, is_on, name, value, whole

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LOST = re.compile(r"(?<=%\d)\?$")
_SIGN = "•"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list counts and is printed."""

    start: int = 1
    form: str = "decimal"
    custom: str = ""
    text: str = ""
    apart: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """What is printed before a paragraph, with what sets it apart; `unknown` the format that is not known.

    `lost` where its sign was none that the program that wrote the file could say, which put ? for it: of
    those that numbers end in, that is 、.
    """

    text: str = ""
    unknown: str = ""
    lost: bool = False


@dataclass(slots=True)
class _List:
    """A `w:num`: its levels with what it overrides, and which starts it has still to set."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document and how far they have counted."""

    def __init__(self, root: Node | None, styles: Styles) -> None:
        self._styles = styles
        abstracts = {attr(one, "abstractNumId"): one for one in children(root, "w:abstractNum")}
        linked = {value(one, "w:styleLink"): key for key, one in abstracts.items()}
        self._lists: dict[int, _List] = {}
        for num in children(root, "w:num"):
            key = value(num, "w:abstractNumId")
            style = value(abstracts.get(key), "w:numStyleLink")
            key = linked.get(style, key) if style else key
            number = whole(attr(num, "numId"))
            if number is not None and key in abstracts:
                self._lists[number] = _read_list(num, key or "", abstracts[key])
        self._counts: dict[str, list[int | None]] = {}

    def next(self, properties: Node | None) -> Number:
        """The number of the next paragraph with these properties (`w:pPr`); counts it."""
        found = self._placed(properties)
        if found is None:
            return Number()
        of, at = found
        level = of.levels.get(at)
        if level is None:
            return Number()
        counts = self._counts.setdefault(of.abstract, [None] * _LEVELS)
        self._count(of, at, counts)
        return _print(of, at, counts)

    def _placed(self, properties: Node | None) -> tuple[_List, int] | None:
        """The list of a paragraph and its level there; list and level are inherited each for itself."""
        style = self._styles.style_of(properties)
        own = child(properties, "w:numPr")
        chain = [(attr(one, "styleId"), named_numbering(one)) for one in self._styles.chain(style)]
        sources = [(None, own), *chain]
        number = next((n for _, p in sources if (n := whole(value(p, "w:numId"))) is not None), None)
        of = self._lists.get(number) if number else None
        if of is None:
            return None
        at = whole(value(own, "w:ilvl"))
        if at is None and value(own, "w:numId") is None:
            at = _level_of_style(of, chain)
        return of, min(max(at or 0, 0), _LEVELS - 1)

    def _count(self, of: _List, at: int, counts: list[int | None]) -> None:
        override = of.starts.pop(at, None)
        for above in range(at):
            if counts[above] is None:
                counts[above] = of.levels.get(above, Level()).start
        before = counts[at]
        if override is not None:
            counts[at] = override
        else:
            counts[at] = of.levels[at].start if before is None else before + 1
        for below in range(at + 1, _LEVELS):
            restart = of.levels.get(below, Level()).restart
            if restart is None or (restart and at < restart):
                counts[below] = None


def _level_of_style(of: _List, styles: Iterable[tuple[str | None, Node | None]]) -> int | None:
    """The level that names a style as its own, or that the style says; the nearest style first."""
    own = {level.style: at for at, level in of.levels.items() if level.style}
    for style, says in styles:
        at = own[style] if style in own else whole(value(says, "w:ilvl"))
        if at is not None:
            return at
    return None


def _read_list(num: Node, key: str, abstract: Node) -> _List:
    levels = dict(_levels(abstract))
    starts: dict[int, int] = {}
    for override in children(num, "w:lvlOverride"):
        at = whole(attr(override, "ilvl"))
        if at is None or not 0 <= at < _LEVELS:
            continue
        levels |= dict(_levels(override))
        start = whole(value(override, "w:startOverride"))
        if start is not None:
            starts[at] = start
    return _List(key, levels, starts)


def _levels(node: Node) -> Iterator[tuple[int, Level]]:
    for level in children(node, "w:lvl"):
        at = whole(attr(level, "ilvl"))
        if at is None or not 0 <= at < _LEVELS:
            continue
        form = _form(level)
        start, legal = whole(value(level, "w:start")), is_on(child(level, "w:isLgl"))
        yield (
            at,
            Level(
                start=1 if start is None else start,
                form=attr(form, "val") or "decimal",
                custom=attr(form, "format") or "",
                text=value(level, "w:lvlText") or "",
                apart=value(level, "w:suff") or "tab",
                restart=whole(value(level, "w:lvlRestart")),
                legal=bool(legal),
                style=value(level, "w:pStyle"),
            ),
        )


def _form(level: Node) -> Node | None:
    """`w:numFmt`, which Word puts among alternatives where an old program may not know it."""
    for one in level:
        if name(one) == "mc:AlternateContent" and (of := chosen(one)) is not None and len(of):
            return child(of, "w:numFmt")
    return child(level, "w:numFmt")


def _print(of: _List, at: int, counts: list[int | None]) -> Number:
    level = of.levels[at]
    if level.form == BULLET:
        sign = PRIVATE.sub(_SIGN, level.text)
        return Number(text=f"{sign} " if sign.strip() else "")
    unknown: list[str] = []

    def of_level(place: re.Match[str]) -> str:
        which = int(place[1]) - 1
        count, its = counts[which], of.levels.get(which, Level())
        form = "decimal" if level.legal and its.form != "none" else its.form
        if count is None or which > at:
            return ""
        shown = printed(count, form, its.custom)
        if shown is None:
            unknown.append(f"{form} {count}")
        return shown or ""

    lost = _LOST.search(level.text) is not None
    text = _PLACE.sub(of_level, _LOST.sub("、", level.text))
    if unknown:
        return Number(unknown=unknown[0])
    return Number(text=text + _gap(text, level.apart), lost=lost) if text.strip() else Number()


def _gap(text: str, apart: str) -> str:
    """A blank where one is printed and the number does not end in a sign of its own."""
    return " " if apart != "nothing" and ends_in_word(text) else ""


def ends_in_word(number: str) -> bool:
    """Whether a number needs a blank behind it: 第一条, 1.1; not 一、, （二） or ③."""
    return number[-1:].isalpha() or number[-1:].isdecimal()


BULLET = "bullet"
_CUSTOM = re.compile(r"(0*)1, ?")
"""How `w:format` of a format of its own begins where it counts with noughts before: 001, 002, 003, ..."""


def _decimal(number: int) -> str:
    return str(number)


def _two_digits(number: int) -> str:
    return f"{number:02d}"


def _in_dashes(number: int) -> str:
    return f"- {number} -"


def _nothing(_: int) -> str:
    return ""


def _small_roman(number: int) -> str | None:
    return found.lower() if (found := roman(number)) else None


def _large_letter(number: int) -> str | None:
    return found.upper() if (found := letter(number)) else None


def _up_to_99(number: int) -> str | None:
    return in_words(number) if number < 100 else None


FORMATS: dict[str, Printed] = {
    "decimal": _decimal,
    "decimalHalfWidth": _decimal,
    "decimalZero": _two_digits,
    "decimalFullWidth": wide,
    "decimalFullWidth2": wide,
    "numberInDash": _in_dashes,
    "none": _nothing,
    "chineseCounting": short_words,
    "chineseCountingThousand": in_words,
    "japaneseCounting": _up_to_99,
    "taiwaneseCounting": short_words,
    "taiwaneseCountingThousand": in_words,
    "ideographDigital": by_place,
    "japaneseDigitalTenThousand": by_place,
    "taiwaneseDigital": by_place,
    "ideographTraditional": stem,
    "ideographZodiac": branch,
    "ideographZodiacTraditional": stem_and_branch,
    "chineseLegalSimplified": formal,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": bracketed,
    "decimalEnclosedFullstop": dotted,
    "ideographEnclosedCircle": bracketed_word,
    "lowerLetter": letter,
    "upperLetter": _large_letter,
    "lowerRoman": _small_roman,
    "upperRoman": roman,
}


def printed(number: int, form: str, custom: str = "") -> str | None:
    """The number as the format prints it; `custom` is what a format named "custom" says of itself."""
    if form == "custom" and (like := _CUSTOM.match(custom)):
        return f"{number:0{len(like[1]) + 1}d}"
    known = FORMATS.get(form)
    return known(number) if known else None
