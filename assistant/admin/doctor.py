"""What is installed, reachable, missing, and the proof that nothing is called outside. In: settings. Out:
checks.

Nothing is installed or mended, and no folder is made. The proof asks a real question, made from the library's
own content, under an audit hook (PEP 578) that sees every name look-up and every connection Python code
makes, whichever library makes it; what native code would open past Python is looked for in the system's list
of this process's connections (Linux). Servers that the settings name themselves (database, Chroma, the
model's endpoints and their proxies) are no outside; of the endpoints it is shown that trying them calls
nobody else.
"""

from __future__ import annotations

import importlib.metadata
import ipaddress
import logging
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from packaging.requirements import Requirement

from assistant.admin.checks import Check, people_check
from assistant.settings import PREFIX, Settings
from assistant.settings_file import NAMED_BY, unknown
from ingest.errors import PlanError

if TYPE_CHECKING:
    from ingest.store.library import Library

_PYTHON = (3, 11)
_DISTRIBUTION = "plans"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CONNECTS = ("socket.connect", "socket.sendto", "socket.sendmsg")
_LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_RESTORE = "请从备份恢复；没有备份时，把 library.db 改名保存，再运行 plans ingest 由原始文件重建"
_SHOWN = 5
"""Files that are named."""
_LOG = logging.getLogger(__name__)
_ESTABLISHED = {"01", "02"}
"""States of /proc/net/tcp: established, and on the way to it."""


def examine(settings: Settings) -> list[Check]:
    """All checks, in the order in which one depends on another."""
    return [
        *_tried("Python", _python),
        *_tried("依赖包", _packages),
        *_tried("分词编码", _encoding),
        *_tried("资料库", _library, settings),
        *_tried("中文字体", _font),
        *_tried("Chromium", _browser),
        *_tried("设置", _variables),
        *_tried("登录", people_check, settings),
        *_tried("模型接口", _endpoints, settings),
        *_tried("不访问外网", _isolation, settings),
    ]


def _tried(name: str, look: Callable[..., Check | list[Check]], *args: Settings) -> list[Check]:
    """What `look` finds; that it could not look is found too, for the doctor is called where things are
    broken.
    """
    try:
        found = look(*args)
    except PlanError as error:
        return [Check(name=name, ok=False, detail=str(error))]
    except Exception as error:  # noqa: BLE001  to be told is what the doctor is for
        _LOG.exception("the doctor could not look at %s", name)
        told = f"检查时出错（{type(error).__name__}）。请把日志交给管理员；文件若有损坏，请从备份恢复"
        return [Check(name=name, ok=False, detail=told)]
    return found if isinstance(found, list) else [found]


# -- what is installed ---------------------------------------------------------------------------------------


def _python() -> Check:
    version = ".".join(str(part) for part in sys.version_info[:3])
    wanted = ".".join(str(part) for part in _PYTHON)
    return Check(name="Python", ok=sys.version_info >= _PYTHON, detail=f"{version}（需要 {wanted} 以上）")


def _packages() -> Check:
    """Every requirement of this distribution against what is installed; extras are not asked for."""
    try:
        required = [Requirement(line) for line in importlib.metadata.requires(_DISTRIBUTION) or ()]
    except importlib.metadata.PackageNotFoundError:
        return Check(name="依赖包", ok=False, detail="本程序没有安装成包，请运行 pip install -e .")
    needed = [r for r in required if r.marker is None or r.marker.evaluate({"extra": ""})]
    faults = [fault for r in needed if (fault := _fault(r))]
    versions = "，".join(f"{r.name} {version}" for r in needed if (version := _installed(r.name)))
    return Check(name="依赖包", ok=not faults, detail="；".join(faults) or versions)


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _fault(wanted: Requirement) -> str | None:
    version = _installed(wanted.name)
    if version is None:
        return f"缺少 {wanted}"
    return (
        None
        if wanted.specifier.contains(version, prereleases=True)
        else f"{wanted.name} {version} 不符合 {wanted.specifier}"
    )


def _encoding() -> Check:
    from ingest.tokens import count_tokens

    try:
        with outside_calls() as seen:
            count_tokens("责任单位")
    except PlanError as error:
        return Check(name="分词编码", ok=False, detail=str(error))
    return Check(name="分词编码", ok=not seen, detail="tiktoken cl100k_base，随安装包附带，无需下载")


