"""The pictures of a record as a model that says each of them as one sentence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from rilo_desktop.records import AnswerPicture, Picture
from rilo_desktop.records.picture import Box

from ...i18n import plural, tr
from ..lines.model import LinesModel

Index = QModelIndex | QPersistentModelIndex


class PicturesModel(LinesModel):
    """For a screen reader a picture is one name: "Picture 2 of 3: The parcel, looked at"."""

    @property
    def may_grow(self) -> bool:
        """Pictures that answer questions come and go with the answers."""
        return not issubclass(self.cls, AnswerPicture)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The last card adds another one."""
        count = super().rowCount(parent)
        return count if self.may_grow or parent.isValid() else count - 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return picture_name(self, row) if row < len(self.lines) else tr("Add pictures")
        return super().data(index, role)


def picture_name(model: LinesModel, row: int) -> str:
    picture: Picture = model.lines[row]
    facts = [model.text(row, "caption") or tr("no caption"), state_of(picture)]
    covered = len(boxes_of(picture))
    if covered:
        facts.append(plural("{count} part covered", "{count} parts covered", covered))
    number, pictures = row + 1, len(model.lines)
    said = ", ".join(facts)
    return tr("Picture {number} of {all}: {facts}", number=number, all=pictures, facts=said)


def state_of(picture: Picture) -> str:
    """Whether it leaves, in one or two words."""
    if picture.kept:
        return tr("not sent")
    return tr("checked") if picture.sanitised else tr("not checked yet")


def boxes_of(picture: Picture) -> list[Box]:
    """The covered parts that can be read; the rules say what cannot."""
    found = []
    for text in picture.boxes or ():
        try:
            found.append(Box.read(text))
        except ValueError:
            continue
    return found
