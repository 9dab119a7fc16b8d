"""Files of other word processors (.doc, .wps, .rtf, .odt), turned into .docx by LibreOffice if there is one.

In: bytes. Out: the document that `word` reads from what LibreOffice made of them. One conversion at a time on
the machine, each in a folder and with a profile of its own, within limits of time and memory, and ended with
all its children. Macros are off, links to other files and addresses are not followed. Never by way of PDF:
there struck figures stand beside the new ones.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest.errors import ReadError
from ingest.readers.options import OFFICE
from ingest.readers.protocol import Document
from ingest.readers.sniff import suffix_of
from ingest.readers.word.reader import DocxReader

_PROGRAMS = ("soffice", "libreoffice")
_SAVE = "请在 Word 或 WPS 里打开，另存为 .docx 后再试"
_ONE = threading.Lock()
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""No macro, no link, and a way to the network that leads nowhere (port 9 discards)."""


class OfficeReader:
    """`.wpt`, `.dot` are templates of the same formats."""

    suffixes = (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt")

    def read(self, data: bytes, file: str) -> Document:
        return DocxReader().read(as_docx(data, file), file)


def program() -> str | None:
    """LibreOffice's own, None where there is none."""
    return next((found for one in _PROGRAMS if (found := shutil.which(one))), None)


def as_docx(data: bytes, file: str) -> bytes:
    """The file as LibreOffice saves it. Raises ReadError with the remedy."""
    suffix = suffix_of(data, file)
    office = program()
    if office is None:
        raise ReadError(f"{suffix} 要靠 LibreOffice 才能读，这台机器上没有装", file=file, remedy=_SAVE)
    with (
        _alone(file),
        tempfile.TemporaryDirectory(prefix="plans-office-", ignore_cleanup_errors=True) as folder,
    ):
        return _converted(office, data, suffix, Path(folder), file)


def _converted(office: str, data: bytes, suffix: str, folder: Path, file: str) -> bytes:
    source, made = folder / f"file{suffix}", folder / "out"
    source.write_bytes(data)
    _write_profile(folder / "profile")
    with _started(_command(office, source, made, folder), folder) as running:
        try:
            running.wait(timeout=OFFICE.seconds)
        except subprocess.TimeoutExpired as exc:
            raise ReadError(f"转换了 {OFFICE.seconds:.0f} 秒还没有转完", file=file, remedy=_SAVE) from exc
    result = made / "file.docx"
    if not result.is_file() or not 0 < result.stat().st_size <= OFFICE.result:
        raise ReadError(f"LibreOffice 打不开这份 {suffix}，可能设有密码或已损坏", file=file, remedy=_SAVE)
    return result.read_bytes()


def _command(office: str, source: Path, made: Path, folder: Path) -> list[str]:
    return [
        office,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(made),
        str(source),
    ]


@contextmanager
def _started(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program in a session of its own, which ends with all that it has started."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if key in os.environ}
    running = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={
            **kept,
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
            "SAL_USE_VCLPLUGIN": "svp",
        },
        start_new_session=True,
    )
    try:
        _limit(running.pid)
        yield running
    finally:
        _end(running)


def _limit(process: int) -> None:
    """Memory, time of the processor and size of what it writes, where the system can limit another process;
    its children inherit them.
    """
    if sys.platform != "linux":
        return
    import resource

    limits = (
        (resource.RLIMIT_AS, OFFICE.memory),
        (resource.RLIMIT_CPU, int(OFFICE.seconds) + 1),
        (resource.RLIMIT_FSIZE, OFFICE.result),
    )
    for kind, most in limits:
        with suppress(ProcessLookupError, PermissionError, ValueError):
            resource.prlimit(process, kind, (most, most))


def _end(running: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
    running.wait()


@contextmanager
def _alone(file: str) -> Iterator[None]:
    """One conversion at a time, whatever process asks. Raises ReadError where it would wait too long."""
    until = time.monotonic() + OFFICE.wait
    busy = ReadError("正在转换别的文件，没有等到", file=file, remedy=f"请稍后再试；或{_SAVE[1:]}")
    if not _ONE.acquire(timeout=OFFICE.wait):
        raise busy
    try:
        with _locked_file() as lock:
            while not _lock(lock):
                if time.monotonic() > until:
                    raise busy
                time.sleep(OFFICE.tick)
            yield
    finally:
        _ONE.release()


@contextmanager
def _locked_file() -> Iterator[int]:
    user = os.getuid() if hasattr(os, "getuid") else 0
    path = Path(tempfile.gettempdir()) / f"plans-office-{user}.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Whether the lock is had; it goes with the descriptor. Where the system has none, it is had."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{key}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, key, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        "utf-8",
    )
