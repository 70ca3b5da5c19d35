"""What keeps the office: log, keys, backups, what must go, and a backup in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from ..log_page.page import LogPage
from ..office_page.page import OfficePage
from ..office_page.retention import Kept
from ..rescue.page import RescuePage
from .pages import in_sight
from .stage import NotHere, Scene, Stage

KEY = "7H2K-QW9D-41NV-XT6C-0MRB-PZ3F-8JYE-5GSA-K7DU-2WLH-94CX-QN1T-VB6M"
STICK = "/media/AP-01/STICK"


def _office(stage: Stage) -> OfficePage:
    return cast(OfficePage, stage.go("this-office"))


# --- the log


def _log(stage: Stage) -> LogPage:
    _office(stage)  # from where it is opened
    page = cast(LogPage, stage.go("log"))
    page.kind.setCurrentIndex(0)
    page.ask()
    return page


def _log_narrowed(stage: Stage) -> None:
    page = _log(stage)
    page.kind.setCurrentIndex(page.kind.findData("officers"))
    page.ask()


# --- keys


def _recovery_key(stage: Stage) -> None:
    keys = _keys(stage)
    stage.afterwards(keys.recovery.close_form)
    keys.renew.setEnabled(False)
    keys.recovery._show(KEY)
    in_sight(stage, keys)


def _recovery_key_asked(stage: Stage) -> None:
    _recovery_key(stage)
    _office(stage).keys.recovery.do.click()


def _keys(stage: Stage) -> Any:
    keys = _office(stage).keys
    if not keys.rekey.isEnabled():
        raise NotHere("only the head changes keys")
    return keys


def _rekey(stage: Stage) -> None:
    keys = _keys(stage)
    stage.afterwards(keys.rekeying.close_form)
    keys.rekey.click()
    stage.settle()
    names = ("AP-A-20261124T090000-000112.rilobackup", "AP-A-20261125T090000-000140.rilobackup")
    keys.rekeying._show(tuple(map(Path, names)))
    in_sight(stage, keys)


# --- backups


def _backups(stage: Stage) -> None:
    page = _office(stage)
    in_sight(stage, page.backups)


def _trouble(stage: Stage) -> None:
    """The stick is not there: a sentence at the foot, and on the page."""
    from rilo_desktop.services.back_up import Schedule

    from ..texts import tr

    page, backups = _office(stage), stage.place.desk.backups
    in_sight(stage, page.backups)
    stage.settle()
    stage.afterwards(backups.mended)
    said = "{wanted} is not there; the backup was made in {folder} on the office's own disk."
    backups.trouble = tr(said, wanted=STICK, folder="RILO office/backups")
    assert backups.state is not None
    from dataclasses import replace

    schedule = Schedule(STICK, 24)
    backups.state = replace(backups.state, schedule=schedule, place_is_there=False)
    backups.known.emit()


# --- what must go


def _purge(stage: Stage) -> None:
    page = _office(stage)
    form = page.going.purge
    if not form.isVisible():
        raise NotHere("somebody else purges")
    for field in (form.reference, form.text, form.reason):
        stage.afterwards(field.clear)
    form.reference.setText(_first_reference(stage))
    form.text.setText("J. Example")
    form.reason.setText("A person was named by mistake")
    in_sight(stage, page.going)
    stage.settle()


def _purge_asked(stage: Stage) -> None:
    _purge(stage)
    _office(stage).going.purge.do.click()


def _first_reference(stage: Stage) -> str:
    from rilo_desktop.services import lists

    found = stage.serve(lists.find, lists.Query("case-study"))
    rows = stage.serve(lists.page, found, 0, 1)
    if not rows:
        raise NotHere("no case study")
    return str(rows[0].reference)


def _due(stage: Stage) -> None:
    from rilo_desktop.services.retention import Due, Rule

    page = _office(stage)
    form = page.going.retention
    rule = Rule("case-study", 10)
    names = ("CS-AP-2014-003", "CS-AP-2015-011", "CS-AP-2016-001")
    days = ("2025-03-02", "2026-01-30", "2026-11-01")
    due = [Due(n, "case-study", n, day, rule) for n, day in zip(names, days, strict=True)]
    stage.afterwards(form.read)
    in_sight(stage, form)
    stage.settle()
    form._show(Kept((rule,), tuple(due)))


# --- today


def _unsaved(stage: Stage) -> None:
    """What was typed and not saved stands on Today."""
    from dataclasses import replace

    from rilo_desktop.services import drafts, record

    made: Any = stage.serve(record.new, "case-study")
    typed = replace(made, title="Perfume declared as hair oil")
    office = stage.window.office
    stage.afterwards(lambda: office.at_once(drafts.discard, typed.id))
    stage.serve(drafts.keep, typed)
    stage.serve(drafts.flush)
    stage.go("case-study")
    stage.go("today")


# --- a backup in the place of the office


def _rescue(stage: Stage) -> RescuePage:
    if stage.window.workplace is not None:
        from rilo_desktop.services import back_up

        Path("Stick").mkdir(exist_ok=True)
        stage.serve(back_up.back_up, Path("Stick"))
        stage.window.show_rescue()
    elif stage.window.rescue is None:
        stage.window.show_rescue()
    stage.settle()
    return stage.child(RescuePage)


def _recover(stage: Stage) -> None:
    if stage.window.rescue is not None:
        stage.window._leave_rescue()
    stage.settle()
    stage.window.unlock.recover.click()


def _rescue_lost(stage: Stage, passphrase: str) -> None:
    page = _rescue(stage)
    if page.file.count() < 2:
        raise NotHere("no backup is known")
    page.file.setCurrentIndex(1)
    page._look()
    stage.settle()
    page.passphrase.setText(passphrase)
    page.ask.click()


def _rescue_refused(stage: Stage) -> None:
    _rescue_lost(stage, "not the passphrase")


def _rescue_shown(stage: Stage) -> None:
    import os

    _rescue_lost(stage, os.environ.get("RILO_PASSPHRASE", ""))


SCENES = (
    Scene("log", _log),
    Scene("log-narrowed", _log_narrowed),
    Scene("office-recovery-key", _recovery_key),
    Scene("office-recovery-key-asked", _recovery_key_asked),
    Scene("office-rekey", _rekey),
    Scene("office-backups", _backups),
    Scene("office-backups-trouble", _trouble),
    Scene("office-purge", _purge),
    Scene("office-purge-asked", _purge_asked),
    Scene("office-due", _due),
    Scene("today-unsaved", _unsaved),
)
RESCUE = (
    Scene("rescue", _rescue),
    Scene("rescue-refused", _rescue_refused),
    Scene("rescue-lost", _rescue_shown),
    Scene("recover", _recover),
)
"""They lock the office: after all others."""
