"""First step: what is to be sent, in which language, to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from rilo_desktop.language import window_languages
from rilo_desktop.office_codes import is_practice
from rilo_desktop.presentation.document_spec import DocumentSpec, Scope
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.records import kind_named
from rilo_desktop.services.deferred import list_views
from rilo_desktop.vocabularies import vocabulary

from ...context import PageContext
from ...i18n import plural, tr, window_language
from ...theme.tokens import SECTION, SEMIBOLD, TITLE
from ...widgets.accessible_names import labelled, name_list
from ...widgets.buttons import button
from ...widgets.choice_box import ChoiceBox
from ...widgets.labels import Label
from ...widgets.layouts import Hairline, Panel, Scroller, hbox, lay_out, vbox
from .period import PeriodField, with_period, without_period
from .scope_fields import ScopeFields
from .types import TypeRow

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records.list_views import SavedView
    from rilo_desktop.services.submissions.submit import SubmissionRequest


class SelectionStep(QWidget):
    chosen = Signal(object)
    """The `SubmissionRequest` to be checked."""
    went_back = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._views: tuple[SavedView, ...] = ()
        self._views_of = ""
        """Record type whose views are offered."""
        self.scope = ScopeFields(context)
        self.scope.changed.connect(self._show_readiness)
        self.rows = [TypeRow(spec) for spec in SUBMISSIONS.values()]
        self.rows[0].setChecked(True)
        self._picked: tuple[str, ...] = ()
        self._base: SubmissionRequest | None = None
        left = Panel("surface")
        question = Label(tr("What do you want to send?"), SECTION, SEMIBOLD)
        types = Scroller(vbox(*self.rows, None))
        for type_row in self.rows:
            type_row.toggled.connect(partial(self._on_other_type, types, type_row))
            type_row.entered.connect(self._on_entered)
        vbox(hbox(question, None, margins=(20, 18, 20, 14)), (types, 1), into=left)
        self.where = QLineEdit()
        self.where.setPlaceholderText(tr("All of them"))
        self.period = PeriodField()
        self.view = ChoiceBox()
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.view.activated.connect(lambda _at: self._on_view())
        self.addressee = QLineEdit()
        practice = is_practice(context.entered.office_code)
        usual = tr("Practice Secretariat") if practice else tr("WCO Secretariat")
        self.addressee.setPlaceholderText(usual)
        self.purpose = _combo(
            [(item.code, item.label(window_language())) for item in vocabulary("purpose")]
        )
        names = vocabulary("language")
        languages = [(code, names.label(code, window_language())) for code in window_languages()]
        self.language = _combo(languages)
        at = self.language.findData(window_language())
        self.language.setCurrentIndex(max(0, at))
        self.title = QLineEdit()
        self._name = Label("", TITLE, SEMIBOLD, wrap=True)
        self._ready = Label("", tone="text2", wrap=True)
        self.next = button(tr("Check the records"), self._on_next, "primary", high=36)
        cancel = button(tr("Cancel"), self.went_back.emit, high=36)
        words = labelled(
            tr("Records with these words"),
            self.where,
            tr("As in the search box of the list; empty for all records"),
        )
        self._view = labelled(tr("Records of a view"), self.view)
        self._where = vbox(self._view, words, self.period, gap=14)
        self._picked_words = Label("")
        self.all_instead = button(tr("Include all records"), lambda: self.pick(()), "link")
        self._picked_line = hbox((self._picked_words, 1), self.all_instead, gap=8)
        right = Panel("canvas", "l", width=372)
        settings = vbox(
            self._name,
            6,
            Label(
                tr("All matching records are included; untick those you do not want to send."),
                tone="text2",
                wrap=True,
            ),
            16,
            self._where,
            self._picked_line,
            14,
            self.scope,
            14,
            labelled(tr("To"), self.addressee),
            14,
            labelled(tr("Purpose"), self.purpose),
            14,
            labelled(tr("Language of the document"), self.language),
            14,
            labelled(tr("Title"), self.title, tr("Empty: the usual title of its type")),
            16,
            self._ready,
            None,
            margins=(24, 20, 24, 12),
        )
        foot = hbox(cancel, None, self.next, margins=(24, 16, 24, 16))
        vbox((Scroller(settings), 1), Hairline(), foot, into=right)
        hbox((left, 1), right, into=self)
        self._counts: Mapping[str, int] = {}
        self.pick(())

    @property
    def type(self) -> DocumentSpec:
        return next(type_row.type for type_row in self.rows if type_row.isChecked())

    def choose(self, name: str) -> None:
        """The keyboard goes along where it is on another type."""
        has_focus = any(type_row.hasFocus() for type_row in self.rows)
        for type_row in self.rows:
            if type_row.type.name == name:
                type_row.setChecked(True)
                if has_focus:
                    type_row.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_begun(self) -> bool:
        """Was anything written or picked that is kept nowhere else?"""
        written = (self.where, self.addressee, self.title)
        return bool(
            self._picked
            or self.period.code
            or self._base
            or self.scope.is_written
            or any(line.text().strip() for line in written)
        )

    def pick(self, records: tuple[str, ...]) -> None:
        """These records and no others, ids of one kind; none: all of the kind."""
        self._picked = records
        count = len(records)
        self._picked_words.setText(plural("{count} chosen record", "{count} chosen records", count))
        self._where.setVisible(not records and Scope.RECORD not in self.type.scope)
        self._picked_line.setVisible(bool(records))
        self._on_type()

    def begin(self) -> None:
        """Another one, with the usual settings."""
        self._base, self._views_of = None, ""
        for line in (self.where, self.addressee, self.title):
            line.clear()
        self.purpose.setCurrentIndex(0)
        self.period.show_code("")
        self.scope.begin()
        self.pick(())

    def fill(self, order: SubmissionRequest) -> None:
        """The settings of an order: a draft, a returned or a superseded submission."""
        self.choose(order.type)
        words, period = without_period(order.where)
        self.where.setText(words)
        self.period.show_code(period)
        self.addressee.setText(order.addressee)
        self.title.setText(order.title)
        self.purpose.setCurrentIndex(max(0, self.purpose.findData(order.purpose)))
        self.language.setCurrentIndex(max(0, self.language.findData(order.language)))
        self.scope.fill(order)
        self.pick(() if self.scope.records() else order.records)
        self._base = order

    def show_counts(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        for type_row in self.rows:
            count = counts.get(type_row.type.record_type, 0)
            type_row.show_count(plural("{count} record", "{count} records", count))
        self._on_type()

    def order(self) -> SubmissionRequest:
        from rilo_desktop.services.submissions.submit import SubmissionRequest

        kept = self._base if self._base and self._base.type == self.type.name else None
        return replace(
            kept or SubmissionRequest(self.type.name),
            language=self.language.currentData(),
            where="" if self._picked else self._words(),
            records=self.scope.records() or self._picked,
            year=self.scope.chosen_year(),
            member=self.scope.chosen_member(),
            messages=self.scope.messages(),
            title=self.title.text().strip(),
            addressee=self.addressee.text().strip(),
            purpose=self.purpose.currentData(),
        )

    def _words(self) -> str:
        """What finds the records, with their time where the type asks for no year itself."""
        words = self.where.text().strip()
        return with_period(words, self.period.code if self._is_by_period else "")

    @property
    def _is_by_period(self) -> bool:
        chosen = self.type
        return Scope.YEAR not in chosen.scope and bool(kind_named(chosen.record_type).dated)

    def _read_views(self, kind: str) -> None:
        if kind != self._views_of:
            self._views_of = kind
            self._show_views(())
            self._context.serve(
                list_views.recall,
                kind,
                then=lambda held: self._show_views(held.views),
                owner=self,
                turn="views",
            )

    def _show_views(self, views: tuple[SavedView, ...]) -> None:
        self._views = views
        self.view.clear()
        self.view.addItem(tr("No view"))
        for one in views:
            self.view.addItem(one.name)
        name_list(self.view)
        self._view.setVisible(bool(views))

    def _on_view(self) -> None:
        """Those that the view finds now."""
        at = self.view.currentIndex() - 1
        if at >= 0:
            self._context.serve(
                _ids_of, self.type.record_type, self._views[at], then=self._on_found, owner=self
            )

    def _on_found(self, ids: tuple[str, ...]) -> None:
        self.view.setCurrentIndex(0)
        if ids:
            self.pick(ids)
            self.all_instead.setFocus()
        else:
            self._context.told.emit(tr("The view finds no records."))

    def _on_other_type(self, types: Scroller, row: TypeRow, is_chosen: bool) -> None:
        """Picked records are of the type they were picked for."""
        self.pick(())
        if is_chosen:
            types.bring_into_sight(row, 0)

    def _on_type(self) -> None:
        chosen = self.type
        self._name.setText(tr(chosen.label))
        self.scope.show_type(chosen)
        self.period.setVisible(self._is_by_period)
        self._read_views(chosen.record_type)
        lay_out()
        self._where.setVisible(not self._picked and Scope.RECORD not in chosen.scope)
        count = self._counts.get(chosen.record_type, 0)
        kind = tr(kind_named(chosen.record_type).plural)
        ready = plural(
            "{count} record of the type “{kind}” is in this office.",
            "{count} records of the type “{kind}” are in this office.",
            count,
            kind=kind,
        )
        self._ready.setText(ready)
        self._show_readiness()

    def _show_readiness(self) -> None:
        counts = [self._counts.get(one.record_type, 0) for one in self.type.sources]
        nothing = "" if any(counts) else tr("There is nothing of this kind to send yet")
        missing = "" if self.scope.is_complete else tr("Choose what this document is about")
        self.next.setEnabled(not nothing and not missing)
        self.next.setToolTip(nothing or missing)

    def _on_entered(self) -> None:
        """Go on with this type, or to what is still to be chosen."""
        if self.next.isEnabled():
            self._on_next()
        elif not self.scope.is_complete:
            self.scope.take_focus()
        else:
            self._context.warned.emit(self.next.toolTip())

    def _on_next(self) -> None:
        self.chosen.emit(self.order())


def _ids_of(session: Session, kind: str, view: SavedView) -> tuple[str, ...]:
    """Runs in the worker."""
    from rilo_desktop.services.records import lists

    query = lists.Query(kind, view.words, view.filters, archived=view.archived)
    return lists.ids(session, lists.find(session, query, counted=False).rows)


def _combo(entries: list[tuple[str, str]]) -> ChoiceBox:
    made = ChoiceBox()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    for code, label in entries:
        made.addItem(label, code)
    return made