def _font() -> Check:
    """A Chinese font on this machine serves screenshots and printing only: readers see the fonts of their
    own.
    """
    if not shutil.which("fc-list"):
        return Check(name="中文字体", ok=True, detail="无法查看（没有 fc-list）；可选")
    listed = subprocess.run(
        ["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False, timeout=30
    )
    families = sorted({line.split(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()})
    return Check(
        name="中文字体", ok=True, detail="、".join(families[:3]) or "没有；可选，只在本机截图或打印时需要"
    )


def _browser() -> Check:
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    return Check(name="Chromium", ok=True, detail=Path(found).name if found else "没有；可选，只用于界面测试")


def _variables() -> Check:
    """A slip of the pen in the name of a variable would otherwise be a setting that does nothing."""
    names = [name.upper() for name in os.environ if name.upper().startswith(PREFIX)]
    wrong = unknown(names, [NAMED_BY, *(PREFIX + name.upper() for name in Settings.model_fields)])
    told = f"环境变量里有不认识的 {'、'.join(wrong)}" if wrong else f"环境变量 {len(names)} 项"
    return Check(name="设置", ok=not wrong, detail=told)


# -- what is loaded ------------------------------------------------------------------------------------------


def _library(settings: Settings) -> list[Check]:
    """The library with its counts, then the indexes beside it; without a library nothing is said of
    indexes.
    """
    from assistant.admin.checks import doubts_check, index_checks
    from ingest.reader_version import READER_VERSION
    from ingest.store.library import FILE, Library

    name, remedy = "资料库", "请先运行 plans ingest"
    if settings.database is None and not (settings.home / FILE).is_file():
        return [Check(name=name, ok=False, detail=f"{settings.home} 里还没有资料库，{remedy}")]
    try:
        with Library.open(settings.home, settings.database, reader=READER_VERSION) as library:
            rows = library.plans()
            if not rows:
                return [Check(name=name, ok=False, detail=f"资料库是空的，{remedy}")]
            counts = (
                f"{len(rows)} 份文件，{sum(r.clauses for r in rows)} 条，"
                f"{sum(r.targets for r in rows)} 个目标"
            )
            if wrong := library.damage():
                told = f"资料库文件已损坏（{wrong}）。{_RESTORE}"
                return [Check(name=name, ok=False, detail=told)]
            return [
                Check(name=name, ok=True, detail=counts),
                _originals(settings, library),
                doubts_check(library),
                *index_checks(settings, library),
            ]
    except PlanError as error:
        return [Check(name=name, ok=False, detail=str(error))]


def _originals(settings: Settings, library: Library) -> Check:
    """Every file the plans were read from, byte for byte."""
    from ingest.store.originals import Originals

    kept, wrong = Originals(home=settings.home), list[str]()
    files = library.originals()
    for sha256, file in files.items():
        try:
            state = kept.state(sha256)
        except OSError as error:
            wrong.append(f"{file} 读不了（{error.strerror}）")
            continue
        if state != "whole":
            wrong.append(f"{file} {'被改动' if state == 'altered' else '缺失'}")
    if not wrong:
        return Check(name="原件", ok=True, detail=f"{len(files)} 份，与读入时一致")
    shown = "、".join(wrong[:_SHOWN]) + (f"等 {len(wrong)} 份" if len(wrong) > _SHOWN else "")
    remedy = "把同样的文件再读入一次（plans ingest 加上路径）即可补上；旧版本的原件请从备份恢复"
    return Check(name="原件", ok=False, detail=f"{shown}。{remedy}")


# -- what is called ------------------------------------------------------------------------------------------


def _endpoints(settings: Settings) -> list[Check]:
    """Each tried, and nobody else called meanwhile."""
    from assistant.admin.endpoint_check import endpoint_checks, hosts_of

    with outside_calls(hosts_of(settings)) as seen:
        checks = endpoint_checks(settings)
    if seen:
        told = f"试模型接口时还连了别处：{'、'.join(dict.fromkeys(seen))}"
        checks.append(Check(name="模型接口", ok=False, detail=told))
    return checks


# -- nothing outside -----------------------------------------------------------------------------------------


def _isolation(settings: Settings) -> Check:
    """A real question, answered while every call to another machine is written down."""
    from assistant.admin.endpoint_check import hosts_of
    from assistant.admin.examples import examples
    from assistant.ask import Assistant
    from ingest.store.library import FILE

    name = "不访问外网"
    if settings.database is None and not (settings.home / FILE).is_file():
        return Check(name=name, ok=False, detail="没有资料库，无法用真实问题验证")
    servers = (settings.database, settings.chroma)
    allowed = hosts_of(settings) | {host for url in servers if url and (host := urlsplit(url).hostname)}
    try:
        with outside_calls(allowed) as seen, Assistant.open(settings.home, settings.database) as assistant:
            made = examples(assistant)
            asked = made[0].question if made else "有哪些目标？"
            answer = assistant.ask(asked)
            seen += _open_connections(allowed)
    except PlanError as error:
        return Check(name=name, ok=False, detail=str(error))
    calls = dict.fromkeys(seen)
    detail = f"提问“{asked}”（{answer.took_ms:.0f} 毫秒），对本机以外的连接 {len(calls)} 次"
    return Check(name=name, ok=not calls, detail=detail + (f"：{'、'.join(calls)}" if calls else ""))


class _Watch:
    """The audit hook: it cannot be taken off again, so it is set once and looks away while nobody is
    watching.
    """

    def __init__(self) -> None:
        self.set = False
        self.watchers: list[tuple[frozenset[str], list[str]]] = []

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if not self.watchers or not event.startswith("socket."):
            return
        host = _host_of(event, args)
        if host is not None and not is_loopback(host):
            for allowed, seen in self.watchers:
                if host not in allowed:
                    seen.append(host)


_WATCH = _Watch()


@contextmanager
def outside_calls(allowed: frozenset[str] = frozenset()) -> Iterator[list[str]]:
    """The hosts other than this machine and `allowed` that are looked up or connected to inside, in order, of
    all threads.
    """
    if not _WATCH.set:
        sys.addaudithook(_WATCH)
        _WATCH.set = True
    watcher = (allowed | _addresses(allowed), list[str]())
    _WATCH.watchers.append(watcher)
    try:
        yield watcher[1]
    finally:
        _WATCH.watchers.remove(watcher)


def _host_of(event: str, args: tuple[object, ...]) -> str | None:
    """The host of an audit event about another machine; None for events and socket families that are about
    none.
    """
    if event in _LOOK_UPS:
        return _text(args[0])
    if event in _CONNECTS and len(args) > 1 and isinstance(args[1], tuple) and args[1]:
        return _text(args[1][0])
    return None


def _text(host: object) -> str | None:
    if isinstance(host, bytes):
        return host.decode("ascii", "replace")
    return host if isinstance(host, str) else None


def is_loopback(host: str) -> bool:
    """Whether the host is this machine: localhost, 127/8, ::1, or the empty name and 0.0.0.0 of a server that
    listens.
    """
    if host in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return address.is_loopback or address.is_unspecified


def _addresses(hosts: frozenset[str]) -> frozenset[str]:
    found = set()
    for host in hosts:
        try:
            found |= {str(info[4][0]) for info in socket.getaddrinfo(host, None)}
        except OSError:
            continue
    return frozenset(found)


def _open_connections(allowed: frozenset[str]) -> list[str]:
    """Other machines this process is connected to over TCP just now, by the system's own list; none where
    there is no /proc.
    """
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        return []
    own = {target for fd in folder.iterdir() if (target := _socket_of(fd))}
    known = allowed | _addresses(allowed)
    hosts = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text("ascii").splitlines()[1:] if Path(table).is_file() else ():
            cells = line.split()
            if cells[3] in _ESTABLISHED and cells[9] in own:
                host = _address(cells[2].split(":")[0])
                hosts += [host] if not is_loopback(host) and host not in known else []
    return hosts


def _socket_of(descriptor: Path) -> str | None:
    """The inode of an open socket; None for other files and for one that was closed meanwhile."""
    try:
        target = str(descriptor.readlink())
    except OSError:
        return None
    return target[8:-1] if target.startswith("socket:[") else None


def _address(words: str) -> str:
    """The address of /proc/net/tcp: hexadecimal, each group of four bytes in the machine's own order."""
    data = bytes.fromhex(words)
    if sys.byteorder == "little":
        data = b"".join(data[n : n + 4][::-1] for n in range(0, len(data), 4))
    return str(ipaddress.ip_address(data))
