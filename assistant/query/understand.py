"""A question understood by rule: intent, scope, words, offices, people, a clause pointed at; with what was
said before.

In: the question, earlier turns, the catalog. Out: a Query. A follow-up (那上饶呢？ 谁负责？ 到2025年呢？)
takes from the question before it what it does not say itself: the scope, and the words where it brings none
of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.model import Intent, Query, Scope, Term, Turn
from assistant.query.conditions import keys_of, released
from assistant.query.due_words import GENERIC, read_due
from assistant.query.entities import Named, find_named
from assistant.query.follow_up import EVERYWHERE, inherited
from assistant.query.reference import read_reference
from assistant.query.scope import read_scope, with_plans
from assistant.retrieval.catalog import Catalog, stem
from assistant.retrieval.lexicon import Lexicon, fold
from assistant.retrieval.spelling import Vocabulary, respelt
from assistant.retrieval.words import phrase_of, terms_of
from ingest.grammar.roles import DUTY_VERB, ROLE_NOUN, AskedRole, read_asked

_WHO = re.compile(
    r"谁|(?:多少|几)个?(?:科室|处室|股室|部门|单位)|哪(?:个|些|几个|一个|位)?(?:科|处|部门|单位|领导|分管|科室|处室|股|办|局|厅|委)|什么(?:科|部门|单位|局|股)|归(?:谁|哪|什么|口)"
    rf"|(?<!主要)(?<!企业)(?:{ROLE_NOUN})|找(?:谁|哪)|主管领导|哪位|负责的是"
)
_TOGETHER = re.compile(rf"共同|联合|一起|一同|协同|同时|都(?:要|有|是|在)?{DUTY_VERB}|均{DUTY_VERB}")
"""That all of several names are to be charged with one thing."""
_FIGURE = re.compile(r"多少|(?<![哪十])几(?!项工作)|百分之|千分之|多高|多大|多长|降到|提高到|控制在|几成")
_MEASURE = re.compile(
    r"比例|率|数[量值额目]?|目标|达到|指标|标准|增速|水平|占比|比重|基期|基数|最[少低高多]|不低于|不超过"
)
_WHAT = re.compile(r"什么|哪些|哪几|哪[个家所位]|怎么|怎样|如何|内容|举措|措施|做法|哪两|哪三")
_AMOUNT = re.compile(
    r"(?<!哪)(?:多少|几)(?!个?(?:科|处|股|部门|单位|领导))|百分之几|(?<![这那该一][个项])(?<![这那该])目标值?(?:是什么)?(?:[、，,；;。？?及和与]|$)"
)
"""What asks for a figure beside who: 目标 as a word by itself, not one that takes up what was said
(这个目标由谁负责).
"""
_DUE = re.compile(
    r"(?:完成|办结|达到)?的?(?:时限|期限|时间节点|截止时间|完成时间)|(?:什么|啥)时候|何时|哪一?年|几月|什么时间|多久(?:能|要|之?内)?完成"
)
_LEADER = re.compile(r"领导|哪位|谁分管|分管")
_OFFICE = re.compile(r"科|处|单位|部门|办公室|股")
_CLAIM = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?(?:[%‰]|/10万|个百分点|万?(?:个|家|所|名|人|张|项|元|次|场))|百分之[一二三四五六七八九十百点]+"
)
_ANY_FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?:[%‰]|/10万|[\u4e00-\u9fff])")
_CLAIMING = re.compile(r"是不是|是否|吗|对吧|对不对|既然|不是说|听说|定的|说的|为什么")
_LIST = re.compile(
    r"负责|牵头|承担|配合|分管|主管|任务|清单|事项|工作|哪些|哪几|全部|所有|汇总|列|条目|管|职责|干|活|要做|参与|有几|多少"
)
_COMPARE = re.compile(
    r"对比|比较|相比|对照|变化|区别|不同|差异|差别|差多少|冲突|矛盾|一致|哪个(?:更)?[高低多少大]|谁(?:更)?[高低多]|各是|各为|各自|分别是|各有|各(?:新增|建|多少|几)|跟.{1,12}比(?!例|重|率)|和.{1,12}比(?!例|重|率)|(?<![占分])比(?!例|重|率).{1,8}(?:高|低|多(?!少)|(?<!多)少)|一样吗|vs"
)
_COUNT = re.compile(
    r"(?:多少|(?<!哪)几|总数|数量)[^，,。；？?]{0,3}(?:个|项|条|类)?(?:指标|条款|条$|条目|任务|目标|约束性|预期性|章|专栏|部分|条内容|工程)"
    r"|(?:工作|任务|事项)[^，。？]{0,4}(?:多少|几)[项条件个](?:$|[？?，,])|(?:多少|(?<!哪)几)条(?:工作|内容|任务|条款)?(?:$|[？?，,])|(?:多少|(?<!哪)几)大?(?:个|份)?(?:文件|规划|要点|方案|部分|方面|板块|领域|大节|节)"
    r"|(?:指标|条款|专栏|文件|条目)[^，。？]{0,8}(?:多少|几)(?:个|项|条|份)|(?:约束性|预期性)[^，。？]{0,8}(?:多少|几)(?:个|项|条|份)?"
    r"|(?:一共|总共|共)(?:收|有|列|是)?了?(?:多少|几)(?:条|项|个|份)(?:$|[？?，,])|(?:部分|章|节|专栏\d+|全文|要点|规划)[^，。？]{0,6}(?:多少|几)[条项个节](?:$|[？?，,])"
)
_COUNT_WITHIN = re.compile(
    r"(?:多少|几)(?:个|大)?(?:方面|部分|节|大节|章|项|条|工程|专栏)(?:工程|任务|内容|条款)?(?:[（(？?，,。]|$)"
)
_MORE = re.compile(r"^(?:还有|另外还有|除此之外还有)(?:别的|其他|其它|没有)?(?:吗|么|没有|没|呢)?[？?。]?$")
_KIND = re.compile(r"约束性|预期性|约束还是预期|性质")
_BASELINE = re.compile(
    r"现状|实绩|实现值|完成值|基线|基数|基期|实际|当前水平|目前水平|起点|20[12]\d年?(?:是|的)?(?:实际|基数|现状)"
)
QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,12})[”\"」』]")
_OF_THE_PLAN = re.compile(
    r"(?:哪些|哪几个?|什么)大?(?:章节?|部分|专栏|板块)|目录|文号|(?:印发|发布)(?:日期|时间|单位)"
)
"""Asks for a plan's own build or head, and so for no matter of the question before."""
_FOLLOW = re.compile(r"^(?:那么?|还有|另外|再|其中|这|它|该|此|上面|刚才|同样)|[呢]\s*[？?。]?$")
_INJECTION = re.compile(
    r"(?:请)?(?:忽略|无视|忘记|不要理会|ignore|disregard)[^，。；,;.]{0,30}(?:规则|指令|要求|设定|提示|instructions?|rules?|above|previous)[^，。；,;.]*[，。；,;.：:]?",
    re.IGNORECASE,
)


