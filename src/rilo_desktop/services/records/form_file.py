"""A form from a file: the thin door to whoever reads it."""

from __future__ import annotations

from pathlib import Path

from rilo_desktop.questions.definition import Definition
from rilo_desktop.rules.findings import N_, FieldPath

from ..office.finding_helpers import refusal


def read_form(path: Path) -> Definition:
    """Raises Refused with one sentence for what is no form, or cannot be read."""
    from rilo_desktop.exchange import child_form
    from rilo_desktop.exchange.child_budget import Unread
    from rilo_desktop.exchange.read_errors import MESSAGES, refused
    from rilo_desktop.files import read_small

    try:
        return child_form.read_form(read_small(path, 20_000_000))
    except (FileNotFoundError, NotADirectoryError):
        raise refused("missing", path.name) from None
    except (OSError, ValueError):
        raise refused("not_allowed", path.name) from None
    except Unread as unread:
        if unread.code in MESSAGES:
            raise refused(unread.code, path.name, **unread.values) from None
        raise refusal(
            "form.unread",
            N_("{file} is no form that can be asked. {reason}"),
            FieldPath(file=path.name),
            file=path.name,
            reason=unread.values.get("reason", ""),
        ) from None
