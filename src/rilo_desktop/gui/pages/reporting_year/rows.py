"""The papers of the year and the parts of one of them, as rows of lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rilo_desktop.language import N_

from ...i18n import numbers, plural, tr, window_language
from ...itemviews import FLAT, STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text
from ...theme.paragraph import LINE
from ...theme.tokens import BODY, MEDIUM, REGULAR, SEMIBOLD, SMALL

if TYPE_CHECKING:
    from rilo_desktop.services.records.reporting_year import Paper, ReportingYear

DUE_WIDE, GATHERED_WIDE = 132, 150


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper, or the head of a section where `key` is empty."""

    key: str
    name: str
    about: str = ""
    due: str = ""
    known: str = ""
    tone: str = "text2"
    gathered: str = ""

    @property
    def spoken(self) -> str:
        said = (self.name, self.about, self.due, self.known, self.gathered)
        return ", ".join(part for part in said if part)


SECTIONS = (
    ("day", N_("A day was announced")),
    ("month", N_("Only the month is known from earlier years")),
    ("none", N_("Not announced")),
)


def name_of(paper: Paper) -> str:
    return paper.names.get(window_language()) or paper.names.get("en") or paper.code


def section_of(paper: Paper) -> str:
    time = paper.passed or paper.due
    if time is None:
        return "none"
    return "day" if time.is_day else "month"


def paper_rows(year: ReportingYear) -> Iterator[PaperRow]:
    for section, title in SECTIONS:
        papers = [paper for paper in year.papers if section_of(paper) == section]
        if papers:
            yield PaperRow("", tr(title))
            yield from (_paper_row(paper, year.day) for paper in papers)


def _paper_row(paper: Paper, today: date) -> PaperRow:
    due, known, tone = due_words(paper, today)
    return PaperRow(paper.id, name_of(paper), _about(paper), due, known, tone, _gathered(paper))


def due_words(paper: Paper, today: date) -> tuple[str, str, str]:
    """When it is due, how that is known, and the tone of the second."""
    if paper.passed is not None:
        days = (today - paper.passed.end).days
        said = plural("{count} day ago", "{count} days ago", days)
        return numbers().day(paper.passed.end, short=True), said, "danger"
    time = paper.due
    if time is None:
        return "", tr("not announced"), "text2"
    if not time.is_day:
        return numbers().partial(f"{time.start:%Y-%m}"), tr("day not announced"), "text2"
    left = time.days_left(today)
    return (
        numbers().day(time.start, short=True),
        plural("{count} day", "{count} days", left),
        "accentText" if left <= 30 else "text2",
    )


def _about(paper: Paper) -> str:
    time = paper.passed or paper.due
    if time is not None and time.source:
        return time.source
    if paper.years:
        return ", ".join(str(year) for year in paper.years[-4:])
    return paper.recipient


def _gathered(paper: Paper) -> str:
    if paper.sent:
        return tr("released: {reference}", reference=paper.sent)
    if not paper.submission:
        return ""
    if paper.gathered == len(paper.parts):
        return tr("ready from the records")
    return tr("{count} of {total} parts", count=paper.gathered, total=len(paper.parts))


class PapersView(ListView[PaperRow]):
    def __init__(self) -> None:
        self.days: Collection[str] = ()
        model: ListModel[PaperRow] = ListModel(
            text=lambda row: row.name,
            spoken=lambda row: row.spoken,
            enabled=lambda row: bool(row.key),
        )
        super().__init__(tr("What the office owes"), model, self._row)
        self.clicked.disconnect()  # a click chooses; the panel beside it leads on
        self.doubleClicked.connect(self._on_clicked)

    def show_papers(self, rows: Sequence[PaperRow], days: Collection[str]) -> None:
        """`days`: keys of those whose day was announced."""
        self.days = days
        self.show_rows(rows)

    def choose(self, key: str) -> None:
        """The row of this paper; else the first one."""
        keys = [row.key for row in self.rows]
        first = next((at for at, found in enumerate(keys) if found), -1)
        at = keys.index(key) if key and key in keys else first
        if at >= 0:
            self.select_row(at)

    def _row(self, row: PaperRow, context: RowContext) -> Row:
        if not row.key:
            title = Text(row.name, (SMALL, SEMIBOLD), "text2")
            return Row(
                (Cell((title,), STRETCH),), 34, lead=20, trail=20, style=FLAT, ground="canvas"
            )
        name = Text(row.name, (BODY, MEDIUM), most=2, step=LINE)
        about = Text(row.about, (SMALL, REGULAR), "text2")
        is_day = row.key in self.days
        due = Text(row.due, (BODY, MEDIUM if is_day else REGULAR), "text" if is_day else "text2")
        known = Text(row.known, (SMALL, REGULAR), row.tone)
        cells = (
            Cell((name, about) if row.about else (name,), STRETCH),
            Cell((due, known) if row.due else (known,), DUE_WIDE, before=16),
            Cell((Text(row.gathered, (SMALL, REGULAR), "text2", most=2),), GATHERED_WIDE, before=8),
            Cell(Icon("chevron-right", "text3", 14, 1.9), before=8),
        )
        ground = "sel" if context.is_selected else None
        around = {"lead": 20, "trail": 16, "top": 6, "bottom": 6}  # a long name has two lines
        return Row(cells, 52, **around, style=FLAT, ground=ground, rule=(20, 0))


@dataclass(frozen=True, slots=True)
class PartRow:
    """`kind`: whose list it leads to; "" of what is typed with the paper."""

    label: str
    said: str
    is_there: bool
    kind: str = ""


def part_rows(paper: Paper) -> list[PartRow]:
    rows = [
        PartRow(
            tr(part.label),
            plural("{count} record", "{count} records", part.count)
            if part.count
            else tr("nothing recorded"),
            bool(part.count),
            part.kind,
        )
        for part in paper.parts
    ]
    if paper.submission:
        rows.append(PartRow(tr("Texts of the document"), tr("written with the paper"), False))
    return rows


class PartsView(ListView[PartRow]):
    def __init__(self) -> None:
        model: ListModel[PartRow] = ListModel(
            text=lambda row: row.label, spoken=lambda row: f"{row.label}, {row.said}"
        )
        super().__init__(tr("What it is made of"), model, self._row)
        self.fit_to_contents()

    def _row(self, row: PartRow, _context: RowContext) -> Row:
        icon = Icon("check" if row.is_there else "circle-dashed", "text2", 16)
        label = Text(row.label, (BODY, REGULAR))
        said = Text(row.said, (SMALL, REGULAR), "text2")
        cells: tuple[Cell, ...] = (Cell(icon), Cell((label, said), STRETCH, before=10))
        if row.kind:
            cells = (*cells, Cell(Icon("chevron-right", "text3", 14, 1.9), before=8))
        ground = None if self.hasFocus() else ""
        return Row(cells, 44, style=FLAT, ground=ground, rule=(26, 0))
