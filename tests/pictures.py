"""Pictures of every tab for the README and for whoever reviews: `make pictures`, or
`python -m tests.pictures FOLDER`.

Serves the corpus as `plans chat` does and looks at it in Chromium, at the width of a desk and of a phone,
light and dark. Prints how long the page took to show itself and an answer to appear, so that both are looked
at together.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import CHROMIUM, FLAGS, LISTING, TARGET, environment, plans, serving
from tests.conftest import ROOT

LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 860}},
    "desktop-dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "phone-dark": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "color_scheme": "dark",
    },
}


def _ask(page: Any, question: str) -> float:
    """Milliseconds until the whole answer is on the screen."""
    count = page.locator("#talk .answer").count()
    page.locator("#question textarea").fill(question)
    started = time.perf_counter()
    page.locator("#question textarea").press("Enter")
    page.locator("#talk .answer").nth(count).locator(".thumb").first.wait_for()
    return (time.perf_counter() - started) * 1000


def _chat(page: Any) -> None:
    _ask(page, TARGET)
    _ask(page, LISTING)


def _reader(page: Any) -> None:
    _ask(page, LISTING)
    page.locator("#talk .words .chip").first.click()
    if page.locator("#hovered").count():
        page.locator("#hovered [data-plan]").click()
    page.locator("#reader .here").wait_for()


def _comparison(page: Any) -> None:
    _tab("指标与任务")(page)
    page.get_by_text("对比", exact=True).first.click()
    page.wait_for_timeout(1200)


def _briefing(page: Any) -> None:
    _ask(page, LISTING)
    page.get_by_role("button", name="写成简报").click()
    page.locator("#briefs .one .tools").wait_for()


def _tab(name: str) -> Callable[[Any], None]:
    def open_(page: Any) -> None:
        tab = page.get_by_role("tab", name=name)
        if not tab.is_visible():
            page.locator(".overflow-menu button").first.click()
            page.get_by_role("button", name=name).last.click()
        else:
            tab.click()
        page.wait_for_timeout(1200)

    return open_


_GAP = 16
"""Pixels between and around pages."""

SCENES: dict[str, Callable[[Any], None]] = {
    "welcome": lambda page: None,
    "chat": _chat,
    "reader": _reader,
    "plans": _tab("文件"),
    "figures": _tab("指标与任务"),
    "comparison": _comparison,
    "briefings": _tab("简报"),
    "briefing": _briefing,
    "evaluation": _tab("评测"),
}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name, sync_playwright() as play:
        home, scratch = Path(name) / "home", Path(name)
        command = plans(home, "ingest", str(ROOT / "corpus"))
        subprocess.run(command, cwd=scratch, env=environment(), check=True, capture_output=True)
        for _ in range(2):  # so that there is a run before to compare with
            command = plans(home, "eval", "targets", "units", "refusal")
            subprocess.run(command, cwd=scratch, env=environment(), check=True, capture_output=True)
        with serving(home, scratch) as app:
            chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            _time(chromium, app.url)
            for look, options in LOOKS.items():
                for scene, act in SCENES.items():
                    context = chromium.new_context(locale="zh-CN", **options)
                    page = context.new_page()
                    page.goto(app.url)
                    page.wait_for_selector("#talk .example")
                    act(page)
                    page.wait_for_timeout(400)
                    _save(page.screenshot(), folder / f"{scene}-{look}.png")
                    context.close()
            chromium.close()
        _print(home, scratch, folder)


def _print(home: Path, scratch: Path, folder: Path) -> None:
    """A briefing as Word has it, its first pages beside each other; nothing where LibreOffice is not there to
    draw them.
    """
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        sys.stderr.write("no picture of a Word file: LibreOffice Writer and poppler are not installed\n")
        return
    word = scratch / "briefing.docx"
    for command in (
        plans(home, "brief", "--kind", "office", "--unit", "疾控科", "--year", "2021", "--out", str(word)),
        ["soffice", f"-env:UserInstallation={(scratch / 'office').as_uri()}", "--headless", "--convert-to",
            "pdf", str(word)],
        ["pdftoppm", "-r", "72", "-png", str(word.with_suffix(".pdf")), str(scratch / "leaf")],
    ):  # fmt: skip
        subprocess.run(command, cwd=scratch, env=environment(), check=True, capture_output=True)
    leaves = [Image.open(leaf) for leaf in sorted(scratch.glob("leaf-*.png"))]
    shown = [leaves[0], leaves[1], leaves[-1]]
    sheet = Image.new(
        "RGB", (sum(leaf.width for leaf in shown) + _GAP * 4, shown[0].height + _GAP * 2), "#d5dade"
    )
    across = _GAP
    for leaf in shown:
        sheet.paste(leaf, (across, _GAP))
        across += leaf.width + _GAP
    out = BytesIO()
    sheet.save(out, "png")
    _save(out.getvalue(), folder / "briefing-word.png")


def _save(picture: bytes, file: Path) -> None:
    """In few colours: a third of the size, and nothing is lost that one would see."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(128).save(file, optimize=True)


def _time(chromium: Any, url: str) -> None:
    """The page of a warm app until the examples can be clicked, and answers until they are whole, as a person
    sees them.
    """
    opened, answered = [], []
    for _ in range(5):
        context = chromium.new_context(locale="zh-CN")
        page = context.new_page()
        started = time.perf_counter()
        page.goto(url)
        page.wait_for_selector("#talk .example")
        opened.append((time.perf_counter() - started) * 1000)
        painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
        answered += [_ask(page, question) for question in (TARGET, LISTING, TARGET, LISTING)]
        context.close()
    sys.stderr.write(
        f"first contentful paint {painted:.0f} ms, page ready "
        f"{median(opened):.0f} ms (median of {len(opened)}), "
        f"answer on the screen {median(answered):.0f} ms (median of {len(answered)})\n"
    )


if __name__ == "__main__":
    main()
