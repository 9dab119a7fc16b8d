"""Folders of papers, a library, and what a run said."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest.load import FileReport, Loading, entries, find_files, load
from ingest.pipeline import READER_VERSION
from ingest.store.library import Library
from tests.waiting import GIVE_UP

OFFICIAL = """临河市2023年卫生健康工作要点

一、重点任务
1.办好普惠托育。全年新增托位1200个，千人口托位数达到4.2个。（责任科室：人口家庭科）
2.做实疫苗接种。适龄儿童接种率保持在95%以上。（责任科室：疾控科、妇幼科）
二、保障措施
3.每季度通报一次进展。（责任科室：办公室）
"""


OTHER = """河湾县2022年安全生产工作要点

一、主要任务
1.排查重点企业安全隐患，整改率达到98%以上。（责任单位：县应急局）
2.开展应急演练不少于2次。（责任单位：县应急局、县教育局）
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", reader=READER_VERSION) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    return made


def write(folder: Path, **texts: str | bytes) -> list[Path]:
    """Files by name, "__" in a keyword for the dot."""
    paths = []
    for name, text in texts.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(path)
    return paths


def take(library: Library, paths: Sequence[Path]) -> list[FileReport]:
    return list(load(library, find_files(paths), how=Loading(known=entries(paths))))


def said(process: subprocess.Popen[str]) -> object:
    """Its JSON, once it has ended well."""
    out, err = process.communicate(timeout=GIVE_UP)
    assert process.returncode == 0, err
    return json.loads(out)
