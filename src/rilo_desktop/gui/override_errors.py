"""An error in our code that Qt calls is reported; it never ends the process.

Shiboken reads the arguments of an exception that leaves an override. Before Python 3.12 an error
raised by C code, `list.index` say, is a class and a text until a frame handles it: Shiboken reads
what is not there, and the window vanishes. A frame around each override handles it (decision 0076).
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject

_IS_NEEDED = sys.version_info < (3, 12)


def install() -> None:
    """For every class made from now on that Qt knows; called once, before the first of them."""
    if _IS_NEEDED:
        QObject.__init_subclass__ = classmethod(_wrap_overrides)  # type: ignore[assignment]


def _wrap_overrides(cls: type[QObject], /, **named: Any) -> None:
    super(QObject, cls).__init_subclass__(**named)  # of a generic class, `typing` has one too
    above = [base for base in cls.__mro__ if base.__module__.startswith("PySide6.")]
    for name, method in list(vars(cls).items()):
        is_ours = isinstance(method, FunctionType) and not name.startswith("__")
        if is_ours and any(name in vars(base) for base in above):
            setattr(cls, name, _whole(method))


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def called(*args: Any, **named: Any) -> Any:
        try:
            return method(*args, **named)
        except BaseException:  # handling it makes the exception out of class and text
            raise

    return called