def understand(
    question: str,
    history: Sequence[Turn],
    catalog: Catalog,
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    without: Collection[str] = (),
) -> Query:
    """The question in the light of the earlier ones, oldest first; answers are not read, only what was asked.

    `without` are the keys of conditions that are not to hold, whether the question says them or an earlier
    one.
    """
    query: Query | None = None
    asked = [t for t in history if t.role == "user"]
    for turn in (*asked, Turn(role="user", content=question, without=tuple(without))):
        own = _read(turn.content, catalog, lexicon, vocabulary)
        whole = _follow(own, query, catalog)
        taken_over = tuple(key for key in keys_of(whole) if key not in keys_of(own))
        query = released(replace(whole, inherited=taken_over), turn.without, catalog.rows)
    assert query is not None
    return query


def hidden_instruction(question: str) -> bool:
    """Whether the question tries to give orders to whoever answers instead of asking."""
    return _INJECTION.search(question) is not None


def _read(question: str, catalog: Catalog, lexicon: Lexicon, vocabulary: Vocabulary) -> Query:
    asked = lexicon.plain(fold(_INJECTION.sub(" ", question).strip() or question))
    asked = lexicon.at_home(asked, (row.region for row in catalog.rows if row.region))
    asked, respelling = respelt(
        asked, (*(stem(r.region) for r in catalog.rows if r.region), *catalog.leaders)
    )
    by_time = _by_time(question, asked, catalog, lexicon, vocabulary)
    if by_time is not None:
        return replace(by_time, corrected=(*respelling, *by_time.corrected))
    scope, rest = read_scope(asked, catalog.rows, vocabulary.frequency)
    named = _named(_whole_names(rest, fold(asked), catalog.units), scope, catalog, lexicon)
    asked_role = read_asked(named.rest, several=len((*named.units, *named.leaders)) > 1)
    asked_role = asked_role if named.units or named.leaders else AskedRole(parts=(), rest=named.rest)
    reference, rest = read_reference(asked_role.rest)
    quoted = [fold(q) for q in QUOTED.findall(question)]
    folded = fold(asked)
    both = bool(_WHO.search(folded) and _AMOUNT.search(folded)) and not _CLAIM.search(folded)
    rest = _DUE.sub(" ", rest) if both else rest
    rest = EVERYWHERE.sub(" ", rest)
    terms, corrected = terms_of(rest, lexicon, vocabulary, quoted)
    return Query(
        text=question,
        intent=_intent(
            folded, scope, named.units or named.leaders, bool(reference), terms, bool(asked_role.parts)
        ),
        scope=scope,
        terms=terms,
        phrase=phrase_of(rest, lexicon),
        units=named.units,
        leaders=named.leaders,
        strange=named.strange,
        reference=reference,
        corrected=(*respelling, *named.read, *corrected),
        wants_unit=bool(_WHO.search(folded)),
        wants_figure=_asks_figure(folded),
        wants_leader=bool(_LEADER.search(folded)) and not _OFFICE.search(_LEADER.sub("", folded)),
        wants_both=both,
        wants_due=bool(_DUE.search(folded)),
        parts=asked_role.parts,
        role_noun=asked_role.noun,
        role_verbs=asked_role.verbs,
        together=bool(_TOGETHER.search(folded)),
        claimed=_claims(question, folded),
        wants_kind=bool(_KIND.search(folded)),
        wants_baseline=bool(_BASELINE.search(folded)),
    )


