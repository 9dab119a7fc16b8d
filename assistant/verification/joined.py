"""Whether a sentence joins things as its clauses do (或者 for 同时, any for all of a list), and whether it
says of all what they say only of some (其中).

In: a sentence, folded, and the facts of its clauses. Out: faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.verification.amounts import same_amount
from assistant.verification.facts import ClauseFacts, is_shortened, tokens
from assistant.verification.fault import Fault
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.conditions import MEETS
from ingest.grammar.quantifiers import ALL, EACH_OF
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.segmentation import is_function_word, is_verb, words
from ingest.grammar.stops import PART, STATEMENT

_ANY = re.compile("或者?|要么|任[一意]|之一|[有占够符合满足]{1,2}[其任]?[中]?一[条项个种]|随便哪")
_ALL = re.compile("并且|而且|同时|(?<![以及])且|全部符合|缺一不可")
_ALL_OF = re.compile(rf"同时(?:{MEETS})|(?:{EACH_OF}|{ALL})[^，。；]{{0,2}}(?:{MEETS})|下列全部")
_ANY_OF = re.compile("之一|任[一意]")
_SOME = re.compile(r"其中[，：:]?(?P<which>[^，。；、\d]{2,12}?)(?=[^，。；、]{0,6}\d)")


_ENDS = re.compile(r"[，。；、）]|$")
"""Behind what something comes to, and not behind what says which (120千瓦以上的)."""


def joined_otherwise(text: str, asked: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """At most one of each."""
    for fact in facts:
        wrong = _of_list(text, fact) or _between(text, fact)
        if wrong:
            yield Fault(kind="condition", text=wrong, says=f"条款不是这样把几个条件连起来的：{wrong}")
            break
    for fact in facts:
        lost = _of_some(f"{text}\n{asked}", fact) if not fact.cells else ""
        if lost:
            yield Fault(kind="scope", text=lost, says=f"条款说的只是其中“{lost}”的")
            return


def _of_list(text: str, fact: ClauseFacts) -> str:
    """The word that joins the items of a list as what leads in it does not."""
    said_any, said_all = _ANY.search(text), _ALL.search(text)
    led = fact.led_in
    if _ALL_OF.search(led) and said_any and not said_all:
        return said_any[0]
    if _ANY_OF.search(led) and said_all and not said_any and "同时" not in fact.text:
        return said_all[0]
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
            turned = (_ANY.search(said), _ALL.search(stated)), (_ALL.search(said), _ANY.search(stated))
            for here, there in turned:
                if here and there and not (_ANY.search(said) and _ALL.search(said)):
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


def _is_told(word: str, text: str) -> bool:
    alike = (*prose().same.get(word, (word,)), word.removesuffix("级"))
    return any(one in text for one in alike) or is_shortened(word, text)
