"""A store: the folder of an office with its encrypted database and its keys."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from rilo_desktop.files import read_through, remove_unfinished

from . import (
    draft_keys,
    drafts,
    keys,
    log,
    log_tail,
    numbering,
    preference_rows,
    purging,
    refusals,
    rekeying,
    restoring,
)
from .access import Access
from .backup import (
    BACKUPS,
    SILENT,
    BackupSource,
    Say,
    before_migration,
    free_name,
    make,
    own_place,
    stamp,
)
from .backup_file import BackupFile
from .clock import Clock
from .draft_keeper import DraftWriter
from .drafts import Journal, Owner, Unfit, drop_everywhere
from .engine import connect
from .errors import (
    BackupUnwritten,
    ForeignLog,
    MigrationFailed,
    NotRekeyed,
    StoreDamaged,
    StoreError,
    StoreGone,
    StoreLocked,
    StoreReplaced,
    StoreUnwritable,
    WrongPassphrase,
)
from .file_identity import CHANGED, FileIdentity
from .keys import DATABASE as DATABASE
from .queries import ReadSession
from .schema import check_known, head, schema_of
from .signatures import Signer
from .tables import OFFICE_ITSELF
from .transaction import LogEnds, UnitOfWork, Writer


class Store:
    """An open store, used by one thread at a time. `close` it, or use it in a `with` statement."""

    def __init__(
        self,
        folder: Path,
        raw: Any,
        access: Access,
        clock: Clock,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.access = access
        self.missing = 0
        """Operations that it had when it was last written and has no more; -1: it had others."""
        self.ahead = ""
        """Time of the newest entry of the log, where the clock was before it when it was opened."""
        self._raw = raw
        self._witness = FileIdentity(folder)
        self._is_read = False
        """A reading goes on that began with the database of this store."""
        self._mark = log_tail.LogTailFile(folder)
        self._rescued = ""
        self._ends = LogEnds()
        self._writer = Writer(
            access.sign, access.keyring.office_code, access.keyring.workstation, access.signer
        )

    @property
    def office_code(self) -> str:
        return self.access.keyring.office_code

    @property
    def workstation(self) -> str:
        """The letter in its references."""
        return self.access.keyring.workstation

    @property
    def broken_keys(self) -> tuple[str, ...]:
        """Names of the copies of the keys that cannot open the store."""
        return keys.broken_copies(self.folder, self.access.keyring)

    @property
    def is_writing(self) -> bool:
        """Is an operation under way?"""
        return bool(self._raw.in_transaction)

    @property
    def sign(self) -> str:
        """Of the officer who opened it."""
        return self.access.sign

    def writer(self, signer: Signer) -> Writer:
        """The officer at work, signing with another key."""
        return replace(self._writer, signer=signer)

    def sign_with(self, signing_key: bytearray) -> None:
        """From now on, with the key that the database knows since the last operation."""
        self.access.sign_with(signing_key)
        self._writer = self.writer(self.access.signer)

    @contextmanager
    def unit(self, action: str, writer: Writer | None = None) -> Iterator[UnitOfWork]:
        """One operation: committed when the block ends, wholly undone when it raises.

        Raises StoreUnwritable where the disk refuses, StoreDamaged where the file is broken.
        """
        if self._raw.in_transaction:
            raise RuntimeError("an operation cannot begin inside another one")
        self._refuse_replaced()
        try:
            self._raw.execute("BEGIN IMMEDIATE")
            yield from self._operation(action, writer or self._writer)
        except dbapi2.DatabaseError as error:
            raise refusals.of_operation(self.folder, error) from error

    def _operation(self, action: str, writer: Writer) -> Iterator[UnitOfWork]:
        unit = UnitOfWork(self._raw, writer, action, self.clock(), self._ends)
        is_kept = False
        try:
            yield unit
            if not unit.is_abandoned:
                unit.finish()
                self._raw.execute("COMMIT")
                is_kept = True
                self._mark.note(self._ends.operation, self._ends.hash)
        finally:
            unit.end()
            if not is_kept:
                self._ends.forget()
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
            self._witness.renew()

    def _refuse_replaced(self) -> None:
        """Raises StoreReplaced, StoreGone."""
        change = self._witness.change()
        if change is None:
            return
        with contextlib.suppress(StoreError):
            self._rescued = self._rescued or str(self._rescue())
        if self._rescued:
            raise StoreReplaced(self.folder, what=change, rescued=self._rescued)
        raise StoreGone(self.folder, what=change)

    def _rescue(self) -> Path:
        """What is still open, as a backup. Raises BackupUnwritten."""
        name = f"rescued-{stamp(self.clock().isoformat())}"
        return self.back_up(free_name(own_place(self.folder), name)).path

    @contextmanager
    def purging(self, action: str) -> Iterator[UnitOfWork]:
        """A unit whose deletions leave nothing in the files. Raises as `unit`."""
        with purging.overwriting(self._raw), self.unit(action) as unit:
            yield unit
        self._witness.renew()

    @contextmanager
    def reading(self) -> Iterator[ReadSession]:
        """Everything that can be asked of the store; inside a unit, as the unit sees it."""
        try:
            is_same = self._is_read or self._witness.change() is None
            before, self._is_read = self._is_read, is_same
            try:
                yield ReadSession(self._raw, self.office_code)
            except dbapi2.DatabaseError:
                is_same = False  # the database itself failed: it may be another one now
                raise
            finally:
                self._is_read = before
                if is_same:  # also where what was asked of it failed
                    self._witness.renew()  # a check puts the write-ahead log into the file
        except dbapi2.DatabaseError as error:
            raise refusals.of_operation(self.folder, error) from error

    def prefer(self, name: str, value: str, of_office: bool = False) -> None:
        """Keep what the officer who opened the store chose, or the office; "" forgets it.

        No operation of the log: it changes no record. Raises StoreUnwritable, StoreDamaged.
        """
        if self._raw.in_transaction:
            raise RuntimeError("a preference is no part of an operation")
        if not self._is_read:  # in a check, which changes the file itself
            self._refuse_replaced()
        whose = OFFICE_ITSELF if of_office else self.sign
        try:
            preference_rows.keep(self._raw.execute, whose, name, value)
        except dbapi2.DatabaseError as error:
            raise refusals.of_operation(self.folder, error) from error

    def is_passphrase_of_somebody(self, passphrase: str) -> bool:
        """Does it open a slot of this store?"""
        try:
            keys.unseal(self.access.keyring, passphrase, self.folder)
        except WrongPassphrase:
            return False
        return True

    def rekey(self, progress: Callable[[int, int, str], None]) -> None:
        """Give the store another key; who was removed cannot open it any more, whatever they kept.

        Raises NotRekeyed, and what `progress` raises: then it is as it was. Every slot must have a
        box (`rekeying.without_box`).
        """
        key = keys.new_key()
        try:
            rekeying.copied(self.access, self._raw, key, self._writer, self.clock(), progress)
        except (OSError, dbapi2.Error, rekeying.NotWhole) as error:
            raise NotRekeyed(self.folder, reason=refusals.why(error, self.folder)) from error
        try:
            rekeying.put_in_place(self.access, self._raw, key)
        except (OSError, dbapi2.Error) as error:
            raise NotRekeyed(self.folder, reason=refusals.why(error, self.folder)) from error
        finally:
            keys.wipe(key)
            self._reconnect()

    def drafts(self) -> DraftWriter:
        """The drafts of the officer who opened it; close it before the store."""
        return DraftWriter(self.journal())

    def journal(self) -> Journal:
        """Where the drafts of this officer lie, under the keys of today."""
        owner = Owner(self.access.keyring.store, self.sign)
        key = self.access.key_for(draft_keys.PURPOSE)
        return Journal(self.folder, owner, key, self._older_draft_keys())

    def drop_drafts(self, signs: Sequence[str], name: str, unfit: Unfit) -> int:
        """Take a draft that is unfit out of these officers' journals. Raises StoreUnwritable."""
        store, key = self.access.keyring.store, self.access.key_for(draft_keys.PURPOSE)
        older = self._older_draft_keys()
        try:
            return drop_everywhere(self.folder, store, signs, key, older, name, unfit)
        except OSError as error:
            raise StoreUnwritable(self.folder, reason=refusals.why(error, self.folder)) from error

    def _older_draft_keys(self) -> list[bytes]:
        with self.reading() as reading:
            return draft_keys.older(reading.office.setting(draft_keys.OLDER))

    def _reconnect(self) -> None:
        """To the database that stands there now."""
        with contextlib.suppress(dbapi2.Error):
            self._raw.close()
        self._raw = _connect(self.folder, self.access.secret.store_key)
        self._witness = FileIdentity(self.folder)
        self._ends.forget()

    def back_up(
        self,
        path: Path,
        say: Say = SILENT,
        before_named: Callable[[BackupFile], None] = lambda _made: None,
    ) -> BackupFile:
        """A verified copy at `path`, with the slots that open it.

        Raises BackupUnwritten, and what `say` and `before_named` raise; then what stood there
        still does.
        """
        access = self.access
        key, now = access.secret.store_key, self.clock().isoformat(timespec="seconds")
        source = BackupSource(self._raw, key, access.keyring, access.sign, access.signer, now)
        return make(source, path, say, before_named)

    def close(self) -> None:
        """Leaves one database file: what is in the write-ahead log goes into it first."""
        with contextlib.suppress(dbapi2.Error):  # the log then stays, and is read when opened
            self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        ends, numbers = (0, ""), None
        with contextlib.suppress(dbapi2.Error):  # closed already, or it cannot be read
            ends = log_tail.end_of_log(self._raw)
            numbers = numbering.at_close(self._raw.execute, self.office_code, self.workstation)
        is_same = self._witness.change() in (None, CHANGED)
        self._raw.close()
        self._mark.close()
        if is_same:
            log_tail.end(self.folder, *ends, numbers)
        self.access.forget()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def opened(access: Access, clock: Clock) -> Store:
    """The store whose slot was opened. Raises StoreLocked, StoreDamaged, StoreTooNew."""
    folder, key = access.folder, access.secret.store_key
    raw = _connect(folder, key)
    try:
        now = clock()
        source = BackupSource(raw, key, access.keyring, access.sign, access.signer, now.isoformat())
        schema = _known_schema(folder, raw)
        missing = log_tail.missing(folder, raw)
        log_tail.begin(folder, raw)
        newest = log.newest_time(raw.execute)
        for place in (folder, folder / BACKUPS, folder / drafts.FOLDER):
            remove_unfinished(place)
        if schema != head():
            _bring_up_to_date(folder, raw, source)
        store = Store(folder, raw, access, clock)
        store.missing, store.ahead = missing, newest if log.is_after(newest, now) else ""
        return store
    except dbapi2.DatabaseError as error:
        raw.close()
        raise refusals.of_opening(folder, error) from error
    except BaseException:
        raw.close()
        raise


