"""Beside the matrix: what one office said of one competency, who needs it, who can help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.analysis.competencies import NEEDS_HELP_TO

from ...context import PageContext
from ...i18n import code_label, numbers, tr
from ...theme import scaled
from ...theme.tokens import BODY, REGULAR, SEMIBOLD, SMALL, SUBTITLE, TITLE
from ...widgets.buttons import button
from ...widgets.labels import IconLabel, Label
from ...widgets.layouts import Hairline, Panel, Scroller, discard, hbox, vbox
from . import messages

if TYPE_CHECKING:
    from rilo_desktop.records import CompetencyRating
    from rilo_desktop.services.records.competencies import CompetencyTable, Stated

WIDE, NAMES = 288, 84
MOST_LINES = 4


class DetailsPanel(Panel):
    edited = Signal(str)
    """Id of the rating that shall be opened."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("canvas", "l", width=WIDE)
        self._context = context
        self.office = Label("", SMALL, SEMIBOLD, "text2", wrap=True)
        self.competency = Label("", SUBTITLE, SEMIBOLD, wrap=True)
        self.level = Label("", TITLE, SEMIBOLD)
        self.words = Label("", BODY, REGULAR, wrap=True)
        self.facts = {
            key: Label("", SMALL, wrap=True)
            for key in ("stated", "staff", "languages", "source", "before")
        }
        self.open = button(tr("Open the rating"), self._open, "link")
        self._rating: str = ""
        self._needs, self._gaps = vbox(), vbox()
        self._match = Label("", BODY, wrap=True)
        self._build()

    def _build(self) -> None:
        names = {
            "stated": tr("Stated"),
            "staff": tr("Officers"),
            "languages": tr("Languages"),
            "source": tr("Source"),
            "before": tr("Before"),
        }
        rows = []
        for key, label in self.facts.items():
            name = Label(names[key], SMALL, tone="text2", wrap=True)
            name.setFixedWidth(scaled(NAMES))
            rows.append(hbox(name, (label, 1), gap=8))
        content = vbox(
            self.office,
            2,
            self.competency,
            10,
            hbox(self.level, (self.words, 1), gap=10),
            8,
            vbox(*rows, gap=6),
            4,
            self.open,
            10,
            Hairline(),
            12,
            Label(tr("Who needs it"), SMALL, SEMIBOLD, "text2"),
            6,
            self._needs,
            12,
            Label(tr("Nearest match"), SMALL, SEMIBOLD, "text2"),
            4,
            self._match,
            16,
            Label(tr("Gaps in the network"), SMALL, SEMIBOLD, "text2"),
            6,
            self._gaps,
            None,
            margins=(20, 18, 16, 16),
        )
        vbox((Scroller(content), 1), into=self)

    def show_cell(self, table: CompetencyTable, office: str, competency: str) -> None:
        shown = table.matrix
        rating, level = shown.rating(office, competency), shown.level(office, competency)
        self._rating = rating.id if rating else ""
        self.open.setVisible(bool(self._rating))
        self.office.setText(office)
        self.competency.setText(code_label("competency", competency))
        self.level.setText("–" if level is None else str(level))
        self.words.setText(
            tr("Nobody said how far; that is not 0.")
            if level is None
            else messages.level_label(level)
        )
        self._show_facts(rating)
        asking = [
            messages.office_level(one, at)
            for one, at in shown.levels(competency).items()
            if at <= NEEDS_HELP_TO
        ]
        _show_lines(self._needs, asking or [tr("no office said 0 or 1")])
        matches = shown.matches(competency)
        mine = [match for match in matches if office in (match.helper, match.asks)] or matches
        said = messages.match_sentence(mine[0]) if mine else tr("none")
        self._match.setText(said)

    def _show_facts(self, rating: CompetencyRating | None) -> None:
        nothing = tr("not known")
        stated = rating.as_of if rating else None
        staff = rating.staff if rating else None
        spoken = [code_label("language", one) for one in rating.languages] if rating else []
        self.facts["stated"].setText(numbers().partial(stated) if stated else nothing)
        self.facts["staff"].setText(numbers().number(staff) if isinstance(staff, int) else nothing)
        self.facts["languages"].setText(", ".join(spoken) or nothing)
        self.facts["source"].setText((rating.source if rating else None) or nothing)
        self.facts["before"].setText("")

    def show_before(self, stated: Stated) -> None:
        if stated.rating.id != self._rating:
            return
        before = stated.before
        text = tr("nothing")
        if before is not None:
            day = numbers().partial(before.as_of) if before.as_of else tr("day not known")
            text = tr("{level} on {day}", level=before.level, day=day)
        self.facts["before"].setText(text)

    def show_gaps(self, table: CompetencyTable) -> None:
        rows: list[QWidget] = []
        for gap in table.matrix.gaps[:MOST_LINES]:
            words = vbox(
                Label(code_label("competency", gap.competency), BODY, wrap=True),
                Label(messages.gap_line(gap.said, gap.best), SMALL, tone="text2", wrap=True),
            )
            rows.append(hbox(IconLabel("alert-triangle", "warn"), (words, 1), gap=8))
        _fill(self._gaps, rows or [Label(tr("none"), BODY, tone="text2")])

    def _open(self) -> None:
        self.edited.emit(self._rating)


def _show_lines(place: QWidget, lines: list[str]) -> None:
    shown = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        shown.append(tr("and {count} more", count=len(lines) - MOST_LINES))
    _fill(place, [Label(line, BODY, wrap=True) for line in shown])


def _fill(place: QWidget, rows: list[QWidget]) -> None:
    box = place.layout()
    assert box is not None
    while (item := box.takeAt(0)) is not None:
        discard(item.widget())
    for row in rows:
        box.addWidget(row)
