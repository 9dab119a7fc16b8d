"""Errors that carry the file, the place and the remedy, so that the person at the keyboard can act.

PlanError
├── IngestError            a document cannot become a plan
│   ├── ReadError          its bytes cannot become lines
│   └── FetchError         an address gives no document
├── LibraryError           the library folder or file is not usable
├── EmbeddingError         a model gave no vectors, or none that can be used
└── (assistant.errors.AssistantError, evals' EvalError derive from PlanError too)

Bugs are not in this tree; they propagate, but for one edge: whatever goes wrong while one file is read is
that file's refusal (`refusing`), so that the files after it are read all the same.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.naming import printed

_LOG = logging.getLogger(__name__)


class PlanError(Exception):
    """`file` as the person named it, `line` counted from 1, `remedy` a sentence that says what to do."""

    def __init__(
        self, message: str, *, file: str | None = None, line: int | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.remedy = remedy

    def __str__(self) -> str:
        return self._told(self.file or "")

    def in_a_page(self) -> str:
        """As a sentence for people who do not sit at this machine: of the file its bare name."""
        return self._told(re.split(r"[/\\]", (self.file or "").rstrip("/"))[-1])

    def _told(self, file: str) -> str:
        place = "".join((printed(file), f" 第{self.line}行" if self.line else "")).strip()
        return "".join(
            (f"{place}：" if place else "", self.message, f"。{self.remedy}" if self.remedy else "")
        )


class IngestError(PlanError):
    """A document cannot become a plan."""


class ReadError(IngestError):
    """The bytes of a file cannot become lines."""


class FetchError(IngestError):
    """An address gives no document; `file` is the address."""


class LibraryError(PlanError):
    """The library folder or file is not usable."""


class EmbeddingError(PlanError):
    """A model gave no vectors, or none that can be used."""


@contextmanager
def refusing(file: str, line: int | None = None) -> Iterator[None]:
    """Whatever goes wrong inside becomes an IngestError of that file; errors that carry a remedy pass as they
    are.

    The traceback of what nobody foresaw goes to the log. `line` is the place that is being read.
    """
    try:
        yield
    except PlanError:
        raise
    except RecursionError as exc:
        remedy = "请把层层嵌套的括号或标记改简单之后再试"
        raise IngestError("内容一层套一层，嵌套太深，读不下去", file=file, line=line, remedy=remedy) from exc
    except MemoryError as exc:
        raise IngestError(
            "内存不够，读不下这份文件", file=file, line=line, remedy="请拆成几份之后再试"
        ) from exc
    except Exception as exc:
        _LOG.exception("%s could not be read", printed(file))
        kind = type(exc).__name__
        remedy = "其他文件不受影响；请检查这一处的写法，或把文件和日志交给管理员"
        raise IngestError(f"读到这里程序出了错（{kind}）", file=file, line=line, remedy=remedy) from exc
