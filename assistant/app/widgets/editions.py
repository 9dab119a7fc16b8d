"""How the page names editions: whose words a text is in."""

from __future__ import annotations

from ingest.model import Edition

EDITIONS = {Edition.OFFICIAL: "官方", Edition.DIGEST: "摘编"}
EDITION_NOTES = {
    Edition.OFFICIAL: "发文机关的正式文本",
    Edition.DIGEST: "本项目编写的摘要本：条款号、责任单位和数字与原文一致，文字不是原文",
}


def edition_html(edition: Edition) -> str:
    """The small word that says whose wording it is, with its meaning on hover."""
    return (
        f'<span class="edition {edition.value}" title="{EDITION_NOTES[edition]}">{EDITIONS[edition]}</span>'
    )
