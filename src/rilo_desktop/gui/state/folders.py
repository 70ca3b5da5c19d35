"""Where file dialogs begin: in the folder of the last file, for each purpose.

Kept encrypted in the store with the officer's other choices. A name of a folder can tell of a case,
and Qt's own list of folders, in clear, is kept by nobody (`lifecycle.file_dialog_privacy`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from rilo_desktop.services.deferred import preferences

if TYPE_CHECKING:
    from ..concurrency.service_client import ServiceClient

KEPT = "folders"
"""Name of the preference."""
BACKUPS, CARDS, EXPORTS, IMPORTS, INBOX, PICTURES, SENT = (
    "backups",
    "cards",
    "exports",
    "imports",
    "inbox",
    "pictures",
    "sent",
)
"""Purposes."""
LONGEST = 4_000
"""Characters of a path that is kept."""


class Folders(QObject):
    """One for each window."""

    def __init__(self, context: ServiceClient) -> None:
        super().__init__(context)
        self._context = context
        self._last: dict[str, str] = {}
        context.serve(preferences.read, KEPT, then=self._take, owner=self, later=True)

    def begin(self, dialog: QFileDialog, purpose: str) -> None:
        """Let a dialog that is not open yet begin where the last one of its purpose ended, or in
        what is there of that folder: a stick may be gone, and not everybody has "Documents"."""
        names = [Path(file).name for file in dialog.selectedFiles()]
        wanted = Path(self._last.get(purpose) or dialog.directory().absolutePath())
        there = next((one for one in (wanted, *wanted.parents) if one.is_dir()), Path.home())
        dialog.setDirectory(str(there))
        if dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave and names:
            dialog.selectFile(names[0])
        is_folder = dialog.fileMode() == QFileDialog.FileMode.Directory
        dialog.fileSelected.connect(lambda file: self._remember(purpose, file, is_folder))
        dialog.filesSelected.connect(lambda files: self._remember(purpose, files[0], is_folder))

    def _remember(self, purpose: str, file: str, is_folder: bool) -> None:
        folder = file if is_folder else str(Path(file).parent)
        if folder == self._last.get(purpose) or len(folder) > LONGEST:
            return
        self._last[purpose] = folder
        kept = json.dumps(self._last, ensure_ascii=False)
        self._context.serve(preferences.keep, KEPT, kept, owner=self, later=True)

    def _take(self, kept: str) -> None:
        """What cannot be read is no reason for anything but the usual folder."""
        try:
            found: Any = json.loads(kept) if kept else {}
        except ValueError:
            return
        if isinstance(found, dict):
            texts = {k: v for k, v in found.items() if isinstance(v, str)}
            self._last = {**texts, **self._last}
