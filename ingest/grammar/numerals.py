"""Numerals of every kind documents number with, and what they are worth.

In: the printed numeral. Out: a small whole number. Read are Chinese numerals up to 百 (positional ones such
as 二〇二五 as well) and digits of either width; the tables give the numerals of cheques, the ten stems,
Roman, circled and bracketed numbers.
"""

from __future__ import annotations

HAN = "〇零一二三四五六七八九十百"
"""The characters of Chinese numerals in marks."""
_VALUES = {ch: n for n, ch in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十", strict=True)) | {
    "貳": "二",
    "參": "三",
    "陸": "六",
}
"""The numerals of cheques, used for the parts of a document, with the everyday ones they stand for."""
STEMS = {ch: n for n, ch in enumerate("甲乙丙丁戊己庚辛壬癸", start=1)}
ROMAN = {chr(0x2160 + i): i + 1 for i in range(12)}
ROMAN |= {
    w: n
    for n, w in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], start=1)
}
SQUARE = {chr(0x3220 + i): i + 1 for i in range(10)}
CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x3251 + i): i + 21 for i in range(15)}
CIRCLED |= {chr(start + i): i + 1 for start in (0x2776, 0x2780, 0x278A) for i in range(10)}
ENCLOSED = {chr(0x2474 + i): i + 1 for i in range(20)}
DOTTED = {chr(0x2488 + i): i + 1 for i in range(20)}
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def chinese_number(text: str) -> int | None:
    """A small Chinese numeral (up to 百) or digits as a number; None where it is none. 〇 and positional
    forms work.
    """
    text = text.translate(_WIDE_DIGITS)
    if text.isdecimal():
        return int(text)
    if not text or any(ch not in HAN and ch != "两" for ch in text):
        return None
    if not set(text) & set("十百"):
        return int("".join(str(_VALUES[ch]) for ch in text))
    total = unit = 0
    for ch in text:
        if ch in "十百":
            total += (unit or 1) * (10 if ch == "十" else 100)
            unit = 0
        else:
            unit = _VALUES[ch]
    return total + unit
