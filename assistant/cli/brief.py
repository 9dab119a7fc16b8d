"""`plans brief`: a briefing on stdout, or into a file. Options in, `briefing.compose` called, Markdown, Word
or JSON out.

Exit 1 where there is nothing to be told or the file cannot be written, 2 for options that do not go together.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import ERR
from assistant.model import Engine

if TYPE_CHECKING:
    from assistant.briefing.model import Briefing, Part, Request
    from assistant.settings import Settings
    from ingest.store.library import Library

_KINDS = {
    "office": "单位承担的任务",
    "plan": "一份文件的摘要",
    "indicators": "指标一览",
    "compare": "几份文件对照",
    "topic": "一个专题的安排",
    "changes": "两个版本或两年之间的变化",
}
_FORMS = (".md", ".docx")


def brief(
    context: typer.Context,
    kind: Annotated[str, typer.Option("--kind",
        help="；".join(f"{k} {words}" for k, words in _KINDS.items()))],
    unit: Annotated[list[str] | None, typer.Option("--unit", help="责任单位（名称逐字），可多次给出")] = None,
    plan: Annotated[list[str] | None, typer.Option("--plan", help="文件的编号或名称，可多次给出")] = None,
    topic: Annotated[str,
        typer.Option("--topic", help="主题里的词，几个词用空格隔开；对 indicators 是指标名称里的词")] = "",
    region: Annotated[str | None, typer.Option("--region", help="只看这个地区")] = None,
    year: Annotated[int | None, typer.Option("--year", help="只看覆盖这一年的文件")] = None,
    out: Annotated[Path | None,
        typer.Option("--out", help="写到这个文件：.docx 或 .md；不写则输出 Markdown", dir_okay=False)] = None,
    template: Annotated[Path | None,
        typer.Option("--template",
            help="本单位的 .docx 模板：按名称取用其中的样式，默认为设置 PLANS_BRIEFING_TEMPLATE",
            dir_okay=False)] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已存在时覆盖")] = False,
    json_: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    engine: Annotated[Engine,
        typer.Option("--engine",
            help="rules（不用模型）、llm（须有模型）或 auto（有模型就由它写综述）")] = "auto",
    home: Annotated[Path | None,
        typer.Option("--home", help="资料库文件夹，默认 var/ 或环境变量 PLANS_HOME")] = None,
) -> None:  # fmt: skip
    """简报：按单位、文件、指标、对照、专题或变化，逐条注明出处，写成 Word 或 Markdown。"""
    from assistant.briefing.compose import kind_named
    from assistant.briefing.model import Request
    from assistant.briefing.render.files import refuse_existing, save

    named = kind_named(kind)
    _check(kind, unit or [], plan or [], topic, out, template, json_)
    if out:
        refuse_existing(out, force)
    assert named is not None, "it was checked"
    settings: Settings = context.obj
    settings = settings.model_copy(update={"home": home}) if home else settings
    wanted = Request(
        kind=named, units=tuple(unit or ()), plans=tuple(plan or ()), topic=topic.strip(), region=region,
        year=year
    )  # fmt: skip
    made = _compose(settings, wanted, engine)
    if json_:
        from assistant.briefing.render.markdown import briefing_json

        sys.stdout.write(json.dumps(briefing_json(made), ensure_ascii=False, indent=1) + "\n")
    elif out is None:
        from assistant.briefing.render.markdown import to_markdown

        sys.stdout.write(to_markdown(made))
    else:
        save(out, _content(made, out, template or settings.briefing_template), force=force)
        said = f"已写入 {out}：{len(made.notes)} 条注释，{len(made.figures)} 处数字待核对"
        ERR.print(said, markup=False, highlight=False)


def _check(
    kind: str, units: list[str], plans: list[str], topic: str, out: Path | None, template: Path | None,
    json_: bool
) -> None:  # fmt: skip
    """Options that cannot be, or cannot be together."""
    if kind not in _KINDS:
        raise typer.BadParameter(f"可选 {'、'.join(_KINDS)}", param_hint="--kind")
    if kind == "office" and not units:
        raise typer.BadParameter("请写明责任单位，例如 --unit 疾控科", param_hint="--unit")
    if kind == "topic" and not topic.strip():
        raise typer.BadParameter("请写明主题，例如 --topic 老龄", param_hint="--topic")
    if kind == "compare" and len(plans) == 1:
        raise typer.BadParameter("对照至少要两份文件", param_hint="--plan")
    if kind == "changes" and len(plans) not in (1, 2):
        raise typer.BadParameter("请写明一份文件（比较前后版本）或两份文件（比较两年）", param_hint="--plan")
    if out and json_:
        raise typer.BadParameter("--json 与 --out 只能用一个", param_hint="--out")
    if out and out.suffix.lower() not in _FORMS:
        raise typer.BadParameter("文件名应以 .docx 或 .md 结尾", param_hint="--out")
    if template and (out is None or out.suffix.lower() != ".docx"):
        raise typer.BadParameter("模板只用于 --out 的 .docx 文件", param_hint="--template")


def _compose(settings: Settings, wanted: Request, engine: Engine) -> Briefing:
    """The briefing, with one line of progress that is gone when it is made."""
    from assistant.briefing.compose import compose
    from ingest.reader_version import READER_VERSION
    from ingest.store.library import Library

    library = Library.open(settings.home, settings.database, reader=READER_VERSION)
    with library, _worded(settings, engine, library) as worded, ERR.status("正在查找条款…") as status:
        for part in worded(compose(library, wanted, made=date.today())):
            status.update(f"正在编写简报 {part.done}/{part.total} {part.doing}…")
    wording = part.briefing.wording
    if engine == "llm" and wording is None:
        ERR.print("这份简报条款不多，或全是比对的结果，没有请模型写综述。", highlight=False)
    elif wording is not None and wording.note:
        ERR.print(wording.note, markup=False, highlight=False)
    return part.briefing


@contextmanager
def _worded(
    settings: Settings, engine: Engine, library: Library
) -> Iterator[Callable[[Iterator[Part]], Iterator[Part]]]:
    """What a model adds to the parts of a briefing: nothing where none is wanted or named; none of its code
    is loaded then.

    Raises:
        AssistantError: one is wanted for certain, and none is named.
    """
    from assistant.errors import AssistantError
    from assistant.settings import chat_endpoint

    if engine == "rules" or (engine == "auto" and chat_endpoint(settings) is None):
        yield lambda parts: parts
        return
    from assistant.briefing.prose.write import Writer, written
    from assistant.opening import llm_of

    llm = llm_of(settings)
    if llm is None:
        raise AssistantError(
            "没有设置模型", remedy="请设置 PLANS_LLM_URL 和 PLANS_LLM_MODEL，或改用 --engine rules"
        )
    with closing(llm):
        yield lambda parts: written(parts, Writer(llm=llm, library=library))


def _content(made: Briefing, out: Path, template: Path | None) -> bytes:
    if out.suffix.lower() == ".docx":
        from assistant.briefing.render.word import to_docx

        return to_docx(made, template)
    from assistant.briefing.render.markdown import to_markdown

    return to_markdown(made).encode()
