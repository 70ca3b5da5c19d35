"""A new recovery key: shown, put on paper, asked for, and only then the one that opens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.services.deferred import keys

from ...context import PageContext
from ...dialogs.first_run.key_step import KeyStep
from ...dialogs.first_run.recovery_sheet_output import RecoverySheetOutput
from ...i18n import tr, window_language
from ...theme import font
from ...theme.tokens import BODY, MEDIUM
from ...widgets.buttons import button
from ...widgets.error_messages import explained
from ...widgets.layouts import hbox, lay_out, vbox

if TYPE_CHECKING:
    from rilo_desktop.services.office.recovery_sheet import KeySheet


class RecoveryKeyForm(QWidget):
    renewed = Signal()
    """The new key opens the office, and the one before does not."""
    closed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context, self._key = context, ""
        self.out = RecoverySheetOutput(
            self,
            context.tasks,
            context.office.folder,
            self._sheet,
            self._show_message,
            self._refuse,
        )
        code = context.entered.office_code
        asked = tr("Type the end of the key from your sheet. Until then the old key stays valid.")
        self.key = KeyStep(lambda: self.out.ask_file(code), self.out.ask_printer, asked)
        self.key.gone_on.connect(self._go_on)
        self.key.title.setFont(font(BODY, MEDIUM))
        self.back = button(tr("Show the key again"), self._show_again)
        self.do = button(tr("I have written it down"), self._go_on, "primary")
        vbox(
            16,
            self.key,
            16,
            hbox(None, button(tr("Cancel"), self.close_form), self.back, self.do, gap=8),
            into=self,
        )

    def begin(self) -> None:
        self._context.tasks.ask(
            keys.new_recovery_key, then=self._show, failed=self._context.failed.emit, owner=self
        )

    def _show(self, key: str) -> None:
        self._key = key
        self.show()
        self.key.show_key(key)
        self._emit_asking()
        lay_out()

    def close_form(self) -> None:
        """Nothing of a key stays on the page; what was not finished never counted."""
        self._key = ""
        self.key.forget()
        self.hide()
        self.closed.emit()

    def _show_again(self) -> None:
        self.key.show_again()
        self._emit_asking()

    def _emit_asking(self) -> None:
        asking = self.key.is_asking
        self.back.setVisible(asking)
        self.do.setText(tr("Use the new key") if asking else tr("I have written it down"))
        self.do.setAccessibleName(self.do.text())
        self.do.setEnabled(True)

    def _go_on(self) -> None:
        from rilo_desktop.services.office.first_run import is_last_group

        if not self.key.is_asking:
            self.key.ask()
            self._emit_asking()
        elif not is_last_group(self._key, self.key.typed.text()):
            self.key.complain(
                tr("That is not the end of the key. Check group 13 on your sheet."),
                self.key.typed,
            )
        else:
            self.do.setEnabled(False)
            self._context.serve(
                keys.renew_recovery_key,
                self._key,
                then=self._on_renewed,
                failed=self._refuse,
                owner=self,
                alone=True,
            )

    def _on_renewed(self, _answer: object) -> None:
        self.close_form()
        self._context.told.emit(
            tr("From now on the new recovery key opens the office. Destroy the old sheet.")
        )
        self.renewed.emit()

    def _sheet(self) -> KeySheet:
        from rilo_desktop.services.office.recovery_sheet import KeySheet

        who, today = self._context.entered, date.today().isoformat()
        return KeySheet(
            who.office_code,
            who.office_name,
            who.function,
            who.sign,
            today,
            window_language(),
            self._key,
        )

    def _show_message(self, sentence: str) -> None:
        self.key.show_message(sentence)

    def _refuse(self, error: BaseException) -> None:
        self.key.complain(explained(error))
        self.do.setEnabled(True)
