"""Yes/no openings settled by the rest of the sentence (不用，因灾停业的不受…限制;
不一样，一类15万元，二类9万元), and half of a figure, said in the opening or behind it (…，没有到一半).

In: a folded sentence and the question it answers. Out: the sentence without such words, and whether they are
right: None where the rest settles nothing. The rest is checked against the clauses on its own, so whatever is
decided here rests on what was found there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.query.slots import supposed
from assistant.verification.amounts import said_side
from assistant.verification.facts import ClauseFacts, StatedFigure, plain_text, stated_figures, tokens
from assistant.verification.negation import LIFTED, negates
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.bounds import side_of
from ingest.grammar.comparisons import HIGH, LOW
from ingest.grammar.measures import bare_unit
from ingest.grammar.negators import NO_NEED, NO_SUCH, NOT_YET
from ingest.grammar.partitions import GRADED
from ingest.grammar.proportions import HALF_TOLD
from ingest.grammar.quantifiers import BOTH
from ingest.grammar.segmentation import is_function_word, words
from ingest.grammar.stops import PART, STATEMENT
from ingest.grammar.tables import any_of

_BEHIND = r"(?:的|了)?[，,。；;：:]\s*"
_ALIKE = r"一样|相同|一致"
_SAME = re.compile(
    rf"(?:(?P<no>不|并不|不太|不是)(?:{_ALIKE})|(?P<yes>是?(?:{_ALIKE})|(?:{NO_SUCH})(?:区别|差别|不同)|都一样)"
    rf"|(?P<other>不同|有(?:区别|差别|不同|所不同)))(?:{_BEHIND})"
)
_FREE = re.compile(rf"(?:{NO_NEED})(?:{_BEHIND})")
_HAS = re.compile(rf"有(?P<what>例外(?:情况|情形)?)?(?:{_BEHIND})")
_YES_OR_NO = re.compile(
    rf"(?:(?P<no>不是|(?:{NOT_YET})(?:达?到|超过)?|不到|不够)|(?P<yes>是|对|有|达?到|超过)|(?P<way>[{HIGH}{LOW}]))(?:{_BEHIND})"
)
_FREED = re.compile(
    rf"{LIFTED.pattern}|(?:可以?不|不再|{NO_NEED})"
    r"(?P<thing>[^，。；]{1,16})|不[得能准可]以?(?:再|额外|另行)?[向对](?P<whom>[^，。；]{1,16}?)[收要取]"
)
_POINTING = re.compile("前款|上述|上款|前述|该|此|规定")
_HALF = re.compile(rf"(?:但|还|也|就|只)?是?{HALF_TOLD.pattern}")
_ASKED_MORE = re.compile(rf"(?P<one>[^，。；比]+)比(?P<other>[^，。；]+?)[要更还]*(?P<way>[{HIGH}{LOW}])")
_THAN_THIS = re.compile(rf"[要更还]*(?P<way>[{HIGH}{LOW}])(?=[，,。；;]|$)")
_GRADED = re.compile(GRADED)
"""What a branch of a rule is called by."""
_HAVING = re.compile(r"有(?P<what>[^，。；有]{1,10})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Direct:
    """`said` as it stands, `rest` what is left of the sentence; `right` None where that decides nothing."""

    said: str
    rest: str
    right: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A head, what follows it, what it answers (folded) and what is cited for it."""

    head: re.Match[str]
    rest: str
    asked: str
    facts: Sequence[ClauseFacts]


def direct_head(text: str, question: str, facts: Sequence[ClauseFacts]) -> Direct | None:
    """The head of a sentence where it is of one of these kinds."""
    claims = plain_text((supposed(question) if question else None) or "")
    for pattern, decide in ((_SAME, _are_alike), (_FREE, _frees), (_HAS, _has), (_YES_OR_NO, _of_two)):
        found = pattern.match(text)
        if found is not None:
            rest = text[found.end() :]
            right = decide(_Said(head=found, rest=rest, asked=claims or plain_text(question), facts=facts))
            decided = pattern in (_SAME, _FREE) or found.groupdict().get("what")
            if right is not None or decided:
                return Direct(said=found[0].rstrip("，,。；;：: "), rest=rest, right=right)
    return None


def said_of_half(text: str) -> Direct | None:
    """A part of the sentence that says of two of its figures whether one is half of the other."""
    at = 0
    for part in PART.split(text):
        found = _HALF.fullmatch(part)
        if found is not None and part:
            before, behind = text[:at].rstrip("，,；;：:"), text[at + len(part) :]
            rest = f"{before}{behind if before else behind.lstrip('，,；;：: ')}"
            share = _share(rest)
            return Direct(said=part, rest=rest, right=None if share is None else _is_half(found, share[0]))
        at += len(part) + 1
    return None


def _amounts(text: str) -> list[StatedFigure]:
    """Of the measure of which there are two or more first."""
    found = [f for f in stated_figures(text) if f.quantity.role == "amount"]
    units = [bare_unit(f.quantity.unit or "") for f in found]
    unit = next((unit for unit in units if units.count(unit) > 1), None)
    return [f for f, own in zip(found, units, strict=True) if own == unit]


