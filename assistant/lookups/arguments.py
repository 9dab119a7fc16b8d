"""The arguments of the look-ups, one model each: what a model fills in, what the command line takes, what is
checked before anything is looked up.

In: a mapping of names to values, as JSON or as words of a command line. Out: a validated value. A plan may
be called by its id, its short name or its title; which one is meant is settled in the library
(`typed/named.py`), not here. The descriptions are what a model reads, so they are short and Chinese.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ingest.model import Part

Operation = Literal["count", "sum", "difference", "rank"]
_OPERATIONS = {
    "计数": "count", "求和": "sum", "合计": "sum", "总和": "sum", "相差": "difference", "差": "difference",
    "排序": "rank",
}  # fmt: skip
"""How a model may name them."""


def _several(value: object) -> object:
    """One word is a list of one; several may be parted by commas."""
    if isinstance(value, str):
        return [part.strip() for part in value.replace("，", ",").split(",") if part.strip()]
    return value


Plans = Annotated[
    tuple[str, ...],
    BeforeValidator(_several),
    Field(description="只看这些文件：编号、简称或全称；不写就是全部现行文件"),
]
OnePlan = Annotated[str, Field(min_length=1, description="文件：编号、简称或全称")]
Unit = Annotated[str, Field(description="责任单位名称")]


class Arguments(BaseModel):
    """Unknown names are refused: a misspelt condition must not widen a look-up."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)


class PlansArguments(Arguments):
    region: Annotated[str, Field(description="地区名称里的字")] = ""
    year: Annotated[int | None, Field(description="覆盖这一年的文件")] = None
    plans: Plans = ()
    withdrawn: Annotated[bool, Field(description="连同已废止的")] = False


class OutlineArguments(Arguments):
    plan: OnePlan


class ClauseArguments(Arguments):
    plan: OnePlan
    label: Annotated[
        str, Field(min_length=1, description="条款号，如 二/（三）/8、第十条；标题的号取它下面全部条款")
    ]
    around: Annotated[int, Field(ge=0, le=20, description="前后各再看几条")] = 0


class SearchArguments(Arguments):
    words: Annotated[str, Field(min_length=1, description="要找的内容，用文件里可能的说法")]
    plans: Plans = ()
    k: Annotated[int, Field(ge=1, le=50, description="最多几条")] = 8


class TargetsArguments(Arguments):
    words: Annotated[str, Field(description="指标名称里的词，空格隔开，都要有")] = ""
    plans: Plans = ()
    year: Annotated[int | None, Field(description="目标或基期是哪一年")] = None
    unit: Unit = ""
    kind: Annotated[Literal["", "约束性", "预期性"], Field(description="指标性质")] = ""


class TasksArguments(Arguments):
    unit: Unit = ""
    person: Annotated[str, Field(description="领导姓名")] = ""
    part: Annotated[
        Literal["", Part],
        Field(description="身份：lead 牵头，responsible 负责，support 配合，oversight 督办，leader 分管包保"),
    ] = ""
    due: Annotated[str, Field(description="时限，如 6月底前、第三季度、2024-06-30（到这天为止）")] = ""
    plans: Plans = ()


class MentionsArguments(Arguments):
    word: Annotated[str, Field(min_length=2, description="逐字查找的词")]
    plans: Plans = ()


class CompareArguments(Arguments):
    indicator: Annotated[str, Field(min_length=2, description="指标名称")]
    plans: Plans = ()


class RowReference(Arguments):
    """A row of the ledger: the clause, and which of its indicators where it states several."""

    plan: OnePlan
    clause: Annotated[str, Field(min_length=1, description="条款号")]
    indicator: Annotated[str, Field(description="指标名称；条款只有一个指标时可不写")] = ""
    year: Annotated[int | None, Field(description="目标或基期是哪一年")] = None


class ComputeArguments(Arguments):
    operation: Annotated[Operation, Field(description="count 计数，sum 求和，difference 相差，rank 排序")]
    rows: Annotated[tuple[RowReference, ...], Field(description="要算的数：逐个指明条款和指标")] = ()
    lookup: Annotated[str, Field(description="或者：对哪个查询得到的全部行计算")] = ""
    arguments: Annotated[dict[str, Any], Field(description="那个查询的参数")] = {}

    @model_validator(mode="before")
    @classmethod
    def _as_meant(cls, given: Any) -> Any:
        """The arguments of the other look-up written beside the operation are those it is for: of figures,
        where no look-up is named; the operation may be named in Chinese.
        """
        if not isinstance(given, dict):
            return given
        operation = given.get("operation")
        if isinstance(operation, str) and operation in _OPERATIONS:
            given = {**given, "operation": _OPERATIONS[operation]}
        beside = {name: value for name, value in given.items() if name not in cls.model_fields}
        if not beside or given.get("rows"):
            return given
        kept = {name: value for name, value in given.items() if name in cls.model_fields}
        if given.get("operation") != "count" and not kept.get("lookup"):
            kept["lookup"] = "targets"
        return {**kept, "arguments": {**beside, **(kept.get("arguments") or {})}}


class DiffArguments(Arguments):
    plan: OnePlan
    from_: Annotated[int | None, Field(alias="from", ge=1, description="较早的版本号，默认现行的前一版")] = (
        None
    )
    to: Annotated[int | None, Field(ge=1, description="较新的版本号，默认现行版本")] = None


def schema_of(arguments: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of the arguments without what only a validator needs: no titles, no defaults, an
    optional value by its own type, nested models in place.
    """
    whole = arguments.model_json_schema(by_alias=True)
    plain: dict[str, Any] = _plain(whole, whole.get("$defs", {}))
    plain.pop("description", None)
    return plain


_LEFT_OUT = ("title", "default", "$defs", "minLength")


def _plain(node: Any, defs: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_plain(one, defs) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        named = defs[node["$ref"].rpartition("/")[2]]
        return _plain({name: value for name, value in named.items() if name != "description"}, defs)
    if "anyOf" in node:
        meant = [one for one in node["anyOf"] if one.get("type") != "null"]
        return _plain({**{n: v for n, v in node.items() if n != "anyOf"}, **meant[0]}, defs)
    return {
        name: {key: _plain(one, defs) for key, one in value.items()}
        if name == "properties"
        else _plain(value, defs)
        for name, value in node.items()
        if name not in _LEFT_OUT
    }
