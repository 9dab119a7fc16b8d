"""The statement a yes/no question asks about: 是不是由市商务局牵头？ asks whether 由市商务局牵头.

In: a question. Out: the statement as it stands there, without the words that ask; None where it asks for
something (谁, 多少, 哪些), offers a choice (还是), or asks more than one such thing.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.genres import NAMED
from ingest.grammar.interrogatives import PARTICLE, SO_OR_NOT, THERE_OR_NOT, as_stated, asks_for
from ingest.grammar.stops import QUESTION

_TAG = re.compile(r"[，,]?(?:对吗|对吧|对不对|是吗|是吧|是不是|没错吧|可以吗|行吗)[。\s]*$")
_PARTICLE = re.compile(rf"{PARTICLE}[。呀啊\s]*$")
_NOT_YET = re.compile(r"(?<=了)(?:没有?)$|(?<![有])没有?$")
_WHETHER = re.compile(SO_OR_NOT)
_HAVING = re.compile(THERE_OR_NOT)
_CAN = re.compile("能否|可否")
_FALLS_UNDER = re.compile(rf"归(?P<rule>[^，。]{{0,8}}?(?:{NAMED}|文件))(?:来)?管")
"""What people say for 适用 (自家的驿站归这个办法管)."""
_ASIDE = re.compile(r"^(?:请问|那么?|所以|也就是说|我想问一?下|麻烦问一?下|确认一?下)[，,]?")
_SURE = re.compile("^(?:你|您)?(?:确定|肯定)")


def supposed(question: str) -> str | None:
    """The statement, "" never."""
    found = [one for part in QUESTION.split(question) if (one := _statement(part.strip()))]
    return found[0] if len(found) == 1 else None


def _statement(part: str) -> str:
    """The statement of one question; "" where it is not a yes/no question."""
    bare = _ASIDE.sub("", part)
    said = _TAG.sub("", bare)
    said = _NOT_YET.sub("", _PARTICLE.sub("", said))
    said = _HAVING.sub("有", _WHETHER.sub("", said))
    said = as_stated(_CAN.sub("能", said))
    said = _FALLS_UNDER.sub(r"适用\g<rule>", said)
    if said == bare or asks_for(said) or _SURE.search(said):
        return ""
    return said.strip("，,。 ")
