"""Code is imported before somebody waits for it: behind the door first, then every other page.

In a thread of its own, so that the key is derived beside it (that holds no lock of Python, and on
two cores one of them would be idle) and the database worker answers meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache


@cache
def begin() -> None:
    """What stands behind the door, while the officer writes the passphrase.

    Once for the process; whoever needs a module sooner waits for it, as imports do.
    """
    _beside(_import_first)


@cache
def go_on() -> None:
    """The other pages, what they ask and what makes documents, when the lists stand."""
    _beside(_import_others)


def _beside(imports: Callable[[], None]) -> None:
    threading.Thread(target=imports, name="reading ahead", daemon=True).start()


def _import_first() -> None:
    from rilo_desktop.services import lists, record, session, today

    from . import sleeping, workplace
    from .editor import unsaved
    from .lists import page as listed
    from .today import page as shown
    from .widgets import toast

    assert all((listed, lists, record, session, shown, today, workplace))
    assert all((sleeping, toast, unsaved))


def _import_others() -> None:
    from .editor import page as editor  # what is wanted first, and what it asks

    _import_asked_by_editors()
    from rilo_desktop.services import (
        about,
        analysis,
        approval,
        ledger,
        logbook,
        officers,
        paper,
        passphrases,
        picture,
        release,
        submit,
    )

    from .find import overlay
    from .pages import import_pages

    import_pages()
    assert all((about, analysis, approval, editor, ledger, logbook, officers, overlay))
    assert all((paper, passphrases, picture, release, submit))


def _import_asked_by_editors() -> None:
    from rilo_desktop.services import beside, evidence, history, standing, wording

    assert all((beside, evidence, history, standing, wording))
