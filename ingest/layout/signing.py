"""Who signed a paper, where several did: 县教育局县公安局, also over several lines, as 县教育局、县公安局.

In: the lines in front of a plan and the one office found in them. Out: the names as printed, joined by 、.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest import late_re as re
from ingest.grammar.letters import without_blanks
from ingest.grammar.office_ends import ISSUER_END
from ingest.grammar.places import place_at_start

_NAME = re.compile(rf"[\u4e00-\u9fff]{{3,40}}?{ISSUER_END}")


def joint_issuers(front: Sequence[str], found: str) -> str:
    """`found`, with those on the same line and on the lines around it that are nothing but names of the same
    place.
    """
    names = [_signing(line) for line in front]
    at = next((n for n, said in enumerate(names) if said and found in without_blanks(front[n])), None)
    if at is None:
        return found
    first = last = at
    while first > 0 and names[first - 1]:
        first -= 1
    while last + 1 < len(names) and names[last + 1]:
        last += 1
    return "、".join(dict.fromkeys(name for said in names[first : last + 1] for name in said))


def _signing(line: str) -> tuple[str, ...]:
    """The names a line consists of; () where it says anything else. A place begins each where it begins the
    line.
    """
    line = without_blanks(line)
    place = place_at_start(line)
    parts = re.split(f"(?={re.escape(place)})", line) if place else [line]
    said = tuple(part for part in parts if part)
    return said if place and all(_NAME.fullmatch(name) for name in said) else ()
