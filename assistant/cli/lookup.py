"""`plans lookup NAME --key value …`: any of the look-ups by name, its arguments as options. A thin face."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.common import ERR, AsJson, Home, print_json, print_table, settings_of
from assistant.errors import LookupError_

if TYPE_CHECKING:
    from assistant.lookups.catalogue import Found

AS_THE_LOOKUP_SAYS = {"allow_extra_args": True, "ignore_unknown_options": True}
"""Which options there are depends on the look-up; its arguments check them."""
_WIDEST = 60
"""Characters of a cell that is shown on the screen; the JSON has all of it."""


def lookup(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="查询的名称，见 --list")] = "",
    home: Home = None,
    json_: AsJson = False,
    list_: Annotated[bool, typer.Option("--list", help="列出全部查询和各自的参数")] = False,
) -> None:
    """逐字、可核对的查询：文件、目录、条款、目标、任务、对照、计算、差异；参数写成 --参数名 值。"""
    from assistant.lookups.catalogue import FOUND_JSON

    if list_ or not name:
        _list(json_=json_)
        return
    arguments = arguments_of(context.args)
    found = _found(context, home, name, arguments)
    if json_:
        print_json(FOUND_JSON.dump_python(found, mode="json"))
    else:
        _show(found)
    if not found.rows:
        raise typer.Exit(1)


def _found(context: typer.Context, home: Any, name: str, arguments: Mapping[str, Any]) -> Found:
    """A name or an argument that cannot be taken is misuse."""
    from assistant.opening import opened

    with opened(settings_of(context, home), model=False) as assistant:
        try:
            return assistant.lookup(name, arguments)
        except LookupError_ as error:
            raise typer.BadParameter(error.message) from error


def arguments_of(words: Sequence[str]) -> dict[str, Any]:
    """`--key value` and `--key=value`; a key given twice is a list, one without a value is true, and what
    begins with a bracket is JSON. Raises typer.BadParameter for a word that belongs to no key.
    """
    found: dict[str, list[Any]] = {}
    key = ""
    for word in words:
        if word.startswith("--"):
            key, equals, value = word[2:].partition("=")
            found.setdefault(key, []).extend([_value(value)] if equals else [])
            key = "" if equals else key
        elif key:
            found[key].append(_value(word))
            key = ""
        else:
            raise typer.BadParameter(f"“{word}”不知道是哪个参数的值；请写成 --参数名 值")
    return {name: values[0] if len(values) == 1 else values or True for name, values in found.items()}


def _value(word: str) -> Any:
    if not word.startswith(("[", "{")):
        return word
    try:
        return json.loads(word)
    except ValueError as error:
        raise typer.BadParameter(f"“{word}”不是 JSON") from error


def _list(*, json_: bool) -> None:
    from assistant.lookups.catalogue import LOOKUPS

    if json_:
        print_json(
            [
                {"name": one.name, "description": one.description, "parameters": one.schema()}
                for one in LOOKUPS.values()
            ]
        )
        return
    rows = (
        (
            one.name,
            one.description,
            "\n".join(f"--{n} {p['description']}" for n, p in _properties(one.schema())),
        )
        for one in LOOKUPS.values()
    )
    print_table(("查询", "查什么", "参数"), rows, wrap=True)


def _properties(schema: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return list(schema["properties"].items())


def _show(found: Found) -> None:
    """Results that belong to no clause as lines, the others as a table."""
    lines = [row.text for row in found.rows if not row.plan]
    rows = [row for row in found.rows if row.plan]
    columns = list(dict.fromkeys(name for row in rows for name in row.cells))
    for line in lines:
        typer.echo(line)
    if rows:
        cells = ([_cut(row.cells.get(name, "")) for name in columns] for row in rows)
        print_table(columns, cells, wrap=True)
    whole = "，已全部列出" if found.complete else "，不一定是全部"
    count = f"共 {found.total} 项{whole}" if found.total else "没有找到"
    ERR.print("；".join(filter(None, (count, found.note))), markup=False, highlight=False)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}……"
