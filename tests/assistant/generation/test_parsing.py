"""Objects out of what a model says, however it wraps them, and while it is still saying them."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.generation.forms import GrowingList, object_in

WHOLE = {"a": ["一", 2], "b": {}}
READ: dict[str, tuple[str, dict[str, Any] | None]] = {
    "strict": ('{"a": ["一", 2], "b": {}}', WHOLE),
    "words around it": ('好的，结果如下：{"a": ["一", 2], "b": {}} 以上。', WHOLE),
    "a fence": ('```json\n{"a": ["一", 2], "b": {}}\n```', WHOLE),
    "two of them": ('{"a": ["一", 2], "b": {}}{"a": []}', WHOLE),
    "commas too many": ('{"a": ["一", 2,], "b": {},}', WHOLE),
    "full-width signs": ('{"a"： ["一"， 2]， "b"： {}}', WHOLE),
    "a break in a string": ('{"a": "一\n二"}', {"a": "一\n二"}),
    "marks nobody escaped": ('{"a": "实施"健康中国"行动", "b": 1}', {"a": '实施"健康中国"行动', "b": 1}),
    "such a mark before a comma": (
        '{"a": "实施"健康中国"，做好", "b": 1}',
        {"a": '实施"健康中国"，做好', "b": 1},
    ),
    "escaped marks": (r'{"a": "他说\"好\"。"}', {"a": '他说"好"。'}),
    "braces in a string": ('{"a": "{一}，"}', {"a": "{一}，"}),
    "cut": ('{"a": ["一", 2], "b": "没说', {"a": ["一", 2]}),
    "no object": ("普惠率要达到30%[1]。", None),
    "a list": ("[1, 2]", None),
    "nothing": ("", None),
    "broken": ("{oops", None),
}


@pytest.mark.parametrize(("text", "found"), READ.values(), ids=READ)
def test_the_object_is_found(text: str, found: dict[str, Any] | None) -> None:
    assert object_in(text) == found


GROWING = (
    '好：{"sentences": [{"text": "一。"}, {"text": "二，}"}, "三", {"text": "四。"}], "unanswered": [2]}'
)


@pytest.mark.parametrize("size", [1, 3, 7, 500])
def test_items_are_given_once_each_and_whole(size: int) -> None:
    growing = GrowingList("sentences")
    pieces = [GROWING[at : at + size] for at in range(0, len(GROWING), size)]
    given = [item["text"] for piece in pieces for item in growing.feed(piece)]
    given += [item["text"] for item in growing.close()]
    assert given == ["一。", "二，}", "四。"]
    assert growing.whole is not None
    assert growing.whole["unanswered"] == [2]


def test_an_item_is_given_before_the_reply_has_ended() -> None:
    growing = GrowingList("sentences")
    assert [i["text"] for i in growing.feed('{"sentences": [{"text": "一。"}, {"text": "二')] == ["一。"]
    assert [i["text"] for i in growing.feed('。"}, {')] == ["二。"]


def test_the_item_a_reply_breaks_off_in_is_left_out() -> None:
    growing = GrowingList("sentences")
    assert list(growing.feed('{"sentences": [{"text": "一。"}, {"text": "到2025年达到9')) == [
        {"text": "一。"}
    ]
    assert list(growing.close()) == []
