"""The marked copy: the text of the draft to the letter, a comment at each sentence."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assistant.checking.draft import marked_copy, of_text, read_draft, sentences, text_of
from assistant.checking.model import CheckedDraft, CheckedSentence, DraftClaim
from assistant.errors import AssistantError
from ingest.errors import ReadError

SAYS = "条款写的是320个"


def paper() -> bytes:
    """Sentences over several runs and two in one, a tab and a line break, a table, tracked changes."""
    word = Document()
    word.add_heading("青禾县托育工作", 1)
    paragraph = word.add_paragraph("新增普惠")
    paragraph.add_run("托位320个").bold = True
    paragraph.add_run("。力争建成15处。每季度\t检查\n1次。")
    cell = word.add_table(rows=1, cols=2).cell(0, 1)
    cell.text = "持证上岗率95%以上。"
    changed = word.add_paragraph("改前。")
    for name, kept in (("ins", True), ("del", False)):
        run = deepcopy(changed.runs[0]._r)
        run.find(qn("w:t")).text = "加上的一句。" if kept else "删去的一句。"
        mark = OxmlElement(f"w:{name}")
        mark.append(run)
        changed._p.append(mark)
    word.add_paragraph("")
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def judged(text: str) -> CheckedDraft:
    """Every sentence contradicted."""
    return CheckedDraft(
        text=text,
        sentences=tuple(
            CheckedSentence(
                start=span.start, end=span.end, text=span.of(text), verdict="contradicted",
                claims=(DraftClaim(kind="figure", text="x", verdict="contradicted", says=SAYS),),
            )
            for span in sentences(text)
        ),
    )  # fmt: skip


def anchored(word: Any, number: str) -> str:
    """The text between the two ends of a comment."""
    inside, found = False, ""
    for element in word.element.body.iter():
        if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == number:
            inside = True
        elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == number:
            return found
        elif inside:
            one = {qn("w:t"): element.text or "", qn("w:tab"): "\t", qn("w:br"): "\n"}
            found += one.get(element.tag, "")
    raise AssertionError(number)


def test_the_copy_of_a_word_file_has_its_text_to_the_letter_and_a_comment_a_sentence() -> None:
    draft = read_draft(paper(), "稿.docx")
    found = judged(draft.text)
    copy = Document(io.BytesIO(marked_copy(draft, found)))
    assert text_of(copy) == draft.text
    assert "加上的一句" in draft.text
    assert "删去的一句" not in draft.text
    comments = list(copy.comments)
    assert [anchored(copy, str(c.comment_id)) for c in comments] == [s.text for s in found.sentences]
    assert all("与资料库不符" in c.text and SAYS in c.text for c in comments)
    bold = [r.text for p in copy.paragraphs for r in p.runs if r.bold]
    assert bold == ["托位320个"]


def test_a_plain_text_becomes_a_new_word_file() -> None:
    text = "# 青禾县\n\n新增托位320个。 另有15处；\t共两项。\n"
    draft = read_draft(text.encode(), "稿.md")
    copy = Document(io.BytesIO(marked_copy(draft, judged(draft.text))))
    assert text_of(copy) == draft.text == text
    assert len(list(copy.comments)) == 3


def test_what_claims_nothing_gets_no_comment() -> None:
    draft = of_text("特此报告。")
    bare = CheckedSentence(start=0, end=5, text="特此报告。", verdict="no_claim")
    copy = Document(io.BytesIO(marked_copy(draft, CheckedDraft(text=draft.text, sentences=(bare,)))))
    assert not list(copy.comments)


def test_characters_no_file_may_hold_are_left_out() -> None:
    assert of_text("甲\x00乙\x0c丙\n丁").text == "甲乙\n丙\n丁"


@pytest.mark.parametrize("name", ["稿.pdf", "稿", "稿.doc"])
def test_other_formats_are_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(AssistantError, match="核稿不能打开"):
        read_draft(b"x", name)


def test_a_broken_word_file_is_refused() -> None:
    with pytest.raises(AssistantError, match="不是能打开的 Word 文件"):
        read_draft(b"PK\x03\x04broken", "稿.docx")
    with pytest.raises(ReadError):
        read_draft(b"", "稿.txt")