def _connect(folder: Path, key: bytes | bytearray) -> Any:
    path = folder / DATABASE
    if not path.is_file():
        raise StoreDamaged(folder, what=f"{DATABASE} is missing")
    if path.stat().st_size == 0:
        raise StoreDamaged(folder, what=f"{DATABASE} is empty")
    if log_tail.has_foreign_log(folder):
        raise ForeignLog(folder, log=f"{DATABASE}-wal")
    before = path.stat()
    try:
        raw = _connected(path, key)
    except (OSError, dbapi2.DatabaseError) as error:
        raise refusals.of_opening(folder, error) from error
    if not os.path.samestat(before, path.stat()):  # re-keyed by another program meanwhile
        raw.close()
        raise StoreLocked(folder)
    return raw


def _connected(path: Path, key: bytes | bytearray) -> Any:
    """SQLCipher takes a read that the disk refused for a damaged page: the disk is asked itself,
    and the database once more. Raises OSError, dbapi2.DatabaseError."""
    try:
        return _readable(connect(path, key))
    except dbapi2.DatabaseError as error:
        if not refusals.is_damage(error):
            raise
    read_through(path)
    return _readable(connect(path, key))


def _readable(raw: Any) -> Any:
    try:
        schema_of(raw)
    except BaseException:
        raw.close()
        raise
    return raw


def _known_schema(folder: Path, raw: Any) -> str:
    """Raises StoreTooNew, StoreOfNoRelease, StoreDamaged, dbapi2.DatabaseError; then nothing was
    written.
    """
    schema = schema_of(raw)
    if schema == "":
        raise StoreDamaged(folder, what=f"{DATABASE} holds no office")
    check_known(folder, schema)
    return schema


def _bring_up_to_date(folder: Path, raw: Any, source: BackupSource) -> None:
    """Migrate an older store, after a verified backup. Raises StoreUnwritable."""
    try:
        before_migration(folder, source, head())
        upgrade(raw)
    except (OSError, BackupUnwritten, MigrationFailed, dbapi2.Error) as error:
        raise StoreUnwritable(folder, reason=refusals.why(error, folder)) from error


def finish_restore(folder: Path) -> None:
    """One that was cut off after it was ready. Raises StoreUnwritable."""
    try:
        restoring.finish(folder)
    except OSError as error:
        raise StoreUnwritable(folder, reason=refusals.why(error, folder)) from error


def upgrade(raw: Any) -> None:
    from .migrate import upgrade

    upgrade(raw)
