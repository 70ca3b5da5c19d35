"""The files of this session: title, office and count, the verdict in words, the label."""

from __future__ import annotations

from ...i18n import tr
from ...itemviews import FLAT, STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text, Tlp
from ...theme.tokens import BODY, MEDIUM, REGULAR, SEMIBOLD, SMALL
from ...widgets.labels import tip
from .presentation import ShownFile


class FilesView(ListView[ShownFile]):
    def __init__(self) -> None:
        model: ListModel[ShownFile] = ListModel(
            text=lambda row: row.title,
            spoken=lambda row: row.spoken,
            tip=lambda row: tip(str(row.item.path)),
        )
        super().__init__(tr("Files to check"), model, file_row)


def file_row(row: ShownFile, context: RowContext) -> Row:
    weight, small, said = SEMIBOLD if context.is_selected else MEDIUM, (SMALL, REGULAR), row.verdict
    label = Tlp(row.tlp, high=17) if row.tlp else None
    icon = Icon(said.icon, said.tone, 14)
    texts = (
        Text(row.title, (BODY, weight)),
        Text(row.about, small, "text2", above=1),
        Text(said.words, small, said.tone, above=3, icon=icon, trailing=label),
    )
    cells = (
        Cell(Icon(_icon(row), size=18), align="top", drop=2),
        Cell(texts, STRETCH, before=10, align="top"),
    )
    return Row(cells, 76, top=10, bottom=8, lead=16, trail=12, style=FLAT, rule=(44, 0))


def _icon(row: ShownFile) -> str:
    if row.item.card is not None:
        return "key"
    return "mail" if row.item.answer is not None else "file-text"
