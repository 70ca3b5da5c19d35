"""Choices of settings that are not applied yet: their fields, and the foot that applies them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from rilo_desktop.language import NC_
from rilo_desktop.services.deferred import office_settings

from ...context import PageContext
from ...i18n import plural, sentence, tr
from ...state.folders import BACKUPS
from ...theme import scaled
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.accessible_names import name_input
from ...widgets.buttons import button, rename, show_keys
from ...widgets.labels import Chip, IconLabel, Label
from ...widgets.languages import choice_box
from ...widgets.layouts import Panel, hbox, lay_out, vbox
from ...widgets.question import Question
from ...widgets.setting_words import (
    FOLDER,
    HOURS,
    RETENTION,
    change_said,
    setting_label,
    value_said,
)

if TYPE_CHECKING:
    from rilo_desktop.services.records.office_settings import Foreseen

LABEL, BOX = 220, 260
"""Widths of a field, in unscaled pixels."""
MOST_SAID = 3
APPLY_KEYS = "Ctrl+S"


class Settings(QObject):
    """What the office has and what is chosen; nothing is written before `apply`."""

    changed = Signal()
    """Other choices, or it is known what they would do."""
    applied = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._context = context
        self.values: Mapping[str, str] = {}
        self.wanted: dict[str, str] = {}
        self.foreseen: Foreseen | None = None

    def read(self) -> None:
        self._context.serve(office_settings.values, then=self._take, owner=self, turn="settings")

    def _take(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.choose({})

    def hold(self, wanted: Mapping[str, str]) -> None:
        """Choices from before the office was locked; what is so by now is none."""
        self.wanted = dict(wanted)
        self.read()

    def shown(self, name: str) -> str:
        return self.wanted.get(name, self.values.get(name, ""))

    def refusal_of(self, name: str) -> str:
        found = self.foreseen.refused.get(name) if self.foreseen is not None else None
        return sentence(found) if found is not None else ""

    def choose(self, chosen: Mapping[str, str]) -> None:
        both = {**self.wanted, **chosen}
        self.wanted = {name: to for name, to in both.items() if to != self.values.get(name)}
        self.foreseen = None
        self.changed.emit()
        if self.wanted:
            self._context.serve(
                office_settings.foreseen,
                dict(self.wanted),
                then=self._foresee,
                owner=self,
                turn="foreseen",
            )

    def _foresee(self, foreseen: Foreseen) -> None:
        self.foreseen = foreseen
        self.changed.emit()

    def undo(self) -> None:
        self.wanted.clear()
        self.choose({})

    def apply(self, then: Callable[[], object] | None = None) -> None:
        def applied(_changes: object) -> None:
            count = len(self.wanted)
            self.wanted.clear()
            self.read()
            said = plural("{count} change was applied.", "{count} changes were applied.", count)
            self._context.told.emit(said)
            self.applied.emit()
            if then is not None:
                then()

        self._context.serve(office_settings.apply, dict(self.wanted), then=applied, owner=self)

    def said(self) -> list[str]:
        """Each choice as "what: before → after", then what applying them does."""
        names = sorted(self.wanted)
        lines = [change_said(one, self.values[one], self.wanted[one]) for one in names[:MOST_SAID]]
        if rest := names[MOST_SAID:]:
            lines.append(plural("and {count} more", "and {count} more", len(rest)))
        return [*lines, *self._consequences()]

    def _consequences(self) -> list[str]:
        foreseen, said = self.foreseen, []
        if foreseen is None:
            return []
        before, after = foreseen.due
        if after > before:
            said.append(
                plural(
                    "{count} record becomes due for deletion; none is deleted by this.",
                    "{count} records become due for deletion; none is deleted by this.",
                    after - before,
                )
            )
        elif after < before:
            said.append(
                plural(
                    "{count} record is no longer due for deletion.",
                    "{count} records are no longer due for deletion.",
                    before - after,
                )
            )
        elif any(name.startswith(RETENTION) for name in self.wanted):
            said.append(tr("No other record becomes due for deletion."))
        if FOLDER in self.wanted and FOLDER not in foreseen.refused:
            said.append(tr("Backups that exist stay where they are."))
        if self.wanted.get(HOURS) == "0":
            said.append(tr("No backup is made automatically."))
        elif foreseen.backs_up:
            said.append(tr("A backup is made at once."))
        return said


class SettingRow(QWidget):
    """A setting in one line: name, field, whether another value is chosen, and the old one."""

    def __init__(self, settings: Settings, name: str, field: QWidget, may: bool) -> None:
        super().__init__()
        self._settings, self._name, self.field = settings, name, field
        label = Label(setting_label(name), SMALL, MEDIUM, "text2", wrap=True)
        label.setFixedWidth(scaled(LABEL))
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        name_input(field, setting_label(name), "", label)
        field.setEnabled(may)
        self.chip = Chip()
        self.was = Label("", SMALL, tone="text2", wrap=True)
        self._lay(label)
        settings.changed.connect(self._show)
        if settings.values:  # its page is made when it is first shown, after they were read
            self._show()

    def _lay(self, label: Label) -> None:
        hbox(label, self.field, self.chip, (self.was, 1), gap=12, into=self)

    def _show(self) -> None:
        settings, name = self._settings, self._name
        is_changed = name in settings.wanted
        refusal = settings.refusal_of(name)
        self.chip.show_text(tr("changed") if is_changed else "", "accentText", "accentSoft")
        was = tr("was: {value}", value=value_said(name, settings.values.get(name, "")))
        self.was.setText(refusal or (was if is_changed else ""))
        self.was.tone("danger" if refusal else "text2")
        self.field.setProperty("state", "blocks" if refusal else "")
        self.field.setAccessibleDescription(self.was.text())
        self.field.update()


class ChoiceRow(SettingRow):
    def __init__(self, settings: Settings, name: str, values: Sequence[str], may: bool) -> None:
        self.box = choice_box([(value, value_said(name, value)) for value in values], values[0])
        super().__init__(settings, name, self.box, may)
        self.box.setFixedWidth(scaled(BOX))
        self.box.activated.connect(lambda _at: settings.choose({name: self.box.currentData()}))

    def _show(self) -> None:
        super()._show()
        value = self._settings.shown(self._name)
        if value and self.box.findData(value) < 0:  # by the command line
            self.box.addItem(value_said(self._name, value), value)
        self.box.setCurrentIndex(max(0, self.box.findData(value)))


class FolderRow(SettingRow):
    def __init__(self, settings: Settings, context: PageContext, may: bool) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(value_said(FOLDER, ""))
        self.pick = button(tr("Choose the folder …"), self.ask, "secondary", "folder")
        self.pick.setEnabled(may)
        self._context = context
        super().__init__(settings, FOLDER, self.line, may)
        context.backups.known.connect(self._show)
        self.line.textEdited.connect(lambda text: settings.choose({FOLDER: text.strip()}))

    def _show(self) -> None:
        super()._show()
        state = self._context.backups.state
        if not self.was.text() and state is not None:
            if not state.place_is_there:
                self.was.setText(tr("It is not there now."))
                self.was.tone("danger")
            elif not state.schedule.folder:
                self.was.setText(tr("On the same disk: choose a USB drive or another disk."))
        if self.line.text().strip() != self._settings.shown(FOLDER):
            self.line.setText(self._settings.shown(FOLDER))

    def _lay(self, label: Label) -> None:
        """A path is long: what is said of it stands below."""
        below = hbox((self.was, 1), margins=(LABEL + 12, 0, 0, 0))
        line = hbox(label, (self.field, 1), self.pick, self.chip, gap=12)
        vbox(line, 2, below, into=self)

    def ask(self) -> None:
        dialog = QFileDialog(self, tr("Choose the folder for automatic backups"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self._settings.choose({FOLDER: str(Path(name))}))
        self._context.folders.begin(dialog, BACKUPS)
        dialog.open()


class SettingsFoot(Panel):
    """What is not applied yet and what it would do; seen while there is any."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("canvas", "t")
        self._settings = settings
        self.title = Label("", weight=MEDIUM)
        self.said = Label("", SMALL, tone="text2", wrap=True)
        self.undo = button(tr("Undo changes"), settings.undo, "secondary")
        self.apply = button(tr("Apply"), settings.apply, "primary", "check", keys=APPLY_KEYS)
        words = vbox(self.title, 2, self.said)
        sign = IconLabel("pencil", "text2")
        hbox(sign, (words, 1), self.undo, self.apply, gap=12, margins=(32, 12, 16, 12), into=self)
        settings.changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        settings, count = self._settings, len(self._settings.wanted)
        self.setVisible(bool(count))
        if not count:
            return
        self.title.setText(
            plural(
                "{count} change is not applied yet", "{count} changes are not applied yet", count
            )
        )
        self.said.setText("\n".join(settings.said()))
        rename(self.apply, plural("Apply {count} change", "Apply {count} changes", count))
        show_keys(self.apply, APPLY_KEYS)
        able = settings.foreseen is not None and not settings.foreseen.refused
        self.apply.setEnabled(able)
        lay_out()


def ask_to_apply(parent: QWidget, settings: Settings, then: Callable[[], object]) -> None:
    """Before the page is left: apply, forget the choices, or stay."""
    answers = [
        ("stay", tr(NC_("stay on the page", "Stay here")), "secondary"),
        ("discard", tr("Discard"), "secondary"),
    ]
    if settings.foreseen is not None and not settings.foreseen.refused:
        answers.append(("apply", tr("Apply"), "primary"))
    question = Question(parent, tr("Apply the changes?"), "\n".join(settings.said()), answers)

    def on_answer(answer: str) -> None:
        if answer == "apply":
            settings.apply(then)
        elif answer == "discard":
            settings.undo()
            then()

    question.answered.connect(on_answer)
    question.open()
