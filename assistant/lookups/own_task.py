"""What a clause charges one of several offices with: its own words of the sentence, verbatim.

In: a clause and names. Out: the part of its text that is theirs, "" where the whole clause is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.lookups.options import LOOKUPS
from assistant.question import Term
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from ingest import late_re as re
from ingest.grammar.letters import count_han
from ingest.grammar.stops import STATEMENT, begin_of, end_of
from ingest.model import Clause, Responsibility, Span
from ingest.store.rows import ClauseRow

_AROUND = " 　，,。；;、\n"
"""What may stand around a part of a sentence."""
_ENDS_PART = re.compile(r"\s*(?:[，,。；;、\n）)]|$)")


def own_task(row: ClauseRow, names: Sequence[str]) -> str:
    """The statement that charges those named, or their part of it, where the clause's sentences charge
    several with a thing each, or say something else first; from the first to the last where there are more.
    "" where the whole clause charges them, or its statement does nothing but that.
    """
    clause, base = row.clause, row.clause.span.start
    said = sorted(clause.responsibilities, key=lambda r: r.span.start)
    inside = [r for r in said if base <= r.span.start < clause.span.end and r.inherited_from is None]
    theirs = [r for r in said if set(names) & {*r.units, *r.leaders}]
    if clause.columns or not theirs or any(r not in inside for r in theirs):
        return ""
    shared_out = len({r.units for r in inside}) > 1 and _is_shared_out(row, inside, theirs)
    if not shared_out and _begins_with(row, theirs):
        return ""
    parts = charged_with(inside, row.text, base)
    part_of = {r.span: part for r, part in zip(inside, parts, strict=True)}
    found: list[str] = []
    for r in theirs:
        at = r.span.start - base
        start, end = begin_of(STATEMENT, row.text, at), end_of(STATEMENT, row.text, at)
        statement = Span(start=base + start, end=base + end)
        few = LOOKUPS.beside_own if shared_out else LOOKUPS.beside
        if only_charges(row, statement, few) or _is_note(row.text, at):
            return ""
        beside = [one for one in inside if one not in theirs and start <= one.span.start - base < end]
        divided = r.part != "support" and any(one.part != "support" for one in beside)
        found.append((part_of[r.span] if divided and shared_out else row.text[start:end]).strip(_AROUND))
    return row.text[row.text.index(found[0]) : row.text.index(found[-1]) + len(found[-1])]


def only_charges(row: ClauseRow, sentence: Span, few: int) -> bool:
    """Whether the stretch of the clause does nothing but charge somebody, but for so few characters."""
    base = row.clause.span.start
    said = row.text[sentence.start - base : sentence.end - base]
    named = [r for r in row.clause.responsibilities if sentence.start <= r.span.start < sentence.end]
    for word in sorted(
        {w for r in named for w in (r.role, *r.units, *r.leaders) if w}, key=len, reverse=True
    ):
        said = said.replace(word, "")
    return bool(named) and count_han(said) <= few


def _is_note(text: str, at: int) -> bool:
    """Whether what stands at `at` is the first thing in brackets behind a whole sentence: a note on all of
    the clause, whatever else it says (（县水利局负责，6月底前完成。以下各项均由各镇落实）).
    """
    before = text[:at].rstrip()
    return before[-1:] in "（(【" and before[:-1].rstrip()[-1:] in "。；！"


def _begins_with(row: ClauseRow, theirs: Sequence[Responsibility]) -> bool:
    """Whether the clause's first statement charges them; a heading printed before it does not count."""
    first = STATEMENT.search(row.text.rstrip("。；;\n"))
    return first is None or any(r.span.start - row.clause.span.start < first.start() for r in theirs)


def topic_of(row: ClauseRow) -> str:
    """The clause's own heading, printed with its text; "" where that charges somebody itself."""
    head = row.clause.heading or ""
    end = row.clause.span.start + row.text.find(head) + len(head)
    charges = any(row.clause.span.start <= r.span.start < end for r in row.clause.responsibilities)
    return head if head in row.text and not charges else ""


def _is_shared_out(
    row: ClauseRow, inside: Sequence[Responsibility], theirs: Sequence[Responsibility]
) -> bool:
    """Whether somebody else does something else of it: not who only helps them, nor whom they only help."""
    base = row.clause.span.start
    said = {begin_of(STATEMENT, row.text, r.span.start - base): r.part for r in theirs}
    others = [r for r in inside if r not in theirs and r.part != "support"]
    return any(said.get(begin_of(STATEMENT, row.text, r.span.start - base)) != "support" for r in others)


def tells_of(deed: str, text: str) -> bool:
    """Whether the folded text has the verb of what somebody is asked to do (发证, 修): its first character,
    for papers write longer words (发放, 维修).
    """
    return deed[:1] in text


def asked_of(clause: Clause, text: str, terms: Sequence[Term], deeds: Sequence[str] = ()) -> Clause:
    """The clause with those alone whose own part of the sentence has one of the `deeds`, and every word of
    the question that one of several like parts has (县水利局负责新建站，县住建局负责改建站); as it is where
    that tells none apart.
    """
    own = sorted(clause.responsibilities, key=lambda r: r.span.start)
    inside = all(clause.span.start <= r.span.start < clause.span.end for r in own)
    if len({r.units for r in own}) < 2 or len({r.part for r in own}) > 1 or not inside:
        return clause
    parts = [fold(part) for part in charged_with(own, text, clause.span.start)]
    asked = [t for t in terms if not t.optional and any(coverage(t, part) == 1.0 for part in parts)]
    done = [any(tells_of(deed, part) for deed in deeds) for part in parts]
    done = done if any(done) else [True] * len(parts)
    kept = tuple(
        r
        for r, part, does in zip(own, parts, done, strict=True)
        if does and all(coverage(t, part) == 1.0 for t in asked)
    )
    return replace(clause, responsibilities=kept) if kept else clause


def charged_with(own: Sequence[Responsibility], text: str, base: int) -> Iterator[str]:
    """What each is charged with, in printed order: the words behind it up to the next, or those before it
    where it ends its part of the sentence (改建站由县住建局负责，).
    """
    before = 0
    for n, r in enumerate(own):
        start, end = r.span.start - base, r.span.end - base
        following = own[n + 1].span.start - base if n + 1 < len(own) else len(text)
        if _ENDS_PART.match(text, end):
            first = max(before, *(text.rfind(stop, 0, start) + 1 for stop in "。；;\n"))
            end += text[end : end + 1] in ("）", ")")
            yield text[first:end]
            before = end
        else:
            part = text[start : end_of(STATEMENT, text, start, following)]
            yield part
            before = start + max(part.rfind(mark) for mark in "，,、") + 1
