"""Classes of which the language has few words are closed: measure words, signs of a list, levels of places,
ends of offices, numerals, negators, words that ask, times. Which words belong to one, grammar decides: no
other room chooses between two of them, in whatever order and with whatever sign it writes them.

The classes are read from grammar itself, so that a word it learns is seen here too.
"""

from __future__ import annotations

import ast
from functools import cache

import pytest

from ingest.grammar import (
    calendar_words,
    date_forms,
    demands,
    interrogatives,
    joins,
    measures,
    negators,
    numerals,
    office_ends,
    offices,
    places,
    proportions,
    recurrence,
    references,
)
from ingest.grammar.tables import table
from tests.code_map import modules, room_of, tree_of
from tests.word_lists import choices_in, words_of_pattern


def _of(*patterns: str) -> frozenset[str]:
    return frozenset[str]().union(*map(words_of_pattern, patterns))


@cache
def classes() -> dict[str, frozenset[str]]:
    """Name of a class -> its words."""
    periods = frozenset(row["word"] for row in table("recurrence")["periods"])
    return {
        "measure words": frozenset(measures.table()),
        "times": periods
        | _of(date_forms.DUE_END, date_forms.ENDS_OF_YEAR, date_forms.OF_CALENDAR, date_forms.BEFORE_IT)
        | _of(
            date_forms.AFTER_IT, calendar_words.OUR_YEAR, calendar_words.YEAR_BEFORE, calendar_words.COMING
        ),
        "joins": joins.SAID_JOINS | {"或"},
        "levels": _of(places.PLACE_END, places.JOINED, places.GROUND, places.COUNTRY),
        "ends of offices": _of(office_ends.UNIT_END, office_ends.PARENT_END, office_ends.TEAM_END)
        | _of(office_ends.AT_LARGE, offices.CALLED)
        | {*office_ends.GENERAL, "委员会", "办公室"},
        "those meant": _of(offices.WHICHEVER),
        "marks": _of(references.STEP_WORDS),
        "numerals": _of(numerals.COUNT_WORD, numerals.WORDS) | {*numerals.SCALES, *numerals.STEMS},
        "negators": frozenset(word for words in negators.NEGATORS.values() for word in words),
        "past due": _of(negators.PAST_DUE),
        "words that ask": _of(interrogatives.ASKED_FOR, interrogatives.PARTICLE),
        "what may be": _of(demands.ALLOWED),
        "halves": _of(proportions.A_HALF),
        "once": _of(recurrence.ONCE),
    } | {f"{name}: {part}": frozenset(row["word"] for row in table(name)[part]) for name, part in TABLES}


TABLES = (
    ("quantifiers", "all"), ("quantifiers", "each"), ("quantifiers", "sums"), ("quantifiers", "added"),
    ("recurrence", "heads"), ("recurrence", "stretches"), ("bounds", "after"),
    ("relations", "together"), ("relations", "agrees"), ("demands", "must"), ("demands", "wish"),
    ("making", "makes"), ("making", "has"), ("places", "joined"), ("places", "grounds"),
)  # fmt: skip
"""(file, list) of the tables whose rows are one class."""
OWN = {
    ("assistant.answers.tallies", "个|样|种|类|项"): "which of these words answer which: 8个 is no 几条",
    ("assistant.answers.tallies", "件|份|项"): "the same",
    ("ingest.targets.baselines", "倍|番"): "verbs: 翻番, 翻倍",
}
"""(module, words) -> why they decide nothing of the class."""
_MOST_OF = 0.75


def chosen(tree: ast.AST) -> set[tuple[str, str]]:
    """(class, words) of each choice that is one between the words of a class, or hardly more."""
    return {
        (name, "|".join(sorted(choice)))
        for choice in choices_in(tree)
        for name, words in classes().items()
        if len(choice & words) >= max(2, _MOST_OF * len(choice))
    }


def test_no_room_chooses_between_words_of_a_closed_class() -> None:
    found = {
        (module, words): name
        for module in modules()
        if room_of(module) not in ("ingest.grammar", "ingest.tokens") and not module.startswith("evals.bench")
        for name, words in chosen(tree_of(module))
    }
    assert {at: name for at, name in found.items() if at not in OWN} == {}
    assert OWN.keys() <= found.keys()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("measure words", '_COUNTS = re.compile(r"[座口]$")'),
        ("measure words", 'unit in ("场", "轮")'),
        ("measure words", 'FITS = {"张": "床", "床": "张"}'),
        ("measure words", 're.fullmatch("一[只头匹]", printed)'),
        ("times", '_DUE = re.compile("[底末]前?$")'),
        ("times", 're.compile("(?:今|明)年")'),
        ("times", '_TORN = re.compile(r"[月日](?=\\S)")'),
        ("joins", 'right[:1] in ("和", "及")'),
        ("joins", 'text[at] in "与及"'),
        ("levels", 're.compile(r"[镇乡]级")'),
        ("ends of offices", '_END = re.compile("(?:委员会|办公室)$")'),
        ("those meant", 're.compile("(?:有关|相关)方面")'),
        ("marks", '_CLOSED = re.compile(r"[条款]$")'),
        ("numerals", '_TWO = re.compile("[两三]级")'),
        ("numerals", 'scale.rstrip("万亿") or scale in ("万", "亿")'),
        ("negators", 'word in {"免于", "不要"}'),
        ("negators", 're.compile("还[没未]建")'),
        ("past due", 're.compile("(?:逾期|期满)未还")'),
        ("words that ask", 'word.startswith(("几", "多少"))'),
        ("what may be", 're.compile("允许|可以")'),
        ("halves", 're.compile("过(?:一半|半数)")'),
        ("once", 'said in ("一次", "一趟")'),
        ("quantifiers: added", '_ADDED = "加起来|相加"'),
        ("relations: together", 're.compile("(?:商|联合)县")'),
    ],
)
def test_a_choice_of_words_is_seen(name: str, line: str) -> None:
    assert name in {seen for seen, _ in chosen(ast.parse(line))}


@pytest.mark.parametrize(
    "line",
    [
        're.compile("(?<![和及])时")', 're.compile(r"[^，、和与]+")', 'Side = Literal["市", "县"]',
        'says = "本页的条目和表"', 're.compile("年度?计划")', 're.compile("(?:修好|完工)了")',
    ],
)  # fmt: skip
def test_what_excludes_or_tells_people_decides_nothing(line: str) -> None:
    assert chosen(ast.parse(line)) == set()
