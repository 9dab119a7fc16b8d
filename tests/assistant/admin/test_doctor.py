"""What the doctor finds, and that its proof would see a call to another machine."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from assistant.admin.doctor import Check, examine, is_loopback, outside_calls
from assistant.admin.ingest_files import take_in
from assistant.settings import Settings
from tests.conftest import ROOT
from tests.ingest.tiny_model import write_model

HOSTS = {
    "127.0.0.1": True,
    "127.8.8.8": True,
    "::1": True,
    "::ffff:127.0.0.1": True,
    "localhost": True,
    "": True,
    "0.0.0.0": True,
    "10.0.0.5": False,
    "192.0.2.7": False,
    "2001:db8::1": False,
    "::ffff:192.0.2.7": False,
    "example.invalid": False,
    "127.0.0.1.example.invalid": False,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doctor")
    take_in(_settings(folder), [ROOT / "corpus"], Console(quiet=True))
    return folder


def _settings(home: Path, **more: Any) -> Settings:
    return Settings(home=home, corpus=ROOT / "corpus", **more)


def _by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


@pytest.mark.parametrize(("host", "here"), HOSTS.items(), ids=[h or "empty" for h in HOSTS])
def test_what_counts_as_this_machine(host: str, here: bool) -> None:
    assert is_loopback(host) is here


def test_a_library_in_order_passes(home: Path) -> None:
    checks = _by_name(examine(_settings(home)))
    assert [c for c in checks.values() if not c.ok] == []
    assert "5 份文件" in checks["资料库"].detail
    assert "gradio" in checks["依赖包"].detail
    assert "对本机以外的连接 0 次" in checks["不访问外网"].detail


def test_no_library_is_said_and_none_is_made(tmp_path: Path) -> None:
    missing = tmp_path / "none"
    checks = _by_name(examine(_settings(missing)))
    assert not checks["资料库"].ok
    assert "plans ingest" in checks["资料库"].detail
    assert not checks["不访问外网"].ok
    assert not missing.exists()


def test_a_file_that_is_no_library_is_said(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"not a database at all" * 60)
    checks = _by_name(examine(_settings(tmp_path)))
    assert not checks["资料库"].ok
    assert "资料库" in checks["资料库"].detail


def test_an_index_that_lags_is_said(tmp_path: Path) -> None:
    write_model(tmp_path / "model")
    settings = _settings(tmp_path, embedding="folder", embedding_folder=tmp_path / "model")
    take_in(settings, [ROOT / "corpus"], Console(quiet=True))
    from ingest.pipeline import READER_VERSION
    from ingest.store.library import Library

    with Library.open(tmp_path, reader=READER_VERSION) as library:
        library.remove(library.plans()[0].id)
    checks = _by_name(examine(settings))
    assert not checks["全文索引"].ok
    assert not checks["向量索引"].ok


def test_the_proof_sees_look_ups_and_connections() -> None:
    with outside_calls() as seen:
        socket.getaddrinfo("192.0.2.1", 80)  # a number: nobody is asked
        for event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            sys.audit(event, None, ("192.0.2.2", 9))
        sys.audit("socket.gethostbyname", b"nobody.invalid")
    assert seen == ["192.0.2.1", "192.0.2.2", "192.0.2.2", "192.0.2.2", "nobody.invalid"]


def test_the_proof_lets_this_machine_and_named_servers_pass() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, outside_calls(frozenset({"192.0.2.1"})) as seen:
        socket.create_connection(server.getsockname()).close()
        socket.getaddrinfo("192.0.2.1", 80)
        sys.audit("socket.connect", None, "/run/a.socket")
    assert seen == []


def test_the_proof_sees_nothing_after_its_end() -> None:
    with outside_calls() as seen:
        pass
    socket.getaddrinfo("192.0.2.1", 80)
    assert seen == []
