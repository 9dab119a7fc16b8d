"""Cases 用例: questions with what a right answer says, read from `evals/cases/*.yaml`, one suite a file.

In: a folder of pydantic-evals datasets. Out: `Suite`. Unknown keys, a name used twice and a clause that is no
"plan#label" are refused with the file and the case. Nothing in a case may come from an answer of the
assistant: figures, clause labels and offices are those printed in the plan, and hold for its digest as for
its official text.

A case in YAML:

    - name: donghai-figure-01
      inputs:
        question: 东海县2021年居民健康素养水平要到多少？
        history: [{role: user, content: …}]
      expected_output:
        facts: [30%, [18所, 十八所]]
        clauses: [donghai-2021-health#二/（四）/5]
        units: [健康促进科]
      metadata: {tags: [percent], source: 文件}
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from assistant.model import Reason, Status
from assistant.question import Turn
from evals.errors import EvalError
from evals.questions import ClauseId
from ingest.grammar.tables import loaded

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

CASES = Path(__file__).parent / "cases"

_Written = ConfigDict(extra="forbid", frozen=True)


def _clause(text: str) -> str:
    plan, mark, label = text.partition("#")
    if not (plan and mark and label):
        raise ValueError(f"条款应写作 文件编号#条款号：{text!r}")
    return text


def _shown(text: str) -> str:
    if not text.strip():
        raise ValueError("不能为空")
    return text


Text = Annotated[str, AfterValidator(_shown)]
ClauseText = Annotated[str, AfterValidator(_clause)]
Several = Annotated[tuple[Text, ...], Field(min_length=1)]
SeveralClauses = Annotated[tuple[ClauseText, ...], Field(min_length=1)]


class Ask(BaseModel):
    """What is asked, after which conversation."""

    model_config = _Written

    question: Text
    history: tuple[Turn, ...] = ()


class Expected(BaseModel):
    """What a right answer says. A list in place of one value holds alternatives, any one of which will do."""

    model_config = _Written

    status: tuple[Status, ...] = Field(("answered",), min_length=1)
    """The statuses that are right; a refusal may be `not_found` or `clarify`."""
    reasons: tuple[Reason, ...] = ()
    """The reasons of a refusal that are right; empty: any."""
    facts: tuple[Text | Several, ...] = ()
    """Figures and short terms the answer must state; compared without white space, width and emphasis."""
    clauses: tuple[ClauseText | SeveralClauses, ...] = ()
    """Clauses the answer must cite, as plan#label."""
    optional: tuple[ClauseText, ...] = ()
    """Clauses that do no harm: they count neither as found nor as too many."""
    units: tuple[Text | Several, ...] = ()
    """Offices and people the answer must name, in the plan's own wording."""
    listing: tuple[ClauseText, ...] | None = None
    """The whole set a listing must have, no row more and none less."""
    absent: tuple[Text, ...] = ()
    """Figures and names that would be wrong here: another year's, another indicator's, a false premise."""

    @property
    def asks_for_nothing(self) -> bool:
        """Whether any answer would do."""
        asked = self.facts or self.clauses or self.units or self.absent or self.listing is not None
        return "answered" in self.status and not asked


