"""Files into the Library: editions, versions, identities, refusals, and processes that are killed or meet
each other.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest import load as load_module
from ingest.load import FileReport, entries
from ingest.model import Edition
from ingest.pipeline import READER_VERSION
from ingest.store.library import Library
from tests.ingest.load.conftest import OFFICIAL, OTHER, take, write

DIGEST = """---
id: linhe-2023-health
title: 临河市2023年卫生健康工作要点
titles: [关于印发临河市2023年卫生健康工作要点的通知]
issuer: 临河市卫生健康委员会
region: 临河市
year: 2023
edition: digest
---
# 临河市2023年卫生健康工作要点

## 一、重点任务
1.托育：新增托位1200个，千人口托位数4.2个。（责任科室：人口家庭科）
2.接种：适龄儿童接种率95%以上。（责任科室：疾控科、妇幼科）
## 二、保障措施
3.季度通报。（责任科室：办公室）
"""
FIVE_YEARS = """临河市“十四五”托育服务发展规划

一、总体目标
1.到2025年，千人口托位数达到4.5个。
2.普惠托位占比不低于60%。
"""
FIVE_YEARS_DIGEST = """---
id: linhe-145-care
title: 临河市“十四五”托育服务发展规划
region: 临河市
year: 2022
period: 2021-2025
edition: digest
---
# 临河市“十四五”托育服务发展规划
## 一、总体目标
1.2025年千人口托位数4.5个。
2.普惠托位占比60%以上。
"""
NAMELESS = """全年基层服务工作安排

一、任务
1.走访签约家庭，签约率达到70%以上。
2.更新健康档案，电子档案使用率达到60%。
"""


def outcomes(reports: Sequence[FileReport]) -> list[tuple[str, str | None, int | None]]:
    return [(r.outcome, r.id, r.version) for r in reports]


MINUTES = """云汀区人民政府专题会议纪要
〔2026〕7号

