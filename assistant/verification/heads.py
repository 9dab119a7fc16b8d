"""The yes/no opening of a sentence (不是，由市邮政管理局牵头): a claim about what was asked.

In: a folded sentence, the question it answers, what is wrong with what the question supposes. Out: the
sentence without its opening, and what is wrong with the opening. An opening affirms or denies the question's
statement; the words of that statement are no evidence, they are only compared with the clauses. 是的 is right
where the clauses say all of it; a repeated verb of the question (能, 会) where they have its words and none
contradicts it; 不是 where part of it is false or not said of one thing by the clauses, or where the rest of
the sentence, checked against them on its own, denies it. That something does not exist a clause has to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.query.slots import supposed
from assistant.verification.amounts import said_side
from assistant.verification.contradicting import contradicts
from assistant.verification.facts import ClauseFacts, plain_text, tokens
from assistant.verification.fault import Fault
from assistant.verification.negation import negates
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.bounds import A_NEGATED, side_of
from ingest.grammar.comparisons import HIGH, LOW, held_against
from ingest.grammar.demands import ALLOWED, MUST
from ingest.grammar.measures import bare_unit
from ingest.grammar.negators import NEGATORS, NO_NEED, NOT_YET
from ingest.grammar.quantities import read_quantities
from ingest.grammar.segmentation import is_verb
from ingest.grammar.stops import A_STOP, CLAUSE_STOP
from ingest.model import Comparator

_YES = re.compile(rf"(?:是的?|对的?|没错|正确|确实|确实如此|属实)(?={A_STOP})")
_NO = re.compile(
    rf"(?:不是的?|不对|不正确|不准确|并非如此|并非|并不是|否|不完全是|不全是|不一定)(?={A_STOP})"
)
_ECHO = re.compile(rf"(?P<no>{NOT_YET}|{NO_NEED}|不)?(?P<verb>[\u4e00-\u9fff]{{0,4}}?)[的了过]?(?={A_STOP})")
_MAY, _MUST = re.compile("可以?|能|行"), re.compile(f"{MUST}|需要?")
_HAS_TO = re.compile(f"(?:{MUST}|一定|非得?|都)[^，。；]{{0,2}}?[要得须]|必须")
_MAY_ALSO = re.compile(f"(?<!不)也?(?:{ALLOWED})")
_UNDER = re.compile("归|适用|[按照]这.{0,2}|[按照]它?")
_PLAIN = frozenset({"有", "是", "会", "算", "在", "属于", "参与"})
_LIMIT = 2
"""Characters of the words for a limit (上限, 封顶)."""
_BEYOND: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    ("<=", re.compile(f"(?:[更还]|比[^，。；]*)[{HIGH}]|涨|加[价收]")),
    (">=", re.compile(f"(?:[更还]|比[^，。；]*)[{LOW}]|便宜|降")),
)
"""What is claimed where a thing is said to be on the other side of a limit."""
_HAVING = re.compile("(?<!没)有(?!关)")
"""Claims that something exists; that it does not, a clause has to say."""
_FORMAL = frozenset({"language", "citation", "quote"})
"""Faults of a sentence's form, which a statement cannot have."""
_HARD_TO_DENY = frozenset({"negation", "hedge", "bound", "year", "scope", "condition"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """`said` as it stands, `affirms` what the question `claims`; `rest` is what follows."""

    said: str
    affirms: bool
    claims: str
    rest: str


def head_of(words: str, question: str) -> Head | None:
    """The head of a sentence, None where it has none or the question supposes nothing it could be about."""
    claims = supposed(question) if question else None
    if claims is None:
        return None
    claims = plain_text(claims)
    yes = _YES.match(words)
    found = yes or _NO.match(words)
    if found is not None:
        return Head(said=found[0], affirms=yes is not None, claims=claims, rest=_rest(words, found.end()))
    return _echo(words, claims)


def _echo(words: str, claims: str) -> Head | None:
    """A head that takes up the verb of the question: 能, 不参与, 有."""
    found = _ECHO.match(words)
    if found is None or not found[0]:
        return None
    verb, denies = found["verb"], found["no"] is not None
    if not verb:
        if found["no"] not in NEGATORS["not_yet"]:
            return None
        rest = _rest(words, found.end())
        return Head(said=found[0], affirms=negates(claims), claims=claims, rest=rest)
    alike = next((way for way in (_MAY, _MUST, _UNDER) if way.fullmatch(verb)), None)
    if not (verb in claims if alike is None else alike.search(claims)):
        return None
    if not (alike or verb in _PLAIN or is_verb(verb)):
        return None
    rest = _rest(words, found.end())
    return Head(said=found[0], affirms=denies == negates(claims), claims=claims, rest=rest)


def _rest(words: str, at: int) -> str:
    return words[at:].lstrip("，,。；;：: ")


def wrong_heads(
    head: Head, found: Sequence[Fault], told: bool, facts: Sequence[ClauseFacts]
) -> Iterator[Fault]:
    """`found` is what is wrong with what the question claims, `told` whether a clause has all its words."""
    wrong = [fault for fault in found if fault.kind not in _FORMAL]
    opposed = _opposes(head.rest, head.claims)
    if head.affirms:
        limited = _is_limit(head)
        if _YES.match(f"{head.said}，") is None:  # of what is taken up alone, the rest tells more
            wrong = [fault for fault in wrong if _denies(fault, head, facts)]
        if opposed or (not limited and (wrong or not told)):
            yield Fault(
                kind="negation",
                text=head.said,
                says=f"条款不能说明所问的“{head.claims}”，不要写“{head.said}”",
            )
        return
    denied = opposed or _tells_another(head) or _frees(head)
    if _HAVING.search(head.claims):
        denied = denied or any(_denies(fault, head, facts) for fault in wrong)
    else:
        denied = denied or bool(wrong) or not told
    if not denied or _is_limit(head):
        yield Fault(
            kind="negation", text=head.said, says=f"条款并不否定所问的“{head.claims}”，不要写“{head.said}”"
        )


def _tells_another(head: Head) -> bool:
    """Whether one amount is claimed, and what follows 不对 tells one other of the same measure."""
    if _NO.match(f"{head.said}，") is None:
        return False
    first = CLAUSE_STOP.split(head.rest)[0]
    told = [[q for q in read_quantities(words) if q.role == "amount"] for words in (head.claims, first)]
    if any(len(amounts) != 1 for amounts in told):
        return False
    one, other = told[0][0], told[1][0]
    return bare_unit(one.unit or "") == bare_unit(other.unit or "") and one.amount != other.amount


def _frees(head: Head) -> bool:
    """Whether it is asked whether a thing has to be so, and what follows says what may be done instead."""
    return _HAS_TO.search(head.claims) is not None and _MAY_ALSO.search(head.rest) is not None


def _denies(fault: Fault, head: Head, facts: Sequence[ClauseFacts]) -> bool:
    """Whether a clause that speaks of the same thing says otherwise."""
    about = tokens(head.claims)
    near = [f for f in facts if len(about & tokens(f.words)) >= VERIFICATION.same_thing // 2]
    if fault.kind in _HARD_TO_DENY and near:
        return True
    return any(contradicts(fault, head.claims, fact) for fact in near)


def _opposes(rest: str, claims: str) -> bool:
    """Whether the first sentence of the rest denies what is claimed, or claims what is denied, of the same
    thing.
    """
    first = CLAUSE_STOP.split(rest)[0]
    shared = tokens(first) & tokens(claims)
    if shared and (_closes(first, claims) or _passes_not(first, claims)):
        return True
    return len(shared) >= VERIFICATION.same_thing // 2 and negates(first) != negates(claims)


def _closes(first: str, claims: str) -> bool:
    """Whether it says of what is open or holds, as is claimed, that it does not (周一闭馆, 另有规定)."""
    return any(
        any(word in claims for word in asked) and any(word in first for word in said)
        for asked, said in prose().closed
    )


def _passes_not(first: str, claims: str) -> bool:
    """Whether a thing is not to be more than another one, where that it is more is claimed, or less."""
    sides = {side for _, _, side in held_against(first) if A_NEGATED.search(first)}
    return any(side in sides and way.search(claims) for side, way in _BEYOND)


def _is_limit(head: Head) -> bool:
    """Whether a limit was asked for and the rest has one (有没有上限: 不超过60平方米)."""
    asked = None if read_quantities(head.claims) else side_of(head.claims[-_LIMIT:])
    first = CLAUSE_STOP.split(head.rest)[0]
    amounts = (q for q in read_quantities(first) if q.role == "amount")
    return asked in ("<=", ">=") and any(said_side(first, q) == asked for q in amounts)