class Origin(BaseModel):
    """Where the case came from. `accepted` False is a draft, which never counts.

    `plans` are those the case asks about where it expects none of their clauses (a count, a refusal).
    """

    model_config = _Written

    source: str = "文件"
    tags: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    accepted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question with what is expected; `suite` is the name of its file."""

    name: str
    suite: str
    ask: Ask
    expected: Expected
    origin: Origin

    @property
    def gold(self) -> tuple[frozenset[ClauseId], ...]:
        """Groups of clauses, each wanted, any one member of a group enough."""
        return tuple(frozenset(map(clause_id, alternatives(group))) for group in self.expected.clauses)

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans whose clauses are expected, and the others it asks about, each once."""
        named = (
            *(c for group in self.gold for c in sorted(group)),
            *map(clause_id, self.expected.listing or ()),
        )
        return tuple(dict.fromkeys((*(plan for plan, _ in named), *self.origin.plans)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The accepted cases of one file, and how many drafts it holds."""

    name: str
    cases: tuple[Case, ...]
    drafts: int


def alternatives(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def clause_id(text: str) -> ClauseId:
    """Of plan#label; only the first mark divides."""
    plan, _, label = text.partition("#")
    return plan, label


def read_suites(folders: Sequence[Path] = (CASES,), names: Sequence[str] = ()) -> tuple[Suite, ...]:
    """All suites of the folders by name, or the named ones in the order given.

    Raises EvalError for folders without suites, a suite that is not there, a file that cannot be read, a name
    used twice.
    """
    found = [file for folder in folders for file in sorted(folder.glob("*.yaml"))]
    files = {file.stem: file for file in found}
    names = tuple(dict.fromkeys(names))
    if not files:
        raise EvalError("这个文件夹里没有用例（*.yaml）", file="、".join(map(str, folders)))
    twice = next((file for file in found if files[file.stem] != file), None)
    if twice is not None:
        raise EvalError(f"用例集 {twice.stem} 在另一个文件夹里也有", file=str(twice), remedy="请改名")
    for name in names:
        if name not in files:
            raise EvalError(f"没有名为 {name} 的用例集", remedy=f"可选：{'、'.join(files)}")
    suites = tuple(read_suite(files[name]) for name in (names or files))
    seen: dict[str, str] = {}
    for case in (case for suite in suites for case in suite.cases):
        if case.name in seen:
            raise EvalError(f"用例 {case.name} 在 {seen[case.name]} 里已有", file=f"{case.suite}.yaml")
        seen[case.name] = case.suite
    return suites


def read_suite(file: Path) -> Suite:
    """Raises EvalError that names the file, the case and what is wrong with it."""
    from pydantic_evals import Dataset

    raw = _raw(file)
    named = [case.get("name") for case in raw["cases"] if isinstance(case, dict)]
    twice = next((name for n, name in enumerate(named) if name and name in named[:n]), None)
    if twice is not None:
        raise EvalError(f"用例 {twice} 写了两次", file=file.name, remedy="请改名")
    try:
        dataset = Dataset[Ask, Expected, Origin].from_dict(
            {"name": file.stem, **raw}, custom_evaluator_types=()
        )
    except ValidationError as error:
        raise EvalError(_fault(raw, error), file=file.name, remedy=_SHAPE) from error
    except ValueError as error:
        raise EvalError(str(error), file=file.name, remedy=_SHAPE) from error
    cases = []
    for number, case in enumerate(dataset.cases, start=1):
        if not case.name or case.expected_output is None:
            missing = "expected_output" if case.name else "name"
            raise EvalError(f"第 {number} 个用例没有 {missing}", file=file.name, remedy=_SHAPE)
        cases.append(
            Case(
                name=case.name,
                suite=file.stem,
                ask=case.inputs,
                expected=case.expected_output,
                origin=case.metadata or Origin(),
            )
        )
    accepted = tuple(one for one in cases if one.origin.accepted)
    empty = next((one.name for one in accepted if one.expected.asks_for_nothing), None)
    if empty is not None:
        remedy = "请写明 facts、clauses、units、listing 或 status"
        raise EvalError(f"用例 {empty} 什么也没有要求", file=file.name, remedy=remedy)
    return Suite(name=file.stem, cases=accepted, drafts=len(cases) - len(accepted))


_SHAPE = "用例的写法见 evals/cases.py 开头的例子"
_SAID = {
    "extra_forbidden": "没有这一项",
    "unexpected_keyword_argument": "没有这一项",
    "missing": "缺少这一项",
    "missing_argument": "缺少这一项",
    "string_type": "应为文字（数字要加引号）",
    "tuple_type": "应为列表",
    "bool_parsing": "应为 true 或 false",
    "literal_error": "只能是 {expected}",
    "too_short": "不能是空的",
}
"""What pydantic says of the commonest faults, in the words of those who write cases."""


def _raw(file: Path) -> dict[str, Any]:
    try:
        raw = loaded(file.read_text("utf-8"))
    except OSError as error:
        raise EvalError("读不了这个文件", file=file.name, remedy="请检查路径和权限") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        raise EvalError("不是能读的 YAML", file=file.name, line=line, remedy=_SHAPE) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("cases"), list):
        raise EvalError("文件里没有 cases 列表", file=file.name, remedy=_SHAPE)
    return raw


def _fault(raw: dict[str, Any], error: ValidationError) -> str:
    """The first fault: the case by name where it has one, the key, and what is wrong with it."""
    fault = _first(error)
    place = [str(part) for part in fault["loc"] if not _UNION.match(str(part))]
    said = _said(fault)
    if place[0] != "cases" or len(place) < 2:
        return f"{'.'.join(place)}：{said}"
    at = int(place[1])
    case = raw["cases"][at]
    name = case.get("name") if isinstance(case, dict) else None
    where = f"用例 {name}" if name else f"第 {at + 1} 个用例"
    key = ".".join(place[2:])
    return f"{where} 的 {key}：{said}" if key else f"{where}：{said}"


def _said(fault: ErrorDetails) -> str:
    more = fault.get("ctx", {})
    if "error" in more:
        return str(more["error"])
    known = _SAID.get(fault["type"])
    return known.format(**more) if known else f"不合格式（{fault['msg']}）"


_UNION = re.compile(r"tuple\[|function-|str$")
"""What pydantic puts into a place for the members of a union; no key of a case."""


def _first(error: ValidationError) -> ErrorDetails:
    """Of one value or its alternatives, what is wrong with the kind that was written."""
    faults = error.errors()
    beside = faults[0]["loc"][:-1]
    return max((f for f in faults if f["loc"][: len(beside)] == beside), key=lambda f: len(f["loc"]))
