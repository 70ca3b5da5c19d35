"""The legs of a route as a model that says each of them as one sentence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ...i18n import tr
from ..lines.model import LinesModel
from ..value_formatting import ROLES

Index = QModelIndex | QPersistentModelIndex


class LegsModel(LinesModel):
    """For a screen reader a leg is one name: "Leg 2 of 4: Transit, Panama, Colón"."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return leg_name(self, row) if row < len(self.lines) else tr("Add stop")
        if role == Qt.ItemDataRole.ToolTipRole and row < len(self.lines):
            return leg_name(self, row)
        return super().data(index, role)


def role_word(model: LinesModel, row: int) -> str:
    role = model.lines[row].role
    return tr(ROLES[role]) if role in ROLES else model.text(row, "role")


def leg_name(model: LinesModel, row: int) -> str:
    """Number, role, country, place, conveyance and date of a leg, as far as they are known."""
    facts = [role_word(model, row), model.text(row, "country"), model.text(row, "place")]
    facts += [model.text(row, "mode"), model.text(row, "date")]
    said = ", ".join(fact for fact in facts if fact) or tr("empty")
    number, legs = row + 1, len(model.lines)
    return tr("Stop {number} of {all}: {facts}", number=number, all=legs, facts=said)
