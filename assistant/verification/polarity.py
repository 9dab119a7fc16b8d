"""Whether a sentence says no more and no less than its clauses where one small word turns the meaning: not,
already, try to, at least, which place.

In: a folded sentence and the folded words of the clauses it names, with their titles and places. Out: what is
wrong, in words a model can act on, or "". A word that the clauses have elsewhere does not count: what a
negator stands before (占用 in 不得占用) must stand behind a negator of the same meaning in a clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verification.aligned import part_at, parts_about
from assistant.verification.amounts import (
    counts_nothing,
    fails_demand,
    is_ahead,
    is_compared,
    is_filled,
    is_limit,
    is_overdue,
    is_within,
    lent_side,
    said_side,
    same_amount,
    sides_of,
)
from assistant.verification.facts import ClauseFacts, StatedFigure, as_first, as_last, plain_text, tokens
from assistant.verification.fault import Fault, Kind, not_stated
from assistant.verification.negation import (
    is_near,
    says_same,
    words_behind,
    wrongly_affirmed,
    wrongly_denied,
)
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.bound_words import COMES_TO
from ingest.grammar.comparisons import held_against
from ingest.grammar.date_forms import BEFORE_IT, ENDS_OF_YEAR, PART_OF_DATE, YEAR_DIGITS
from ingest.grammar.joins import SIGN
from ingest.grammar.letters import HAN
from ingest.grammar.measures import SPELLED, kind_of
from ingest.grammar.numerals import A_NUMBER, WORDS, number_in
from ingest.grammar.office_ends import GENERAL, LEVEL_TEXT_END
from ingest.grammar.places import A_GRADE, AREA, LEVEL, NO_TOWN, PLACE_END, TOWN, is_division, is_no_place
from ingest.grammar.quantities import Quantity, read_quantities
from ingest.grammar.segmentation import is_function_word, is_verb, is_word, places, words
from ingest.grammar.stops import COMMA, PART, STATEMENT
from ingest.grammar.sufficiency import WILL_DO
from ingest.grammar.tables import one_of
from ingest.model import Comparator

_AT_ONCE = 8
"""Characters behind 已 in which what has been reached is told (已达到9860公里)."""
_AFTERWARDS = re.compile(
    r"(?:达到|达|完成|实现|建成|提高到?|提升到?|降低?到?|下降到?|新增|改造|覆盖|落实|取得)了"
)
"""A figure or a work that is done."""
_WATER = re.compile(rf"{HAN}{{2}}[河湖江溪](?=[东南西北两沿][岸侧面段]|流域|沿岸|上游|中游|下游)")
"""Waters by whose side something lies."""
_PLACE = re.compile(rf"(?:^|[，。；：、“《（(在对由])({HAN}{{2,4}}?{LEVEL})(?!{HAN}{{0,6}}{LEVEL_TEXT_END})")
_PLACES = re.compile(rf"{HAN}{{2,3}}{PLACE_END}(?:{SIGN}{HAN}{{2,3}}{PLACE_END})+")
"""Places told together."""
_COUNTED_THING = re.compile(rf"{WORDS}+(?:{SPELLED})")
_OPENING = re.compile(rf"(?P<name>{HAN}{{2,3}}?){LEVEL}")
"""How a sentence may begin with a place, whatever is behind it (云枫县托育中心)."""
_SUFFIXED = re.compile(rf"{HAN}{{2,}}{LEVEL}")


_OFFICES = (*GENERAL, "政府")
"""What offices of a level are called together (三家市级单位)."""
_BY_WHOM = re.compile(r"^由[^，。；]{2,8}?(?=[支承办报申享领])")
"""Behind 已: who has done it (已由生育保险支付)."""


def turned(text: str, facts: Sequence[ClauseFacts]) -> Iterator[Fault]:
    """What turns the meaning of the clauses, at most one of a kind. `text` is folded."""
    source = "\n".join(part for fact in facts for part in (fact.words, *map(plain_text, fact.names)))
    found: tuple[tuple[Kind, str], ...] = (
        ("negation", wrongly_denied(text, source) or wrongly_affirmed(text, facts)),
        ("done", _done(text, source, facts)),
        ("hedge", _hedged(text, source)),
        ("bound", _bounded(text, facts) or _held_otherwise(text, source)),
        ("place", _elsewhere(text, source, facts)),
    )
    for kind, says in found:
        if says:
            yield Fault(kind=kind, text=says.partition("：")[2], says=says)


def _done(text: str, source: str, facts: Sequence[ClauseFacts]) -> str:
    done = one_of(prose().done)
    stated = [source[found.end() :] for found in re.finditer(done, source)]
    for found in re.finditer(done, text):
        behind = words_behind(text, found.end())
        stated_ = [*stated, *(_BY_WHOM.sub("", rest) for rest in stated)]
        near = any(is_near(behind, rest) and _no_other_figure(text[found.end() :], rest) for rest in stated_)
        near = near or _is_done_there(part_at(text, found.start()), source)
        near = near or _is_told_as_result(part_at(text, found.start()), facts)
        if not near and not _is_reached(text[found.end() :], source, facts, within=_AT_ONCE):
            return not_stated(f"已经做到：{found[0]}{behind}")
    aimed = {number for fact in facts for t in fact.targets for number in A_NUMBER.findall(t.value_text)}
    for found in re.finditer(one_of(prose().since), text):
        figure = A_NUMBER.search(PART_OF_DATE.sub("", COMMA.split(text[found.end() :])[0]))
        if found[0] not in source and figure and figure[0] in aimed:
            return not_stated(f"已经做到：{found[0]}")
    for found in _AFTERWARDS.finditer(text):
        told = _is_told_as_result(part_at(text, found.start()), facts)
        if found[0] not in source and not told and not _is_reached(text[found.end() :], source, facts):
            return not_stated(f"已经做到：{found[0]}")
    return ""


def _is_done_there(part: str, source: str) -> bool:
    """Whether what the clauses have of the same things is done there too, with no other figure
    (已经用过补贴的 for 已享受补贴的).
    """
    done = re.compile(rf"(?:{one_of(prose().done)})[^，。；]{{1,16}}的")
    if not done.search(part) or A_NUMBER.search(part[part.rindex("的") :]):
        return False
    return any(done.search(one) and _no_other_figure(part, one) for one in parts_about(part, source))


def _is_told_as_result(part: str, facts: Sequence[ClauseFacts]) -> bool:
    """Whether a clause of results, by its heading or its opening, has what the part says of itself."""
    return any(
        any(word in f"{fact.heads}\n{STATEMENT.split(plain_text(fact.text))[0]}" for word in prose().results)
        and not fact.targets
        and all(number_in(number, fact.words) for number in A_NUMBER.findall(part))
        and len(tokens(part) & tokens(fact.words)) >= VERIFICATION.same_thing
        for fact in facts
    )


def _no_other_figure(said: str, stated: str) -> bool:
    """Whether the part of the sentence has no figure that the clause's has not (已建成32所 for 已建成9所)."""
    here, there = (A_NUMBER.findall(PART_OF_DATE.sub("", COMMA.split(rest)[0])) for rest in (said, stated))
    return not here or not there or bool(set(here) & set(there))


