"""The course of a request; the phases and the sums of an operation."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from rilo_desktop.analysis.activities import ResultSum, reported_by, result_sums
from rilo_desktop.analysis.known_values import known_lines
from rilo_desktop.records import Activity, OperationResult, Record, fields_of

from ...i18n import code_label, numbers, plural, tr
from ...itemviews.row_template import Row, RowContext, Text
from ...itemviews.table import TableModel, TableView, cell_row
from ...theme.tokens import BODY, MEDIUM, REGULAR, SECTION, SEMIBOLD, SMALL
from ..labels import ElidedLabel, Label
from ..layouts import hbox, vbox
from .course import PhaseBars
from .overview import Overview
from .request import RequestHead

COLUMNS = ("goods", "seizures", "quantity", "unit", "member")
SEPARATOR = "  ·  "


class ActivityOverview(Overview):
    def __init__(self) -> None:
        super().__init__()
        self.request = RequestHead()
        self.request.answered.connect(lambda values: self.filled.emit(values, "outcome"))
        self.phases = PhaseBars()
        self.sums = ResultTable()
        vbox(self.request, self.phases, self.sums, gap=16, margins=(0, 0, 0, 20), into=self)

    def show_record(self, record: Record, today: date) -> None:
        assert isinstance(record, Activity)
        is_operation = record.activity_kind == "operation"
        self.request.show_record(record, today)
        self.phases.show_phases(record.phases if is_operation else (), today)
        self.sums.show_results(record if is_operation else None)
        shown = (self.request, self.phases, self.sums)
        self.setVisible(any(not part.isHidden() for part in shown))


class ResultTable(Overview):
    """Sums within one commodity, goods and unit; the last row has the seizures of all."""

    def __init__(self) -> None:
        super().__init__()
        self._from = ElidedLabel("", SMALL, tone="text2")
        described = fields_of(OperationResult)
        heads = [tr(described[name].label) for name in COLUMNS]
        self.model: TableModel[ResultSum | None] = TableModel(heads, self._text, figures=(1, 2))
        self.view = TableView(tr("Results"), self.model, self._row, wide=0, widest=180)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for off in (self.view.setVerticalScrollBarPolicy, self.view.setHorizontalScrollBarPolicy):
            off(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._total: int | None = None
        head = hbox(Label(tr("Results"), SECTION, SEMIBOLD), (self._from, 1), gap=12)
        vbox(head, self.view, gap=8, into=self)

    def show_results(self, operation: Activity | None) -> None:
        results = operation.results if operation is not None else ()
        self.setVisible(bool(results))
        if operation is None or not results:
            return
        sums = result_sums(results)
        stated = [one.seizures for one in sums if one.seizures is not None]
        self._total = sum(stated) if stated else None
        self.view.show_rows((*sums, None))
        self.view.setColumnHidden(4, not any(one.members for one in sums))
        self.view.fit_rows(len(sums) + 1, 2)
        self._from.setText(_reported(operation))

    def _text(self, row: ResultSum | None, column: int) -> str:
        if row is None:
            total = "" if self._total is None else numbers().number(self._total)
            return (tr("In all"), total, "", tr("quantities stay by unit"), "")[column]
        match column:
            case 0:
                return self._goods(row)
            case 1:
                return tr("not said") if row.seizures is None else numbers().number(row.seizures)
            case 2:
                return _quantity(row)
            case 3:
                return code_label("unit", row.unit) if row.unit else ""
        count = len(row.members)
        return plural("{count} Member", "{count} Members", count) if count else ""

    def _goods(self, row: ResultSum) -> str:
        """Goods of one name may be of two commodities: then both are named."""
        goods = row.goods or tr("No goods named")
        commodities = {
            o.commodity for o in self.view.rows if o is not None and o.goods == row.goods
        }
        if row.goods and len(commodities) < 2:
            return goods
        commodity = code_label("commodity", row.commodity) if row.commodity else ""
        return SEPARATOR.join(filter(None, (goods, commodity)))

    def _row(self, row: ResultSum | None, context: RowContext) -> Row:
        is_total, column = row is None, context.column
        weight = SEMIBOLD if is_total and column < 3 else MEDIUM if column == 0 else REGULAR
        tone = "text2" if column == 4 or (is_total and column == 3) else "text"
        text = Text(
            self._text(row, column),
            (BODY, weight, True),
            tone,
            at_right=column in self.model.figures,
        )
        return cell_row(text, context)


def _quantity(row: ResultSum) -> str:
    if row.quantity is None:
        return tr("not said")
    said = numbers().number(row.quantity)
    return tr("about {number}", number=said) if row.approximate else said


def _reported(operation: Activity) -> str:
    """From how many of its Members results came, and who sent none; only where it names them."""
    members, sent = known_lines(operation.members), reported_by(operation)
    if not sent:
        return tr("unlike units and unlike goods are never added")
    missing = [code for code in members if code not in sent]
    said = tr("from {count} of {all} Members", count=len(sent), all=len(members))
    if not missing:
        return said
    return tr("{said}; nothing yet from {names}", said=said, names=", ".join(missing))
