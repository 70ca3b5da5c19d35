"""Imported into a process that runs a sweep: a passphrase becomes a key in a millisecond.

Argon2id takes nine tenths of the time of a case, on purpose, and no disk has a part in it. With the
least of its parameters a sweep can fail each call of an operation and not some of them. The slots
say what they always say, so that nothing else of the program goes another way; the office is made
by such a process too. What passphrases cost is looked at where they are (test_store_keys).
"""

from __future__ import annotations

from typing import Any

from rilo_desktop.store import keys

_real = keys.Argon2id


def _quick(**given: Any) -> Any:
    return _real(**{**given, "iterations": 1, "memory_cost": 8 * given["lanes"]})


keys.Argon2id = _quick  # type: ignore[misc, assignment]
