"""What a folder of vectors holds and which collection of it serves: one small file beside the store, replaced
whole.

In: the folder. Out: `Manifest` values. A collection belongs to one embedder (name and dimensions) and says
which plans are in it whole; the manifest says which one answers questions and which are to be deleted.
Replacing the file is the only moment at which any of this changes, so a switch from one collection to another
is there or it is not. A file that is missing or cannot be read is that of a folder with nothing in it, and a
collection of a kind of embedder that is no more is doomed.

It knows nothing of Chroma, and guards nothing: whoever writes holds the lock of the store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from typing import Any, get_args

from pydantic import TypeAdapter

from ingest import late_re as re
from ingest.embedding.embedders import Kind, Recipe
from ingest.index.indexes import unwritable

FILE = "manifest.json"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What one collection holds: plan id -> fingerprint ("" where an update was cut short) and number of
    vectors.

    `recipe` and `dimensions` are those of the embedder called `embedder`. `stamp` is None while an update is
    under way or after one was cut short; `generation` is another one after each write. `files` are size and
    SHA-256 of the store's own files after the last update, where they are known.
    """

    embedder: str
    recipe: Recipe
    dimensions: int
    generation: str = ""
    stamp: str | None = None
    plans: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def vectors(self) -> int:
        return sum(count for _, count in self.plans.values())

    @property
    def fingerprints(self) -> dict[str, str]:
        return {plan: fingerprint for plan, (fingerprint, _) in self.plans.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All collections of a folder by key.

    `id` is drawn once a folder and is part of every key, so that folders that share a Chroma server do not
    share collections. `serving` is the key of the collection that answers, None before one was whole.
    `doomed` are keys of collections that are out of the manifest and may still be in the store.
    """

    id: str
    serving: str | None = None
    collections: Mapping[str, Collection] = field(default_factory=dict)
    doomed: tuple[str, ...] = ()

    def key(self, embedder: str, dimensions: int) -> str:
        """A name Chroma takes (3-512 letters, digits, ".", "_", "-"), another one for another embedder or
        dimension.
        """
        safe = _UNSAFE.sub("-", embedder)[:64]
        told_apart = hashlib.sha256(embedder.encode()).hexdigest()[:8]
        return f"passages-{safe}-{told_apart}-{dimensions}-{self.id}"

    def of(self, embedder: str) -> Collection | None:
        """The collection of the embedder of that name, the one that serves before any other."""
        found = [
            (key != self.serving, held) for key, held in self.collections.items() if held.embedder == embedder
        ]
        return min(found, key=lambda entry: entry[0])[1] if found else None

    def answering(self) -> Collection | None:
        return self.collections.get(self.serving) if self.serving is not None else None

    def written(self, key: str, held: Collection) -> Manifest:
        """With that collection as it is now, under a new generation."""
        held = replace(held, generation=token_hex(8))
        return replace(self, collections={**self.collections, key: held})

    def switched(self, key: str) -> Manifest:
        """With that collection the only one, and the one that answers; the others are doomed."""
        others = [other for other in self.collections if other != key]
        doomed = tuple(dict.fromkeys((*self.doomed, *others)))
        return replace(self, serving=key, collections={key: self.collections[key]}, doomed=doomed)

    def without(self, key: str) -> Manifest:
        """With nothing in that collection, whose data are lost; it serves no more."""
        kept = {other: held for other, held in self.collections.items() if other != key}
        return replace(self, collections=kept, serving=None if self.serving == key else self.serving)


_JSON = TypeAdapter(Manifest)


def _parsed(data: bytes) -> Manifest:
    """Raises ValueError, KeyError, TypeError or AttributeError for what is no manifest."""
    written: dict[str, Any] = json.loads(data)
    held = written["collections"]
    retired = [key for key, one in held.items() if one["recipe"]["kind"] not in get_args(Kind)]
    written["collections"] = {key: one for key, one in held.items() if key not in retired}
    written["doomed"] = [*written.get("doomed", ()), *retired]
    if written.get("serving") in retired:
        written["serving"] = None
    return _JSON.validate_python(written)


class ManifestFile:
    """The manifest of a folder as it is on disk now; read again only when the file is another one. May be
    shared by threads.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._seen: tuple[tuple[int, int, int], Manifest] | None = None

    def read(self) -> Manifest:
        try:
            version = self._version()
            seen = self._seen
            if seen is None or seen[0] != version:
                seen = self._seen = (version, _parsed(self._path.read_bytes()))
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return Manifest(id=token_hex(4))
        return seen[1]

    def write(self, manifest: Manifest) -> None:
        """Raises IndexUnwritableError."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_name(f"{FILE}.new")
            draft.write_bytes(_JSON.dump_json(manifest))
            draft.replace(self._path)
        except OSError as exc:
            raise unwritable(str(self._path), exc) from exc
        self._seen = (self._version(), manifest)

    def _version(self) -> tuple[int, int, int]:
        """Another one for another file: a replacement is a file of its own. Raises FileNotFoundError."""
        status = self._path.stat()
        return status.st_ino, status.st_mtime_ns, status.st_size
