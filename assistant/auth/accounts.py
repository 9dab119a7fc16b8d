"""Who may sign in and what they may do: the accounts of a library folder, in `accounts.yaml`, with their
passwords.

In: the folder. Out: `Account` values in file order, and the `Person` a request is made by. Writing takes a
lock and replaces the file by a new one (mode 0600), so nobody ever reads half of it. Reading looks at the
file's time stamp and parses it again only after a change: several programs and the command `plans user` work
on one folder.

Passwords are stored as argon2id hashes only, with salt and costs in the hash (RFC 9106, the low-memory
profile); this is the one module that knows argon2. Full-width letters from an input method count as the plain
ones (NFKC).

The `key` of an account changes with its password and when it is disabled; sessions begun under an older key
are over. How often a password may be tried is decided in `auth.lockout`.
"""

from __future__ import annotations

import os
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.errors import AssistantError
from ingest import late_re as re

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["reader", "editor"]
"""Whether somebody may only read and ask, or may change the library too."""

ROLES: dict[Role, str] = {"reader": "查阅", "editor": "编辑"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`name` is what one signs in with; "" for whoever sits at the machine where no one signs in."""

    name: str
    role: Role = "reader"

    @property
    def edits(self) -> bool:
        return self.role == "editor"


AT_HOME = Person(name="", role="editor")
"""Whoever uses an app that only this machine can reach and that asks for no name."""


SHORTEST, LONGEST = 8, 256
"""Characters. The upper bound keeps the work of one try small."""


def hashed(password: str) -> str:
    """Raises AssistantError for a password that is too short or too long."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise AssistantError(
            f"密码太短，至少要 {SHORTEST} 个字符",
            remedy="可以用一句自己记得住的话，不必有特殊符号。",
        )
    if len(plain) > LONGEST:
        raise AssistantError(f"密码太长，最多 {LONGEST} 个字符")
    return _hasher().hash(plain)


def matches(password: str, kept: str | None) -> bool:
    """Whether `password` is the one `kept` was made of; without one, False after the same work."""
    from argon2.exceptions import InvalidHashError, VerificationError

    plain = _plain(password)
    if len(plain) > LONGEST:
        return False
    try:
        return _hasher().verify(kept or _nobodys(), plain) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_hash(kept: str) -> bool:
    from argon2 import extract_parameters
    from argon2.exceptions import InvalidHashError

    try:
        extract_parameters(kept)
    except InvalidHashError:
        return False
    return True


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    """A hash to try against where a name is unknown, so that the time taken does not tell."""
    return _hasher().hash("nobody's password")


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


FILE = "accounts.yaml"
_LONGEST_NAME = 32
_SETTLED = 100_000_000
"""Nanoseconds, some ticks of the clock of a file system."""
_NAME = re.compile(r"[\w][\w.@-]*")
_HEAD = """\
# 能登录聊天页面的账号，由 plans user 命令维护（plans user --help）；手改之前请先备份。
# name 登录名；role 是 reader（查阅）或 editor（可以改动资料库）；password 是密码的散列（argon2），\
不是密码本身；
# key 改密码、停用时更换，换了以后原来的登录就失效；made 建立时间；disabled 是否停用。
"""


