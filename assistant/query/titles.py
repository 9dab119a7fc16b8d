"""A paper called by its title, in full or as people shorten it: 《…》, 文旅要点, 乡村旅游三年行动, 66号文.

In: a folded question and the catalog's rows. Out: what was chosen (ids, or kinds of papers), and the
question with those words blanked out: the words of a title say where to look, not what for. A short name is
made of the beginnings of the title's words in their order (文旅 of 文化旅游) and ends in the kind of paper. A
title in 《》 that no paper has is kept as absent: it is never answered from another paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.query.options import QUERY
from assistant.query.papers import MARKS
from assistant.retrieval.catalog import own_words, topic_of
from assistant.retrieval.lexicon import fold
from assistant.retrieval.spelling import Frequency
from ingest import late_re as re
from ingest.grammar.genres import ASKED, genre_of
from ingest.grammar.measures import ASKED as COUNTS
from ingest.grammar.numerals import COUNT_WORD
from ingest.grammar.places import stem
from ingest.grammar.references import BY_TABLE
from ingest.grammar.segmentation import words
from ingest.grammar.title_dates import five_year_plan_asked, years_asked
from ingest.model import Span
from ingest.store.rows import PlanRow

BLANK = "　"
_KIND = re.compile(ASKED)
_POINTER = rf"[这那](?:一?(?:{COUNTS})|)"
_ACTION = re.compile(
    rf"(?:{COUNT_WORD}年|专项|攻坚|提升|整治|百日)行动(?!方案|计划)"
    rf"|{BY_TABLE}|(?<=[这那个份])计划|计划(?=[里中内])"
)
"""The end of a title's own name where its kind is left out (三年行动里…), is a table (任务分解表) or a word
that is said of other things as well (营商环境那个计划).
"""
_POINTING = re.compile(rf"(?<=[\u4e00-\u9fff]){_POINTER}(?={ASKED}|{BY_TABLE}|计划)")
"""Stands between the words of a title and its kind where people point at it (养老服务那个办法)."""
_SERIAL = re.compile(r"(?<!第)(?<!\d)(\d{1,4})号文(?:件)?")
"""A paper called by the last part of its number: 66号文."""
_MARKED = re.compile(r"《([^《》]{2,60})》")
_SHORT = re.compile(r"(?!年|　)[\u4e00-\u9fff　“”\"—\-()（）]+")
_LONGEST = 24
"""Characters of a short name."""


def whole_titles(
    text: str, rows: Sequence[PlanRow], shorts: Mapping[str, str]
) -> tuple[tuple[str, ...], str]:
    """Plans called by a whole title (or id, number or the short name they are shown under); one that several
    plans share chooses all of them.
    """
    chosen: list[str] = []
    called: dict[str, list[str]] = {}
    for row in rows:
        for name in dict.fromkeys(
            fold(t) for t in (*_called(row), shorts.get(row.id, "")) if len(t) >= QUERY.whole_title
        ):
            called.setdefault(name, []).append(row.id)
    for name in sorted(called, key=len, reverse=True):
        at = text.find(name)
        if at >= 0:
            chosen += called[name]
            text = text[:at] + BLANK * len(name) + text[at + len(name) :]
    for m in list(_SERIAL.finditer(text)):
        ids = [r.id for r in rows if r.number and re.search(rf"\D{m[1]}号$", r.number)]
        if ids:
            chosen += ids
            text = blanked(text, Span(start=m.start(), end=m.end()))
    return tuple(chosen), text


def _called(row: PlanRow) -> tuple[str, ...]:
    """What a plan may be called by as a whole."""
    return (row.title, *row.titles, row.id, *([row.number] if row.number else ()))


def absent_titles(
    question: str, text: str, rows: Sequence[PlanRow], regions: Sequence[str]
) -> tuple[str, ...]:
    """Papers the question names that the library has not, as said: a title in 《》 no paper has, and a paper
    of a place in the words of another place's title. A bare kind (《规划》) names none.

    `text` is the question with its places blanked out.
    """
    marked = [m[1] for m in _MARKED.finditer(question)]
    found = [f"《{name}》" for name in marked if not _KIND.fullmatch(name) and not _bears(name, rows)]
    own = _of_places(rows, regions)
    for m in _KIND.finditer(text) if regions and not marked else ():
        if genre_of(m[0]) in kinds_in(own):
            continue
        start, meant = _shortened(text, m.end(), rows)
        if meant and m.start() - start >= QUERY.own_words:
            found.append("、".join(regions) + text[start : m.end()])
    return tuple(found)


def _bears(name: str, rows: Sequence[PlanRow]) -> bool:
    """Whether the name is some paper's title, whole or shortened; a place or a year in it is the paper's."""
    years = {asked.first for asked in years_asked(name)}
    bare = MARKS.sub("", name)
    for row in rows:
        own = bare
        for place in (fold(row.region), fold(stem(row.region))) if row.region else ():
            own = own.replace(place, "")
        other_year = years and row.year and not row.period and row.year not in years
        if any(fold(title) == name for title in _called(row)):
            return True
        if not other_year and _is_short_for(own, row.title):
            return True
    return False


def _of_places(rows: Sequence[PlanRow], regions: Sequence[str]) -> list[PlanRow]:
    return [r for r in rows if not regions or r.region in regions]


def read_titles(
    text: str, rows: Sequence[PlanRow], regions: Sequence[str], frequency: Frequency
) -> tuple[tuple[str, ...], str]:
    """Words that choose plans by name: short names and topics in front of 要点 or 规划, and the kinds
    themselves; but no kind that is the end of another word which some passage has (应用方案, by `frequency`
    of the pair of characters where they join): that is a thing the papers speak of.
    """
    chosen: list[str] = []
    kinds: list[str] = []
    plain: list[str] = []
    own = _of_places(rows, regions)
    for m in list(_KIND.finditer(text)):
        named = _unpointed(text)
        before = re.search(r"[《]?([\u4e00-\u9fff　0-9]{0,16})$", named[: m.start()])
        head = re.sub(r"　|\d|年度?|度", "", before[1]) if before else ""
        kind = genre_of(m[0])
        called, meant = _shortened(named, m.end(), own)
        of_kind = [r for r in own if genre_of(r.title) == kind]
        begun = called if meant else m.start()
        if _joined(named, begun, frequency) and not _by_topic(head, m[0], rows, regions):
            continue
        says = own_words(MARKS.sub("", named[called : m.start()]))
        ids = _by_topic(head, m[0], rows, regions) or (meant if says and len(meant) < len(of_kind) else [])
        chosen += ids
        plain += [] if ids else [kind]
        if kind in kinds_in(own):
            kinds.append(kind)
            start = min(called, m.start() - _topic_length(named[: m.start()], ids, rows))
            text = _without_name(text, start, m.end())
    for m in list(_ACTION.finditer(text)):
        start, meant = _shortened(_unpointed(text), m.end(), own)
        if meant and (m[0] != "计划" or len(meant) < len(own)):
            chosen += meant
            text = _without_name(text, start, m.end())
    return tuple(dict.fromkeys((*chosen, *_plain(plain, chosen, rows), *kinds))), text


def _joined(text: str, at: int, frequency: Frequency) -> bool:
    """Whether the name of a paper that begins at `at` is the end of another word which some passage has."""
    before = re.search(r"[\u4e00-\u9fff]+$", text[:at])
    return bool(before and own_words(before[0]).endswith(before[0][-1]) and frequency(text[at - 1 : at + 1]))


def _unpointed(text: str) -> str:
    """The text without the words that point at a paper, of the same length."""
    return _POINTING.sub(lambda m: BLANK * len(m[0]), text)


def _without_name(text: str, start: int, end: int) -> str:
    """The text with the name blanked out, but for the five years it is of (十四五), which tell the time."""
    five = five_year_plan_asked(text[start:end])
    kept = (
        (start + five[0].start, start + five[0].start + len(five[1])) if five and five[1] else (start, start)
    )
    blank = BLANK * (kept[0] - start) + text[kept[0] : kept[1]] + BLANK * (end - kept[1])
    return text[:start] + blank + text[end:]


def _shortened(text: str, end: int, rows: Sequence[PlanRow]) -> tuple[int, list[str]]:
    """Where the longest short name that ends at `end` begins, and the ids of the papers it may mean; `end`
    and none where there is none.
    """
    fitting = [row for row in rows if text[end - 2 : end] in fold(row.title)]
    for start in range(max(0, end - _LONGEST), end - 3) if fitting else ():
        name = text[start:end]
        if not _SHORT.fullmatch(name):
            continue
        bare = MARKS.sub("", name)
        ids = [row.id for row in fitting if _is_short_for(bare, row.title)]
        if ids:
            return start, ids
    return end, []


def _is_short_for(name: str, title: str) -> bool:
    """Whether the name is made of the beginnings or ends of words of the title, in their order, and ends as a
    word of it ends; single characters only two at a time, of words that stand side by side.
    """
    parts, chars = _words_of(title)
    return len(name) >= QUERY.short_title and chars.issuperset(name) and _made_of(name, parts, 0)


@lru_cache(maxsize=20_000)
def _words_of(title: str) -> tuple[tuple[str, ...], frozenset[str]]:
    parts = tuple(bare for word in words(fold(title)) if (bare := MARKS.sub("", word)))
    return parts, frozenset("".join(parts))


def _made_of(name: str, parts: tuple[str, ...], at: int) -> bool:
    """As `_is_short_for`, of the words from the one at `at` on."""
    return any(_begun(name, parts, n) for n in range(at, len(parts)))


def _begun(name: str, parts: tuple[str, ...], n: int) -> bool:
    """Whether the name is so made and begins with the word at `n`."""
    word = parts[n]
    if word.endswith(name) and (len(name) >= 2 or len(word) == 1):
        return True
    longest = min(len(word), len(name) - 1)
    sizes = range(longest, 1, -1) if len(word) > 1 else range(longest, 0, -1)
    if any(
        (word.startswith(name[:size]) or (size >= 2 and word.endswith(name[:size])))
        and _made_of(name[size:], parts, n + 1)
        for size in sizes
    ):
        return True
    follows = parts[n + 1] if n + 1 < len(parts) else "　"
    return name[:2] == word[0] + follows[0] and len(name) > 2 and _made_of(name[2:], parts, n + 2)


def _plain(kinds: Sequence[str], chosen: Sequence[str], rows: Sequence[PlanRow]) -> list[str]:
    """Beside a plan called by its topic, those of the kind and the place named by the kind alone
    (要点和基层要点).
    """
    held = [r for r in rows if r.id in chosen and genre_of(r.title) in kinds]
    alike = {(genre_of(r.title), r.region) for r in held}
    return [r.id for r in rows if r.id not in chosen and (genre_of(r.title), r.region) in alike]


def _by_topic(head: str, kind: str, rows: Sequence[PlanRow], regions: Sequence[str]) -> list[str]:
    """Plans whose title says of itself what stands in front of the kind: 基层 in 基层要点."""
    fitting = [
        r for r in rows if (not regions or r.region in regions) and genre_of(r.title) == genre_of(kind)
    ]
    topics = {r.id: topic_of(r) for r in fitting}
    own = {r.id: _own_words(topics[r.id], [t for i, t in topics.items() if i != r.id]) for r in fitting}
    return [plan for plan, words in own.items() if words and head and words in head[-len(words) - 8 :]]


def _own_words(topic: str, others: Sequence[str]) -> str:
    """What a topic has that shorter ones of the same kind have not: 基层 of 基层卫生健康 beside 卫生健康."""
    for other in others:
        if other and other != topic and topic.endswith(other):
            return topic[: -len(other)]
    return topic if all(other != topic and not other.endswith(topic) for other in others) else ""


def _topic_length(before: str, ids: Sequence[str], rows: Sequence[PlanRow]) -> int:
    """How many characters in front of the kind only say which plan is meant."""
    for word in sorted(
        {w for r in rows for w in (topic_of(r), topic_of(r) + "工作")},
        key=len,
        reverse=True,
    ):
        if word and before.endswith(word):
            return len(word)
    for row in rows:
        if row.id in ids:
            topic = topic_of(row)
            for size in range(min(len(topic), 8), 1, -1):
                if before.endswith(topic[:size]):
                    return size
    return 0


def kinds_in(rows: Sequence[PlanRow]) -> set[str]:
    return {genre_of(r.title) for r in rows}


def blanked(text: str, span: Span) -> str:
    return text[: span.start] + BLANK * (span.end - span.start) + text[span.end :]
