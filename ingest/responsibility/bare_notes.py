"""Brackets at the end of clauses that only name offices, told by the other notes of the paper: 〔人事股〕 in
a paper whose clauses end in 〔基教股牵头，县一中配合〕.

In: the clauses of a paper and its text. Out: the clauses with those such a bracket charges, without a role.
By itself such a bracket may explain a word; a paper that ends clause after clause with who does it says what
the same bracket at the same place means. A clause with a note of its own is left as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.offices import CLOSERS, OPENERS, ends_as_office, may_be_office, split_names
from ingest.grammar.places import is_kind
from ingest.grammar.segmentation import is_noun, words
from ingest.model import Clause, Responsibility, Span
from ingest.responsibility.options import NAMES, REACH

_ROUND = "（("
"""Brackets that explain words as well: in these one of the names must be known from another note."""
_PAIRS = dict(zip(OPENERS, CLOSERS, strict=True))
_AT_END = re.compile(
    rf"(?P<open>[{re.escape(OPENERS)}])"
    rf"(?P<names>[^{re.escape(OPENERS + CLOSERS)}。；：\d]{{2,60}})(?P<close>.)$"
)


def with_bare_notes(clauses: Sequence[Clause], text: str) -> tuple[Clause, ...]:
    notes = [r for clause in clauses for r in clause.responsibilities if _is_note(r)]
    used = Counter(text[r.span.start - 1] for r in notes if text[r.span.start - 1 : r.span.start] in _PAIRS)
    meant = {opener for opener, times in used.items() if times >= REACH.fewest_notes}
    known = frozenset(unit for r in notes for unit in r.units)
    return tuple(_with_note(clause, text, meant, known) for clause in clauses) if meant else tuple(clauses)


def _is_note(one: Responsibility) -> bool:
    return one.evidence == "note" and one.inherited_from is None


def _with_note(clause: Clause, text: str, meant: set[str], known: frozenset[str]) -> Clause:
    if clause.cells or any(r.evidence == "note" or r.inherited_from for r in clause.responsibilities):
        return clause
    said = clause.span.of(text).rstrip().removesuffix("。")
    m = _AT_END.search(said)
    if m is None or m["open"] not in meant or m["close"] != _PAIRS[m["open"]]:
        return clause
    names, is_open = split_names(m["names"])
    sure = any(name in known or ends_as_office(name) for name in names)
    if all(map(is_kind, names)):  # 各乡镇（街道）: another kind of the place before it
        return clause
    if not names or not all(map(_may_be_name, names)) or not (sure or m["open"] not in _ROUND):
        return clause
    span = Span(start=clause.span.start + m.start("names"), end=clause.span.start + m.end("names"))
    told = Responsibility(role="", units=tuple(names), open=is_open, span=span)
    said_by_all = sorted((*clause.responsibilities, told), key=lambda r: r.span)
    return replace(clause, responsibilities=tuple(said_by_all))


def _may_be_name(name: str) -> bool:
    """Whether it can be what somebody is called: short, and no deed or manner at its end."""
    short = len(name) <= NAMES.in_notes and may_be_office(name)
    return short and (ends_as_office(name) or is_noun(words(name)[-1]))
