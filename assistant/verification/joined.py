"""Whether a sentence joins things as its clauses do (或者 for 同时, any for all of a list), and whether it
says of all what they say only of some (其中).

In: a sentence, folded, and the facts of its clauses. Out: faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.verification.amounts import same_amount
from assistant.verification.facts import ClauseFacts, is_shortened, plain_text, tokens
from assistant.verification.fault import Fault
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.alternatives import (
    ALL_TOGETHER,
    AND,
    AND_NAMES,
    ANY,
    ANY_ONE,
    HAS_TO_HAVE,
    NEEDED,
    OR,
)
from ingest.grammar.conditions import MEETS
from ingest.grammar.quantifiers import ALL, EACH_OF, SEVERALLY
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.segmentation import is_function_word, is_verb, words
from ingest.grammar.stops import PART, STATEMENT

_ALL_OF = re.compile(rf"同时(?:{MEETS})|(?:{EACH_OF}|{ALL})[^，。；]{{0,2}}(?:{MEETS})|下列全部")
_ANY_OF = re.compile("之一|任[一意]")
_SOME = re.compile(r"其中[，：:]?(?P<which>[^，。；、\d]{2,12}?)(?=[^，。；、]{0,6}\d)")


_ENDS = re.compile(r"[，。；、）]|$")
"""Behind what something comes to, and not behind what says which (120千瓦以上的)."""


def joined_otherwise(text: str, asked: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """At most one of each."""
    for fact in facts:
        wrong = _of_list(text, fact) or _between(text, fact) or _of_things(text, fact)
        wrong = wrong or _any_of_all(text, fact) or _of_names(text, fact)
        if wrong:
            yield Fault(kind="condition", text=wrong, says=f"条款不是这样把几个条件连起来的：{wrong}")
            break
    for fact in facts:
        lost = _of_some(f"{text}\n{asked}", fact) or _all_of_some(text, fact) if not fact.cells else ""
        if lost:
            yield Fault(kind="scope", text=lost, says=f"条款说的只是其中“{lost}”的")
            return


def _of_list(text: str, fact: ClauseFacts) -> str:
    """The word that joins the items of a list as what leads in it does not."""
    said_any, said_all = ANY.search(text), ALL_TOGETHER.search(text)
    led = fact.led_in
    if _ALL_OF.search(led) and said_any and not said_all:
        return said_any[0]
    if _ANY_OF.search(led) and said_all and not said_any and "同时" not in fact.text:
        return said_all[0]
    return ""


def _of_things(text: str, fact: ClauseFacts) -> str:
    """The word by which the text joins two things that a clause joins the other way: 既要…又要… for …或者….
    It has words of each of the two that the other has not.
    """
    said_any, said_all = ANY.search(text), ALL_TOGETHER.search(text)
    if bool(said_any) == bool(said_all):
        return ""
    said, joint = (said_any, AND) if said_any else (said_all, OR)
    told = tokens(text)
    for statement in STATEMENT.split(plain_text(fact.text)) if said else ():
        if (AND if joint is OR else OR).search(statement):
            continue
        for m in joint.finditer(statement):
            one, other = tokens(_before(statement, m.start())), tokens(_behind(statement, m.end()))
            if said and (one - other) & told and (other - one) & told and _holds_both(said, text, one, other):
                return said[0]
    return ""


def _holds_both(said: re.Match[str], text: str, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the word stands with the two: between them, or in the statement that has words of both."""
    at = len(STATEMENT.findall(text[: said.start()]))
    before = after = tokens(STATEMENT.split(text)[at])
    if OR.fullmatch(said[0]):
        before = tokens(_before(text[: said.start()], said.start()))
        after = tokens(_behind(text, said.end()))
    return any(
        first - last and (first - last) & before and (last - first) & after
        for first, last in ((one, other), (other, one))
    )


def _before(statement: str, at: int) -> str:
    """What stands before a joining word up to the next mark, that of its own part left out."""
    return next((part for part in reversed(PART.split(statement[:at])) if part.strip()), "")


def _behind(statement: str, at: int) -> str:
    return next((part for part in PART.split(statement[at:]) if part.strip()), "")


