"""Normalise a sentence for comparison with clauses: money, times and years as rules print them, comparisons
in plain form, and no words that only say something is left open.

In: a sentence as written and the facts of its clauses. Out: the rewritten words. 今年 is the plan's year
where all clauses are of one year and none says 今年 itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verification.aligned import statement_about
from assistant.verification.facts import ClauseFacts, plain_text
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.calendar_words import calendar_words, with_known_years, with_years
from ingest.grammar.comparisons import with_plain_comparisons
from ingest.grammar.negators import IS_NOT, NOT_TOLD
from ingest.grammar.numerals import DIGIT, WORDS, numeral_at
from ingest.grammar.plain_amounts import with_plain_amounts, with_plain_money
from ingest.grammar.quantifiers import SEVERALLY
from ingest.grammar.stops import STATEMENT
from ingest.grammar.tables import one_of

_NOT_BINDING = re.compile(
    rf"(?:^|(?<=[，。；,;]))(?:这|该项|它)?(?:{IS_NOT}|{NOT_TOLD}(?:说|写|讲|规定|要求|作))"
    rf"(?:什么|个|是)?(?:死|硬性?|强制|刚性|必须|一定|非|全?(?:{SEVERALLY})|肯定)[^，。；,;]{{0,8}}[，,；;]"
)
"""Says of what follows that it does not bind."""
_TENTHS = re.compile(rf"(?<!{WORDS})(?P<count>{DIGIT})成(?=[之后发给拨付补来要是就才减扣打交领算退享由归])")
"""A share told in tenths right before a verb, where it is read as no figure (按六成发放)."""
_NOT_FIXED = re.compile(
    rf"[，,]?(?:但|不过|可|却|也|并|还)?{NOT_TOLD}(?:有)?(?:说|定|写|卡|规定)(?:得太)?死(?=[，。；,;]|$)"
)
"""Says of what is told beside it that it is left open (没有定死)."""


def in_form(words: str, facts: Sequence[ClauseFacts]) -> str:
    if re.search("[块毛]|分钱", words) and not any("块" in fact.text for fact in facts):
        words = with_plain_money(words)
    words = _TENTHS.sub(_in_hundredths, with_plain_amounts(words).text)
    if any(word in fact.text for word in prose().free["stated"] for fact in facts):
        words = re.sub(one_of(prose().free["said"]), "免费", words)
    years = {fact.year for fact in facts}
    year = next(iter(years), None)
    if len(years) == 1 and year is not None and not any(calendar_words(fact.text) for fact in facts):
        words = with_years(words, year)
    source = "\n".join(fact.words for fact in facts)
    return with_plain_comparisons(with_known_years(words, source))


def _in_hundredths(tenths: re.Match[str]) -> str:
    count = numeral_at(tenths["count"])
    return f"{count.value * 10}%" if count else tenths[0]


def without_leave(words: str, asked: str, facts: Sequence[ClauseFacts]) -> str:
    """Without the words that say that what follows binds nobody (不是硬性要求，是力争…), where the statement
    of a clause that it is of leaves room.
    """
    found = _NOT_BINDING.search(words) or _NOT_FIXED.search(words)
    if found is None:
        return words
    rest = words[: found.start()] + words[found.end() :]
    about = plain_text(f"{rest} {asked}")
    leaves = re.compile(one_of((*prose().leaves_room, *(word for row in prose().hedged for word in row))))
    if any(leaves.search(statement_about(about, fact)) for fact in facts):
        return rest if STATEMENT.sub("", rest).strip() else words
    return words
