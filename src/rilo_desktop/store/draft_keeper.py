"""Keeps drafts from any thread without making it wait: a thread of its own writes the journal.

The window's thread must not wait for the disk, and the database worker may be busy for minutes, so
neither writes drafts. What is kept is taken over at once; the newest of each name is on the disk
within `PAUSE` and the time of one write. A disk that refuses is asked again every second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping

from .drafts import Draft, Journal, Unfit

PAUSE = 0.3
"""Seconds between two writes: typing comes in bursts."""
AGAIN = 1.0
"""Seconds until a disk that refused is asked again."""
LOOK_AGAIN = 0.1
"""Seconds after which whoever waits for the disk looks whether the thread still lives."""

Told = Callable[[Exception | None], object]


class DraftWriter:
    """Over one journal, until it is closed."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._disk = threading.Lock()
        self._lock = threading.RLock()
        # Entered by the lock itself, in one step: a thread that dies can never keep it
        self._changed = threading.Condition(self._lock)
        self._waiting: dict[str, Draft | None] = {}
        self._taken: dict[str, Draft | None] = {}
        # How many were ever put, and how many of those are on the disk: whoever waits for the disk
        # waits for what was put before
        self._n_put = 0
        self._n_written = 0
        self._is_closed = False
        self._thread: threading.Thread | None = None
        self._trouble: Exception | None = None
        self._told: Told = lambda _trouble: None

    @property
    def trouble(self) -> Exception | None:
        """Why the newest could not be written; it is still in memory, and tried again."""
        return self._trouble

    def watch(self, told: Told) -> None:
        """`told(error)` when the disk refuses, `told(None)` when it takes drafts again.

        Called from the thread that writes.
        """
        self._told = told

    def keep(self, name: str, draft: Draft) -> None:
        """Take over a draft, plain data, in place of the older one."""
        self._put(name, draft)

    def discard(self, name: str) -> None:
        self._put(name, None)

    def drafts(self) -> Mapping[str, Draft]:
        """Everything that waits, what is not on the disk yet too. Waits; raises OSError."""
        with self._lock:
            newest = self._taken | self._waiting
        with self._disk:
            found = dict(self._journal.drafts())
        for name, draft in newest.items():
            found.pop(name, None)
            if draft is not None:
                found[name] = draft
        return found

    def drop(self, name: str, unfit: Unfit) -> bool:
        """Take a draft away where it is unfit, and every older state of drafts from the disk.

        Waits; raises OSError.
        """
        self.flush(5.0)
        with self._lock:
            waiting = self._waiting.get(name)
            was_waiting = waiting is not None and unfit(waiting)
            if was_waiting:
                del self._waiting[name]
        with self._disk:
            return self._journal.drop(name, unfit) or was_waiting

    def go_on_with(self, journal: Journal) -> None:
        """The same file under another key: what stands there is written anew. Raises OSError.

        What is kept meanwhile waits for it.
        """
        with self._disk:
            before, self._journal = self._journal, journal
            before.forget()
            journal.renew()

    def renew(self) -> None:
        """Write anew what stands under an older key. Waits; raises OSError."""
        with self._disk:
            self._journal.renew()

    def flush(self, seconds: float) -> bool:
        """Wait until all that was kept so far is on the disk.

        False where it took longer than `seconds` or the disk refuses. What is kept meanwhile is
        not waited for: with somebody typing, the disk would never be done.
        """
        until = time.monotonic() + seconds
        with self._lock:
            self._changed.notify_all()
            asked = self._n_put
            while (self._waiting or self._taken) and self._n_written < asked:
                self._keep_thread()
                left = until - time.monotonic()
                if left <= 0 or self._trouble is not None:
                    return False
                self._changed.wait(min(left, LOOK_AGAIN))
        return True

    def close(self, seconds: float = 5.0) -> bool:
        """Write what waits, end the thread, forget the keys. Returns whether all was written."""
        is_written = self.flush(seconds) if self._thread is not None else True
        with self._lock:
            self._is_closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(seconds)
        with self._disk:
            self._journal.forget()
        is_written = is_written and not self._waiting
        self._waiting.clear()
        return is_written

    def _put(self, name: str, draft: Draft | None) -> None:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the office is locked")
            self._waiting[name] = draft
            self._n_put += 1
            self._keep_thread()
            self._changed.notify_all()

    def _keep_thread(self) -> None:
        """There is a thread that writes; one that died (no memory left, say) has a follower."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
            self._thread.start()

    # --- in the thread of its own

    def _run(self) -> None:
        while self._take_turn():
            pass

    def _take_turn(self) -> bool:
        with self._lock:
            while not (self._waiting or self._taken) and not self._is_closed:
                self._changed.wait()
            if self._is_closed:
                return False
            self._taken, self._waiting = self._taken | self._waiting, {}
            n_taken = self._n_put
        error = self._written(self._taken)
        with self._lock:
            if error is not None:
                self._waiting = self._taken | self._waiting
            else:
                self._n_written = n_taken
            self._taken = {}
            self._changed.notify_all()
        self._notify(error)
        with self._lock:
            if not self._is_closed:
                self._changed.wait_for(lambda: self._is_closed, AGAIN if error else PAUSE)
        return True

    def _written(self, taken: Mapping[str, Draft | None]) -> Exception | None:
        try:
            with self._disk:
                self._journal.add(taken)
        except Exception as error:  # whatever it is, the thread goes on and the draft is kept
            return error
        return None

    def _notify(self, error: Exception | None) -> None:
        before, self._trouble = self._trouble, error
        if (before is None) != (error is None):
            self._told(error)
