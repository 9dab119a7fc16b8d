"""Bodies that act together with or alongside the lead: 会同|县财政局、承保机构制定办法, 会同|有关部门评估,
商请|县文旅局配合.

In: text and where the first name begins, right behind 会同, 协同 or 商. Out: the names as printed, where the
last one ends, whether the list is open (等). They are offices of the state, or other bodies a rule addresses,
up to the verb they share with the first; words without such a verb behind them (会同|水利部门的意见) name
nobody.

Behind a lead others may be charged with just their own deed (供水股牵头，|各系分片包干): a list of bodies
before the verb (`beside_lead`).
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar import relations
from ingest.grammar.addressees import addressed
from ingest.grammar.joins import JOIN_OR
from ingest.grammar.named_offices import named_offices
from ingest.grammar.office_ends import ADDRESSED_END
from ingest.grammar.office_like import is_everyday
from ingest.grammar.office_names import offices_from
from ingest.grammar.offices import CALLED, is_listed_office, split_names
from ingest.grammar.role_words import A_DUTY_VERB, DUTY_VERB, MANNER
from ingest.grammar.roles import part_of
from ingest.grammar.segmentation import classes_of
from ingest.model import Responsibility, Span
from ingest.responsibility.options import NAMES, REACH

WITH = re.compile(rf"(?:{relations.WITH})(?=[\u4e00-\u9fff])")
"""What stands before those one does it with."""
_GOES_ON = re.compile(rf"{JOIN_OR}(?=[\u4e00-\u9fff])")
_AHEAD = re.compile(r"(?:并|再)?(?:由|商请|邀请|请)")
_DOES = re.compile(
    rf"(?:{MANNER}|按[\u4e00-\u9fff]{{1,2}}|分片|分别)*"
    rf"(?P<verb>{DUTY_VERB}|包干|提供(?=[\u4e00-\u9fff]{{2}})|为(?:成员|组成)(?:{CALLED})?)"
)
_BODY = re.compile(f"(?:{ADDRESSED_END})$")
_NO_NAME = "pdmcur"
"""Classes of words (first letters of jieba's) that no such name holds; 各 is the one pronoun it may begin
with.
"""


def helpers_at(text: str, start: int) -> tuple[tuple[str, ...], int, bool]:
    """((), start, False) where nobody is named."""
    named = named_offices(text, start)
    found = (named.names, named.end, named.open) if named else offices_from(text, start)
    bracketed = text[found[1] : found[1] + 1] in ("(", "（")  # 乡人民政府|（街道办事处）
    if found[0] and not bracketed and not _GOES_ON.match(text, found[1]):
        return found
    others = [one for one in addressed(text[start : start + REACH.helpers]) if one.plain and one.start == 0]
    longer = [one for one in others if start + one.end > found[1]]
    if longer and longer[-1].names:
        last = longer[-1]
        return last.names, start + last.end, last.open
    return found if found[0] else ((), start, False)


def beside_lead(words: str) -> Responsibility | None:
    ahead = _AHEAD.match(words)
    start = ahead.end() if ahead else 0
    for m in _DOES.finditer(words, start + 2, start + REACH.helpers):
        names, is_open = split_names(words[start : m.start()])
        if names and all(map(_is_body, names)):
            verb = m["verb"] if A_DUTY_VERB.fullmatch(m["verb"]) else ""
            span = Span(start=start, end=m.end())
            return Responsibility(role=verb, part=part_of(verb), units=names, open=is_open, span=span)
    return None


def _is_body(name: str) -> bool:
    """Whether it ends as a body does, or is one of many (各系), and holds no word of a sentence."""
    bare = name.removeprefix("各")
    if not 1 <= len(bare) <= NAMES.helper or len(name) < 2 or is_everyday(name):
        return False
    if not (is_listed_office(name) or _BODY.search(name)):
        return False
    said = classes_of(bare)
    verb = any(kind == "v" and len(word) == 1 for word, kind in said[:-1])  # 完成情况|占|部门
    return not verb and all(kind[0] not in _NO_NAME for _, kind in said)
