"""What stands around a plan: covering notice, title, addressees, sign-off. In: clean lines. Out: where the
plan itself is.

A notice (关于印发…的通知) whose plan is its attachment: everything up to the line 附件 or 附件1 is front
matter, and that attachment is the main text. A notice with clauses of its own, or one with several
attachments that have clauses, is the plan; its attachments follow under 附件N. The title is the last line
before the first clause that reads as one; GB/T 9704-2012 puts 发文字号 and 主送机关 around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest import late_re as re
from ingest.grammar.amending import announces
from ingest.grammar.fields import CELLS, fields_in
from ingest.grammar.genres import ISSUES, MADE_NEW
from ingest.grammar.marks import Mark, read_marks, with_counted_articles
from ingest.grammar.numerals import HAN
from ingest.grammar.office_ends import ANY_END, ISSUER_END
from ingest.grammar.people import is_speaker
from ingest.grammar.places import LEVELS
from ingest.grammar.section_names import section_name
from ingest.grammar.serials import FILE_NUMBER, FILE_SERIAL
from ingest.grammar.stops import LISTS, STATEMENT
from ingest.grammar.title_dates import A_DAY, A_DAY_OR_MONTH, DAY, DAY_OR_MONTH, PERIOD
from ingest.labels import ATTACHED
from ingest.layout.clean import CleanLine
from ingest.layout.options import TITLES
from ingest.layout.sign_off import attachment_list, is_signature, narrow, signature_before
from ingest.layout.titles import TITLE, find_title, names_plan, opens, opens_first, sends
from ingest.model import Doubt
from ingest.responsibility.annotation import is_annotation

_ADDRESSEE = re.compile(r"(?!.*[。；]).{2,200}[：:]$")
_SUBTITLE = re.compile(
    rf"[（(].{{1,60}}[）)]$|[（(]\s*{DAY}.{{1,200}}[）)]$|[—-]{{1,2}}.{{2,40}}$|第[{HAN}\d]+稿$|征求意见稿$"
)
_HISTORY = re.compile(rf"{DAY}[^。；]{{2,160}}(?:{ISSUES}|通过|批准|{MADE_NEW}|[施实]行|实施)[）)]?$")
"""When rules were made and amended, set under their title: 2019年3月29日…会议通过."""
_BEFORE_DAY = re.compile(rf"(?<=[\u4e00-\u9fff])(?=(?:{DAY_OR_MONTH}))")
_ISSUER = re.compile(rf"[\u4e00-\u9fff]{{3,30}}{ISSUER_END}")
_PERIOD = re.compile(PERIOD)
_OFFICE_OR_PLACE = re.compile(rf"{ANY_END}|[{LEVELS}]|单位")
_ANNOUNCES = re.compile("[如以]下|下列|通知|意见|要求")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Indexes into the lines: front [0, title), title lines [title, body), body [body, tail), tail [tail,
    end).

    `title` empty where the document prints none.
    """

    title: tuple[int, ...]
    notice: tuple[int, ...]
    body: int
    tail: int


def find_frame(lines: Sequence[CleanLine]) -> Frame:
    """Every index lies within the lines; a document without a title has its body from its first line."""
    marks = with_counted_articles([() if line.cells else read_marks(line.text) for line in lines])
    listed = attachment_list(lines)
    attachment = next(
        (at for at, row in enumerate(marks) if at not in listed and _heads_attachment(row, marks, at)), None
    )
    first = _first_clause(lines, marks, listed, 0)
    main = attachment if attachment is not None and (first is None or first >= attachment) else None
    stop = main or 0
    if main is not None and _sends_several(lines, marks, main) and find_title(lines, marks, 0, stop):
        main = None
    else:
        first = _first_clause(lines, marks, listed, 0 if main is None else main + 1)
        stop = len(lines) if first is None else first
    start = 0 if main is None else main + 1
    title = find_title(lines, marks, start, stop)
    notice = find_title(lines, marks, 0, title[0] if main is None and title else main or 0)
    body = title[-1] + 1 if title else start
    if title and body < stop and _PERIOD.fullmatch(lines[body].text):
        title = (*title, body)
    while body < stop and (_stands_under_title(lines[body]) or _begins_addressees(lines, body, stop)):
        body += 1
    tail = signature_before(lines, body, len(lines))
    return Frame(title=title, notice=notice, body=body, tail=tail)


def amending_lines(lines: Sequence[CleanLine], frame: Frame) -> range:
    """What a notice says of how it changes the paper it covers (经研究，对《…》作如下修改：…), up to its
    sign-off; empty where it only sends that paper.
    """
    if not frame.title or not frame.notice:
        return range(0)
    own = range(frame.notice[-1] + 1, frame.title[0])
    listed = attachment_list(lines)
    first = next((at for at in own if announces(lines[at].text)), own.stop)
    closed = (at for at in own if at > first and (at in listed or is_signature(lines[at])))
    stop = next(closed, own.stop)
    return range(first, stop) if stop > first + 1 else range(0)


def line_parts(text: str) -> tuple[str, ...]:
    """A line's parts between blanks and strokes: 文号, issuer and date are often set on one line, or behind a
    label.
    """
    fields = fields_in(text)
    if any(field.where == "foot" or field.kind == "签发人" for field in fields):
        text = text[: fields[0].span.start]
    elif fields:
        text = " ".join((text[: fields[0].span.start], *(field.value for field in fields)))
    return tuple(part for part in CELLS.split(_BEFORE_DAY.sub(" ", text)) if part)


def begins_anew(text: str) -> bool:
    """Whether a line outside the body goes on from none: it begins with a day, a number or a field."""
    fields = fields_in(text)
    begins = A_DAY.match(narrow(text)) or FILE_NUMBER.match(narrow(text))
    return bool(begins) or bool(fields and fields[0].span.start == 0)


