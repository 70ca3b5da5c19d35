"""Answers are carried over to a newer version of a form: what becomes of each, and the step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt

from rilo_desktop.language import N_, NC_
from rilo_desktop.questions.answer_lines import AnswerLine
from rilo_desktop.questions.answer_tree import AnswerState, names_of, steps_of
from rilo_desktop.questions.definition import Definition, Item, title_in
from rilo_desktop.records import QuestionnaireAnswers
from rilo_desktop.services.deferred import form_versions, forms

from ...commands import belongs
from ...context import PageContext
from ...i18n import plural, tr, window_language
from ...routing import Route
from ...theme.tokens import HEADER, SEMIBOLD, SMALL, TITLE
from ...widgets.buttons import button, rename
from ...widgets.labels import ElidedLabel, Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.questions.answer_words import answer_words
from ...widgets.questions.question_row import problem_text
from ...widgets.table import WordsTable

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Saved
    from rilo_desktop.services.records.form_versions import CarriedOver

CODE = QuestionnaireAnswers.kind.code


class CarryAnswersPage(Panel):
    """Nothing is written before the officer says so."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._answers = ""
        self.carried: CarriedOver | None = None
        belongs(self, N_("On the page that carries answers over"))
        self._title = ElidedLabel("", TITLE, SEMIBOLD)
        self._about = Label("", tone="text2", wrap=True)
        heads = [tr("Question"), tr("Old answer"), tr("In the new version")]
        self.table = WordsTable(tr("What becomes of each answer"), heads, 2)
        self._sums = ElidedLabel("", SMALL)
        self.make_button = button(
            tr("Carry over the answers"), self.make, "primary", "check", keys="Ctrl+Return"
        )
        head = Panel("surface", "b", height=HEADER)
        back = button("", self._back, "ghost", "arrow-left", tr("Back to the old answers"))
        hbox(back, (self._title, 1), gap=8, margins=(12, 0, 16, 0), into=head)
        foot = Panel("canvas", "t", height=60)
        later = button(tr("Later"), self._back)
        hbox((self._sums, 1), later, self.make_button, gap=8, margins=(20, 0, 16, 0), into=foot)
        about = hbox((self._about, 1), margins=(20, 12, 20, 8))
        vbox(head, about, (self.table, 1), foot, into=self)

    # --- of the shell

    def arrive(self, destination: Route) -> None:
        self._answers = destination.record or self._answers
        self._show(None)
        if self._answers:
            self._context.serve(
                form_versions.to_newest,
                self._answers,
                then=self._show,
                failed=self._on_refused,
                owner=self,
                turn="carried",
            )

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is shown

    def _show(self, carried: CarriedOver | None) -> None:
        self.carried = carried
        self.make_button.setEnabled(carried is not None)
        self.table.show_rows(_rows(carried) if carried is not None else ())
        for label in (self._title, self._about, self._sums):
            label.setText("")
        if carried is None:
            return
        old, new = carried.old, carried.answers
        version = carried.form.form_version or "–"
        self._title.setText(tr("Carry over to version {version}", version=version))
        about = tr(
            "{name} answers version {version}, and stays as it is.",
            name=old.reference,
            version=old.form_version or "–",
        )
        if new.revision:
            held = tr(
                "{name} answers the new version already: what is answered there stays.",
                name=new.record.reference,
            )
            about = f"{about} {held}"
        self._about.setText(about)
        left, unfit = len(carried.fit.left), len(_unfit(carried))
        taken = len(carried.taken)
        parts = (
            plural("{count} answer is carried over", "{count} answers are carried over", taken),
            plural("{count} has to be corrected", "{count} have to be corrected", unfit),
            plural("{count} is not asked any more", "{count} are not asked any more", left),
        )
        self._sums.setText(" · ".join(parts))
        made = tr("Open the new answers")
        if taken or not new.revision:
            made = plural("Carry over {count} answer", "Carry over {count} answers", taken)
        rename(self.make_button, made)
        self.table.keep_current(0)

    def _on_refused(self, error: BaseException) -> None:
        """Nothing to carry over: back to the answers, with the reason."""
        if self.isVisible():
            self._back()
        self._context.failed.emit(error)

    # --- the step

    def make(self) -> None:
        """The new answers are a draft, which is opened."""
        carried = self.carried
        if carried is None:
            return
        if carried.answers.revision and not carried.taken:
            self._open(carried.answers.record.id)
            return
        self.make_button.setEnabled(False)
        self._context.serve(
            forms.save,
            carried.answers,
            then=self._on_saved,
            failed=self._on_save_failed,
            owner=self,
        )

    def _on_saved(self, saved: Saved) -> None:
        self._context.announce(saved)
        self._open(saved.stored.record.id)

    def _on_save_failed(self, error: BaseException) -> None:
        """Somebody may have written the new answers meanwhile: how it stands now is shown."""
        self._context.failed.emit(error)
        self.arrive(Route(""))

    def _open(self, answers: str) -> None:
        self._context.go(Route(CODE, record=answers))

    def _back(self) -> None:
        self._context.go(Route(CODE, record=self._answers))


class _Line(NamedTuple):
    order: int
    words: tuple[str, str, str]


def _rows(carried: CarriedOver) -> list[tuple[str, str, str]]:
    """What needs an officer comes first; each group in the order of the form."""
    left = {line.path for line in carried.fit.left}
    unfit = _unfit(carried)
    items = dict(carried.definition.walk())
    found = []
    for line in carried.lines:
        if not line.value and line.state is not AnswerState.NOT_KNOWN:
            continue  # a line of a repeat without an answer
        if line.path in left:
            order, said = 0, tr("not asked any more: it stays in the old answers")
        elif line.path in unfit:
            order, said = 1, tr("carried over, to be corrected: {reason}", reason=unfit[line.path])
        elif line.path in carried.taken:
            order, said = 2, tr(NC_("an answer", "carried over"))
        else:
            order, said = 3, tr("answered there already: that answer stays")
        item = items.get(names_of(line.path))
        words = (
            _words(carried.definition, item, line) if item is not None else (line.path, line.value)
        )
        found.append(_Line(order, (*words, said)))
    return [line.words for line in sorted(found, key=lambda line: line.order)]


def _unfit(carried: CarriedOver) -> dict[str, str]:
    """Path of an answer that was taken and does not fit -> why it does not."""
    return {
        one.path: problem_text(one, window_language())
        for one in carried.fit.unfit
        if one.path in carried.taken
    }


def _words(definition: Definition, item: Item, line: AnswerLine) -> tuple[str, str]:
    """The question with the numbers of its lines, and the answer."""
    label = title_in(item.label, window_language()) or item.name
    numbers = [str(number) for _, number in steps_of(line.path) if number]
    is_known = line.state is not AnswerState.NOT_KNOWN
    called = partial(definition.choice_label, item.choices, language=window_language())
    answer = answer_words(item, line.value, called) if is_known else tr("not known")
    return " · ".join((label, *numbers)), answer
