"""What is copied out of the window: kept out of histories and clouds, and gone when it locks."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_OURS = "application/x-rilo-desktop"
"""Says that it is ours, on systems that do not say who put it there."""
_NO = bytes(4)
"""A DWORD that is 0."""
MARKS: dict[str, dict[str, bytes]] = {
    "win32": {
        _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
        _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
        _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
    },
    "linux": {"x-kde-passwordManagerHint": b"secret"},
}
"""What the system's own history of the clipboard, and its copy in a cloud, pass over."""


def copy(what: QMimeData | str, platform: str = sys.platform) -> None:
    """Every copy that this program makes by itself goes through here."""
    data = QMimeData()
    if isinstance(what, str):
        data.setText(what)
    else:
        data = what
    for name, value in (MARKS.get(platform, {}) | {_OURS: b"1"}).items():
        data.setData(name, value)
    QApplication.clipboard().setMimeData(data)


def clear_own() -> None:
    """Nothing of ours stays there; what another program put there is not touched."""
    clipboard = QApplication.clipboard()
    there = clipboard.mimeData()
    if clipboard.ownsClipboard() or (there is not None and there.hasFormat(_OURS)):
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(clipboard.Mode.Selection)
