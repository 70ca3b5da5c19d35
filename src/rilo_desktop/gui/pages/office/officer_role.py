"""Another role or function for an officer of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.services.deferred import officers

from ...context import PageContext
from ...i18n import tr
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import explained
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox
from .role_box import role_box

if TYPE_CHECKING:
    from rilo_desktop.services.office.officers import OfficerRow


class RoleForm(QWidget):
    """Opens with what the officer has. Another officer has it from the next unlock on, whoever
    changes their own role at once."""

    changed = Signal(str)
    """The officer's ID."""
    closed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.sign = self._before = ""
        self._heading = Label("", weight=MEDIUM)
        self.function, self.role = QLineEdit(), role_box()
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self.do = button(tr("Save role and function"), self._save, "primary")
        self.function.returnPressed.connect(self._save)
        vbox(
            self._heading,
            8,
            hbox(
                (labelled(tr("Function"), self.function, tr("As it is printed")), 2),
                (labelled(tr("Role"), self.role), 2),
                gap=12,
            ),
            4,
            self.message,
            12,
            hbox(None, button(tr("Cancel"), self._close), self.do, gap=8),
            into=self,
        )

    @property
    def chosen(self) -> tuple[str, str]:
        """Role and function."""
        return str(self.role.currentData()), self.function.text().strip() or self._before

    def begin(self, officer: OfficerRow) -> None:
        self.sign, self._before = officer.sign, officer.function
        self._heading.setText(tr("Role and function of {sign}", sign=officer.sign))
        self.function.setText(officer.function)
        self.role.setCurrentIndex(self.role.findData(officer.role))
        self._show_message("")
        self.show()
        self.role.setFocus()

    def _save(self) -> None:
        self.do.setEnabled(False)
        self._context.serve(
            officers.change,
            self.sign,
            self.role.currentData(),
            self.function.text().strip(),
            then=lambda _none: self._on_changed(),
            failed=lambda error: self._show_message(explained(error)),
            owner=self,
        )

    def _on_changed(self) -> None:
        self._close()
        self.changed.emit(self.sign)

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.do.setEnabled(True)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
