"""What a model is asked to say, as values: what a question wants (ASK), sentences with where they stand
(ANSWER), sentences put right (repair); the form each is asked for in; and how its JSON is read.

In: an object a model said. Out: the value, read with patience where nothing depends on it: a kind that is
none is the plain one, of too many look-ups the first are kept, a number may be a string. What lacks its main
part raises ValidationError.

The JSON object is taken out of what a model says (`object_in`) also while it is still saying it, as far as it
is there. Read with patience, for models that are asked for "only JSON" and nothing else holds them to it:
words before and behind the object, a fence around it, breaks of lines inside strings, quotation marks nobody
escaped, commas before a closing bracket, full-width signs between the values. What cannot be read is no
object: None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import from_json

from assistant.llm.form import Form
from ingest import late_re as re

Kind = Literal["查询", "总结", "起草", "对比", "解释", "改写", "追问", "为什么", "无关"]
Want = Literal["数值", "单位", "时间", "内容", "原因", "清单"]
LOOKUPS = 4
"""Look-ups of one round."""
_LONGEST = 400
"""Characters of one sentence, and of a question made whole."""
MARK = re.compile(r"[TC]?\d{1,3}", re.IGNORECASE)
"""What a reply cites by: a clause 2, a row T2, a computed one C2."""


def _one_of(words: Any, given: object, plain: str) -> object:
    return given if given in get_args(words) else plain


def _few(value: object) -> object:
    return value[:LOOKUPS] if isinstance(value, list) else []


def _listed(value: object) -> object:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _looked(value: object) -> object:
    """As many look-ups as one call may want, a bare text as a search for its words; what names none is left
    out.
    """
    given = value if isinstance(value, list) else []
    wanted = [_search(one) if isinstance(one, str) else one for one in given]
    return [one for one in wanted if isinstance(one, dict) and isinstance(one.get("name"), str)][:LOOKUPS]


def _search(words: str) -> dict[str, object]:
    return {"name": "search", "arguments": {"words": words[:_LONGEST]}}


def cited_marks(value: object) -> list[str]:
    """The marks of evidence in what a model wrote for them: 1, "1", "[1][T2]", "1、2"."""
    given = value if isinstance(value, list) else [value]
    return [mark.upper() for one in given for mark in MARK.findall(str(one))]


def _numbers(value: object) -> object:
    given = value if isinstance(value, list) else []
    return [int(one) for one in given if str(one).isdecimal() and len(str(one)) < 4]


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)


class Looked(_Said):
    """One look-up a model asks for."""

    name: str
    arguments: dict[str, Any] = Field(default={}, description="参数")


class AskedFor(_Said):
    """One thing a question asks for, and what would answer it."""

    what: str = Field(max_length=_LONGEST, description="所问的一个事项")
    want: Annotated[Want, BeforeValidator(lambda v: _one_of(Want, v, "内容"))] = "内容"


class Asked(_Said):
    """What a question wants. `standalone` is it made whole, `plans` ids."""

    standalone: str = Field("", max_length=_LONGEST, description="不看上文也能懂的完整问题")
    kind: Annotated[Kind, BeforeValidator(lambda v: _one_of(Kind, v, "查询"))] = "查询"
    plans: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field((), description="文件编号")
    asked: Annotated[tuple[AskedFor, ...], BeforeValidator(_few)] = ()
    lookups: Annotated[tuple[Looked, ...], BeforeValidator(_looked)] = ()

    @property
    def wants_a_list(self) -> bool:
        return any(one.want == "清单" for one in self.asked)


class Said(_Said):
    """One sentence; `cites` are marks of the evidence, `quote` is a stretch of a clause to the letter. `n` is
    the number of the sentence it puts right.
    """

    text: str = Field(min_length=1, max_length=_LONGEST, description="一句完整的话")
    cites: Annotated[tuple[str, ...], BeforeValidator(cited_marks)] = Field(description="依据的编号")
    quote: str = Field("", description="原文里连续的一小段，一字不改")
    n: int = 0


class Replied(_Said):
    """`unanswered` are numbers of the things asked for, from 1."""

    sentences: tuple[Said, ...] = ()
    unanswered: Annotated[tuple[int, ...], BeforeValidator(_numbers)] = ()
    lookups: Annotated[tuple[Looked, ...], BeforeValidator(_looked)] = ()


class Mended(_Said):
    sentences: tuple[Said, ...] = ()


def _form(name: str, description: str, model: type[BaseModel], left_out: Iterable[str] = ()) -> Form:
    schema = _plain(model.model_json_schema(), frozenset(left_out))
    return Form(name=name, description=description, schema=schema)


def _plain(node: Any, left_out: frozenset[str]) -> Any:
    """Without what no endpoint needs: titles, defaults, the docstrings of the values."""
    if isinstance(node, list):
        return [_plain(one, left_out) for one in node]
    if not isinstance(node, dict):
        return node
    dropped = {"title", "default"} | ({"description"} if "properties" in node else set())
    return {
        name: {key: _plain(one, left_out) for key, one in value.items() if key not in left_out}
        if name == "properties"
        else _plain(value, left_out)
        for name, value in node.items()
        if name not in dropped
    }


ASK = _form("understand", "弄清一个问题要什么、该查什么", Asked)
ANSWER = _form("answer", "逐句回答，每句带出处", Replied, ("n",))
MEND = _form("mend", "改正没有通过核对的句子", Mended)


_WIDE = {"，": ",", "：": ":", "［": "[", "］": "]", "｛": "{", "｝": "}"}
_VALUES = ("", *'"{[}]-0123456789tfn')
"""What a value, or the bracket behind a comma too many, begins with."""
_ESCAPED = {"\n": "\\n", "\t": "\\t", "\r": ""}


def object_in(text: str) -> dict[str, Any] | None:
    """The first object; of one that breaks off, the part that is whole."""
    try:
        found = from_json("".join(_mended(text)), allow_partial=True)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


@dataclass(slots=True)
class GrowingList:
    """The items of one list of an object that is still being said, each given once and only when it is
    whole.
    """

    name: str
    _text: str = ""
    _given: int = 0

    def feed(self, piece: str) -> Iterator[dict[str, Any]]:
        self._text += piece
        if "}" in piece or "]" in piece:
            yield from self._new(ended=False)

    def close(self) -> Iterator[dict[str, Any]]:
        """What is left when the reply has ended; of one that broke off, without the last item."""
        yield from self._new(ended="".join(_mended(self._text)).endswith("}"))

    @property
    def whole(self) -> dict[str, Any] | None:
        return object_in(self._text)

    def _new(self, *, ended: bool) -> Iterator[dict[str, Any]]:
        found = object_in(self._text) or {}
        items = found.get(self.name)
        if not isinstance(items, list):
            return
        closed = ended or list(found)[-1] != self.name
        whole = items if closed else items[:-1]
        for item in whole[self._given :]:
            if isinstance(item, dict):
                yield item
        self._given = max(self._given, len(whole))


@dataclass(slots=True)
class _State:
    inside: bool = False
    escaped: bool = False
    depth: int = 0
    comma: bool = False


def _mended(text: str) -> Iterator[str]:
    """The first object as strict JSON, up to its end or that of the text."""
    start = min((at for at in (text.find("{"), text.find("｛")) if at >= 0), default=len(text))
    state = _State()
    for at in range(start, len(text)):
        if state.inside:
            yield from _in_string(text, at, state)
            continue
        yield from _between(text[at], state)
        if state.depth == 0:
            return


def _in_string(text: str, at: int, state: _State) -> Iterator[str]:
    char = text[at]
    if state.escaped:
        state.escaped = False
        yield char
    elif char == "\\":
        state.escaped = True
        yield char
    elif char == '"' and not _closes(text, at):
        yield '\\"'
    else:
        state.inside = char != '"'
        yield _ESCAPED.get(char, char)


def _between(char: str, state: _State) -> Iterator[str]:
    char = _WIDE.get(char, char)
    if char == ",":
        state.comma = True
        return
    if state.comma and char not in "]}" and not char.isspace():
        yield ","
    state.comma = state.comma and char.isspace()
    state.inside = char == '"'
    state.depth += (char in "{[") - (char in "}]")
    yield char


def _closes(text: str, at: int) -> bool:
    """Whether the quotation mark there ends its string: behind one that does stands a sign of JSON, and
    behind a comma another value; or nothing yet.
    """
    behind = text[at + 1 :].lstrip()
    if behind[:1] in (",", "，"):
        return behind[1:].lstrip()[:1] in _VALUES
    return behind[:1] in ("", ":", "：", "}", "]")
