"""The year a question says by the calendar: 今年 is the year in which it is asked, not that of any plan.

In: a question and the day. Out: the question with such years in digits, and the (said, read as) pairs. Where
the question prints a year of its own (今年（2024）), that is the one it means. 上年 and 前一年 go by a plan's
year, as plans use them, and are left as they are; so is what is only compared with (比去年).
"""

from __future__ import annotations

from datetime import date

from ingest import late_re as re
from ingest.grammar.title_dates import years_asked

_APART = {"今年": 0, "本年": 0, "去年": -1, "明年": 1, "后年": 2, "前年": -2}
YEAR_BEFORE = r"(?:去年|上一?年度?|前一年度?)"
"""A pattern: the year before the one that is spoken of."""
COMING = "今后|未来|来年|明年|新的一年|下一[步年]|下[一步]?阶段"
"""A pattern: what is said of a time to come."""
OUR_YEAR = rf"(?:{'|'.join(word for word, after in _APART.items() if after >= 0)})"
"""A pattern: the year that is spoken in, or one after it."""
_SAID = re.compile(
    r"(?<![比较同目之以此今往基资成\d年月日底末一二三四五六七八九十几数多])"
    rf"(?P<word>{'|'.join(_APART)})度?(?![同均])"
)


_TOLD = re.compile(rf"(?<![失过])(?P<word>{'|'.join(_APART)})度?(?![同均])")
"""The same in a sentence that tells something."""


def in_calendar(question: str, today: date) -> tuple[str, tuple[tuple[str, str], ...]]:
    if years_asked(question):
        return question, ()
    pairs = {m[0]: f"{today.year + _APART[m['word']]}年" for m in _SAID.finditer(question)}
    return _SAID.sub(lambda m: pairs[m[0]], question), tuple(pairs.items())


def with_years(text: str, year: int) -> str:
    """Words that tell what a plan of that year says, with such years in digits: 明年6月 as 2027年6月, also
    where something is compared (比去年多).
    """
    return _TOLD.sub(lambda m: f"{year + _APART[m['word']]}年", text)


def says_this_year(question: str) -> bool:
    """Whether it says 今年 and prints no year."""
    return not years_asked(question) and any(not _APART[m["word"]] for m in _SAID.finditer(question))


def calendar_words(question: str) -> tuple[str, ...]:
    """Those it says, as said; () where it prints a year."""
    return () if years_asked(question) else tuple(dict.fromkeys(m[0] for m in _SAID.finditer(question)))


def without_calendar_words(question: str) -> str:
    return _SAID.sub("", question)


def with_whole_years(question: str) -> str:
    """The question with years of two digits in four: 24年底 as 2024年底."""
    for asked in reversed(years_asked(question)):
        said = asked.span.of(question)
        short = re.match(r"\d\d(?!\d)", said)
        if short:
            at = asked.span.start
            question = f"{question[:at]}{asked.first}{question[at + 2 :]}"
    return question


_SHORT = re.compile(r"(?<![\d.年])(\d\d)年(?![内期限龄]|以[上下内]|\d{0,2}[个来多])")


def with_known_years(text: str, source: str) -> str:
    """Years of two digits in four where the source has that year, and no such number of years (26年6月)."""

    def whole(said: re.Match[str]) -> str:
        year = f"20{said[0]}"
        alone = re.search(rf"(?<!\d){said[0]}", source) is None
        return year if year in source and alone else said[0]

    return _SHORT.sub(whole, text)