class Account(BaseModel):
    """账号, as it stands in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=_LONGEST_NAME)
    role: Role
    password: str
    key: str = Field(min_length=8)
    made: datetime
    disabled: bool = False

    @field_validator("password")
    @classmethod
    def _hash(cls, value: str) -> str:
        if not is_hash(value):
            raise ValueError("password")
        return value

    @property
    def person(self) -> Person:
        return Person(name=self.name, role=self.role)


class Accounts:
    """The file of one library folder, which need not be there."""

    def __init__(self, home: Path) -> None:
        self.file = home / FILE
        self._read: tuple[object, tuple[Account, ...]] = (None, ())

    def rows(self) -> tuple[Account, ...]:
        """() where there is no file. Raises AssistantError, which names file and line, for one that cannot be
        used.
        """
        try:
            stat = self.file.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise _unreadable(self.file) from error
        stamp = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        known, rows = self._read
        if known != stamp:
            rows = _parsed(self.file)
            # A file just written may be written again under the same time stamp: it is read anew for a
            # moment.
            settled = time.time_ns() - stat.st_mtime_ns > _SETTLED
            self._read = (stamp if settled else None, rows)
        return rows

    def find(self, name: str) -> Account | None:
        """By name, in letters of any case and width."""
        wanted = folded(name)
        return next((account for account in self.rows() if folded(account.name) == wanted), None)

    def get(self, name: str) -> Account:
        """Raises AssistantError where there is none of that name."""
        return _among(self.rows(), name)

    def add(self, name: str, password: str, role: Role, *, now: datetime | None = None) -> Account:
        """Raises AssistantError for a name that is taken or none, and for a password that is too short."""
        account = Account(
            name=checked_name(name),
            role=role,
            password=hashed(password),
            key=_fresh_key(),
            made=(now or datetime.now(UTC)).replace(microsecond=0),
        )

        def added(rows: tuple[Account, ...]) -> tuple[Account, ...]:
            if any(folded(row.name) == folded(account.name) for row in rows):
                raise AssistantError(f"已经有账号 {account.name}", remedy="改密码用 plans user passwd。")
            return (*rows, account)

        self._change(added)
        return account

    def set_role(self, name: str, role: Role) -> None:
        self._update(name, {"role": role})

    def set_password(self, name: str, password: str) -> None:
        self._update(name, {"password": hashed(password), "key": _fresh_key()})

    def set_disabled(self, name: str, disabled: bool) -> None:
        self._update(name, {"disabled": disabled, **({"key": _fresh_key()} if disabled else {})})

    def remove(self, name: str) -> None:
        """Raises AssistantError, like the others that change an account, where there is none of that name."""

        def without(rows: tuple[Account, ...]) -> tuple[Account, ...]:
            found = _among(rows, name)
            return tuple(row for row in rows if row is not found)

        self._change(without)

    def _update(self, name: str, changes: dict[str, Any]) -> None:
        def updated(rows: tuple[Account, ...]) -> tuple[Account, ...]:
            found = _among(rows, name)
            return tuple(row.model_copy(update=changes) if row is found else row for row in rows)

        self._change(updated)

    def _change(self, change: Callable[[tuple[Account, ...]], tuple[Account, ...]]) -> None:
        from filelock import FileLock, Timeout

        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.file}.lock", timeout=10):
                _write(self.file, change(self.rows()))
        except Timeout as error:
            raise AssistantError(
                "账号文件正被别的程序改动", file=str(self.file), remedy="请稍后再试。"
            ) from error
        except OSError as error:
            raise AssistantError(
                "账号文件写不了", file=str(self.file), remedy="请检查文件夹的权限和磁盘空间。"
            ) from error


def folded(name: str) -> str:
    """The name as names are compared."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def checked_name(name: str) -> str:
    """The name as it is kept. Raises AssistantError for what cannot be a name."""
    plain = unicodedata.normalize("NFKC", name).strip()
    if not _NAME.fullmatch(plain) or len(plain) > _LONGEST_NAME:
        raise AssistantError(
            f"登录名不能用：{name!r}",
            remedy=f"用汉字、字母、数字和 . _ - @，不超过 {_LONGEST_NAME} 个字，以汉字、字母或数字开头。",
        )
    return plain


def _fresh_key() -> str:
    return secrets.token_hex(8)


def _among(rows: tuple[Account, ...], name: str) -> Account:
    found = next((row for row in rows if folded(row.name) == folded(name)), None)
    if found is None:
        raise AssistantError(f"没有账号 {name}", remedy="plans user list 列出全部账号。")
    return found


def _unreadable(file: Path) -> AssistantError:
    return AssistantError("账号文件读不了", file=str(file), remedy="请检查文件的权限。")


def _parsed(file: Path) -> tuple[Account, ...]:
    remedy = "请改正这一行，或从备份恢复这个文件。"
    try:
        text = file.read_text("utf-8-sig")
        entries = yaml.safe_load(text)
    except OSError as error:
        raise _unreadable(file) from error
    except UnicodeDecodeError as error:
        raise AssistantError(
            "账号文件不是 UTF-8 编码", file=str(file), remedy="请从备份恢复这个文件。"
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise AssistantError("账号文件不是有效的 YAML", file=str(file), line=line, remedy=remedy) from error
    if entries is None:
        return ()
    if not isinstance(entries, list):
        raise AssistantError(
            "账号文件应是一列账号，每个以“- name:”开头", file=str(file), line=1, remedy=remedy
        )
    rows: list[Account] = []
    for place, entry in enumerate(entries):
        try:
            row = Account.model_validate(entry)
        except ValidationError as error:
            wrong = "、".join(dict.fromkeys(str(fault["loc"][0]) for fault in error.errors() if fault["loc"]))
            raise AssistantError(
                f"账号写得不对：{wrong or '不是一个账号'}",
                file=str(file),
                line=_line(text, place),
                remedy=remedy,
            ) from error
        if any(folded(row.name) == folded(other.name) for other in rows):
            raise AssistantError(
                f"账号 {row.name} 写了两次", file=str(file), line=_line(text, place), remedy=remedy
            )
        rows.append(row)
    return tuple(rows)


def _line(text: str, place: int) -> int:
    """The line, from 1, at which entry `place` of the list begins."""
    root: Any = yaml.compose(text)
    return int(root.value[place].start_mark.line) + 1


def _write(file: Path, rows: tuple[Account, ...]) -> None:
    """A whole new file in place of the old one; only its owner may read it."""
    entries = [row.model_dump(mode="json") for row in rows]
    text = _HEAD + (yaml.safe_dump(entries, allow_unicode=True, sort_keys=False) if entries else "[]\n")
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
