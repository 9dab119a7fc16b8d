"""How figures are printed: one pattern for all of them.

In: nothing. Out: `FIGURE`, with a named group for each part of a figure, and `SOME`, which every text with a
figure matches. What a figure is worth and how it binds is told in quantities.py.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND, FALLS
from ingest.grammar.measures import CURRENCIES, SCALE, SCALED, SPELLED, UNSPELLED
from ingest.grammar.numerals import DIGITS, SUPERSCRIPTS

NUMERAL_CHARS = "一二三四五六七八九十百千万亿零两廿卅"
"""Characters of numerals in words."""
_NUMBER = rf"(?<![\d.])(?!(?<=[%％])0(?![\d.]))(?<![A-Za-z])(?<![A-Za-z]-){DIGITS}(?!\.?\d)"
_WORD = (
    r"(?!十[一二三四五六七]五)[一二三四五六七八九十两廿卅]"
    r"[一二三四五六七八九十百千万亿零两]{0,12}(?:点[一二三四五六七八九零]{1,6})?"
)
_TO = r"(?:-{1,2}|~|—{1,2}|至|到)"
FIGURE = re.compile(
    rf"(?P<percent>百分之百|百分百)"
    rf"|(?P<parts>百分之|千分之|万分之)(?P<part>{DIGITS}(?!\.?\d)|[{NUMERAL_CHARS}]+(?:点[一二三四五六七八九零]+)?)"
    rf"(?:{_TO}(?:百分之|千分之|万分之)?(?P<part_high>{DIGITS}(?!\.?\d)"
    rf"|[{NUMERAL_CHARS}]+(?:点[一二三四五六七八九零]+)?))?"
    rf"|(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九])"
    rf"|(?P<one>{_NUMBER}):(?P<many>{DIGITS})(?P<more>(?::{DIGITS})*)(?![\d.:])"
    rf"|(?P<sign>{'|'.join(map(re.escape, CURRENCIES))})(?P<sum>{DIGITS}(?!\.?\d))"
    rf"(?:{_TO}(?P<sum_high>{DIGITS}))?(?P<sum_scale>[余馀多]?(?:{SCALE}))?"
    rf"(?:{'|'.join(set(CURRENCIES.values()))})?"
    rf"|(?P<halved>减半|(?:{FALLS}|[缩降]少|压降)一半)(?={BEHIND}|[，。；、）\n]|$)"
    r"|(?P<doubled>翻番)(?=[，。；、）\n]|$)"
    r"|(?P<zero>(?:(?<=[为在至到于持])|\A)零)(?=[，。；、）\n]|$)"
    rf"|(?P<low>{_NUMBER})(?:[×x]10(?P<power>[{SUPERSCRIPTS}]+|\^\d{{1,2}}(?!\d)))?"
    rf"(?:(?P<low_unit>{SCALED})?(?:{_TO}|(?:~|至|到)(?P<high_minus>-))(?P<high>{DIGITS}(?!\.?\d)))?"
    rf"[余馀多]?(?P<unit>{SCALED})?"
    rf"(?P<latin>[A-Za-z])?"
    rf"|(?P<word>{_WORD})(?:{_TO}(?P<word_high>{_WORD}))?[余馀多]?"
    rf"(?:(?P<word_unit>{SPELLED})|(?P<tenth>成)(?={BEHIND}|的|[，。；、）]|$)"
    rf"|(?<=[{NUMERAL_CHARS}][十百千万亿一二三四五六七八九余馀多])(?={UNSPELLED}))"
)
SOME = re.compile(rf"[\d{NUMERAL_CHARS}〇○半番]")
"""Every figure has one of these, as it is printed."""
