"""What a sentence adds to its clauses: another paper or place, a comparison, praise, a cause, the opposite
direction, another kind of people or things, or more of them.

In: a sentence, folded, and the facts of the clauses it cites. Out: faults. Nothing is tolerated here: either
the plan says such things itself, or they are somebody's opinion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.verification.aligned import parts_of
from assistant.verification.facts import ClauseFacts, is_shortened, plain_text, tokens
from assistant.verification.fault import Fault, not_stated
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.bound_words import ONE_SIDED
from ingest.grammar.bounds import A_NEGATED, FALLS_SHORT, side_of
from ingest.grammar.contrasts import contradicts, contrasts_in, left_out
from ingest.grammar.date_forms import PART_OF_DATE
from ingest.grammar.joins import JOIN, SIGN
from ingest.grammar.measures import COUNTED, OF_HOUSEHOLD
from ingest.grammar.numerals import A_NUMBER, COUNT_WORD, WORDS, number_in
from ingest.grammar.quantifiers import ALL, BOTH
from ingest.grammar.quantities import read_quantities
from ingest.grammar.segmentation import classes_of, is_function_word, is_verb, words
from ingest.grammar.stops import PART, STATEMENT

_ALL = re.compile(rf"(?:{ALL})的?(?P<what>[\u4e00-\u9fff]{{2}})")
_BOUND = re.compile(f"{ONE_SIDED}$")
_LIST = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}?)+"
    rf"(?=\d|{SIGN}|[等，。；的]|{WORDS}+(?:{COUNTED}))"
)
_TOGETHER = re.compile(
    rf"(?P<names>[\u4e00-\u9fff]{{2,8}}(?:、[\u4e00-\u9fff]{{2,8}})+)(?:{SIGN})(?P<last>[\u4e00-\u9fff]{{2,6}}?)"
    rf"(?=的|{BOTH}|[，。；、\d]|{COUNT_WORD}|$)"
)
_BOTH = re.compile(
    rf"(?P<names>[\u4e00-\u9fff]{{2,}}(?:(?:{JOIN})[\u4e00-\u9fff]{{2,}})+?)(?:{BOTH})(?P<what>[^，。；]+)"
)
"""Several things of which the same is said."""
_FALLS_SHORT = re.compile(FALLS_SHORT)
_LEFT_TO_DO = re.compile(r"还[需要差剩][^，。；\d]{0,6}\d")


def added(text: str, facts: Sequence[ClauseFacts], asked: str = "") -> Iterator[Fault]:
    """All but the papers; `text` is folded. Of whom the question `asked` is, need not be said again."""
    source = "\n".join(fact.words for fact in facts)
    bare = A_NEGATED.sub(" ", text)
    for word in prose().added:
        told = any(one in source for one in prose().same.get(word, (word,)))
        if word in bare and not told and re.search(f"(?<!不){word}(?!\\d)", bare):
            yield Fault(kind="praise", text=word, says=not_stated(f"“{word}”"))
    yield from _directions(text, source)
    yield from _causes(text, source)
    if contradicts(contrasts_in(text), contrasts_in(source)):
        yield Fault(kind="audience", says="条款说的是另一类人或事")
    yield from _widened(text, facts, asked)
    yield from _unlimited(text, source)
    yield from _listed(text, source)
    yield from _of_strange_member(text, source)
    yield from _of_both(text, source)


def _unlimited(text: str, source: str) -> Iterator[Fault]:
    """All of a kind where the clauses speak only of those from a bound on: 所有医院 for 二级以上医院."""
    for m in _ALL.finditer(text):
        found = [source[max(0, at.start() - 4) : at.start()] for at in re.finditer(m["what"], source)]
        if found and all(_BOUND.search(before) for before in found):
            says = f"条款说的只是“{found[0]}{m['what']}”"
            yield Fault(kind="audience", text=m[0], says=says)


def _of_both(text: str, source: str) -> Iterator[Fault]:
    """What the clauses say of one of several, each in a part of its own, told of them all (A和B都设在…)."""
    for m in _BOTH.finditer(text):
        names = [name for name in re.split(JOIN, m["names"]) if len(name) > 1]
        what, told = tokens(m["what"]), {}
        for name in names if len(what) > 1 else ():
            others = frozenset().union(*(tokens(other) for other in names if other != name))
            own = tokens(name) - others
            parts = [part for part in parts_of(source) if own and 2 * len(own & tokens(part)) >= len(own)]
            alone = [part for part in parts if not any(o in part for o in names if o != name)]
            if parts == alone and parts:
                told[name] = max(len(what & tokens(part)) / len(what) for part in parts)
        least = min(told, key=lambda name: told[name], default="")
        if told and max(told.values()) > VERIFICATION.about and told[least] < 1 - VERIFICATION.about:
            yield Fault(kind="scope", text=least, says=not_stated(f"“{least}”"))


def _listed(text: str, source: str) -> Iterator[Fault]:
    """A name in a list the clauses have, but for that name."""
    for m in _LIST.finditer(text):
        items = m[0].split("、")
        strange = [item for item in items if not any(item[n : n + 2] in source for n in range(len(item) - 1))]
        if len(strange) == 1 and len(items) > 2:
            yield Fault(kind="place", text=strange[0], says=not_stated(f"“{strange[0]}”"))


def _of_strange_member(text: str, source: str) -> Iterator[Fault]:
    """The last of things told together (甲、乙和丙) of which the clauses have the others."""
    for m in _TOGETHER.finditer(text):
        last, others = m["last"], re.split(JOIN, m["names"])
        known = [one for one in others if _has_some(one, source)]
        things = [w for w, flag in classes_of(last) if len(w) > 1 and flag[0] in "nj"]
        strange = things and not any(_has_some(word, source) for word in things)
        if strange and len(known) == len(others):
            yield Fault(kind="scope", text=last, says=not_stated(f"“{last}”"))
            return


def _has_some(word: str, source: str) -> bool:
    pairs = (word[n : n + 2] for n in range(len(word) - 1))
    return is_shortened(word, source) or any(pair in source for pair in pairs)


def of_another_paper(
    text: str, cited: Collection[str], facts: Sequence[ClauseFacts], called: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    """A paper, or the place of one, that is not among the `cited` and that the clauses do not speak of; the
    longest name of each first.
    """
    own = [name for plan in cited for name in called.get(plan, ())]
    for plan, names in called.items():
        here = [name for name in names if name in text] if plan not in cited else []
        for name in sorted(here, key=lambda one: (-len(one), one)):
            said = not any(name in mine for mine in own)
            if said and not any(name in fact.words for fact in facts):
                yield Fault(kind="place", text=name, says=f"所注条款不是“{name}”的")


def _widened(text: str, facts: Sequence[ClauseFacts], asked: str) -> Iterator[Fault]:
    """A figure said of more than in its clause: 精神障碍患者 for 严重精神障碍患者."""
    lacking: dict[str, list[tuple[str, ...]]] = {}
    bare = OF_HOUSEHOLD.sub(" ", PART_OF_DATE.sub(" ", text))
    for fact, target in ((one, t) for one in facts for t in one.targets):
        number = A_NUMBER.search(plain_text(target.value_text))
        if number is not None and number_in(number[0], bare):
            name = plain_text(f"{target.scope or ''} {target.indicator}")
            about = f"{text}\n{asked}\n{_title(fact)}"
            marks = (*_modifiers(name, text), *left_out(contrasts_in(name), contrasts_in(f"{text}\n{asked}")))
            lacking.setdefault(number[0], []).append(tuple(m for m in marks if not _is_said(m, about)))
    for missing in lacking.values():
        if all(missing):
            yield Fault(kind="audience", text=missing[0][0], says=f"条款说的只是“{missing[0][0]}”的")


def _title(fact: ClauseFacts) -> str:
    """The title of its plan: what all of it is of need not be said again (农村 in a plan for 农村公路)."""
    return plain_text(fact.around.split("\n")[0])


def _is_said(member: str, text: str) -> bool:
    """Whole, or without the word that says they are persons: 小学 for 小学生."""
    if member.isdigit() and any(q.value == int(member) for q in read_quantities(text)):
        return True
    if member.endswith("级") and member[:-1] in text:
        return True
    return member in text or (len(member) > 2 and member[-1] in "生者员" and member[:-1] in text)


def _modifiers(indicator: str, text: str) -> Iterator[str]:
    """The words of an indicator's name that tell which, before one that the sentence has."""
    parts = classes_of(indicator)
    for (word, flag), (behind, _) in pairwise(parts):
        telling = flag == "a" or left_out(contrasts_in(word), contrasts_in(""))
        if (
            len(word) > 1
            and not re.fullmatch(JOIN, behind)
            and behind in text
            and telling
            and side_of(word) is None
            and not _FALLS_SHORT.fullmatch(word)
        ):
            yield word


