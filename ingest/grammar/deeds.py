"""Whether words behind the names of offices tell a deed that is demanded of them: 于6月底前拨付, 应当公布.

In: the words behind the last name (县财政局|于6月底前拨付到位). Out: what is demanded, or None for what the
office is, has, may do or did, and for a clause that describes a thing (由县财政局拨付|的资金).
The words stand in data/deeds.yaml, the verbs are told by the dictionary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.grammar.date_forms import LASTING, PRINTED
from ingest.grammar.recurrence import EVERY
from ingest.grammar.roles import DUTY_VERB, MANNER
from ingest.grammar.segmentation import classes_of
from ingest.grammar.tables import any_of, table

_TABLE = table("deeds")


def _words(kind: str) -> str:
    return any_of([row["word"] for row in _TABLE[kind]])


_BEFORE = re.compile(
    rf"(?P<must>{_words('must')})|(?P<when>(?:(?:于|在|从|自)?(?:{PRINTED}|{EVERY}|{LASTING}))+|{_words('pace')})"
    rf"|{MANNER}(?=[\u4e00-\u9fff]{{2}})|(?:{_words('beside')})|负责(?=[\u4e00-\u9fff])"
)
_STATE = re.compile(_words("state"))
_URGE = re.compile(_words("urge"))
_NOUN = re.compile(_words("nouns"))
_DUTY = re.compile(rf"(?P<role>{DUTY_VERB})(?!的)")
PASSED = re.compile(rf"(?<![可受以])(?:{_words('passed')})")
"""How one office has another do it, before the name of the other."""
UNNAMED = re.compile(_words("unnamed"))
"""What the names of offices begin with none of which is called by its own."""
BY = re.compile(r"(?<![自理经事来缘已可再曾原不])(?<!可以)(?<!已经)由")
"""由 before those who do it; none in 理由, 已由."""
_PASSED_DAY = re.compile(rf"(?![每逐])(?:于|在)?{PRINTED}(?<![前底末内])$")
"""On a day, not by it: 于2月5日发出 tells what was."""
APPROVED = f"(?:{_words('approved')})"
"""What those do whom a matter is put to."""
_PAST = re.compile(_words("past"))
_UNDERTAKEN = re.compile(rf"承担[^，]*(?:{_words('undertaken')})$")
_REACH = 60
"""Characters behind a name that tell what is done."""


def tells_past(before: str) -> bool:
    """Whether words before the name put the sentence into the past: 去年由县财政局."""
    return _PAST.search(before) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """`role` is the verb where one of roles is said, else ""; `end` where what was read of it ends, in
    characters of the words. `timed` tells whether it is said when, `must` whether it is demanded, `urged`
    whether it is only what all are told, `done` whether the dictionary has its first word as a verb.
    """

    role: str
    end: int
    timed: bool
    must: bool
    urged: bool
    done: bool


def read_deed(behind: str) -> Deed | None:
    """The deed the words tell; None where they tell none."""
    words = behind[:_REACH]
    at, must, timed = 0, False, False
    while m := _BEFORE.match(words, at):
        timed = timed or (m["when"] is not None and _PASSED_DAY.match(m["when"]) is None)
        must, at = must or bool(m["must"]), m.end()
        if m.end() == m.start():
            break
    if _STATE.match(words, at) or not re.match(r"[\u4e00-\u9fff]{2}", words[at:]):
        return None
    said = classes_of(words[at:])
    if _describes(said) or _is_past(said) or words.rstrip().endswith("的"):
        return None
    duty = _DUTY.match(words, at)
    must = must or _UNDERTAKEN.match(words, at) is not None
    return Deed(
        role=duty["role"] if duty else "",
        end=at + len(duty[0] if duty else said[0][0]),
        timed=timed,
        must=must,
        urged=_URGE.match(words, at) is not None,
        done=duty is not None or _is_verb(said[0]),
    )


def _is_verb(word: tuple[str, str]) -> bool:
    """Also of words the dictionary has as names (汇总), and of two verbs it has as one (统筹安排)."""
    said, kind = word
    if kind[0] == "v" or _NOUN.match(said):
        return True
    return len(said) == 4 and classes_of(said[:2])[0][1][0] == "v"


def _describes(said: list[tuple[str, str]]) -> bool:
    """由县财政局拨付的资金: nothing but verbs before 的."""
    after = next((word for word, kind in said if kind[0] not in "vdpa"), "")
    return after == "的"


def _is_past(said: list[tuple[str, str]]) -> bool:
    return any((word, kind[0]) in (("了", "u"), ("过", "u")) for word, kind in said)