def _of_names(text: str, fact: ClauseFacts) -> str:
    """What joins two names the other way in what has to be had first (经甲和乙同意 for 经甲或者乙同意)."""
    source = plain_text(fact.text)
    for part in filter(NEEDED.search, PART.split(text)):
        for joint, other in ((AND_NAMES, OR), (OR, AND_NAMES)):
            for m in joint.finditer(part):
                first, last = part[max(0, m.start() - 2) : m.start()], part[m.end() : m.end() + 2]
                turned = _joined_by(other, first, last, source)
                if turned and not _joined_by(joint, first, last, source):
                    return m[0]
    return ""


def _joined_by(joint: re.Pattern[str], first: str, last: str, source: str) -> bool:
    """Whether one stands right before such a word of a clause and the other behind it."""
    if len(first) < 2 or len(last) < 2:
        return False
    return any(
        source[: m.start()].endswith(first) and last in source[m.end() : m.end() + VERIFICATION.joined]
        for m in joint.finditer(source)
    )


def _any_of_all(text: str, fact: ClauseFacts) -> str:
    """That any of several things will do, where a clause demands things and says of none that it will."""
    said = ANY_ONE.search(text)
    stated = f"{fact.led_in}\n{plain_text(fact.text)}"
    if said and HAS_TO_HAVE.search(stated) and not (ANY.search(stated) or ALL_TOGETHER.search(text)):
        return said[0]
    return ""


def _between(text: str, fact: ClauseFacts) -> str:
    """The word between two amounts that a clause joins the other way."""
    own = [f.quantity for f in fact.figures if f.quantity.role == "amount"]
    for first, last in pairwise(q for q in read_quantities(text) if q.role == "amount"):
        said = text[first.span.end : last.span.start]
        if STATEMENT.search(said):
            continue
        for one, other in pairwise(own):
            stated = fact.text[one.span.end : other.span.start]
            if STATEMENT.search(stated) or not (_same(first, one, fact) and _same(last, other, fact)):
                continue
            turned = (
                (ANY.search(said), ALL_TOGETHER.search(stated)),
                (ALL_TOGETHER.search(said), ANY.search(stated)),
            )
            for here, there in turned:
                if here and there and not (ANY.search(said) and ALL_TOGETHER.search(said)):
                    return here[0]
    return ""


def _same(said: Quantity, stated: Quantity, fact: ClauseFacts) -> bool:
    return same_amount(said, stated, fact)


def _of_some(text: str, fact: ClauseFacts) -> str:
    """Of which of the things alone a figure is (其中山区线路上浮30%), where the text has the figure, and no
    other of the same amount stands in the clause, and not one word of these.
    """
    for m in _SOME.finditer(fact.text):
        stated = next((f.quantity for f in fact.figures if f.quantity.span.start >= m.end()), None)
        if stated is None or PART.search(fact.text[m.end() : stated.span.start]):
            continue
        if not _ENDS.match(fact.text, stated.words.end):
            continue
        alone = sum(f.quantity.amount == stated.amount for f in fact.figures) == 1
        here = any(_same(q, stated, fact) for q in read_quantities(text))
        which = [w for w in words(m["which"]) if len(w) > 1 and not (is_function_word(w) or is_verb(w))]
        which = [w for w in which if w not in prose().saying]
        told = any(_is_told(w, text) for w in which) or tokens(m["which"]) & tokens(text)
        if alone and here and which and not told:
            return m["which"]
    return ""


def _all_of_some(text: str, fact: ClauseFacts) -> str:
    """Of which of several the clause has only some (其中脱贫户32人), told of all of them (全是脱贫户)."""
    for m in _SOME.finditer(fact.text):
        which = re.escape(m["which"].strip())
        if re.search(rf"(?:{ALL}|{SEVERALLY}|全)[是为由属](?:于)?{which}", text):
            return m["which"]
    return ""


def _is_told(word: str, text: str) -> bool:
    alike = (*prose().same.get(word, (word,)), word.removesuffix("级"))
    return any(one in text for one in alike) or is_shortened(word, text)
