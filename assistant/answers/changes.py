"""Answers to “what changed”: an earlier stored version of a plan beside the one in force.

In: a question on versions and, of each plan it is about, the two compared (lookups/versions). Out: the whole
difference, those clauses of it that were asked for (新增, 删除, 改了责任单位 …), or the clauses the question
names, with the words of both versions. Citations are of the version in force; what an earlier one said is
quoted as such. That nothing changed, or that there is no earlier version, is said after an exact look-up
only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answers.draft import Draft, references, refuse
from assistant.answers.near import shown
from assistant.answers.options import ANSWERS
from assistant.denial import By, Denial
from assistant.lookups.cite import cite, marker, marker_words, quote
from assistant.lookups.listing import listing_row, summary
from assistant.lookups.version_aspects import Aspect, AspectKind, aspects, times_of
from assistant.lookups.versions import Compared, Fate, Named, compared, named
from assistant.model import Citation, EarlierQuote, Listing, ListingRow
from assistant.question import Ask, Query
from assistant.retrieval.coverage import coverage, overall
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage, nearest_passages
from assistant.retrieval.sources import Sources
from assistant.versions.words import summary as sums
from ingest.grammar.amending import announces, read_amending
from ingest.grammar.genres import changed_rule
from ingest.store.rows import ClauseRow

_SHOWN = 60
"""Changed clauses that are told one by one, of all plans together."""
_CHOSEN: dict[Ask, str] = {
    "changes_added": "新增",
    "changes_removed": f"删除（{Denial(what='对应的', by=By.VERSIONS_COMPARED, where='旧版有、新版')}）",
    "changes_edited": "改动",
    "changes_moved": "编号变化",
    "changes_due": "完成时限变化",
    "changes_offices": "责任分工变化",
    "changes_figures": "数字变化",
}
"""What of a whole difference may be asked for, and how it is headed."""
_TOLD: tuple[Ask, ...] = ("changes_added", "changes_removed", "changes_edited")
"""What is told one by one of a whole difference; a clause that only moved stands in one line with the
others.
"""
_ASPECTS: dict[Ask, AspectKind] = {
    "changes_due": "due",
    "changes_offices": "offices",
    "changes_figures": "figures",
}
_CALLED: dict[AspectKind, str] = {"due": "完成时限", "offices": "责任分工", "figures": "数字"}


@dataclass(slots=True)
class _Told:
    """An answer as it grows. `counted` are the lines that say what became of a clause: no clause states
    them.
    """

    lines: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    earlier: list[EarlierQuote] = field(default_factory=list)
    rows: list[ListingRow] = field(default_factory=list)

    def count(self, line: str) -> None:
        self.lines.append(line)
        self.counted.append(line)


def changes(query: Query, sources: Sources) -> Draft:
    """A block for each plan that fits; a question that names no place is about the plans with two
    versions.
    """
    catalog = sources.catalog
    held = {plan: compared(catalog, plan, query.slots.versions) for plan in _candidates(query, sources)}
    pairs = [both for both in held.values() if both]
    if not pairs:
        return _told_by_itself(query, sources) or _no_earlier(query, sources)
    found = [(both, named(query, both)) for both in pairs]
    meant = [(both, what) for both, what in found if what.fates]
    if not meant:
        return _no_such_clause(query, sources, found)
    if len(meant) > ANSWERS.plans:
        names = "、".join(both.view.short for both, _ in meant[:10])
        return Draft(status="clarify", answer=f"有多份文件存有旧版，请说明是哪一份：{names}。")
    told = _Told()
    for both, what in meant:
        _block(query, both, what, told, _SHOWN // len(meant))
    if query.scope.named:
        for plan in (plan for plan, both in held.items() if both is None):
            told.count(f"{_no_older(f'{catalog.short(plan)}只存有一个版本，')}。")
    listing = Listing(total=len(told.rows), complete=True, rows=tuple(told.rows)) if told.rows else None
    return Draft(
        status="answered",
        answer="\n\n".join(told.lines),
        citations=tuple(dict.fromkeys(told.citations)),
        earlier=tuple(dict.fromkeys(told.earlier)),
        counted=tuple(told.counted),
        listing=listing,
    )


def _candidates(query: Query, sources: Sources) -> tuple[str, ...]:
    """The plans to compare; of many only those of which more than one version is stored."""
    plans = query.scope.plans or tuple(row.id for row in sources.catalog.rows)
    if query.scope.named:
        return plans
    return tuple(plan for plan in plans if sources.catalog.row(plan).version > 1)


def _told_by_itself(query: Query, sources: Sources) -> Draft | None:
    """The clauses in which the paper meant says itself what it changes; of several papers that do, the one
    whose title has most of the question's words.
    """
    views = [sources.catalog.view(plan) for plan in query.scope.plans]
    telling = {v.row.id: [row for row in v.clauses if _changes(row.text)] for v in views}
    views = [v for v in views if any(announces(row.text) for row in telling[v.row.id])]
    scored = {
        v.row.id: overall(query.terms, [coverage(t, fold(v.row.title)) for t in query.terms]) for v in views
    }
    best = max(scored.values(), default=0.0)
    meant = [v for v in views if scored[v.row.id] == best and (best or query.scope.named)]
    if len(meant) != 1:
        return None
    rows = telling[meant[0].row.id][: ANSWERS.clauses_shown]
    citations = tuple(cite(meant[0], row) for row in rows)
    parts = [f"文件自己写明的修改（{_no_older('资料库里')}）：{len(telling[meant[0].row.id])} 条。"]
    for citation in citations:
        parts += [f"〔{citation.marker}〕", quote(citation)]
    parts.append(references(meant[0], rows))
    return Draft(status="answered", answer="\n\n".join(parts), citations=citations, counted=(parts[0],))


def _changes(text: str) -> bool:
    return announces(text) or bool(read_amending(text, bare=True))


def _no_earlier(query: Query, sources: Sources) -> Draft:
    plans = query.scope.plans if query.scope.named else ()
    names = "、".join(sources.catalog.short(plan) for plan in plans[:4]) or "现有文件"
    each = "都" if len(plans) != 1 else ""
    text = f"{_no_older(f'资料库里{names}{each}只存有一个版本，')}。"
    near = _of_two_rules(query, sources)
    if near:
        held = query.scope.named and {p.row.plan for p in near} <= set(query.scope.plans)
        return shown(near, f"{text}原文里与所问最接近的，请核对：") if held else shown(near)
    return Draft(status="not_found", reason="not_stated", answer=text)


def _no_older(where: str) -> Denial:
    return Denial(what="可以比较的旧版", by=By.VERSIONS, where=where)


def _of_two_rules(query: Query, sources: Sources) -> tuple[Passage, ...]:
    """Where no version is named, the passages that meet the question and print that a rule has been changed:
    the old and the new may be two rules of which one paper speaks (按原办法资助，按修订后的不再资助).
    """
    if query.slots.versions or not query.terms:
        return ()
    plans = tuple(row.id for row in sources.catalog.rows)
    near = nearest_passages(query, sources, query.scope.plans)
    near = near if _tells_change(near) else nearest_passages(query, sources, plans)
    return tuple(near) if _tells_change(near) else ()


def _tells_change(near: Sequence[Passage]) -> bool:
    meeting = (p.row for p in near if p.share >= ANSWERS.meets)
    return any(changed_rule(" ".join((*row.clause.path, row.text))) for row in meeting)


def _no_such_clause(query: Query, sources: Sources, found: Sequence[tuple[Compared, Named]]) -> Draft:
    """No clause of either version is what the question names; the nearest of the version in force is
    shown.
    """
    asked = next(what.words for _, what in found)
    names = "、".join(both.view.short for both, _ in found[:4])
    missing = bool(query.reference) or all(what.missing for _, what in found)
    near = nearest_passages(query, sources, query.scope.plans) if query.terms else ()
    both = f"{names}的新旧两版里"
    if query.reference:
        none = Denial(what=f"“{asked}”这一条", by=By.MARKS, where=f"{both}都")
        return refuse("not_stated", f"{none}。", near)
    if missing:
        none = Denial(what=f"“{asked}”的条款", by=By.CLAUSES, where=f"{both}都")
        return refuse("not_stated", f"{none}。", near)
    none = Denial(what=f"“{asked}”", by=By.FOUND, where=both)
    return shown(near) if near else refuse("not_stated", f"{none}。")


def _block(query: Query, both: Compared, what: Named, told: _Told, most: int) -> None:
    if both.old.row.edition is not both.view.row.edition:
        told.count(f"{both.view.short}的两版一为摘编、一为全文，文字不同不等于要求有改动。")
    if what.whole:
        _whole(query, both, what, told, most)
        return
    wanted = [kind for ask, kind in _ASPECTS.items() if ask in query.slots.asks]
    for fate in what.fates:
        _clause(fate, both, wanted, told)


def _whole(query: Query, both: Compared, what: Named, told: _Told, most: int) -> None:
    """The sums, which are those of `plans diff`, and the clauses that changed, at most so many, or all of
    those asked for.
    """
    changed = tuple(fate.change for fate in what.fates if fate.change)
    found = replace(both.found, changes=changed, same=len(what.fates) - len(changed))
    within = f"中与“{what.within}”有关的条款" if what.within else ""
    told.count(
        f"**{both.view.short}** 现行第{both.newer}版{within}与旧版第{both.older}版相比：{sums(found)}。"
    )
    chosen: list[Ask] = [ask for ask in _CHOSEN if ask in query.slots.asks]
    for ask in chosen:
        rows = [fate for fate in what.fates if _is(fate, both, ask)]
        none = Denial(what=f"{_CHOSEN[ask]}的条款", by=By.VERSIONS_COMPARED)
        told.count(f"**{_CHOSEN[ask]}**：共 {len(rows)} 条。" if rows else f"{none}。")
        _list(rows, both, told, only=_ASPECTS.get(ask), listed=len(chosen) == 1)
    if chosen:
        return
    for detail in found.details if not what.within else ():
        told.count(f"{detail.name}：{detail.before} → {detail.after}")
    shown = 0
    for ask in _TOLD:
        rows = [fate for fate in what.fates if _is(fate, both, ask)]
        if rows:
            told.count(f"**{_CHOSEN[ask]}**：")
            _list(rows[: max(0, most - shown)], both, told)
            shown += len(rows)
    if shown > most:
        told.count(f"这里只列出前 {most} 条，全部差异见“文件”页的版本对照。")
    moved = [fate.change for fate in what.fates if fate.change and fate.change.kinds == ("moved",)]
    if moved:
        labels = [
            f"{_label(c.before.label)} → {_label(c.after.label)}" for c in moved if c.before and c.after
        ]
        told.count(f"**仅编号变化**：{'；'.join(labels[:most])}{'；……' if len(labels) > most else ''}")


def _is(fate: Fate, both: Compared, ask: Ask) -> bool:
    """Whether the clause changed in the way asked for."""
    kinds = set(fate.change.kinds) if fate.change else set()
    if ask == "changes_edited":
        return bool(kinds & {"reworded", "units", "targets"})
    if ask in ("changes_added", "changes_removed", "changes_moved"):
        return ask.removeprefix("changes_") in kinds
    return any(aspect.kind == _ASPECTS[ask] for aspect in aspects(fate, both))


def _list(
    fates: Sequence[Fate],
    both: Compared,
    told: _Told,
    *,
    only: AspectKind | None = None,
    listed: bool = False,
) -> None:
    """A line a clause, with what changed of it below, of one kind where `only` that was asked for."""
    for fate in fates:
        if fate.after is not None:
            row, view = fate.after, both.view
            told.citations.append(cite(view, row))
        else:
            assert fate.before is not None
            row, view = fate.before, both.old
            told.earlier.append(both.quote(row))
        if listed:
            version = both.older if view is both.old else None
            told.rows.append(replace(listing_row(view, row), version=version))
        lines = [f"- {summary(row)} 〔{marker(view, row.clause.label)}〕"]
        shown = [aspect for aspect in aspects(fate, both) if only in (None, aspect.kind)]
        lines += [f"  + {line}" for line in _aspect_lines(fate, both, shown, told)]
        if fate.before and fate.after and not shown and fate.before.text != fate.after.text:
            told.earlier.append(both.quote(fate.before))
            chip = marker(both.old, fate.before.clause.label)
            lines.append(f"  + 旧版写的是：{summary(fate.before)} 〔{chip}〕")
        told.lines.append("\n".join(lines))


def _clause(fate: Fate, both: Compared, wanted: Sequence[AspectKind], told: _Told) -> None:
    """What became of one clause: the verdict, what differs, and the words of both versions."""
    differing = aspects(fate, both)
    told.count(_verdict(fate, both, differing))
    if fate.before and fate.after:
        for kind in wanted:
            told.count(_asked_for(kind, fate, both, [a for a in differing if a.kind == kind]))
    ordered = sorted(differing, key=lambda a: a.kind not in wanted)
    lines = [f"- {line}" for line in _aspect_lines(fate, both, ordered, told)]
    told.lines += ["\n".join(lines)] if lines else []
    same = fate.before and fate.after and fate.before.text == fate.after.text
    if fate.before and not same:
        told.earlier.append(both.quote(fate.before))
        told.count(f"旧版（第{both.older}版）原文：")
        told.lines.append(_quoted(fate.before, marker(both.old, fate.before.clause.label)))
    if fate.after:
        told.citations.append(cite(both.view, fate.after))
        told.count(f"现行（第{both.newer}版）原文：")
        told.lines.append(_quoted(fate.after, marker(both.view, fate.after.clause.label)))
        told.lines.append(references(both.view, [fate.after]))


def _verdict(fate: Fate, both: Compared, differing: Sequence[Aspect]) -> str:
    if fate.after is None:
        assert fate.before is not None
        chip = f"〔{marker(both.old, fate.before.clause.label)}〕"
        return f"{chip} {_no_like('旧版有这一条，新版里')}。"
    chip = f"〔{marker(both.view, fate.after.clause.label)}〕"
    if fate.before is None:
        return f"{chip} {_no_like('这一条是新增的，旧版里')}。"
    kinds = set(fate.change.kinds) if fate.change else set()
    moved = f"编号由 {_label(fate.before.clause.label)} 变为 {_label(fate.after.clause.label)}"
    where = f"，{moved}" if "moved" in kinds else ""
    if not kinds - {"moved"}:
        return f"{chip} {_unchanged('这一条还在，内容')}{where}。"
    said = dict.fromkeys(
        _CALLED[a.kind] + (f"（{a.way}）" if a.kind == "due" and a.way else "") for a in differing
    )
    if "units" in kinds and not any(a.kind in ("offices", "due") for a in differing):
        said["责任分工"] = None
    return f"{chip} 这一条还在，有改动：{'、'.join(said) or '文字'}{where}。"


def _asked_for(kind: AspectKind, fate: Fate, both: Compared, differing: Sequence[Aspect]) -> str:
    """The answer to what was asked of the clause: that it changed, and which way, or that it did not."""
    called = _CALLED[kind]
    if differing:
        ways = "、".join(dict.fromkeys(a.way for a in differing if a.way))
        return f"{called}有改动{f'：{ways}了' if ways else ''}。"
    if kind == "due" and fate.after and not times_of(both.view, fate.after):
        none = Denial(what="时限", by=By.TABLES, where="两版的这一条里都")
        return f"{_unchanged(called)}，{none}。"
    return f"{_unchanged(called)}。"


def _no_like(where: str) -> Denial:
    return Denial(what="对应的条款", by=By.VERSIONS_COMPARED, where=where)


def _unchanged(where: str) -> Denial:
    return Denial(what="改动", by=By.VERSIONS_COMPARED, where=where)


def _aspect_lines(fate: Fate, both: Compared, differing: Sequence[Aspect], told: _Told) -> Iterator[str]:
    """Each side before the chip of its clause: the old one on the earlier version, the new one on this."""
    if not fate.before or not fate.after:
        return
    old = f"〔{marker(both.old, fate.before.clause.label)}〕"
    new = f"〔{marker(both.view, fate.after.clause.label)}〕"
    if any(aspect.was for aspect in differing):
        told.earlier.append(both.quote(fate.before))
    for aspect in differing:
        role = f"{aspect.name}：" if aspect.kind == "offices" and aspect.name else ""
        head = {"due": "完成时限：", "offices": ""}.get(aspect.kind, f"{aspect.name or '数字'}：")
        stop = "，" if role else " "  # a role is read back to the mark before it
        was, now = (
            f"{version}{stop}{role}{said} {chip}"
            if said
            else str(Denial(what=aspect.name if role else "", by=By.VERSIONS_COMPARED, where=version))
            for version, said, chip in (("旧版", aspect.was, old), ("现行", aspect.now, new))
        )
        yield f"{head}{was} → {now}"


def _quoted(row: ClauseRow, name: str) -> str:
    """The words of a clause, its chip on every line: the chip of an earlier version is not handed down."""
    lines = row.text.replace("\t", " ｜ ").splitlines()
    return "\n".join(f"> {line} 〔{name}〕" for line in lines if line.strip())


def _label(label: str) -> str:
    return marker_words("", label).lstrip("·")
