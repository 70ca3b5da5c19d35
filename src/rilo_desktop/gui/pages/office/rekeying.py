"""A new key for the store: what becomes of the backups under the old one is chosen first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from rilo_desktop.services.deferred import rekey

from ...context import PageContext
from ...i18n import plural, sentence, tr
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.buttons import button
from ...widgets.error_messages import explained, is_cancelled
from ...widgets.labels import Label
from ...widgets.layouts import hbox, lay_out, vbox

if TYPE_CHECKING:
    from rilo_desktop.services.office.progress import Progress
    from rilo_desktop.services.office.rekey import Rekeyed
    from rilo_desktop.services.office.session import Session

MOST = 6
"""Backups that are named."""


class RekeyForm(QWidget):
    rekeyed = Signal(object)
    """The `Rekeyed`."""
    closed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.old = Label("", SMALL, tone="text2", wrap=True)
        self.choices = {
            "renew": QRadioButton(tr("Make a new backup, then remove these")),
            "keep": QRadioButton(tr("Keep them: anyone with the old key can still open them")),
            "destroy": QRadioButton(tr("Delete them without making a new backup")),
        }
        self._group = QButtonGroup(self)
        for made in self.choices.values():
            made.setAccessibleName(made.text())
            self._group.addButton(made)
        self.choices["renew"].setChecked(True)
        self._ways = vbox(*self.choices.values(), gap=6)
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self.do = button(tr("Replace the office key"), self._go, "primary")
        about = tr(
            "Everything is encrypted again under the new key. Passphrases and the recovery "
            "key stay valid. If you cancel, or the power fails, the old key stays in use. "
            "First remove the officer who left."
        )
        vbox(
            12,
            Label(tr("New key for the office"), weight=MEDIUM),
            2,
            Label(about, SMALL, tone="text2", wrap=True),
            10,
            self.old,
            8,
            self._ways,
            4,
            self.message,
            8,
            hbox(None, button(tr("Cancel"), self.close_form), self.do, gap=8),
            into=self,
        )

    def begin(self) -> None:
        self.message.hide()
        self.do.setEnabled(False)
        self._context.serve(rekey.old_backups, then=self._show, failed=self._refuse, owner=self)

    def _show(self, found: tuple[Path, ...]) -> None:
        names = ", ".join(path.name for path in found[:MOST]) + "."
        said = plural(
            "{count} backup within reach opens with the old key:",
            "{count} backups within reach open with the old key:",
            len(found),
        )
        more = tr("{count} more", count=len(found) - MOST) if len(found) > MOST else ""
        none = tr("No backup within reach opens with the old key.")
        said = " ".join(part for part in (said, names, more) if part) if found else none
        self.old.setText(
            f"{said} {tr('Backups on USB drives that are not connected are not changed.')}"
        )
        self._ways.setVisible(bool(found))
        self.show()
        lay_out()
        self.do.setEnabled(True)
        self.do.setFocus()

    def close_form(self) -> None:
        self.hide()
        self.closed.emit()

    @property
    def way(self) -> str:
        return next(key for key, made in self.choices.items() if made.isChecked())

    def _go(self) -> None:
        self.message.hide()
        self.do.setEnabled(False)
        self._context.serve(
            _rekey,
            self.way,
            working=tr("Replacing the office key"),
            then=self._on_rekeyed,
            failed=self._refuse,
            owner=self,
        )

    def _on_rekeyed(self, done: Rekeyed) -> None:
        self.close_form()
        said = [tr("The office has a new key.")]
        if done.renewed is not None:
            said.append(tr("The new backup is {path}.", path=done.renewed))
        if done.removed:
            count = len(done.removed)
            said.append(
                plural(
                    "{count} old backup was removed.", "{count} old backups were removed.", count
                )
            )
        tell = self._context.warned if done.findings else self._context.told
        tell.emit(" ".join((*said, *map(sentence, done.findings))))
        self._context.backups.mended()
        self.rekeyed.emit(done)

    def _refuse(self, error: BaseException) -> None:
        said = tr("Cancelled: the old key stays.") if is_cancelled(error) else explained(error)
        self.message.setText(said)
        self.message.show()
        self.show()
        self.do.setEnabled(True)


def _rekey(session: Session, way: str, progress: Progress) -> Rekeyed:
    from rilo_desktop.services.office import rekey

    return rekey.rekey(session, rekey.Old(way), progress)