会议研究了服务站建设，议定以下事项：
一、年内建成服务站12个。由区民政局牵头。
二、安排资金300万元。由区财政局负责。
"""


class TestSeries:
    def test_minutes_of_one_title_are_told_by_their_number(self, library: Library, folder: Path) -> None:
        write(folder, a__txt=MINUTES, b__txt=MINUTES.replace("7号", "8号").replace("12个", "9个"))
        assert [r.outcome for r in take(library, [folder])] == ["new", "new"]
        assert sorted(str(row.number) for row in library.plans()) == ["〔2026〕7号", "〔2026〕8号"]

    def test_other_minutes_in_a_file_of_the_same_name(self, library: Library, folder: Path) -> None:
        for number in ("7号", "8号", "9号"):
            take(library, write(folder, a__txt=MINUTES.replace("7号", number)))
        assert len({row.id for row in library.plans()}) == 3

    def test_the_same_minutes_again(self, library: Library, folder: Path) -> None:
        take(library, write(folder, a__txt=MINUTES))
        assert [r.outcome for r in take(library, write(folder, b__txt=MINUTES.replace("12个", "13个")))] == [
            "replaced"
        ]


class TestEditions:
    def test_the_official_text_takes_the_place_of_the_digest(self, library: Library, folder: Path) -> None:
        (digest,) = write(folder, digest__md=DIGEST)
        assert outcomes(take(library, [digest])) == [("new", "linhe-2023-health", 1)]
        (official,) = write(folder, 扫描件第三版__txt=OFFICIAL)
        assert outcomes(take(library, [official])) == [("replaced", "linhe-2023-health", 2)]
        (row,) = library.plans()
        assert (row.edition, row.file) == (Edition.OFFICIAL, "扫描件第三版.txt")
        assert "全年新增托位1200个" in library.get(row.id).text

    def test_a_digest_that_comes_later_is_kept_aside(self, library: Library, folder: Path) -> None:
        official, digest = write(folder, linhe__txt=OFFICIAL, digest__md=DIGEST)
        take(library, [official])
        assert [r.outcome for r in take(library, [digest])] == ["aside"]
        assert [row.edition for row in library.plans()] == [Edition.OFFICIAL]
        assert [r.outcome for r in take(library, [digest])] == ["unchanged"]

    def test_both_in_one_folder_in_either_order(self, library: Library, folder: Path) -> None:
        write(folder, a__txt=OFFICIAL, z__md=DIGEST)
        assert {r.id for r in take(library, [folder])} == {"linhe-2023-health"}
        (row,) = library.plans()
        assert (row.id, row.edition) == ("linhe-2023-health", Edition.OFFICIAL)

    def test_a_plan_over_years_is_known_by_its_period(self, library: Library, folder: Path) -> None:
        """A digest may give the year of issue; the official text has the first year of the period."""
        write(folder, digest__md=FIVE_YEARS_DIGEST)
        take(library, [folder])
        (official,) = write(folder, 规划__txt=FIVE_YEARS)
        assert outcomes(take(library, [official])) == [("replaced", "linhe-145-care", 2)]

    def test_the_digest_lends_the_official_text_its_other_titles(
        self, library: Library, folder: Path
    ) -> None:
        write(folder, digest__md=DIGEST, text__txt=OFFICIAL)
        take(library, [folder])
        (row,) = library.plans()
        assert "关于印发临河市2023年卫生健康工作要点的通知" in row.titles
        assert row.issuer == "临河市卫生健康委员会"


class TestIdentity:
    def test_another_plan_under_the_same_file_name_gets_its_own_id(
        self, library: Library, tmp_path: Path
    ) -> None:
        for name, text in (("one", OFFICIAL), ("two", OTHER)):
            (tmp_path / name).mkdir()
            write(tmp_path / name, 要点__txt=text)
        first, second = take(library, [tmp_path / "one", tmp_path / "two"])
        assert first.id == "要点"
        assert second.id is not None
        assert second.id.startswith("要点-")
        assert second.id != first.id
        assert len(library.plans()) == 2
        again = take(library, [tmp_path / "two", tmp_path / "one"])
        assert [r.outcome for r in again] == ["unchanged", "unchanged"]

    def test_a_plan_without_a_place_keeps_its_id_when_it_changes(
        self, library: Library, folder: Path
    ) -> None:
        (path,) = write(folder, 安排__txt=NAMELESS)
        take(library, [path])
        path.write_text(NAMELESS.replace("70%", "75%"), "utf-8")
        assert outcomes(take(library, [path])) == [("replaced", "安排", 2)]

    def test_the_same_bytes_under_two_names_are_one_plan(self, library: Library, folder: Path) -> None:
        write(folder, a__txt=OFFICIAL, b__txt=OFFICIAL)
        assert [r.outcome for r in take(library, [folder])] == ["new", "unchanged"]
        assert len(library.plans()) == 1

    def test_an_id_written_for_two_plans_is_refused(self, library: Library, folder: Path) -> None:
        theirs = DIGEST.replace("2023年卫生", "2023年妇幼")
        first, second = take(library, write(folder, a__md=DIGEST, b__md=theirs))
        assert first.outcome == "new"
        assert second.outcome == "refused"
        assert "linhe-2023-health" in second.message
        assert "a.md" in second.message

    def test_a_title_corrected_in_its_file_keeps_the_id(self, library: Library, folder: Path) -> None:
        (path,) = write(folder, a__md=DIGEST)
        take(library, [path])
        path.write_text(
            DIGEST.replace("titles: [关于", "titles: [临河卫健要点, 关于").replace(
                "title: 临河市2023年卫生", "title: 临河市2023年全市卫生"
            ),
            "utf-8",
        )
        assert outcomes(take(library, [path])) == [("replaced", "linhe-2023-health", 2)]


class TestManifest:
    MANIFEST = """
- id: known-plan
  title: 河湾县2022年安全生产工作要点
  titles: [河湾安全要点]
  region: 河湾县
  year: 2022
