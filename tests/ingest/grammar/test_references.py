"""Marks as people say them in a question."""

from __future__ import annotations

import pytest

from ingest.grammar.references import ARTICLE, CHAPTER, LABEL, STEP

STEPS = {
    "an article": ("第十二条怎么规定", ["第十二条"]),
    "an article above a hundred": ("第一百零五条讲什么", ["第一百零五条"]),
    "in digits": ("第8项由谁办", ["第8项"]),
    "chapter and section": ("第三章第二节的内容", ["第三章", "第二节"]),
    "bracketed within": ("二(三)第8项", ["二", "(三)", "第8项"]),
    "a box": ("专栏3列了什么", ["专栏3"]),
    "the n-th box": ("第四个专栏", ["第四个专栏"]),
    "an attachment": ("附件二里", ["附件二"]),
    "a table": ("表2第5项", ["表2", "第5项"]),
    "behind a bracket": ("(二)3条", ["(二)", "3"]),
    "boxes in all": ("专栏3共有几项", []),
    "a number of things": ("共有三条措施", []),
    "a hospital's number": ("有12家医院", []),
}
LABELS = {
    "three levels": ("二/(三)/8是什么", "二/(三)/8"),
    "chapters": ("第三章/二/(一)谁负责", "第三章/二/(一)"),
    "a box below": ("专栏2/(4)的内容", "专栏2/(4)"),
    "a fraction of words": ("局/办", None),
}


@pytest.mark.parametrize(("text", "marks"), STEPS.values(), ids=STEPS)
def test_marks(text: str, marks: list[str]) -> None:
    assert [m[0] for m in STEP.finditer(text)] == marks


@pytest.mark.parametrize(("text", "label"), LABELS.values(), ids=LABELS)
def test_whole_labels(text: str, label: str | None) -> None:
    found = LABEL.search(text)
    assert (found and found[0]) == label


def test_articles_and_chapters() -> None:
    assert [bool(ARTICLE.fullmatch(mark)) for mark in ("第十条", "第八条之一", "第8条", "第十章")] == [
        True,
        True,
        False,
        False,
    ]
    assert CHAPTER.match("第二章 托育服务")
    assert not CHAPTER.match("二、托育服务")
