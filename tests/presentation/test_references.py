"""A field that names a record shows its name on every surface, never its id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from presentation_walk import LONG, Walk
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rilo_desktop.cli import commands
from rilo_desktop.cli.printing import Printer
from rilo_desktop.gui.editor.shown_changes import shown_value
from rilo_desktop.gui.widgets.inputs.code import CodeInput
from rilo_desktop.presentation.registry import LISTED, RECORD_TYPES, record_type
from rilo_desktop.records import FieldType, Record, class_of, fields_of
from rilo_desktop.records.describe import About
from rilo_desktop.services import lists, record, references
from rilo_desktop.services.lists import Query
from rilo_desktop.services.session import Session

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Link(NamedTuple):
    """A field that names records; `inner`: the field of its lines that does."""

    kind: str
    field: str
    inner: str
    about: About

    def __str__(self) -> str:
        return ".".join(part for part in (self.kind, self.field, self.inner) if part)

    def filled(self, empty: Record, value: str) -> Record:
        given: Any = (value,) if self.about.type is FieldType.CODES else value
        if self.inner:
            lines: Any = fields_of(type(empty))[self.field].lines
            given = (lines(**{self.inner: given}),)
        return replace(empty, **{self.field: given})


def _links() -> Iterator[Link]:
    for spec in RECORD_TYPES:
        if spec.by_service_only:
            continue  # a submission is written by its own service, and shown by its own page
        for field, about in fields_of(spec.record).items():
            if about.names:
                yield Link(spec.code, field, "", about)
            for inner, of_line in fields_of(about.lines).items() if about.lines else ():
                if of_line.names:
                    yield Link(spec.code, field, inner, of_line)


LINKS = tuple(_links())
every_link = pytest.mark.parametrize("link", LINKS, ids=str)
every_listed = pytest.mark.parametrize(
    "link", [link for link in LINKS if link.kind in LISTED and not link.inner], ids=str
)


def _target(session: Session, link: Link) -> tuple[str, str]:
    """The value that names some record, and a word of what people call it."""
    every = (stored.record for stored in lists.all_stored(session, Query(link.about.names)))
    found = next(one for one in every if one.local_ref and one.title_text)
    value = found.id if link.about.type is FieldType.LINK else found.local_ref
    return value or "", found.title_text


def _linked(session: Session, link: Link) -> tuple[Record, str, str]:
    value, title = _target(session, link)
    empty = replace(record.new(session, link.kind), local_ref=None)
    made = link.filled(empty, value)
    record.save(session, made)
    return record.get(session, made.id).record, value, title


def test_some_fields_name_records() -> None:
    assert {"action-item.plan", "case-study.indicators.indicator"} <= {str(link) for link in LINKS}


@every_link
def test_history_grid_and_preview_say_the_name(link: Link, session: Session) -> None:
    """They ask one function, with the names that the window holds."""
    made, value, title = _linked(session, link)

    def name_of(kind: str, one: str) -> str:
        with session.reading() as reading:
            return references.called(reading, kind, one)

    about = fields_of(class_of(link.kind))[link.field]
    text = shown_value(about, getattr(made, link.field), name_of)
    assert title in text
    assert link.about.type is not FieldType.LINK or value not in text


@every_link
def test_the_command_line_says_the_name(link: Link, session: Session) -> None:
    made, value, title = _linked(session, link)
    names = references.names_in(session, made)
    printer = Printer(as_json=False, language="en")
    text = "\n".join(commands._sheet(record.get(session, made.id), names, printer))
    assert title in text
    assert link.about.type is not FieldType.LINK or value not in text


@every_link
def test_a_column_of_a_list_says_the_name(link: Link, session: Session) -> None:
    if link.inner or link.about.type is not FieldType.LINK:
        return  # a code is what people call the record, and lines are counted
    made, _value, title = _linked(session, link)
    found = lists.find(session, Query(link.kind))
    rows = lists.page(session, found, 0, len(found.rows), (link.field,))
    (text,) = (row.values[link.field] for row in rows if row.id == made.id)
    assert title in text


@every_listed
def test_form_and_preview_of_the_window_say_the_name(
    link: Link, walk: Walk, qtbot: QtBot, session: Session
) -> None:
    value, title = _target(session, link)
    empty = walk.ask(qtbot, record.new, link.kind)
    made = link.filled(replace(empty, local_ref=None), value)
    walk.ask(qtbot, record.save, made)
    page = walk.list(qtbot, link.kind)
    page.preview.show_record(made.id)
    walk.settle(qtbot)
    shown = [label.text() for label in page.preview.findChildren(QLabel)]
    assert not any(value == text for text in shown if link.about.type is FieldType.LINK)
    if link.field in {field for _, field in record_type(link.kind).list.preview}:
        assert any(title in text for text in shown)
    editor = walk.place.editor(link.kind)
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        page.open(made.id)
    walk.settle(qtbot)
    line = editor.form.fields[link.field].input
    assert isinstance(line, CodeInput)
    assert title in line.currentText()