"""

    def test_its_id_and_titles_are_taken(self, library: Library, folder: Path) -> None:
        write(folder, 甲__txt=OTHER, manifest__yaml=self.MANIFEST)
        assert outcomes(take(library, [folder])) == [("new", "known-plan", 1)]
        assert "河湾安全要点" in library.plans()[0].titles

    def test_it_is_found_beside_a_single_file(self, library: Library, folder: Path) -> None:
        path, _ = write(folder, 甲__txt=OTHER, manifest__yaml=self.MANIFEST)
        assert outcomes(take(library, [path])) == [("new", "known-plan", 1)]

    def test_a_file_name_does_not_make_the_plan(self, library: Library, folder: Path) -> None:
        write(folder, **{"known-plan__txt": OFFICIAL, "manifest__yaml": self.MANIFEST})
        (report,) = take(library, [folder])
        assert report.id not in ("known-plan", None)
        (path,) = write(folder, other__txt=OTHER)
        assert outcomes(take(library, [path])) == [("new", "known-plan", 1)]

    def test_gbk_and_empty_ones_are_read(self, folder: Path) -> None:
        write(folder, manifest__yaml=self.MANIFEST.encode("gbk"))
        assert [e.id for e in entries([folder])] == ["known-plan"]
        write(folder, manifest__yaml=b"\n")
        assert entries([folder]) == ()

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("- id: a\n  titel: b\n", "titel"),
            ("id: a\n", "列表"),
            ("- id: a\n  year: [\n", "YAML"),
            ("- id: 'a b'\n", "id"),
        ],
        ids=["unknown key", "no list", "broken", "bad id"],
    )
    def test_a_faulty_one_says_where(self, folder: Path, text: str, said: str) -> None:
        write(folder, manifest__yaml=text)
        with pytest.raises(load_module.IngestError, match=said) as caught:
            entries([folder])
        assert caught.value.file == str(folder / "manifest.yaml")
        assert caught.value.line
        assert caught.value.remedy


class TestVersions:
    def test_unchanged_files_are_not_read_again(
        self, library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(folder, a__txt=OFFICIAL, b__txt=OTHER)
        take(library, [folder])
        stamp = library.stamp()

        def never(*_: object) -> None:
            raise AssertionError("an unchanged file was parsed")

        monkeypatch.setattr(load_module, "parse_bounded", never)
        reports = take(library, [folder])
        assert [(r.outcome, r.plan) for r in reports] == [("unchanged", None)] * 2
        assert library.stamp() == stamp

    def test_a_changed_file_makes_a_version(self, library: Library, folder: Path) -> None:
        (path,) = write(folder, a__txt=OFFICIAL)
        take(library, [path])
        path.write_text(OFFICIAL.replace("1200", "1300"), "utf-8")
        assert outcomes(take(library, [path])) == [("replaced", "a", 2)]
        assert any("1300" in row.text for row in library.clauses())
        assert not any("1200" in row.text for row in library.clauses())

    def test_a_file_put_back_as_it_was_is_current_again(self, library: Library, folder: Path) -> None:
        (path,) = write(folder, a__txt=OFFICIAL)
        take(library, [path])
        path.write_text(OFFICIAL.replace("1200", "1300"), "utf-8")
        take(library, [path])
        path.write_text(OFFICIAL, "utf-8")
        assert outcomes(take(library, [path])) == [("replaced", "a", 3)]

    def test_an_older_file_left_in_the_folder_does_not_come_back(
        self, library: Library, folder: Path
    ) -> None:
        """Two files of one plan: the one read last stands, however often the folder is read."""
        older, newer = write(folder, a__txt=OFFICIAL, b__txt=OFFICIAL.replace("1200", "1300"))
        take(library, [older])
        assert outcomes(take(library, [newer])) == [("replaced", "a", 2)]
        for _ in range(2):
            assert [r.outcome for r in take(library, [folder])] == ["aside", "unchanged"]
        assert [(row.version, row.file) for row in library.plans()] == [(2, "b.txt")]

    def test_another_reader_reads_anew_under_the_same_version(self, folder: Path, tmp_path: Path) -> None:
        (path,) = write(folder, a__txt=OFFICIAL)
        with Library.open(tmp_path / "home", reader="older") as older:
            take(older, [path])
        with Library.open(tmp_path / "home", reader=READER_VERSION) as newer:
            (report,) = take(newer, [path])
            assert report.plan is not None
            assert (report.id, report.version) == ("a", 1)
            assert [r.outcome for r in take(newer, [path])] == ["unchanged"]


def packed(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "."), data)
    return out.getvalue()


class TestParcels:
    def test_each_file_in_an_archive_is_one_of_its_own(self, library: Library, folder: Path) -> None:
        pictures = {"图__gif": b"GIF89a", "扫描__png": b"\x89PNG"}  # a scan may be a .png, none is a .gif
        data = packed(通知__txt=OFFICIAL, 附件1__txt=OTHER, 附件2__txt=b"\0", **pictures)
        write(folder, 包__zip=data, z__txt=FIVE_YEARS)
        found = take(library, [folder])
        told = [(Path(r.file).relative_to(folder).as_posix(), r.outcome) for r in found]
        assert told == [
            ("z.txt", "new"),
            ("包.zip/图.gif", "passed"),
            ("包.zip/扫描.png", "refused"),
            ("包.zip/通知.txt", "new"),
            ("包.zip/附件1.txt", "new"),
            ("包.zip/附件2.txt", "refused"),
        ]
        assert all(r.file.rpartition("/")[2] in r.message for r in found if r.outcome == "refused")
        assert "包.zip/附件2.txt" in found[-1].message

    def test_what_came_together_is_known_in_order(self, library: Library, folder: Path) -> None:
        write(folder, 包__zip=packed(附件1__txt=OTHER, 通知__txt=OFFICIAL), z__txt=FIVE_YEARS)
        take(library, [folder])
        rows = {row.title: row for row in library.plans()}
        companions = library.companions(rows["临河市2023年卫生健康工作要点"].sha256)
        assert [(c.parcel, c.file) for c in companions] == [
            ("包.zip", "包.zip/通知.txt"),
            ("包.zip", "包.zip/附件1.txt"),
        ]
        assert library.companions(rows["河湾县2022年安全生产工作要点"].sha256) == companions
        assert library.companions(rows["临河市“十四五”托育服务发展规划"].sha256) == ()

    def test_of_a_removed_plan_nothing_is_told(self, library: Library, folder: Path) -> None:
        write(folder, 包__zip=packed(附件1__txt=OTHER, 通知__txt=OFFICIAL))
        take(library, [folder])
        gone, stays = library.plans()
        library.remove(gone.id)
        assert library.companions(stays.sha256) == ()
        assert {r.outcome for r in take(library, [folder])} == {"unchanged", "removed"}

    def test_read_again_nothing_changes(self, library: Library, folder: Path) -> None:
        write(folder, 包__zip=packed(附件1__txt=OTHER, 通知__txt=OFFICIAL))
        take(library, [folder])
        assert [r.outcome for r in take(library, [folder])] == ["unchanged", "unchanged"]
        assert len(library.companions(library.plans()[0].sha256)) == 2

    def test_a_letter_around_a_paper_is_passed_over(self, library: Library, folder: Path) -> None:
        message = EmailMessage()
        message.set_content("请查收。")
        message.add_attachment(OFFICIAL.encode(), maintype="text", subtype="plain", filename="要点.txt")
        write(folder, 信__eml=bytes(message))
        assert [r.outcome for r in take(library, [folder])] == ["passed", "new"]
        assert library.plans()[0].file == "要点.txt"

    def test_an_archive_that_cannot_be_opened_is_refused(self, library: Library, folder: Path) -> None:
        write(folder, 包__zip=packed(a__txt=OFFICIAL)[:-30], 包__rar=b"Rar!\x1a\x07")
        found = take(library, [folder])
        assert [r.outcome for r in found] == ["refused", "refused"]
        assert "解压" in found[0].message
        assert "解压" in found[1].message