def _by_time(
    question: str, asked: str, catalog: Catalog, lexicon: Lexicon, vocabulary: Vocabulary
) -> Query | None:
    """The query where it asks for nothing but tasks by their time; None where it names a thing as well."""
    due, bare = read_due(asked)
    if due is None or _WHO.search(asked):
        return None
    scope, rest = read_scope(bare, catalog.rows, vocabulary.frequency)
    if any(name.endswith("年") for name in scope.unknown):  # the year of the date, not that of a plan
        strange = tuple(name for name in scope.unknown if not name.endswith("年"))
        scope = with_plans(replace(scope, years=(), unknown=strange), catalog.rows)
    named = _named(_whole_names(rest, fold(bare), catalog.units), scope, catalog, lexicon)
    if terms_of(GENERIC.sub(" ", named.rest), lexicon, vocabulary)[0]:
        return None
    return Query(
        text=question,
        intent="list",
        scope=scope,
        units=named.units,
        leaders=named.leaders,
        strange=named.strange,
        corrected=named.read,
        due=due,
    )


def _whole_names(rest: str, asked: str, units: Sequence[str]) -> str:
    """`rest` with the offices printed in full in `asked` whole again where the place in their name was taken
    for scope.
    """
    for name in sorted((n for unit in units if (n := fold(unit)) and n in asked), key=len, reverse=True):
        at = asked.find(name)
        while at >= 0:
            end = at + len(name)
            if rest[at:end] != name and rest[at:end].strip("　"):
                rest = rest[:at] + name + rest[end:]
            at = asked.find(name, end)
    return rest


def _named(rest: str, scope: Scope, catalog: Catalog, lexicon: Lexicon) -> Named:
    """Offices and people: those of the plans asked about before those of all plans."""
    if scope.named and 0 < len(scope.plans) <= 12:
        rows = [row.clause for plan in scope.plans for row in catalog.view(plan).clauses]
        units = tuple(dict.fromkeys(u for c in rows for u in c.units))
        leaders = tuple(dict.fromkeys(n for c in rows for n in c.leaders))
        near = find_named(rest, units, leaders, lexicon)
        if near.units or near.leaders:
            return near
    return find_named(rest, catalog.units, catalog.leaders, lexicon)


