"""`plans user …`: the accounts of the chat page. Passwords come from the terminal or from stdin, never from
the command line.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.auth.accounts import ROLES, Role
from assistant.cli.common import ERR
from assistant.errors import AssistantError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.auth.accounts import Accounts
    from assistant.auth.lockout import Lockout, Waiting

user = typer.Typer(help="聊天页面的账号：建立、停用、改密码、改角色。", no_args_is_help=True)
_out = Console(emoji=False)

Home = Annotated[Path | None, typer.Option("--home", help="资料库文件夹，默认 var/ 或环境变量 PLANS_HOME")]
Name = Annotated[str, typer.Argument(help="登录名")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="从标准输入读密码（一行），供脚本使用")]


@user.command()
def add(
    context: typer.Context,
    name: Name,
    editor: Annotated[bool, typer.Option("--editor", help="可以改动资料库；不加则只能查阅和提问")] = False,
    password_stdin: FromStdin = False,
    home: Home = None,
) -> None:
    """建立账号；有了账号，打开聊天页面就要登录。"""
    from assistant.auth.accounts import checked_name

    accounts = _accounts(context, home)
    plain = checked_name(name)
    if accounts.find(plain):
        raise AssistantError(f"已经有账号 {plain}", remedy="改密码用 plans user passwd。")
    role: Role = "editor" if editor else "reader"
    made = accounts.add(plain, _password(password_stdin), role)
    _say(f"已建立账号 {made.name}（{ROLES[made.role]}）。")


@user.command("list")
def list_(
    context: typer.Context, home: Home = None,
    json_: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False
) -> None:  # fmt: skip
    """全部账号，和因试错太多而暂不受理登录的地方。"""
    rows = _accounts(context, home).rows()
    waiting = _waiting(context, home, [row.name for row in rows])
    if json_:
        shown = [
            {
                **row.model_dump(mode="json", include={"name", "role", "made", "disabled"}),
                "waiting": [
                    {"place": w.place, "seconds": round(w.seconds)} for w in waiting.get(row.name, ())
                ],
            }
            for row in rows
        ]
        sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")
        return
    table = Table("登录名", "角色", "建立", "状态", header_style="bold")
    for row in rows:
        state = "停用" if row.disabled else "可用"
        held = "、".join(f"{w.place}（{math.ceil(w.seconds / 60)} 分钟）" for w in waiting.get(row.name, ()))
        state += f"；试错太多，暂不受理：{held}" if held else ""
        table.add_row(Text(row.name), ROLES[row.role], f"{row.made.astimezone():%Y-%m-%d}", Text(state))
    _out.print(table if rows else Text("还没有账号。plans user add 姓名 --editor 建立第一个。"))


@user.command()
def role(
    context: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Argument(help="reader（查阅）或 editor（编辑）")],
    home: Home = None,
) -> None:
    """改角色，马上生效。"""
    _accounts(context, home).set_role(name, role)
    _say(f"{name} 现在是{ROLES[role]}。")


@user.command()
def passwd(context: typer.Context, name: Name, password_stdin: FromStdin = False, home: Home = None) -> None:
    """改密码；原来的登录随即失效，试错次数清零。"""
    accounts = _accounts(context, home)
    accounts.get(name)
    accounts.set_password(name, _password(password_stdin))
    _forgive(context, home, name)
    _say(f"{name} 的密码已改，原来的登录已失效。")


@user.command()
def disable(context: typer.Context, name: Name, home: Home = None) -> None:
    """停用账号；已经登录的随即失效。"""
    _accounts(context, home).set_disabled(name, True)
    _say(f"{name} 已停用。")


@user.command()
def enable(context: typer.Context, name: Name, home: Home = None) -> None:
    """恢复停用的账号；试错太多而暂时不能登录的，也由此解除。"""
    _accounts(context, home).set_disabled(name, False)
    _forgive(context, home, name)
    _say(f"{name} 可以登录。")


@user.command()
def remove(context: typer.Context, name: Name, home: Home = None) -> None:
    """删除账号和他问过的对话；已经登录的随即失效。"""
    accounts = _accounts(context, home)
    person = accounts.get(name).name
    accounts.remove(name)
    with _lockout(context, home) as lockout:
        lockout.forget(person)
    _forget(context, home, person)
    left = "" if accounts.rows() else "已经没有账号：聊天页面只能在本机打开，而且不用登录。"
    _say(f"{name} 已删除。{left}")


def _accounts(context: typer.Context, home: Path | None) -> Accounts:
    from assistant.auth.accounts import Accounts

    return Accounts(_home(context, home))


def _home(context: typer.Context, home: Path | None) -> Path:
    settings: Settings = context.obj
    return home or settings.home


def _forgive(context: typer.Context, home: Path | None, name: str) -> None:
    with _lockout(context, home) as lockout:
        lockout.forgive(name)


def _waiting(
    context: typer.Context, home: Path | None, names: Sequence[str]
) -> dict[str, tuple[Waiting, ...]]:
    """Where each account is kept out now."""
    from assistant.auth.people_db import FILE

    if not (_home(context, home) / FILE).is_file():
        return {}
    with _lockout(context, home) as lockout:
        return {name: lockout.waiting(name, time.time()) for name in names}


@contextmanager
def _lockout(context: typer.Context, home: Path | None) -> Iterator[Lockout]:
    from assistant.auth.lockout import Lockout
    from assistant.auth.people_db import PeopleDb

    with closing(PeopleDb(_home(context, home))) as db:
        yield Lockout(db)


def _forget(context: typer.Context, home: Path | None, person: str) -> None:
    """Whoever gets an account of the same name later is somebody else, and reads nothing of this one's."""
    from ingest.store.library import FILE, Library

    settings: Settings = context.obj
    folder = _home(context, home)
    if settings.database is None and not (folder / FILE).is_file():
        return
    with Library.open(folder, settings.database) as library:
        library.log.forget_person(person)
        library.briefings.forget_person(person)


def _password(from_stdin: bool) -> str:
    """Raises AssistantError where there is none to be had, or the two that were typed differ."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise AssistantError(
            "没有终端可以输入密码", remedy="在脚本里用 --password-stdin，从标准输入给出密码。"
        )
    first = _asked("密码（至少 8 个字符，输入时不显示）")
    if _asked("再输一次") != first:
        raise AssistantError("两次输入的密码不一样", remedy="请重新运行。")
    return first


def _asked(words: str) -> str:
    return str(typer.prompt(words, hide_input=True, err=True))


def _say(words: str) -> None:
    ERR.print(words, markup=False, highlight=False)
