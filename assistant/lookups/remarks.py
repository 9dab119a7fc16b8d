"""Caveats about cited or listed clauses: another paper has changed them, their plan has another stage or is a
text of unknown origin, they were read with some doubt or recognised on a scanned page, or one of their
figures was corrected by it.

In: plan ids and labels, in the order they are shown. Out: `Remarked`: remarks with their lines, and the
further clauses these lines cite. Exact: links not made (assistant/versions) are not mentioned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import quote
from assistant.model import Citation, Remark
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.wording import CORRECTED, SCANNED, date_words
from assistant.versions.relations import Amended, Relations, stage_words
from ingest.grammar.letters import without_blanks
from ingest.grammar.title_dates import days_in
from ingest.inspection.kinds import is_shown, told
from ingest.model import Amendment, Doubt, Edition, Span

Place = tuple[str, str]
"""Plan id and clause label."""
_CHIPS = 6
"""Clauses of one doubt that are named; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked:
    """`lines` are Markdown; `counted` are those of them that stand on no clause. `citations` are of clauses
    that were not among those asked for.
    """

    remarks: tuple[Remark, ...] = ()
    lines: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


def remarks_on(
    catalog: Catalog, relations: Relations, places: Sequence[Place], quoted: Mapping[Place, Sequence[Span]]
) -> Remarked:
    """`quoted` are the stretches of a clause that are shown; a doubt about other words of it is not told."""
    places = tuple(dict.fromkeys(places))
    parts = [
        *_of_stages(catalog, relations, places),
        *_of_amendments(catalog, relations, places),
        *_of_editions(catalog, places),
        *_of_doubts(catalog, places, quoted),
        *_of_scans(catalog, places),
        *_of_corrections(catalog, places, quoted),
    ]
    cited = {citation.marker: citation for part in parts for citation in part.citations}
    return Remarked(
        remarks=tuple(r for part in parts for r in part.remarks),
        lines=tuple(line for part in parts for line in part.lines),
        counted=tuple(line for part in parts for line in part.counted),
        citations=tuple(c for c in cited.values() if (c.plan, c.clause) not in places),
    )


def changes_by_clause(catalog: Catalog) -> dict[Place, tuple[str, ...]]:
    """What other papers have changed, in words, for every clause of the plans in force that is changed."""
    relations = Relations(catalog)
    found: dict[Place, list[str]] = {}
    for plan in relations.changed():
        labels = [row.clause.label for row in catalog.view(plan).clauses]
        for one in relations.amended(plan):
            for label in one.clauses or labels:
                told = _changed(catalog, one, label if one.clauses else None).remarks[0].text
                found.setdefault((plan, label), []).append(told)
    return {place: tuple(told) for place, told in found.items()}


# -- amended -------------------------------------------------------------------------------------------------


def _of_amendments(catalog: Catalog, relations: Relations, places: Sequence[Place]) -> Iterator[Remarked]:
    for plan in dict.fromkeys(plan for plan, _ in places):
        labels = [label for of, label in places if of == plan]
        for one in relations.amended(plan):
            if not one.clauses:
                yield _changed(catalog, one, None)
            yield from (_changed(catalog, one, label) for label in labels if label in one.clauses)


def _changed(catalog: Catalog, one: Amended, label: str | None) -> Remarked:
    view, by = catalog.view(one.plan), catalog.view(one.by)
    what = f"〔{marker(view, label)}〕" if label else f"《{view.row.title}》"
    source = cite(by, by.clause(one.amendment.clause), one.amendment.span)
    since, later = _since(one.amendment, by)
    told = f"{what}{_changed_words(one.amendment, by.row.title)}{since}"
    line = f"注意：{told}。〔{source.marker}〕"
    remark = Remark(
        kind="amended",
        plan=one.plan,
        clause=label,
        text=f"{told}{later}".replace("〔", "“").replace("〕", "”"),
        by=one.by,
        by_clause=one.amendment.clause,
    )
    more = (f"上述调整{later.strip('（）')}施行。",) if later else ()
    return Remarked(remarks=(remark,), lines=(line, *more), counted=more, citations=(source,))


def _changed_words(change: Amendment, title: str) -> str:
    said = f"已由《{title}》"
    of = f"“{change.what}”由" if change.what else ""
    match change.effect:
        case "replace" if change.old:
            return f"{said}调整：{of}“{change.old}”改为“{change.new}”"
        case "replace":
            return f"{said}修改为：“{change.new}”"
        case "delete" if change.old:
            return f"{said}修改：删去“{change.old}”"
        case "delete":
            return f"{said}删去"
        case "insert":
            behind = f"在“{change.old}”之后" if change.old else ""
            return f"{said}修改：{behind}增加“{change.new or '（见通知）'}”"
        case "stop":
            return f"{said}停止执行"
        case "repeal":
            return f"{said}废止"
        case "extend":
            return f"的有效期{said}延长（{change.new}）"


def _since(change: Amendment, by: PlanView) -> tuple[str, str]:
    """From when it holds: in words of its own clause, or of another place of the paper."""
    if not change.since or not change.since[0].isdigit():
        return "", ""
    told = f"（自{date_words(change.since) if '-' in change.since else change.since}起）"
    text = by.clause(change.clause).text
    here = any(day.day.isoformat() == change.since for day in days_in(text))
    return (told, "") if here else ("", told)


# -- stages --------------------------------------------------------------------------------------------------


