"""Every row of the word lists is read: equal words find each other, words of asking name nothing, spoken
forms are written ones, short forms of an office's words name it.
"""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
import yaml

import assistant.retrieval.lexicon as lexicon_module
from assistant.query.entities import short_forms
from assistant.question import Term
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold, load_lexicon

LEXICON = load_lexicon()
DATA = Path(lexicon_module.__file__).parent / "data"
GROUPS = yaml.safe_load((DATA / "synonyms.yaml").read_text("utf-8"))
ASKING = [
    word
    for group in yaml.safe_load((DATA / "stopwords.yaml").read_text("utf-8"))["phrases"].values()
    for word in group
]
SHORT = [(word, short) for word, forms in LEXICON.abbreviations.items() for short in forms]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_a_clause_has_the_word_in_any_of_its_wordings(group: list[str]) -> None:
    for asked, printed in permutations(map(fold, group), 2):
        term = Term(text=asked, weight=1.0, variants=tuple(map(fold, LEXICON.synonyms[asked])))
        assert coverage(term, f"扎实做好{printed}，") > 0, (asked, printed)


@pytest.mark.parametrize("said", LEXICON.kin)
def test_everyday_words_are_found_in_a_question(said: str) -> None:
    assert len(said) > 1
    assert LEXICON.kin_in(f"要是{said}怎么办")[said] == LEXICON.kin[said]
    assert said not in LEXICON.kin[said]


def test_no_word_of_a_group_twice() -> None:
    for group in GROUPS:
        assert len(set(map(fold, group))) == len(group), group


@pytest.mark.parametrize("word", ASKING)
def test_a_word_of_asking_once(word: str) -> None:
    assert LEXICON.asking(word)
    assert ASKING.count(word) == 1


@pytest.mark.parametrize(("said", "written"), LEXICON.spoken)
def test_a_spoken_form_is_read_as_the_written_one(said: str, written: str) -> None:
    assert LEXICON.plain(f"驿站{said}建") == f"驿站{written}建"


@pytest.mark.parametrize(("said", "city"), LEXICON.places.items())
def test_another_name_of_a_city(said: str, city: str) -> None:
    assert LEXICON.at_home(f"{said}的驿站", (f"{city}市",)) == f"{city}的驿站"


@pytest.mark.parametrize(("word", "short"), SHORT)
def test_a_short_form_of_a_word_names_the_office(word: str, short: str) -> None:
    place = "县" if word.startswith("市") else ""  # not to be taken for a city's
    office = f"{place}{word}局"
    assert short_forms((office, "水利局"), LEXICON).meant_by(f"{place}{short}局") == (office,)
