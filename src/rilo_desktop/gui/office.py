"""The services as the window asks for them. Every method runs in the database worker.

Services are imported here, inside the methods: the window is painted before they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from rilo_desktop.records import Level, Record
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.changes import Changes
    from rilo_desktop.services.door import StoreFace
    from rilo_desktop.services.drafts import Caret, Reopened
    from rilo_desktop.services.lists import Found, Query, Row
    from rilo_desktop.services.progress import Progress
    from rilo_desktop.services.record import Stored
    from rilo_desktop.services.release import Exported
    from rilo_desktop.services.restore import Restored
    from rilo_desktop.services.session import Session
    from rilo_desktop.services.submit import Order, Preflight, Submitted


HELD = "held"
"""Name of the preference that keeps what pages hold while the office is locked."""


class Entered(NamedTuple):
    """Who is at work, where."""

    sign: str
    function: str
    role: str
    office_code: str
    office_name: str
    office_of_one: bool


class Office:
    """One store. Raises what the services raise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        assert self._session is not None, "the office is locked"
        return self._session

    def look(self) -> tuple[StoreFace, str] | None:
        """The store before it is opened, and the name of its office.

        None where nothing is yet, so that an office may be made there. Raises NoStore for a folder
        that holds something else.
        """
        from rilo_desktop.services.door import look_at
        from rilo_desktop.services.errors import NoStore

        try:
            face = look_at(self.folder)
        except NoStore:
            from rilo_desktop.services.first_run import is_free

            if is_free(self.folder):
                return None
            raise
        return face, _office_name(face.office_code)

    def enter(self, passphrase: str, sign: str) -> Entered:
        from rilo_desktop.services.door import unlock

        self.leave()
        access = unlock(self.folder, passphrase, sign)
        from rilo_desktop.services.session import enter  # read ahead while the key was derived

        self._session = enter(access, passphrase)
        return self._entered()

    def restore(
        self, file: Path, passphrase: str, sign: str, letter: str, progress: Progress
    ) -> tuple[Entered, Restored]:
        """Put a backup in the place of the office; whoever did it is in it. `letter`: of the
        workstation, "" where the program chooses."""
        from rilo_desktop.services import restore

        self.leave()
        done = restore.restore(
            file, self.folder, passphrase, sign, progress=progress, workstation=letter
        )
        self._session = done.session
        return self._entered(), done

    def recover(self, recovery_key: str, sign: str, new: str) -> Entered:
        """The recovery key gives an officer a new passphrase; the officer is in."""
        from rilo_desktop.services import keys

        self.leave()
        self._session = keys.recover(self.folder, recovery_key, sign, new)
        return self._entered()

    def choose_own(self, given: str, new: str, sign: str) -> Entered:
        """An officer takes another passphrase than the one that somebody gave them, and is in."""
        from rilo_desktop.services import keys

        self.leave()
        self._session = keys.choose_own(self.folder, given, new, sign)
        return self._entered()

    def _entered(self) -> Entered:
        assert self._session is not None
        officer = self._session.officer
        code = self._session.office_code
        return Entered(
            officer.sign,
            officer.function,
            officer.role,
            code,
            _office_name(code),
            self._session.office_of_one,
        )

    def named(self, entered: Entered) -> Entered:
        """The same, with the name of the office in the window's language of the moment."""
        return entered._replace(office_name=_office_name(entered.office_code))

    def leave(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def serve(self, service: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """What a service answers; it gets the session first."""
        return service(self.session, *args, **named)

    def is_free(self) -> bool:
        """May another question be answered now, or is an operation under way?"""
        return self._session is not None and not self._session.is_writing

    def find(self, query: Query) -> Found:
        from rilo_desktop.services import lists

        return lists.find(self.session, query)

    def page(self, found: Found, first: int, count: int) -> tuple[Row, ...]:
        from rilo_desktop.services import lists

        return lists.page(self.session, found, first, count)

    def counts(self, kinds: Sequence[str]) -> dict[str, int]:
        from rilo_desktop.services import lists

        return {kind: lists.count(self.session, kind) for kind in kinds}

    def names(self, kind: str) -> tuple[Row, ...]:
        """Every record of a kind that fields may name."""
        from dataclasses import replace

        from rilo_desktop.services import lists

        from .models.listed import further_titles, title_of

        query = lists.Query(kind, order="reference", descending=False)
        found = lists.find(self.session, query)
        rows = lists.page(self.session, found, 0, len(found.rows), further_titles(kind))
        return tuple(replace(row, title=title_of(row)) for row in rows)

    def new(self, kind: str) -> Record:
        from rilo_desktop.services import record

        made: Record = record.new(self.session, kind)
        return made

    def get(self, record_id: str) -> Stored:
        from rilo_desktop.services import record

        return record.get(self.session, record_id)

    def reopened(self, record_id: str) -> tuple[Reopened, Record | None]:
        """A record with its draft; an empty one too where it was never saved."""
        from rilo_desktop.services import drafts, record

        found = drafts.reopened(self.session, record_id)
        if found.stored is not None or found.draft is None:
            return found, None
        return found, record.new(self.session, found.draft.record.kind.code)

    def keep_draft(self, typed: Record, base: str, caret: Caret, raw: Mapping[str, str]) -> None:
        """From any thread. Who may not write has no drafts; a locked office takes none."""
        from rilo_desktop.rules.findings import Refused
        from rilo_desktop.services import drafts

        if self._session is not None:
            with suppress(Refused):
                drafts.keep(self._session, typed, base, caret, raw)

    def discard_draft(self, record_id: str) -> None:
        """From any thread."""
        from rilo_desktop.services import drafts

        if self._session is not None:
            drafts.discard(self._session, record_id)

    def flush_drafts(self) -> None:
        """From any thread; waits until they are on the disk, two seconds at most."""
        from rilo_desktop.services import drafts

        if self._session is not None:
            drafts.flush(self._session)

    def hold(self, held: Mapping[str, Any], at: str) -> None:
        """Keep what pages hold, encrypted in the store, until the officer is back."""
        import json

        from rilo_desktop.services import preferences

        preferences.keep(self.session, HELD, json.dumps({"held": held, "at": at}))

    def held(self) -> tuple[Mapping[str, Any], str] | None:
        """What was held, once; None where nothing was, or where nobody can read it any more."""
        from rilo_desktop.files import from_json
        from rilo_desktop.services import preferences

        text = preferences.read(self.session, HELD)
        if not text:
            return None
        preferences.keep(self.session, HELD, "")
        try:
            found = from_json(text)
            return dict(found["held"]), str(found["at"])
        except (ValueError, KeyError, TypeError):
            return None

    def save(self, changed: Record, base: str) -> tuple[Changes, Stored]:
        """Save, and what now stands in the store."""
        from rilo_desktop.services import record

        changes = record.save(self.session, changed, base)
        return changes, record.get(self.session, changed.id)

    def findings(self, judged: Record, profile: Level) -> tuple[Finding, ...]:
        from rilo_desktop.services import record

        return record.findings(self.session, judged, profile)

    def send(self, record_id: str) -> tuple[Changes, Stored]:
        from rilo_desktop.services import record, review

        changes = review.send(self.session, record_id)
        return changes, record.get(self.session, record_id)

    def preflight(self, order: Order) -> Preflight:
        from rilo_desktop.services import submit

        return submit.preflight(self.session, order)

    def send_out(self, order: Order, path: Path) -> tuple[Submitted, Exported | None]:
        """Prepare the submission; the PDF too, where nobody else must approve it first."""
        from rilo_desktop.services import release, submit

        made = submit.submit(self.session, order)
        if not made.released:
            return made, None
        return made, release.export(self.session, made.submission.reference, path)


def _office_name(code: str) -> str:
    """What an office is called, from the catalogue that the product ships."""
    import csv
    import io
    from importlib import resources

    from .texts import window_language

    file = resources.files("rilo_desktop.assets") / "catalogue" / "offices.csv"
    for line in csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))):
        if line.get("code") == code:
            return line.get(f"name_{window_language()}") or line.get("name_en") or code
    return code
