"""What a sentence puts in the place of something its clauses have: 商场 for 医院 in otherwise the same words,
备案 for 批准, 城西 for 城东; and the word that tells which things are meant, left out between the same words.

In: a sentence, folded, and the facts of the clauses it cites. Out: faults. Each part of the sentence is
aligned with the clause statement that shares most with it; what both have in the same order counts as the
same. Between two such stretches both may use different words for the same thing. A word of the sentence
therefore counts as another thing only where no clause has it or a character of it, and the clause names
something there that the sentence never mentions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.verification.facts import ClauseFacts, is_shortened, is_told, plain_text, tokens
from assistant.verification.fault import Fault
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.bounds import HEDGES, NO_CHOICE
from ingest.grammar.letters import has_han
from ingest.grammar.quantities import read_quantities
from ingest.grammar.segmentation import classes_of, is_function_word
from ingest.grammar.stops import PART, STATEMENT

_MARK = re.compile(r"[，,、。；;：:（）()“”\"《》｜|\s]")
_BOUND_END = re.compile(rf"^[\u4e00-\u9fff]{{2,5}}(?:{BEHIND})的?$")
"""What is of a grade and those above it, or below (较大以上, 高级工以上)."""
_ALSO = re.compile("[并且]")
"""How a further condition begins (投资建设并向公众开放的)."""
_THING = re.compile(r"n(?!r)|[sfbj]$|an")
"""Classes of words that name a thing, a place or a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """What stands in the sentence and what in the clause between the same words, "" where nothing does."""

    said: str
    stated: str
    leads: str
    """What follows in the sentence."""
    edge: bool
    """Whether the sentence's part begins or ends there."""
    held: int
    """Characters of the shorter of the two stretches beside it that both have; of the one where the other is
    the end of a part.
    """


def swapped(text: str, facts: Sequence[ClauseFacts], asked: str = "") -> Iterator[Fault]:
    """At most one fault a part of the sentence; what the question `asked` names need not be named again."""
    named = (plain_text(name) for fact in facts for name in sorted(fact.names))
    source = "\n".join((*(fact.words for fact in facts), *named))  # 社区 of 社区科, which is told beside it
    regions = "\n".join(fact.region for fact in facts)
    statements = tuple(s for fact in facts for s in _statements(plain_text(fact.text)))
    for part in filter(None, map(str.strip, PART.split(text))):
        nearest = _nearest(part, text, statements)
        for gap in _gaps(part, nearest) if nearest else ():
            wrong = (
                _opposed(gap)
                or _another(gap, f"{text}\n{asked}", source, nearest, regions)
                or _lost(gap, text)
            )
            if wrong:
                yield Fault(
                    kind="condition", text=wrong[0], says=f"条款这里写的是“{wrong[1]}”，不是“{wrong[0]}”"
                )
                break


