"""Who has to agree or be consulted before something is done: 经县住建局同意后, 报县政府批准, 征求县编办意见.

In: the words of a clause. Out: responsibilities with evidence "consent", spans in code points of the words;
the role is what they do as printed (批准, 同意), in the part of those who oversee, or 征求意见 in that of
those who support. Only offices by name are: no 有关部门, no 公安机关. What has been approved
(经县政府批准的学校, 经县政府同意，现印发) and what lacks it (未经…同意) charges nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.addressees import addressed
from ingest.grammar.deeds import is_reported
from ingest.grammar.named_offices import named_offices
from ingest.grammar.office_ends import MANY_BODIES
from ingest.grammar.relations import AGREES, Related, related
from ingest.grammar.stops import SENTENCES
from ingest.model import Part, Relation, Responsibility, Span
from ingest.responsibility.helpers import WITH

_AGREES = re.compile(AGREES)
_DONE = re.compile(rf"(?:{AGREES})的(?!意见)")
_AGREED = re.compile(rf"^经[^，]{{2,30}}(?:{AGREES}|通过)(?:决定)?[，,](?:现|特|决定|制定|印发)")
"""What a sentence begins with that sends or decides what has been agreed to: 经县政府同意，现印发."""
_ANY_LEVEL = re.compile(rf"(?:{MANY_BODIES})")
"""Bodies of no level, of which there are many: 公安机关."""
_ASKED = "征求意见"
_KINDS: tuple[tuple[Relation, Part], ...] = (("approval", "oversight"), ("consulted", "support"))


def consents(text: str) -> Iterator[Responsibility]:
    """Relation by relation in each sentence; () where nobody's consent or opinion is asked."""
    for m in SENTENCES.finditer(text):
        if is_reported(m[0]) or _AGREED.match(m[0].strip()):
            continue
        for relation, part in _KINDS:
            for one in related(m[0], relation):
                if found := _asked(m[0], one, part):
                    span = Span(start=m.start() + found.span.start, end=m.start() + found.span.end)
                    yield Responsibility(
                        role=found.role, part=part, units=found.units, span=span, evidence="consent"
                    )


def _asked(sentence: str, one: Related, part: Part) -> Responsibility | None:
    said = one.span.of(sentence)
    at = said.find(one.who)
    names = _names(one.who)
    if at < 1 or said[at - 1] == "由" or not names or any(map(_ANY_LEVEL.fullmatch, names)):
        return None
    if _DONE.search(said):
        return None
    with_others = WITH.match(said, at + len(one.who))
    others = named_offices(said, with_others.end()) if with_others else None
    names += others.names if others else ()
    does = _AGREES.search(said, at + len(one.who))
    if does is None and part == "oversight":
        return None
    role = does[0] if does and part == "oversight" else _ASKED
    end = at + len(one.who) if does is None or part == "support" else does.end()
    span = Span(start=one.span.start + at, end=one.span.start + end)
    return Responsibility(role=role, part=part, units=names, span=span)


def _names(who: str) -> tuple[str, ...]:
    """Offices by name, or a body that says by its work or its place which one is meant (相应的水利部门)."""
    named = named_offices(who)
    if named and named.end == len(who):
        return () if named.together else named.names
    told = [one for one in addressed(who) if one.end == len(who) and one.start == 0]
    return told[0].names if told and len(told[0].names) == 1 and "的" in told[0].names[0] else ()
