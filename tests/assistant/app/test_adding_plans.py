"""Files added in 文件 and dropped on the chat, in a real Chromium; and a reader, who adds none."""

from __future__ import annotations

import zipfile
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.assistant.app.shelf import Shelf, plan, write
from tests.browser import PHONE
from tests.word_files import numbered


def test_a_new_plan_is_shown_then_stored_then_asked_then_downloaded(shelf: Shelf, tmp_path: Path) -> None:
    file = write(tmp_path, "临河〔2023〕5号.txt", plan("临河市"))
    told = shelf.add(file).inner_text()
    assert "《临河市2023年卫生健康工作要点》是一份新文件" in told
    assert "读到 3 条条款、4 个责任单位" in told
    assert "临河〔2023〕5号.txt" in told
    assert "已存入" in shelf.store().inner_text()
    shelf.page.locator("#masthead").get_by_text("已载入 3 份文件").wait_for()
    assert "95%" in shelf.ask("临河市2023年疫苗接种率的目标是多少？")
    shelf.back()
    details = shelf.open("临河市2023年")
    with shelf.page.expect_download() as download:
        details.locator("a.download").first.click()
    assert download.value.suggested_filename == "临河〔2023〕5号.txt"
    assert Path(download.value.path()).read_text("utf-8") == plan("临河市")
    reply = shelf.page.request.get(urljoin(shelf.page.url, "file/临河-2023-5号"))
    assert reply.headers["content-disposition"].startswith("attachment; filename*=")
    assert reply.headers["content-type"].startswith("text/plain")
    assert shelf.page.request.get(urljoin(shelf.page.url, "file/nothing")).status == 404