def _of_stages(catalog: Catalog, relations: Relations, places: Sequence[Place]) -> Iterator[Remarked]:
    """Both stages are shown: the clause of the other one where it is not, and one line that asks."""
    said = set[frozenset[str]]()
    for plan in dict.fromkeys(plan for plan, _ in places):
        for row in relations.other_stages(plan):
            labels = [label for of, label in places if of == plan]
            yield from _counterparts(catalog, relations, plan, row.id, labels, places)
            if (pair := frozenset((plan, row.id))) in said:
                continue
            said.add(pair)
            own = catalog.row(plan)
            line = (
                f"《{own.title}》（{own.id}）与《{row.title}》（{row.id}）像是同一文件的两份稿："
                f"前者{stage_words(own)}，后者{stage_words(row)}。请确认以哪一份为准；"
                "不用的一份可在“文件”页或用 plans withdraw 标为废止。"
            )
            remark = Remark(kind="draft", plan=plan, clause=None, text=line, by=row.id)
            yield Remarked(remarks=(remark,), lines=(f"注意：{line}",), counted=(f"注意：{line}",))


def _counterparts(
    catalog: Catalog,
    relations: Relations,
    plan: str,
    other: str,
    labels: Iterable[str],
    places: Sequence[Place],
) -> Iterator[Remarked]:
    view, theirs = catalog.view(plan), catalog.view(other)
    partner = relations.aligned(plan, other)
    for label in labels:
        row = partner.get(label)
        if row is None or (other, row.clause.label) in places:
            continue
        if without_blanks(row.text) != without_blanks(view.clause(label).text):
            found = cite(theirs, row)
            yield Remarked(lines=(f"另一份稿此条为：〔{found.marker}〕", quote(found)), citations=(found,))


# -- editions ------------------------------------------------------------------------------------------------


def _of_editions(catalog: Catalog, places: Sequence[Place]) -> Iterator[Remarked]:
    """One line for each plan of which nobody has said yet whose text it is."""
    for plan in dict.fromkeys(plan for plan, _ in places):
        row = catalog.row(plan)
        if row.edition is Edition.UNCONFIRMED:
            line = f"《{row.title}》是上传的文本，还没有人确认是不是正式文本，请核对原件。"
            remark = Remark(kind="unconfirmed", plan=plan, clause=None, text=line)
            yield Remarked(remarks=(remark,), lines=(f"注意：{line}",), counted=(f"注意：{line}",))


# -- doubts --------------------------------------------------------------------------------------------------


def _of_doubts(
    catalog: Catalog, places: Sequence[Place], quoted: Mapping[Place, Sequence[Span]]
) -> Iterator[Remarked]:
    """One line for all that is doubted of the same clauses."""
    by_words: dict[str, dict[Place, None]] = {}
    for plan in dict.fromkeys(plan for plan, _ in places):
        doubted = _doubted(catalog.row(plan).doubts)
        for place in (place for place in places if place[0] == plan):
            for doubt in doubted.get(place[1], ()):
                if doubt.span is None or any(_meet(doubt.span, span) for span in quoted.get(place, ())):
                    by_words.setdefault(told(doubt), {})[place] = None
    by_places: dict[tuple[Place, ...], list[str]] = {}
    for words, of in by_words.items():
        by_places.setdefault(tuple(of), []).append(words)
    for found, said in by_places.items():
        words = "；".join(said)
        shown = [f"〔{marker(catalog.view(p), label)}〕" for p, label in found[:_CHIPS]]
        more = f"等 {len(found)} 条" if len(found) > _CHIPS else ""
        line = f"{'、'.join(shown)}{more}的读法存疑：{words}，请核对原文。"
        remarks = tuple(
            Remark(kind="doubt", plan=p, clause=label, text=one) for one in said for p, label in found
        )
        yield Remarked(remarks=remarks, lines=(line,), counted=(line,))


def _of_scans(catalog: Catalog, places: Sequence[Place]) -> Iterator[Remarked]:
    """One line for all that was recognised on scanned pages and that nobody has confirmed."""
    found = [
        place
        for place in places
        if (row := catalog.view(place[0]).by_label.get(place[1])) and row.clause.confidence is not None
    ]
    if not found:
        return
    shown = [f"〔{marker(catalog.view(plan), label)}〕" for plan, label in found[:_CHIPS]]
    more = f"等 {len(found)} 条" if len(found) > _CHIPS else ""
    line = f"{'、'.join(shown)}{more}的文字和数字为扫描识别，还没有人核对，请对照原页。"
    remarks = tuple(Remark(kind="scanned", plan=p, clause=label, text=SCANNED) for p, label in found)
    yield Remarked(remarks=remarks, lines=(line,), counted=(line,))


def _of_corrections(
    catalog: Catalog, places: Sequence[Place], quoted: Mapping[Place, Sequence[Span]]
) -> Iterator[Remarked]:
    """A line for each clause that shows figures which somebody set right by the scanned page."""
    for plan, label in places:
        view = catalog.view(plan)
        row = view.by_label.get(label)
        made = row.clause.corrections if row else ()
        shown = quoted.get((plan, label), (row.clause.span,) if row else ())
        spans = [c.span for c in made if any(_meet(c.span, span) for span in shown)]
        if row and spans:
            start = row.clause.span.start
            figures = "、".join(f"“{row.text[s.start - start : s.end - start]}”" for s in spans)
            remark = Remark(kind="corrected", plan=plan, clause=label, text=CORRECTED)
            line = f"〔{marker(view, label)}〕的{figures}是人工对照原页更正的，识别时读错了。"
            yield Remarked(remarks=(remark,), lines=(line,), counted=(line,))


def _doubted(doubts: Iterable[Doubt]) -> dict[str, list[Doubt]]:
    """Label -> what is doubted of that clause and told on answers."""
    found: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        if doubt.clause is not None and is_shown(doubt):
            found.setdefault(doubt.clause, []).append(doubt)
    return found


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
