"""The catalogue of look-ups: what may be asked of a library, by name, with typed arguments and a JSON schema.

The command line, the rules, a model, the API and others call the same ten. In: a name and arguments as a
mapping. Out: `Found`. All are exact but `search`, and none writes. A name or an argument that cannot be taken
is a LookupError_ that says which one and what is allowed; that nothing was found is no error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assistant.errors import LookupError_
from assistant.lookups.arguments import (
    Arguments,
    ClauseArguments,
    CompareArguments,
    ComputeArguments,
    DiffArguments,
    MentionsArguments,
    OutlineArguments,
    PlansArguments,
    SearchArguments,
    TargetsArguments,
    TasksArguments,
    schema_of,
)
from assistant.lookups.found import FOUND_JSON, Found, Row, Rows
from assistant.lookups.typed import changes, computing, duties, ledger, papers, words
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.sources import Sources

__all__ = ["FOUND_JSON", "LOOKUPS", "Found", "Lookup", "LookupError_", "Row", "read_arguments", "run"]

_Given = TypeVar("_Given", bound=Arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """`description` is one Chinese sentence, for a model and for the command line's help."""

    name: str
    description: str
    arguments: type[Arguments]
    make: Callable[[Sources, Any], Rows]

    def schema(self) -> dict[str, Any]:
        """The JSON schema of the arguments."""
        return schema_of(self.arguments)

    def run(self, library: Sources, arguments: BaseModel) -> Found:
        """Raises LookupError_ for a plan or a clause that is not there."""
        made = self.make(library, arguments)
        given = arguments.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return Found(
            lookup=self.name,
            arguments={
                name: value for name, value in {**given, **made.read}.items() if value not in ("", [], None)
            },
            rows=made.rows,
            total=len(made.rows) if made.total is None else made.total,
            complete=made.complete,
            note=made.note,
        )


def _of_catalog(make: Callable[[Catalog, _Given], Rows]) -> Callable[[Sources, _Given], Rows]:
    """A look-up that needs no search."""
    return lambda sources, arguments: make(sources.catalog, arguments)


def _compute(sources: Sources, arguments: ComputeArguments) -> Rows:
    return computing.compute(
        sources.catalog, arguments, lambda name, given: run(sources, name, given), read_arguments
    )


_ALL = (
    Lookup(
        name="plans",
        description="资料库里有哪些文件：编号、简称、地区、年份、印发机关、文号",
        arguments=PlansArguments,
        make=_of_catalog(papers.plans),
    ),
    Lookup(
        name="outline",
        description="一份文件的目录：各级标题、条款号和条数",
        arguments=OutlineArguments,
        make=_of_catalog(papers.outline),
    ),
    Lookup(
        name="clause",
        description="按条款号取原文和责任分工；标题的号取它下面全部条款",
        arguments=ClauseArguments,
        make=_of_catalog(papers.clause),
    ),
    Lookup(
        name="search",
        description="按意思找最接近的条款，只给前几条，不能据此说没有或已全部列出",
        arguments=SearchArguments,
        make=words.search,
    ),
    Lookup(
        name="targets",
        description="量化目标：指标、目标值、时限、基期、性质，可按指标的词、文件、年份、责任单位挑选",
        arguments=TargetsArguments,
        make=_of_catalog(ledger.targets),
    ),
    Lookup(
        name="tasks",
        description="任务清单：某单位、某人以什么身份承担哪些任务，或到什么时候要完成哪些任务",
        arguments=TasksArguments,
        make=_of_catalog(duties.tasks),
    ),
    Lookup(
        name="mentions",
        description="逐字写有某个词的全部条款",
        arguments=MentionsArguments,
        make=_of_catalog(words.mentions),
    ),
    Lookup(
        name="compare",
        description="同一个指标在各份文件里的目标值",
        arguments=CompareArguments,
        make=_of_catalog(ledger.compare),
    ),
    Lookup(
        name="compute",
        description="对查到的行计数、求和、求差、排序，并列出参与计算的每一行",
        arguments=ComputeArguments,
        make=_compute,
    ),
    Lookup(
        name="diff",
        description="一份文件两个版本之间逐条的差异",
        arguments=DiffArguments,
        make=_of_catalog(changes.diff),
    ),
)
LOOKUPS: Mapping[str, Lookup] = {one.name: one for one in _ALL}


def run(library: Sources, name: str, arguments: Mapping[str, Any]) -> Found:
    """Raises LookupError_ for a name or an argument that cannot be taken."""
    validated = read_arguments(name, arguments)
    return LOOKUPS[name].run(library, validated)


def read_arguments(name: str, arguments: Mapping[str, Any]) -> Arguments:
    """The arguments of that look-up; a value of None counts as not given. Raises LookupError_."""
    if name not in LOOKUPS:
        raise LookupError_(f"没有“{name}”这个查询；可用的有：{'、'.join(LOOKUPS)}")
    given = {key: value for key, value in arguments.items() if value is not None}
    try:
        return LOOKUPS[name].arguments.model_validate(given)
    except ValidationError as error:
        known = "、".join(LOOKUPS[name].schema()["properties"])
        told = "；".join(dict.fromkeys(map(_fault, error.errors())))
        raise LookupError_(f"查询 {name}：{told}。可用的参数：{known}") from error


def _fault(error: ErrorDetails) -> str:
    where = ".".join(str(step) for step in error["loc"])
    bounds = error.get("ctx", {})
    reason = {
        "missing": "必须给出",
        "extra_forbidden": "没有这个参数",
        "literal_error": f"只能是 {bounds.get('expected', '')}",
        "string_too_short": f"至少要 {bounds.get('min_length', 1)} 个字",
        "greater_than_equal": f"不能小于 {bounds.get('ge')}",
        "less_than_equal": f"不能大于 {bounds.get('le')}",
        "int_parsing": "应是整数",
        "int_type": "应是整数",
    }.get(error["type"], "写法不对")
    return f"参数 {where} {reason}"