def _claims(question: str, asked: str) -> tuple[str, ...]:
    """Figures the question states itself; any at all where it tries to give orders."""
    if hidden_instruction(question) or re.search(r"直接说|就说|必须回答", asked):
        return tuple(_ANY_FIGURE.findall(asked))
    return tuple(_CLAIM.findall(asked)) if _CLAIMING.search(asked) else ()


def _asks_figure(text: str) -> bool:
    return bool(_FIGURE.search(text)) or (bool(_MEASURE.search(text)) and not _WHAT.search(text))


def _intent(
    text: str, scope: Scope, named: Sequence[str], pointed: bool, terms: Sequence[Term], in_part: bool
) -> Intent:
    if pointed:
        return "count" if _COUNT_WITHIN.search(text) else "reference"
    if named and (in_part or _LIST.search(text) or not terms):
        return "list"
    if _COUNT.search(text):
        return "count"
    several = len(scope.regions) > 1 or len(scope.years) > 1 or (scope.five_year and bool(scope.years))
    if several and _WHO.search(text) and not _asks_figure(text):
        return "unit"
    if several or _COMPARE.search(text):
        return "compare"
    if _KIND.search(text) and re.search(r"还是|是不是|性质|哪[种类]|吗", text):
        return "kind"
    if _WHO.search(text):
        return "unit"
    return "figure" if _asks_figure(text) else "content"


def _follow(query: Query, before: Query | None, catalog: Catalog) -> Query:
    """The query completed from the one before it; as it is where it stands on its own."""
    if before is None:
        return query
    if _MORE.search(fold(query.text)):
        return replace(
            before, text=query.text, intent="content", wants_unit=False, wants_figure=False, claimed=()
        )
    leans = bool(_FOLLOW.search(query.text.strip())) or len(query.terms) <= 1 or not query.scope.named
    if not leans or (query.scope.named and _OF_THE_PLAN.search(fold(query.text))):
        return query
    scope = inherited(query, before.scope, catalog)
    wider = with_plans(replace(query.scope, regions=scope.regions), catalog.rows)
    query = replace(query, wider=wider if wider.plans != scope.plans else None)
    if query.due is not None:
        nobody = not (query.units or query.leaders)
        units, leaders = (before.units, before.leaders) if nobody else (query.units, query.leaders)
        return replace(query, scope=scope, units=units, leaders=leaders)
    own = bool(query.terms or query.units or query.leaders or query.reference)
    if own and len(query.terms) >= 2 and not _FOLLOW.search(query.text.strip()):
        return replace(query, scope=scope)
    if not own:
        bare = (
            query.intent if query.intent in ("unit", "kind", "compare") or query.wants_unit else before.intent
        )
        return replace(
            before,
            text=query.text,
            scope=scope,
            wider=query.wider,
            intent=bare,
            wants_unit=query.wants_unit or (before.wants_unit and not query.wants_figure),
            wants_figure=query.wants_figure or before.wants_figure,
            wants_kind=query.wants_kind,
            wants_baseline=query.wants_baseline,
            wants_both=query.wants_both,
            wants_due=query.wants_due,
            parts=query.parts or before.parts,
            role_noun=query.role_noun or before.role_noun,
            role_verbs=query.role_verbs if query.parts else before.role_verbs,
            together=query.together or before.together,
        )
    if query.units or query.leaders:
        intent: Intent = "list" if before.intent == "list" or query.intent == "list" else query.intent
        whole = _LIST.search(
            fold(query.text)
        )  # 名下有哪些任务 asks for all of them, 那林枫呢 for the same part
        parts = query.parts or (() if whole else before.parts)
        return replace(query, scope=scope, intent=intent, due=before.due, parts=parts)
    if query.reference:
        return replace(query, scope=scope)
    kept = tuple(
        replace(t, weight=t.weight * 0.35, optional=True)
        for t in before.terms
        if t.text not in {own_term.text for own_term in query.terms}
    )
    says = query.intent != "content" or before.intent == "list" or _WHAT.search(fold(query.text))
    intent = query.intent if says else before.intent
    return replace(query, scope=scope, terms=(*query.terms, *kept), intent=intent)
