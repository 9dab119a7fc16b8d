"""The scores of one case, each a pure function of what was expected and what was observed.

Shares lie in 0..1, best 1; `figures` and `offices` are counts, best 0. None where there is nothing to score:
a case without expected units has no score for units. Where an answer is expected and the question is refused,
everything expected counts as not said. Words are compared without white space, width and emphasis (two
numbers stay two); a figure only as a number of its own (8 is not in 18), an office only whole (办公室 is not
in 办公室[宣教科]).

What an answer must stand on is taken from the library, never from the answer: `Ground`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.answers.draft import CHIP
from assistant.verification.amounts import counts_persons, names_measure, same_measure
from evals.cases import Case, Expected, alternatives, clause_id
from evals.model import Observed, Quoted, Score
from evals.questions import ClauseId
from ingest.grammar.letters import HAN, is_han
from ingest.grammar.numerals import SCALES, times_in
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.segmentation import names_thing
from ingest.grammar.tables import one_of

FIRST = 160
"""Characters in which a direct answer has its first fact; a chip and a figure stand well within."""
FAULTS = (
    "facts",
    "clauses",
    "units",
    "listing",
    "refusal",
    "answered",
    "figures",
    "offices",
    "quotes",
    "absent",
)
"""The scores that make a case wrong where they are not the best; the others are told for information."""
COUNTS = frozenset(("figures", "offices"))

T = TypeVar("T")

_BLANK = re.compile(r"[\s*_`]+")
_APART = re.compile(r"(?<=\d)[*_`]*\s[\s*_`]*(?=\d)")
_NAMING = re.compile(r"《[^》]*》[^\n]*|(?m:^出处：.*$)")
_CLOSED = re.compile(rf"(?P<thing>{HAN}{{2,3}})(?=$|[，。；、）,;)\n|])")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the library says of the clauses an answer cites: all their words (headings and header cells among
    them), the offices and people they name, and for each quote the words of the plan at its place. `names`
    are all names the library knows."""

    words: str = ""
    charged: frozenset[str] = frozenset()
    names: Collection[str] = ()
    true_quotes: Mapping[Quoted, str] = field(default_factory=dict)


def score(case: Case, seen: Observed, ground: Ground) -> tuple[Score, ...]:
    """Every score of the case, those that cannot be given as None.

    Where both an answer and a refusal are right, a refusal has only to say nothing wrong.
    """
    expected, gold = case.expected, case.gold
    told = seen.status == "answered"
    refused = not told and "answered" in expected.status
    if refused and seen.status in expected.status:
        expected, gold = Expected(status=expected.status, absent=expected.absent), ()
    heard = _silent(seen) if refused else seen
    return (
        facts(expected, heard),
        clauses(gold, heard),
        precision(gold, expected, seen) if told else Score(name="precision", value=None),
        units(expected, heard, ground.names),
        listing(expected, heard),
        refusal(expected, seen),
        answered(expected, seen),
        unsupported_figures(seen, ground),
        unsupported_offices(seen, ground),
        quotes(seen, ground),
        absent(expected, seen),
        direct(expected, heard),
        Score(name="took_ms", value=seen.took_ms),
    )


def facts(expected: Expected, seen: Observed) -> Score:
    """The share of the expected facts that are stated, any of its wordings each."""
    text = bare(seen.text)
    return _share("facts", expected.facts, lambda fact: any(states(text, one) for one in alternatives(fact)))


def clauses(gold: Sequence[Collection[ClauseId]], seen: Observed) -> Score:
    """The share of the expected clauses that are cited or listed, any one of each group."""
    cited = _cited(seen)
    missing = [group for group in gold if not cited & set(group)]
    if not gold:
        return Score(name="clauses", value=None)
    said = "、".join(_name(sorted(group)[0]) for group in missing)
    return Score(
        name="clauses", value=1 - len(missing) / len(gold), reason=f"没有引用：{said}" if said else ""
    )


def precision(gold: Sequence[Collection[ClauseId]], expected: Expected, seen: Observed) -> Score:
    """The share of the cited clauses that were expected or do no harm."""
    cited = _cited(seen) - {clause_id(one) for one in expected.optional}
    wanted = {clause for group in gold for clause in group} | {
        clause_id(one) for one in expected.listing or ()
    }
    if not wanted or not cited:
        return Score(name="precision", value=None)
    return Score(name="precision", value=len(cited & wanted) / len(cited))


def units(expected: Expected, seen: Observed, known: Collection[str] = ()) -> Score:
    """The share of the expected offices and people that are named, whole; `known` are all names that may be
    longer ones.
    """
    wanted = [one for unit in expected.units for one in alternatives(unit)]
    found = set(whole_names(bare(seen.text), (*known, *wanted)))
    return _share("units", expected.units, lambda unit: any(bare(one) in found for one in alternatives(unit)))


