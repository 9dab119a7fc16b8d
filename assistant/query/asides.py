"""A question without its asides: who wants it, what for, thanks (写汇报要用，…；领导刚问起，…).

In: a query. Out: the same without the words of one of its parts, the lightest part first. A part is what
stands between two punctuation marks; it weighs what its words weigh, by their rarity in the library. The
heaviest part is never left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.query.options import QUERY
from assistant.question import Query, Term
from ingest import late_re as re
from ingest.grammar.interrogatives import asks_anything

_MARK = re.compile(r"[，。；：！？、,;:!?…\s]+")


def without_asides(query: Query) -> Iterator[Query]:
    """Nothing for a question in one part, one whose parts carry alike, and a whole text put as a question."""
    parts = [part for part in _MARK.split(query.wording) if part]
    if len(parts) > QUERY.parts:
        return
    own = [term for term in query.terms if not term.optional]
    worth = {part: sum(t.weight for t in _terms_in(part, own)) for part in parts}
    total = sum(t.weight for t in own)
    dropped: set[str] = set()
    for part in sorted(worth, key=lambda p: worth[p]):
        gone = {t.text for t in _terms_in(part, own)}
        if not gone - dropped or 2 * sum(t.weight for t in own if t.text in gone | dropped) >= total:
            continue
        dropped |= gone
        kept = tuple(t for t in query.terms if t.text not in dropped)
        yield replace(query, terms=kept, phrase=_without(query.phrase, dropped))


def asks_no_more(query: Query, lesser: Query) -> bool:
    """Whether no word is left of any part that asks something: 想装路灯 of 想装路灯，走哪条路."""
    asking = [part for part in _MARK.split(query.wording) if part and asks_anything(part)]
    return bool(asking) and not any(_terms_in(part, list(lesser.terms)) for part in asking)


def without_asking(query: Query, terms: tuple[Term, ...]) -> Query:
    """The query as if its phrase were all that was said, with these of its words."""
    return replace(query, wording=query.phrase, terms=terms)


def _terms_in(part: str, terms: list[Term]) -> list[Term]:
    return [term for term in terms if term.text in part]


def _without(phrase: str, words: set[str]) -> str:
    return " ".join(part for part in phrase.split() if not any(word in part for word in words))
