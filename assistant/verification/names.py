"""Whether the offices and people an answer names stand in the clauses it cites for them.

In: words, the facts of the clauses, the names the library knows. Out: what is wrong, in words. Names are
compared whole: 办公室 is not 办公室[宣教科]. Behind a role (责任科室：…) must stand exactly what the clause
says under that role.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.verification.facts import ClauseFacts, plain_text
from assistant.verification.fault import not_stated
from assistant.verification.options import VERIFICATION
from ingest import late_re as re
from ingest.grammar.joins import members
from ingest.grammar.letters import has_digit, places_of
from ingest.grammar.measures import kind_of
from ingest.grammar.office_ends import AT_LARGE, FIELD_ALONE, FIELD_ENDS, SHORTENED
from ingest.grammar.places import AREA
from ingest.grammar.relations import IS_WITH, SURELY_WITH
from ingest.grammar.role_words import CHARGING, DUTY_VERB, POSTS_OF_PEOPLE
from ingest.grammar.stops import LISTS
from ingest.grammar.tables import one_of
from ingest.model import Responsibility

_ROLE = re.compile(
    rf"(?P<role>[\u4e00-\u9fff]{{0,8}}(?:{AT_LARGE}|{POSTS_OF_PEOPLE})"
    rf"|(?<![\u4e00-\u9fff])(?:{DUTY_VERB}|责任))：(?P<names>[^；;|\n]+)"
)
_MEASURED = re.compile(r"[（(]?(?:计量|计算)?单位：(?P<unit>[^，。；、（）()\s|]{1,8})[）)]?")
_OPEN = re.compile(r"等?(?:（原文未列全）)?(?:（由“[^”]*”统一载明）)?$")
_CHARGED = re.compile(
    r"由(?P<name>[\u4e00-\u9fff\[\]（）]{2,14}?)"
    rf"(?P<verb>{'|'.join(CHARGING)})(?!人)"
)


_SHORTEST = 2
"""Characters of a short name before its last one."""
_OF_LEVEL = re.compile(rf"(?:[\u4e00-\u9fff]{{2,4}}?)?(?P<level>{AREA})(?=[\u4e00-\u9fff]{{2}})")
"""How a name may begin with a place or only with its level (白沙县政府, 市卫生健康委)."""
_LEVEL_BEFORE = re.compile(rf"{AREA}$")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the library, to be found in words longest first."""

    known: tuple[str, ...]

    def within(self, words: str) -> list[str]:
        return list(_within(self.known, words)) if self.known else []


@lru_cache(maxsize=4096)
def _within(known: tuple[str, ...], words: str) -> tuple[str, ...]:
    return tuple(m[0] for m in _pattern(known).finditer(words))


@lru_cache(maxsize=8)
def _pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(one_of({plain_text(name) for name in known}))


def wrong_names(words: str, facts: Sequence[ClauseFacts], names: Names) -> list[str]:
    """One sentence a fault."""
    words = _MEASURED.sub(lambda m: "" if _is_measure(m["unit"], facts) else m[0], plain_text(words))
    found = []
    for m in _ROLE.finditer(words):
        if has_digit(m["names"]):
            continue  # 示范单位：1个 counts places, it names nobody
        said = _split(m["names"])
        if not any(_says(r, m["role"], said) for fact in facts for r in fact.responsibilities):
            found.append(f"责任单位与条款不符：{m[0]}")
    rest = _ROLE.sub(" ", words)
    named = {plain_text(name) for fact in facts for name in fact.names}
    for name in dict.fromkeys(names.within(rest)):
        told = name in named or any(name in fact.words or name in _closed(fact.words) for fact in facts)
        if not told and not any(_is_of_kind(name, fact.words) for fact in facts):
            found.append(not_stated(f"这个单位或人：{name}"))
    for m in _CHARGED.finditer(rest):
        if not _are_charged(m["name"], m["verb"], facts):
            found.append(not_stated(f"由其负责：{m['name']}"))
    return found


def _is_of_kind(name: str, words: str) -> bool:
    """Whether it is an office at large told shorter than in the clause (林业部门 for 林业主管部门), or what
    the clause has each of (学校 for 各校).
    """
    stem = name.removesuffix("部门")
    return (stem != name and f"{stem}主管部门" in words) or re.search(f"[各每]{name[-1]}", words) is not None


@lru_cache(maxsize=1024)
def _closed(words: str) -> str:
    """Without the brackets in names: 县区财政 of 县（区）财政."""
    return words.replace("（", "").replace("）", "")


