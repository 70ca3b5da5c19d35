"""Officers of the office: who there is, and, for the head, adding and removing them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from rilo_desktop.language import NC_
from rilo_desktop.services.deferred import officers

from ...context import PageContext
from ...i18n import code_label, sentence, tr
from ...theme import scaled
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.labels import Chip, ElidedLabel, Label
from ...widgets.layouts import Hairline, TabAnchor, discard, hbox, vbox
from ...widgets.passphrase_field import PassphraseField, StrengthHint
from ...widgets.question import Question
from .heading import Heading
from .officer_role import RoleForm
from .own_passphrase import PassphraseForm
from .role_box import role_box

if TYPE_CHECKING:
    from rilo_desktop.services.office.officers import OfficerRow

USUAL_ROLE = "analyst"


class OfficersSection(QWidget):
    shown = Signal()
    """The officers are read and shown."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._is_head = context.entered.role == "head"
        self.rows: dict[str, QWidget] = {}
        self._list = vbox()
        self._row_tabs = TabAnchor(self._list)
        self.add = button(tr("Add an officer"), self._open_form, "secondary", "plus")
        self.form = _OfficerForm(self._add, self._close_form)
        self.form.hide()
        self.role = RoleForm(context)
        self.role.hide()
        self.role.changed.connect(self._on_role_changed)
        self.role.closed.connect(self._on_role_closed)
        self.change: QPushButton | None = None
        """In the officer's own row."""
        self.passphrase = PassphraseForm(context)
        self.passphrase.hide()
        self.passphrase.closed.connect(self._on_passphrase_closed)
        about = tr("Officers are identified by an ID and a function, never by a name.")
        if not self._is_head:
            about += " " + tr("The head of the office adds and removes them.")
        vbox(
            Heading(tr("Officers"), about, self.add),
            8,
            self._list,
            8,
            self.passphrase,
            self.role,
            self.form,
            into=self,
        )
        self.add.setVisible(self._is_head)  # not before it has a place: it would be a window

    def take_focus(self) -> None:
        """To what is done here: a colleague is added."""
        if self._is_head:
            self._open_form()

    def read(self) -> None:
        self._context.serve(officers.listed, then=self._show, owner=self, turn="officers")

    def _show(self, officers: tuple[OfficerRow, ...]) -> None:
        active = sum(officer.is_active for officer in officers)
        self._context.entered = self._context.entered._replace(office_of_one=active == 1)
        box = self._list.layout()
        assert box is not None
        for old in self.rows.values():
            box.removeWidget(old)
            discard(old)
        last = len(officers) - 1  # below it stands the rule of the page
        self.rows = {
            officer.sign: self._row(officer, ruled=at < last) for at, officer in enumerate(officers)
        }
        for made in self.rows.values():
            box.addWidget(made)
        self._row_tabs.lead_to(self.rows.values())
        if not self.form.isHidden():
            self._propose()
        self.shown.emit()

    def _row(self, officer: OfficerRow, ruled: bool) -> QWidget:
        tone = "text" if officer.is_active else "text3"
        sign = Label(officer.sign, weight=MEDIUM, tone=tone)
        sign.setMinimumWidth(90)
        role = code_label("user_role", officer.role)
        parts: list[Any] = [
            sign,
            (ElidedLabel(code_label("function", officer.function), tone=tone), 1),
            Chip(role),
        ]
        if not officer.is_active:
            parts.append(Chip(tr("Left"), icon="ban"))
        elif officer.sign == self._context.entered.sign:
            change = tr("Change the passphrase")
            self.change = button(change, self._change_passphrase, "ghost", "key", high=28)
            self.change.setEnabled(self.passphrase.isHidden())
            parts += [Chip(tr("You"), "accentText", "accentSoft"), self.change]
        if officer.is_active and self._is_head:
            role = tr("Change role and function of {sign}", sign=officer.sign)
            edit = button("", lambda: self.role.begin(officer), "ghost", "pencil", role, high=28)
            parts.append(edit)
        if officer.is_active and self._is_head and officer.sign != self._context.entered.sign:
            name = tr("Remove {sign}", sign=officer.sign)
            parts.append(button("", lambda: self._ask(officer.sign), "ghost", "x", name, high=28))
        line = hbox(*parts, gap=10)
        line.setFixedHeight(scaled(36))
        return vbox(line, *([Hairline()] if ruled else []))

    # --- one's own passphrase

    def _change_passphrase(self) -> None:
        self.passphrase.begin()
        if self.change is not None:
            self.change.setEnabled(False)

    def _on_passphrase_closed(self) -> None:
        if self.change is not None:
            self.change.setEnabled(True)
            self.change.setFocus()

    # --- adding

    def _open_form(self) -> None:
        self.form.show()
        self.add.setEnabled(False)
        self._propose()
        self.form.function.setFocus()

    def _propose(self) -> None:
        """Who is known comes later where the page was opened just now."""
        entered = self._context.entered
        self.form.propose(next_sign(entered.office_code, (entered.sign, *self.rows)))

    def _close_form(self) -> None:
        self.form.forget()
        self.form.hide()
        self.add.setEnabled(True)
        self.add.setFocus()

    def _add(self, sign: str, function: str, role: str, passphrase: str) -> None:
        self._context.serve(
            officers.add,
            sign,
            function,
            role,
            passphrase,
            then=lambda said: self._on_added(sign, said),
            failed=self.form.refuse,
            owner=self,
        )

    def _on_added(self, sign: str, said: tuple[Any, ...]) -> None:
        self._close_form()
        self.read()
        words = [tr("{sign} may now open the office.", sign=sign), *map(sentence, said)]
        self._context.told.emit(" ".join(words))

    # --- another role

    def _on_role_changed(self, sign: str) -> None:
        entered = self._context.entered
        if sign == entered.sign:
            role, function = self.role.chosen
            self._context.entered = entered._replace(role=role, function=function)
            self._context.role_changed.emit()
            return
        self.read()
        said = tr("{sign} has another role or function from the next unlock on.", sign=sign)
        self._context.told.emit(said)

    def _on_role_closed(self) -> None:
        self.add.setFocus()

    # --- removing

    def _ask(self, sign: str) -> None:
        question = Question(
            self,
            tr("Remove {sign}?", sign=sign),
            tr(
                "The passphrase no longer opens the office. What {sign} signed stays valid.",
                sign=sign,
            ),
            (
                ("keep", tr(NC_("do not remove", "Keep")), "secondary"),
                ("remove", tr("Remove"), "primary"),
            ),
        )
        question.answered.connect(lambda answer: self._remove(sign) if answer == "remove" else None)
        question.open()

    def _remove(self, sign: str) -> None:
        def removed(_answer: object) -> None:
            self.read()
            self._context.told.emit(tr("{sign} was removed.", sign=sign))

        failed = self._context.failed.emit
        self._context.serve(officers.remove, sign, then=removed, failed=failed, owner=self)


