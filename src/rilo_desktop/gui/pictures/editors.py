"""The editors of each kind: their sections, their sides, and what they ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..editor.page import EditorPage
from ..pages import REFERENCE_KINDS
from ..widgets.inputs.code import CodeInput
from ..widgets.question import Question
from .stage import NotHere, Scene, Stage

CASE, PARCELS, INDICATOR, ITEM = "CS-00-2020-001", "CS-AP-2019-004", "SND-01", "GRM29-01"


def _at(own_number: str, section: str = "", path: str = "") -> Any:
    return lambda stage: stage.edit(own_number, section, path)


def _new(kind: str) -> Any:
    return lambda stage: stage.place.write(kind)


def _draft(stage: Stage) -> None:
    """The record that the first officer began and left, found as it waits on Today."""
    stage.place.edit("case-study", _waiting(stage, "DRAFT"))


def _returned(stage: Stage) -> None:
    stage.place.edit("case-study", _waiting(stage, "RETURNED"))


def _reviewed(stage: Stage) -> None:
    stage.place.edit("case-study", _waiting(stage, "REVIEW"))


def _give_back(stage: Stage) -> None:
    _reviewed(stage)
    stage.settle()
    editor = stage.place.editor("case-study")
    editor.review.return_button.click()
    editor.review.reason.setText("Which carrier took the second lot?")


def _waiting(stage: Stage, why: str) -> str:
    """Raises NotHere."""
    from rilo_desktop.services import today

    found = stage.serve(today.look)
    for entry in found.because(today.Why[why]):
        if entry.kind == "case-study":
            return str(entry.id)
    raise NotHere(f"no case in the state {why}")


def _suggested(stage: Stage) -> None:
    """A vocabulary opened while typing."""
    editor = stage.edit(CASE, "identity")
    field = editor.form.fields["commodity"].input
    assert isinstance(field, CodeInput)
    field.setFocus()
    field.showPopup()
    stage.afterwards(field.hidePopup)


def _third(kind: str) -> Any:
    """The editor on a record of a kind that has no page of its own."""

    def show(stage: Stage) -> None:
        page: Any = stage.go(kind)
        if page.model.rowCount() < 3:
            raise NotHere(f"too few of the kind {kind}")
        page.view.opened.emit(2)

    return show


def _wrong(stage: Stage) -> None:
    """A number that is none: it stays, and says so."""
    editor = stage.edit(CASE, "event", "consignments")
    field: Any = editor.form.fields["consignments"].input
    field.setText("about forty")
    editor.save()


def _written(stage: Stage) -> EditorPage:
    editor = stage.edit(CASE, path="title")
    title: Any = editor.form.fields["title"].input
    title.setPlainText("Luxury watches manifested as a men's clock, second consignment")
    return editor


def _leaving(stage: Stage) -> None:
    _written(stage).leave()
    stage.child(Question)


def _history(stage: Stage) -> EditorPage:
    editor = stage.edit(CASE)
    stage.afterwards(lambda: editor.show_side("findings"))
    editor.show_side("history")
    stage.settle()
    return editor


def _compared(stage: Stage) -> None:
    history = _history(stage).side.history
    if history is None or len(history.list.rows) < 3:
        raise NotHere("no history")
    model, chosen = history.list.rows_model, history.list.selectionModel()
    for row in (0, 3):
        index = model.index(min(row, len(history.list.rows) - 1))
        chosen.select(index, chosen.SelectionFlag.Select)


def _older(stage: Stage) -> None:
    history = _history(stage).side.history
    if history is None or len(history.list.rows) < 2:
        raise NotHere("no history")
    model = history.list.rows_model
    history.list.setCurrentIndex(model.index(len(history.list.rows) - 2))


def _paper(own_number: str) -> Any:
    def show(stage: Stage) -> None:
        editor = stage.edit(own_number)
        stage.afterwards(lambda: editor.show_side("findings"))
        editor.show_side("paper")
        stage.settle()
        if editor.side.mode != "paper":
            raise NotHere("no paper of this kind")

    return show


def _beside(own_number: str, words: str = "", picks: int = 0) -> Any:
    """What may be picked, over the whole column: searched for, or the first suggestions taken."""

    def show(stage: Stage) -> None:
        editor = stage.edit(own_number)
        stage.afterwards(lambda: editor.show_side("findings"))
        editor.head.side_wanted.emit("beside")
        beside = editor.side.beside
        assert beside is not None
        stage.afterwards(beside.picker.box.clear)
        stage.settle()
        for _ in range(picks):
            beside.take_first()
            stage.settle()
        beside.picker.box.setText(words)

    return show


def _beside_new(stage: Stage) -> None:
    stage.place.write("risk-indicator")
    stage.settle()
    editor = stage.place.editor("risk-indicator")
    title: Any = editor.form.fields["title"].input
    title.setText("One order split over parcels or days")
    stage.afterwards(lambda: editor.show_side("findings"))
    editor.head.side_wanted.emit("beside")


def _conflict(stage: Stage) -> None:
    """Somebody else saved the record while it was written."""
    from rilo_desktop.services import record

    editor = stage.edit(PARCELS)
    stored = stage.record(PARCELS)
    theirs: Any = stored.record
    other = replace(
        theirs,
        title="E-vaporisers for one addressee, split over fifteen parcels",
        lessons="Look at all parcels of one addressee in one week together.",
        enforcement_area="REV",
    )
    stage.serve(record.save, other, stored.revision)
    title: Any = editor.form.fields["title"].input
    title.setPlainText("Fifteen parcels of e-vaporisers for one addressee")
    background: Any = editor.form.fields["background"].input
    background.setPlainText("The addressee had received four parcels the week before.")
    editor.save()
    stage.until(lambda: editor._conflict is not None and editor._conflict.isVisible())


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
    Scene("case-study-editor-draft", _draft),
    Scene("case-study-editor-returned", _returned),
    Scene("case-study-editor-history", _older),
    Scene("case-study-editor-compared", _compared),
    Scene("case-study-editor-paper", _paper(CASE)),
    Scene("case-study-editor-leaving", _leaving),
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
    *(Scene(f"{kind}-editor", _third(kind)) for kind in REFERENCE_KINDS),
    Scene("case-study-editor-conflict", _conflict),
)
SECOND = (
    Scene("case-study-editor-review", _reviewed),
    Scene("case-study-editor-return", _give_back),
)
