"""Every record type on every surface: a type that one of them lacks is named by the test."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from presentation_walk import LONG, Walk, said
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rilo_desktop.exchange.import_rows import columns_of
from rilo_desktop.gui.page_registry import OFFICE, TODAY, page_entry
from rilo_desktop.gui.pages.office.retention import RetentionForm
from rilo_desktop.gui.widgets.navigation_tree import NavigationPage
from rilo_desktop.language import catalogue
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.presentation.navigation import GROUPS
from rilo_desktop.presentation.record_type import RecordTypeSpec
from rilo_desktop.presentation.registry import RECORD_TYPES, lines_spec
from rilo_desktop.records import FieldType, Record, class_of, fields_of, record_types
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import bulk, lists, record, retention, search, suggestions
from rilo_desktop.services.records.bulk import BulkChange
from rilo_desktop.services.records.file_import import write_template
from rilo_desktop.services.records.lists import Query, filter_names
from rilo_desktop.services.submissions import preview

NOTHING = "Nothing yet"
LINES = ("lines", "named", "route", "thread")
ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "rilo_desktop"
DEVELOPMENT = ("gui/pictures",)
"""Scenes for pictures of the documentation."""

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def _code(spec: RecordTypeSpec) -> str:
    return spec.code


def _name(surface: Callable[..., None]) -> str:
    return surface.__name__


# --- the specification itself


def test_every_record_type_has_its_specification() -> None:
    assert {spec.code for spec in RECORD_TYPES} == set(record_types()), (
        "add a spec in presentation/"
    )
    assert len({spec.code for spec in RECORD_TYPES}) == len(RECORD_TYPES)


def specification(spec: RecordTypeSpec) -> None:
    described, kind, french = fields_of(spec.record), spec.kind, catalogue("fr")
    assert (ROOT / "resources" / "icons" / f"{spec.icon}.svg").exists(), spec.icon
    assert not spec.group or spec.group in {group.key for group in GROUPS}
    for message in (spec.new, spec.empty, spec.about):
        assert not message or french.text(message) != message, message
    if spec.group and not spec.is_public:
        assert spec.retention, "what an office writes needs a retention rule"
        assert spec.about, "say on the empty page what it is for"
        assert spec.empty != NOTHING, "say that there is none yet"
    own = (*spec.list.second, *spec.list.columns, spec.list.aside, spec.list.state)
    for name in (*own, *(field for _, field in spec.list.preview)):
        assert name in {*described, "workflow", ""}, f"list: {name}"
    assert set(spec.form) <= {section.name for section in kind.sections}
    cells = [cell.field for rows in spec.arranged.values() for row in rows for cell in row]
    assert len(cells) == len(set(cells)), "form: a field stands twice"
    for cls, lines in spec.lines.items():
        assert any(about.lines is cls for about in described.values()), f"lines: {cls.__name__}"
        shown = [
            name for name, _ in (*lines.columns, *(cell for row in lines.rows for cell in row))
        ]
        assert set(shown) <= set(fields_of(cls)), f"lines: {cls.__name__}"
        assert lines_spec(cls) is lines
    if spec.deadline is not None:
        deadline = spec.deadline
        assert {*deadline.days, deadline.status} <= {*described, ""}
        assert deadline.status or deadline.released, "something says that nobody waits any more"
        for kind_code, field in deadline.released:
            about = fields_of(class_of(kind_code))
            assert field == "id" or about[field].type is FieldType.LINK
    if spec.suggestions is not None:
        assert spec.suggestions.kind in record_types()
        assert spec.suggestions.into in {"", *described}
    assert set(spec.starts_as) <= set(described)


def preview_parts(spec: RecordTypeSpec) -> None:
    for how, name in spec.list.preview:
        is_lines = fields_of(spec.record)[name].type is FieldType.LINES
        assert how in LINES if is_lines else how == "text", f"preview: {how} {name}"


# --- what services and the command line know of it


def listed(spec: RecordTypeSpec, session: Session) -> None:
    found = lists.find(session, Query(spec.code))
    assert len(found.rows), f"add sample records for {spec.code}"
    for field in spec.list.facets:
        assert field in filter_names(spec.code), f"filter: {field}"
        assert lists.codes(session, Query(spec.code), field), f"filter: {field}"


def _first(spec: RecordTypeSpec, session: Session) -> Record:
    stored = next(lists.all_stored(session, Query(spec.code)), None)
    assert stored is not None, f"add sample records for {spec.code}"
    return stored.record


def searched(spec: RecordTypeSpec, session: Session) -> None:
    stored = _first(spec, session)
    words = stored.reference
    groups = {group.kind for group in search.by_kind(session, words, kind=spec.code)}
    assert spec.code in groups, words


def changed_in_bulk(spec: RecordTypeSpec, session: Session) -> None:
    stored = _first(spec, session)
    before = stored.tlp if isinstance(stored.tlp, str) else None
    label = "RED" if before != "RED" else "AMBER"
    done = bulk.change(session, [stored.id], BulkChange(tlp=label))
    assert not done.skipped
    assert record.get(session, stored.id).record.tlp == label
    bulk.change(session, [stored.id], BulkChange(tlp=before))


def kept(spec: RecordTypeSpec, session: Session) -> None:
    retention.set_rule(session, retention.RetentionRule(spec.code, 10, "changed"))
    assert spec.code in {rule.kind for rule in retention.rules(session)}
    retention.set_rule(session, retention.RetentionRule(spec.code, 0, "changed"))


def documented(spec: RecordTypeSpec, session: Session) -> None:
    types = {made.record_type: made for made in SUBMISSIONS.values() if made.has_sheets}
    assert types.get(spec.code) is spec.document
    if spec.document is not None:
        assert spec.document.icon == spec.icon
        stored = _first(spec, session)
        assert preview.record_page(session, stored, "en", 200)


def founded_with(spec: RecordTypeSpec, session: Session) -> None:
    before = json.loads((session.folder.parent / "before.json").read_text())
    assert bool(before[spec.code]) == spec.in_catalogue
    more = lists.count(session, spec.code) > before[spec.code]
    assert more or not spec.sample, f"no record of {spec.code} is in {spec.sample}"
    if spec.is_public:
        every = lists.all_stored(session, Query(spec.code))
        assert {stored.record.tlp for stored in every} == {"CLEAR"}


def on_the_command_line(spec: RecordTypeSpec, session: Session) -> None:
    office = session.folder.parent / "office-of-scripts"
    rows = _answer("list", office, spec.code)
    assert rows, f"add sample records for {spec.code}"
    shown = _answer("show", office, rows[0]["reference"])
    assert (shown["kind"], shown["id"]) == (spec.code, rows[0]["id"])
    book = _workbook(spec, session)
    assert _answer("import", office, book)["new"] == 1, spec.kind.sheet
    assert _answer("import", office, book)["same"] == 1


def _workbook(spec: RecordTypeSpec, session: Session) -> Path:
    """One record with an own number and a title, in the sheet of its type and no other."""
    path, template = (session.folder.parent / f"{name}.xlsx" for name in (spec.code, "template"))
    if not template.exists():
        write_template(session, template)
    book = openpyxl.load_workbook(template)
    sheet = book[spec.kind.sheet]
    for other in book.worksheets:
        if other is not sheet:
            book.remove(other)
    columns = [cell.value for cell in sheet[1]]
    values = {spec.kind.title: "Walked through", "local_ref": f"walk-{spec.kind.short}"}
    for name, value in values.items():
        column = next(iter(columns_of(name, fields_of(spec.record)[name])))
        sheet.cell(4, columns.index(column) + 1, value)
    book.save(path)
    return path


def _answer(command: str, *arguments: object) -> Any:
    return json.loads(said(command, *arguments, "--json"))


def suggested(spec: RecordTypeSpec, session: Session) -> None:
    assert (spec.record in suggestions.SUGGESTERS) == (spec.suggestions is not None)
    if spec.suggestions is not None:
        every = (stored.record for stored in lists.all_stored(session, Query(spec.code)))
        found = suggestions.suggestions_for(session, next(one for one in every if one.local_ref))
        ids = [offer.id for offer in (*found.picked, *found.suggested, *found.others)]
        kinds_offered = {record.get(session, one).record.kind.code for one in ids if one}
        assert kinds_offered == {spec.suggestions.kind}


WITH_OWN_PAGE = [spec for spec in RECORD_TYPES if spec.group]
SURFACES = (listed, searched, changed_in_bulk, kept, founded_with, suggested, on_the_command_line)


@pytest.mark.parametrize("spec", RECORD_TYPES, ids=_code)
@pytest.mark.parametrize("surface", [specification, preview_parts], ids=_name)
def test_a_record_type_is_specified(spec: RecordTypeSpec, surface: Callable[..., None]) -> None:
    surface(spec)


@pytest.mark.parametrize("spec", WITH_OWN_PAGE, ids=_code)
@pytest.mark.parametrize("surface", SURFACES, ids=_name)
def test_a_record_type_is_served(
    spec: RecordTypeSpec, surface: Callable[..., None], session: Session
) -> None:
    surface(spec, session)


@pytest.mark.parametrize("spec", RECORD_TYPES, ids=_code)
def test_a_record_type_has_its_document(spec: RecordTypeSpec, session: Session) -> None:
    documented(spec, session)


# --- what the window shows of it


def in_the_navigation(spec: RecordTypeSpec, walk: Walk, qtbot: QtBot) -> None:
    rows = _pages(walk)
    if spec.listed_by:
        _led_to(spec, walk, qtbot)
        return
    (row,) = (row for row in rows if row.key == spec.code)
    assert (row.label, row.icon) == (spec.place, spec.icon)
    assert page_entry(spec.code).group == spec.group


def _pages(walk: Walk) -> list[NavigationPage]:
    """Of all groups, folded or not."""
    branches = walk.place.navigation.places.branches
    return [page for branch in branches for page in branch.pages]


def _led_to(spec: RecordTypeSpec, walk: Walk, qtbot: QtBot) -> None:
    """Its page is in the navigation, and a button there shows its list."""
    assert page_entry(spec.listed_by).group == spec.group
    assert spec.listed_by in [row.key for row in _pages(walk)]
    walk.place.go(spec.listed_by)
    walk.settle(qtbot)
    page: Any = walk.place.page(spec.listed_by)
    (page.lists[spec.code] if hasattr(page, "lists") else page.list).click()
    walk.settle(qtbot)
    assert walk.place.pages.currentWidget() is walk.place.list_page(spec.code)


def as_a_list(spec: RecordTypeSpec, walk: Walk, qtbot: QtBot) -> None:
    page = walk.list(qtbot, spec.code)
    assert page.model.rowCount(), f"add sample records for {spec.code}"
    assert page.new_button.text() == spec.new
    assert page.selection.send.isHidden() != spec.can_be_sent
    assert set(spec.list.facets) <= set(page.facets.counts)
    assert all(page.facets.label_of(field) for field in spec.list.facets)


def as_a_preview(spec: RecordTypeSpec, walk: Walk, qtbot: QtBot) -> None:
    page = walk.list(qtbot, spec.code)
    if not page.preview.isVisibleTo(page):
        page.flip_preview()
    page.view.selectRow(0)
    walk.settle(qtbot)
    row = page.model.listed(0)
    assert row is not None, f"add sample records for {spec.code}"
    assert row.title in [label.text() for label in page.preview.findChildren(QLabel)]


def in_the_editor(spec: RecordTypeSpec, walk: Walk, qtbot: QtBot) -> None:
    page = walk.list(qtbot, spec.code)
    row = page.model.listed(0)
    assert row is not None, f"add sample records for {spec.code}"
    editor = walk.place.editor(spec.code)
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        page.open(row.id)
    walk.settle(qtbot)
    assert editor.record_id == row.id
    cells = {cell.field for rows in spec.arranged.values() for line in rows for cell in line}
    assert set(editor.form.fields) == cells
    assert (editor.side.beside is not None) == (spec.suggestions is not None)
    assert editor.head.paper.isHidden() != spec.has_pages


def on_today(spec: RecordTypeSpec, walk: Walk, qtbot: QtBot) -> None:
    walk.place.go(TODAY)
    walk.settle(qtbot)
    page: Any = walk.place.page(TODAY)
    begun = [action.text() for action in page.menu.actions()]
    assert (spec.kind.label in begun) == spec.on_today
    steps = [row.text() for row in page.clear.rows]
    assert spec.first_step is None or spec.first_step.title in steps


def in_retention(spec: RecordTypeSpec, walk: Walk, qtbot: QtBot) -> None:
    walk.place.go(OFFICE)
    walk.settle(qtbot)
    form: RetentionForm = walk.place.page(OFFICE).going.retention  # type: ignore[attr-defined]
    assert (spec.code in form.rules) == spec.retention


SHOWN = (in_the_navigation, as_a_list, as_a_preview, in_the_editor, on_today, in_retention)


@pytest.mark.parametrize("spec", WITH_OWN_PAGE, ids=_code)
@pytest.mark.parametrize("surface", SHOWN, ids=_name)
def test_a_record_type_is_shown(
    spec: RecordTypeSpec, surface: Callable[..., None], walk: Walk, qtbot: QtBot
) -> None:
    surface(spec, walk, qtbot)


def test_no_other_module_knows_a_record_type_by_its_name() -> None:
    """Where a module is about one type it names its class; specifications name types."""
    codes = {spec.code for spec in RECORD_TYPES if "-" in spec.code}
    free = ("records", "presentation", "store/migrations", *DEVELOPMENT)
    found = {
        f"{path.relative_to(SOURCE)}:{node.lineno}: {node.value}"
        for path in SOURCE.rglob("*.py")
        if not path.relative_to(SOURCE).as_posix().startswith(free)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in codes
    }
    assert not found, "\n".join(sorted(found))
