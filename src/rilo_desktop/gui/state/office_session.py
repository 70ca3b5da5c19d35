"""The office that the window shows: its folder, and the session of whoever is at work in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar, TypeVarTuple

from rilo_desktop.office_codes import PRACTICE_SECRETARIAT, SECRETARIAT

if TYPE_CHECKING:
    from rilo_desktop.services.office.progress import Progress
    from rilo_desktop.services.office.restore import Restored
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.office.unlock import StoreInfo

Ts = TypeVarTuple("Ts")
T = TypeVar("T")


class Entered(NamedTuple):
    """Who is at work, where."""

    sign: str
    function: str
    role: str
    office_code: str
    office_name: str
    office_of_one: bool


class OfficeSession:
    """One store, locked or open. What opens and closes it runs in the database worker, and raises
    what the services raise. Services are imported in the methods: the window is painted before.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        assert self._session is not None, "the office is locked"
        return self._session

    def is_free(self) -> bool:
        """May another question be answered now, or is an operation under way? From any thread."""
        return self._session is not None and not self._session.is_writing

    def read_info(self) -> tuple[StoreInfo, str] | None:
        """The store before it is opened, and the name of its office.

        None where nothing is yet, so that an office may be made there. Raises NoStore for a folder
        that holds something else.
        """
        from rilo_desktop.services.office.errors import NoStore
        from rilo_desktop.services.office.unlock import store_info

        try:
            face = store_info(self.folder)
        except NoStore:
            from rilo_desktop.services.office.first_run import is_free

            if is_free(self.folder):
                return None
            raise
        return face, _office_name(face.office_code)

    def enter(self, passphrase: str, sign: str) -> Entered:
        from rilo_desktop.services.office.unlock import unlock

        self.leave()
        access = unlock(self.folder, passphrase, sign)
        from rilo_desktop.services.office.session import (
            enter,  # read ahead while the key was derived
        )

        return self._opened(enter(access, passphrase))

    def restore(
        self, file: Path, passphrase: str, sign: str, letter: str, progress: Progress
    ) -> tuple[Entered, Restored]:
        """Put a backup in the place of the office; whoever did it is in it. `letter`: of the
        workstation, "" where the program chooses."""
        from rilo_desktop.services.office import restore

        self.leave()
        done = restore.restore(
            file, self.folder, passphrase, sign, progress=progress, workstation=letter
        )
        return self._opened(done.session), done

    def reset_practice(self, passphrase: str, sign: str, progress: Progress) -> Entered:
        """A new practice office in the place of this one; whoever asked is in it."""
        from rilo_desktop.services.office import practice_reset

        self.leave()
        done = practice_reset.reset_practice(self.folder, passphrase, sign, progress=progress)
        return self._opened(done.session)

    def recover(self, recovery_key: str, sign: str, new: str) -> Entered:
        """The recovery key gives an officer a new passphrase; the officer is in."""
        from rilo_desktop.services.office import keys

        self.leave()
        return self._opened(keys.recover(self.folder, recovery_key, sign, new))

    def choose_own(self, given: str, new: str, sign: str) -> Entered:
        """An officer takes another passphrase than the one that somebody gave them, and is in."""
        from rilo_desktop.services.office import keys

        self.leave()
        return self._opened(keys.choose_own(self.folder, given, new, sign))

    def leave(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def serve(self, service: Callable[[Session, *Ts], T], *args: *Ts) -> T:
        return service(self.session, *args)

    def at_once(self, service: Callable[[Session, *Ts], object], *args: *Ts) -> None:
        """In this thread, for the services that any thread may call; not in a locked office."""
        session = self._session
        if session is not None:
            service(session, *args)

    def _opened(self, session: Session) -> Entered:
        self._session = session
        officer, code = session.officer, session.office_code
        return Entered(
            officer.sign,
            officer.function,
            officer.role,
            code,
            _office_name(code),
            session.office_of_one,
        )


def named(entered: Entered) -> Entered:
    """The same, with the name of the office in the window's language of the moment."""
    return entered._replace(office_name=_office_name(entered.office_code))


def _office_name(code: str) -> str:
    """What an office is called, from the catalogue that the product ships."""
    import csv
    import io
    from importlib import resources

    from ..i18n import tr, window_language

    for folder in ("catalogue", "practice"):
        file = resources.files("rilo_desktop.assets") / folder / "offices.csv"
        for line in csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))):
            if line.get("code") == code:
                return line.get(f"name_{window_language()}") or line.get("name_en") or code
    names = {PRACTICE_SECRETARIAT: tr("Practice Secretariat"), SECRETARIAT: tr("WCO Secretariat")}
    return names.get(code, code)