def _is_particulars(text: str) -> bool:
    """Whether a line under the title says nothing but 文号, issuer and date."""
    parts = line_parts(text)
    return bool(parts or fields_in(text)) and all(
        FILE_NUMBER.fullmatch(narrow(p))
        or FILE_SERIAL.fullmatch(narrow(p).strip("（()）"))
        or A_DAY_OR_MONTH.fullmatch(narrow(p))
        or _ISSUER.fullmatch(p)
        for p in parts
    )


def left_out(lines: Sequence[CleanLine], frame: Frame) -> tuple[Doubt, ...]:
    """A doubt where lines before the title look like the plan's own: marks, offices, sentences no notice
    would say.
    """
    read = {*attachment_list(lines), *amending_lines(lines, frame)}
    before = [at for at in range(frame.title[0] if frame.title else frame.body) if at not in read]
    own = [at for at in before if not lines[at].cells and _looks_own(lines[at])]
    if not own:
        return ()
    message = f"标题之前有{len(own)}行像是条款（从“{lines[own[0]].text[:16]}”起），没有读作条款"
    return (Doubt(line=lines[own[0]].number, kind="front", message=message),)


def _looks_own(line: CleanLine) -> bool:
    text = line.text
    if is_annotation(text):
        return "联系" not in text and "电话" not in text
    if is_signature(line):
        return False
    if opens(read_marks(text)):
        return len(text) >= TITLES.sentence
    return "。" in text and len(text) > TITLES.paragraph and not sends(text)


def _stands_under_title(line: CleanLine) -> bool:
    text = line.text
    return not line.cells and bool(
        _SUBTITLE.match(text)
        or _HISTORY.match(narrow(text))
        or _is_particulars(text)
        or is_addressees(text)
        or is_signature(line)
        or is_speaker(text)
        or _is_of_head(text)
    )


def _begins_addressees(lines: Sequence[CleanLine], at: int, stop: int) -> bool:
    """Whether a line is the first of addressees that are set on two or three."""
    parts: list[str] = []
    for line in lines[at : min(stop, at + TITLES.addressed)]:
        if line.cells or line.style or STATEMENT.search(line.text):
            return False
        parts.append(line.text)
        if line.text.endswith(("：", ":")):
            return len(parts) > 1 and is_addressees("".join(parts)) and bool(LISTS.search(parts[0]))
    return False


def _is_of_head(text: str) -> bool:
    """Whether a line begins with a field of a head or a page: [成文日期] 2031-03-01."""
    first = next(iter(fields_in(text)), None)
    return first is not None and first.where != "foot" and first.span.start == 0


def _heads_attachment(row: tuple[Mark, ...], marks: Sequence[tuple[Mark, ...]], at: int) -> bool:
    mark = next((m for m in row if m.family == ATTACHED), None)
    return mark is not None and not any(
        m.family == ATTACHED and m.ordinal == mark.ordinal for later in marks[at + 1 :] for m in later
    )


def _sends_several(lines: Sequence[CleanLine], marks: Sequence[tuple[Mark, ...]], main: int) -> bool:
    """Whether the attachment 附件1 at `main` and a later one both have clauses: rows, marks or sentences."""
    numbers = {at: m.ordinal for at, row in enumerate(marks) for m in row if m.family == ATTACHED}
    if numbers[main] != 1 or not any(len(m.printed) > len(ATTACHED) for m in marks[main]):
        return False
    heads = [main, *(at for at, n in numbers.items() if at > main and n > 1), len(lines)]
    return sum(_has_clauses(lines, marks, *place) for place in pairwise(heads)) > 1


def _has_clauses(lines: Sequence[CleanLine], marks: Sequence[tuple[Mark, ...]], head: int, end: int) -> bool:
    return any(
        lines[at].cells or opens_first(marks[at]) or "。" in lines[at].text for at in range(head + 1, end)
    )


def _first_clause(
    lines: Sequence[CleanLine], marks: Sequence[tuple[Mark, ...]], listed: set[int], start: int
) -> int | None:
    """The first line from `start` that opens structure: a number 1 of a family, a statute mark, a heading or
    a table row.
    """
    titled = [at for at in range(start, len(lines)) if names_plan(lines[at], marks[at])]
    for at in range(start, len(lines)):
        if lines[at].cells:
            if titled and at < titled[0]:
                continue  # a table of the page, above the document
            return at
        if at in listed:
            continue
        if opens_first(marks[at]):
            return at
        if any(m.family == "1" and m.ordinal == 1 for m in marks[at]) and _goes_on_to_two(marks, at):
            return at
        if any(m.word and m.ordinal == 1 and _has_second(marks, at, m.family) for m in marks[at]):
            return at
        is_heading = lines[at].style and lines[at].style != "h1" and not _is_of_title(lines[at].text)
        alone = not any(line.style for line in lines[at + 1 :])
        of_page = at + 1 in titled and alone  # right above the title
        of_paper = at == 0 and alone and not titled and section_name(lines[at].text) is None
        if is_heading and not (of_page or of_paper):
            return at
    return None


def _is_of_title(text: str) -> bool:
    """Whether a line set as a heading is the title's, goes on with it or names whom the paper is sent to."""
    return bool(TITLE.match(text) or _SUBTITLE.match(text)) or is_addressees(text)


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


def is_addressees(text: str) -> bool:
    """Whether a line names whom a document is sent to: 各县人民政府，市直各部门：."""
    return (
        bool(_ADDRESSEE.match(text))
        and _OFFICE_OR_PLACE.search(text) is not None
        and _ANNOUNCES.search(text) is None
        and not fields_in(text)
    )
