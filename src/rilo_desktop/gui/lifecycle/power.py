"""Says that the machine is about to sleep: on Linux the login manager does, on Windows the window.

Tried with a message bus and a manager of our own; on Windows only the reading of its message is
tested, never a machine that sleeps.
"""

from __future__ import annotations

import sys
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

MANAGER = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
INTERFACE = "org.freedesktop.login1.Manager"
SIGNAL = "PrepareForSleep"
WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004


class SuspendWatcher(QObject):
    coming = Signal()
    """The machine sleeps in a moment."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_heard = False
        """Is there somebody who would say it?"""
        if sys.platform == "win32":
            self._filter = _WindowsMessages(self)
            QApplication.instance().installNativeEventFilter(self._filter)  # type: ignore[union-attr]
            self.is_heard = True
        elif sys.platform == "linux":
            self._connect_login_manager()

    def _connect_login_manager(self) -> None:
        """Over the bus of the system, a socket of this machine; where there is none, nothing."""
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        slot: Any = SLOT("on_prepare(bool)")  # PySide takes a str, and says bytes
        self.is_heard = bus.isConnected() and bus.connect(
            MANAGER, PATH, INTERFACE, SIGNAL, self, slot
        )

    @Slot(bool)
    def on_prepare(self, begins: bool) -> None:
        """False: it woke up again."""
        if begins:
            self.coming.emit()


class _WindowsMessages(QAbstractNativeEventFilter):
    def __init__(self, sleep: SuspendWatcher) -> None:
        super().__init__()
        self._sleep = sleep

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if QByteArray(kind) == b"windows_generic_MSG" and is_suspend(int(message)):
            self._sleep.coming.emit()
        return False, 0


def is_suspend(address: int) -> bool:
    """Does the message of Windows at this address say that the machine sleeps?"""
    message = wintypes.MSG.from_address(address)
    return message.message == WM_POWERBROADCAST and message.wParam == PBT_APMSUSPEND
