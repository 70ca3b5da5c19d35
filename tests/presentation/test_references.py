"""Every field that links a record shows the record's name, never its id, on every surface."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from rilo_desktop import reports
from rilo_desktop.cli import main
from rilo_desktop.gui.concurrency.incremental import all_made
from rilo_desktop.gui.context import PageContext
from rilo_desktop.gui.itemviews.list_columns import chosen_columns
from rilo_desktop.gui.itemviews.records_model import RecordsModel
from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.history import HistorySide
from rilo_desktop.gui.pages.record_list.preview import Preview
from rilo_desktop.gui.widgets.inputs import input_for
from rilo_desktop.gui.widgets.inputs.factory import choices_of
from rilo_desktop.gui.widgets.labels import ElidedLabel
from rilo_desktop.gui.widgets.lines import LinesInput
from rilo_desktop.gui.widgets.record_form.line_input_registry import lines_input
from rilo_desktop.language import catalogue
from rilo_desktop.presentation.documents import OF_RECORD_TYPE
from rilo_desktop.presentation.list_spec import described_list
from rilo_desktop.presentation.record_type import RecordTypeSpec
from rilo_desktop.presentation.references import reference_text
from rilo_desktop.presentation.registry import RECORD_TYPES
from rilo_desktop.records import FieldSpec, FieldType, Record, class_of, fields_of, kind_named
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.reports.documents.remaining_fields import field_text
from rilo_desktop.reports.engine.document_builder import Flow
from rilo_desktop.reports.engine.labels import Wording
from rilo_desktop.services.office import actions
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import record
from rilo_desktop.services.records.lists import Query
from rilo_desktop.services.submissions import submit

PASSPHRASE = "a passphrase of the first officer"
LONG = 10_000
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NOT_HERE = "a record that is not here"
FRENCH = catalogue("fr").text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass(frozen=True)
class Linking:
    """A field with `names`, of a record or of its lines."""

    spec: RecordTypeSpec
    field: str
    inner: str = ""

    @property
    def about(self) -> FieldSpec:
        return fields_of(self.spec.record)[self.field]

    @property
    def inner_about(self) -> FieldSpec:
        """The description with `names`."""
        return fields_of(self.about.lines)[self.inner] if self.about.lines else self.about

    @property
    def key(self) -> str:
        return f"{self.spec.code}.{self.field}{'.' if self.inner else ''}{self.inner}"

    def value(self, target: str) -> Any:
        """The value of the field that links the record of this id or own number."""
        if self.about.lines is not None:
            return (self.about.lines(**{self.inner: _as_value(self.inner_about, target)}),)
        return _as_value(self.about, target)


def _as_value(about: FieldSpec, target: str) -> Any:
    return (target,) if about.type is FieldType.CODES else target


def _linking() -> Iterator[Linking]:
    for spec in RECORD_TYPES:
        for name, about in fields_of(spec.record).items():
            if about.names:
                yield Linking(spec, name)
            for inner, described in fields_of(about.lines).items() if about.lines else ():
                if described.names:
                    yield Linking(spec, name, inner)


LINKING = tuple(_linking())
every_field = pytest.mark.parametrize("linking", LINKING, ids=lambda linking: linking.key)
BY_ID = [linking for linking in LINKING if linking.inner_about.type is FieldType.LINK]
every_link = pytest.mark.parametrize("linking", BY_ID, ids=lambda linking: linking.key)


def test_no_field_links_without_saying_what() -> None:
    for spec in RECORD_TYPES:
        for name, about in fields_of(spec.record).items():
            assert about.type is not FieldType.LINK or about.names, f"{spec.code}.{name}"
    assert BY_ID
    assert len(BY_ID) < len(LINKING)


# --- an office with a record for each field: one that names a record, and one that names none


@dataclass
class Office:
    folder: Path
    names: dict[str, str]
    """Type -> name of the record that fields link."""
    targets: dict[str, Record]
    holders: dict[str, Record]
    """Key of the field -> the record that links with it; its first revision did not."""
    missing: dict[str, Record]
    """Key of the field -> the record that links one that is not here."""

    def linked(self, linking: Linking) -> Any:
        return linking.value(_named_by(linking.inner_about, self.targets))


def _named_by(about: FieldSpec, targets: dict[str, Record]) -> str:
    target = targets[about.names]
    return target.id if about.type is FieldType.LINK else str(target.local_ref)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("references") / "office"
    session = make_office(folder, "AP", "AP-01", PASSPHRASE).session
    names: dict[str, str] = {}
    targets: dict[str, Record] = {}
    for code in {linking.inner_about.names for linking in LINKING}:
        if code == "office":  # the one that every document names on its cover
            targets[code] = record.find(session, "AP", code).record
        else:
            title = f"The {code} that is linked"
            targets[code] = _written(
                session, _made(session, code, title, local_ref=f"T-{kind_named(code).short}")
            )
        names[code] = targets[code].title_text
    holders, missing = {}, {}
    for linking in LINKING:
        value = linking.value(_named_by(linking.inner_about, targets))
        made = _written(session, _made(session, linking.spec.code, linking.key))
        holders[linking.key] = _written(session, replace(made, **{linking.field: value}))
        nowhere = linking.value(new_id(session.clock()))
        made = _made(session, linking.spec.code, f"lost {linking.key}")
        missing[linking.key] = _written(session, replace(made, **{linking.field: nowhere}))
    session.close()
    for copy in ("window", "scripts"):
        shutil.copytree(folder, folder.parent / copy)
    return Office(folder, names, targets, holders, missing)


def _made(session: Session, code: str, title: str, **more: Any) -> Record:
    made: Record = class_of(code)(id=new_id(session.clock()), language="en")
    is_own_number = made.kind.title == "local_ref"
    is_map = fields_of(type(made))[made.kind.title].type is FieldType.TRANSLATED
    name: Any = (("en", title),) if is_map else title
    return replace(made, **{made.kind.title: name}, **({} if is_own_number else more))


def _written(session: Session, made: Record) -> Record:
    with session.unit(actions.EDIT) as unit:
        (written,) = unit.write([made])
    return written


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)


@pytest.fixture(scope="module")
def window(
    qapp: QApplication, request: pytest.FixtureRequest, office: Office
) -> Iterator[MainWindow]:
    qtbot = QtBot(request)
    _, made = begin(office.folder.parent / "window", "light", "en")
    made.show()
    qtbot.waitUntil(lambda: made.unlock.officer.count() > 0, timeout=LONG)
    made.unlock.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(made.unlocked, timeout=LONG):
        made.unlock.unlock.click()
    qtbot.waitUntil(lambda: made.tasks.flush() and all_made(made), timeout=LONG)
    yield made
    made.close_quietly()
    made.deleteLater()
    qapp.processEvents()


# --- surfaces of the window: what each shows of a record, by the field that links


Look = Callable[[Linking, Record, PageContext, QtBot], Callable[[], str]]


def form_input(
    linking: Linking, held: Record, context: PageContext, qtbot: QtBot
) -> Callable[[], str]:
    """The input of the form; of a field of lines, below the grid or in its cell."""
    value = getattr(held, linking.field)
    made = None
    if linking.inner:
        grid = _grid(linking, value, context, qtbot)
        grid.view.setCurrentIndex(grid.model.index(0, 0))
        value = getattr(value[0], linking.inner)
        made = grid.fields[linking.inner].input if linking.inner in grid.fields else None
    if made is None:
        made = input_for(linking.inner_about, False, context.names)
        qtbot.addWidget(made)
        made.set_value(value)  # type: ignore[attr-defined]

    def on_names(kind: str) -> None:
        """As a form does it (`editor.form`)."""
        if made.about.names == kind:  # type: ignore[attr-defined]
            made.set_choices(choices_of(made.about, context.names))  # type: ignore[attr-defined]

    context.names_changed.connect(on_names)
    made.destroyed.connect(lambda: context.names_changed.disconnect(on_names))
    return lambda: _texts_of(made)


def _texts_of(made: QWidget) -> str:
    return "\n".join(
        [
            *(line.text() for line in made.findChildren(QLineEdit)),
            *(label.text() for label in made.findChildren(QLabel)),
            *(chip.text() for chip in made.findChildren(QAbstractButton)),
            *(label.accessibleName() for label in made.findChildren(ElidedLabel)),
        ]
    )


def _grid(linking: Linking, value: Any, context: PageContext, qtbot: QtBot) -> LinesInput:
    grid = lines_input(linking.about, context)
    assert isinstance(grid, LinesInput)
    qtbot.addWidget(grid)
    grid.set_value(value)
    return grid


def grid_cell(
    linking: Linking, held: Record, context: PageContext, qtbot: QtBot
) -> Callable[[], str]:
    grid = _grid(linking, getattr(held, linking.field), context, qtbot)
    return lambda: grid.model.text(0, linking.inner)


def preview(
    linking: Linking, held: Record, context: PageContext, qtbot: QtBot
) -> Callable[[], str]:
    """As the spec shows the field, or as any field is shown."""
    how = dict(described_list(linking.spec.code).preview)
    how |= {name: part for part, name in linking.spec.list.preview}
    part = how.get(linking.field, "lines" if linking.inner else "text")
    part = part if part in ("text", "lines", "named", "route", "thread") else "text"
    made = Preview(context, replace(linking.spec.list, preview=((part, linking.field),)))
    qtbot.addWidget(made)
    made.show_record(held.id)
    return lambda: _texts_of(made)


def history(
    linking: Linking, held: Record, context: PageContext, qtbot: QtBot
) -> Callable[[], str]:
    """What the newest revision changed."""
    made = HistorySide(context, held.kind)
    qtbot.addWidget(made)
    made.show_record(held.id, "base")
    return lambda: _texts_of(made.differences)


WINDOW: tuple[Look, ...] = (form_input, grid_cell, preview, history)


@every_field
@pytest.mark.parametrize("surface", WINDOW, ids=lambda surface: surface.__name__)
def test_the_window_shows_the_name(
    linking: Linking, surface: Look, office: Office, window: MainWindow, qtbot: QtBot
) -> None:
    if surface is grid_cell and not linking.inner:
        pytest.skip("no field of lines")
    place = window.shell
    assert place is not None
    text = surface(linking, office.holders[linking.key], place.context, qtbot)
    name = office.names[linking.inner_about.names]
    qtbot.waitUntil(lambda: name in text(), timeout=LONG)
    assert not AN_ID.search(text())


@every_link
@pytest.mark.parametrize("surface", [form_input, preview], ids=lambda surface: surface.__name__)
def test_the_window_says_that_a_record_is_not_here(
    linking: Linking, surface: Look, office: Office, window: MainWindow, qtbot: QtBot
) -> None:
    place = window.shell
    assert place is not None
    text = surface(linking, office.missing[linking.key], place.context, qtbot)
    qtbot.waitUntil(lambda: NOT_HERE in text(), timeout=LONG)
    assert not AN_ID.search(text())


@every_link
def test_a_column_of_a_list_shows_the_name(
    linking: Linking, office: Office, window: MainWindow, qtbot: QtBot
) -> None:
    if not linking.spec.group or linking.inner:
        pytest.skip("it has no list, or lines are no column of it")
    place = window.shell
    assert place is not None
    model = RecordsModel(place.context, linking.spec.list)
    named = dict.fromkeys((linking.spec.kind.title_in(""), linking.field))
    model.show_columns(chosen_columns(linking.spec.list, tuple(named)))
    with qtbot.waitSignal(model.found, timeout=LONG):
        model.search(Query(linking.spec.code))
    qtbot.waitUntil(
        lambda: None not in [model.listed(at) for at in range(model.rowCount())], timeout=LONG
    )
    rows = [model.listed(at) for at in range(model.rowCount())]
    said = {row.title: " ".join(row.cells) for row in rows if row is not None}
    assert office.names[linking.about.names] in said[linking.key]
    assert NOT_HERE in said[f"lost {linking.key}"]
    assert not AN_ID.search(" ".join(said.values()))


# --- command line and paper


def _shown(office: Office, held: Record) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        assert main(["show", str(office.folder.parent / "scripts"), held.reference]) == 0
    return said.getvalue()


@every_field
def test_the_command_line_shows_the_name(linking: Linking, office: Office) -> None:
    text = _shown(office, office.holders[linking.key])
    assert office.names[linking.inner_about.names] in text
    assert not AN_ID.search(text)


@every_link
def test_the_command_line_says_that_a_record_is_not_here(linking: Linking, office: Office) -> None:
    text = _shown(office, office.missing[linking.key])
    assert NOT_HERE in text
    assert not AN_ID.search(text)


PRINTED = [linking for linking in LINKING if linking.spec.code in OF_RECORD_TYPE]


@pytest.mark.parametrize("linking", PRINTED, ids=lambda linking: linking.key)
def test_paper_prints_the_name(linking: Linking, office: Office) -> None:
    """On the pages of its document, and as a field that no block of them prints."""
    held = office.holders[linking.key]
    name = office.names[linking.inner_about.names]
    with open_store(office.folder, PASSPHRASE, "AP-01") as session:
        document = OF_RECORD_TYPE[linking.spec.code].name
        order = submit.SubmissionRequest(document, records=(held.id,))
        content = submit.draft_content(session, order)
    pages = pypdfium2.PdfDocument(reports.made(content))
    text = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in pages).split())
    assert name in text
    assert not AN_ID.search(text)
    flow = Flow(Wording("en", content.name_of))
    further = field_text(flow, linking.about, getattr(held, linking.field))
    assert name in further
    assert not AN_ID.search(further)


@every_link
def test_paper_says_that_a_record_is_not_here(linking: Linking, office: Office) -> None:
    held = office.missing[linking.key]
    said = field_text(Flow(Wording("fr")), linking.about, getattr(held, linking.field))
    assert said.removeprefix(f"{FRENCH(linking.inner_about.label)}\u202f: ") == FRENCH(NOT_HERE)
    assert FRENCH(NOT_HERE) != NOT_HERE


def test_what_is_not_here_is_said_in_words() -> None:
    """An own number is a name by itself."""
    link = FieldSpec(FieldType.LINK, "Plan", names="action-plan")
    number = FieldSpec(FieldType.CODE, "Office", names="office")
    text = catalogue("en").text
    assert reference_text(link, "an id", lambda _type, _value: None, text) == NOT_HERE
    assert reference_text(link, "an id", lambda _type, _value: "", text) == "…"
    assert reference_text(number, "AP", lambda _type, _value: None, text) == "AP"
    assert reference_text(number, "AP", lambda _type, _value: "RILO AP", text) == "RILO AP"
