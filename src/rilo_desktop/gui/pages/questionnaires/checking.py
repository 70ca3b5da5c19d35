"""A form before it is sent: what offices will not be asked, how it prints, how long it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSplitter

from rilo_desktop.language import N_
from rilo_desktop.records import Questionnaire
from rilo_desktop.rules.findings import Finding
from rilo_desktop.rules.form_findings import IGNORED

from ...commands import belongs
from ...context import PageContext
from ...i18n import plural, sentence, tr, window_language, words
from ...routing import Route
from ...theme.tokens import HEADER, SEMIBOLD, TITLE
from ...widgets.buttons import button
from ...widgets.error_messages import explained
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.labels import ElidedLabel, Label
from ...widgets.languages import choice_box
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.page_viewer import SHARP, PageViewer, page_images
from .head import ask_workbook, load_form
from .list_files import ListFiles, missing_lists

if TYPE_CHECKING:
    from rilo_desktop.services.records.form_check import FormCheck, FormPages


class Looked(NamedTuple):
    """`length`: how long the form is, in words."""

    check: FormCheck
    length: str
    pages: tuple[FormPages, ...]


class CheckFormPage(Panel):
    """Nothing is kept before the author says so."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._files: tuple[Path, ...] = ()
        self.looked: Looked | None = None
        belongs(self, N_("On the page that checks a questionnaire"))
        self._title = ElidedLabel("", TITLE, SEMIBOLD)
        self.about = Label("", tone="text2", wrap=True)
        self.findings = FindingsView(tr("What the author should know"))
        self.language = choice_box([], "")
        self.language.setAccessibleName(tr("Language of the pages"))
        self.language.setMinimumContentsLength(14)
        self.language.hide()
        self.paper = PageViewer(tr("As it will print"), (self.language,))
        self.load_button = button(
            tr("Load the questionnaire"), self.load, "primary", "check", keys="Ctrl+Return"
        )
        head = Panel("surface", "b", height=HEADER)
        back = button("", self._back, "ghost", "arrow-left", tr("Back to the questionnaires"))
        other = button(tr("Choose another workbook"), self.ask_file, glyph="folder")
        again = button("", self._look, "ghost", "refresh", tr("Read the workbook again"))
        parts = ((self._title, 1), again, other, self.load_button)
        hbox(back, *parts, gap=8, margins=(12, 0, 16, 0), into=head)
        told = Panel("surface", "")
        about = hbox((self.about, 1), margins=(20, 12, 20, 8))
        vbox(about, (hbox((self.findings, 1), margins=(18, 0, 8, 0)), 1), into=told)
        sides = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        for side in (told, self.paper):
            sides.addWidget(side)
        sides.setSizes([560, 560])
        vbox(head, (sides, 1), into=self)
        self.language.currentIndexChanged.connect(lambda _at: self._show_pages())
        self.paper.wanted.connect(self._draw)

    # --- of the shell

    def arrive(self, destination: Route) -> None:
        self._files = destination.files or self._files
        self._look()

    def take_focus(self) -> None:
        self.findings.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is shown

    def _look(self) -> None:
        """Read the workbook, anew where it was corrected meanwhile."""
        self.looked = None
        self.load_button.setEnabled(False)
        self.language.clear()
        self.language.hide()
        self.about.setText("")
        self.findings.show_findings([])
        if not self._files:
            self._title.setText("")
            self.paper.show_words(tr("Choose the workbook of a questionnaire."))
            return
        self._title.setText(self._files[0].name)
        self.paper.show_words(tr("Reading the workbook …"))
        self._context.tasks.ask(
            _looked,
            self._files,
            window_language(),
            then=self._show,
            failed=self._on_refused,
            owner=self,
            turn="look",
        )

    def _show(self, looked: Looked) -> None:
        self.looked = looked
        self.load_button.setEnabled(self._context.may("write"))
        pages = [
            words().labelled(one.language or tr("Pages"), _pages(one.count)) for one in looked.pages
        ]
        self.about.setText(" · ".join((looked.length, *pages)))
        refused = [found for one in looked.pages for found in one.refused]
        shown = [_shown(found) for found in (*looked.check.findings, *refused)]
        nothing = ShownFinding("fine", tr("Offices can answer all of it, and it prints as it is."))
        self.findings.show_findings(shown or [nothing])
        for one in looked.pages:
            self.language.addItem(one.language)
        at = looked.check.definition.language(window_language())
        self.language.setCurrentIndex(max(0, self.language.findText(at)))
        self.language.setVisible(len(looked.pages) > 1)
        self._show_pages()

    def _on_refused(self, error: BaseException) -> None:
        """What keeps it from being a form stands where the findings stand; lists that it takes from
        other files are asked for."""
        if missing := missing_lists(error):
            dialog = ListFiles(self, self._context, self._files[0].name, missing, tr("Check them"))
            dialog.given.connect(lambda given: self.arrive(Route("", files=(*self._files, *given))))
            dialog.given.connect(dialog.accept)
            dialog.open()
        found: Sequence[Finding] = getattr(error, "findings", ())
        said = [sentence(one) for one in found] or [explained(error)]
        self.about.setText(tr("This workbook cannot be loaded as it stands."))
        self.findings.show_findings([ShownFinding("blocks", one) for one in said])
        self.paper.show_words(tr("No page yet"))

    def _show_pages(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if chosen.pdf is None:
            self.paper.show_words(" ".join(sentence(one) for one in chosen.refused))
        else:
            self.paper.show_document(chosen.count)

    def _chosen(self) -> FormPages | None:
        at = self.language.currentIndex()
        return self.looked.pages[at] if self.looked is not None and at >= 0 else None

    def _draw(self, number: int) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._context.tasks.ask(
                _picture,
                chosen,
                number,
                then=lambda image: self._show_if(chosen, number, image),
                owner=self,
            )

    def _show_if(self, pages: FormPages, number: int, image: QImage) -> None:
        if pages is self._chosen():
            self.paper.show_page(number, image)

    # --- the steps

    def ask_file(self) -> None:
        title = tr("Check a questionnaire before sending it")
        ask_workbook(self, self._context, title, lambda path: self.arrive(Route("", files=(path,))))

    def load(self) -> None:
        load_form(self._context, self._files, self)

    def _back(self) -> None:
        self._context.go(Route(Questionnaire.kind.code))


def _pages(count: int) -> str:
    return plural("{count} page", "{count} pages", count) if count else tr("cannot be printed")


def _shown(found: Finding) -> ShownFinding:
    """The file is named above; the place stands below the sentence."""
    from rilo_desktop.services.office.finding_messages import place

    said = sentence(found)
    quiet = "missing" if found.rule == IGNORED else found.severity.value
    where = place(replace(found.place, file=""), window_language())
    return ShownFinding(quiet, f"{said[:1].upper()}{said[1:]}", where)


def _looked(files: Sequence[Path], language: str) -> Looked:
    """Runs in the worker."""
    from rilo_desktop.services.records import form_check

    checked = form_check.check(files[0], files[1:])
    return Looked(checked, form_check.length(checked, language), checked.pages)


def _picture(pages: FormPages, number: int) -> QImage:
    """Runs in the worker."""
    from rilo_desktop.services.records.form_check import pictures

    return page_images(pictures(pages, [number + 1], SHARP))[0]
