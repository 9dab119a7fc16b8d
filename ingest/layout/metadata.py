"""Title, issuer, region, year or period, 文号 and date of issue, from what stands around a plan and from its
own words.

In: the lines of front, title and tail, the plan's text, and what people wrote (front matter or a manifest
entry), which overrules. What cannot be found is None. A region comes from the title, else the issuer, else
the meeting the paper was read to, else the place the text names most often at the level its title speaks of
(全县 → a county), else that of the office whose page it was, else the one the file's name begins with: what
is not read from title, issuer or meeting is a guess and said to be one. Nothing else is taken from the
file's name.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ingest import late_re as re
from ingest.errors import IngestError
from ingest.grammar.date_forms import YEAR, YEAR_DIGITS
from ingest.grammar.fields import values
from ingest.grammar.genres import ISSUES, MADE_NEW, PASSES_ON
from ingest.grammar.letters import without_blanks
from ingest.grammar.measures import COUNTED
from ingest.grammar.minutes import TITLED, held_in
from ingest.grammar.office_ends import GENERAL_OFFICE, ISSUER_END
from ingest.grammar.serials import FILE_NUMBER, FILE_SERIAL
from ingest.grammar.stops import MARK
from ingest.grammar.title_dates import (
    ANY_DAY,
    ANY_OF_DAYS,
    FIVE_YEARS,
    days_in,
    period_in,
    year_of_title,
    years_in,
)
from ingest.layout.frame import line_parts
from ingest.layout.options import METADATA
from ingest.layout.region import UNDER_TITLE, GuessedFrom, guessed_region, printed_region
from ingest.layout.signing import joint_issuers
from ingest.layout.titles import without_number
from ingest.model import Doubt, Edition

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_SENDER = rf"(?P<issuer>(?:(?!关于|{PASSES_ON})[\u4e00-\u9fff（）()、·“”\s]){{2,40}}?{ISSUER_END})"
_NOTICE_TITLE = re.compile(
    rf"^(?:{_SENDER}\s*)?关于(?:{ISSUES}|转发)(?:[^《〈》]{{2,24}}?(?:[制拟][订定]的|编制的|起草的|{ISSUER_END})(?=[《〈]))?"
    rf"[《〈]?(?P<title>.+?)[》〉]?(?:等.{{1,6}}?(?:{COUNTED})文件)?的(?:通知|公告|函)(?:[（(].*[）)])?$"
)
_NOTICE_ISSUER = re.compile(rf"^{_SENDER}\s*(?:关于|{PASSES_ON})")
_TITLE_ISSUER = re.compile(
    rf"^(?P<issuer>[\u4e00-\u9fff]{{3,30}}?{ISSUER_END})(?={YEAR}年|{FIVE_YEARS}|关于)"
)
_MINUTES_ISSUER = re.compile(
    rf"^(?P<issuer>[\u4e00-\u9fff]{{2,30}}?(?:(?!会|政府{GENERAL_OFFICE}){ISSUER_END}|(?:联合|协|管委|常委|商"
    rf"|工)会))"
    rf"(?:{YEAR}年)?(?:第\S{{1,5}}次)?{TITLED}$"
)
_ISSUER_LINE = re.compile(rf"(?P<issuer>[\u4e00-\u9fff]{{3,40}}?{ISSUER_END})(?:文件)?$")
_DECREED = re.compile(
    rf"[（(]?\s*{ANY_DAY}\s*(?!日?\s*在)(?P<issuer>[\u4e00-\u9fff]{{3,30}}?{ISSUER_END})(?:令|公告|第"
    rf"|[^，。；]{{0,12}}?(?:{ISSUES}|{MADE_NEW}))"
)
_BRACKETS = ("（", "(")
"""They open the line under the title of rules: （2026年3月1日XX市人民政府令第12号公布 …）."""
_DAYS_OF_PAGES = ("成文日期", "发布日期")
"""An old paper may have been put up many years after it was made."""
_OF_PAGES = ("文号", "发文机关", "发布机构", *_DAYS_OF_PAGES)
"""Fields of a page that are read here."""


class Entry(BaseModel):
    """What people write about a plan: the front matter of its file, or its entry in a manifest. Unknown keys
    are refused in a manifest, which is written for this program alone.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str | None = Field(None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")
    title: str | None = None
    titles: tuple[str, ...] = ()
    issuer: str | None = None
    region: str | None = None
    year: int | None = Field(None, ge=1949, le=2100)
    period: str | None = Field(None, pattern=r"^\d{4}-\d{4}$")
    number: str | None = None
    issued: date | None = None
    edition: Edition | None = None

    @field_validator("titles", mode="before")
    @classmethod
    def _none_is_empty(cls, value: object) -> object:
        return () if value is None else value


Guess = Literal["title", "year"] | GuessedFrom
"""A title that is the file's name; a year that only the text itself names; what a place was guessed from."""


class Metadata(BaseModel):
    """The read metadata of one plan; fields as in `Plan`."""

    model_config = ConfigDict(frozen=True)

    id: str | None = None
    title: str
    titles: tuple[str, ...] = ()
    issuer: str | None = None
    region: str | None = None
    year: int | None = None
    period: str | None = None
    number: str | None = None
    issued: str | None = None
    edition: Edition = Edition.OFFICIAL
    guessed: tuple[Guess, ...] = ()
    """What was read with less than certainty."""


def read_entry(front_matter: object, file: str) -> Entry:
    """Raises IngestError that names the key and what is wrong with it."""
    try:
        return Entry.model_validate(front_matter or {})
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        kind: Literal["未知的键", "值不对"] = "未知的键" if first["type"] == "extra_forbidden" else "值不对"
        remedy = f"可用的键：{'、'.join(Entry.model_fields)}"
        raise IngestError(f"文首信息“{key}”{kind}", file=file, line=1, remedy=remedy) from error


def read_introduction(front_matter: Mapping[str, object], file: str) -> Entry:
    """The entry in a file's own front matter. Other programs write keys of theirs there: they are left out
    (`foreign_keys`), not refused. Raises IngestError for a value that does not fit its key.
    """
    return read_entry({k: v for k, v in front_matter.items() if k in Entry.model_fields}, file)


def foreign_keys(front_matter: Mapping[str, object]) -> tuple[Doubt, ...]:
    """One doubt for all keys of a front matter that are not used, with what they say; what a page says of
    itself under such a key (文号, 发布日期) is read as that.
    """
    unknown = (f"{key}: {value}" for key, value in front_matter.items() if key not in Entry.model_fields)
    said = [line for line in unknown if not any(values([line], *_OF_PAGES))]
    if not said:
        return ()
    message = f"文首信息里这几项没有采用：{'；'.join(said)[:300]}。可用的键：{'、'.join(Entry.model_fields)}"
    return (Doubt(line=1, kind="front_matter", message=message),)


def read_manifest(text: str, file: str) -> tuple[Entry, ...]:
    """The entries of a manifest: a YAML list of what people know of plans. Raises IngestError."""
    try:
        rows = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise IngestError(
            "清单不是合法的 YAML", file=file, line=line, remedy="请按“- 键: 值”逐项书写"
        ) from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise IngestError(
            "清单里有不成立的日期或数字，或嵌套太深", file=file, line=1, remedy="请按“- 键: 值”逐项书写"
        ) from error
    if not isinstance(rows, list):
        raise IngestError("清单应是一个列表", file=file, line=1, remedy="请按“- 键: 值”逐项书写")
    return tuple(read_entry(row, file) for row in rows)


def read_metadata(
    *,
    title: str,
    notice: str,
    front: Sequence[str],
    tail: Sequence[str],
    dropped: Sequence[str],
    text: str,
    entry: Entry,
    stem: str,
) -> Metadata:
    """`title` and `notice` as printed ("" where there is none); `text` the plan's clean text; `stem` the file
    name's.
    """
    covering = _NOTICE_TITLE.match(notice)
    own = _NOTICE_TITLE.match(title)
    printed = without_number(_best_title(title, covering["title"].strip() if covering else ""))
    announced = next((m["issuer"] for m in (covering, own) if m and m["issuer"]), None)
    issuer = _issuer(front, tail, announced, notice, title)
    name = entry.title or printed or stem
    around = [*front, *tail]
    issuer = issuer or next(values(dropped, "发文机关", "发布机构"), None)
    period = entry.period or _period(name)
    told = entry.region or printed_region(name, notice, entry.issuer or issuer, around)
    region, read_from = (told, None) if told else guessed_region(name, notice, issuer, text, dropped, stem)
    titles = dict.fromkeys(
        t
        for t in (
            *entry.titles,
            printed,
            covering["title"].strip() if covering else "",
            own["title"] if own else "",
        )
        if t and t != name
    )
    issued = entry.issued.isoformat() if entry.issued else _issued(around, dropped)
    number = entry.number or _number(front, dropped)
    stated = (
        entry.year
        or _year(name, period)
        or _year(notice, None)
        or (int(issued[:4]) if issued else None)
        or _year_of_number(number)
        or _year_under(front)
    )
    year = stated or held_in(text)
    guesses: dict[Guess, bool] = {
        "title": not (entry.title or printed),
        "year": bool(year and not stated),
    }
    if read_from:
        guesses[read_from] = True
    return Metadata(
        id=entry.id,
        title=name,
        titles=tuple(titles),
        issuer=entry.issuer or issuer,
        region=region,
        year=year,
        period=period,
        number=number,
        issued=issued,
        edition=entry.edition or Edition.OFFICIAL,
        guessed=tuple(name for name, is_guess in guesses.items() if is_guess),
    )


_GUESSED: dict[Guess, str] = {
    "title": "没有读到文件标题，以文件名作标题，请核对",
    "region": "地区“{region}”是从正文里读出的，标题和落款没有写明，请核对",
    "region_of_page": "地区“{region}”是从网页的来源读出的，标题和落款没有写明，请核对",
    "region_of_file": "地区“{region}”是从文件名里读出的，标题、落款和正文没有写明，请核对",
    "year": "年份“{year}”是从正文里读出的，标题和落款没有写明，请核对",
}


def guesses(meta: Metadata, line: int) -> tuple[Doubt, ...]:
    """A doubt for each fact of the plan that nothing around it states; `line` is its first line."""
    return tuple(
        Doubt(
            line=line,
            kind="region" if name.startswith("region") else name,
            message=_GUESSED[name].format(region=meta.region, year=meta.year),
        )
        for name in meta.guessed
    )


def _number(front: Sequence[str], dropped: Sequence[str]) -> str | None:
    orders = (a + b for a, b in itertools.pairwise(front) if a.rstrip().endswith("令"))
    found = (
        without_blanks(m[0])
        for line in (*orders, *front, *values(dropped, "文号"))
        if (m := FILE_NUMBER.search(_narrow(line)))
    )
    return next(found, None) or _serial(front)


def _narrow(text: str) -> str:
    """Full-width digits as half-width ones, one for one."""
    return text.translate(_DIGITS)


def _best_title(title: str, announced: str) -> str:
    """The plan's own title; the covering notice's wording where the own one has lost its beginning."""
    if announced and title and announced != title and announced.endswith(title):
        return announced
    return title or announced


def _issuer(
    front: Sequence[str], tail: Sequence[str], announced: str | None, notice: str, title: str
) -> str | None:
    own = (
        _NOTICE_ISSUER.match(notice)
        or _NOTICE_ISSUER.match(title)
        or _TITLE_ISSUER.match(title)
        or _MINUTES_ISSUER.match(title)
    )
    if announced or own:
        return announced or (own["issuer"] if own else None)
    named = next((m["issuer"] for line in front if (m := _DECREED.match(_narrow(line)))), None)
    if named:
        return named
    parts = [part for line in front for part in line_parts(line)]
    for line in [*front[: METADATA.front], *front[::-1], *tail, *parts]:
        line = ANY_OF_DAYS.sub("", line).replace("印发", "").strip()
        m = _ISSUER_LINE.fullmatch(without_blanks(line))
        if m and not MARK.search(line):
            return joint_issuers(front, m["issuer"])
    return None


def _day_of_issue(line: str) -> date | None:
    """The day something was published where the line tells of several (…通过，…公布，…起施行), else its first
    day.
    """
    days = list(days_in(line))
    if not days:
        return None
    ends = [*(d.span.start for d in days[1:]), len(line)]
    published = (
        d.day
        for d, end in zip(days, ends, strict=True)
        if re.search(rf"令第|{ISSUES}", line[d.span.end : end])
    )
    return next(published, days[0].day)


def _issued(around: Sequence[str], dropped: Sequence[str]) -> str | None:
    """The date of the sign-off or the printing line, else that of the brackets that tell a paper's history;
    the day a page was put up only where there is none.
    """
    put_up = (words for words in dropped if "发布" in words or "日期" in words)
    from_end = [line for line in around[::-1] if not any(values([line], *_DAYS_OF_PAGES))]
    history = [line for line in from_end if line[:1] in _BRACKETS]
    signed = [line for line in from_end if line[:1] not in _BRACKETS]
    of_page = [value for day in _DAYS_OF_PAGES for value in values([*around, *dropped], day)]
    for line in [*signed, *history, *of_page, *put_up]:
        day = _day_of_issue(_narrow(line))
        if day and len(line) <= (METADATA.history if line[:1] in "（(" else METADATA.day):
            return day.isoformat()
    return None


def _serial(front: Sequence[str]) -> str | None:
    """The number of a document that has no 发文字号."""
    for above, line in zip(("", *front), front, strict=False):
        for part in (line, *line_parts(line)):
            number = without_blanks(_narrow(part)).strip("（()）")
            if FILE_SERIAL.fullmatch(number):
                return (
                    f"{above.strip()}{number}"
                    if re.fullmatch(r"[\u4e00-\u9fff]{2,20}令", above.strip())
                    else number
                )
    return None


def _year_of_number(number: str | None) -> int | None:
    m = re.search(rf"{YEAR_DIGITS}(?=[〕\]］】)）年])", number or "")
    return int(m[0]) if m else None


def _year_under(front: Sequence[str]) -> int | None:
    """The year the lines under the title name: ——2031年1月在…会议上."""
    years = (years_in(line) for line in front if line[:1] in UNDER_TITLE)
    return next((found[0] for found in years if found), None)


def _period(title: str) -> str | None:
    years = period_in(unicodedata.normalize("NFKC", title))
    return f"{years[0]}-{years[1]}" if years else None


def _year(title: str, period: str | None) -> int | None:
    """The year a title says the paper is for, the first of the plan's period where it has one: 2021 for
    第十四个五年规划和二〇三五年远景目标纲要.
    """
    plain = unicodedata.normalize("NFKC", title)
    if period is None:
        return year_of_title(plain)
    named = years_in(plain)
    first, last = map(int, period.split("-"))
    return next((year for year in named if first <= year <= last), first)
