"""A save (record, lines, revision, index, log) beside raw SQLCipher writing the same rows."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import record
from rilo_desktop.store.engine import connect
from rilo_desktop.store.transaction import UnitOfWork

from .cases import many
from .measure import Line, in_turns, milliseconds

ROUNDS = 200
SEED = 2
"""Of the cases: others than those that a large office was filled with."""
IN_MEMORY = Path("/dev/shm")
Statement = tuple[str, Any, bool]


def run() -> list[Line]:
    """On the disk; and in memory, since a disk that is slow at the moment hides the difference."""
    with tempfile.TemporaryDirectory() as folder:
        lines = [_new(Path(folder), "save of a case in a new office", 1.5)]
    if IN_MEMORY.is_dir():
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
            lines.append(_new(Path(folder), "the same in memory, no disk to wait for", None))
    return lines


def _new(folder: Path, what: str, goal: float | None) -> Line:
    made = make_office(
        folder / "office", "AP", "AP-01", "a passphrase for the bench, nothing secret"
    )
    with made.session as session:
        return save(session, folder, what, goal)


def save(session: Session, folder: Path, what: str, goal: float | None) -> Line:
    """Of cases that the office does not have; the raw database begins as a copy of the office."""
    raw = connect(folder / "raw.db", b"k" * 32)
    _same_tables(session.store._raw, raw)
    statements: list[Statement] = []

    run_statement = UnitOfWork._run

    def remember(unit: UnitOfWork, sql: str, values: Any = ()) -> Any:
        if not sql.startswith("SELECT"):
            statements.append((sql, values, isinstance(values, list)))
        return run_statement(unit, sql, values)

    UnitOfWork._run = remember  # type: ignore[method-assign, assignment]
    cases = iter(many(ROUNDS + 30, SEED))
    for _ in range(20):
        _replay(raw, _saved(session, cases, statements))
    waiting = deque([_saved(session, cases, statements)])

    def ours() -> None:
        waiting.append(_saved(session, cases, statements))

    def theirs() -> None:  # rows that were saved just before; one save is always ahead
        _replay(raw, waiting.popleft())

    one, other, ratio = in_turns(ours, theirs, ROUNDS)
    UnitOfWork._run = run_statement  # type: ignore[method-assign, assignment]
    raw.close()
    return Line(what, milliseconds(one), milliseconds(other), ratio, goal)


def _saved(session: Any, cases: Iterator[Any], statements: list[Statement]) -> list[Statement]:
    statements.clear()
    record.save(session, next(cases))
    return list(statements)


def _replay(raw: Any, statements: list[Statement]) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for sql, values, is_many in statements:
        if is_many:
            raw.executemany(sql, values)
        else:
            raw.execute(sql, values)
    raw.execute("COMMIT")


def _same_tables(source: Any, target: Any) -> None:
    """Schema and rows of the office as it was made, in the second database."""
    source.backup(target)