def in_full(words: str, facts: Sequence[ClauseFacts], names: Names) -> str:
    """The words with offices that are called short given the name the clauses have: the characters of the
    short name stand in it in the same order, the first is its first and the last its last (市住建局 for
    市住房城乡建设局, 市卫健委 for 市卫生健康委员会). One that stands for two of them, or that a clause has
    itself, is left as it is.
    """
    source = "\n".join(fact.words for fact in facts)
    own = {plain_text(name) for fact in facts for name in fact.names} | set(names.within(source))
    full: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    for name in (name for name in own if len(name) > _SHORTEST + 1):
        for first in sorted(set(_may_begin(name))):
            for short in _shortened(words, name, first):
                if short not in source:
                    full.setdefault(short, set()).add(name)
    for name in (name for name in own if name[-1] in FIELD_ENDS):
        for first in sorted(set(_may_begin(name))):
            if len(stem := name[first:-1]) > 1 and re.search(FIELD_ALONE.format(stem), words):
                stems.setdefault(stem, set()).add(name)
    for stem in sorted(stems, key=len, reverse=True):
        if len(stems[stem]) == 1 and stem not in full:
            name = next(iter(stems[stem]))
            words = re.sub(FIELD_ALONE.format(stem), name, words)
    for short in sorted(full, key=len, reverse=True):
        if len(full[short]) == 1:
            words = words.replace(short, next(iter(full[short])))
    return words


def _shortened(words: str, name: str, first: int) -> Iterator[str]:
    """The stretches of the words that may stand for the name, begun at its character `first`; none where the
    name itself stands, nor behind what may be another one's beginning.
    """
    rest = name[first:]
    for start in places_of(rest[:1], words):
        if any(at <= start < at + len(name) for at in places_of(name, words)) or (
            first and _LEVEL_BEFORE.search(words[:start])
        ):
            continue
        whole = first and words.startswith(rest, start)
        for end in range(start + _SHORTEST + 1, start + len(rest) + bool(whole)):
            if _stands_for(words[start:end], rest):
                yield words[start:end]


def _stands_for(short: str, name: str) -> bool:
    tail = next((tail for tail in SHORTENED if name.endswith(tail)), name[-1])
    rest = iter(name.removesuffix(tail))
    return short[-1] in (tail[0], tail[-1]) and all(char in rest for char in short[:-1])


def _may_begin(name: str) -> tuple[int, ...]:
    """Where a short name may begin in a name: at once, or behind the place or the level it is of (卫健委 for
    市卫生健康委, 县政府 for 某某县政府).
    """
    level = _OF_LEVEL.match(name)
    return (0, level.end("level") - 1, level.end("level")) if level else (0,)


def _is_measure(unit: str, facts: Sequence[ClauseFacts]) -> bool:
    """Whether it is what a row counts in (单位：%), and no office."""
    heads = (plain_text(cell) for fact in facts for cell in (*fact.columns, *fact.cells))
    return (unit in ("%", "‰") or kind_of(unit) is not None) and any(
        unit == cell or f"（{unit}）" in cell or f"({unit})" in cell for cell in heads
    )


def _split(printed: str) -> frozenset[str]:
    return frozenset(filter(None, LISTS.split(_OPEN.sub("", printed.strip()))))


def _says(said: Responsibility, role: str, names: frozenset[str]) -> bool:
    return plain_text(said.role) == role and names == _whole(
        plain_text(n) for n in (*said.units, *said.leaders)
    )


def _whole(names: Iterable[str]) -> frozenset[str]:
    """Names as they come out of a list cut at its commas."""
    return frozenset(part for name in names for part in LISTS.split(name) if part)


def _are_charged(said: str, verb: str, facts: Sequence[ClauseFacts]) -> bool:
    """Whether the name, or each of those that 和, 与 or 及 puts together in it, is charged; 家庭发展与妇幼
    健康科 is one office.
    """
    said = rest = said.removeprefix("该").removesuffix("等")
    lead, *others = IS_WITH.split(said)
    if others and all(any(does_with(lead, other, fact) for fact in facts) for other in others):
        said = rest = lead
    for name in sorted(_leading(facts), key=len, reverse=True):
        rest = rest.replace(name, "、")
    return all(_is_charged(part, verb, facts) for part in members(rest)) or _is_charged(said, verb, facts)


def _leading(facts: Sequence[ClauseFacts]) -> set[str]:
    """Those who are charged, and not only with helping; in which part is looked at in `charges`."""
    return {
        plain_text(name)
        for fact in facts
        for r in fact.responsibilities
        if r.part not in ("support", "oversight")
        for name in (*r.units, *r.leaders)
    }


def _is_charged(part: str, verb: str, facts: Sequence[ClauseFacts]) -> bool:
    """Whether a clause charges them with it, and not only with helping; or says it in these words itself."""
    return part in _leading(facts) or any(
        part + verb in fact.words or is_introduced(part, verb, fact) for fact in facts
    )


def is_introduced(name: str, verb: str, fact: ClauseFacts) -> bool:
    """Whether the clause says what the office is and then what it does (某局是…的管理机构，负责受理)."""
    if name not in fact.words:
        return False
    said = re.search(
        rf"{re.escape(name)}(?:是|为|作为)(?P<apart>[^。；;\n]{{0,{VERIFICATION.introduced}}}?)[，,](?:具体)?{re.escape(verb)}",
        fact.words,
    )
    return said is not None and not any(plain_text(other) in said["apart"] for other in fact.names)


def does_with(lead: str, other: str, fact: ClauseFacts) -> bool:
    """Whether the clause has the first do something together with the other (甲局会同乙局、丙局)."""
    pattern = rf"{re.escape(lead)}{SURELY_WITH}[^，。；;\n]*?{re.escape(other)}"
    return re.search(pattern, fact.words) is not None
