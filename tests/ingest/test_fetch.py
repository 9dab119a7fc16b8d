"""A document from an address, over a real HTTP server on loopback: what comes, under which name, and what is
refused.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.readers.fetch import Limits, _may_be_asked, fetch, is_address, is_own
from tests.waiting import GIVE_UP

PAGE = "<html><body><p>正文</p></body></html>".encode()
HERE = Limits(here=True, connect=GIVE_UP, read=GIVE_UP, total=GIVE_UP, largest=10_000)
HASTY = {"silent": replace(HERE, read=0.4), "dripping": replace(HERE, total=0.8)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server says to a path; `pause` seconds before each of the pieces of the body."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: tuple[bytes, ...] = (PAGE,)
    pause: float = 0


@dataclass(slots=True)
class Site:
    url: str
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def site() -> Iterator[Site]:
    made, over = Site(url=""), threading.Event()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, self.headers["Host"]))
            reply = made.replies.get(self.path, Reply(status=404))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value if max(value) <= "ÿ" else value.encode().decode("latin-1"))
            self.end_headers()
            try:
                for piece in reply.body:
                    over.wait(reply.pause)
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                return  # the client has hung up, as it should

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}"
    yield made
    over.set()
    server.shutdown()
    thread.join()
    server.server_close()


HTML = {"Content-Type": "text/html; charset=utf-8"}
PLAIN = {"Content-Type": "text/plain"}
RAW = {"Content-Type": "application/octet-stream"}
NAMES = {
    "a page": ("/a/要点.html", HTML, "要点.html"),
    "an old suffix of the same kind": ("/a.htm", HTML, "a.htm"),
    "a page under another suffix": ("/col/t2023.jsp", HTML, "t2023.html"),
    "a page without a name": ("/", HTML, "127.0.0.1.html"),
    "plain text": ("/a.txt", PLAIN, "a.txt"),
    "Markdown as plain text": ("/a.md", PLAIN, "a.md"),
    "no type at all": ("/a.docx", {}, "a.docx"),
    "a download with its name": (
        "/d?id=7",
        {**RAW, "Content-Disposition": "attachment; filename*=UTF-8''%E8%A6%81%E7%82%B9.txt"},
        "要点.txt",
    ),
    "a name in bare UTF-8": ("/d", {**RAW, "Content-Disposition": 'attachment; filename="要点.txt"'},
        "要点.txt"),
    "a percent-encoded name": ("/d", {**RAW, "Content-Disposition": 'attachment; filename="%E8%A6%81.md"'},
        "要.md"),
    "a name in bare GBK": (
        "/d",
        {**RAW, "Content-Disposition": 'attachment; filename="要点.txt"'.encode("gbk").decode("latin-1")},
        "要点.txt",
    ),
    "a percent-encoded name in GBK": ("/f/%D2%AA%B5%E3.txt", RAW, "要点.txt"),
    "a path for a name": (
        "/d",
        {**RAW, "Content-Disposition": 'attachment; filename="../../etc/x.txt"'},
        "_.._etc_x.txt",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("path", "headers", "name"), NAMES.values(), ids=NAMES.keys())
def test_what_comes_and_its_name(site: Site, path: str, headers: dict[str, str], name: str) -> None:
    from urllib.parse import quote

    asked = quote(path, safe="/?=.%")
    site.replies[asked] = Reply(headers=headers)
    found = fetch(site.url + path, HERE)
    assert (found.name, found.data) == (name, PAGE)
    assert site.asked == [(asked, site.url.removeprefix("http://"))]


def test_redirects_are_followed_a_few_times(site: Site) -> None:
    site.replies["/old"] = Reply(status=302, headers={"Location": "/new/a.txt"})
    site.replies["/new/a.txt"] = Reply(headers=PLAIN)
    found = fetch(f"{site.url}/old", HERE)
    assert found.name == "a.txt"
    assert [path for path, _ in site.asked] == ["/old", "/new/a.txt"]
    site.replies["/round"] = Reply(status=301, headers={"Location": "/round"})
    with pytest.raises(FetchError, match="没有到头"):
        fetch(f"{site.url}/round", HERE)
    assert len([path for path, _ in site.asked if path == "/round"]) == 6


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("file:///etc/passwd", "http"),
        ("http://169.254.169.254/latest", "不开放的地址"),
        ("http://[::]/", "不开放的地址"),
        ("http://user:pw@127.0.0.1/", "用户名"),
    ],
)
def test_a_redirect_leads_nowhere_else(site: Site, where: str, said: str) -> None:
    site.replies["/away"] = Reply(status=302, headers={"Location": where})
    with pytest.raises(FetchError, match=said):
        fetch(f"{site.url}/away", HERE)


REFUSED: dict[str, tuple[Reply, str]] = {
    "missing": (Reply(status=404), "没有这个文件"),
    "barred": (Reply(status=403), "不让取"),
    "broken": (Reply(status=502), "502"),
    "a picture": (Reply(headers={"Content-Type": "image/png"}), "image/png"),
    "too large": (Reply(headers=HTML, body=(b"x" * 9_000,) * 3), "超过"),
    "silent": (Reply(headers=HTML, pause=GIVE_UP), "没有在限定的时间内应答"),
    "dripping": (Reply(headers=HTML, body=(b"x",) * 9_000, pause=0.1), "没有在限定的时间内传完"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_refused_says_what_to_do(site: Site, name: str) -> None:
    reply, said = REFUSED[name]
    site.replies["/a"] = reply
    with pytest.raises(FetchError, match=said) as caught:
        fetch(f"{site.url}/a", HASTY.get(name, HERE))
    assert caught.value.file == f"{site.url}/a"
    assert caught.value.remedy


ADDRESSES = {
    "a file": ("file:///etc/passwd", "http"),
    "another scheme": ("ftp://127.0.0.1/a", "http"),
    "no scheme": ("127.0.0.1/a", "http"),
    "a password": ("http://me:secret@127.0.0.1/", "用户名"),
    "no host": ("http:///a", "http"),
    "a bad port": ("http://127.0.0.1:99999999/", "连接不上"),
    "nobody there": ("http://127.0.0.1:9/", "连接不上"),
    "no such host": ("http://nowhere.invalid/", "找不到主机"),
}


@pytest.mark.parametrize(("address", "said"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_addresses_that_are_none(address: str, said: str) -> None:
    with pytest.raises(FetchError, match=said) as caught:
        fetch(address, HERE)
    assert caught.value.remedy


def test_from_a_page_this_machine_is_not_asked(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f000001"):
        with pytest.raises(FetchError, match=r"不开放的地址|找不到主机"):
            fetch(f"http://{host}:{port}/a", replace(HERE, here=False))
    assert site.asked == []


MAY = {
    "10.0.0.8": True, "192.168.1.2": True, "172.16.0.1": True, "8.8.8.8": True, "fd12::1": True,
    "127.0.0.1": False, "::1": False, "169.254.169.254": False, "fe80::1": False, "0.0.0.0": False,
    "224.0.0.1": False, "240.0.0.1": False, "100.100.100.200": False, "fd00:ec2::254": False,
}  # fmt: skip


@pytest.mark.parametrize("ip", MAY)
def test_intranets_may_be_asked_and_keys_may_not(ip: str) -> None:
    assert _may_be_asked(ipaddress.ip_address(ip), Limits()) is MAY[ip]


def test_the_name_is_looked_up_once_and_what_was_found_is_what_is_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere the second time leads nowhere."""
    port = site.url.rpartition(":")[2]
    site.replies["/a.txt"] = Reply(headers=PLAIN)
    looked = list[str]()
    real: Callable[..., list[tuple[object, ...]]] = socket.getaddrinfo

    def once(host: str, *rest: object, **more: object) -> list[tuple[object, ...]]:
        looked.append(host)
        return real("127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    assert fetch(f"http://plans.example:{port}/a.txt", HERE).name == "a.txt"
    assert [host for host in looked if host != "127.0.0.1"] == ["plans.example"]
    assert site.asked == [("/a.txt", f"plans.example:{port}")]


def _own_addresses() -> set[str]:
    """Those the system lists (Linux), link-local ones left out."""
    found = set()
    for line in Path("/proc/net/if_inet6").read_text("ascii").splitlines():
        found.add(str(ipaddress.IPv6Address(int(line.split()[0], 16))))
    before = ""
    for line in Path("/proc/net/fib_trie").read_text("ascii").splitlines():
        if "host LOCAL" in line and before[:1].isdigit():
            found.add(before)
        before = line.strip(" |-+")
    return {ip for ip in found if not ipaddress.ip_address(ip).is_link_local}


@pytest.mark.skipif(not Path("/proc/net/if_inet6").is_file(), reason="no list of addresses on this system")
def test_every_address_of_this_machine_is_this_machine() -> None:
    own = _own_addresses()
    assert "127.0.0.1" in own
    for ip in map(ipaddress.ip_address, own):
        assert is_own(ip)
        assert not _may_be_asked(ip, Limits())
        assert _may_be_asked(ip, Limits(here=True))
    for other in ("198.51.100.1", "10.255.255.254", "2001:db8::1"):
        assert is_own(ipaddress.ip_address(other)) is (other in own)


def test_another_spelling_of_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = ipaddress.ip_address("10.20.30.40")
    monkeypatch.setattr("ingest.readers.fetch.is_own", lambda ip: ip == mine)
    for ip in (
        "10.20.30.40",
        "::ffff:10.20.30.40",
        "::10.20.30.40",
        "64:ff9b::10.20.30.40",
        "2002:a14:1e28::1",
    ):
        assert not _may_be_asked(ipaddress.ip_address(ip), Limits()), ip
    for ip in ("10.20.30.41", "64:ff9b::10.20.30.41", "2002:a14:1e29::1"):
        assert _may_be_asked(ipaddress.ip_address(ip), Limits()), ip


def test_from_a_page_open_and_closed_ports_look_alike(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed port, one that says nothing, and one that speaks something else."""
    monkeypatch.setattr("ingest.readers.fetch._may_be_asked", lambda *_: True)
    away = replace(HERE, here=False, read=0.4)

    def told(port: int) -> str:
        with pytest.raises(FetchError) as caught:
            fetch(f"http://127.0.0.1:{port}/a", away)
        return str(caught.value).replace(str(port), "PORT")

    with socket.create_server(("127.0.0.1", 0)) as silent, socket.create_server(("127.0.0.1", 0)) as other:

        def speak() -> None:
            with suppress(OSError):
                connection, _ = other.accept()
                with connection:
                    connection.sendall(b"SSH-2.0-something\r\n")

        speaking = threading.Thread(target=speak, daemon=True)
        speaking.start()
        words = {told(silent.getsockname()[1]), told(other.getsockname()[1])}
    words.add(told(silent_port_of_nobody()))
    assert len(words) == 1


def silent_port_of_nobody() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("http://a.cn/x", True),
        ("HTTPS://a.cn", True),
        ("file:///x", True),
        ("corpus/a.md", False),
        ("C:\\a.txt", False),
        ("要点.txt", False),
    ],
)
def test_addresses_are_told_from_paths(words: str, meant: bool) -> None:
    assert is_address(words) is meant
