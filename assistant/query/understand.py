"""The story of a question's words: question -> mended -> scope, names, marks, slots, terms -> Query.

In: the question, earlier turns, the catalog. Out: a Query. This folder alone reads the words; each slot has a
module or a table here, and phrasings are rows of data/asks.yaml. What a follow-up does not say is taken from
the question before it (follow_up).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from assistant.query.asks import asks, blanked, covered
from assistant.query.conditions import keys_of, released
from assistant.query.due_words import beside_asking, read_due
from assistant.query.entities import Named, named_in, short_forms
from assistant.query.figures import claimed_figures, stated_claims
from assistant.query.follow_up import completed
from assistant.query.guess import guessed
from assistant.query.intent import asks_figure, asks_leader, intent_of
from assistant.query.options import QUERY
from assistant.query.papers import named_papers
from assistant.query.reference import read_reference
from assistant.query.scope import of_another_level, read_scope, with_plans
from assistant.query.short_forms import begins_office, is_of_title
from assistant.query.slots import back_of, read_slots
from assistant.query.tallies import read_tally, read_within
from assistant.question import Ask, Query, Scope, Turn
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.clipped import with_clipped
from assistant.retrieval.lexicon import Lexicon, fold
from assistant.retrieval.spelling import Vocabulary, respelt
from assistant.retrieval.words import phrase_of, terms_of
from ingest import late_re as re
from ingest.grammar.addressees import is_kind_of_body
from ingest.grammar.asked_roles import AskedRole, read_asked
from ingest.grammar.calendar_words import calendar_words, in_calendar, says_this_year
from ingest.grammar.interrogatives import as_stated, as_which
from ingest.grammar.joins import SAID_JOIN
from ingest.grammar.office_ends import BODY_END
from ingest.grammar.places import LEVEL, stem
from ingest.grammar.relations import RELATIONS
from ingest.grammar.role_words import DUTY_VERB
from ingest.grammar.segmentation import is_function_word

_SAYS_NOTHING = (
    "polite",
    "fined",
    *(f"relation_{name}" for name in RELATIONS if name not in ("accepted", "assessed", "explained")),
    "unit",
    "due",
    "baseline",
    "now",
    "count_words",
    "figure_words",
    "outline_parts",
    "fact_number",
    "fact_issued",
    "fact_issuer",
    "fact_sent",
    "fact_copied",
    "fact_signer",
    "fact_contact",
    "fact_phone",
    "fact_force",
    "fact_lasts",
    "fact_attached",
    "everywhere",
    "instead",
    "new_topic",
    "applies",
)
"""Ways of asking whose words are not part of the thing asked about; what is looked after (食堂检查) is the
thing itself.
"""
_APPLIES = "适用　参照"
"""What a clause says of what its paper applies to."""
_OF_CHANGES = ("version_words", "change_words")
"""The same where a question asks what changed; elsewhere these words may name a thing."""


def understand(
    question: str,
    history: Sequence[Turn],
    catalog: Catalog,
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    without: Collection[str] = (),
    today: date | None = None,
) -> Query:
    """The question in the light of the earlier ones, oldest first; answers are not read, only what was asked.

    `without` are the keys of conditions that are not to hold, whether the question says them or an earlier
    one. `today` is the day 今年 goes by; None is the day it is.
    """
    day = today or date.today()

    def read(turn: Turn, before: Query | None, *, dated: bool = True) -> Query:
        own = _read(turn.content, catalog, lexicon, vocabulary, day if dated else None)
        before = None if asks("new_topic", fold(turn.content)) else before
        whole = completed(own, before, catalog, lexicon)
        whole = guessed(own) if whole is own else whole
        taken_over = tuple(key for key in keys_of(whole) if key not in keys_of(own))
        whole = replace(whole, inherited=taken_over, before=whole.before or before)
        return released(whole, turn.without, catalog.rows)

    def through(turns: Sequence[Turn], *, dated: bool = True) -> Query:
        query: Query | None = None
        for turn in turns:
            query = read(turn, query, dated=dated)
        assert query is not None
        return query

    last = Turn(role="user", content=question, without=tuple(without))
    turns = (*(turn for turn in history if turn.role == "user"), last)
    this_year = any(says_this_year(fold(turn.content)) for turn in turns)
    return replace(through(turns), undated=through(turns, dated=False) if this_year else None)


def hidden_instruction(text: str) -> bool:
    """Whether a text tries to give orders to whoever answers instead of asking or stating."""
    return asks("orders", text)


def _read(
    question: str, catalog: Catalog, lexicon: Lexicon, vocabulary: Vocabulary, today: date | None
) -> Query:
    """What one question says by itself; without a day 今年 is not read."""
    mended, respelling = _mended(question, catalog, lexicon)
    asked, dated = in_calendar(mended, today) if today else (mended, ())
    respelling = (*respelling, *dated)
    where = asks("nth_place", fold(asked))
    asked = as_which(asked)
    text = fold(asked)
    changes = asks("changes", text)
    pointed = bool(back_of(text))
    by_time = None if changes or pointed else _by_time(question, asked, catalog, lexicon, vocabulary)
    if by_time is not None:
        return replace(by_time, corrected=(*respelling, *by_time.corrected))
    placed = covered("relation_consulted", blanked("version_words", asked) if changes else asked)
    shorts = {row.id: catalog.short(row.id) for row in catalog.rows}
    scope, rest = read_scope(placed, catalog.rows, vocabulary.frequency, catalog.units, shorts)
    named = named_in(rest, text, scope, catalog, lexicon)
    if _is_topic(named, text, lexicon, vocabulary):
        named = Named(units=(), leaders=(), rest=rest)
    called = rest
    role = _role_asked(named)
    reference, rest = read_reference(role.rest)
    lexicon = with_clipped(rest, lexicon, vocabulary)
    slots = read_slots(question, asked, scope)
    slots = replace(slots, asks=slots.asks | {"nth_place"}) if where else slots
    both = asks("unit", text) and asks("amount", text) and not stated_claims(text)
    claimed = claimed_figures(text, ordered="orders" in slots.asks)
    for figure in claimed:
        rest = rest.replace(figure, " ")
    tally = None if changes else read_tally(rest)
    within = read_within(rest)
    besides = blanked("goal_gist", blanked("summary", text))
    how_much = asks("lapse", text) or asks("amount", besides)  # 提前多久递材料 wants no text
    summary = None if changes or how_much else _summary(rest, _titles(scope, catalog), lexicon, vocabulary)
    rest = rest if summary is None else summary
    for name in (*(_OF_CHANGES if changes else ()), *_SAYS_NOTHING):
        rest = blanked(name, rest)
    one_of_two = len(slots.kinds) > 1 and asks("kind_which", text)  # 约束性还是预期性
    if not (changes or one_of_two) and _all_targets(rest, text, lexicon, vocabulary):
        slots = replace(slots, asks=slots.asks | {"all_targets"})
    elif summary is not None:
        of_goals: frozenset[Ask] = frozenset(("goal_gist",) if asks("goal_gist", rest) else ())
        summed: frozenset[Ask] = frozenset(("summary",))
        slots = replace(slots, asks=slots.asks | summed | of_goals)
        rest = blanked("goal_gist", rest) if of_goals else rest
    kinds = slots.kinds if slots.relations else ()  # whom one asks about a change of such indicators
    rest = as_stated(rest)
    terms, corrected = terms_of(rest, lexicon, vocabulary, (*slots.quoted, *kinds))
    if asks("applies", text):
        terms = (*terms, *(replace(t, optional=True) for t in terms_of(_APPLIES, lexicon, vocabulary)[0]))
    if changes:
        terms = tuple(term for term in terms if not asks("change_noise", term.text))
    intent = intent_of(
        text,
        scope,
        named.units or named.leaders,
        bool(reference),
        terms,
        in_part=bool(role.parts),
        beside=named.rest,
    )
    intent = "content" if where and intent == "unit" else intent
    of_whom = bool(slots.relations) and intent in ("content", "list")
    return Query(
        asked=question,
        intent="figure" if claimed and intent == "content" else "unit" if of_whom else intent,
        scope=scope,
        slots=slots,
        terms=terms,
        phrase=phrase_of(rest, lexicon),
        wording=text,
        units=named.units,
        leaders=named.leaders,
        strange=named.strange,
        reference=reference,
        corrected=(*respelling, *of_another_level(text, scope.regions), *named.read, *corrected),
        parts=role.parts,
        role_noun=role.noun,
        role_verbs=role.verbs,
        wants_unit=asks("unit", text) or bool(slots.relations),
        wants_figure=asks_figure(text),
        wants_leader=asks_leader(text),
        wants_both=both,
        wants_due=asks("due", text),
        wants_how=asks("how", text),
        wants_kind=asks("kind", text),
        wants_baseline=asks("baseline", text),
        claimed=claimed,
        operands=_operands(rest, text, lexicon, vocabulary),
        named_in=called,
        tally=tally,
        within=within,
    )


def _all_targets(rest: str, text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> bool:
    """Whether a question asks for the targets of its papers and for nothing else: `rest` of its words,
    without scope, offices and politeness, holds only words for targets and for a whole set.
    """
    counts = asks("count", text) and not (asks("several", text) or asks("which", text))
    one = asks("kind", text) and asks("kind_which", text)  # which of the kinds one indicator is of
    if counts or one or asks("one_target", text) or not asks("target_things", rest):
        return False
    if not asks("in_figures", text) and not asks("all_of_target", text):
        return False
    left, _ = terms_of(blanked("set_words", blanked("target_things", rest)), lexicon, vocabulary)
    return all(is_function_word(term.text) for term in left)


def _titles(scope: Scope, catalog: Catalog) -> tuple[str, ...]:
    """Those of the papers a question names, folded; of more than a few none is what it is about."""
    plans = scope.plans or with_plans(scope, catalog.rows).plans
    named = plans if scope.named and len(plans) <= QUERY.titled else ()
    return tuple(fold(catalog.row(plan).title) for plan in named)


def _summary(rest: str, titles: Sequence[str], lexicon: Lexicon, vocabulary: Vocabulary) -> str | None:
    """The question without the words that ask for a summary or a text (总结一下, 写一段); None where it asks
    for something else. What a paper is about is asked for only where nothing else is said but what all its
    titles say.
    """
    ordered = blanked("summary", rest)  # 讲了什么，简单说说
    bare = blanked("gist", ordered)
    left, _ = terms_of(bare, lexicon, vocabulary)
    if bare != ordered and all(is_function_word(term.text) or _is_of_all(term.text, titles) for term in left):
        return bare
    return ordered if asks("summary", rest) else None


def _is_of_all(word: str, titles: Sequence[str]) -> bool:
    return bool(titles) and all(is_of_title(word, title) for title in titles)


def _operands(rest: str, text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The things whose figures a question wants added or set against each other, as said."""
    if not (asks("total", text) or asks("difference", text)):
        return ()
    bare = blanked("joined", phrase_of(blanked("difference", blanked("total", rest)), lexicon), by=_CUT)
    return tuple(part for part in bare.split(_CUT) if terms_of(part, lexicon, vocabulary)[0])


