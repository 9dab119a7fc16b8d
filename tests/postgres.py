"""A PostgreSQL server of the tests' own: started once a session where its programs are installed, without a
port, and gone with it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine

_DEBIAN = Path("/usr/lib/postgresql")
_NOBODY = "postgres"
"""The account Debian's package makes: the server refuses to run as root."""


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; None where there is none."""
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    versions = sorted(_DEBIAN.glob("*/bin/pg_ctl"))
    return versions[-1].parent if versions else None


@contextmanager
def server() -> Iterator[str]:
    """The folder of the socket of a running server; skips where it cannot be had."""
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL here")
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="plans-pg-"))
    try:
        if account:
            os.chown(folder, pwd.getpwnam(account).pw_uid, -1)
        data = folder / "data"
        _run(
            account,
            found / "initdb",
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            _NOBODY,
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        )
        options = f"-c listen_addresses='' -c fsync=off -k {folder}"
        _run(account, found / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield str(folder)
        finally:
            _run(account, found / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str:
    """Who runs the server: "" for whoever runs the tests, where that is not root."""
    if os.geteuid() != 0:
        return ""
    try:
        return pwd.getpwnam(_NOBODY).pw_name
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no account postgres")


def _run(account: str, *command: object) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=account or None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def new_database(socket: str) -> str:
    """The URL of an empty database."""
    name = f"plans_{uuid.uuid4().hex}"
    engine = create_engine(url_of(socket, _NOBODY), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return url_of(socket, name)


def url_of(socket: str, name: str) -> str:
    return f"postgresql+psycopg://{_NOBODY}@/{name}?host={socket}"
