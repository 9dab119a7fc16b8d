"""Which part a question asks for about named offices or people: 牵头哪些, 作为配合单位, 还有谁负责.

In: the words of a question, with blanks where the names stood. Out: the parts asked for, and the words
without those that say it. What a role as printed makes of those it names is told by `roles`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ingest import late_re as re
from ingest.grammar.office_ends import AT_LARGE, UNIT_END
from ingest.grammar.role_words import ROLE_SUFFIX, VERBS
from ingest.grammar.roles import (
    PARTS,
    PEOPLE_SUFFIX,
    SPECIAL,
    Asked,
    Verb,
    groups_of,
    part_of,
    verbs_in,
)
from ingest.grammar.tables import any_of, table
from ingest.model import Part

_TABLE = table("roles")
_VERB_FOR: dict[str, str] = {row["word"]: row["verb"] for row in _TABLE["said_for"]}
"""What people say for a verb, of as many characters: 打头 for 牵头."""
_SELVES = any_of(_TABLE["selves"])
"""What people call themselves in front of their office's end (我们科)."""
_BEFORE = re.compile(
    r"(?:^|[\s　，,、。；;：:“”\"'？?是要需应须将来去在都共总计由被让给的年"
    r"月里中内位所各也还又且或和与及只仅有不非未没]"
    r"|分别|主要|具体|单独|同志|作为|一起|共同|联合"
    rf"|(?:{_SELVES})(?:{UNIT_END}室?|{AT_LARGE})?)$"
)
_BEHIND = re.compile(
    r"$|[\s　，,、。；;：:“”\"'？?!！的了过吗呢么吧嘛啊对其有是或和与及并也还不做干抓几哪啥\d]"
    r"|什么|多少|任务|工作|事项|事情|条款|指标|目标|清单|内容|项目|全部|所有|以及|兼"
)
_SAID_FOR = re.compile(any_of(list(_VERB_FOR)))
BETWEEN = r"(?:一共|总共|共|都|主要|具体|今年|目前|需要|要)*"
"""A pattern: what people say between a name and what it is to do (县财政局今年主要负责)."""
_NOT = re.compile(r"[不非未没]$")
_TOO = re.compile(
    r"的?(?:也|都)(?:要|得|可以)?(?:算|列|写|加|包括|包含|放|带|要|行)|的?(?:算|包括|包含)?在内|的?算上"
)
_ROLE_WORDS = rf"(?P<role>(?:第一)?(?:{any_of(list(VERBS))}){{1,2}}{ROLE_SUFFIX})"
_AS_ROLE = re.compile(
    rf"作为[“\"]?{_ROLE_WORDS}|(?<=[\s　])(?:是|为|当|任|担任)[“\"]?{_ROLE_WORDS.replace('role', 'second')}"
    rf"|{_ROLE_WORDS.replace('role', 'third')}[”\"]?(?:是|为|[:：]|里有|中有|包括|含)?(?=[\s　])"
)
"""A role as a noun, with the name it is said of: 作为牵头单位, 责任单位是　, 　是配合单位."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRole:
    """`parts` asked for: () where the words say none, all where any will do; `rest` the words without those
    that say it; `noun` the role as said behind 作为 (作为责任领导), to be met to the letter where it is
    printed. `verbs` are those of overseeing and of leaders (督办, 考核, 包保), each a thing of its own; ()
    where another is asked for too."""

    parts: tuple[Part, ...]
    rest: str
    noun: str | None = None
    verbs: tuple[str, ...] = ()


def read_asked(words: str, *, several: bool = False) -> AskedRole:
    """Which part a question about named offices or people asks for; `words` has blanks where the names stood.

    负责, 承担 and 参与 ask for any part, 牵头 and 主办 for who leads, 责任单位 for who leads or is
    responsible. With `several` names 协同 before another verb only says that they do it together. We and our
    office (我们科牵头) are those named.
    """
    words = _SAID_FOR.sub(lambda m: _VERB_FOR[m[0]] if _stands_for(words, m) else m[0], words)
    if m := _AS_ROLE.search(words):
        said = m["role"] or m["second"] or m["third"]
        return AskedRole(parts=_asked_as(said), rest=_blanked(words, [m.span()]), noun=m["role"])
    groups = [
        group
        for group in groups_of(words, touching=True)
        if _BEFORE.search(words[: group[0].start]) and _BEHIND.match(words, group[-1].end)
    ]
    groups = [group for group in groups if not _NOT.search(words[: group[0].start])]
    asked: set[Asked] = set()
    for group in groups:
        verbs = [v for v in group if not (several and v.word == "协同" and v is not group[-1])]
        asked |= {_asked(verbs)}
    if any("还是" in words[one[-1].end : other[0].start] for one, other in pairwise(groups)):
        asked.add("any")  # 牵头还是配合 asks which
    if any(_TOO.match(words, group[-1].end) for group in groups):
        asked.add("any")  # 配合的也算 takes no part away
    rest = _blanked(words, [(verb.start, verb.end) for group in groups for verb in group])
    parts = PARTS if "any" in asked else tuple(part for part in PARTS if part in asked)
    own = asked <= {"oversight", "leader"}
    said = tuple(v.word for group in groups for v in group if own and v.part in asked)
    return AskedRole(parts=parts, rest=rest, verbs=said)


def _stands_for(words: str, said: re.Match[str]) -> bool:
    """Whether the word is what those named do, and no part of a name (领头企业)."""
    return bool(_BEFORE.search(words[: said.start()]) and _BEHIND.match(words, said.end()))


def _asked(verbs: list[Verb]) -> Asked:
    asked = [verb.asks for verb in verbs]
    return next((part for part in SPECIAL if part in asked), "any")


def _asked_as(noun: str) -> tuple[Part, ...]:
    """What a role asked for as a noun holds; for people the verbs of leading and the word 领导 are one."""
    verbs = verbs_in(noun)
    if not PEOPLE_SUFFIX.search(noun) and verbs and VERBS[verbs[0].word].get("asks") == "any":
        return PARTS if part_of(noun) == "support" else ("lead", "responsible")
    part = part_of(noun)
    return ("lead", "responsible") if part == "responsible" else (part,)


def _blanked(words: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        words = words[:start] + " " * (end - start) + words[end:]
    return words
