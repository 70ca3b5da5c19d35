"""The first run: an office is made once its recovery key is on paper; a sample office beside it.

An office is made beside its place, under a name that nobody opens, and moved there whole: ended
half-way, there is nothing at its place, and the next start begins anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.office_codes import PRACTICE_SECRETARIAT, SECRETARIAT
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.store import (
    AlreadyThere,
    StoreUnwritable,
    discard_unfinished,
    new_recovery_key,
)

from ..receiving.practice_work import add_work
from . import officers
from .create_office import (
    NETWORK,
    PRACTICE,
    add_sample,
    check_place,
    make_office,
    office_rows,
)
from .progress import SILENT, Progress

__all__ = ["new_recovery_key"]

SAMPLE_OFFICE, SAMPLE_OFFICER = "XX", "XX-01"
SAMPLE_PASSPHRASE = "this sample office holds nothing secret"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the officer decided. `office`: a code of the catalogue; `workstation`: A to Z."""

    office: str
    sign: str
    function: str
    workstation: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfficeChoice:
    """An office the product knows; `names`: language -> name."""

    code: str
    names: Mapping[str, str]


def offices() -> tuple[OfficeChoice, ...]:
    """The offices of the network and the Secretariat, then the same for practice."""
    return (
        *(_choice(row) for row in office_rows(NETWORK)),
        OfficeChoice(SECRETARIAT, _in_each("WCO Secretariat")),
        *(_choice(row) for row in office_rows(PRACTICE)),
        OfficeChoice(PRACTICE_SECRETARIAT, _in_each("Practice Secretariat")),
    )


def _in_each(message: str) -> Mapping[str, str]:
    return {code: catalogue(code).text(message) for code in window_languages()}


def is_free(folder: Path) -> bool:
    """May an office be made here: is nothing there, or an empty folder?"""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def check(plan: Plan) -> None:
    """Raises Refused with what must be changed before a key is shown."""
    check_place(plan.office, plan.workstation)
    officers.check(plan.sign, "head", plan.passphrase, plan.function, plan.office)


def is_last_group(recovery_key: str, typed: str) -> bool:
    """Is this the end of the key, however it is written?"""
    return "".join(typed.split()).strip("-").upper() == recovery_key.rpartition("-")[2]


def set_up(folder: Path, plan: Plan, recovery_key: str) -> None:
    """Make the office; the officer opens it afterwards with the passphrase.

    Raises Refused, AlreadyThere, StoreUnwritable; then nothing is there.
    """
    _made_beside(folder, lambda at: _make(at, plan, recovery_key))


def set_up_sample(folder: Path, progress: Progress = SILENT) -> Path:
    """A sample office beside this folder, opened with `SAMPLE_PASSPHRASE`; returns where it is.

    One that is there already stays as it is. Raises StoreUnwritable and Cancelled.
    """
    place = folder.with_name(f"{folder.name}-sample")
    if not place.exists():
        _made_beside(place, lambda at: _make_sample(at, progress))
    return place


def _make(at: Path, plan: Plan, recovery_key: str) -> None:
    make_office(
        at,
        plan.office,
        plan.sign,
        plan.passphrase,
        plan.function,
        plan.workstation,
        recovery_key=recovery_key,
    ).session.close()


def _make_sample(at: Path, progress: Progress) -> None:
    made = make_office(at, SAMPLE_OFFICE, SAMPLE_OFFICER, SAMPLE_PASSPHRASE)
    with made.session as session:
        add_sample(session, progress)
        add_work(session, progress)


def _made_beside(folder: Path, make: Callable[[Path], None]) -> None:
    folder = folder.absolute()
    if not is_free(folder):
        raise AlreadyThere(folder)
    beside = folder.with_name(f".{folder.name}.unfinished")
    discard_unfinished(beside)
    try:
        make(beside)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except OSError as error:
        raise StoreUnwritable(folder, reason=why(error)) from error
    finally:
        discard_unfinished(beside)


def _choice(row: ImportRow) -> OfficeChoice:
    return OfficeChoice(row.local_ref, dict(row.values["name"]))
