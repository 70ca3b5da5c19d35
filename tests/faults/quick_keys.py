"""Imported, it makes every slot that this process seals from then on quick to open.

Argon2id takes most of the time of a small test, on purpose, and none but the tests of keys look at
it. The slots say with which parameters they were sealed, so every process opens such an office.

    python -m faults.quick_keys ARGUMENT...     is rilo ARGUMENT...
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rilo_desktop.store.keyring import Hardness

PRODUCT = Hardness.current
QUICK = Hardness(memory=8, iterations=1, lanes=1)
Hardness.current = QUICK

FOR_A_CHILD = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from faults import quick_keys
"""
"""Code that comes first in a process that a test starts."""


@contextmanager
def product_hardness() -> Iterator[Hardness]:
    """Slots are sealed as the program of an office seals them."""
    Hardness.current = PRODUCT
    try:
        yield PRODUCT
    finally:
        Hardness.current = QUICK


if __name__ == "__main__":
    from rilo_desktop.cli import main

    sys.exit(main())