def _is_reached(
    behind: str, source: str, facts: Sequence[ClauseFacts], within: int = VERIFICATION.governed
) -> bool:
    """Whether the figure behind a word of what is done, `within` so many characters, is one the clauses have
    and do not aim at.
    """
    aimed = {number for fact in facts for t in fact.targets for number in A_NUMBER.findall(t.value_text)}
    said = PART_OF_DATE.sub("", COMMA.split(behind)[0])
    figure = A_NUMBER.search(said)
    if figure is None or figure.start() > within:
        return False
    if figure[0] in aimed or figure[0] not in source or re.fullmatch(YEAR_DIGITS, figure[0]):
        return False
    return any(_is_result(figure[0], fact) for fact in facts)


def _is_result(number: str, fact: ClauseFacts) -> bool:
    """Whether the clause tells the figure as one that was reached: under a heading of results, in a sentence
    with a year that has passed it by (2020年底9860公里), or in a row beside its goals.
    """
    if fact.cells or any(word in fact.heads for word in prose().results):
        return number in fact.words
    if re.search(rf"[由从](?:{YEAR_DIGITS})年[^，。；]*?{COMES_TO}\D{{0,2}}{re.escape(number)}", fact.words):
        return False  # what it is to come to from what it was
    sentences = STATEMENT.split(fact.words)
    dated = re.compile(
        rf"(?<![\d比较到至])(?:{YEAR_DIGITS})年(?!{ENDS_OF_YEAR}?{BEFORE_IT})|{one_of(prose().so_far)}"
    )
    return any(re.search(rf"(?<![\d.]){re.escape(number)}", one) and dated.search(one) for one in sentences)


