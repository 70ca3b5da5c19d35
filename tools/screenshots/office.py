"""What keeps the office: log, keys, backups, what must go, and a backup in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from rilo_desktop.gui.dialogs.restore.page import RescuePage
from rilo_desktop.gui.guide.guide_panel import GuidePanel
from rilo_desktop.gui.pages.log.page import LogPage
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.pages.office.retention import Kept

from .harness import Harness, NotHere, Scene
from .pages import in_sight

KEY = "7H2K-QW9D-41NV-XT6C-0MRB-PZ3F-8JYE-5GSA-K7DU-2WLH-94CX-QN1T-VB6M"
STICK = "/media/XX-01/STICK"


def _office(harness: Harness) -> OfficePage:
    return cast(OfficePage, harness.go("this-office"))


# --- the log


def _log(harness: Harness) -> LogPage:
    _office(harness)  # from where it is opened
    page = cast(LogPage, harness.go("log"))
    page.kind.setCurrentIndex(0)
    page.ask()
    return page


def _log_narrowed(harness: Harness) -> None:
    page = _log(harness)
    page.kind.setCurrentIndex(page.kind.findData("officers"))
    page.ask()


# --- keys


def _handover(harness: Harness) -> None:
    page = _office(harness)
    page.handover.advice.setPlainText("Ask before the meeting, not after it.")
    in_sight(harness, page.handover)


def _recovery_key(harness: Harness) -> None:
    keys = _keys(harness)
    harness.afterwards(keys.recovery.close_form)
    keys.renew.setEnabled(False)
    keys.recovery._show(KEY)
    in_sight(harness, keys)


def _recovery_key_asked(harness: Harness) -> None:
    _recovery_key(harness)
    _office(harness).keys.recovery.do.click()


def _keys(harness: Harness) -> Any:
    keys = _office(harness).keys
    if not keys.rekey.isEnabled():
        raise NotHere("only the head changes keys")
    return keys


def _rekey(harness: Harness) -> None:
    keys = _keys(harness)
    harness.afterwards(keys.rekeying.close_form)
    keys.rekey.click()
    harness.settle()
    names = ("XX-A-20261124T090000-000112.rilobackup", "XX-A-20261125T090000-000140.rilobackup")
    keys.rekeying._show(tuple(map(Path, names)))
    in_sight(harness, keys)


# --- the practice office


def _guide(harness: Harness) -> GuidePanel:
    """Beside Today, as it is in this office."""
    harness.go("today")
    harness.settle()
    guide = harness.window.guide
    if guide is None:
        raise NotHere("no practice office")
    guide.show()
    harness.settle()
    harness.afterwards(guide.remove)
    assert guide.panel is not None
    return guide.panel


def _guide_half(harness: Harness) -> None:
    """Five steps are done, and a case stands beside them."""
    from rilo_desktop.services.submissions.first_submission import GuidedProgress, GuidedStep

    panel = _guide(harness)
    harness.go("case-study")
    harness.settle()
    panel.show_progress(GuidedProgress(frozenset([*GuidedStep][:5]), "a case", ""))


def _guide_done(harness: Harness) -> None:
    from rilo_desktop.services.submissions.first_submission import GuidedProgress, GuidedStep

    _guide(harness).show_progress(GuidedProgress(frozenset(GuidedStep), "a case", "a submission"))


def _guide_help(harness: Harness) -> None:
    _guide(harness).help_button.click()
    assert harness.window.help is not None
    harness.afterwards(harness.window.help.remove)


def _reset(harness: Harness) -> None:
    page = _office(harness)
    if not harness.place.context.may_reset:
        raise NotHere("only the head of XX resets it")
    in_sight(harness, page.practice)


def _reset_asked(harness: Harness) -> None:
    _reset(harness)
    _office(harness).practice._confirm()


# --- backups


def _backups(harness: Harness) -> None:
    page = _office(harness)
    in_sight(harness, page.backups)


def _trouble(harness: Harness) -> None:
    """The stick is not there: a sentence at the foot, and on the page."""
    from rilo_desktop.gui.i18n import tr
    from rilo_desktop.services.office.backup import Schedule

    page, backups = _office(harness), harness.place.context.backups
    in_sight(harness, page.backups)
    harness.settle()
    harness.afterwards(backups.mended)
    said = "{wanted} is not there; the backup was made in {folder} on the office's own disk."
    backups.trouble = tr(said, wanted=STICK, folder="RILO office/backups")
    assert backups.state is not None
    from dataclasses import replace

    schedule = Schedule(STICK, 24)
    backups.take(replace(backups.state, schedule=schedule, place_is_there=False))


# --- what must go


def _purge(harness: Harness) -> None:
    page = _office(harness)
    form = page.going.purge
    harness.settle()
    if not form.isVisible():
        raise NotHere("somebody else purges")
    for field in (form.reference, form.text, form.reason):
        harness.afterwards(field.clear)
    form.reference.setText(_first_reference(harness))
    form.text.setText("J. Example")
    form.reason.setText("A person was named by mistake")
    in_sight(harness, page.going)
    harness.settle()


def _purge_asked(harness: Harness) -> None:
    _purge(harness)
    _office(harness).going.purge.do.click()


def _first_reference(harness: Harness) -> str:
    from rilo_desktop.services.records import lists

    found = harness.serve(lists.find, lists.Query("case-study"))
    rows = harness.serve(lists.page, found, 0, 1)
    if not rows:
        raise NotHere("no case study")
    return str(rows[0].reference)


def _due(harness: Harness) -> None:
    from rilo_desktop.services.records.retention import Due, RetentionRule

    page = _office(harness)
    form = page.going.retention
    rule = RetentionRule("case-study", 10)
    names = ("CS-AP-2014-003", "CS-AP-2015-011", "CS-AP-2016-001")
    days = ("2025-03-02", "2026-01-30", "2026-11-01")
    due = [Due(n, "case-study", n, day, rule) for n, day in zip(names, days, strict=True)]
    harness.afterwards(form.read)
    in_sight(harness, form)
    harness.settle()
    form._show(Kept((rule,), tuple(due)))


# --- today


def _unsaved(harness: Harness) -> None:
    """What was typed and not saved stands on Today."""
    from dataclasses import replace

    from rilo_desktop.services.records import drafts, record

    made: Any = harness.serve(record.new, "case-study")
    typed = replace(made, title="Perfume declared as hair oil")
    office = harness.window.office
    harness.afterwards(lambda: office.at_once(drafts.discard, typed.id))
    harness.serve(drafts.keep, typed)
    harness.serve(drafts.flush)
    harness.go("case-study")
    harness.go("today")


# --- a backup in the place of the office


def _rescue(harness: Harness) -> RescuePage:
    if harness.window.shell is not None:
        from rilo_desktop.services.office import backup

        Path("Stick").mkdir(exist_ok=True)
        harness.serve(backup.back_up, Path("Stick"))
        harness.window.flow.lock_at_once()  # a scene before may have left a text that is not saved
        harness.settle()
        harness.window.flow.show_rescue()
    elif harness.window.flow.rescue is None:
        harness.window.flow.show_rescue()
    harness.settle()
    return harness.child(RescuePage)


def _recover(harness: Harness) -> None:
    _rescue(harness)  # which locks the office, if it is open
    harness.window.flow.leave_rescue()
    harness.settle()
    harness.window.unlock.recover.click()


def _rescue_lost(harness: Harness, passphrase: str) -> None:
    page = _rescue(harness)
    if page.file.count() < 2:
        raise NotHere("no backup is known")
    page.file.setCurrentIndex(1)
    page._read_manifest()
    harness.settle()
    page.passphrase.setText(passphrase)
    page.ask.click()


def _rescue_refused(harness: Harness) -> None:
    _rescue_lost(harness, "not the passphrase")


def _rescue_shown(harness: Harness) -> None:
    _rescue_lost(harness, harness.passphrase)


SCENES = (
    Scene("log", _log),
    Scene("log-narrowed", _log_narrowed),
    Scene("office-handover", _handover),
    Scene("office-recovery-key", _recovery_key),
    Scene("office-recovery-key-asked", _recovery_key_asked),
    Scene("office-rekey", _rekey),
    Scene("guide", _guide),
    Scene("guide-half", _guide_half),
    Scene("guide-done", _guide_done),
    Scene("guide-help", _guide_help),
    Scene("office-reset", _reset),
    Scene("office-reset-asked", _reset_asked),
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