def next_sign(office: str, given: Iterable[str]) -> str:
    """The ID that comes after those that were given; "AP-02" after "AP-01"."""
    numbers = [
        int(sign.rpartition("-")[2]) for sign in given if sign.rpartition("-")[2].isdecimal()
    ]
    return f"{office}-{max(numbers, default=0) + 1:02}"


class _OfficerForm(QWidget):
    def __init__(self, add: Any, close: Any) -> None:
        super().__init__()
        self._add = add
        self.sign, self.function = QLineEdit(), QLineEdit()
        self.role = role_box()
        self.role.setCurrentIndex(self.role.findData(USUAL_ROLE))
        self.passphrase, self.again = PassphraseField(), PassphraseField()
        for secret in (self.passphrase, self.again):
            secret.dress()
        self.strength = StrengthHint(self.passphrase)
        for known in (self.sign, self.function):
            known.textChanged.connect(lambda _text: self._know())
        about = tr("They choose another one when they unlock for the first time.")
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self.do = button(tr("Add the officer"), self._on_add, "primary")
        for field in (self.sign, self.function, self.passphrase, self.again):
            field.returnPressed.connect(self.do.click)
        vbox(
            hbox(
                (labelled(tr("Officer ID"), self.sign, tr("Letters and digits, as AP-02")), 1),
                (labelled(tr("Function"), self.function, tr("As it is printed")), 2),
                (labelled(tr("Role"), self.role), 2),
                gap=12,
            ),
            12,
            hbox(
                (labelled(tr("Passphrase"), self.passphrase), 1),
                (labelled(tr("The same again"), self.again), 1),
                gap=12,
            ),
            8,
            self.strength,
            2,
            Label(about, SMALL, tone="text2", wrap=True),
            4,
            self.message,
            12,
            hbox(None, button(tr("Cancel"), close), self.do, gap=8),
            into=self,
        )
        self.setTabOrder(self.passphrase, self.again)

    def propose(self, sign: str) -> None:
        """An ID that may be another; what was typed stays."""
        if not self.sign.isModified():
            self.sign.setText(sign)
            self.sign.selectAll()

    def forget(self) -> None:
        """No passphrase stays in a field."""
        for field in (self.sign, self.function):
            field.clear()
        for secret in (self.passphrase, self.again):
            secret.forget()
        self.show_message("")

    def _know(self) -> None:
        self.strength.know((self.sign.text(), self.function.text()))

    def show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.do.setEnabled(True)

    def refuse(self, error: BaseException) -> None:
        from ...widgets.error_messages import explained

        self.show_message(explained(error))
        self.sign.setFocus()

    def _on_add(self) -> None:
        if self.passphrase.text() != self.again.text():
            self.show_message(tr("The two passphrases differ; type them again."))
            self.passphrase.setFocus()
            return
        self.show_message("")
        self.do.setEnabled(False)
        self._add(
            self.sign.text().strip(),
            self.function.text().strip(),
            self.role.currentData(),
            self.passphrase.text(),
        )