def listing(expected: Expected, seen: Observed) -> Score:
    """1 where the list has every clause of the expected set and no other; else what both share, of all in
    either (Jaccard).
    """
    if expected.listing is None:
        return Score(name="listing", value=None)
    wanted = {clause_id(one) for one in expected.listing}
    found = set(seen.rows) if seen.rows is not None else set(seen.clauses)
    if wanted == found:
        return Score(name="listing", value=1.0)
    less, more = len(wanted - found), len(found - wanted)
    return Score(
        name="listing",
        value=len(wanted & found) / len(wanted | found),
        reason=f"清单少 {less} 条、多 {more} 条",
    )


def refusal(expected: Expected, seen: Observed) -> Score:
    """Where no answer is right: 1 for a refusal of an expected status, and of an expected reason where one is
    given. Nearest sentences without a word of ours are as good as saying that it is not stated.
    """
    if "answered" in expected.status:
        return Score(name="refusal", value=None)
    if seen.status == "near" and _accepts_near(expected):
        claimed = _claims(seen)
        said = f"最接近的原文之外另有所说：{'、'.join(claimed)}" if claimed else ""
        return Score(name="refusal", value=float(not claimed), reason=said)
    if seen.status not in expected.status:
        told = seen.status == "answered"
        said = "应说没有，却作了回答" if told else f"应为 {'、'.join(expected.status)}，却是 {seen.status}"
        return Score(name="refusal", value=0.0, reason=said)
    if expected.reasons and seen.reason not in expected.reasons:
        return Score(
            name="refusal",
            value=0.0,
            reason=f"拒答的理由是 {seen.reason}，应为 {'、'.join(expected.reasons)}",
        )
    return Score(name="refusal", value=1.0)


def _accepts_near(expected: Expected) -> bool:
    """Whether the nearest sentences do as well as the refusal expected: not where there is no plan of the
    place or year, nor where the question is not one for plans.
    """
    stated = not expected.reasons or "not_stated" in expected.reasons
    return "not_found" in expected.status and stated


def _claims(seen: Observed) -> list[str]:
    """The figures an answer has in its own words, quotes and years apart: a plan is named by its year."""
    text = _unquoted(_own(seen))
    return [q.span.of(text) for q in read_quantities(text) if q.role != "date"]


def _unquoted(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith(">"))


def answered(expected: Expected, seen: Observed) -> Score:
    """Where an answer is right: 0 for one refused though it is there."""
    if "answered" not in expected.status:
        return Score(name="answered", value=None)
    right = seen.status in expected.status
    return Score(
        name="answered",
        value=float(right),
        reason="" if right else f"文件里有，却没有回答（{seen.reason or seen.status}）",
    )


def unsupported_figures(seen: Observed, ground: Ground) -> Score:
    """How many figures are shown that no cited clause states; lines that only count rows are left out.

    Every number in digits must be printed there as a number of its own, whatever stands behind it; one that
    counts or measures, in digits or words, in the same measure as well. Years and dates are left
    out: a plan that has nothing to say is named by its year.
    """
    if seen.status != "answered":
        return Score(name="figures", value=None)
    text = unicodedata.normalize("NFKC", _own(seen)).replace("*", "")
    words = bare(ground.words)
    stated = [q for q in read_quantities(ground.words) if q.role == "amount"]
    shown = read_quantities(text)
    strange = [
        (q.span.start, q.span.of(text))
        for q in shown
        if q.role != "date" and not _is_stated(q, text, stated, words, ground.words)
    ]
    strange += [
        (m.start(), m[0])
        for m in _NUMBER.finditer(text)
        if not any(q.span.start <= m.start() < q.span.end for q in shown) and not states(words, m[0])
    ]
    named = [printed for _, printed in sorted(strange)]
    return Score(name="figures", value=float(len(named)), reason=_said("没有出处的数字", named))


def _is_stated(shown: Quantity, text: str, stated: Sequence[Quantity], words: str, ground: str) -> bool:
    """Whether a cited clause has the figure: the same number in the same measure, or as printed."""
    printed = shown.span.of(text)
    if thing := _counted_behind(shown, text):
        plain = any(q.unit is None and q.value == shown.value for q in stated) and thing in words
        return plain or states(words, printed + thing)
    if states(words.replace(f"-{bare(printed)}", ""), printed):  # -3% does not state 3%
        return True
    return any(
        q.value_high == shown.value_high
        and (q.amount == shown.amount or (q.value == shown.value and None in (q.unit, shown.unit)))
        and _is_measured_so(shown, text, q, ground)
        for q in stated
    )


