"""Kept briefings: each its person's own, whole, in the order that was chosen; nothing stays of who has
left.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.store.library import Library


def _add(library: Library, person: str, title: str) -> int:
    return library.briefings.add(
        person=person,
        title=title,
        kind="office",
        plans={"linhe": 2},
        request='{"a":1}',
        body='{"b":2}',
        outline=["一", "二"],
    )


def test_a_briefing_is_its_persons_own(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        hers, his = _add(library, "李梅", "甲"), _add(library, "王强", "乙")
        later = _add(library, "李梅", "丙")
        assert [(row.id, row.title, row.kind, row.plans) for row in library.briefings.kept("李梅")] == [
            (later, "丙", "office", {"linhe": 2}),
            (hers, "甲", "office", {"linhe": 2}),
        ]
        assert library.briefings.get(hers, person="李梅") == ('{"a":1}', '{"b":2}', ("一", "二"))
        for act in (
            lambda: library.briefings.get(his, person="李梅"),
            lambda: library.briefings.arrange(his, ["二"], person="李梅"),
            lambda: library.briefings.forget(his, person="李梅"),
            lambda: library.briefings.get(99, person="李梅"),
        ):
            with pytest.raises(KeyError):
                act()
        library.briefings.arrange(hers, ["二", "一"], person="李梅")
        assert library.briefings.get(hers, person="李梅").outline == ("二", "一")
        library.briefings.forget(hers, person="李梅")
        assert [row.id for row in library.briefings.kept("李梅")] == [later]
        assert library.briefings.forget_person("李梅") == 1
        assert [row.id for row in library.briefings.kept("王强")] == [his]
