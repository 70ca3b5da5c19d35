"""Item views: one list model, one row delegate that draws declarative row templates, two views."""

from .list_model import ListModel
from .list_view import ListView
from .row_delegate import RowDelegate
from .row_template import (
    CELL,
    FLAT,
    PLAIN,
    ROUNDED,
    STRETCH,
    Cell,
    Check,
    Chip,
    Icon,
    Row,
    RowContext,
    Text,
    Tlp,
)

__all__ = [
    "CELL",
    "FLAT",
    "PLAIN",
    "ROUNDED",
    "STRETCH",
    "Cell",
    "Check",
    "Chip",
    "Icon",
    "ListModel",
    "ListView",
    "Row",
    "RowContext",
    "RowDelegate",
    "Text",
    "Tlp",
]
