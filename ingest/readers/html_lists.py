"""The numbers a browser shows before the items of a list (HTML Living Standard, "ordinal value of the list
item"): `start`, `value`, `reversed`, `type` and `list-style-type`.

In: an <ol>. Out: for each of its items the number as shown, "" where the style shows none. Counting styles no
Chinese paper is seen with are shown as digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from ingest import late_re as re
from ingest.grammar.numerals import as_chinese
from ingest.readers.html_parts import style_of

_STYLE = re.compile(r"list-style(?:-type)?:([\w-]+)")
_INTEGER = re.compile(r"\s*(-?\d{1,4})\s*$")
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_IN_HAN = re.compile(r"cjk-ideographic|(?:simp|trad)-chinese-(?:in)?formal")
_ROMANS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def item_numbers(ordered: html.HtmlElement) -> Iterator[str]:
    """One for each <li> right below, in order."""
    items = [child for child in ordered if child.tag == "li"]
    back = ordered.get("reversed") is not None
    style = _style(ordered)
    at = _integer(ordered.get("start"), len(items) if back else 1)
    for item in items:
        at = _integer(item.get("value"), at)
        yield _shown(at, style)
        at += -1 if back else 1


def _style(ordered: html.HtmlElement) -> str:
    said = _STYLE.search(style_of(ordered))
    return said[1] if said else _TYPES.get(ordered.get("type") or "1", "decimal")


def _integer(value: str | None, otherwise: int) -> int:
    said = _INTEGER.match(value or "")
    return int(said[1]) if said else otherwise


def _shown(number: int, style: str) -> str:
    if style == "none":
        return ""
    if _IN_HAN.fullmatch(style) and 0 < number < 100:
        return f"{as_chinese(number)}、"
    if style.endswith(("-alpha", "-latin")) and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter.upper() if style.startswith('upper') else letter}."
    if style.endswith("-roman") and 0 < number < 90:
        roman = _roman(number)
        return f"{roman if style.startswith('upper') else roman.lower()}."
    return f"{number}."


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMANS:
        out += letters * (number // value)
        number %= value
    return out
