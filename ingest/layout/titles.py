"""Titles: which lines name the document, also where one is set over several lines.

In: clean lines with the marks each may begin with. Out: the indexes of the title's lines. A line above goes
on into the one below it where it names no kind of document yet, where it begins what 的通知 or 的意见 has to
end (关于…公示制度), where the line below begins with 的, or where it is the issuer's name over 关于….
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest import late_re as re
from ingest.grammar.genres import ISSUES, PASSES_ON, SENT, TITLE_END
from ingest.grammar.marks import BARE, NUMBERED, SECTIONS, STATUTE, Mark
from ingest.grammar.office_ends import ISSUER_END
from ingest.grammar.serials import NUMBER
from ingest.grammar.stops import ANY_STOP_OR_COLON
from ingest.grammar.title_dates import DAY_OR_MONTH
from ingest.labels import BOX
from ingest.layout.clean import CleanLine
from ingest.layout.options import TITLES
from ingest.layout.sign_off import ATTACHED_LIST, is_signature, narrow

TITLE = re.compile(rf".*(?:{TITLE_END})(?:[（(《〈].{{1,30}}[）)》〉])*$")
_ENDED = re.compile(rf"(?:的(?:{TITLE_END})|{SENT})(?:[（(].{{1,30}}[）)])*$")
"""How a title that has 关于 ends."""
_ABOUT = re.compile(f"关于|{PASSES_ON}")
_ISSUER = re.compile(rf"[\u4e00-\u9fff（）、\s]{{2,40}}{ISSUER_END}")
_OF_ISSUER = re.compile(rf"[\u4e00-\u9fff（）、\s]{{2,40}}?{ISSUER_END}(?:{_ABOUT.pattern}|$)")
_BRACKETED = re.compile(r"[（(〔\[][^（()）]{1,60}[）)〕\]]")
"""A line that only says more of the title above it: （2026—2028年）, （试行）."""
_DATE = re.compile(rf"{DAY_OR_MONTH}|\S*{NUMBER}\S*")
_OWN_NUMBER = re.compile(rf"(?<=[\u4e00-\u9fff])\s*[（(]\s*(?:{NUMBER})\s*[）)]$")
_STRUCTURE = (SECTIONS | STATUTE | NUMBERED | {BOX, "01", "Ⅰ", "【一】", "甲、", "A."}) - BARE
"""Families of marks that open structure."""
_SENDS = re.compile(rf"{ISSUES}|{PASSES_ON}|遵照|贯彻|执行|请认真|请结合|如下")
"""What a covering notice says; any other sentence between two titles belongs to the first."""

Marks = Sequence[tuple[Mark, ...]]


def find_title(lines: Sequence[CleanLine], marks: Marks, start: int, stop: int) -> tuple[int, ...]:
    """The last title-like line of [start, stop) that is not within the text of another one, with the lines it
    is continued from and in; () where there is none."""
    named = [at for at in range(start, stop) if names_plan(lines[at], marks[at])]
    while len(named) > 1 and _lies_within(lines, marks, named[-2], named[-1]):
        named.pop()
    if named:
        last = named[-1]
        while last + 1 < stop and not marks[last + 1] and _ends_it(lines[last], lines[last + 1]):
            last += 1
        return tuple(range(_first_of(lines, marks, start, named[-1]), last + 1))
    return (start,) if start < stop and could_be_title(lines[start]) and start + 1 < len(lines) else ()


def _first_of(lines: Sequence[CleanLine], marks: Marks, start: int, last: int) -> int:
    """The first line of the title whose last one is at `last`."""
    first = last
    for at in range(last - 1, max(start, last - TITLES.above) - 1, -1):
        line = lines[at]
        if marks[at] or not _is_plain(line) or is_date(line.text) or _heads_page(line, lines[first]):
            break
        if _is_ended(line.text) and not lines[first].text.startswith("的"):
            break
        whole = sum(len(above.text) for above in lines[at : last + 1])
        if _is_unfinished(line.text) and lines[last].text not in line.text:
            first = at if whole <= TITLES.of_two_lines * 3 // 2 else first
        elif first == at + 1 and _is_issuer(line) and _goes_on_about(line, lines[first]):
            first = at if whole <= TITLES.of_two_lines else first
        elif not could_be_title(line):
            break
        elif first == at + 1 and _continues(line, lines[first]) and whole <= TITLES.of_two_lines:
            first = at
    return first


def _heads_page(line: CleanLine, below: CleanLine) -> bool:
    """Whether a line is a heading of the page over a title that is set as none."""
    return line.style not in (None, "h1") and below.style is None


def _continues(line: CleanLine, below: CleanLine) -> bool:
    return below.text.startswith("的") or not TITLE.match(line.text)


def _is_ended(text: str) -> bool:
    """Whether a line ends a title of its own that has 关于."""
    return (
        TITLE.match(text) is not None
        and re.search(rf"的(?:{SENT})(?:[（(].{{1,30}}[）)])*$", text) is not None
    )


def _is_unfinished(text: str) -> bool:
    return _ABOUT.search(text) is not None and not _ENDED.search(text)


def _ends_it(line: CleanLine, below: CleanLine) -> bool:
    """Whether `below` is the last words of a title that was broken off: 的通知."""
    return not below.cells and re.fullmatch(rf"的(?:{TITLE_END})", below.text) is not None and not line.cells


def is_date(text: str) -> bool:
    """Whether a line is nothing but a day or a number of a document."""
    return _DATE.fullmatch(narrow(text)) is not None


def _lies_within(lines: Sequence[CleanLine], marks: Marks, title: int, other: int) -> bool:
    """Whether `other` is only a heading of the document that `title` names: it is styled as one below the
    title, or sentences of its own stand between them, and in neither case those with which a notice sends
    what it covers.
    """
    between = range(title + 1, other)
    below = lines[title].style == "h1" and (lines[other].style or "") > "h1"
    if below and TITLE.match(lines[title].text) and not any(sends(lines[at].text) for at in between):
        return True
    if any(opens(marks[at]) for at in between):
        return True
    said = [at for at in between if "。" in lines[at].text and len(lines[at].text) >= TITLES.sentence]
    signed = any(is_signature(lines[at]) for at in between if said and at > said[-1])
    return bool(said) and not signed and not any(sends(lines[at].text) for at in said)


def sends(text: str) -> bool:
    """Whether a sentence is one with which a notice sends what it covers."""
    return _SENDS.search(text) is not None


def opens(row: tuple[Mark, ...]) -> bool:
    """Whether a line begins with a mark that running text or a name would not begin with."""
    return any(m.family in _STRUCTURE and not m.weak for m in row)


def opens_first(row: tuple[Mark, ...]) -> bool:
    """Whether a line begins with the first mark of a family that opens structure."""
    return any(
        m.family in _STRUCTURE and m.ordinal == 1 and m.prefix in ((), (1,)) and not m.weak for m in row
    )


def names_plan(line: CleanLine, row: tuple[Mark, ...]) -> bool:
    if line.style == "h1":
        return _BRACKETED.fullmatch(line.text) is None
    return not opens(row) and could_be_title(line) and TITLE.match(line.text) is not None


def could_be_title(line: CleanLine) -> bool:
    return len(line.text) >= TITLES.shortest and _is_plain(line) and not is_signature(line)


def _is_plain(line: CleanLine) -> bool:
    """Whether a line has nothing that no title has: a sentence's marks, a number of a document other than its
    own behind it (关于…的通知（绿办〔2031〕3号）).
    """
    text = without_number(line.text)
    return (
        not line.cells
        and (0 < len(text) <= TITLES.paragraph or _tells_what_is_sent(text))
        and not ANY_STOP_OR_COLON.search(text)
        and not re.search(r"^[•●◆■▪]|〔\d{4}〕|文件$", text)
        and not ATTACHED_LIST.match(text)
    )


def without_number(title: str) -> str:
    """Without the number the document is filed under, where it stands in brackets behind it."""
    return _OWN_NUMBER.sub("", title)


def _tells_what_is_sent(text: str) -> bool:
    """Whether a line longer than titles are is one: 关于印发《…》和《…》的通知."""
    return len(text) <= 2 * TITLES.paragraph and _ABOUT.search(text) is not None and _is_ended(text)


def _goes_on_about(issuer: CleanLine, line: CleanLine) -> bool:
    """Whether a line is what an issuer's name above it goes on with, another issuer's before it; one styled
    as a heading is whole."""
    about = _ABOUT.match(line.text) or _OF_ISSUER.match(line.text)
    return line.style is None and about is not None and issuer.text not in line.text


def _is_issuer(line: CleanLine) -> bool:
    return _ISSUER.fullmatch(line.text.replace(" ", "")) is not None
