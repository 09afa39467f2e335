# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run file on the disk: made beside its place and moved there whole, then written in small transactions over a
write-ahead log, so that readers wait for nothing and a kill at any moment leaves a whole file. One writer at a time, by
the same lock as ContrastLab's own (core/store/path_lock.h). One thread at a time."""
from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
import uuid
from typing import Any, Dict, Iterator, List, Sequence, Tuple

import numpy as np

from . import tables
from .items import Items

try:
    import fcntl
except ImportError:  # Windows: who writes one file twice is not told
    fcntl = None  # type: ignore[assignment]

MOST_ENTRIES = 256
FOLD_EVERY = 5  # transactions


class PathLock:
    """Of ".NAME.lock" beside the file, while this lives. Raises BlockingIOError where another has it."""

    def __init__(self, path: str) -> None:
        self._file = os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.lock")
        self._descriptor = -1
        if fcntl is None:
            return
        while True:
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | getattr(os, "O_CLOEXEC", 0)
            descriptor = os.open(self._file, flags, 0o666)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(descriptor)
                raise BlockingIOError(f"{path}: another program is writing it") from None
            if self._is_named(descriptor):
                self._descriptor = descriptor
                # A worker of a data loader would hold it after this process was killed.
                os.register_at_fork(after_in_child=self._forget)
                return
            os.close(descriptor)

    def _is_named(self, descriptor: int) -> bool:
        try:
            named, opened = os.stat(self._file), os.fstat(descriptor)
        except OSError:
            return False
        return (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino)

    def _forget(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def release(self) -> None:
        if self._descriptor < 0:
            return
        if self._is_named(self._descriptor):
            os.unlink(self._file)
        self._forget()


def _require_replaceable(path: str) -> None:
    """What is no run file is left alone."""
    if not os.path.lexists(path):
        return
    if os.path.isdir(path):
        raise IsADirectoryError(f"{path}: cannot be written: it is a folder")
    with open(path, "rb") as file:
        header = file.read(100)
    if header[:16] != b"SQLite format 3\0" or int.from_bytes(header[68:72], "big") != tables.APPLICATION_ID:
        raise FileExistsError(f"{path}: is not overwritten: expected a run file of ContrastLab or nothing there")


class RunWriter:
    """Raises OSError where the file cannot be written; what a transaction had is then as if it had never been."""

    def __init__(self, path: Any, items: Items, spec: "Dict[str, Any]", name: str, most_bytes: int) -> None:
        self.path = os.path.realpath(os.fspath(path))
        self._spec = spec
        self._most_bytes = most_bytes
        self._done = {"steps": 0, "evaluations": 0, "recalls": 0, "events": 0, "embeddings": 0}  # ids used
        self._kept: "List[Tuple[int, int]]" = []  # step and id of the embeddings in the file
        self._spacing = 1
        self._transactions = 0
        facts = {"items": len(items.rows), "bytes": 0, "entries": 0,
                 "modalities": [{"name": key, "kind": kind, "width": 0} for key, kind in items.modalities.items()]}
        from . import __version__
        self._row: "List[Any]" = [f"contrastlab for Python {__version__}", json.dumps(spec), 0, time.time(),
                                  items.digest(), str(uuid.uuid4()), name, "", "", tables.MINIMUM_READER,
                                  json.dumps(facts)]
        _require_replaceable(self.path)
        self._lock = PathLock(self.path)
        try:
            self._make(items)
        except BaseException:
            self._lock.release()
            raise

    def _make(self, items: Items) -> None:
        temporary = os.path.join(os.path.dirname(self.path), f".{os.path.basename(self.path)}.{os.getpid()}.part")
        try:
            with _as_os_error(self.path):
                with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
                    connection.execute("PRAGMA journal_mode = MEMORY")
                    tables.create(connection)
                    connection.execute("BEGIN")
                    tables.write_row(connection, "run", 1, self._row)
                    for place, item in enumerate(items.rows, 1):
                        tables.write_row(connection, "items", place, item)
                    connection.execute("COMMIT")
            for suffix in ("-wal", "-shm", "-journal"):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(self.path + suffix)
            os.replace(temporary, self.path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
        with _as_os_error(self.path):
            self._connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=5)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")

    @contextlib.contextmanager
    def transaction(self) -> "Iterator[None]":
        done, kept, spacing, row = dict(self._done), list(self._kept), self._spacing, list(self._row)
        try:
            with _as_os_error(self.path):
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
        except BaseException:
            self._done, self._kept, self._spacing, self._row = done, kept, spacing, row
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise
        self._transactions += 1
        if self._transactions % FOLD_EVERY == 0:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _next_id(self, table: str) -> int:
        self._done[table] += 1
        return self._done[table]

    def write_steps(self, rows: "Sequence[Sequence[float]]") -> None:
        if rows:
            tables.write_numbers(self._connection, "steps", self._done["steps"] + 1, rows)
            self._done["steps"] += len(rows)

    def write_events(self, rows: "Sequence[Sequence[Any]]") -> None:
        for row in rows:
            tables.write_row(self._connection, "events", self._next_id("events"), row)

    def write_evaluation(self, evaluation: "Sequence[float]", recalls: "Sequence[Sequence[float]]") -> None:
        number = self._next_id("evaluations")
        tables.write_row(self._connection, "evaluations", number, evaluation)
        for recall in recalls:
            tables.write_row(self._connection, "recalls", self._next_id("recalls"), (number, *recall))

    def write_embeddings(self, step: int, temperature: float, bias: float, rows: "Sequence[np.ndarray]") -> None:
        """Thinned as core/run/thinned_log.h has it: those closer together than a spacing go, which doubles."""
        items, width = rows[0].shape
        if self._spec.get("embedding_width") != width and width <= 4096:
            self._spec["embedding_width"] = width
            self._row[1] = json.dumps(self._spec)
            tables.write_row(self._connection, "run", 1, self._row)
        if len(self._kept) > 1 and self._kept[-1][0] - self._kept[-2][0] < self._spacing:
            self._remove(self._kept.pop()[1])
        number = self._next_id("embeddings")
        data = b"".join(matrix.astype("<f4", copy=False).tobytes() for matrix in rows)
        tables.write_row(self._connection, "embeddings", number, (step, temperature, bias, len(rows), items, width, data))
        self._kept.append((step, number))
        most = max(2, min(MOST_ENTRIES, self._most_bytes // len(data)))
        while len(self._kept) > most:
            self._thin()

    def _thin(self) -> None:
        self._spacing *= 2
        kept = [self._kept[0]]
        for step, number in self._kept[1:]:
            if step - kept[-1][0] >= self._spacing or number == self._kept[-1][1]:
                kept.append((step, number))
            else:
                self._remove(number)
        self._kept = kept

    def _remove(self, number: int) -> None:
        self._connection.execute("DELETE FROM embeddings WHERE id = ?", (number,))

    def end(self, outcome: str, step: int, message: str) -> None:
        with self.transaction():
            row = (outcome, step, "", message, self._done["steps"], self._done["evaluations"], self._done["events"])
            tables.write_row(self._connection, "ending", 1, row)

    def close(self) -> None:
        """Leaves one plain file, or where somebody reads it just now, one with its log."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("PRAGMA busy_timeout = 0")
            self._connection.execute("PRAGMA journal_mode = DELETE")
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
        self._lock.release()


@contextlib.contextmanager
def _as_os_error(path: str) -> "Iterator[None]":
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(f"{path}: {error}") from error
