"""The record at the right of a list: is it this one? In the order in which an officer reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rilo_desktop.language import NC_
from rilo_desktop.presentation.list_spec import ListSpec
from rilo_desktop.presentation.references import title_in
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import NOT_KNOWN, FieldSpec, FieldType, fields_of
from rilo_desktop.records.translated import line_in, said_in
from rilo_desktop.services.deferred import record

from ...context import PageContext
from ...i18n import code_label, tr, window_language, words
from ...record_commands.record_pages import PDF_KEYS
from ...theme import colour, draw_line, metrics, rounded, scaled
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL, SUBTITLE
from ...widgets.buttons import button, show_keys
from ...widgets.labels import Chip, ElidedLabel, Label, TlpChip
from ...widgets.layouts import FlowLayout, Hairline, Panel, Scroller, hbox, vbox
from ...widgets.value_formatting import ROLES, is_empty, shown

if TYPE_CHECKING:
    from rilo_desktop.services.records.record import Stored

MOST_LINES = 5
LONGEST_TEXT = 900
NAMED_BY = ("description", "goods", "category", "commodity")
"""What says of a line with a quantity which goods it counts; the first that is known."""


class Preview(Panel):
    opened = Signal(str)
    pdf_wanted = Signal()

    def __init__(self, context: PageContext, look: ListSpec) -> None:
        super().__init__("surface", "l")
        self._context, self._look = context, look
        self._id = ""
        self._open = button(tr(NC_("verb", "Open")), self._on_open, glyph="pencil")
        self._open.setProperty("hint", tr("Enter"))
        self.pdf = button("", self.pdf_wanted.emit, "ghost", "file-export", tr("Save as PDF …"))
        show_keys(self.pdf, PDF_KEYS)
        tools = hbox(self._open, None, self.pdf, margins=(0, 12, 0, 12))
        self.pdf.setVisible(record_type(look.kind).has_pages)
        self._foot = vbox(Hairline(), tools)
        self._content = vbox(margins=(21, 16, 20, 12))
        self._scroller = Scroller(self._content)
        context.names_changed.connect(lambda _kind: self.refresh())
        vbox(
            (self._scroller, 1),
            hbox(self._foot, margins=(21, 0, 20, 0)),
            into=self,
        )
        self.clear()

    def show_record(self, record_id: str, later: bool = False) -> None:
        """Ask for the record; what stands here stays until its answer comes.

        `later`: when nobody types; the rows of a search are painted first.
        """
        self._id = record_id
        self._context.serve(
            record.shown,
            record_id,
            then=self._show,
            owner=self,
            turn="preview",
            later=later,
        )

    def refresh(self) -> None:
        if self._id:
            self.show_record(self._id)

    def clear(self) -> None:
        self._id = ""
        self._content.hide()
        self._foot.hide()

    def _on_open(self) -> None:
        if self._id:
            self.opened.emit(self._id)

    def _show(self, stored: Stored) -> None:
        if stored.record.id != self._id:
            return  # nothing was found meanwhile
        record: Any = stored.record
        content = vbox(*self._parts(record), None, margins=(21, 16, 20, 12))
        self._content = content
        self._scroller.setWidget(content)
        self._foot.show()

    def _parts(self, record: Any) -> list[Any]:
        name = record.local_ref if self._look.named_by == "local_ref" else record.reference
        head = hbox(
            Label(name or record.reference, SMALL, MEDIUM, "text2"),
            None,
            TlpChip(self._tlp_of(record)),
        )
        about, named_by = fields_of(type(record)), record.kind.title_in(window_language())
        said = title_in(record, window_language()) or tr("Untitled")
        title = Label(said, SUBTITLE, SEMIBOLD, wrap=True)
        parts: list[Any] = [head, 8, title, 8, self._states(record)]
        for how, field in self._look.preview:
            value = getattr(record, field)
            if field == named_by:
                value = _other_names(about[field], value, said)
            value = said_in(record, field, window_language()) or value
            if is_empty(value) or value is NOT_KNOWN:
                continue
            parts += self._part(how, about[field], value)
        return parts

    def _tlp_of(self, record: Any) -> str:
        return record.tlp if isinstance(record.tlp, str) and record.tlp else "AMBER"

    def _states(self, record: Any) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder)
        chip = Chip()
        chip.show_workflow(record.workflow)
        flow.addWidget(chip)
        if self._look.state != "workflow":
            code = getattr(record, self._look.state)
            about = fields_of(type(record))[self._look.state]
            if isinstance(code, str):
                flow.addWidget(Chip(code_label(about.vocabulary, code)))
        grade = getattr(record, "source_grade", None)
        if isinstance(grade, str) and grade:
            flow.addWidget(Chip(tr("Grade {grade}", grade=grade)))
        line = line_in(record, window_language())
        status = getattr(line, "translation_status", None)
        if isinstance(status, str) and status:
            flow.addWidget(Chip(code_label("translation_status", status)))
        elif isinstance(record.language, str):
            flow.addWidget(Chip(code_label("language", record.language)))
        return holder

    def _part(self, how: str, about: Any, value: Any) -> list[Any]:
        title = Label(tr(about.label), SMALL, SEMIBOLD, "text2")
        if how == "route":
            return [16, RouteLine(value)]
        if how == "text":
            text = shown(about, value, self._context.names.name_of)
            if len(text) > LONGEST_TEXT:
                text = text[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
            if about.type is FieldType.LONG_TEXT and self._look.preview[0][1] in ("route",):
                return [16, Label(text, wrap=True)]
            return [16, title, 4, Label(text, wrap=True)]
        rows: list[QWidget] = []
        make = {"lines": self._goods, "named": self._named, "thread": self._entry}[how]
        lines = value[-3:][::-1] if how == "thread" else value[:MOST_LINES]
        for line in lines:
            rows.append(make(line))
        count = Label(str(len(value)), SMALL, tone="text2")
        parts = [16, Hairline(), 14, hbox(title, None, count), 6, vbox(*rows, gap=8)]
        more = len(value) - len(lines)
        if more > 0:
            parts += [8, Label(tr("{count} more", count=more), SMALL, tone="text3")]
        return parts

    def _goods(self, line: Any) -> QWidget:
        about = fields_of(type(line))
        if "quantity" not in about:
            name_of = self._context.names.name_of
            said = {name: shown(one, getattr(line, name), name_of) for name, one in about.items()}
            texts = [_labelled(about[name], text) for name, text in said.items() if text]
            return Label("  ·  ".join(texts), wrap=True)
        names = (shown(about[name], getattr(line, name)) for name in NAMED_BY if name in about)
        name = next(filter(None, names), "")
        amount = Label(shown(about["quantity"], line.quantity))
        known = line.unit is not NOT_KNOWN  # said once: of the quantity
        unit = ElidedLabel(shown(about["unit"], line.unit) if known else "", SMALL, tone="text2")
        unit.setFixedWidth(scaled(56))
        return hbox((ElidedLabel(name or tr("Goods")), 1), amount, unit, gap=8)

    def _named(self, line: Any) -> QWidget:
        code = line.indicator if isinstance(line.indicator, str) else tr("Not known")
        called = shown(fields_of(type(line))["indicator"], code, self._context.names.name_of)
        title = called.removeprefix(code).strip()
        primary = line.strength == "primary"
        mark = Label(
            code, BODY, SEMIBOLD if primary else REGULAR, "accentText" if primary else "text2"
        )
        mark.setFixedWidth(scaled(58))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop | mark.alignment())
        return hbox(mark, (Label(title, wrap=True), 1), gap=4)

    def _entry(self, line: Any) -> QWidget:
        about = fields_of(type(line))
        when = Label(shown(about["date"], line.date), SMALL, MEDIUM, "text2")
        return vbox(when, Label(shown(about["entry"], line.entry), wrap=True), gap=2)


def _labelled(about: FieldSpec, text: str) -> str:
    """A number does not say of what it is."""
    is_number = about.type in (FieldType.INTEGER, FieldType.DECIMAL) and not about.is_year
    return words().labelled(tr(about.label), text) if is_number else text


def _other_names(about: FieldSpec, value: Any, said: str) -> tuple[tuple[str, str], ...]:
    """The name in the languages in which the title does not say it."""
    if about.type is not FieldType.TRANSLATED or value is NOT_KNOWN:
        return ()
    return tuple(name for name in value or () if name[1] != said)


def _role(about: Any, role: Any) -> str:
    """In one word where there is one."""
    return tr(ROLES[role]) if role in ROLES else shown(about, role)


class RouteLine(QWidget):
    """A route as a line of places: filled where it was detected."""

    MOST = 3

    def __init__(self, legs: Any) -> None:
        super().__init__()
        chosen = list(legs)
        if len(chosen) > self.MOST:
            seen = [leg for leg in chosen[1:-1] if leg.role == "seizure"] or [chosen[1]]
            chosen = [chosen[0], seen[0], chosen[-1]]
        self._legs = chosen
        about = fields_of(type(legs[0]))
        self._names = [shown(about["country"], leg.country) or tr("Not known") for leg in chosen]
        self._roles = [_role(about["role"], leg.role) for leg in chosen]
        self.setAccessibleName(words().labelled(tr("Route"), " → ".join(self._names)))
        self.setFixedHeight(scaled(16) + metrics(SMALL).height() + metrics(CAPTION).height() + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        count, dot = len(self._legs), scaled(12)
        step = (self.width() - dot) / max(1, count - 1) if count > 1 else 0
        share = self.width() // count - scaled(8)
        painter.setPen(colour("line2"))
        middle = dot // 2 + 1
        if count > 1:
            painter.drawLine(dot, middle, self.width() - dot, middle)
        for at, leg in enumerate(self._legs):
            x = at * step
            x = self.width() - dot - x if mirrored else x
            here = leg.role == "seizure"
            place = QRectF(x, 1, dot, dot)
            rounded(painter, place, dot / 2, "surface")
            inner = place.adjusted(1, 1, -1, -1)
            tone = "accentText" if here else "text3"
            rounded(painter, inner, dot / 2, tone if here else "", tone, 1.8)
            trailing = at == count - 1 and count > 1
            centred = 0 < at < count - 1
            left = x if not mirrored else x + dot - share
            if trailing:
                left = 0 if mirrored else self.width() - share
            elif centred:
                left = x + dot / 2 - share / 2
            self._words(painter, left, share, at, here, mirrored, trailing, centred)

    def _words(
        self,
        painter: QPainter,
        x: float,
        width: int,
        at: int,
        here: bool,
        mirrored: bool,
        trailing: bool,
        centred: bool,
    ) -> None:
        y = scaled(17)
        for text, spec, tone in (
            (self._names[at], (SMALL, SEMIBOLD if here else REGULAR), "text"),
            (self._roles[at], (CAPTION, REGULAR), "text3"),
        ):
            left = x
            if centred:
                left = x + max(0, (width - metrics(*spec).horizontalAdvance(text)) / 2)
                draw_line(painter, left, y, width, text, spec, tone)
            else:
                draw_line(painter, left, y, width, text, spec, tone, mirrored, trailing)
            y += metrics(*spec).height()
