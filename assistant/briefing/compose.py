"""A briefing made step by step: what is asked for, looked up exactly in the Library.

In: a library and a request. Out: the briefing as it grows, so that it can be shown, followed and given up
(close the generator). The same request to the same library gives the same briefing but for its date. No model
is asked.

The last section says what other papers have changed in the clauses a briefing stands on, of which papers
another stage is in force, and which clauses were recognised on scanned pages. Clauses of earlier versions are
left out: a briefing that compares them says itself what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from assistant.answers.remarks import remarks_on
from assistant.briefing.kinds import changes, compare, indicators, office, plan, topic
from assistant.briefing.material import Material
from assistant.briefing.model import Briefing, Composition, Kind, Note, Paragraph, Part, Request, Section
from assistant.briefing.options import BRIEFINGS
from assistant.briefing.texts import words
from assistant.briefing.vetting import Vetting
from assistant.errors import AssistantError
from assistant.lookups.cite import marker, reference
from assistant.model import Remark
from assistant.query.entities import kin_of
from assistant.retrieval.catalog import Catalog
from assistant.versions.relations import Relations
from ingest.store.library import Library
from ingest.store.rows import PlanRow

KINDS: Mapping[Kind, Callable[[Material], Composition | None]] = {
    "office": office.compose,
    "plan": plan.compose,
    "indicators": indicators.compose,
    "compare": compare.compose,
    "topic": topic.compose,
    "changes": changes.compose,
}
NAMES: Mapping[Kind, str] = {
    "office": "单位承担任务",
    "plan": "文件摘要",
    "indicators": "指标一览",
    "compare": "文件对照",
    "topic": "专题安排",
    "changes": "变化情况",
}
_LACKING: Mapping[Kind, tuple[Callable[[Request], bool], str]] = {
    "office": (lambda r: bool(r.units), "没有写明单位"),
    "topic": (lambda r: bool(r.topic.strip()), "没有写明主题"),
    "compare": (lambda r: len(r.plans) != 1, "对照至少要两份文件"),
    "changes": (
        lambda r: len(r.plans) in (1, 2),
        "变化情况要写明一份文件（比较前后版本）或两份文件（比较两年）",
    ),
}
"""What a kind cannot do without, and how that is said."""
_OF_PLANS = frozenset[Kind](("plan", "compare", "changes"))
"""Kinds that tell of the plans named, each of them; for the others region and year may leave some out."""

_NARROWED = frozenset[Kind](("office", "plan"))
"""Kinds that a topic confines to the clauses that a briefing on the topic tells."""


class NothingFoundError(AssistantError):
    """The plans state nothing of what was asked for."""


def kind_named(name: str) -> Kind | None:
    """None for what is no kind."""
    return next((kind for kind in KINDS if kind == name), None)


def brief(library: Library, request: Request, *, made: date) -> Briefing:
    """The whole briefing at once; raises as `compose` does."""
    *_, last = compose(library, request, made=made)
    return last.briefing


def compose(library: Library, request: Request, *, made: date) -> Iterator[Part]:
    """The briefing so far, first without sections, then after each step.

    Raises:
        AssistantError: the request is not whole, or names an office or a plan that is not there.
        NothingFoundError: there is nothing to be told.
    """
    catalog = Catalog(library)
    catalog.refresh()
    if not library.plans(withdrawn=True):
        raise NothingFoundError("资料库还是空的", remedy="请先读入文件：在“文件”页上传，或用 plans ingest")
    request = replace(
        request,
        plans=tuple(dict.fromkeys(plan_id(catalog, name) for name in request.plans)),
        units=tuple(dict.fromkeys(request.units)),
    )
    _check(request, catalog)
    plans = library.plans(plan=request.plans or None, region=request.region, year=request.year)
    _check_confined(request, plans, catalog)
    if request.plans:
        plans = tuple(sorted(plans, key=lambda p: request.plans.index(p.id)))
    material = Material(library=library, catalog=catalog, request=request, plans=plans)
    if request.kind in _NARROWED and request.topic.strip():
        material = replace(material, on_topic=_on_topic(material))
    made_up = KINDS[request.kind](material) if plans else None
    if made_up is None:
        raise NothingFoundError(
            f"没有可写入简报的内容（{scope_words(request, catalog)}）",
            remedy="请放宽范围；资料库里有什么，见“文件”和“指标与任务”页，或用 plans list、plans tasks",
        )
    used = made_up.versions or tuple(u for u in material.used if u.plan in made_up.plans)
    briefing = Briefing(
        title=made_up.title,
        kind=request.kind,
        scope=scope_words(request, catalog),
        made=made,
        used=used,
    )
    vetting, total = Vetting(material), len(made_up.steps) + 1
    names = (*(step.name for step in made_up.steps), words("amended.step"), "")
    yield Part(briefing=briefing, done=0, total=total, doing=names[0])
    for done, step in enumerate(made_up.steps, start=1):
        briefing = replace(briefing, sections=(*briefing.sections, *vetting.checked(step.make())))
        yield Part(briefing=briefing, done=done, total=total, doing=names[done])
    changed = vetting.checked(amended_sections(briefing, material))
    briefing = replace(briefing, sections=(*briefing.sections, *changed))
    yield Part(briefing=briefing, done=total, total=total, doing=names[total])


def scope_words(request: Request, catalog: Catalog) -> str:
    """What the briefing is confined to."""
    stated = (
        ("责任单位", "、".join(request.units)),
        ("文件", "、".join(catalog.short(p) for p in request.plans)),
        ("主题", request.topic),
        ("地区", request.region or ""),
        ("年度", f"{request.year}年" if request.year else ""),
    )
    return "，".join(f"{name}“{value}”" for name, value in stated if value) or "资料库全部文件"


def plan_id(catalog: Catalog, name: str) -> str:
    """The id of a plan called by its id, title or short name.

    Raises:
        AssistantError: no plan is called so, or several are.
    """
    called = {
        row.id: {row.id, row.title, f"《{row.title}》", *row.titles, catalog.short(row.id)}
        for row in catalog.rows
    }
    if name in called:
        return name
    found = [plan for plan, names in called.items() if name in names]
    if len(found) == 1:
        return found[0]
    if found:
        raise AssistantError(f"名为“{name}”的文件有 {len(found)} 份", remedy=f"请写编号：{'、'.join(found)}")
    every = sorted({n for names in called.values() for n in names})
    said = [
        *(n for n in every if name in n),
        *get_close_matches(name, every, n=BRIEFINGS.offered, cutoff=BRIEFINGS.like_title),
    ]
    near = tuple(dict.fromkeys(p for s in said for p, names in called.items() if s in names))[
        : BRIEFINGS.offered
    ]
    near = tuple(f"{p}（{catalog.short(p)}）" for p in near)
    raise AssistantError(
        f"资料库里没有“{name}”这份文件", remedy=_near(near) or "编号和名称见“文件”页，或用 plans list"
    )


def _check(request: Request, catalog: Catalog) -> None:
    lacking = _LACKING.get(request.kind)
    if lacking and not lacking[0](request):
        raise AssistantError(lacking[1], remedy="请补上后再试")
    if request.kind == "changes" and (request.units or request.topic.strip()):
        raise AssistantError(
            "变化情况不能按责任单位或主题缩小范围", remedy="请去掉责任单位和主题；它比较的是整份文件"
        )
    for unit in request.units:
        if unit not in catalog.units:
            raise AssistantError(
                f"没有文件把任务交给“{unit}”",
                remedy=_near(near_units(unit, catalog.units))
                or "名称须与原文逐字相同，可在“指标与任务”页或用 plans tasks 查看",
            )


def _on_topic(material: Material) -> frozenset[tuple[str, str]]:
    """Plan and label of every clause that a briefing on the topic tells."""
    told = topic.compose(material)
    sections = (s for step in told.steps for s in step.make()) if told else ()
    blocks = (b for s in sections if s.key.partition("/")[0] == "tasks" for b in s.blocks)
    return frozenset((n.plan, n.label) for b in blocks if isinstance(b, Paragraph) for n in b.notes)


def _check_confined(request: Request, plans: Iterable[PlanRow], catalog: Catalog) -> None:
    """Raises AssistantError where a plan asked for by name is not of the region or the year."""
    there = {p.id for p in plans}
    gone = [p for p in request.plans if p not in there]
    if gone and request.kind in _OF_PLANS:
        titles = "、".join(f"《{catalog.row(p).title}》" for p in gone)
        raise AssistantError(f"{titles}不在所选的地区、年度之内", remedy="请去掉地区和年度，或另选文件")


def near_units(unit: str, units: tuple[str, ...]) -> tuple[str, ...]:
    """Offices that may be meant: those that have the name in brackets or around it, then those spelt
    alike.
    """
    holding = [u for u in units if unit in u or u in unit]
    alike = get_close_matches(unit, units, n=BRIEFINGS.offered, cutoff=BRIEFINGS.like_name)
    return tuple(dict.fromkeys((*kin_of(unit, units), *holding, *alike)))[: BRIEFINGS.offered]


def _near(names: tuple[str, ...]) -> str:
    return f"相近的有：{'、'.join(names)}" if names else ""


def amended_sections(briefing: Briefing, material: Material) -> tuple[Section, ...]:
    catalog = material.catalog
    now = {row.id: row.version for row in catalog.rows}
    places = [(note.plan, note.label) for note in briefing.notes if now.get(note.plan) == note.version]
    remarks = remarks_on(catalog, Relations(catalog), places, {}).remarks
    blocks = (
        *(_paragraph(remark, material) for remark in remarks if remark.kind in ("amended", "draft")),
        *_scanned([remark for remark in remarks if remark.kind == "scanned"], material),
    )
    return (
        (Section(key="amended", heading=words("amended.heading"), level=1, blocks=blocks),) if blocks else ()
    )


def _scanned(remarks: Sequence[Remark], material: Material) -> tuple[Paragraph, ...]:
    """One sentence with every clause that was recognised on a scanned page; none where there is none."""
    if not remarks:
        return ()
    notes = tuple(_note(material, r.plan, r.clause) for r in remarks if r.clause)
    return (Paragraph(text=words("amended.scanned"), origin="counted", notes=notes, numbered=True),)


def _paragraph(remark: Remark, material: Material) -> Paragraph:
    if remark.kind == "draft" or remark.by is None or remark.by_clause is None:
        return Paragraph(text=remark.text, origin="counted", numbered=True)
    changed = (_note(material, remark.plan, remark.clause),) if remark.clause else ()
    return Paragraph(
        text=f"{remark.text}。",
        origin="counted",  # put together by the link that was looked up, in no clause's words
        notes=(*changed, _note(material, remark.by, remark.by_clause)),
        numbered=True,
    )


def _note(material: Material, plan: str, label: str) -> Note:
    view = material.catalog.view(plan)
    return Note(
        plan=plan,
        version=view.row.version,
        label=label,
        marker=marker(view, label),
        reference=reference(view, view.clause(label)),
    )
