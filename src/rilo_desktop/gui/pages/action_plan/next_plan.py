"""A new plan: its head, what becomes of the open items of the one before, lines of the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rilo_desktop.analysis.minutes import MinutesLine, read_minutes
from rilo_desktop.analysis.plan import item_name
from rilo_desktop.language import NC_
from rilo_desktop.records import ActionItem, ActionPlan, FieldSpec, FieldType, fields_of
from rilo_desktop.services.deferred import next_plan

from ...context import PageContext
from ...i18n import code_label, numbers, plural, tr
from ...itemviews import FLAT, STRETCH, Cell, ListModel, ListView, Row, RowContext, Text
from ...theme import scaled
from ...theme.tokens import BODY, HEADER, MEDIUM, REGULAR, SECTION, SEMIBOLD, SMALL, TITLE
from ...widgets.buttons import Segments, button, rename
from ...widgets.form import Field
from ...widgets.inputs.block import BlockInput
from ...widgets.labels import ElidedLabel, Label
from ...widgets.layouts import Hairline, Panel, Scroller, discard, hbox, vbox
from ...widgets.responsive_row import responsive_row

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.next_plan import Decided, NextPlan

PAUSE = 250
"""Milliseconds without a change before the minutes are read."""
CARRY, END, LEAVE = "carry", "end", "leave"
HEAD_ROWS = (("title",), ("period_from", "period_to", "adopted_on"), ("adopting_meeting",))
MINUTES = FieldSpec(FieldType.LONG_TEXT, "Minutes")
STOOD, FATE, NEW_DUE = 190, 250, 190


class NextPlanView(QWidget):
    """What is written here stays until the plan is made, also where one comes back later."""

    left = Signal()
    made = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._before: ActionPlan | None = None
        self._begun_for: str | None = None
        self.fates: list[FateRow] = []
        about = fields_of(ActionPlan)
        self.fields = {
            name: Field(name, about[name], context.names) for row in HEAD_ROWS for name in row
        }
        self.minutes = BlockInput(MINUTES, least_lines=4)
        self.minutes.target().setAccessibleName(tr("Lines of the minutes, one item each"))
        self.read: tuple[MinutesLine, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._read_minutes)
        self.minutes.changed.connect(lambda *_path: self._pause.start())
        self._build()

    def _build(self) -> None:
        back = button("", self.left.emit, "ghost", "arrow-left", tr("Back to the action plan"))
        head = Panel("surface", "b", height=HEADER)
        hbox(
            back, Label(tr("New plan"), TITLE, SEMIBOLD), None, gap=8, margins=(12, 0, 16, 0),
            into=head,
        )  # fmt: skip
        self._title = Label("", SECTION, SEMIBOLD)
        self._about = Label("", SMALL, tone="text2", wrap=True)
        rows = [responsive_row([(self.fields[name], 1) for name in names]) for names in HEAD_ROWS]
        self._open_head = self._made_open_head()
        self._rows = QWidget()
        self._rows_box = QVBoxLayout(self._rows)
        self._rows_box.setContentsMargins(0, 0, 0, 0)
        self._rows_box.setSpacing(0)
        model: ListModel[MinutesLine] = ListModel(text=lambda line: line.title, spoken=_spoken)
        self.lines = ListView(tr("Items read from the minutes"), model, _line_row)
        self.lines.fit_to_contents()
        self.lines.setFocusPolicy(self.lines.focusPolicy().NoFocus)
        minutes_head = hbox(
            Label(tr("New in the minutes"), SECTION, SEMIBOLD),
            8,
            (ElidedLabel(tr("paste the conclusions: one line, one item"), SMALL, tone="text2"), 1),
        )
        self._sums = Label("", tone="text2", wrap=True)
        content = vbox(
            *(self._title, 4, self._about, 12, rows[0], 10, rows[1], 10, rows[2], 20),
            *(self._open_head, self._rows, 20, minutes_head, 6, self.minutes, 6, self.lines, 16),
            *(Label(tr("In the new plan"), SECTION, SEMIBOLD), 4, self._sums, None),
            margins=(20, 16, 20, 20),
        )
        ground = Panel("surface")
        vbox((Scroller(content), 1), into=ground)
        foot = Panel("canvas", "t", height=60)
        said = tr("“Not set” may stay: an item without a date is never called late.")
        self.make_button = button(tr("Make the plan"), self.make, "primary", "check")
        hbox(
            (ElidedLabel(said, SMALL, tone="text2"), 1),
            button(tr("Later"), self.left.emit),
            self.make_button,
            gap=8,
            margins=(20, 0, 16, 0),
            into=foot,
        )
        vbox(head, (ground, 1), foot, into=self)

    def _made_open_head(self) -> QWidget:
        texts = (
            (tr("Where it stood"), STOOD),
            (tr("What becomes of it"), FATE),
            (tr("New due date, or why it ends"), NEW_DUE),
        )
        cells = []
        for text, wide in texts:
            label = ElidedLabel(text, SMALL, MEDIUM, "text2")
            label.setFixedWidth(scaled(wide))
            cells.append(label)
        first = ElidedLabel(tr("Open in the old plan"), SMALL, MEDIUM, "text2")
        return vbox(hbox((first, 1), *cells, gap=8), 4, Hairline())

    def begin(self, before: ActionPlan | None) -> None:
        """`before`: the plan that the new one follows. What was begun for it is kept."""
        key = before.id if before is not None else ""
        if self._begun_for == key:
            return
        self._begun_for, self._before = key, before
        old = before.title_text if before is not None else ""
        self._title.setText(tr("From {plan}", plan=old) if old else tr("The first plan"))
        self._about.setText(
            tr("The old plan is closed with this step. Each open item is carried over, ended or "
               "left; nothing is lost from its thread.")
            if old else tr("Items can be added later, one by one or from the minutes.")
        )  # fmt: skip
        for field in self.fields.values():
            field.set_value(None)
        self.minutes.set_value(None)
        self._show_items(())
        self._read_minutes()
        self._context.serve(
            next_plan.open_items, key, then=self._show_items, owner=self, turn="open items"
        )

    def take_focus(self) -> None:
        self.fields["title"].take_focus()

    def _show_items(self, items: Sequence[ActionItem]) -> None:
        for row in self.fates:
            discard(row)
        self.fates = [FateRow(item, self._context) for item in items]
        for row in self.fates:
            self._rows_box.addWidget(row)
            row.changed.connect(self._show_sums)
        for widget in (self._open_head, self._rows):
            widget.setVisible(bool(items))
        self._show_sums()

    def _read_minutes(self) -> None:
        self._pause.stop()
        value = self.minutes.value()
        self.read = read_minutes(value if isinstance(value, str) else "")
        self.lines.show_rows(self.read)
        self.lines.setVisible(bool(self.read))
        self._show_sums()

    def _show_sums(self) -> None:
        carried = sum(row.fate.key == CARRY for row in self.fates)
        count = carried + len(self.read)
        parts = [
            plural("{count} carried over, with its thread", "{count} carried over, with their "
                   "threads", carried),
            plural("{count} new, from the minutes", "{count} new, from the minutes",
                   len(self.read)),
        ]  # fmt: skip
        self._sums.setText(" · ".join(parts))
        text = plural("Make the plan with {count} item", "Make the plan with {count} items", count)
        rename(self.make_button, text if count else tr("Make the plan"))

    # --- the step

    def wanted(self) -> NextPlan:
        from rilo_desktop.services.records.next_plan import CARRIED, CARRIED_TO, NextPlan

        values = {name: _text(field.value()) for name, field in self.fields.items()}
        return NextPlan(
            **values,
            follows=self._before.id if self._before is not None else "",
            decided={row.item.id: row.decided() for row in self.fates},
            minutes=self.read,
            carried=tr(CARRIED),
            carried_to=tr(CARRIED_TO),
        )

    def make(self) -> None:
        self._read_minutes()
        wrong = [field for field in self.fields.values() if field.complaint()]
        wrong += [row.due for row in self.fates if row.fate.key == CARRY and row.due.complaint()]
        if wrong:
            wrong[0].take_focus()
            return
        self._context.serve(
            next_plan.make,
            self.wanted(),
            then=self._on_made,
            failed=self._on_refused,
            owner=self,
        )

    def _on_made(self, changes: Changes) -> None:
        self._begun_for = None
        self._context.announce(changes)
        self.made.emit()

    def _on_refused(self, error: BaseException) -> None:
        for found in getattr(error, "findings", ()):
            if found.place.field in self.fields:
                self.fields[found.place.field].take_focus()
            else:
                rows = [row for row in self.fates if row.item.id == found.place.record]
                for row in rows[:1]:
                    (row.reason if row.fate.key == END else row.due).take_focus()
            break
        self._context.failed.emit(error)


class FateRow(QWidget):
    """An open item of the old plan, and what becomes of it."""

    changed = Signal()

    def __init__(self, item: ActionItem, context: PageContext) -> None:
        super().__init__()
        self.item = item
        about = fields_of(ActionItem)
        name = item_name(item)
        self.fate = Segments(
            [
                (CARRY, tr(NC_("an open item", "Carry over"))),
                (END, tr(NC_("an open item", "End"))),
                (LEAVE, tr(NC_("an open item", "Leave"))),
            ],
            tr("What becomes of {name}", name=name),
        )
        self.fate.setFixedWidth(scaled(FATE))
        self.due = Field("due", about["due"], context.names, spoken=name)
        self.reason = Field("outcome", about["revised_reason"], context.names, spoken=name)
        self.stays = Label(tr("stays in the old plan"), SMALL, tone="text3")
        places = (self.due, self.reason, self.stays)
        self.due.hide_label()
        self.reason.hide_label()
        holder = vbox(*places)
        holder.setFixedWidth(scaled(NEW_DUE))
        stood = ElidedLabel(_stood(item), SMALL, tone="text2")
        stood.setFixedWidth(scaled(STOOD))
        words = vbox(
            ElidedLabel(item.title_text or tr("Untitled"), BODY, MEDIUM),
            ElidedLabel(name, SMALL, tone="text3"),
        )
        line = hbox((words, 1), stood, self.fate, holder, gap=8, margins=(0, 6, 0, 6))
        vbox(line, Hairline(), into=self)
        self.fate.chosen.connect(lambda _key: self._on_fate())
        self._on_fate()

    def _on_fate(self) -> None:
        self.due.setVisible(self.fate.key == CARRY)
        self.reason.setVisible(self.fate.key == END)
        self.stays.setVisible(self.fate.key == LEAVE)
        self.changed.emit()

    def decided(self) -> Decided:
        from rilo_desktop.services.records.next_plan import Decided, Fate

        return Decided(
            Fate(self.fate.key), due=_text(self.due.value()), reason=_text(self.reason.value())
        )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _stood(item: ActionItem) -> str:
    """ "50 % · due Dec 2025"."""
    how = (
        tr("{percent} %", percent=item.percent)
        if item.percent is not None
        else code_label("action_status", item.progress)
        if isinstance(item.progress, str)
        else tr("Not known")
    )
    due = next((d for d in (item.revised_due, item.due) if isinstance(d, str) and d), "")
    when = tr("due {date}", date=numbers().partial(due, short=True)) if due else tr("no date")
    return f"{how} · {when}"


def _read_as(line: MinutesLine) -> tuple[str, str]:
    """What was read of it, and its tone: amber where something has to be added."""
    lead = tr("lead: {lead}", lead=line.lead) if line.lead else tr("lead not named")
    if line.due:
        due = tr("due: {date}", date=numbers().partial(line.due, short=True))
    elif line.dates:
        due = tr("two dates: none is taken")
    else:
        due = tr("no date")
    return f"{lead} · {due}", "accentText" if line.lead and line.due else "warn"


def _spoken(line: MinutesLine) -> str:
    return f"{line.agenda_item} {line.title}. {_read_as(line)[0]}".strip()


def _line_row(line: MinutesLine, _context: RowContext) -> Row:
    said, tone = _read_as(line)
    number = Text(line.agenda_item or "–", (SMALL, REGULAR), "text3")
    cells = (
        Cell((number,), 44),
        Cell((Text(line.title, (BODY, REGULAR)),), STRETCH),
        Cell((Text(said, (SMALL, REGULAR), tone),), before=12),
    )
    return Row(cells, 28, 3, 3, 8, 8, FLAT, "", rule=(0, 0), below=1)