def _is_measured_so(shown: Quantity, text: str, stated: Quantity, ground: str) -> bool:
    """Whether both are counted in one measure word, as the checks of an answer have it."""
    if shown.unit is None:
        return True
    if stated.unit is None:
        return names_measure(shown.unit, ground)
    return same_measure(shown.unit, stated.unit, ground) or counts_persons(text, shown, stated, ground)


def _counted_behind(shown: Quantity, text: str) -> str:
    """What a number without a measure word counts, be it in a measure word that is not known (150托盘): the
    noun behind it, or two characters before a stop; "" for none.
    """
    if shown.role != "amount" or shown.after or (shown.unit and shown.unit not in SCALES):
        return ""
    if closed := _CLOSED.match(text, shown.span.end):
        return closed["thing"]
    thing = text[shown.span.end : shown.span.end + 2]
    return thing if is_han(thing) and names_thing(thing) else ""


def unsupported_offices(seen: Observed, ground: Ground) -> Score:
    """How many offices and people of the library are named that no cited clause names; quotes are the plan's
    own.
    """
    if seen.status != "answered":
        return Score(name="offices", value=None)
    text = bare(_unquoted(_own(seen)))
    stated = {*map(bare, ground.charged), *whole_names(bare(ground.words), ground.names)}
    strange = [name for name in whole_names(text, ground.names) if name not in stated]
    return Score(name="offices", value=float(len(strange)), reason=_said("没有出处的单位", strange))


def quotes(seen: Observed, ground: Ground) -> Score:
    """The share of the quotes that stand in the plan to the letter, at the place they name."""
    return _share(
        "quotes", seen.quotes, lambda quote: ground.true_quotes.get(quote) == quote.words, "引文与原文不符"
    )


def absent(expected: Expected, seen: Observed) -> Score:
    """The share of the wrong things that are not said; of nearest sentences the plan's own words do not
    count.
    """
    text = bare(_unquoted(_own(seen)) if seen.status == "near" else seen.text)
    return _share("absent", expected.absent, lambda wrong: not states(text, wrong), "说了不该说的")


def direct(expected: Expected, seen: Observed) -> Score:
    """Whether the first fact stands among the first 160 characters."""
    if not expected.facts or not facts(expected, seen).value:
        return Score(name="direct", value=None)
    start = bare(seen.text)[:FIRST]
    return Score(
        name="direct", value=float(any(states(start, one) for one in alternatives(expected.facts[0])))
    )


def bare(text: str) -> str:
    """One width, no white space, no emphasis; "|" for the gap between two numbers (cells of a table, 2025
    **4.50**).
    """
    return _BLANK.sub("", _APART.sub("|", unicodedata.normalize("NFKC", text)))


def states(folded: str, fact: str) -> bool:
    """Whether the fact stands in text that is folded already, a number at its edge as a number of its own."""
    return times_in(bare(fact), folded) > 0


def whole_names(folded: str, known: Collection[str]) -> list[str]:
    """The known names that stand there, each once, none inside a longer one (应急办 in 疾控科[应急办])."""
    names = {bare(name) for name in known}
    return list(dict.fromkeys(re.findall(one_of(names), folded))) if names else []


def wrong(scores: Sequence[Score]) -> tuple[str, ...]:
    """What makes the case wrong, in words; () for a case that passes."""
    return tuple(
        s.reason or s.name
        for s in scores
        if s.name in FAULTS and s.value is not None and s.value != (0.0 if s.name in COUNTS else 1.0)
    )


def _own(seen: Observed) -> str:
    """The text without what the engine counted itself, chips, titles and references."""
    counted = {line.strip() for line in seen.counted}
    kept = "\n".join(line for line in seen.text.splitlines() if line.strip() not in counted)
    return _NAMING.sub(" ", CHIP.sub(" ", kept))


def _silent(seen: Observed) -> Observed:
    return Observed(status=seen.status, reason=seen.reason, text="", rows=(), took_ms=seen.took_ms)


def _cited(seen: Observed) -> set[ClauseId]:
    return {*seen.clauses, *(seen.rows or ())}


def _name(clause: ClauseId) -> str:
    return "#".join(clause)


def _said(what: str, found: Sequence[str]) -> str:
    return f"{what}：{'、'.join(dict.fromkeys(found))}" if found else ""


_MISSING = {"facts": "没有说出", "units": "没有说出单位"}


def _share(name: str, wanted: Sequence[T], holds: Callable[[T], bool], what: str = "") -> Score:
    """The share of the wanted that holds; None of nothing."""
    if not wanted:
        return Score(name=name, value=None)
    failed = [one for one in wanted if not holds(one)]
    said = _said(what or _MISSING[name], [_shown(one) for one in failed])
    return Score(name=name, value=1 - len(failed) / len(wanted), reason=said)


def _shown(one: object) -> str:
    if isinstance(one, Quoted):
        return one.words[:30]
    return str(one[0]) if isinstance(one, tuple) else str(one)