def _hedged(text: str, source: str) -> str:
    for alike in prose().hedged:
        hedge = rf"(?:{one_of(alike)})(?![定束谈会法制计性]|(?<=努力)下)"
        stated = [source[found.end() :] for found in re.finditer(hedge, source)]
        for found in re.finditer(hedge, text):
            if f"{found[0]}性" in source:
                continue  # the row says 预期性
            rest_of = text[found.end() :]
            told = A_NUMBER.findall(PART_OF_DATE.sub("", STATEMENT.split(text[: found.start()])[-1]))
            about = parts_about(part_at(text, found.start()), source)
            if not any(re.search(hedge, one) for one in about) and not any(
                says_same(rest_of, rest)
                or _same_figure(rest_of, rest)
                or _same_figure("".join(told[-1:]), rest)
                for rest in stated
            ):
                return not_stated(f"“{found[0]}”")
        for lost in re.finditer(
            rf"{hedge}[^，。；]*?(?P<figure>\d+(?:\.\d+)?(?!年)[^\d.，。；\s|]{{1,2}})"
            r"(?![^，。；\d]{0,3}的[\u4e00-\u9fff]{2,4}，)",
            source,
        ):
            if not re.search(hedge, text) and re.search(rf"(?<![\d.]){re.escape(lost['figure'])}", text):
                return f"条款里 {lost['figure']} 前面有“{lost[0][:2]}”"
    return ""


def _same_figure(said: str, stated: str) -> bool:
    """Whether the first figure behind is the same (力争把比重降到26%, 比重力争降至26%)."""
    here, there = (A_NUMBER.search(PART_OF_DATE.sub("", COMMA.split(rest)[0])) for rest in (said, stated))
    return here is not None and there is not None and here[0] == there[0]


def _bounded(text: str, facts: Sequence[ClauseFacts]) -> str:
    """To which side a figure binds, for figures that a clause has with another side only."""
    for said in read_quantities(text):
        if said.role != "amount":
            continue
        equal = [(f, fact) for fact in facts for f in fact.figures if same_amount(said, f.quantity, fact)]
        ways = filter(None, (as_first(said, text) or said, as_last(said, text)))
        sides: set[Comparator | None] = {said_side(text, way) for way in ways}
        if is_overdue(text, said):
            sides |= {">", ">="}
        if lent := lent_side(text, said):
            sides.add(lent)
        if is_filled(text, said):
            sides.add(">=")
        if is_within(text, said):
            sides |= {"<=", None}
        if counts_nothing(said, text) or is_compared(text, said):
            continue
        if _is_let_go_beyond(text, said, equal):
            return f"“以上、以下、左右”等要照条款写：{said.span.of(text)}"
        if any(fails_demand(text, said, fact) for _, fact in equal):
            continue
        if equal and not any(_may_bind(side, f, fact) for side in sides for f, fact in equal):
            return f"“以上、以下、左右”等要照条款写：{said.span.of(text)}"
    return ""


def _is_let_go_beyond(text: str, said: Quantity, equal: Sequence[tuple[StatedFigure, ClauseFacts]]) -> bool:
    """Whether the sentence lets something go beyond what a clause has as a limit (20分钟以上到场即可 for
    20分钟内到场), though the clause says elsewhere what follows if it does.
    """
    behind = PART.split(text[said.words.end :])[0]
    turned = {">": "<=", ">=": "<=", "<": ">=", "<=": ">="}.get(said_side(text, said) or "")
    if turned is None or WILL_DO.search(behind) is None:
        return False
    return any(
        turned in tuple(sides_of(f, fact)) or (turned == "<=" and is_limit(f, fact)) for f, fact in equal
    )


def _held_otherwise(text: str, source: str) -> str:
    """What is held against another thing, no figure, to the other side than in all that the clauses say of
    the same (收费不得低于同类标准 for 收费不得高于同类标准).
    """
    stated = [(part_at(source, at), side) for at, _, side in held_against(source)]
    for start, end, side in held_against(text):
        said = tokens(part_at(text, start))
        near = [other for part, other in stated if len(said & tokens(part)) >= VERIFICATION.same_thing]
        if near and side not in near:
            return not_stated(f"“{text[start : end + 4]}”")
    return ""


