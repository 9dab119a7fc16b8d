"""The editable word lists: synonyms, aliases of offices, words of asking. In: the YAML files in data/. Out:
look-up tables.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import AssistantError
from ingest import late_re as re
from ingest.grammar.columns import head_role, is_plain_head
from ingest.grammar.measures import table as measures
from ingest.grammar.segmentation import is_function_word
from ingest.grammar.tables import loaded

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """`synonyms` folded word -> other wordings; `aliases` what people say -> names as printed;
    `abbreviations` a word of an office's name -> its short forms; `phrases` words of asking,
    longest first; `light` words too general in any paper to tell a clause by; `spoken` (said, written)
    pairs, longest first; `places` other names of cities; `kin` words of everyday speech -> what papers may
    say in their place, near enough to look for and to show, not to claim by."""

    synonyms: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, tuple[str, ...]]
    abbreviations: Mapping[str, tuple[str, ...]]
    phrases: tuple[str, ...]
    light: frozenset[str]
    spoken: tuple[tuple[str, str], ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    kin: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def kin_in(self, wording: str) -> dict[str, tuple[str, ...]]:
        """The words of everyday speech in a folded question, with what papers may say in their place."""
        return {said: others for said, others in self.kin.items() if said in wording}

    def asking(self, word: str) -> bool:
        """Whether it is a word of asking: listed, a single character of a closed class (也, 还, 被), one that
        points at what was named or asks how many (这份, 那几条, 几件事), or what tables call the parts that
        questions ask for (目标值, 完成时限).
        """
        if word in self.phrases or (len(word) == 1 and _is_particle(word)):
            return True
        return _points(word) or _names_part(word)

    def plain(self, question: str) -> str:
        """A question that is folded already, spoken forms as they are written."""
        for said, written in self.spoken:
            question = question.replace(said, written)
        return question

    def at_home(self, question: str, regions: Iterable[str]) -> str:
        """Other names of the cities in `regions` as these; a name that is part of a region's own (长安区) is
        left as it is.
        """
        regions = tuple(regions)
        for said, city in self.places.items():
            if any(city in region for region in regions) and not any(said in region for region in regions):
                question = question.replace(said, city)
        return question


_POINTS = re.compile(r"(?:[这那哪](?:几|些|一)?|几)(?P<counted>\w{1,2}?)(?:事|活)?")


@lru_cache(maxsize=4096)
def _points(word: str) -> bool:
    """Whether it is a demonstrative with a measure word."""
    pointing = _POINTS.fullmatch(word)
    return pointing is not None and pointing["counted"] in measures()


@lru_cache(maxsize=4096)
def _names_part(word: str) -> bool:
    return is_plain_head(word) and head_role(word) in ("goal", "who", "due")


@lru_cache(maxsize=4096)
def _is_particle(char: str) -> bool:
    return char not in _CONTENT and is_function_word(char)


_CONTENT = frozenset("每全各共约近超未非无")
"""Characters of the closed classes that say something of the thing beside them."""


@cache
def load_lexicon() -> Lexicon:
    """Raises AssistantError that names the file where a list is not of the form it should have."""
    synonyms: dict[str, list[str]] = {}
    for group in _read("synonyms.yaml", list):
        for word in map(fold, group):
            synonyms.setdefault(word, []).extend(w for w in group if fold(w) != word)
    aliases: dict[str, list[str]] = {}
    for name, spoken in _read("aliases.yaml", dict).items():
        for word in spoken:
            aliases.setdefault(word, []).append(name)
    asking = _read("stopwords.yaml", dict)
    return Lexicon(
        synonyms={word: tuple(dict.fromkeys(others)) for word, others in synonyms.items()},
        aliases={word: tuple(dict.fromkeys(names)) for word, names in aliases.items()},
        abbreviations={word: tuple(short) for word, short in _read("abbreviations.yaml", dict).items()},
        phrases=tuple(
            sorted((str(p) for group in asking["phrases"].values() for p in group), key=len, reverse=True)
        ),
        light=frozenset(map(str, asking["light"])),
        spoken=tuple(sorted(asking["spoken"].items(), key=lambda pair: -len(pair[0]))),
        places=_read("places.yaml", dict),
        kin={fold(said): tuple(map(fold, others)) for said, others in _read("kin.yaml", dict).items()},
    )


_BLANKS = range(0x3001)
"""White space ends with the ideographic space."""
_FOLDED = str.maketrans(
    {
        "啥": "什么",
        "咋": "怎么",
        "仟": "千",
        "佰": "百",
        "卅": "三十",
        **dict.fromkeys("•・‧", "·"),
        **dict.fromkeys("“”\"‘’'", ""),
        **{chr(code): "" for code in _BLANKS if chr(code).isspace()},
    }
)


def fold(text: str) -> str:
    """Text as compared in questions and clauses: NFKC, lower case, no white space, one form of quotes and
    dots.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(_FOLDED)


def _read(name: str, kind: type) -> Any:
    try:
        value = loaded((_DATA / name).read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise AssistantError("词表无法读取", file=name, remedy="请检查 YAML 格式") from error
    if not isinstance(value, kind):
        raise AssistantError("词表格式不对", file=name, remedy="请参照文件开头的说明")
    return value
