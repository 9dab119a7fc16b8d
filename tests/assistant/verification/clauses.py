"""Clauses of invented plans with what they state, for the guard's tests."""

from __future__ import annotations

from decimal import Decimal

from assistant.model import Citation
from assistant.verification.facts import ClauseFacts
from ingest.grammar.roles import part_of
from ingest.model import Edition, Responsibility, Span, Target

TITLE = "甲县2024年卫生健康工作要点"
MARKER = "甲县2024要点·一/3"
REFERENCE = f"《{TITLE}》一、目标 3."
TEXT = (
    "全县孕产妇死亡率控制在12/10万以下，5岁以下儿童死亡率、婴儿死亡率分别不超过6‰、4.5‰，新增托位500-600个，"
    "健康管理率达95.5%。县区抽检率达到19%，开发区抽检率达到17%以上。近视率每年降低0.5个百分点以上。完善120急救网络，建成二十五个站点。"
)
START = 40


def target(indicator: str, printed: str, *, scope: str | None = None, deadline: str = "2024") -> Target:
    at = TEXT.index(printed) + START
    return Target(
        clause="一/3", indicator=indicator, scope=scope, comparator=">=", value=Decimal(0), value_high=None,
        value_text=printed, unit=None, deadline=deadline, baseline=None, kind=None,
        span=Span(start=at, end=at + len(printed)),
    )  # fmt: skip


TARGETS = (
    target("5岁以下儿童死亡率", "6‰"),
    target("婴儿死亡率", "4.5‰"),
    target("抽检率", "19%", scope="县区"),
    target("抽检率", "17%", scope="开发区"),
)


def clause(
    text: str = TEXT,
    *,
    marker: str = MARKER,
    reference: str = REFERENCE,
    around: str = TITLE,
    offices: str = "",
    said: tuple[Responsibility, ...] = (),
    columns: tuple[str, ...] = (),
    cells: tuple[str, ...] = (),
    targets: tuple[Target, ...] = TARGETS,
) -> ClauseFacts:
    return ClauseFacts(
        marker=marker, reference=reference, span=Span(start=START, end=START + len(text)), text=text,
        around=around, offices=offices, responsibilities=said, columns=columns, cells=cells,
        targets=targets if text == TEXT else (),
    )  # fmt: skip


ROW = clause(
    "65岁以上老人健康管理率(%)\t70.5\t≥72\t预期性",
    marker="甲县规划·表/4",
    reference="《甲县规划》表 序号4",
    around="甲县规划\n2020\n2025\n指标性质",
    columns=("序号", "指标", "2020", "2025", "指标性质"),
    cells=("4", "65岁以上老人健康管理率(%)", "70.5", "≥72", "预期性"),
)


def charged(role: str, *units: str, leaders: tuple[str, ...] = ()) -> Responsibility:
    return Responsibility(
        role=role, part=part_of(role), units=units, leaders=leaders, open=False, span=Span(start=0, end=1)
    )


def citation(quote: str = TEXT, *, marker: str = MARKER, label: str = "一/3") -> Citation:
    return Citation(
        marker=marker, plan="a", title=TITLE, edition=Edition.OFFICIAL, clause=label, path=("一 目标",),
        units=(), unit_role=None, leaders=(), quote=quote, start=START, end=START + len(quote),
        reference=REFERENCE,
    )  # fmt: skip
