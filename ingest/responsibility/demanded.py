"""Whether a sentence demands something of those it tells of: by a verb (应当), by a time, by the law, or by
what each of many is to have done.

In: those told (`Addressed`), the deed and the words behind them. Out: whether that charges them. Whom an
appeal to all (要高度重视) is of is not charged; nor is whoever is graded and looked at (D级单位每季度抽查).
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.addressees import Addressed, addressed, is_area, is_each, is_holder
from ingest.grammar.deeds import BY_DAY, LAWFULLY, Deed, read_deed, without_rule
from ingest.grammar.demands import FIRM_OR_NOT
from ingest.grammar.letters import has_digit
from ingest.grammar.named_offices import named_offices
from ingest.grammar.office_ends import ACTING_END, ADDRESSED_MANY, ADDRESSED_STATE, AT_LARGE, LEVELS_TOLD
from ingest.grammar.offices import WHICHEVER
from ingest.grammar.partitions import GRADED
from ingest.grammar.recurrence import EVERY
from ingest.grammar.role_words import RESPONSIBLE_VERB, ROLE_ALONE, ROLE_SUFFIX
from ingest.grammar.stops import A_COMMA, SEMICOLON
from ingest.responsibility.options import NAMES, REACH

MUST_OR_NOT = re.compile(FIRM_OR_NOT)
_STATE = re.compile(f"(?:{ADDRESSED_STATE}|{ACTING_END})$")
_EVERYBODY = re.compile(f"(?:{WHICHEVER})+(?:{WHICHEVER}|级|职能|责任|成员)*(?:{AT_LARGE})")
CARES = re.compile(f"(?:{ADDRESSED_MANY})$")
_WHICH = re.compile(rf"属地|所在|当地|(?:{LEVELS_TOLD})(?!级)")
"""Before one of those of which there are many, which one is meant: 属地|卫生院."""
CHARGES = re.compile(rf"(?:{RESPONSIBLE_VERB})(?!人|制(?![定订作])|的|{ROLE_SUFFIX})")
"""What names nobody but a part: 牵头单位|对任务完成负总责."""
_GRADED = re.compile(GRADED)
"""Before those of one grade: D级单位."""
_COMES_ROUND = re.compile(EVERY)
"""What those called by their level alone do all the year is a way of working: 镇街|每月报送进展."""
_BY_LAW = re.compile(LAWFULLY)


def is_demanded(deed: Deed, one: Addressed, behind: str, *, by: bool) -> bool:
    if all(map(_GRADED.match, one.names)) and not deed.must:
        return False
    if _COMES_ROUND.match(behind) and not deed.must and all(is_area(n) and not is_each(n) for n in one.names):
        return False
    if deed.must and (MUST_OR_NOT.search(behind, 0, deed.end) or _is_set(behind, one) or of_state(one)):
        return True
    if deed.done and not deed.told and (_is_shared_out(behind, one) or _acts_by_law(behind, one)):
        return True
    firm = one.firm and not any(map(is_holder, one.names))
    named = firm or (by and not all(map(is_area, one.names)))
    does = deed.timed or (named and deed.done and not deed.told)
    cares = any(CARES.search(name) and not (by and _WHICH.match(name)) for name in one.names)
    plain = one.plain or (by and all(ROLE_ALONE.fullmatch(n) or _tells_which(n) for n in one.names))
    return plain and not cares and (does or CHARGES.match(deed.role) is not None)


def bare(name: str) -> str:
    """The name behind the words that tell which one is meant: 受理举报的|水利部门."""
    return name.rpartition("的")[2]


def _tells_which(name: str) -> bool:
    """Whether verbs in its name tell which department is meant: 由|受理举报的水利部门|答复."""
    which = bare(name)
    return which != name and len(which) <= NAMES.holding_verb and _STATE.search(which) is not None


def of_state(one: Addressed) -> bool:
    """Whether all of those act as the state or stand for governments, and not all are everybody there is
    (各县区、各部门): 各省级水利部门.
    """
    everybody = [_EVERYBODY.fullmatch(name) is not None or is_area(name) for name in one.names]
    acts = all(_STATE.search(name) or whole for name, whole in zip(one.names, everybody, strict=True))
    return acts and not all(everybody)


def is_due(deed: Deed, one: Addressed, words: str, sentence: str) -> bool:
    """Whether the sentence goes on to say by when each of many has done it: 各乡镇制定方案，6月底前上报."""
    if deed.told or not (deed.done and all(map(is_each, one.names))):
        return False
    for part in parts_behind(words, sentence):
        if named_offices(part) or next(addressed(part), None):
            return False
        after = read_deed(part)
        if after and after.timed and BY_DAY.match(part):
            return True
    return False


def _is_shared_out(behind: str, one: Addressed) -> bool:
    """Whether each of many has a number of something to do or to name: 各股室|明确1名联络员."""
    return bool(re.match(r"[\u4e00-\u9fff]{2,4}\d", behind)) and all(map(is_each, one.names))


def _acts_by_law(behind: str, one: Addressed) -> bool:
    """Whether an office of the state does what it is there for: 县审计部门|依法对资金进行审计监督."""
    return bool(_BY_LAW.match(behind)) and one.plain and of_state(one)


def _is_set(behind: str, one: Addressed) -> bool:
    """Whether what each of many is told with 要 is set by a rule or a figure, and no appeal to all."""
    fixed = without_rule(behind) != behind or has_digit(behind)
    return bool(fixed) and all(map(is_each, one.names))


def parts_behind(words: str, sentence: str) -> list[str]:
    rest = sentence.partition(words)[2] if words else sentence
    return A_COMMA.split(SEMICOLON.split(rest)[0].lstrip("，, "))[: REACH.parts]
