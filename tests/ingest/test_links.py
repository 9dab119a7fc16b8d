"""The files that a page links to: found, offered, and fetched only when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest

from ingest.load import Loading, load
from ingest.pipeline import READER_VERSION
from ingest.readers.links import linked_files
from ingest.store.library import Library

AT = "http://a.example/zw/2031/t1.html"


@pytest.mark.parametrize(
    ("link", "address", "words"),
    [
        ('<a href="附件1.docx">附件1</a>', "http://a.example/zw/2031/附件1.docx", "附件1（.docx）"),
        ('<a href="/f/b.PDF?x=1#p2"> 附件 2.pdf </a>', "http://a.example/f/b.PDF?x=1", "附件 2.pdf"),
        ('<a href="//b.example/c.ofd"></a>', "http://b.example/c.ofd", "c.ofd"),
        ('<a href="down.jsp?name=%E9%99%84.xls">下载</a>', "http://a.example/zw/2031/down.jsp?name=%E9%99%84.xls",
            "下载（.xls）"),
        ('<a href="/down?id=7">工作要点.wps</a>', "http://a.example/down?id=7", "工作要点.wps"),
        ('<a href="a.zip" title="全部附件"><img></a>', "http://a.example/zw/2031/a.zip", "全部附件（.zip）"),
        ('<a href="down.action?fid=9">附件3</a>', "http://a.example/zw/2031/down.action?fid=9", "附件3"),
        ('<base href="http://c.example/x/"><a href="a.doc">甲</a>', "http://c.example/x/a.doc", "甲（.doc）"),
    ],
)  # fmt: skip
def test_a_link_to_a_file_is_found(link: str, address: str, words: str) -> None:
    found = linked_files(f"<html><body>{link}</body></html>".encode(), "t1.html", AT)
    assert [(one.address, one.words) for one in found] == [(address, words)]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="t2.html">下一篇</a>',
        '<a href="/">首页</a>',
        '<a href="fj.shtml">附件1</a>',
        '<a href="#fj">附件1</a>',
        '<a href="down.action?fid=9">下载</a>',
        "<a href=\"javascript:go('a.docx')\">附件</a>",
        '<a href="file:///etc/a.docx">附件</a>',
        '<a href="ftp://a.example/a.docx">附件</a>',
        '<a href="http://[a.docx">附件</a>',
        "<a>附件.docx</a>",
        '<a href="a.png">图</a>',
    ],
)
def test_other_links_are_none(link: str) -> None:
    found = linked_files(f"<html><body>{link}</body></html>".encode(), "t1.html", AT)
    assert found == ()


def test_each_is_found_once_and_only_in_pages() -> None:
    twice = b'<html><a href="a.doc">1</a><a href="b.doc">2</a><a href="a.doc">3</a></html>'
    assert [one.words for one in linked_files(twice, "t.html", AT)] == ["1（.doc）", "2（.doc）"]
    assert linked_files(twice, "t.txt", AT) == ()
    assert linked_files(b"", "t.html", AT) == ()


PAPER = """临河市2031年绿道建设工作要点
一、建设任务
1.新建绿道驿站25处。（责任单位：市住建局）
"""
PAGE = """<html><body><h1>关于印发工作要点的通知</h1><p>一、请各单位落实。</p>
<p>1.6月底前上报方案。（责任单位：市住建局）</p><a href="/fj.txt.csv">附件0</a>
<a href="fj1.doc">附件1</a> <a href="none.doc">附件2</a></body></html>"""


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    files = {"/t.html": ("text/html", PAGE), "/fj1.doc": ("application/octet-stream", PAPER)}

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(unquote(self.path))
            kind, text = files.get(self.path, ("", ""))
            self.send_response(200 if text else 404)
            self.send_header("content-type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/t.html", asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path, reader=READER_VERSION) as opened:
        yield opened


def test_they_are_not_fetched_unasked(site: tuple[str, list[str]], library: Library) -> None:
    address, asked = site
    assert [r.outcome for r in load(library, [address])] == ["new"]
    assert asked == ["/t.html"]


def test_asked_for_they_are_files_that_came_with_the_page(
    site: tuple[str, list[str]], library: Library
) -> None:
    address, asked = site
    found = list(load(library, [address], how=Loading(attachments=True)))
    assert asked == ["/t.html", "/fj.txt.csv", "/fj1.doc", "/none.doc"]
    assert [r.outcome for r in found] == ["new", "refused", "new", "refused"]
    assert "404" in found[3].message
    companions = library.companions(library.plans()[0].sha256)
    assert [(one.parcel, one.file) for one in companions] == [(address, "t.html"), (address, "fj1.doc")]
