"""Before the office is open: restore it from a backup, or save what can still be read of it.

Nothing happens before it was said what would be lost; what stands there is kept aside.
"""

from __future__ import annotations

from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog

from rilo_desktop.file_kinds import BACKUP
from rilo_desktop.services.deferred import backup, restore

from ...concurrency.worker import Tasks
from ...i18n import day_and_time, tr
from ...state.office_session import OfficeSession
from ...theme.tokens import DISPLAY, SECTION, SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import explained, left_to_wait, seconds_to_wait
from ...widgets.labels import Label
from ...widgets.languages import choice_box
from ...widgets.layouts import Hairline, Panel, Scroller, hbox, lay_out, vbox
from ...widgets.passphrase_field import PassphraseField
from ...widgets.progress import announce
from . import messages

if TYPE_CHECKING:
    from rilo_desktop.services.office.backup import KnownBackup
    from rilo_desktop.services.office.progress import Progress
    from rilo_desktop.services.office.restore import Manifest, Restored, RestorePreview
    from rilo_desktop.services.office.salvage import Salvaged

    from ...state.office_session import Entered

WIDTH = 640


class RescuePage(Panel):
    left = Signal()
    restored = Signal(object, object)
    """`Entered` and `Restored`: the office is open."""
    previewed = Signal()
    salvaged = Signal(object)
    """The path of what was read."""

    def __init__(self, folder: Path, office: OfficeSession, tasks: Tasks) -> None:
        super().__init__("surface")
        self._folder, self._office, self._tasks = folder, office, tasks
        self._before: RestorePreview | None = None
        self.file: QComboBox = choice_box([("", tr("Choose a backup"))], "")
        self.file.activated.connect(lambda _at: self._read_manifest())
        self.choose = button(tr("Another file"), self.ask_file, "secondary", "device-floppy")
        self.about = Label("", SMALL, tone="text2", wrap=True)
        self.passphrase = PassphraseField()
        self.passphrase.dress()
        self.passphrase.returnPressed.connect(self._preview)
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self.ask = button(tr("Show what would be lost"), self._preview, "primary")
        self.lost = Label("", wrap=True)
        letters: list[tuple[object, str]] = [("", tr("Chosen by the program"))]
        letters += [(letter, letter) for letter in ascii_uppercase]
        self.letter = choice_box(letters, "")
        about = tr("This letter is part of every reference")
        self.go = button(tr("Restore this backup"), self._restore, "primary", "arrow-back-up")
        letter = labelled(tr("Letter of this workstation"), self.letter, about)
        self._result = vbox(12, self.lost, 12, letter, 12, hbox(None, self.go))
        self._result.hide()
        self.save = button(tr("Save what can still be read"), self.ask_target, glyph="download")
        self.told = Label("", SMALL, tone="text2", wrap=True)
        self.told.hide()
        self.back = button(tr("Back"), self._leave, "ghost", "arrow-left", keys="Alt+Left")
        vbox((Scroller(self._content(), WIDTH), 1), into=self)

    def _content(self) -> Any:
        title = Label(tr("Restore from a backup"), DISPLAY, SEMIBOLD, wrap=True)
        where = tr("It replaces the office in {folder}.", folder=self._folder)
        about = tr(
            "Use the passphrase of the day on which the backup was made. Nothing changes "
            "before you have seen what would be lost, and the present office is set aside."
        )
        rescue = tr(
            "If no backup helps: everything that can still be read is written into one "
            "file, which is not encrypted. The office stays as it is."
        )
        return vbox(
            hbox(self.back, None),
            16,
            title,
            4,
            Label(where, tone="text2", wrap=True),
            6,
            Label(about, tone="text2", wrap=True),
            20,
            hbox((labelled(tr("Backup"), self.file), 1), gap=8),
            6,
            hbox((self.about, 1), self.choose, gap=8),
            14,
            labelled(tr("Passphrase"), self.passphrase),
            4,
            self.message,
            12,
            hbox(None, self.ask),
            self._result,
            24,
            Hairline(),
            20,
            Label(tr("Save what can still be read"), SECTION, SEMIBOLD, wrap=True),
            4,
            Label(rescue, SMALL, tone="text2", wrap=True),
            10,
            self.told,
            hbox(None, self.save),
            32,
            None,
            margins=(24, 28, 24, 0),
        )

    def begin(self) -> None:
        """The backups that the folder knows are offered, the newest first."""
        self._tasks.ask(
            backup.known, self._folder, then=self._offer, failed=self._refuse, owner=self
        )
        self.take_focus()

    def take_focus(self) -> None:
        self.file.setFocus()

    def forget(self) -> None:
        self.passphrase.forget()

    # --- which backup

    def _offer(self, found: tuple[KnownBackup, ...]) -> None:
        for one in reversed(found):
            if one.is_there and self.file.findData(one.path) < 0:
                self.file.addItem(f"{day_and_time(one.made)}  {Path(one.path).name}", one.path)

    def ask_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose a backup"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Backups ({endings})", endings=BACKUP.pattern)])
        dialog.fileSelected.connect(lambda name: self.choose_file(Path(name)))
        dialog.open()

    def choose_file(self, path: Path) -> None:
        if self.file.findData(str(path)) < 0:
            self.file.addItem(str(path), str(path))
        self.file.setCurrentIndex(self.file.findData(str(path)))
        self._read_manifest()

    @property
    def path(self) -> Path | None:
        name = self.file.currentData()
        return Path(name) if name else None

    def _read_manifest(self) -> None:
        self._withdraw()
        self.about.setText("")
        if self.path is not None:
            self._tasks.ask(
                restore.read_manifest,
                self.path,
                then=self._show_about,
                failed=self._refuse,
                owner=self,
            )

    def _show_about(self, about: Manifest) -> None:
        self.about.setText(messages.held(about))
        self.passphrase.setFocus()

    def _withdraw(self) -> None:
        self._before = None
        self._weigh(False)
        self._show_message("")

    # --- what would be lost, and the restore

    def _preview(self) -> None:
        if self.path is None:
            self._show_message(tr("Choose a backup first."))
            self.file.setFocus()
        elif not self.passphrase.text():
            self._show_message(tr("Type the passphrase."))
            self.passphrase.setFocus()
        else:
            self._wait(True)
            self._withdraw()
            self._tasks.ask(
                restore.preview,
                self.path,
                self._folder,
                self.passphrase.text(),
                then=self._show_lost,
                failed=self._refuse_backup,
                owner=self,
                alone=True,
            )

    def _show_lost(self, before: RestorePreview) -> None:
        self._wait(False)
        self._before = before
        said = messages.lost(before)
        self.lost.setText("\n".join(said))
        self._weigh(True)
        self.go.setFocus()
        announce(self, " ".join(said))
        self.previewed.emit()

    def _weigh(self, is_known: bool) -> None:
        """What is lost is known: now the restore is what comes next."""
        self._result.setVisible(is_known)
        self.ask.setProperty("kind", "secondary" if is_known else "primary")
        self.ask.update()
        lay_out()

    def _restore(self) -> None:
        assert self._before is not None
        self._wait(True)
        self._tasks.work(
            tr("Restoring the backup"),
            self._office.restore,
            self._before.file,
            self.passphrase.text(),
            self._before.sign,
            str(self.letter.currentData()),
            then=self._on_restored,
            failed=self._refuse_backup,
            owner=self,
        )

    def _on_restored(self, answer: tuple[Entered, Restored]) -> None:
        self.forget()
        self.restored.emit(*answer)

    # --- what can still be read

    def ask_target(self) -> None:
        if not self.passphrase.text():
            self._show_message(tr("Type the passphrase."))
            self.passphrase.setFocus()
            return
        name = f"{tr('Recovered content')}.json"
        dialog = QFileDialog(self, tr("Save what can still be read"), name, "JSON (*.json)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        self._wait(True)
        self._show_message("")
        self._tasks.work(
            tr("Reading what can be read"),
            _salvage,
            self._folder,
            self.passphrase.text(),
            path,
            then=lambda answer: self._on_salvaged(path, *answer),
            failed=self._refuse,
            owner=self,
        )

    def _on_salvaged(self, path: Path, count: int, found: Salvaged) -> None:
        self._wait(False)
        self.told.setText(messages.salvaged(count, path, found))
        self.told.show()
        announce(self, self.told.text())
        self.salvaged.emit(path)

    # --- refusals and going

    def _refuse_backup(self, error: BaseException) -> None:
        from rilo_desktop.services.office.errors import WrongPassphrase

        self._refuse(error)
        if isinstance(error, WrongPassphrase) and not seconds_to_wait(error):
            self._show_message(tr("This passphrase does not open the backup."))

    def _refuse(self, error: BaseException) -> None:
        self._wait(False)
        seconds = seconds_to_wait(error)
        self._show_message(left_to_wait(seconds) if seconds else explained(error))
        self.passphrase.selectAll()

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        if text:
            announce(self, text)

    def _wait(self, waiting: bool) -> None:
        for made in (self.ask, self.go, self.save, self.file, self.choose, self.back):
            made.setEnabled(not waiting)

    def _leave(self) -> None:
        self.forget()
        self.left.emit()


def _salvage(folder: Path, passphrase: str, path: Path, progress: Progress) -> tuple[int, Salvaged]:
    from rilo_desktop.services.office import salvage

    with salvage.opened(folder, passphrase, progress=progress) as rescued:
        return salvage.export(rescued, path, progress), rescued.found
