"""Whether a sentence denies exactly what its clauses deny.

In: a folded sentence and the folded words of its clauses. Out: what is wrong, in words, or "". A sentence may
deny something in other words (在校生不算在内 for 不含在校生) or express a limit as a denial (不能拖过8月). A
negator is therefore wrong only where the clauses plainly affirm what it denies, and no clause part on the
same subject (`aligned`) denies it. “Need not” and “must not” are different. Conversely, a sentence that
denies nothing must not use what the clauses have only behind a negator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from assistant.verification.aligned import part_at, parts_about, parts_of
from assistant.verification.facts import ClauseFacts, is_shortened, tokens
from assistant.verification.options import VERIFICATION
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.bounds import FALLS_SHORT, NEGATED
from ingest.grammar.demands import MUST
from ingest.grammar.exclusions import says_no
from ingest.grammar.letters import has_han, in_order, places_of
from ingest.grammar.negators import BANS, EITHER, NOT, PAST_DUE
from ingest.grammar.segmentation import is_function_word, is_noun, is_verb, is_word, words
from ingest.grammar.stops import COMMA, PART, STATEMENT
from ingest.grammar.tables import one_of

_ALTERNATIVE = re.compile(rf"([\u4e00-\u9fff]){NOT}\1")
"""立不立案 asks and denies nothing."""
POINTS_TO_TIME = re.compile(rf"(?:{PAST_DUE})[^，。；]{{0,2}}{NOT}")
"""Of what has to be done by a time, that it is not done then."""
_MISSED = re.compile(rf"(?P<word>{FALLS_SHORT[:-1]})\d[\d.]*[^，。；\d]{{0,3}}?(?:{BEHIND})(?!的)")
LIFTED = re.compile(r"不受(?P<limit>[^，。；]{0,24}?)(?:限制|约束)")
"""A rule that does not hold for what is told before."""
_OUTSIDE = re.compile(r"在[^，。；\d]{0,8}?(?:之列|范围|之内|之中|其中|[内中])")
"""Behind a negator: left out."""
POINTS_BACK = re.compile("因此|为此|由此|因而")
"""Behind a negator: for the reason the clause has there (不得因此解除 for 不得因…而解除)."""
_OF_ALL = re.compile(
    rf"{_OUTSIDE.pattern}|{POINTS_BACK.pattern}|(?:对|正确|属实|准确|成立)的?(?:[，。；]|$)|[，,]|(?:什么)?(?:硬性|强制|刚性)"
)
"""Behind a negator: what denies a rule as a whole, or for what the sentence speaks of."""
_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,2}")
_OF_WHICH = re.compile("(?<=[\u4e00-\u9fff]{2})的(?=[\u4e00-\u9fff]{2})")
"""Behind what is denied: what it is said of (没修完的桥 denies nothing of the bridge)."""
_WINDOW = 6
"""Characters on each side of a negator that tell what it denies."""


def wrongly_denied(text: str, source: str) -> str:
    """What the sentence denies and the clauses say: a word of what stands behind its negator is found there,
    and they deny nothing by one that says the same. Of what they have no word of a denial says nothing that
    they do not; but that a thing is left out, or a word is not true, they have to say.
    """
    doubled = _doubled(text, source)
    if doubled:
        return f"条款不是这样否定的：{doubled}"
    stated = [(found[0], source[found.end() :]) for found in _negator().finditer(masked(source))]
    for found in _negator().finditer(masked(text)):
        word = found[0]
        if word in BANS:
            continue  # held against the clauses as strict words
        said = text[found.end() :]
        absent = _OF_ALL.match(said) or _having().match(said) or _is_absence(word, said)
        if not absent and not any(_stands_plain_only(w, word, source) for w in _denied(said)):
            continue
        alike = {w for group in prose().negators.values() if word in group for w in group}
        pointed = POINTS_BACK.match(said) is not None
        stands = not pointed and any(w in alike and says_same(said, rest) for w, rest in stated)
        if not stands and not _is_denied_too(text, found, source):
            return f"条款不是这样否定的：{word}{words_behind(said, 0)}"
    return ""


def _is_absence(negator: str, behind: str) -> bool:
    """Whether it says that there is no such thing (没有责任单位), which only a clause can."""
    first = next(iter(words(PART.split(behind)[0])), "")
    return negator in prose().negators["without"] and len(first) > 1 and is_noun(first)


def _denied(behind: str) -> Iterator[str]:
    """The words of what a negator denies, the nearest first: of its part of the sentence, as far as it
    governs.
    """
    behind = _OF_WHICH.split(COMMA.split(behind)[0][: VERIFICATION.governed])[0]
    first = words_behind(behind, 0)
    if len(first) > 1:
        yield first  # also where the dictionary has it not
    for n, word in enumerate(words(behind)):
        if is_function_word(word) or not has_han(word) or word in prose().saying:
            continue
        if len(word) > 1 or (n == 0 and is_verb(word)):
            yield word


def _stands_plain_only(word: str, negator: str, source: str) -> bool:
    """Whether the clauses have a word, and nowhere right behind a negator of the same meaning."""
    found = False
    for part in parts_of(source):
        negators = list(_negator().finditer(masked(part)))
        for at in places_of(word, part):
            before = (m[0] for m in negators if 0 <= at - m.end() < VERIFICATION.negated)
            if any(_says_alike(negator, one) for one in before):
                return False
            found = True
    return found


def _is_denied_too(text: str, negator: re.Match[str], source: str) -> bool:
    """Whether what the clauses have of the same things denies something too, in words of its own (在校生不算
    在内 for 不含在校生, 享受不到 for 不适用).
    """
    pointed = POINTS_BACK.match(text, negator.end())
    behind = words_behind(text, pointed.end() if pointed else negator.end())
    if pointed:
        told = ((m[0], STATEMENT.split(source[m.end() :])[0]) for m in _negator().finditer(masked(source)))
        return any(_says_alike(negator[0], word) and behind in rest for word, rest in told)
    part = part_at(text, negator.start())
    near = PART.split(text[max(0, negator.start() - _WINDOW) : negator.start()])[-1]
    near += PART.split(text[negator.start() : negator.end() + _WINDOW])[0]
    said = tokens(part)
    about = [one for of in (part, near) for one in parts_about(of, source)]
    about += [one for one in parts_of(source) if behind in one and len(said & tokens(one)) > 1]
    taken = (PART.split(source[m.end() :])[0] for m in _taken().finditer(source))
    if negator[0] in prose().negators["not_yet"] and POINTS_TO_TIME.search(source):
        return True
    if behind and negator[0] in prose().negators["forbid"] and any(behind in rest for rest in taken):
        return True
    if negator[0] in prose().negators["no_need"] and _is_lifted(text, source):
        return True
    if _OUTSIDE.match(text, negator.end()) and any(_leaves_out(part, one) for one in parts_of(source)):
        return True
    if any(behind[:1] in asked and one_in(said, about) for asked, said in prose().closed):
        return True
    return any(_denies_alike(negator[0], behind, one) for one in about)


def one_in(words_: Sequence[str], parts: Sequence[str]) -> bool:
    return any(word in part for word in words_ for part in parts)


def _is_lifted(text: str, source: str) -> bool:
    """Whether a rule does not hold for what the text speaks of: it has words that stand there alone, before
    what lifts the rule (因雷电停用的，不受前款规定限制).
    """
    statements = STATEMENT.split(source)
    for one in statements:
        found = LIFTED.search(one)
        if found:
            others = frozenset().union(*(tokens(other) for other in statements if other != one))
            if (tokens(one[: found.start()]) - others) & tokens(text):
                return True
    return False


def _leaves_out(part: str, stated: str) -> bool:
    """Whether a part of a clause leaves out what the sentence's part begins with, in full or longer (高校不在
    范围内 for 高等学校不适用).
    """
    return says_no(stated) and any(
        is_shortened(word, stated) for word in words(part) if len(word) > 1 and not is_function_word(word)
    )


def _doubled(text: str, source: str) -> str:
    """A negator right before another one (不能不, 没有没有), or one that turns a least into what is missed
    (未达到90%以上), as no clause has it.
    """
    hidden = masked(text)
    for m in _negator().finditer(hidden):
        other = _negator().match(hidden, m.end())
        if other and m[0] + other[0] not in source and m[0] not in BANS:
            return m[0] + other[0]
    missed = _MISSED.search(text)
    return missed[0] if missed and missed["word"][:2] not in source else ""


def _denies_alike(negator: str, behind: str, part: str) -> bool:
    """Whether a part of a clause denies something: by a word that says the same where it denies just this,
    else by any, but that nothing is left free that is forbidden, and nothing forbidden that is left free.
    """
    found = list(_negator().finditer(masked(part)))
    places = [m.start() for m in re.finditer(re.escape(behind), part)] if behind else []
    denying = [m[0] for at in places for m in found if 0 <= at - m.end() < VERIFICATION.negated]
    if places and not denying:
        return False
    if denying:
        return any(_says_alike(negator, word) or _bars_alike(negator, word) for word in denying)
    return says_no(part) or any(_says_alike(negator, m[0], loosely=True) for m in found)


def _says_alike(one: str, other: str, *, loosely: bool = False) -> bool:
    """Whether two negators may stand for each other; the plain one for all but those of what need not be."""
    groups = [{name for name, group in prose().negators.items() if word in group} for word in (one, other)]
    need = [
        "no_need" in found and word not in EITHER for word, found in zip((one, other), groups, strict=True)
    ]
    if groups[0] & groups[1] or {one, other} & EITHER:
        return True
    return need[0] == need[1] and (loosely or "plain" in groups[0] | groups[1])


def _bars_alike(one: str, other: str) -> bool:
    """Whether neither of two negators before the same word leaves it free, nor is only of what is yet to come
    (不允许拓宽 for 无法拓宽, 没有本市户籍 for 非本市户籍).
    """
    groups = [{name for name, group in prose().negators.items() if word in group} for word in (one, other)]
    return not any("no_need" in found or found == {"not_yet"} for found in groups)


def stands_plain(word: str, part: str) -> bool:
    """Whether it stands there without a negator right before it or a few characters off."""
    ends = [m.end() for m in _negator().finditer(masked(part))]
    places = places_of(word, part)
    return any(not any(0 <= at - end < VERIFICATION.negated for end in ends) for at in places)


def wrongly_affirmed(text: str, facts: Sequence[ClauseFacts]) -> str:
    """What a clause denies of the thing the sentence says it of: 适用 where the clause's sentence on it has
    不适用.
    """
    for fact in facts:
        parts = [part for part in STATEMENT.split(fact.words) if part]
        for part in parts:
            for negator in _negator().finditer(masked(part)):
                for verb in _verbs_denied(negator, part):
                    bare = part.replace(negator[0], "□" * len(negator[0])) if verb in negator[0] else part
                    plain = any(stands_plain(verb, one) for one in parts_of(bare))
                    if not plain and _is_plain(verb, text) and _is_of(part, parts, verb, text):
                        return f"条款写的是{negator[0].removesuffix(verb)}{verb}"
    demanded = _demanded(text, facts)
    return demanded or _only_denied(text, "\n".join(fact.words for fact in facts))


def _verbs_denied(negator: re.Match[str], part: str) -> Iterator[str]:
    """What stands behind a negator, and what it has in itself (计入 of 不计入)."""
    own = negator[0].removeprefix("不") if negator[0] in prose().negators["left_out"] else ""
    yield from (verb for verb in (own, words_behind(part, negator.end())) if len(verb) == 2)


_DEMANDS = re.compile(rf"(?<![不无没别])(?:{MUST}|得)")


def _demanded(text: str, facts: Sequence[ClauseFacts]) -> str:
    """What a clause frees from (免于办理许可, 不用现场核验), told as demanded, of the same thing."""
    free = prose().negators["no_need"]
    for part in (p for fact in facts for p in parts_of(fact.words)):
        for negator in _negator().finditer(masked(part)):
            if negator[0] not in free:
                continue
            thing = [w for w in words(part[negator.end() :]) if len(w) > 1 and not is_function_word(w)]
            for said in parts_of(text) if thing else ():
                demand = _DEMANDS.search(said)
                rest = said[demand.end() :] if demand else ""
                told = sum(word in rest for word in thing)
                if _negator().search(masked(said)) or says_no(said):
                    continue
                if told and 2 * told >= len(thing):
                    return f"条款写的是{negator[0]}{thing[0]}"
    return ""


_LEAVES_OPEN = re.compile("[不没未无非别禁免才只仅除]|例外|以外|之外|反而|停|取消|撤|退|罚|拒")
"""What an affirmative sentence has that tells what may not be after all."""


def _only_denied(text: str, source: str) -> str:
    """A word that the clauses have behind a negator alone, told in a sentence that denies nothing."""
    if says_no(text) or _LEAVES_OPEN.search(text):
        return ""
    for part in parts_of(source):
        for negator in _negator().finditer(masked(part)):
            if negator[0] in (*prose().negators["not_yet"], *prose().negators["no_need"]):
                continue
            for word in _denied(part[negator.end() :].partition("的")[0]):
                if len(word) > 1 and word in text and not _stands_free(word, source):
                    return f"条款写的是{part[negator.start() : part.index(word, negator.end()) + len(word)]}"
    return ""


def _stands_free(word: str, source: str) -> bool:
    """Whether a part of the clauses has a word with no negator anywhere before it."""
    return any(
        _negator().search(masked(part)[:at]) is None
        for part in parts_of(source)
        for at in places_of(word, part)
    )


def _is_plain(verb: str, text: str) -> bool:
    """Whether the text has it, and nowhere with a negator before it or 不到 behind it."""
    places = [m.start() for m in re.finditer(verb, text)]
    before = (masked(COMMA.split(text[:at])[-1]) for at in places)
    denied = any(map(_negator().search, before)) or any(negates(part_at(text, at)) for at in places)
    return bool(places) and not denied


def _is_of(denying: str, parts: Sequence[str], verb: str, text: str) -> bool:
    """Whether the sentence that denies it is nearer to the text than any that does not."""
    said = tokens(text)
    others = [len(said & tokens(p)) for p in parts if verb in p and p != denying]
    return len(said & tokens(denying)) > max(others, default=1)


def words_behind(text: str, at: int) -> str:
    """The characters a word stands before, up to two."""
    found = _BEHIND.match(text, at)
    return found[0] if found else ""


def is_near(words_: str, rest: str) -> bool:
    """Whether they stand at the beginning of `rest`, a few characters of the same part of a sentence left
    out, between them as well (再申 in 再次申请).
    """
    near = COMMA.split(rest[: VERIFICATION.negated + len(words_)])[0]
    return not words_ or in_order(words_, near, lambda char: char != "\n")


def says_same(said: str, stated: str) -> bool:
    """Whether what stands behind a word is what a clause has there: at once, or by a word of the same part of
    a sentence.
    """
    if is_near(words_behind(said, 0), stated):
        return True
    here, there = (COMMA.split(rest)[0][: VERIFICATION.governed] for rest in (said, stated))
    return any(len(word) > 1 and word in there for word in words(here))


def negates(text: str) -> bool:
    """Whether something is denied or forbidden in it; 不低于 and 不断 deny nothing."""
    return _negator().search(masked(text)) is not None


@lru_cache(maxsize=8192)
def masked(text: str) -> str:
    """With words that hold a negator's character and negate nothing blotted out, the length kept."""
    text = _ALTERNATIVE.sub(_asked_hidden, text)
    return _unnegated().sub(lambda match: "□" * len(match[0]), text)


def _asked_hidden(match: re.Match[str]) -> str:
    """立不立 without what denies; 产能不能 denies, as its first character ends a word."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    ends_word = has_han(before) and is_word(f"{before}{match[1]}")
    return match[0] if ends_word else f"{match[1]}□{match[1]}"


@cache
def _having() -> re.Pattern[str]:
    """What is said not to be there (没有例外, 没有补贴): a clause has to leave it out."""
    return re.compile(
        rf"(?:什么|任何|额外)?{one_of({word for asked, _ in prose().having for word in asked})}"
    )


@cache
def _unnegated() -> re.Pattern[str]:
    return re.compile(f"(?!不同意)(?:{NEGATED}|{one_of(prose().unnegated)})")


@cache
def _negator() -> re.Pattern[str]:
    return re.compile(one_of({word for group in prose().negators.values() for word in group}))


@cache
def _taken() -> re.Pattern[str]:
    return re.compile(one_of(prose().taken))
