"""The editors of each kind: their sections, their sides, and what they ask."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.routing import COMMENTS
from rilo_desktop.gui.widgets.inputs.calendar_popup import CalendarPopup
from rilo_desktop.gui.widgets.inputs.code import CodeInput
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.presentation.registry import LISTED, record_type
from rilo_desktop.records import GoodsLine

from .harness import Harness, NotHere, Scene

CASE, PARCELS, INDICATOR, ITEM = "CS-00-2020-001", "CS-AP-2019-004", "SND-01", "XX-AI-2022-01"
PRODUCT = "PD-XX-01"


def _at(own_number: str, section: str = "", path: str = "") -> Any:
    return lambda harness: harness.edit(own_number, section, path)


def _new(kind: str) -> Any:
    return lambda harness: harness.place.write(kind)


def _draft(harness: Harness) -> None:
    """The record that the first officer began and left, found as it waits on Today."""
    harness.place.edit("case-study", _waiting(harness, "DRAFT"))


def _returned(harness: Harness) -> None:
    harness.place.edit("case-study", _waiting(harness, "RETURNED"))


def _reviewed(harness: Harness) -> None:
    harness.place.edit("case-study", _waiting(harness, "REVIEW"))


def _give_back(harness: Harness) -> None:
    _reviewed(harness)
    harness.settle()
    editor = harness.place.editor("case-study")
    editor.review.return_button.click()
    editor.review.reason.setText("Which carrier took the second lot?")


def _waiting(harness: Harness, why: str) -> str:
    """Raises NotHere."""
    from rilo_desktop.services.records import today

    found = harness.serve(today.overview)
    for entry in found.because(today.Why[why]):
        if entry.kind == "case-study":
            return str(entry.id)
    raise NotHere(f"no case in the state {why}")


def _commented(harness: Harness) -> None:
    """Three comments on a case: one with an answer, one on a field, one that is done."""
    from rilo_desktop.services.records import record_comments

    editor = harness.edit(CASE, "goods")
    held = harness.serve(record_comments.of_record, editor.record_id)
    if not held:
        for text, field in (
            ("Which port did the container leave from? The bill of lading names two.", "route"),
            ("Is the weight that of the goods or of the consignment?", "goods"),
            ("Title shortened, as we agreed.", "title"),
        ):
            harness.serve(record_comments.write, editor.record_id, text, field)
        held = harness.serve(record_comments.of_record, editor.record_id)
        answer = "The second one. The first is where it was packed; I will say so in the route."
        harness.serve(record_comments.answer, held[0].id, answer)
        changes = harness.serve(record_comments.mark_done, held[2].id)
        harness.place.context.announce(changes)
        harness.settle()
    editor.show_side(COMMENTS)
    editor.side.comments.take_focus("goods")


def _suggested(harness: Harness) -> None:
    """A vocabulary opened while typing."""
    editor = harness.edit(CASE, "identity")
    field = editor.form.fields["commodity"].input
    assert isinstance(field, CodeInput)
    field.setFocus()
    field.showPopup()
    harness.afterwards(field.hidePopup)


def _third(kind: str) -> Any:
    """The editor on the third record of a kind, on the last of fewer, or on a new one."""

    def show(harness: Harness) -> None:
        page: Any = harness.go(kind)
        if page.model.rowCount():
            page.view.opened.emit(min(2, page.model.rowCount() - 1))
        else:
            harness.place.write(kind)

    return show


def _half_typed(harness: Harness) -> None:
    """Left with a code that is none, beside another change."""
    editor = harness.edit(CASE, "identity")
    editor.form.fields["lessons"].input.insertPlainText("Weigh them. ")
    editor.form.fields["enforcement_area"].input.setEditText("pre")
    editor.leave()


def _wrong(harness: Harness) -> None:
    """A number that is none: it stays, and says so."""
    editor = harness.edit(CASE, "event", "consignments")
    field: Any = editor.form.fields["consignments"].input
    field.setText("about forty")
    editor.save()


def _short(path: str = "", calendar: bool = False) -> Any:
    """The short form of a new case, with its first answers."""

    def show(harness: Harness) -> None:
        editor = harness.place.editor("case-study")
        harness.afterwards(lambda: editor.form.show_short(False))
        harness.place.write("case-study")
        harness.settle()
        editor.form.show_short(True)
        form: Any = editor.form
        answers = {
            "title": "Cigarettes behind a false wall of a refrigerated lorry",
            "commodity": "TOBACCO",
            "date": "2026-11-24",
            "conveyance_subtype": "ROAD_TRUCK",
            "reporting_country": "QM",
            "location_place": "Practice Port, gate 4",
            "source_grade": "B2",
            "goods": (
                GoodsLine(description="Cigarettes", quantity=Decimal(412_000), unit="STICK"),
                GoodsLine(description="Refrigerated fish, cover load"),
            ),
        }
        for name, value in answers.items():
            form.set_value(name, value)
            form.changed.emit(name)
        editor.filling.fill()
        harness.settle()
        if path:
            form.go_to(path)
        if calendar:
            form.fields["date"].input.open_calendar()
            popup = harness.child(CalendarPopup)
            harness.afterwards(popup.close)

    return show


def _alike(harness: Harness) -> None:
    """A new case with the goods, the day and the place of one that the office has."""
    known: Any = harness.record(CASE).record
    harness.place.write("case-study")
    harness.settle()
    editor = harness.place.editor("case-study")
    for name in ("title", "date", "reporting_country", "goods"):
        editor.form.set_value(name, getattr(known, name))
        editor.form.changed.emit(name)
    harness.until(lambda: bool(editor.side.duplicates.found))


def _find_in_record(harness: Harness) -> None:
    editor = harness.edit(CASE)
    harness.afterwards(editor.find_bar.close_it)
    editor.find_bar.open()
    editor.find_bar.box.setText("watches")


def _written(harness: Harness) -> EditorPage:
    editor = harness.edit(CASE, path="title")
    title: Any = editor.form.fields["title"].input
    title.setPlainText("Luxury watches manifested as a men's clock, second consignment")
    return editor


def _leaving(harness: Harness) -> None:
    _written(harness).leave()
    harness.child(Question)


def _history(harness: Harness) -> EditorPage:
    editor = harness.edit(CASE)
    harness.afterwards(lambda: editor.show_side("findings"))
    editor.show_side("history")
    harness.settle()
    return editor


def _compared(harness: Harness) -> None:
    history = _history(harness).side.history
    if history is None or len(history.list.rows) < 3:
        raise NotHere("no history")
    model, chosen = history.list.rows_model, history.list.selectionModel()
    for row in (0, 3):
        index = model.index(min(row, len(history.list.rows) - 1))
        chosen.select(index, chosen.SelectionFlag.Select)


def _older(harness: Harness) -> None:
    history = _history(harness).side.history
    if history is None or len(history.list.rows) < 2:
        raise NotHere("no history")
    model = history.list.rows_model
    history.list.setCurrentIndex(model.index(len(history.list.rows) - 2))


def _paper(own_number: str) -> Any:
    def show(harness: Harness) -> None:
        editor = harness.edit(own_number)
        harness.afterwards(lambda: editor.show_side("findings"))
        editor.show_side("paper")
        harness.settle()
        if editor.side.mode != "paper":
            raise NotHere("no paper of this kind")

    return show


def _beside(own_number: str, words: str = "", picks: int = 0) -> Any:
    """What may be picked, over the whole column: searched for, or the first suggestions taken."""

    def show(harness: Harness) -> None:
        editor = harness.edit(own_number)
        harness.afterwards(lambda: editor.show_side("findings"))
        editor.head.side_wanted.emit("beside")
        beside = editor.side.beside
        assert beside is not None
        harness.afterwards(beside.picker.box.clear)
        harness.settle()
        for _ in range(picks):
            beside.take_first()
            harness.settle()
        beside.picker.box.setText(words)

    return show


def _beside_new(harness: Harness) -> None:
    harness.place.write("risk-indicator")
    harness.settle()
    editor = harness.place.editor("risk-indicator")
    title: Any = editor.form.fields["title"].input
    title.setText("One order split over parcels or days")
    harness.afterwards(lambda: editor.show_side("findings"))
    editor.head.side_wanted.emit("beside")


def _conflict(harness: Harness) -> None:
    """Somebody else saved the record while it was written."""
    from rilo_desktop.services.records import record

    editor = harness.edit(PARCELS)
    stored = harness.record(PARCELS)
    theirs: Any = stored.record
    other = replace(
        theirs,
        title="E-vaporisers for one addressee, split over fifteen parcels",
        lessons="Look at all parcels of one addressee in one week together.",
        enforcement_area="REV",
    )
    harness.serve(record.save, other, stored.revision)
    title: Any = editor.form.fields["title"].input
    title.setPlainText("Fifteen parcels of e-vaporisers for one addressee")
    background: Any = editor.form.fields["background"].input
    background.setPlainText("The addressee had received four parcels the week before.")
    editor.save()
    harness.until(lambda: editor._conflict is not None and editor._conflict.isVisible())


SCENES = (
    Scene("case-study-editor", _at(CASE)),
    Scene("case-study-editor-event", _at(CASE, "event")),
    Scene("case-study-editor-route", _at(CASE, "route")),
    Scene("case-study-editor-goods", _at(CASE, "goods")),
    Scene("case-study-editor-text", _at(CASE, "modus_operandi")),
    Scene("case-study-editor-indicators", _at(CASE, "indicators")),
    Scene("case-study-editor-pictures", _at(CASE, "pictures")),
    Scene("case-study-editor-source", _at(CASE, "source")),
    Scene("case-study-editor-handling", _at(CASE, "handling")),
    Scene("case-study-editor-arabic", _at("CS-ME-ND-002")),
    Scene("case-study-editor-codes", _suggested),
    Scene("case-study-editor-wrong", _wrong),
    Scene("case-study-editor-new", _new("case-study")),
    Scene("case-study-editor-short", _short("modus_operandi")),
    Scene("case-study-editor-calendar", _short("date", calendar=True)),
    Scene("case-study-editor-alike", _alike),
    Scene("case-study-editor-find", _find_in_record),
    Scene("case-study-editor-draft", _draft),
    Scene("case-study-editor-returned", _returned),
    Scene("case-study-editor-history", _older),
    Scene("case-study-editor-compared", _compared),
    Scene("case-study-editor-paper", _paper(CASE)),
    Scene("case-study-editor-comments", _commented),
    Scene("case-study-editor-leaving", _leaving),
    Scene("case-study-editor-half-typed", _half_typed),
    Scene("case-study-editor-beside", _beside(PARCELS)),
    Scene("case-study-editor-beside-picked", _beside(PARCELS, picks=2)),
    Scene("case-study-editor-beside-search", _beside(PARCELS, "parcel")),
    Scene("case-study-editor-beside-nothing", _beside(PARCELS, "elephant")),
    Scene("risk-indicator-editor", _at(INDICATOR)),
    Scene("risk-indicator-editor-strength", _at(INDICATOR, "strength")),
    Scene("risk-indicator-editor-evidence", _at(INDICATOR, "evidence")),
    Scene("risk-indicator-editor-new", _new("risk-indicator")),
    Scene("risk-indicator-editor-beside", _beside(INDICATOR)),
    Scene("risk-indicator-editor-beside-search", _beside(INDICATOR, "parcel")),
    Scene("risk-indicator-editor-beside-new", _beside_new),
    Scene("risk-indicator-editor-paper", _paper(INDICATOR)),
    Scene("action-item-editor", _at(ITEM)),
    Scene("action-item-editor-time", _at(ITEM, "time")),
    Scene("action-item-editor-thread", _at(ITEM, "updates")),
    Scene("action-item-editor-closing", _at(ITEM, "closing")),
    Scene("action-item-editor-new", _new("action-item")),
    Scene("action-item-editor-paper", _paper(ITEM)),
    Scene("product-editor", _at(PRODUCT)),
    Scene("product-editor-basis", _at(PRODUCT, "basis")),
    Scene("product-editor-new", _new("product")),
    Scene("product-editor-paper", _paper(PRODUCT)),
    *(Scene(f"{kind}-editor", _third(kind)) for kind in LISTED if not record_type(kind).on_today),
    Scene("case-study-editor-conflict", _conflict),
)
SECOND = (
    Scene("case-study-editor-review", _reviewed),
    Scene("case-study-editor-return", _give_back),
)
