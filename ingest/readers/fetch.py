"""A file from an address that a person has named. In: an http(s) address. Out: bytes and a name with a
suffix.

The only module that fetches documents, and only when it is called: nothing is looked up by itself, no link is
followed (`links.py` finds those that may be asked for), no proxy is used. The server connects for a person
who may not reach that machine himself, so every address on the way (redirects too) is resolved first and the
connection made to exactly what was checked: machines of the intranet are what this is for, the machine itself
under any of its addresses, link-local ones and those where clouds keep credentials are not. Who asks from a
page is not told whether a port is closed, silent, or speaks something else. It reads no document.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote_to_bytes

import httpx

from ingest import late_re as re
from ingest.errors import FetchError
from ingest.readers.options import FILES
from ingest.readers.sniff import SUFFIXES

_SAYS_NOTHING = frozenset(
    ("", "text/plain", "application/octet-stream", "application/force-download", "application/zip")
)
"""Types that servers give to whatever they do not know: the name tells more."""
_CREDENTIALS = tuple(map(ipaddress.ip_address, ("100.100.100.200", "192.0.0.192", "fd00:ec2::254")))
"""Where clouds answer with keys, beside 169.254.169.254 which is link-local."""
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 addresses behind a translator, the last 32 bits."""
_NOBODYS = {4: ipaddress.ip_address("198.51.100.1"), 6: ipaddress.ip_address("2001:db8:ffff::1")}
"""Addresses for examples in documents, which no machine has (RFC 5737, RFC 3849)."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """`name` ends in the suffix of its format; `address` is where it was had at last."""

    name: str
    data: bytes
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds to connect, to wait for the next bytes, and in all; bytes of the largest file.

    `here` is whether addresses of the machine itself may be asked: by whoever sits at it, not by who asks
    from a page.
    """

    connect: float = 5.0
    read: float = 15.0
    total: float = 60.0
    largest: int = FILES.largest
    here: bool = False