def zipped(folder: Path, name: str, *files: tuple[str, str]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as made:
        for file, text in files:
            made.writestr(file, text)
    return path


def test_the_same_words_in_another_format_are_one_more_original(shelf: Shelf, tmp_path: Path) -> None:
    page = shelf.page
    first = write(tmp_path, "柏川要点.txt", plan("柏川县"))
    shelf.add(first)
    shelf.store()
    word = tmp_path / "柏川要点.docx"
    word.write_bytes(numbered(plan("柏川县")))
    page.locator("#plans-add-back").click()
    found = shelf.add(word)
    assert "与已有的第 1 版文字相同" in found.inner_text()
    assert page.locator("#plans-decide").is_hidden()
    page.locator("#plans-store-rendition").click()
    page.get_by_text("原件已另存").wait_for()
    shelf.back()
    details = shelf.open("柏川县")
    assert "第 1 版" in details.inner_text()
    details.get_by_text("版本 1 个").click()
    for link, path in zip(
        details.get_by_role("link", name="下载", exact=True).all(), (first, word), strict=True
    ):
        with page.expect_download() as download:
            link.click()
        assert (download.value.suggested_filename, Path(download.value.path()).read_bytes()) == (
            path.name,
            path.read_bytes(),
        )
    page.locator("#plans-remove").click()
    page.get_by_role("button", name="确定移除").click()
    shelf.rows().first.wait_for()


def test_an_archive_is_shown_file_by_file_and_confirmed_later(shelf: Shelf, tmp_path: Path) -> None:
    pack = zipped(tmp_path, "包.zip", ("通知.txt", plan("云塘县")), ("附件1.txt", plan("云渡县")))
    shown = shelf.add(pack)
    assert "包.zip/通知.txt" in shown.inner_text()
    shelf.page.locator("#plans-store-unconfirmed").click()
    shelf.page.get_by_text("已存入 2 份").wait_for()
    assert "还没有人确认" in shelf.ask("云塘县千人口托位数目标是多少")
    shelf.back()
    details = shelf.open("云塘县")
    assert "待确认" in details.inner_text()
    details.locator("summary", has_text="一起来的文件 2 份").click()
    assert "包.zip/附件1.txt" in details.inner_text()
    shelf.page.locator("#plans-is-official").click()
    shelf.page.get_by_text("第 1 版已确认为官方文本").wait_for()
    assert not shelf.page.locator("#plans-is-official").is_visible()
    assert "还没有人确认" not in shelf.ask("云塘县千人口托位数目标是多少")


_DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const kind of ['dragover', 'drop'])
    document.querySelector('#talk').dispatchEvent(
      new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
}"""


@pytest.mark.parametrize("shelf", [{}, PHONE], indirect=True)
def test_a_file_dropped_on_the_chat_is_shown_then_stored_then_asked(shelf: Shelf, tmp_path: Path) -> None:
    page = shelf.page
    place = "云桥县" if shelf.page.viewport_size["width"] > 640 else "云滩县"
    page.get_by_role("tab", name="问答").click()
    page.evaluate(_DROP, ["要点.txt", plan(place)])
    page.locator("#chat-add").get_by_text("读完了").wait_for()
    assert f"《{place}2023年卫生健康工作要点》是一份新文件" in page.locator("#chat-proposals").inner_text()
    page.locator("#chat-store-official").click()
    page.locator("#chat-proposals").get_by_text("已存入 1 份").wait_for()
    page.locator("#chat-add-back").click()
    page.locator("#chat-add").wait_for(state="hidden")
    assert "95%" in shelf.talk.ask(f"{place}适龄儿童疫苗接种率目标").inner_text()
    assert shelf.talk.overflow == 0


@pytest.mark.parametrize("shelf", [{"extra_http_headers": {"x-role": "reader"}}], indirect=True)
def test_a_reader_drops_a_file_in_vain(shelf: Shelf) -> None:
    shelf.page.get_by_role("tab", name="问答").click()
    assert not shelf.page.locator("#attach").is_visible()
    shelf.page.evaluate(_DROP, ["要点.txt", plan("云山县")])
    shelf.page.get_by_text("只有编辑人员可以添加文件").wait_for()
    assert not shelf.page.locator("#chat-add").is_visible()


def test_what_is_refused_says_why_and_nothing_is_stored(shelf: Shelf, tmp_path: Path) -> None:
    picture = tmp_path / "扫描件.png"
    picture.write_bytes(b"\x89PNG")
    told = shelf.add(picture, write(tmp_path, "空.txt", " ")).inner_text()
    assert "扫描件.png" in told
    assert "空.txt" in told
    assert not shelf.page.locator("#plans-store-official").is_visible()
    shelf.page.locator("#plans-address input, #plans-address textarea").fill("http://169.254.169.254/latest")
    shelf.page.locator("#plans-get").click()
    shelf.page.get_by_text("不开放的地址").wait_for()


def test_reading_shows_how_far_it_is_and_can_be_stopped(shelf: Shelf, tmp_path: Path) -> None:
    tasks = "".join(f"{n}.第{n}项任务完成率达到{n % 90 + 10}%以上。\n" for n in range(1, 900))
    files = [
        write(tmp_path, f"{n}.txt", f"西桥县20{n}年工作要点\n\n一、任务\n{tasks}") for n in range(10, 30)
    ]
    shelf.page.locator("#plans-add-open").click()
    shelf.page.locator("#plans-upload").wait_for()
    shelf.page.set_input_files("#plans-upload input[type=file]", [str(file) for file in files])
    shelf.page.locator("#plans-stop").wait_for()
    expect(shelf.page.locator("#plans-progress")).to_contain_text("共 20 个")
    assert "95%" in shelf.ask("河湾县2023年疫苗接种率的目标是多少？")
    shelf.page.locator("#plans-stop").click()
    shelf.page.get_by_text("已停止，没有存入任何文件").wait_for()
    assert "95%" in shelf.ask("河湾县2023年疫苗接种率的目标是多少？")
    assert "已停止" in shelf.page.locator("#plans-progress").inner_text()
    shelf.back()
    assert shelf.rows().filter(has_text="西桥县").count() == 0
