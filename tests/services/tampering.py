# mypy: disable-error-code="call-arg, misc"
"""An insider with the key of the store in hand, and what they may try on its history."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rilo_desktop.records import CaseStudy, GoodsLine, Picture
from rilo_desktop.records.snapshots import canonical
from rilo_desktop.services.office import backup as back_up
from rilo_desktop.services.office import keys, officers
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import drafts, purge, record, record_comments
from rilo_desktop.services.submissions import submit
from rilo_desktop.store import keys as slots
from rilo_desktop.store import log, officer_rows, revisions
from rilo_desktop.store.access import Access
from rilo_desktop.store.engine import connect
from rilo_desktop.store.log import LogEntry
from rilo_desktop.store.picture_copies import PictureCopy
from rilo_desktop.store.queries import ReadSession
from rilo_desktop.store.revisions import Circumstances, Revision
from rilo_desktop.store.signatures import Signer
from small_catalogue import make_office

HEAD, ANALYST, GONE = "AP-01", "AP-02", "AP-03"
GIVEN = "a third passphrase of the second analyst"
PASSPHRASES = {
    HEAD: "a passphrase of the first officer",
    ANALYST: "a passphrase of the second analyst",
    GONE: "a passphrase of who left",
}


def _sha256(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Office:
    """Made once; every tampering gets a copy."""

    folder: Path
    backup: Path
    seeds: dict[str, bytes]
    """Signing keys, of who left too."""

    def copied(self, place: Path) -> Hand:
        shutil.copytree(self.folder, place)
        noted = place.with_suffix(".rilobackup")
        shutil.copy(self.backup, noted)
        (place / "backups" / "known.json").unlink(missing_ok=True)
        keyring = slots.read(place)
        slot, secret = slots.unseal(keyring, PASSPHRASES[HEAD], place, HEAD)
        raw = connect(place / slots.DATABASE, secret.store_key)
        return Hand(place, raw, Access(place, keyring, slot, secret), self, noted)


def an_office(folder: Path, clock: Callable[[], Any]) -> Office:
    """Three officers, one of them gone again; changes, a picture, a purge, a release, a backup."""
    made = make_office(folder / "office", "AP", HEAD, PASSPHRASES[HEAD], clock=clock)
    with made.session as session:
        officer_rows.add(session.store, ANALYST, "Analyst", "analyst", PASSPHRASES[ANALYST])
        officer_rows.add(session.store, GONE, "Clerk", "analyst", PASSPHRASES[GONE])
        keys.reset(session, ANALYST, made.recovery_key, GIVEN)
        _write(session)
    keys.choose_own(folder / "office", GIVEN, PASSPHRASES[ANALYST], ANALYST, clock).close()
    seeds = {sign: _seed(folder / "office", sign) for sign in PASSPHRASES}
    for sign in (ANALYST, GONE):
        with open_store(folder / "office", PASSPHRASES[sign], sign, clock) as session:
            record.save(session, CaseStudy(id=f"of-{sign}", title="written by a colleague"))
    with open_store(folder / "office", PASSPHRASES[HEAD], HEAD, clock) as session:
        officers.remove(session, GONE)
        officers.change(session, ANALYST, function="Senior analyst")
        record_comments.write(session, "case-2", "Is the weight right?", "goods")
        record_comments.write(session, "case-3", "Which port?")
        purge.purge_text(session, "case-1", "changed once", "a name in it")
        backup = back_up.back_up(session, folder / "noted.rilobackup").path
        record.save(session, CaseStudy(id="later", title="after the backup"))
        record.save(session, CaseStudy(id="last", title="the newest one"))
    return Office(folder / "office", backup, seeds)


def _write(session: Session) -> None:
    """Records with a history, one with a picture, one that was drafted."""
    name = _sha256(b"a picture")
    with session.unit("picture added") as unit:
        unit.write_attachment(name, "image/png", "a.png", b"a picture")
        copy = PictureCopy(name, "clean", _sha256(b"a copy"), 4, 3, b"a copy", b"a thumbnail")
        unit.write_copy(copy)
    for n in range(1, 4):
        case = CaseStudy(
            id=f"case-{n}",
            local_ref=f"N-{n}",
            title=f"Case {n} of watches",
            summary="Parcels and boxes" if n % 2 else "Boxes and crates",
            goods=(GoodsLine(description="Watches"), GoodsLine(description="Phones")),
            pictures=(Picture(sha256=name),) if n == 1 else (),
        )
        record.save(session, case)
        for words in ("changed once", "changed twice"):
            stored = record.get(session, case.id)
            record.save(session, replace(stored.record, modus_operandi=words), stored.revision)
    drafts.keep(session, CaseStudy(id="typed", title="not saved"))
    submit.keep(session, submit.SubmissionRequest("case-studies", title="A draft of a submission"))


def _seed(folder: Path, sign: str) -> bytes:
    keyring = slots.read(folder)
    return bytes(slots.unseal(keyring, PASSPHRASES[sign], folder, sign)[1].signing_key)


@dataclass
class Hand:
    """The database open past the program, and the means to sign."""

    folder: Path
    raw: Any
    access: Access
    office: Office
    backup: Path
    """With heads of the log, noted outside."""

    @property
    def reading(self) -> ReadSession:
        return ReadSession(self.raw)

    def run(self, sql: str, *values: Any) -> None:
        self.raw.execute(sql, values)

    def signer(self, sign: str) -> Signer:
        return Signer(self.office.seeds[sign])

    @property
    def stranger(self) -> Signer:
        """A key that no officer has."""
        return Signer(b"\7" * 32)

    # --- revisions

    def of(self, record_id: str, at: int = -1) -> Revision:
        """Of a record, oldest first; the newest where none is said."""
        return self.reading.revisions.of_record(record_id)[::-1][at]

    def put(self, old: Revision, new: Revision) -> None:
        """One in the place of another, in every row that names it."""
        self.run(
            "UPDATE revision SET id=?, record=?, kind=?, schema=?, number=?, parents=?, author=?, "
            "time=?, device=?, operation=?, digest=?, salt=?, content=?, signature=? WHERE id=?",
            *(new.id, new.record, new.kind, new.schema, new.number, json.dumps(list(new.parents))),
            *(new.author, new.time, new.device, new.operation, new.digest, new.salt),
            *(new.content, new.signature, old.id),
        )
        self.run("UPDATE record SET revision = ? WHERE revision = ?", new.id, old.id)

    def told_anew(self, old: Revision, signer: Signer, **changes: Any) -> Revision:
        """The revision with other words, author, ...; digest, id and signature fit."""
        about = replace(old, **changes)
        content = (about.content or "").encode()
        assert about.salt is not None
        about = replace(about, digest=revisions.digest_of(about.salt, content))
        circumstances = Circumstances(about.author, about.time, about.device, about.operation)
        head = revisions._head(
            about.kind,
            about.record,
            about.schema,
            about.number,
            about.parents,
            circumstances,
            about.digest,
        )
        name = _sha256(canonical(head))
        return replace(about, id=name, signature=signer.sign(bytes.fromhex(name)))

    def content_with(self, old: Revision, **values: Any) -> str:
        return canonical(old.snapshot() | values).decode()

    # --- the log

    def entry(self, seq: int) -> LogEntry:
        """Counted from the end where it is negative."""
        found = self.reading.log.entry(seq if seq > 0 else self.last + 1 + seq)
        assert found is not None
        return found

    @property
    def last(self) -> int:
        return self.reading.log.last

    def put_entry(self, new: LogEntry) -> None:
        self.run("DELETE FROM log WHERE seq = ?", new.seq)
        self.run("INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?,?)", *log.as_row(new))

    def say(
        self, action: str, officer: str, signer: Signer, revised: Sequence[str] = (), **detail: Any
    ) -> LogEntry:
        """One more entry at the end of the log."""
        before = self.entry(-1)
        made = log.entry(
            self.last + 1,
            before.time,
            officer,
            "A",
            action,
            detail,
            tuple(revised),
            before.hash,
            signer,
        )
        self.put_entry(made)
        return made

    def chained(self, first: int, signers: dict[str, Signer]) -> None:
        """Hash and sign the log anew from this entry on, as far as one has the keys."""
        for seq in range(first, self.last + 1):
            old, before = self.entry(seq), self.entry(seq - 1) if seq > 1 else None
            signer = signers.get(old.officer)
            made = log.entry(
                seq,
                old.time,
                old.officer,
                old.device,
                old.action,
                old.detail,
                old.revisions,
                before.hash if before else log.BEGINNING,
                signer or self.stranger,
            )
            self.put_entry(made if signer else replace(made, signature=old.signature))

    def cut(self, count: int) -> None:
        """The newest operations with all they made, rows and search text made anew."""
        self.run("DELETE FROM revision WHERE operation > ?", self.last - count)
        self.run("DELETE FROM log WHERE seq > ?", self.last - count)
        self.remake()

    def remake(self) -> None:
        """What is made from revisions, as the program's own repair does."""
        from rilo_desktop.store.repairing import rebuild

        self.raw.execute("BEGIN")
        rebuild(self.reading, lambda sql, values=(): self.raw.execute(sql, values), _silent)
        self.raw.execute("COMMIT")

    def close(self) -> None:
        self.raw.close()


def _silent(_done: int, _of: int) -> None: ...