def is_address(words: str) -> bool:
    """Whether it is meant as an address and not as a path."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", words) is not None


def fetch(address: str, limits: Limits = Limits()) -> Fetched:
    """The file at the address. Raises FetchError with what to do."""
    until = time.monotonic() + limits.total
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    url = _url(address, address)
    try:
        with httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client:
            for _ in range(FILES.redirects + 1):
                with client.stream("GET", **_asked(url, address, limits)) as reply:  # type: ignore[arg-type]
                    if reply.has_redirect_location:
                        url = _url(str(url.join(reply.headers["location"])), address)
                        continue
                    _check_reply(reply, address)
                    data = _body(reply, address, limits, until)
                    return Fetched(name=_name(reply, url), data=data, address=str(url))
    except httpx.InvalidURL as exc:
        raise _fault("网址写得不对", address, "请从浏览器的地址栏整条复制") from exc
    except httpx.HTTPError as exc:
        raise _not_had(exc, address, limits) from exc
    raise _fault("转来转去没有到头", address, "请在浏览器里打开，复制最后到达的网址")


def _not_had(exc: httpx.HTTPError, address: str, limits: Limits) -> FetchError:
    if not limits.here:
        remedy = "请检查网址，以及服务器能否访问那个网站；或在浏览器里下载后上传"
        return _fault("没有取到文件", address, remedy)
    if isinstance(exc, httpx.TimeoutException):
        return _fault("对方没有在限定的时间内应答", address, "请稍后再试，或在浏览器里下载后上传")
    return _fault("连接不上", address, "请检查网址，以及本机能否访问那台服务器")


def _url(words: str, address: str) -> httpx.URL:
    try:
        url = httpx.URL(words.strip())
    except (httpx.InvalidURL, ValueError) as exc:
        raise _fault("网址写得不对", address, "请从浏览器的地址栏整条复制") from exc
    if url.scheme not in ("http", "https") or not url.host:
        raise _fault("只能取 http:// 或 https:// 开头的网址", address, "本机或共享文件夹里的文件，请直接上传")
    if url.userinfo:
        raise _fault("网址里不能带用户名和密码", address, "需要登录的页面，请在浏览器里下载后上传")
    return url


def _asked(url: httpx.URL, address: str, limits: Limits) -> dict[str, object]:
    """The request, to the very address that was checked: looked up again, the name might lead elsewhere."""
    found = _resolved(url, address)
    barred = [ip for ip in found if not _may_be_asked(ip, limits)]
    if barred:
        raise _fault(
            "这个网址指向本机或不开放的地址，不能从这里取", address, "请填文件所在网站的网址，或上传文件"
        )
    return {
        "url": url.copy_with(host=str(found[0])),
        "headers": {
            "host": url.netloc.decode("ascii"),
            "user-agent": "plans",
            "accept-encoding": "identity",
        },
        "extensions": {"sni_hostname": url.raw_host.decode("ascii")},
    }


def _resolved(url: httpx.URL, address: str) -> list[IpAddress]:
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as exc:
        raise _fault(f"找不到主机 {url.host}", address, "请检查网址有没有写错") from exc
    ips = (ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found)
    return list(dict.fromkeys(getattr(ip, "ipv4_mapped", None) or ip for ip in ips))


def _may_be_asked(ip: IpAddress, limits: Limits) -> bool:
    """Whether neither the address nor one that is written within it is barred."""
    return all(_open(one, limits) for one in (ip, *_within(ip)))


def _open(ip: IpAddress, limits: Limits) -> bool:
    if ip.is_loopback:
        return limits.here
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip in _CREDENTIALS:
        return False
    if ip.is_reserved and ip not in _TRANSLATED:
        return False
    return limits.here or not is_own(ip)


def _within(ip: IpAddress) -> tuple[IpAddress, ...]:
    """The IPv4 addresses that an IPv6 one stands for: mapped, compatible, 6to4, Teredo, or translated (RFC
    6052).
    """
    if ip.version == 4:
        return ()
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in _TRANSLATED or (int(ip) >> 32 == 0 and int(ip) > 1):
        found.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return tuple(one for one in found if one is not None)


def is_own(ip: IpAddress) -> bool:
    """Whether it is an address of this machine, on whatever interface.

    Only to its own addresses does a system bind. Where it is told to bind to any (`ip_nonlocal_bind` of
    Linux), it is asked from where it would speak: towards itself it chooses the very address. No packet is
    sent for either.
    """
    if not _binds(ip):
        return False
    return not _binds(_NOBODYS[ip.version]) or _speaks_from(ip) == ip


def _binds(ip: IpAddress) -> bool:
    with _socket(ip) as tried:
        try:
            tried.bind((str(ip), 0))
        except OSError:
            return False
    return True


def _speaks_from(ip: IpAddress) -> IpAddress | None:
    with _socket(ip) as tried:
        try:
            tried.connect((str(ip), 9))
        except OSError:  # no way leads there
            return None
        return ipaddress.ip_address(tried.getsockname()[0].partition("%")[0])


def _socket(ip: IpAddress) -> socket.socket:
    return socket.socket(socket.AF_INET if ip.version == 4 else socket.AF_INET6, socket.SOCK_DGRAM)


def _check_reply(reply: httpx.Response, address: str) -> None:
    if reply.status_code in (401, 403, 407):
        raise _fault(f"对方不让取（{reply.status_code}）", address, "需要登录的页面，请在浏览器里下载后上传")
    if reply.status_code in (404, 410):
        raise _fault("那里没有这个文件（404）", address, "请检查网址是否完整、是否已经过期")
    if reply.status_code != 200:
        raise _fault(f"对方应答有误（{reply.status_code}）", address, "请稍后再试，或在浏览器里下载后上传")
    kind = _kind(reply)
    if kind not in SUFFIXES and kind not in _SAYS_NOTHING:
        raise _fault(f"那里不是文件正文，而是 {kind}", address, "请填正文页面或附件的网址")


def _body(reply: httpx.Response, address: str, limits: Limits, until: float) -> bytes:
    """The bytes, counted as they come: what a server says of its length is not relied on."""
    data = bytearray()
    for piece in reply.iter_bytes():
        data += piece
        if len(data) > limits.largest:
            remedy = "请确认是否为文件正文，必要时下载后拆分"
            raise _fault(f"文件超过 {limits.largest / 1_000_000:.0f} MB", address, remedy)
        if time.monotonic() > until:
            raise _fault("对方没有在限定的时间内传完", address, "请稍后再试，或在浏览器里下载后上传")
    return bytes(data)


def _kind(reply: httpx.Response) -> str:
    return str(reply.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _name(reply: httpx.Response, url: httpx.URL) -> str:
    """The name the server gives, else the last part of the path; its suffix from the content's type."""
    given = Message()
    given["content-disposition"] = _header(reply, "content-disposition")
    last = PurePosixPath(_decoded(unquote_to_bytes(url.raw_path.partition(b"?")[0]))).name
    said = _decoded(unquote_to_bytes(given.get_filename() or ""))
    name = _UNSAFE.sub("_", said or last or url.host)
    name = name.strip(". ")[-120:] or "文件"
    by_type = SUFFIXES.get(_kind(reply), "")
    stem, dot, ending = name.rpartition(".")
    suffix = f".{ending.lower()}" if dot and ending.isalnum() and not ending.isdecimal() else ""
    if _kind(reply) in _SAYS_NOTHING:
        return name if suffix else f"{name}{by_type or '.html'}"
    same = suffix == by_type or {suffix, by_type} <= {".htm", ".html"}
    return name if same else f"{stem if suffix else name}{by_type}"


def _header(reply: httpx.Response, name: str) -> str:
    """As servers here send it: a Chinese file name in plain UTF-8 or GBK too."""
    return _decoded(next((value for key, value in reply.headers.raw if key.lower() == name.encode()), b""))


def _decoded(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", errors="replace")


def _fault(message: str, address: str, remedy: str) -> FetchError:
    return FetchError(message, file=address.strip()[:200], remedy=remedy)
