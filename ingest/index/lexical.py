"""The lexical index: BM25 over the explicit terms of `tokens.py`, kept by Tantivy in one folder.

In come passages, out come hits. Title, headings, units and text are one field, so that a term in several of
them saturates instead of counting anew, and a short title gets no bonus for its length (`FIELD`). The terms
of the text alone are beside it, to tell how common a word is, and are not searched. Filters are conditions
that do not touch the score. An update is one Tantivy commit, the marks of what is indexed inside it: a crash
leaves the state before or the state after. A folder that cannot be read, or was made with other fields,
is made anew, which is said; where no folder can be written, an index in memory does the same for one process.

It never uses Tantivy's own tokenizers (but for white space) or its query language. The only module that knows
tantivy.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, Self

import tantivy
from filelock import FileLock
from tantivy import FieldType, Occur, Query

from ingest.index.indexes import LOCK_WAIT, Change, holding, unwritable
from ingest.index.model import ANYWHERE, Filters, Hit, Passage
from ingest.tokens import terms

NAME = "lexical"
FIELD = "words"
"""What is searched. Against two fields, headings at half: mean reciprocal rank over the five plans (55
questions as typed) 0.837 -> 0.925, two sets written by others (91) 0.769 -> 0.877, public notices (210) 0.765
-> 0.800; confined to the plans the question means 0.934 -> 0.986, 0.784 -> 0.877, 0.744 -> 0.768. Without the
title or the units it finds less.
"""
_COUNTED = "text"
"""The terms of the text alone, for `frequency`."""
_WRITER_MEMORY = 64_000_000
"""Bytes; what does not fit is written as a further segment."""
_SPACES = "spaces"

_LOG = logging.getLogger(__name__)


class LexicalIndex:
    """Use `LexicalIndex.open`. May be shared by threads; readers of other processes see a commit at
    `stamp()`.
    """

    name = NAME

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema, lock: FileLock | None) -> None:
        self._index = index
        self._schema = schema
        self._lock = lock
        self._turn = RLock()
        self._place = lock.lock_file if lock is not None else ""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in `folder`, made if there is none or it cannot be read.

        Raises IndexBusyError if it is locked, IndexUnwritableError where it can neither be read nor made.
        """
        lock = FileLock(folder.with_name(folder.name + ".lock"))
        schema = _schema()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            index = _open(folder, schema) if tantivy.Index.exists(str(folder)) else None
        except ValueError:
            index = None
        except OSError as exc:
            raise unwritable(str(folder), exc) from exc
        if index is None:
            if any(folder.iterdir()):
                _LOG.warning("全文索引是旧版本的，或读不出来，现在由资料库重建；文件多时要等一会儿")
            with holding(lock), _faults(str(folder)):
                index = _make(folder, schema)
        return cls(index, schema, lock)

    @classmethod
    def in_memory(cls) -> Self:
        """An empty index that is gone with its process."""
        schema = _schema()
        return cls(_with_spaces(tantivy.Index(schema)), schema, None)

    def become(self, other: LexicalIndex) -> None:
        """Go on as that index, for whoever holds this one."""
        self._index, self._lock, self._place = other._index, other._lock, other._place

    @property
    def kept(self) -> bool:
        """Whether it lies in a folder."""
        return self._lock is not None

    def lock(self, wait: float = LOCK_WAIT) -> AbstractContextManager[None]:
        return holding(self._lock, wait) if self._lock is not None else self._alone()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._turn:
            yield

    def stamp(self) -> str | None:
        with _faults(self._place):
            self._index.reload()
            found = self._stored("stamp", 1)
        return found[0]["value"][0] if found else None

    def held(self) -> dict[str, str]:
        with _faults(self._place):
            self._index.reload()
            marks = self._stored("plan", max(1, self._index.searcher().num_docs))
        return {mark["plan"][0]: mark["value"][0] for mark in marks}

    def update(self, changes: Iterable[Change], *, stamp: str) -> None:
        """Put all changes and the stamp in one commit; on an error nothing is changed.

        Raises IndexUnwritableError.
        """
        with self.lock():
            with _faults(self._place):
                writer = self._index.writer(heap_size=_WRITER_MEMORY, num_threads=1)
            try:
                for change in changes:
                    with _faults(self._place):
                        self._put(writer, change)
                with _faults(self._place):
                    writer.delete_documents_by_term("kind", "stamp")
                    writer.add_document(self._mark("stamp", stamp))
                    writer.commit()
            except BaseException:
                with suppress(ValueError):  # a writer that has failed is gone already
                    writer.rollback()
                raise
            finally:
                with suppress(ValueError):
                    writer.wait_merging_threads()
        self._index.reload()

    def _put(self, writer: tantivy.IndexWriter, change: Change) -> None:
        writer.delete_documents_by_term("plan", change.plan)
        for passage in change.passages:
            writer.add_document(self._document(passage))
        if change.fingerprint is not None:
            writer.add_document(self._mark("plan", change.fingerprint, plan=change.plan))

    def search(
        self,
        query: str,
        k: int,
        filters: Filters = ANYWHERE,
        *,
        expansions: Sequence[tuple[str, float]] = (),
    ) -> tuple[Hit, ...]:
        """At most k passages by BM25, ties by passage id; none for a query without terms.

        `expansions` are further words with what their terms count beside those of the query (1.0).
        """
        weights = {term: weight for text, weight in expansions for term in terms(text) if weight > 0}
        weights.update(dict.fromkeys(terms(query), 1.0))
        if not weights or k < 1:
            return ()
        wanted = Query.boolean_query([(Occur.Should, self._term(t, w)) for t, w in weights.items()])
        confined = Query.boolean_query([(Occur.Must, wanted), *self._conditions(filters)])
        searcher = self._index.searcher()
        with _faults(self._place):
            hits = searcher.search(confined, k, count=False).hits
            found = [(score, searcher.doc(address)) for score, address in hits]
        found.sort(key=lambda pair: (-pair[0], pair[1]["id"][0]))
        return tuple(
            Hit(
                passage=document["id"][0],
                plan=document["plan"][0],
                label=document["label"][0],
                score=score,
                rank=rank,
                retriever=NAME,
            )
            for rank, (score, document) in enumerate(found, start=1)
        )

    def frequency(self, term: str) -> int:
        """How many passages have the term (a character, a pair of characters, a number, a latin word) in
        their text.
        """
        return int(self._index.searcher().doc_freq(_COUNTED, term))

    def beginning_with(self, prefix: str) -> tuple[str, ...]:
        """The terms of the texts that begin with `prefix`, itself excepted."""
        found = self._index.searcher().terms_with_prefix(_COUNTED, prefix)
        return tuple(term for term in (_text_of(t) for t in found) if term != prefix)

    def holding(self, phrase: str) -> int:
        """How many passages have every pair of characters of the phrase in their text, as all that print it
        do.
        """
        pairs = {phrase[i : i + 2] for i in range(len(phrase) - 1)}
        each = [(Occur.Must, Query.term_query(self._schema, _COUNTED, pair, "basic")) for pair in pairs]
        return int(self._index.searcher().search(Query.boolean_query(each), 1).count) if each else 0

    def size(self) -> int:
        """How many passages there are (marks included)."""
        return int(self._index.searcher().num_docs)

    def _term(self, term: str, weight: float) -> Query:
        query = Query.term_query(self._schema, FIELD, term, "freq")
        return query if weight == 1.0 else Query.boost_query(query, weight)

    def _conditions(self, filters: Filters) -> list[tuple[Occur, Query]]:
        conditions: list[Query] = []
        if filters.plans:
            conditions.append(Query.term_set_query(self._schema, "plan", list(filters.plans)))
        if filters.region is not None:
            conditions.append(Query.term_query(self._schema, "region", filters.region, "basic"))
        if filters.unit is not None:
            conditions.append(Query.term_query(self._schema, "unit", filters.unit, "basic"))
        if filters.year is not None:
            year = filters.year
            conditions += [
                Query.range_query(self._schema, "year", FieldType.Integer, upper_bound=year),
                Query.range_query(self._schema, "last_year", FieldType.Integer, lower_bound=year),
            ]
        return [(Occur.Must, Query.const_score_query(condition, 0.0)) for condition in conditions]

    def _stored(self, kind: str, limit: int) -> list[dict[str, list[Any]]]:
        searcher = self._index.searcher()
        found = searcher.search(Query.term_query(self._schema, "kind", kind, "basic"), limit, count=False)
        return [searcher.doc(address).to_dict() for _, address in found.hits]

    def _document(self, passage: Passage) -> tantivy.Document:
        text = terms(passage.text)
        above = terms("\n".join((passage.title, *passage.path, *passage.units)))
        fields: dict[str, Any] = {
            "kind": "passage",
            "id": passage.id,
            "plan": passage.plan,
            "label": passage.label,
            FIELD: " ".join((*above, *text)),
            _COUNTED: " ".join(text),
            "unit": list(passage.units),
            "region": passage.region,
            "year": passage.year,
            "last_year": passage.last_year if passage.last_year is not None else passage.year,
        }
        known = {name: value for name, value in fields.items() if value is not None}
        return tantivy.Document.from_dict(known, self._schema)

    def _mark(self, kind: str, value: str, **fields: str) -> tantivy.Document:
        return tantivy.Document.from_dict({"kind": kind, "value": value, **fields}, self._schema)