def _directions(text: str, source: str) -> Iterator[Fault]:
    text, source = text.replace("到", "至"), source.replace("到", "至")
    up, down = (re.compile("|".join(group).replace("到", "至")) for group in prose().ways)
    for way, other in ((up, down), (down, up)):
        for m in way.finditer(text):
            told = way.search(source) and (
                stands_so(m, source)
                or _of_same_figure(m, way, source)
                or _of_same_thing(m, way, other, source)
            )
            if other.search(source) and not told:
                yield Fault(kind="bound", text=m[0], says=not_stated(f"“{m[0]}”"))


def _of_same_figure(m: re.Match[str], way: re.Pattern[str], source: str) -> bool:
    """Whether a clause has a word of the same way before the same figure (缩短到10分钟, 压缩至10分钟)."""
    behind = m.string[m.end() :].lstrip("至了")
    figure = A_NUMBER.match(behind)
    return figure is not None and any(
        source[at.end() :].lstrip("至了").startswith(figure[0]) for at in way.finditer(source)
    )


def _of_same_thing(m: re.Match[str], way: re.Pattern[str], other: re.Pattern[str], source: str) -> bool:
    """Whether a sentence of the clauses that goes this way alone speaks of what this part does."""
    start, end = m.span()
    said = tokens(PART.split(m.string[:start])[-1] + " " + PART.split(m.string[end:])[0])
    return any(
        way.search(one) and not other.search(one) and len(said & tokens(one)) >= VERIFICATION.named
        for one in STATEMENT.split(source)
    )


