"""What closes a document: signature, day, to whom it is sent, whom to call, the list of what is attached.

In: clean lines. Out: which of them are such lines, and where the sign-off before a place begins. Names of
fields (抄送：, 联系人：) are the table of `grammar.fields`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest import late_re as re
from ingest.grammar.fields import closes_document
from ingest.grammar.genres import ISSUES
from ingest.grammar.minutes import ends_document, is_attendance, lists_names
from ingest.grammar.office_ends import ISSUER_END, SIGNER_END
from ingest.grammar.title_dates import A_DAY, A_DAY_OR_MONTH, DAY
from ingest.layout.clean import CleanLine
from ingest.layout.options import TITLES

ATTACHED_LIST = re.compile(r"附\s*件\s*[：:]")
_HEREBY = r"特此(?:通知|公告|通告|公布|公示|报告|请示|函告|函复|批复|致函|说明)[。．！]?"
"""The words that end a notice, which charge nobody."""
_SIGN = re.compile(
    rf"(?:[^。；：:]{{2,30}}{ISSUER_END}[\s\u3000]*)?(?:{DAY})?(?:{ISSUES})?$|[（(](?:此件"
    rf"|本文).{{2,20}}[）)]$|抄\s*送.*|主\s*题\s*词.*|分\s*送.*"
    rf"|[^。；：:]{{2,30}}{ISSUER_END}[\s\u3000]*{DAY}\s*印发.*|附\s*[件表图]\s*[：:].*|共印\d+份.*"
    rf"|公开方式.*|附\s*[：:].*|{_HEREBY}"
)
_SIGNS = re.compile(rf"[\u4e00-\u9fff（）]{{2,30}}{ISSUER_END}")
_SIGNER = re.compile(rf"[\u4e00-\u9fff（）]{{3,30}}{SIGNER_END}")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def narrow(text: str) -> str:
    """Full-width digits as half-width ones, for patterns of dates."""
    return text.translate(_DIGITS).strip()


def is_signature(line: CleanLine) -> bool:
    return not line.cells and _signs_off(line.text)


def _signs_off(text: str) -> bool:
    if not text.strip() or len(text) > TITLES.signature:
        return False
    signed = _SIGN.fullmatch(narrow(text)) or A_DAY_OR_MONTH.fullmatch(narrow(text))
    return signed is not None or closes_document(text) or _are_signers(text)


def _are_signers(text: str) -> bool:
    """Whether a line is the names of several offices that sign together."""
    names = text.split()
    return len(names) > 1 and all(_SIGNS.fullmatch(name) for name in names)


def attachment_list(lines: Sequence[CleanLine]) -> set[int]:
    """Lines that only list what is attached: 附件：1.… and the numbered lines after it."""
    listed: set[int] = set()
    at = 0
    while at < len(lines):
        if not lines[at].cells and ATTACHED_LIST.match(lines[at].text):
            listed.add(at)
            at += 1
            while (
                at < len(lines)
                and not lines[at].cells
                and len(lines[at].text) <= TITLES.paragraph
                and re.match(r"\d+[.．、]|附件\s*\d", lines[at].text)
            ):
                listed.add(at)
                at += 1
        else:
            at += 1
    return listed


def signature_before(lines: Sequence[CleanLine], start: int, end: int) -> int:
    """Where the sign-off that closes lines[start:end] begins; `end` where there is none. A date or a printing
    line must be in it. What the page shows to go on over several lines is one.
    """
    listed = {start + n for n in attachment_list(lines[start:end])}
    closing: list[tuple[int, str]] = []
    at = end
    while at > start:
        first = at - 1
        while first > start and lines[first - 1].goes_on:
            first -= 1
        whole = "".join(line.text for line in lines[first:at])
        if first == at - 1 or not _signs_off(whole):
            first, whole = at - 1, lines[at - 1].text
            if not _closes(lines, start, first) and first not in listed:
                break
        closing.insert(0, (first, whole))
        at = first
    dated = next((n for n, (_, text) in enumerate(closing) if _is_sure(text)), None)
    if dated is None:
        signs = end > start + 1 and _SIGNER.fullmatch(lines[end - 1].text.replace(" ", ""))
        return end - 1 if signs else end
    if dated and re.search(rf"{ISSUER_END}$", closing[dated - 1][1]):
        dated -= 1
    return closing[dated][0]


def _is_sure(text: str) -> bool:
    """Whether a line closes a document by itself, as an office's name alone does not."""
    return (
        A_DAY.search(narrow(text)) is not None
        or A_DAY_OR_MONTH.fullmatch(narrow(text)) is not None
        or re.match(rf"抄|附\s*[件表图]|附\s*[：:]|[（(]此件|{_HEREBY}\s*$", text) is not None
        or closes_document(text)
        or ends_document(text)
    )


def _closes(lines: Sequence[CleanLine], start: int, at: int) -> bool:
    """Whether a line can stand behind the last clause: a signature, to whom it is sent, or who was at the
    meeting.
    """
    line = lines[at]
    if line.cells or not line.text.strip():
        return False
    if is_signature(line) or ends_document(line.text):
        return True
    if not lists_names(line.text):
        return False
    above = at - 1
    while above > start and not is_attendance(lines[above].text) and lists_names(lines[above].text):
        above -= 1
    return above >= start and is_attendance(lines[above].text)
