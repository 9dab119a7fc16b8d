"""The place a paper is of.

In: title, issuer, notice, the lines around a plan, its text, what was dropped of its page, its file's name.
Out: the place printed for it, or one that is guessed with what it was read from: the place the text names
most often at the level its title speaks of, that of the office whose page it was, the one the file's name
begins with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ingest import late_re as re
from ingest.grammar.fields import values
from ingest.grammar.genres import PASSES_ON
from ingest.grammar.office_ends import ISSUER_END
from ingest.grammar.places import (
    division_called,
    is_national,
    level_meant,
    most_named,
    place_at_start,
    place_met_in,
)
from ingest.layout.options import METADATA

GuessedFrom = Literal["region", "region_of_page", "region_of_file"]
"""The text itself, the page around it, the file's name."""
UNDER_TITLE = ("—", "-", "（", "(")
"""How the lines under a title begin that say where a paper was read."""
_CUT = re.compile(rf"关于|{PASSES_ON}|《|》|“|”|[\d年]")
_OFFICE = re.compile(rf"[\u4e00-\u9fff]{{3,40}}?{ISSUER_END}")


def printed_region(title: str, notice: str, issuer: str | None, around: Sequence[str]) -> str | None:
    """The place that title, issuer or notice begin with, or in which the meeting was held. Where the title
    only names a paper of a place (贯彻《临河市…条例》) and its issuer is of one within that, the issuer's.
    """
    for words in (title, issuer or "", notice):
        for part in _CUT.split(words):
            place = place_at_start(part)
            if place and part.strip() and not words.startswith(part) and (issuer or "").startswith(place):
                return place_at_start(issuer or "") or place
            if place:
                return place
    met = (place_met_in(line) for line in around if line[:1] in UNDER_TITLE)
    return next(filter(None, met), None)


def guessed_region(
    title: str, notice: str, issuer: str | None, text: str, dropped: Sequence[str], stem: str
) -> tuple[str | None, GuessedFrom | None]:
    """The place of a paper that tells none, with what it was read from; (None, None) for the country's."""
    if issuer and is_national(issuer):
        return None, None
    if place := most_named(text[: METADATA.place_in], level_meant(title, notice)):
        return place, "region"
    offices = (value for value in values(dropped, "发布机构", "来源") if _OFFICE.fullmatch(value))
    if place := next(filter(None, map(place_at_start, offices)), None):
        return place, "region_of_page"
    place = place_at_start(stem) or division_called(stem)
    return (place, "region_of_file") if place else (None, None)
