"""The numbers documents are filed under (发文字号), as regular expressions.

Digits are half-width. What minutes and bulletins print in its place is a serial number alone.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.date_forms import YEAR_DIGITS
from ingest.grammar.numerals import HAN

ISSUE = "[号期次届]"
"""A pattern: by what issues, orders and sittings are numbered."""
_YEAR = rf"[〔\[［【]\s*{YEAR_DIGITS}\s*[〕\]］】]"
NUMBER = (
    rf"(?:[\u4e00-\u9fff]{{1,12}}\s*[〔\[［【(（]\s*{YEAR_DIGITS}\s*[〕\]］】)）]\s*第?\s*\d+\s*号"
    rf"|(?!日)[\u4e00-\u9fff]{{1,16}}令\s*(?:{_YEAR}\s*)?第\s*(?:\d{{1,4}}|[{HAN}]{{1,5}})\s*号)"
)
"""Agency letters, year in brackets, serial number (GB/T 9704-2012, 7.2.5); orders are counted through
(…令第14号).
"""
SERIAL = (
    rf"(?:(?:{_YEAR}|{YEAR_DIGITS}\s*年)\s*(?:总?第)?\s*\d+\s*{ISSUE}"
    rf"|总?第\s*[\d{HAN}]{{1,4}}\s*{ISSUE})"
)
"""〔2026〕7号, 2026年第7期, 第7期."""
FILE_NUMBER, FILE_SERIAL = re.compile(NUMBER), re.compile(SERIAL)
"""The two, to look for."""
