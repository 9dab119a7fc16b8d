"""From when and for how long a paper is in force: 本办法自2031年3月1日起施行，有效期5年.

In: the words of a clause or a note. Out: the statements that say it of the paper itself, with what they say.
A sentence is about the paper where it says 本办法, 本通知 or the like, names no subject at all, or says both;
one about another paper (《…》自…起废止) or about something with a term of its own (许可证有效期) is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest import late_re as re
from ingest.grammar.genres import ISSUES, MADE_NEW
from ingest.grammar.letters import without_blanks
from ingest.grammar.numerals import HAN
from ingest.grammar.options import LINES
from ingest.grammar.stops import STATEMENTS
from ingest.grammar.title_dates import DAY
from ingest.model import Span

_FORCE = r"(?:正式)?(?:施行|实施|执行|生效|试行|起效)"
_SINCE = rf"(?:{DAY}|(?:发文|通过|签发|(?:本(?:通知|办法)?)?(?:{ISSUES}))之?日)"
ISSUE_DAY = re.compile(rf"{_SINCE}|即日")
"""What stands for the day a paper was issued on."""
HOLDS_FROM = re.compile(rf"本[\u4e00-\u9fff]{{2,6}}自(?P<when>[^，。；]{{2,16}})起{_FORCE}")
"""By which a paper says of itself from when it holds."""
_LATER = rf"(?:后?(?:满|的)?第?\s*(?:\d{{1,3}}|[{HAN}]{{1,3}})\s*[日天个]月?(?:之?后)?)?"
_BEGINS = re.compile(rf"(?:从|自|于)\s*(?:{_SINCE}\s*(?:起{_LATER}|{_LATER}起?))\s*(?:开始)?{_FORCE}")
_NUMBER = rf"(?:\d{{1,3}}|[{HAN}两]{{1,3}})"
_LASTS = re.compile(
    rf"有效期(?:限)?(?:为|是|至|到|[:：])?\s*(?:(?:截至|截止到?|至|到)?(?:{DAY}|{_NUMBER}\s*(?:年|个月)))"
    rf"|(?:试行|执行|实施)期(?:限)?(?:为|是)?\s*{_NUMBER}\s*(?:年|个月)"
)
_OF_PAPER = re.compile(
    r"本(?:办法|规定|条例|细则|通知|意见|方案|规划|计划|要点|措施|制度|规则|规范|标准|公告|通告|决定|政策"
    r"|预案|指南|章程|文件|文|导则|目录)"
)
_EXPLAINED = re.compile("(?:由|[，。])[^，。；]{2,30}(?:负责)?解释")
_NO_SUBJECT = re.compile(
    rf"[\s\u3000（(]*(?:{DAY}[^。；]*?(?:{ISSUES}|通过|批准|{MADE_NEW})[，,、\s\u3000]*)*"
    r"(?:以上(?:政策|措施|规定))?[，,]?\s*(?:从|自|于|有效期)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`span` covers the words that say it, in code points of the words read; `text` are these without
    blanks.
    """

    kind: Literal["施行日期", "有效期"]
    text: str
    span: Span


def statements(words: str) -> Iterator[Statement]:
    """What the words say of when their paper is in force, in printed order."""
    if "行" not in words and "有效期" not in words and "生效" not in words:
        return
    for sentence in STATEMENTS.finditer(words):
        begins = _BEGINS.search(sentence[0])
        lasts = _LASTS.search(sentence[0])
        if begins and _is_of_paper(sentence[0], begins.start()):
            yield _found("施行日期", sentence.start(), begins)
        if lasts and (begins or _is_of_paper(sentence[0], lasts.start())):
            yield _found("有效期", sentence.start(), lasts)


def closes_paper(words: str) -> bool:
    """Whether a paragraph says of its paper from when it holds or who explains it, and nothing of a task:
    本方案自印发之日起施行，由县水利局负责解释.
    """
    if len(words) > LINES.closes or _OF_PAPER.match(words.lstrip()) is None:
        return False
    return _EXPLAINED.search(words) is not None or next(statements(words), None) is not None


def _found(kind: Literal["施行日期", "有效期"], at: int, m: re.Match[str]) -> Statement:
    text = without_blanks(m[0])
    return Statement(kind=kind, text=text, span=Span(start=at + m.start(), end=at + m.end()))


def _is_of_paper(sentence: str, at: int) -> bool:
    """Whether what the sentence says at `at` is of the paper itself."""
    before = sentence[:at]
    last = max((m.end() for m in _OF_PAPER.finditer(before)), default=-1)
    if last >= 0:
        return before.rfind("》") < last
    return _NO_SUBJECT.match(sentence) is not None and "《" not in before