_CUT = "\n"


_LEVEL = re.compile(f"^{LEVEL}")
_BODY_LAST = re.compile(f"(?:{BODY_END})$")
_GOES_ON = re.compile(
    rf"(?!{DUTY_VERB}|{SAID_JOIN}|[的跟还也都要应在对是有除以或向把被])[\u4e00-\u9fff]{{2}}"
)
"""Behind the name of a body to which something is done: 县图书馆|迁新址由谁牵头."""


def _is_topic(named: Named, text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> bool:
    """Whether those named are kinds of bodies of which something is asked, and not what is on them
    (供水单位要公布哪些信息, 供水单位包括哪几类), or a body to which something is done, and it is asked by
    whom (县图书馆迁新址由谁牵头).
    """
    if asks("unit", text) and not named.leaders and len(named.units) == 1:
        said = next((n for n in (named.units[0], _LEVEL.sub("", named.units[0])) if fold(n) in text), "")
        behind = text.partition(fold(said))[2] if said and _BODY_LAST.search(said) else ""
        if _GOES_ON.match(behind) and not asks("unit", behind[:2]):
            return True
    kinds = bool(named.units) and not named.leaders and all(map(is_kind_of_body, named.units))
    if not kinds or asks("tasks", named.rest):
        return False
    return asks("members", text) or bool(terms_of(named.rest, lexicon, vocabulary)[0])


def _role_asked(named: Named) -> AskedRole:
    """In which part those named are asked for; the words that say so are not part of the thing asked
    about.
    """
    names = (*named.units, *named.leaders)
    return read_asked(named.rest, several=len(names) > 1) if names else AskedRole(parts=(), rest=named.rest)


def _mended(question: str, catalog: Catalog, lexicon: Lexicon) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The question without orders to the answerer, spoken forms and misspelt names as they are written; and
    the (typed, read as) pairs.
    """
    regions = [row.region for row in catalog.rows if row.region]
    asked = lexicon.plain(fold(blanked("orders", question).strip() or question))
    asked = lexicon.at_home(asked, regions)
    return respelt(
        asked,
        (*map(stem, regions), *catalog.leaders),
        lambda words: begins_office(words, short_forms(catalog.units, lexicon)),
    )


def _by_time(
    question: str, asked: str, catalog: Catalog, lexicon: Lexicon, vocabulary: Vocabulary
) -> Query | None:
    """The query where it asks for nothing but tasks by their time; None where it names a thing as well."""
    due, bare = read_due(asked)
    if due is None or asks("unit", asked):
        return None
    if due.year and not due.after and calendar_words(fold(question)):  # 今年底前 begins with the year
        due = replace(due, first=due.first or "01-01")
    shorts = {row.id: catalog.short(row.id) for row in catalog.rows}
    scope, rest = read_scope(bare, catalog.rows, vocabulary.frequency, catalog.units, shorts)
    if scope.unknown_years:  # the year of the date, not that of a plan
        scope = with_plans(replace(scope, years=(), unknown=scope.unknown_places), catalog.rows)
    named = named_in(rest, fold(bare), scope, catalog, lexicon)
    scope, rest = _by_short_name(scope, fold(bare), named.rest, catalog)
    left, _ = terms_of(beside_asking(rest), lexicon, vocabulary)
    if any(not is_function_word(term.text) for term in left):
        return None
    return Query(
        asked=question,
        intent="list",
        scope=scope,
        slots=read_slots(question, asked, scope),
        units=named.units,
        leaders=named.leaders,
        strange=named.strange,
        corrected=named.read,
        due=due,
    )


def _by_short_name(scope: Scope, asked: str, rest: str, catalog: Catalog) -> tuple[Scope, str]:
    """The scope narrowed to the papers called by a short name in `asked`, and `rest` without that name."""
    rows = [row for row in catalog.rows if row.id in scope.plans]
    ids, beside = named_papers(asked, rows)
    rest = "".join("　" if gone == "　" else ch for ch, gone in zip(rest, beside, strict=True))
    if not ids or len(ids) == len(rows):
        return scope, rest
    return with_plans(replace(scope, titles=(*scope.titles, *ids)), catalog.rows), rest