def _may_bind(side: Comparator | None, figure: StatedFigure, fact: ClauseFacts) -> bool:
    """Whether the clause binds its figure to that side, or to none where the sentence has none; a limit may
    be told with or without 最长.
    """
    sides = tuple(sides_of(figure, fact))
    lasts = kind_of(figure.quantity.unit) == "time"
    if (side == "<=" or (side is None and lasts)) and is_limit(figure, fact):
        return True
    if side == ">=" and is_ahead(figure, fact):
        return True
    return side in sides if sides else side is None


def _elsewhere(text: str, source: str, facts: Sequence[ClauseFacts]) -> str:
    """A place or a level of government that neither the clauses nor their titles have; 全市 is said of a plan
    of a 市.
    """
    for water in _WATER.findall(text):
        if water[-3:] not in source:
            return not_stated(water[-3:])
    for level in re.findall(one_of(prose().levels), text):
        own = level[0] == "全" and any(fact.region.endswith(level[1:]) for fact in facts if fact.region)
        if level not in source and not own and not _is_of_level(level, text, source, facts):
            return not_stated(level)
    for fact in facts if len(facts) == 1 else ():
        for listed in _PLACES.findall(text):
            names = [name[-3:] for name in re.split(SIGN, listed)]
            sentences = re.split("[。；\n]", plain_text(fact.text))
            here = all(name in plain_text(fact.text) for name in names)
            if here and not any(all(name in one for name in names) for one in sentences):
                return not_stated(f"这几个地方在一起：{listed}")
    for town in TOWN.finditer(text):
        if not _is_town_of(town, source):
            return not_stated(f"这个地方：{town[0]}")
    named = [*_PLACE.findall(text), *(w for w in words(text) if len(w) > 2 and _SUFFIXED.fullmatch(w))]
    opening = _OPENING.match(text)
    if opening and not is_word(opening["name"]) and not is_word(opening[0]):
        named.append(opening[0])
    for place in filter(None, map(_bare_place, named)):
        if f"{place}长" in text:
            continue  # 某某副县长 is a post
        if place[:-2] in source and len(place) > 3 and place[-2:] in source:
            continue  # 青山湖湖区 of 湖区 under 青山湖
        if _COUNTED_THING.match(place):
            continue  # 一个市 of 一个市场
        if not any(place[n:] in source for n in range(len(place) - 2)) and not is_no_place(place, "sentence"):
            return not_stated(f"这个地方：{place}")
    return ""


def _is_town_of(town: re.Match[str], source: str) -> bool:
    """Whether the clauses have it, also in a list with the kind behind its last member (柳河、石桥两镇); and
    what is no name (建制镇, 各乡).
    """
    name, kind = town["name"], town["kind"]
    if is_word(name) and not (places(name) or is_word(town[0])):
        return True
    if any(is_function_word(char) or char in NO_TOWN for char in name):
        return True
    listed = rf"{name}(?:{SIGN}{HAN}{{2,4}})*[^，。；]{{0,4}}{kind}"
    return town[0] in source or re.search(listed, source) is not None


def _is_of_level(level: str, text: str, source: str, facts: Sequence[ClauseFacts]) -> bool:
    """Whether what is called 市级 or 县级 is of offices the clauses name with that level (市民政局), or of
    those of every place of that level (县（市、区）卫生健康局).
    """
    if not A_GRADE.fullmatch(level):
        return False
    end, thing = level[0], text[text.index(level) + len(level) :][:2]
    named = [name for fact in facts for name in map(plain_text, fact.names) if name.startswith(end)]
    of_every = re.search(rf"{end}[（(、](?:{AREA}[、）)])+", source) is not None
    offices = (*named, *_OFFICES) if named or of_every else ()
    return any(thing in name for name in offices) or (of_every and thing in source)


def _bare_place(found: str) -> str:
    """The name without the words before it (在…, 其中…, 费用由…); "" where only the level is left."""
    parts = words(found)
    last = max((n for n, w in enumerate(parts) if is_function_word(w) or is_verb(w)), default=-1)
    name = re.split(f"{SIGN}|[在由是]", "".join(parts[last + 1 :]))[-1]
    if len(name) <= 2 or (_ends_in_thing(parts[last + 1 :]) and not is_division(name)):
        return ""
    return name


def _ends_in_thing(parts: Sequence[str]) -> bool:
    """Whether it is cut out of running words: behind others a word of the dictionary stands before the level,
    and no place (…农村县, of 农村县道).
    """
    return len(parts) > 2 and len(parts[-2]) > 1 and len(parts[-1]) == 1 and not places(parts[-2])
