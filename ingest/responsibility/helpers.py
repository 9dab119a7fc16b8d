"""Whom an office does something with: 会同|县财政局、承保机构制定办法, 会同|有关部门评估, 商请|县文旅局配合.

In: text and where the first name begins, right behind 会同, 协同 or 商. Out: the names as printed, where the
last one ends, whether the list is open (等). They are offices of the state, or whoever else a rule speaks of,
up to the verb they share with the first; all that has no such verb behind it (会同|水利部门的意见) is nobody.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar import relations
from ingest.grammar.addressees import addressed
from ingest.grammar.named_offices import named_offices
from ingest.grammar.office_names import offices_from

WITH = re.compile(rf"(?:{relations.WITH})(?=[\u4e00-\u9fff])")
"""What stands before those one does it with."""
_REACH = 80
"""Characters behind it in which they are named."""
_GOES_ON = re.compile(r"(?:、|以及|和|及|与|或)(?=[\u4e00-\u9fff])")
_NOBODY = re.compile("的|等$")


def helpers_at(text: str, start: int) -> tuple[tuple[str, ...], int, bool]:
    """((), start, False) where nobody is named."""
    named = named_offices(text, start)
    found = (named.names, named.end, named.open) if named else offices_from(text, start)
    bracketed = text[found[1] : found[1] + 1] in ("(", "（")  # 乡人民政府|（街道办事处）
    if found[0] and not bracketed and not _GOES_ON.match(text, found[1]):
        return found
    others = [one for one in addressed(text[start : start + _REACH]) if one.plain and one.start == 0]
    longer = [one for one in others if start + one.end > found[1]]
    if longer and longer[-1].names and not _NOBODY.search(longer[-1].names[-1]):
        last = longer[-1]
        return last.names, start + last.end, last.open
    return found if found[0] else ((), start, False)
