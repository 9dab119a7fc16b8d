"""What stands around a plan: covering notice, title, addressees, sign-off. In: clean lines. Out: where the
plan itself is.

A notice (关于印发…的通知) whose plan is its attachment: everything up to the line 附件 or 附件1 is front
matter, and that attachment is the main text. A notice with clauses of its own is the plan, its attachments
follow under 附件N. The title is the last line before the first clause that reads as one; GB/T 9704-2012 puts
发文字号 and 主送机关 around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.grammar.marks import Mark, read_marks
from ingest.grammar.minutes import ends_document, is_attendance, lists_names
from ingest.grammar.numerals import HAN
from ingest.grammar.office_ends import ANY_END, ISSUER_END, SIGNER_END
from ingest.grammar.places import LEVELS
from ingest.grammar.serials import NUMBER, SERIAL
from ingest.grammar.title_dates import DAY, DAY_OR_MONTH, PERIOD
from ingest.layout.clean import CleanLine
from ingest.model import Doubt
from ingest.responsibility.annotation import is_annotation

_NOUN = (
    "工作要点|要点|规划纲要|规划|纲要|实施方案|工作方案|行动方案|方案|行动计划|工作计划|计划|若干措施|措施"
    "|实施意见|指导意见|意见|实施办法|管理办法|办法|实施细则|细则|"
    "条例|规定|规则|规范|通知|通告|公告|决定|函|报告|任务分解表|任务分工表?|任务清单|责任清单|推进表|分解表"
    "|清单|一览表|指标体系|举措|安排|制度|章程|标准|目录|守则|预案|指南|"
    "会议纪要|纪要|备忘录|责任书|任务书|目标书|责任状|责任分解|目标分解|任务分解"
)
_TITLE = re.compile(rf".*(?:{_NOUN})(?:[（(《〈].{{1,30}}[）)》〉])*$")
_ADDRESSEE = re.compile(r"(?!.*[。；]).{2,200}[：:]$")
_SUBTITLE = re.compile(
    rf"[（(].{{1,60}}[）)]$|[（(]\s*{DAY}.{{1,200}}[）)]$|[—-]{{1,2}}.{{2,40}}$|第[{HAN}\d]+稿$|征求意见稿$"
)
_DAY = re.compile(DAY_OR_MONTH)
_BEFORE_DAY = re.compile(rf"(?<=[\u4e00-\u9fff])(?=(?:{_DAY.pattern}))")
_PARTICULAR = re.compile(r"^(?:文\s*号|发文字号|成文日期|印发日期|发布日期|发文机关|制发机关)\s*[:：]\s*")
_ISSUER = re.compile(rf"[\u4e00-\u9fff]{{3,30}}{ISSUER_END}")
_SIGN = re.compile(
    rf"(?:[^。；：:]{{2,30}}{ISSUER_END}[\s\u3000]*)?(?:{DAY})?(?:印发|发布)?$|[（(](?:此件"
    rf"|本文).{{2,20}}[）)]$|[（(]?联系(?:人|电话|方式).*|抄\s*送.*|主\s*题\s*词.*|分\s*送.*"
    rf"|[^。；：:]{{2,30}}{ISSUER_END}[\s\u3000]*{DAY}\s*印发.*|附\s*[件表图]\s*[：:].*|共印\d+份.*"
    rf"|公开方式.*|附\s*[：:].*"
)
_ATTACHED_LIST = re.compile(r"附\s*件\s*[：:]")
_PERIOD = re.compile(PERIOD)
_WHOLE_DAY = re.compile(DAY)
_NUMBER, _SERIAL = re.compile(NUMBER), re.compile(SERIAL)
_SIGNER = re.compile(rf"[\u4e00-\u9fff（）]{{3,30}}{SIGNER_END}")
_OFFICE_OR_PLACE = re.compile(rf"{ANY_END}|[{LEVELS}]|单位")
_ANNOUNCES = re.compile("[如以]下|下列|通知|意见|要求")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_PARAGRAPH = 60
"""Longer lines are prose, not titles."""
_STRUCTURE = frozenset(
    (
        "编",
        "部分",
        "章",
        "节",
        "条",
        "专栏",
        "01",
        "壹、",
        "Ⅰ",
        "一、",
        "【一】",
        "甲、",
        "（一）",
        "㈠",
        "1.",
        "1、",
        "1.1",
        "（1）",
        "⑴",
        "1)",
        "①",
        "A.",
    ),
)
_SENDS = re.compile(r"印发|转发|发布|公布|下发|遵照|贯彻|执行|请认真|请结合|如下|附后")
"""What a covering notice says; any other sentence between two titles belongs to the first."""
_SENTENCE = 15
"""Characters from which a line with a full stop is a sentence of the text and no stray title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Indexes into the lines: front [0, title), title lines [title, body), body [body, tail), tail [tail,
    end).

    `title` empty where the document prints none. `main` is the line 附件… whose content the plan is, or None.
    """

    title: tuple[int, ...]
    notice: tuple[int, ...]
    body: int
    tail: int
    main: int | None


def find_frame(lines: Sequence[CleanLine]) -> Frame:
    """Every index lies within the lines; a document without a title has its body from its first line."""
    marks = [() if line.cells else read_marks(line.text) for line in lines]
    listed = _attachment_list(lines)
    attachment = next(
        (at for at, row in enumerate(marks) if at not in listed and _heads_attachment(row, marks, at)), None
    )
    first = _first_clause(lines, marks, listed, 0)
    main = attachment if attachment is not None and (first is None or first >= attachment) else None
    start = 0 if main is None else main + 1
    first = _first_clause(lines, marks, listed, start)
    stop = len(lines) if first is None else first
    title = _title(lines, marks, start, stop)
    notice = _title(lines, marks, 0, title[0] if main is None and title else main or 0)
    body = title[-1] + 1 if title else start
    if title and body < stop and _PERIOD.fullmatch(lines[body].text):
        title = (*title, body)
    while body < stop and _stands_under_title(lines[body]):
        body += 1
    return Frame(title=title, notice=notice, body=body, tail=_tail(lines, body, len(lines)), main=main)


def particulars(text: str) -> tuple[str, ...]:
    """A line's parts between blanks and strokes: 文号, issuer and date are often set on one line, or behind a
    label.
    """
    parted = _BEFORE_DAY.sub(" ", _PARTICULAR.sub("", text))
    return tuple(part for part in re.split(r"[\s\u3000|｜]+", parted) if part)


def _is_particulars(text: str) -> bool:
    """Whether a line under the title says nothing but 文号, issuer and date."""
    parts = particulars(text)
    return bool(parts) and all(
        _NUMBER.fullmatch(_narrow(p))
        or _SERIAL.fullmatch(_narrow(p).strip("（()）"))
        or _DAY.fullmatch(_narrow(p))
        or _ISSUER.fullmatch(p)
        for p in parts
    )


def left_out(lines: Sequence[CleanLine], frame: Frame) -> tuple[Doubt, ...]:
    """A doubt where lines before the title look like the plan's own: marks, offices, sentences no notice
    would say.
    """
    listed = _attachment_list(lines)
    before = [at for at in range(frame.title[0] if frame.title else frame.body) if at not in listed]
    own = [at for at in before if not lines[at].cells and _looks_own(lines[at])]
    if not own:
        return ()
    message = f"标题之前有{len(own)}行像是条款（从“{lines[own[0]].text[:16]}”起），没有读作条款"
    return (Doubt(line=lines[own[0]].number, kind="front", message=message),)


def _looks_own(line: CleanLine) -> bool:
    text = line.text
    if is_annotation(text):
        return "联系" not in text and "电话" not in text
    if _is_signature(line):
        return False
    if _opens(read_marks(text)):
        return len(text) >= _SENTENCE
    return "。" in text and len(text) > _PARAGRAPH and not _SENDS.search(text)


def _stands_under_title(line: CleanLine) -> bool:
    text = line.text
    return not line.cells and bool(
        _SUBTITLE.match(text) or _is_particulars(text) or _is_addressee(line) or _is_signature(line)
    )


def signature_before(lines: Sequence[CleanLine], start: int, end: int) -> int:
    """Where the sign-off that closes lines[start:end] begins; `end` where there is none."""
    return _tail(lines, start, end)


def _attachment_list(lines: Sequence[CleanLine]) -> set[int]:
    """Lines that only list what is attached: 附件：1.… and the numbered lines after it."""
    listed: set[int] = set()
    at = 0
    while at < len(lines):
        if not lines[at].cells and _ATTACHED_LIST.match(lines[at].text):
            listed.add(at)
            at += 1
            while (
                at < len(lines)
                and not lines[at].cells
                and len(lines[at].text) <= _PARAGRAPH
                and re.match(r"\d+[.．、]|附件\s*\d", lines[at].text)
            ):
                listed.add(at)
                at += 1
        else:
            at += 1
    return listed


def _heads_attachment(row: tuple[Mark, ...], marks: Sequence[tuple[Mark, ...]], at: int) -> bool:
    mark = next((m for m in row if m.family == "附件"), None)
    return mark is not None and not any(
        m.family == "附件" and m.ordinal == mark.ordinal for later in marks[at + 1 :] for m in later
    )


def _first_clause(
    lines: Sequence[CleanLine], marks: Sequence[tuple[Mark, ...]], listed: set[int], start: int
) -> int | None:
    """The first line from `start` that opens structure: a number 1 of a family, a statute mark, a heading or
    a table row.
    """
    titled = [at for at in range(start, len(lines)) if _names_plan(lines[at], marks[at])]
    for at in range(start, len(lines)):
        if lines[at].cells:
            if titled and at < titled[0]:
                continue  # a table of the page, above the document
            return at
        if at in listed:
            continue
        if any(
            m.family in _STRUCTURE and m.ordinal == 1 and m.prefix in ((), (1,)) and not m.weak
            for m in marks[at]
        ):
            return at
        if any(m.family == "1" and m.ordinal == 1 for m in marks[at]) and _goes_on_to_two(marks, at):
            return at
        if any(m.word and m.ordinal == 1 and _has_second(marks, at, m.family) for m in marks[at]):
            return at
        if lines[at].style and lines[at].style != "h1" and not _TITLE.match(lines[at].text):
            return at
    return None


def _goes_on_to_two(marks: Sequence[tuple[Mark, ...]], at: int) -> bool:
    """Whether "1 总则" at `at` is followed by "1.1 …" or "2 …"."""
    return any(
        (m.family == "1" and m.ordinal == 2) or (m.family == "1.1" and m.prefix == (1,))
        for later in marks[at + 1 :]
        for m in later
    )


def _has_second(marks: Sequence[tuple[Mark, ...]], at: int, family: str) -> bool:
    """Whether 举措一 at `at` is followed by 举措二."""
    return any(m.family == family and m.ordinal == 2 for later in marks[at + 1 :] for m in later)


def _title(
    lines: Sequence[CleanLine], marks: Sequence[tuple[Mark, ...]], start: int, stop: int
) -> tuple[int, ...]:
    """The last title-like line of [start, stop) that is not within the text of another one, with the lines it
    is continued from; () where there is none."""
    named = [at for at in range(start, stop) if _names_plan(lines[at], marks[at])]
    while len(named) > 1 and _lies_within(lines, marks, named[-2], named[-1]):
        named.pop()
    if named:
        first = at = named[-1]
        while first > start and not marks[first - 1] and _continues_title(lines[first - 1], lines[at]):
            first -= 1
        return tuple(range(first, at + 1))
    return (start,) if start < stop and _could_be_title(lines[start]) and start + 1 < len(lines) else ()


def _lies_within(
    lines: Sequence[CleanLine], marks: Sequence[tuple[Mark, ...]], title: int, other: int
) -> bool:
    """Whether `other` is only a heading of the document that `title` names: sentences of its own stand
    between them, and not those with which a notice sends what it covers."""
    between = range(title + 1, other)
    if any(_opens(marks[at]) for at in between):
        return True
    said = [at for at in between if "。" in lines[at].text and len(lines[at].text) >= _SENTENCE]
    signed = any(_is_signature(lines[at]) for at in between if said and at > said[-1])
    return bool(said) and not signed and not any(_SENDS.search(lines[at].text) for at in said)


def _opens(row: tuple[Mark, ...]) -> bool:
    """Whether a line begins with a mark that running text or a name would not begin with."""
    return any(m.family in _STRUCTURE and not m.weak for m in row)


def _names_plan(line: CleanLine, row: tuple[Mark, ...]) -> bool:
    if line.style == "h1":
        return True
    return not _opens(row) and _could_be_title(line) and _TITLE.match(line.text) is not None


def _could_be_title(line: CleanLine) -> bool:
    text = line.text
    return (
        not line.cells
        and 4 <= len(text) <= _PARAGRAPH
        and not re.search(r"[。；：！？，,]", text)
        and not _is_signature(line)
        and not re.search(r"〔\d{4}〕|文件$", text)
        and not _ATTACHED_LIST.match(text)
    )


def _continues_title(line: CleanLine, last: CleanLine) -> bool:
    """Whether `line` is the upper part of a title printed over several lines."""
    return (
        _could_be_title(line)
        and not _TITLE.match(line.text)
        and len(line.text) + len(last.text) <= _PARAGRAPH + 20
    )


def _is_addressee(line: CleanLine) -> bool:
    return (
        not line.cells
        and bool(_ADDRESSEE.match(line.text))
        and _OFFICE_OR_PLACE.search(line.text) is not None
        and _ANNOUNCES.search(line.text) is None
    )


def _is_signature(line: CleanLine) -> bool:
    return (
        not line.cells
        and bool(line.text.strip())
        and len(line.text) <= 80
        and (_SIGN.fullmatch(_narrow(line.text)) or _DAY.fullmatch(_narrow(line.text))) is not None
    )


def _narrow(text: str) -> str:
    """Full-width digits as half-width ones, for patterns of dates."""
    return text.translate(_DIGITS).strip()


def _tail(lines: Sequence[CleanLine], start: int, end: int) -> int:
    """The first line of the sign-off before `end`; a date or a printing line must be in it."""
    listed = {start + n for n in _attachment_list(lines[start:end])}
    at = end
    while at > start and (_closes(lines, start, at - 1) or at - 1 in listed):
        at -= 1
    found = range(at, end)
    dated = [
        i
        for i in found
        if _WHOLE_DAY.search(_narrow(lines[i].text))
        or _DAY.fullmatch(_narrow(lines[i].text))
        or re.match(r"抄|附\s*[件表图]|附\s*[：:]|[（(]此件|联系", lines[i].text)
        or ends_document(lines[i].text)
    ]
    if not dated and end > start + 1 and _SIGNER.fullmatch(lines[end - 1].text.replace(" ", "")):
        return end - 1
    return (
        dated[0] - (dated[0] > at and re.search(rf"{ISSUER_END}$", lines[dated[0] - 1].text) is not None)
        if dated
        else end
    )


def _closes(lines: Sequence[CleanLine], start: int, at: int) -> bool:
    """Whether a line can stand behind the last clause: a signature, to whom it is sent, or who was at the
    meeting.
    """
    line = lines[at]
    if line.cells or not line.text.strip():
        return False
    if _is_signature(line) or ends_document(line.text):
        return True
    if not lists_names(line.text):
        return False
    above = at - 1
    while above > start and not is_attendance(lines[above].text) and lists_names(lines[above].text):
        above -= 1
    return above >= start and is_attendance(lines[above].text)
