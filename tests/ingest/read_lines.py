"""What a reader gave, as plain values."""

from __future__ import annotations

from ingest.layout.clean import clean
from ingest.readers.protocol import Document


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines if line.cells is None]


def rows(document: Document) -> list[tuple[str | None, ...]]:
    return [line.cells for line in document.lines if line.cells is not None]


def cleaned(document: Document) -> list[tuple[str, ...]]:
    """The rows with the lines of each cell joined."""
    return [tuple(cell.text for cell in line.cells) for line in clean(document)[0] if line.cells]