def _are_alike(said: _Said) -> bool | None:
    """Whether the first two figures are equal in value and bound, all where there are more; one said of all
    that are named (均为8小时) is.
    """
    amounts = _amounts(said.rest)
    says_alike = said.head["yes"] is not None
    if not amounts:
        figures = [f for f in stated_figures(said.rest) if f.quantity.role == "amount"]
        both = len(figures) == 1 and re.search(BOTH, said.rest[: figures[0].quantity.span.start])
        return says_alike if both else None
    worth = [(f.quantity.amount, f.quantity.value_high, said_side(said.rest, f.quantity)) for f in amounts]
    differ = worth[0] != worth[1]
    if not differ and len(set(worth)) > 1:
        return None
    return differ != says_alike


def _frees(said: _Said) -> bool | None:
    """Whether the rest frees from the thing asked about."""
    about = tokens(said.asked)
    for found in _FREED.finditer(said.rest):
        thing = next(told for name in ("limit", "thing", "whom") if (told := found[name]) is not None)
        pointing = found["limit"] is not None and _POINTING.search(thing)
        beside = STATEMENT.split(said.rest[: found.start()])[-1] if pointing else ""
        if not about or about & tokens(f"{thing} {beside}"):
            return True
    return None


def _has(said: _Said) -> bool | None:
    """Whether the rest states what was asked for: a benefit that it grants, an exception that it makes; of
    what the question speaks of, and not of another branch.
    """
    having = _HAVING.search(said.asked)
    what = said.head["what"] or (having["what"] if having else "")
    ways = next((told for words, told in prose().having if any(word in what for word in words)), ())
    first = STATEMENT.split(said.rest)[0]
    if not ways or re.search(any_of(ways), first) is None:
        return None
    if any(word in what for word in prose().having[0][0]):
        return True  # an exception denies by its nature
    stated = frozenset().union(*(tokens(fact.text) for fact in said.facts))
    subject = tokens(said.asked[: having.start()]) if having else frozenset()
    grades = set(_GRADED.findall(said.asked))
    if negates(first) or not subject & tokens(first) & stated:
        return None
    known = frozenset().union(*(tokens(fact.words) for fact in said.facts))
    thing = said.asked[: having.start()] if having else ""
    if any(not tokens(word) & known for word in words(thing) if len(word) > 1 and not _is_asking(word)):
        return None
    return not grades or not grades.isdisjoint(_GRADED.findall(first))


def _is_asking(word: str) -> bool:
    return is_function_word(word) or word in prose().saying or word in prose().asking


def _of_two(said: _Said) -> bool | None:
    """Whether it answers rightly to 承担一半以上吗 or 甲比乙多吗, where both figures stand in the rest."""
    half = _of_half(said.head, said.rest, said.asked)
    return _of_more(said.head, said.rest, said.asked) if half is None else half


def _of_more(head: re.Match[str], rest: str, asked: str) -> bool | None:
    claimed, amounts = _ASKED_MORE.search(asked), _amounts(rest)
    if claimed is None or len(amounts) != 2:
        return None
    of_one, of_other = (tokens(claimed[name]) for name in ("one", "other"))
    one, other = sorted(
        amounts, key=lambda f: len(f.subject & of_other - of_one) - len(f.subject & of_one - of_other)
    )
    told = one.subject & of_one - of_other or other.subject & of_other - of_one
    if not told or not all(map(_is_plain, amounts)):
        return None
    turned = head["way"] is not None and (head["way"] in HIGH) != (claimed["way"] in HIGH)
    denies = head["no"] is not None or turned
    return _is_so(one, other, claimed["way"]) != denies


def _is_so(one: StatedFigure, other: StatedFigure, way: str) -> bool:
    first, second = one.quantity.amount, other.quantity.amount
    return first > second if way in HIGH else first < second


def wrongly_compared(text: str) -> str:
    """What is said of one figure and the one before it (0.5亿元，比去年0.4亿元少) and is not so, "" else."""
    found = [f for f in stated_figures(text) if f.quantity.role == "amount"]
    for one, other in pairwise(found):
        between = text[one.quantity.span.end : other.quantity.span.start]
        behind = _THAN_THIS.match(text, other.quantity.span.end)
        alike = bare_unit(one.quantity.unit or "") == bare_unit(other.quantity.unit or "")
        said = PART.split(between)
        if behind and alike and len(said) == 2 and "比" in said[1] and not _is_so(one, other, behind["way"]):
            return f"{said[1]}{other.printed}{behind[0]}"
    return ""


def _of_half(head: re.Match[str], rest: str, asked: str) -> bool | None:
    claimed = HALF_TOLD.search(asked)
    share = _share(rest) if claimed else None
    if claimed is None or share is None or not share[1].subject & tokens(asked):
        return None
    return _is_half(claimed, share[0]) == (head["no"] is None)


def _is_plain(figure: StatedFigure) -> bool:
    """Whether it is bound to no side, and no range."""
    return figure.quantity.value_high is None and figure.quantity.comparator in (None, "=")


def _share(text: str) -> tuple[int, StatedFigure] | None:
    """Whether the smaller of the only two figures of one measure is less than half of the larger one (-1),
    just half of it (0) or more (1); and the smaller.
    """
    amounts = _amounts(text)
    if len(amounts) != 2 or not all(map(_is_plain, amounts)):
        return None
    part, whole = sorted(amounts, key=lambda f: f.quantity.amount)
    twice = part.quantity.amount * 2
    return (twice > whole.quantity.amount) - (twice < whole.quantity.amount), part


def _is_half(said: re.Match[str], share: int) -> bool:
    if side_of(said["side"] or "") == "<=":
        return share <= 0
    over = (said["over"] or "").endswith("过") or said["side"] == "多"
    reached = share > 0 if over else share >= 0
    return not reached if said["no"] else reached