def strange_acts(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """A step of a procedure of which no clause speaks, where it speaks of another one (批准 for 备案)."""
    source = "\n".join(fact.words for fact in facts)
    for group in prose().acts:
        said = next((word for word in group if word in text), "")
        if said and not any(word in source for word in group):
            others = (word for other in prose().acts if other != group for word in other)
            stated = next((word for word in others if word in source and word not in text), "")
            if stated:
                yield Fault(kind="condition", text=said, says=f"条款写的是“{stated}”，不是“{said}”")
                return


@lru_cache(maxsize=1024)
def _statements(text: str) -> tuple[str, ...]:
    return tuple(s for s in STATEMENT.split(text.replace("｜", "；")) if s.strip())


def _nearest(part: str, text: str, statements: Sequence[str]) -> str:
    """The statement with most of the part's pairs of characters, of two of them that with more of the
    sentence's; "" where it has not a third of them.
    """
    wanted, whole = tokens(part), tokens(text)
    best = max(statements, key=lambda one: (len(wanted & tokens(one)), len(whole & tokens(one))), default="")
    return best if 3 * len(wanted & tokens(best)) >= len(wanted) > 0 else ""


def _gaps(part: str, stated: str) -> Iterator[_Gap]:
    blocks = SequenceMatcher(None, part, stated, autojunk=False).get_matching_blocks()
    same = [(b.a, b.b, b.size) for b in blocks if b.size > 1]
    for n in range(len(same) + 1):
        left, right = same[n - 1] if n else None, same[n] if n < len(same) else None
        first, begin = (left[0] + left[2], left[1] + left[2]) if left else (0, 0)
        last, end = (right[0], right[1]) if right else (len(part), len(stated))
        if not left and not right:
            return
        own = stated[begin:end].rstrip("，,：:、")
        if right and (not left or (len(own) > VERIFICATION.gap and right[2] >= VERIFICATION.same_thing)):
            own = _MARK.split(own)[-1]
        if not right:
            own = _MARK.split(own)[0]
        held = [side[2] for side in (left, right) if side]
        yield _Gap(
            said=part[first:last],
            stated=own,
            leads=part[last:],
            edge=not (left and right),
            held=min(held) if left and right else held[0] - 2,
        )


def _opposed(gap: _Gap) -> tuple[str, str] | None:
    """Both where one is the opposite of the other (汛期后, 汛期前)."""
    if gap.held < 1 or not gap.said or not gap.stated:
        return None
    for group in prose().opposed:
        said, stated = ([w for w in group if w in piece] for piece in (gap.said, gap.stated))
        if len(said) == len(stated) == 1 and said != stated and _alone(gap, said[0], stated[0]):
            return gap.said, gap.stated
    return None


def _alone(gap: _Gap, said: str, stated: str) -> bool:
    """Whether that is all that tells the two apart."""
    return gap.said.replace(said, stated) == gap.stated


def _another(gap: _Gap, text: str, source: str, statement: str, regions: str) -> tuple[str, str] | None:
    """The word of the sentence and that of the clause where one stands for the other."""
    if gap.held < 1 or len(gap.said) > VERIFICATION.gap or len(gap.stated) > VERIFICATION.gap:
        return None
    where = source if gap.edge or gap.held < VERIFICATION.named else f"{statement}\n{regions}"
    said = [w for w in _things(gap.said) if _is_strange(w, gap.stated, where)]
    stated = [w for w in _things(gap.stated) if not is_told(w, text)]
    return (said[0], stated[0]) if said and stated else None


def _lost(gap: _Gap, text: str) -> tuple[str, str] | None:
    """What tells how much or how often of a thing, left out before it (连续缴费满24个月的职工)."""
    if gap.held < VERIFICATION.named or not gap.stated or gap.stated in text:
        return None
    if _BOUND_END.search(gap.stated):
        return (gap.said, gap.stated) if not gap.leads.startswith("的") else None
    whole = gap.stated.endswith("的") or gap.leads.startswith("的")
    if gap.edge or gap.said.strip("的") or not whole:
        return None
    amounts = [q for q in read_quantities(gap.stated) if q.role == "amount"]
    said = {(q.amount, q.unit) for q in read_quantities(text)}
    lost = amounts and not any((q.amount, q.unit) in said for q in amounts)
    return ("", gap.stated) if lost or _ALSO.match(gap.stated) else None


def _things(piece: str) -> list[str]:
    """The words that name something; characters the dictionary has no word for are one together."""
    return [
        word
        for word, flag in _joined(piece)
        if (_THING.match(flag) or flag == "x")
        and not (word in prose().saying or word in prose().alike or word.startswith("每"))
        and not is_function_word(word)
    ]


def _joined(piece: str) -> Iterator[tuple[str, str]]:
    run = ""
    for word, flag in (*classes_of(piece), ("", "")):
        if len(word) == 1 and "\u4e00" <= word <= "\u9fff" and flag[0] in "nxjg":
            run += word
            continue
        if len(run) > 1:
            yield run, "x"
        run = ""
        if len(word) > 1 and word not in NO_CHOICE and word not in HEDGES and has_han(word):
            yield word, flag


def _is_strange(word: str, there: str, source: str) -> bool:
    """Whether no clause has it, in full or longer, nor the clause a character of it there."""
    alike = prose().same.get(word, (word,))
    shared = [ch for ch in word if ch in there]
    kin = shared and (shared != [word[-1]] or not there.rstrip("的").endswith(word[-1]))
    return not (any(one in source for one in alike) or is_shortened(word, source) or kin)