def _causes(text: str, source: str) -> Iterator[Fault]:
    """A reason or purpose whose words do not all stand in a clause that gives one itself."""
    for group in prose().causes:
        mark = re.compile("|".join(sorted(group, key=len, reverse=True)))
        for m in mark.finditer(text):
            reason = PART.split(text[m.end() :])[0]
            if _LEFT_TO_DO.search(reason):
                continue  # worked out: its figure is looked at by itself
            own = [w for w in words(reason) if len(w) > 1 and not is_function_word(w)][: VERIFICATION.reason]
            if reason.endswith("的"):
                own = [w for w in own if not is_verb(w)]  # a condition, whose deed may be told otherwise
            if any(w not in source for w in own) or not reason:
                yield Fault(
                    kind="cause",
                    text=m[0] + reason[:12],
                    says=not_stated(f"这个原因或目的：{m[0]}{reason[:12]}"),
                )


def stands_so(m: re.Match[str], source: str) -> bool:
    """Whether the word has the same two characters behind it, or before it, as in the clauses."""
    text, start, end = m.string, m.start(), m.end()
    behind, before = text[start : end + 2], text[max(0, start - 2) : end]
    return (len(behind) == len(m[0]) + 2 and behind in source) or (
        len(before) == len(m[0]) + 2 and before in source
    )