def _text_of(found: object) -> str:
    """The term of what `terms_with_prefix` gives: the term alone, or with its count."""
    return str(found[0]) if isinstance(found, tuple) else str(found)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "plan", "label", "value"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("kind", "unit", "region"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(FIELD, tokenizer_name=_SPACES, index_option="freq")
    builder.add_text_field(_COUNTED, tokenizer_name=_SPACES, index_option="basic")
    for name in ("year", "last_year"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def _open(folder: Path, schema: tantivy.Schema) -> tantivy.Index:
    """Raises ValueError where the folder holds something else."""
    index = _with_spaces(tantivy.Index(schema, path=str(folder)))
    index.searcher()
    return index


def _with_spaces(index: tantivy.Index) -> tantivy.Index:
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_SPACES, spaces)
    return index


@contextmanager
def _faults(place: str) -> Iterator[None]:
    """Tantivy's error for whatever its files do is a ValueError; it becomes an IndexUnwritableError."""
    try:
        yield
    except (ValueError, OSError) as exc:
        raise unwritable(place, exc) from exc


def _make(folder: Path, schema: tantivy.Schema) -> tantivy.Index:
    """The index as another process has made it meanwhile, else a new one in an emptied folder."""
    try:
        return _open(folder, schema)
    except ValueError:
        shutil.rmtree(folder)
        folder.mkdir()
        return _open(folder, schema)
