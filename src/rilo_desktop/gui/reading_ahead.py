"""What stands behind the door is imported while the officer writes the passphrase.

In a thread of its own, so that the key is derived beside it: that holds no lock of Python, and on
two cores one of them would be idle.
"""

from __future__ import annotations

import threading
from functools import cache


@cache
def begin() -> None:
    """Once for the process; whoever needs a module sooner waits for it, as imports do."""
    threading.Thread(target=_import_all, name="reading ahead", daemon=True).start()


def _import_all() -> None:
    from rilo_desktop.services import lists, record, session, today

    from . import workplace
    from .lists import page as listed
    from .today import page as shown

    assert all((listed, lists, record, session, shown, today, workplace))
