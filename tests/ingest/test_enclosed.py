"""Files within files: archives, saved pages and mails are as many files as they hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from email.message import EmailMessage

import pytest

from ingest.errors import ReadError
from ingest.readers import enclosed as room
from ingest.readers import options, read
from ingest.readers.enclosed import Enclosed, enclosed
from tests.word_files import docx, p, zipped

PAPER = "云溪县2031年绿道建设工作要点\n一、建设任务\n1.新建绿道驿站25处。\n".encode()
PAGE = "<html><body><h1>云溪县2031年绿道建设工作要点</h1><p>1.新建驿站25处。</p></body></html>"


def zipped_in_gbk(name: str, data: bytes) -> bytes:
    """As Windows writes a name here: bytes of GBK, and nothing that says so."""
    raw = name.encode("gbk")
    return plain({"x" * len(raw): data}).replace(b"x" * len(raw), raw)


def plain(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def names(files: tuple[Enclosed, ...]) -> list[str]:
    return [file.name for file in files]


def refusals(files: tuple[Enclosed, ...]) -> list[str]:
    return [file.data.message for file in files if isinstance(file.data, ReadError)]


class TestArchives:
    def test_a_file_stands_for_itself(self) -> None:
        for data, name in ((PAPER, "a.txt"), (docx(p("甲")), "a.docx"), (b"", "a.pdf")):
            assert enclosed(data, name) == (Enclosed(name=name, data=data),)

    def test_its_members_are_files_of_their_own(self) -> None:
        files = enclosed(plain({"通知.txt": PAPER, "附件.docx": docx(p("甲"))}), "包.zip")
        assert names(files) == ["包.zip/通知.txt", "包.zip/附件.docx"]
        assert files[0].data == PAPER
        assert [file.place for file in files] == [1, 2]
        assert files[0].parcel == files[1].parcel is not None

    def test_a_single_member_came_alone(self) -> None:
        assert enclosed(plain({"a.txt": PAPER}), "包.zip")[0].parcel is None

    @pytest.mark.parametrize("name", ["市卫健委2031年工作要点.txt", "a.txt", "附件（一）.txt"])
    def test_names_of_windows(self, name: str) -> None:
        assert names(enclosed(zipped_in_gbk(name, PAPER), "包.zip")) == [f"包.zip/{name}"]

    def test_names_in_utf_8_that_do_not_say_so(self) -> None:
        data = plain({"通知.txt": PAPER}).replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
        assert names(enclosed(data, "包.zip")) == ["包.zip/通知.txt"]

    def test_the_notice_comes_before_its_attachments(self) -> None:
        given = ["附件10.txt", "附件2.txt", "关于印发工作要点的通知.txt", "附件1.txt", "2.附件：任务表.txt"]
        files = enclosed(plain(dict.fromkeys(given, PAPER)), "包.zip")
        order = ["关于印发工作要点的通知", "附件1", "附件2", "附件10", "2.附件：任务表"]
        assert names(files) == [f"包.zip/{name}.txt" for name in order]

    def test_what_systems_leave_behind_is_left_aside(self) -> None:
        junk = ("__MACOSX/._a.txt", "~$a.docx", ".DS_Store", "甲/Thumbs.db", "甲/~$b.docx")
        assert names(enclosed(plain({"甲/a.txt": PAPER, **dict.fromkeys(junk, b"x")}), "包.zip")) == [
            "包.zip/甲/a.txt"
        ]

    def test_an_archive_within_one(self) -> None:
        inner = plain({"附件1.txt": PAPER})
        files = enclosed(plain({"通知.txt": PAPER, "附件.zip": inner}), "包.zip")
        assert names(files) == ["包.zip/通知.txt", "包.zip/附件.zip/附件1.txt"]

    def test_one_within_that_is_refused_alone(self) -> None:
        deep = plain({"深.zip": plain({"a.txt": PAPER})})
        files = enclosed(plain({"通知.txt": PAPER, "附件.zip": deep}), "包.zip")
        assert names(files) == ["包.zip/通知.txt", "包.zip/附件.zip/深.zip"]
        assert refusals(files) == ["压缩包套得太深，没有读"]

    @pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/a.txt", "C:\\a.txt", "甲/../../b.txt"])
    def test_a_name_that_leads_elsewhere_is_refused_alone(self, name: str) -> None:
        files = enclosed(plain({name: b"x", "z.txt": PAPER}), "包.zip")
        assert refusals(files) == ["名称指向压缩包之外，没有读"]
        assert [file.data for file in files if isinstance(file.data, bytes)] == [PAPER]

    def test_a_member_with_a_password_is_refused_alone(self) -> None:
        data = bytearray(plain({"a.txt": PAPER, "z.txt": PAPER}))
        for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(sign) + flag] |= 1
        files = enclosed(bytes(data), "包.zip")
        assert refusals(files) == ["设有密码，读不出来"]
        assert files[1].data == PAPER

    def test_a_damaged_member_is_refused_alone(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            made.writestr("a.txt", "甲" * 99)
            made.writestr("z.txt", PAPER)
        files = enclosed(out.getvalue().replace("甲".encode() * 99, "乙".encode() * 99), "包.zip")
        assert refusals(files) == ["在压缩包里不完整或已损坏"]

    @pytest.mark.parametrize(
        ("limits", "message"),
        [
            ({"members": 2}, "超过 2 个"),
            ({"whole": 1_000}, "展开后有"),
            ({"small": 100, "ratio": 3}, "不相称"),
        ],
    )
    def test_beyond_the_limits_it_is_refused(
        self, limits: dict[str, int], message: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(room, "ARCHIVE", replace(options.ARCHIVE, **limits))
        with pytest.raises(ReadError, match=message):
            enclosed(plain(dict.fromkeys(("a.txt", "b.txt", "c.txt"), b"a" * 900)), "包.zip")

    def test_a_bomb_is_refused_before_it_is_opened(self) -> None:
        with pytest.raises(ReadError, match="不相称"):
            enclosed(plain({"a.txt": bytes(30_000_000)}), "包.zip")

    @pytest.mark.parametrize("cut", [10, 60, 200])
    def test_a_damaged_archive_is_refused(self, cut: int) -> None:
        with pytest.raises(ReadError) as refused:
            enclosed(plain({"a.txt": PAPER, "b.txt": PAPER})[:-cut], "包.zip")
        assert refused.value.remedy

    def test_what_only_is_called_so_is_refused(self) -> None:
        with pytest.raises(ReadError, match="打不开"):
            enclosed(b"PK", "a.zip")

    def test_an_empty_archive_is_refused(self) -> None:
        with pytest.raises(ReadError, match="没有文件"):
            enclosed(plain({}), "包.zip")

    def test_a_package_of_another_kind_is_no_archive(self) -> None:
        data = zipped({"OEBPS/a.xhtml": PAGE})
        assert names(enclosed(data, "书.epub")) == ["书.epub"]


def mail(html: str = "", text: str = "", charset: str = "gb2312", cte: str = "base64") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "转发工作要点"
    message.set_content(text or html, subtype="plain" if text else "html", charset=charset, cte=cte)
    return message


def attach(message: EmailMessage, name: str, data: bytes, kind: str = "application/octet-stream") -> None:
    message.add_attachment(data, maintype=kind.split("/")[0], subtype=kind.split("/")[1], filename=name)


def lines(data: bytes, name: str = "a.mht") -> list[str]:
    return [line.text for line in read(data, name).lines]


class TestMails:
    @pytest.mark.parametrize("charset", ["gb2312", "gb18030", "utf-8", "big5"])
    @pytest.mark.parametrize("cte", ["base64", "quoted-printable"])
    @pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.eml", "a.doc"])
    def test_the_page_in_it_is_read(self, charset: str, cte: str, name: str) -> None:
        page = PAGE.replace("云溪县", "云溪市").replace("绿道建设", "小路") if charset == "big5" else PAGE
        page = "<p>二0三一年工作</p>" if charset == "big5" else page
        said = lines(bytes(mail(page, charset=charset, cte=cte)), name)
        assert said[0] in ("云溪县2031年绿道建设工作要点", "二0三一年工作")

    def test_a_letter_of_text_is_read(self) -> None:
        assert lines(bytes(mail(text=PAPER.decode(), charset="utf-8")))[1] == "一、建设任务"

    def test_a_saved_page_with_its_pictures_is_one_file(self) -> None:
        message = mail(PAGE)
        message.add_related(b"\x89PNG", "image", "png", cid="<a>")
        message.add_related(b"a{}", "text", "css", cid="<b>")
        assert names(enclosed(bytes(message), "页.mht")) == ["页.mht"]

    def test_what_is_enclosed_is_a_file_of_its_own(self) -> None:
        message = mail(PAGE)
        attach(message, "附件1：任务表.docx", docx(p("甲")))
        attach(message, "附件2.txt", PAPER, "text/plain")
        files = enclosed(bytes(message), "信.eml")
        assert names(files) == ["信.eml", "信.eml/附件1：任务表.docx", "信.eml/附件2.txt"]
        assert files[1].data == docx(p("甲"))
        assert [file.covers for file in files] == [True, False, False]
        assert len({file.parcel for file in files}) == 1

    def test_a_link_saved_with_the_page_is_one_too(self) -> None:
        head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; type=text/html\n\n"
        body = f"--b\nContent-Type: text/html; charset=utf-8\n\n{PAGE}\n"
        more = "--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
        more += "Content-Location: http://a.example/x/%E9%99%84.pdf\n\nJVBERi0=\n"
        files = enclosed(f"{head}{body}{more}--b--\n".encode(), "页.mht")
        assert names(files) == ["页.mht", "页.mht/附.pdf"]

    def test_a_name_in_bare_bytes(self) -> None:
        head = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n"
        named = "附件.txt".encode("gbk")
        more = b'--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="%s"\n\n' % named
        assert names(enclosed(head + more + PAPER + b"\n--b--\n", "信.eml"))[1] == "信.eml/附件.txt"

    def test_a_mail_and_an_archive_in_it(self) -> None:
        inner = mail(PAGE)
        message = mail(text="请查收", charset="utf-8")
        message.add_attachment(inner, filename="原信.eml")
        attach(message, "包.zip", plain({"a.txt": PAPER}))
        assert names(enclosed(bytes(message), "信.eml")) == [
            "信.eml",
            "信.eml/原信.eml",
            "信.eml/包.zip/a.txt",
        ]

    def test_frames_that_were_not_read_are_told(self) -> None:
        message = mail(PAGE)
        message.add_related(f"<p>{'甲' * 500}</p>", "html", charset="utf-8")
        assert "另有1个框架页" in read(bytes(message), "a.mht").doubts[-1].message

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"no mail",
            b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--",
            b"Content-Type: text/html; charset=nonsense\nContent-Transfer-Encoding: base64\n\n!!!",
            b"Content-Type: multipart/mixed; boundary=b\n\n"
            + b"--b\nContent-Type: a; boundary=c\n\n" * 2_000,
        ],
        ids=["nothing", "words", "a picture", "no characters", "too many parts"],
    )
    def test_what_is_no_page_is_refused(self, data: bytes) -> None:
        with pytest.raises(ReadError):
            read(data, "a.mht")
