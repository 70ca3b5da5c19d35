"""The parts of a record at the leading edge: what is there, what is missing, where one is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from ...i18n import numbers, tr
from ...theme import scaled
from ...theme.tokens import SEMIBOLD, SMALL
from ...widgets.labels import ElidedLabel, Label
from ...widgets.layouts import vbox
from ...widgets.navigation_list import NavigationItem
from ...widgets.progress import Bar
from ...widgets.record_form.form import RecordForm
from ...widgets.validation_view import MISSING

PART = "/"
"""Between the name of a section and the key of a part of it."""


class PartsProgress(QWidget):
    """How far all of what a record asks part by part is, and until when it is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", weight=SEMIBOLD)
        self._bar = Bar()
        self._bar.setFixedHeight(scaled(4))
        self.due = ElidedLabel("", SMALL, tone="text2")
        vbox(self.words, self._bar, self.due, gap=6, margins=(8, 0, 8, 12), into=self)
        self.hide()

    def show_parts(self, form: RecordForm) -> None:
        inputs = (form.parts_in(name) for name in form.sections)
        shown = next((one for one in inputs if one is not None and one.shown_parts()), None)
        self.setVisible(shown is not None)
        if shown is None:
            return
        parts = shown.shown_parts()
        asked, answered = sum(one.asked for one in parts), sum(one.answered for one in parts)
        self.words.setText(tr("{answered} of {asked} answered", answered=answered, asked=asked))
        self._bar.show_share(answered, max(asked, 1))
        self.due.setText(shown.due)
        self.due.setVisible(bool(shown.due))


def places_of(form: RecordForm, found: Mapping[str, tuple[str, str]]) -> list[NavigationItem]:
    """`found`: path of a field -> (severity, sentence)."""
    severities: dict[str, list[str]] = {}
    for path, (severity, _) in found.items():
        severities.setdefault(form.section_of(path), []).append(severity)
    places: list[NavigationItem] = []
    for name, box in form.sections.items():
        if box.is_asked:
            places.append(_place(form, name, tr(box.section.label), severities.get(name, [])))
            places += _parts(form, name)
    return places


def _parts(form: RecordForm, section: str) -> Iterator[NavigationItem]:
    """Parts of what a section asks, each with how far it is."""
    shown = form.parts_in(section)
    for part in shown.shown_parts() if shown is not None else ():
        key = f"{section}{PART}{part.key}"
        if not part.is_open:
            yield NavigationItem("part", part.title, key, "minus", "text3", tr("not asked"))
            continue
        is_done = 0 < part.asked == part.answered
        count = tr("{answered} of {asked}", answered=part.answered, asked=part.asked)
        count = count if part.asked else ""
        yield NavigationItem(
            "part", part.title, key, "check" if is_done else "circle-dashed", "text3", count
        )


def _place(form: RecordForm, name: str, label: str, severities: Sequence[str]) -> NavigationItem:
    if severities and set(severities) == {MISSING}:
        icon, tone = "circle-dashed", "text3"
    elif severities:
        blocks = "blocks" in severities
        icon, tone = ("alert-octagon", "danger") if blocks else ("alert-triangle", "warn")
    else:
        icon, tone = ("circle-dashed" if form.section_is_empty(name) else "check"), "text3"
    count = numbers().number(len(severities)) if severities else ""
    return NavigationItem("part", label, name, icon, tone, count)
