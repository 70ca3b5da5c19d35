"""What the office calls codes, and the codes that it adds to lists."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.language import N_
from rilo_desktop.rules.list_entries import PARENTS
from rilo_desktop.services.deferred import office_lists
from rilo_desktop.vocabularies import shipped, vocabulary_names

from ...context import PageContext
from ...i18n import code_label, tr, window_language
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.guard_question import Answers, or_ask
from ...widgets.languages import choice_box
from ...widgets.layouts import hbox, lay_out, vbox
from ...widgets.table import WordsTable
from .heading import Heading
from .list_packs import ListPacksPart

if TYPE_CHECKING:
    from rilo_desktop.services.office.office_lists import OwnEntry
    from rilo_desktop.services.office.session import Session

KNOWN = (N_("Code"), N_("Name in English"), N_("Name in French"))
HEADS = (N_("List"), N_("Code"), N_("In this office"), N_("In all offices"))
((OF_PARENT, OF_PARENTS),) = PARENTS.items()


class CodeListsSection(QWidget):
    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.entries: tuple[OwnEntry, ...] = ()
        lists = [(name, _title(name)) for name in vocabulary_names() if _is_offered(name)]
        self.list = choice_box(sorted(lists, key=lambda one: one[1].casefold()), "commodity")
        self.list.activated.connect(lambda _at: self._show_list())
        parents = [(item.code, item.label(window_language())) for item in shipped(OF_PARENTS)]
        self.parent_code = choice_box(parents, parents[0][0])
        self.code, self.english, self.french = QLineEdit(), QLineEdit(), QLineEdit()
        self.known = WordsTable(tr("Codes of the list"), [tr(head) for head in KNOWN], 1, most=6)
        self.known.chosen.connect(self._take_known)
        self.table = WordsTable(
            tr("Names and codes of this office"), [tr(head) for head in HEADS], 2, most=6
        )
        self.table.chosen.connect(self._show_take_back)
        self.save = button(tr("Save the name"), lambda: self._save(), "secondary")
        self.take_back = button(tr("Take back"), self._take_back, "secondary")
        self.packs = ListPacksPart(context)
        self.packs.changed.connect(self.read)
        self._of_parent = labelled(_title(OF_PARENTS), self.parent_code)
        may = context.may("lists")
        for widget in (self.list, self.parent_code, self.code, self.english, self.french):
            widget.setEnabled(may)
        self.save.setEnabled(may)
        self._may = may
        about = tr(
            "A code that the list has gets another name in this office; documents keep the one "
            "that all offices know. Another code is added where the list allows it: it begins "
            "with this office, and is shown as provisional, on paper too."
        )
        vbox(
            Heading(tr("Code lists"), about),
            10,
            self.table,
            8,
            hbox(None, self.take_back),
            8,
            hbox(
                (labelled(tr("List"), self.list), 2),
                (self._of_parent, 1),
                (labelled(tr("Code"), self.code), 1),
                gap=12,
            ),
            10,
            hbox(
                (labelled(tr("Name in English"), self.english), 1),
                (labelled(tr("Name in French"), self.french), 1),
                vbox(None, self.save),
                gap=12,
            ),
            10,
            self.known,
            24,
            self.packs,
            into=self,
        )
        self._show_list()
        self._show(())

    def read(self) -> None:
        self.packs.read()
        self._context.serve(
            office_lists.entries, window_language(), then=self._show, owner=self, turn="lists"
        )

    def _show(self, entries: tuple[OwnEntry, ...]) -> None:
        self.entries = entries
        rows = [
            (_title(one.list), one.code, code_label(one.list, one.code), one.before)
            for one in entries
        ]
        self.table.show_rows(rows)
        self.table.setVisible(bool(entries))
        self.take_back.setVisible(bool(entries))
        self._show_take_back()
        lay_out()

    def _show_take_back(self) -> None:
        self.take_back.setEnabled(self._may and len(self.table.selected) == 1)

    def _show_list(self) -> None:
        """Its codes, to be chosen from; another one is added where none of them is meant."""
        self._of_parent.setVisible(self.list.currentData() == OF_PARENT)
        items = shipped(self.list.currentData())
        self.known.show_rows([(one.code, one.label("en"), one.label("fr")) for one in items])

    def _take_known(self) -> None:
        if self.known.hasFocus() and len(self.known.selected) == 1:
            values = self.known.rows[self.known.selected[0]]
            for line, text in zip((self.code, self.english, self.french), values, strict=True):
                line.setText(text)

    def _save(self, answers: Answers | None = None) -> None:
        """`answers`: to what the guard found in the name."""
        labels = {"en": self.english.text(), "fr": self.french.text()}
        self._context.serve(
            _put,
            self.list.currentData(),
            self.code.text(),
            labels,
            self.parent_code.currentData(),
            answers or [],
            then=self._on_saved,
            failed=partial(or_ask, self, self._save, self._context.failed.emit),
            owner=self,
        )

    def _on_saved(self, entries: tuple[OwnEntry, ...]) -> None:
        for line in (self.code, self.english, self.french):
            line.clear()
        self._show(entries)
        self._context.told.emit(tr("Saved. Pages that are opened from now on have the new name."))

    def _take_back(self) -> None:
        one = self.entries[self.table.selected[0]]
        self._context.serve(_take_back, one, then=self._show, owner=self)


def _title(name: str) -> str:
    return shipped(name).title(window_language())


def _is_offered(name: str) -> bool:
    """Lists that can be added to, and countries; rilo lists has all others."""
    return shipped(name).extendable or name == "country"


def _put(
    session: Session,
    name: str,
    code: str,
    labels: dict[str, str],
    parent: str,
    answers: Answers,
) -> tuple[OwnEntry, ...]:
    from rilo_desktop.services.office import office_lists

    office_lists.put(session, name, code, labels, parent, answers)
    return office_lists.entries(session, window_language())


def _take_back(session: Session, one: OwnEntry) -> tuple[OwnEntry, ...]:
    from rilo_desktop.services.office import office_lists

    if one.own:
        office_lists.remove(session, one.list, one.code)
    else:
        office_lists.rename(session, one.list, one.code, {})
    return office_lists.entries(session, window_language())
