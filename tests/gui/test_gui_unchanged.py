# mypy: disable-error-code="attr-defined, arg-type"
"""Nothing changes that nobody changed: who only looks, or saves twice, writes nothing."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from gui_walk import others, pages
from gui_windows import PASSPHRASE, SECOND, enter_as, settle
from pytestqt.qtbot import QtBot
from unchanged import Looking, changes, contents, drop, save, write_in

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import TODAY
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.pages.editor.side_panel import FINDINGS, HISTORY, PAPER
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.inputs.code import CodeInput
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.presentation.registry import LISTED
from rilo_desktop.records import FieldType, class_of, fields_of
from rilo_desktop.records.field_specs import FieldSpec
from rilo_desktop.rules.derived_values import derivations
from rilo_desktop.services.office.session import Task, open_store
from rilo_desktop.store import officer_rows
from short_forms import FULL

MakeWindow = Callable[..., MainWindow]
Place = tuple[MainWindow, Shell]
WRITES = frozenset({"submission, check", "submission, released"})
"""Where the walk itself goes by writing something."""
SIDES = (HISTORY, PAPER, FINDINGS)
"""What stands beside an editor: `make proof PARTS=unchanged` looks at the form beside each."""
ROLES = ("head", *sorted({role for task in Task for role in task.roles} - {"head"}))


@pytest.mark.parametrize("role", ROLES if FULL else ROLES[:1])
def test_who_only_looks_changes_nothing(
    qtbot: QtBot, make_window: MakeWindow, sample_office: Path, tmp_path: Path, role: str
) -> None:
    """Every page and every record type: to come, scroll, tab through all and go."""
    window = make_window(_office_of(role, sample_office, tmp_path), copied=False)
    place = enter_as(qtbot, window, PASSPHRASE if role == "head" else SECOND)
    place.context.backups.timer.stop()  # a backup is made by the clock, whoever looks
    submits, writes = role in Task.SUBMIT.roles, role in Task.WRITE.roles
    looking = Looking(qtbot, window)
    before = contents(window)
    states = (
        pages(qtbot, window, place, LISTED, submits),
        others(qtbot, window, place, LISTED if writes else ()),
    )
    for where in itertools.chain(*states):
        looking.no_question(where)
        if where in WRITES:
            before = contents(window)
        if FULL or not where.endswith(SIDES):
            looking.at(where)
        after = contents(window)
        looking.wrong += [f"{where}: {what}" for what in changes(before, after)]
        before = after
    assert "\n".join(looking.wrong) == ""
    assert looking.controls > 30 * len(LISTED)
    assert looking.stops > 50 * len(LISTED)


def _office_of(role: str, sample_office: Path, folder: Path) -> Path:
    """The sample office, with a second officer of another role than the first one."""
    office = shutil.copytree(sample_office, folder / "office")
    if role != "head":
        with open_store(office, PASSPHRASE) as session:
            officer_rows.add(session.store, "AP-02", "Analyst", role, SECOND)
    return office


def test_who_saves_twice_writes_once(qtbot: QtBot, sample: Place) -> None:
    """A new record of each type, with what follows from what is typed in it."""
    window, place = sample
    place.context.backups.timer.stop()
    wrong: list[str] = []
    for kind in LISTED:
        wrong += [f"{kind}: {what}" for what in _saved_twice(qtbot, window, place, kind)]
    assert "\n".join(wrong) == ""


def _saved_twice(qtbot: QtBot, window: MainWindow, place: Shell, kind: str) -> Iterator[str]:
    place.write(kind)
    settle(qtbot, window)
    editor, looking = place.editor(kind), Looking(qtbot, window)
    typed = _fill_sources(editor)
    assert editor.dirty
    first = save(qtbot, window, editor)
    before = contents(window)
    save(qtbot, window, editor)
    yield from (f"saved again: {what}" for what in changes(before, contents(window)))
    write_in(editor, typed, "x")
    second = save(qtbot, window, editor)
    for field in fields(first):
        was, now = getattr(first, field.name), getattr(second, field.name)
        if was != now and field.name != typed:
            yield f"{field.name} was {was!r} and is {now!r} after a word in {typed}"
    before = contents(window)
    looking.at(kind)
    save(qtbot, window, editor)
    place.go(TODAY)
    settle(qtbot, window)
    looking.no_question("left")
    place.edit(kind, second.id)
    settle(qtbot, window)
    looking.at("opened again")
    place.write(kind)
    settle(qtbot, window)
    looking.no_question("opened again and left")
    yield from (f"looked at: {what}" for what in changes(before, contents(window)))
    yield from looking.wrong
    if any(one.field == "local_ref" for one in derivations(type(second))):
        _fill_sources(editor)
        editor.filling.fill()
        offered = editor.form.record().local_ref
        if not offered or offered == second.local_ref:
            yield f"the next one is offered {offered!r}"
        place.go(TODAY)
        drop(qtbot, window, editor.findChild(Question))


def _fill_sources(editor: EditorPage) -> str:
    """Write what something follows from, and a text that nothing does; gives the name of this."""
    cls = class_of(editor.kind.code)
    described = {n: about for n, about in fields_of(cls).items() if n in editor.form.fields}
    sources = {one.source for one in derivations(cls)} & described.keys()
    for name in sorted(sources):
        _write_any(editor, name, described[name])
    texts = [name for name, about in described.items() if about.type in WORDS]
    typed = next(name for name in texts if name not in {*sources, "local_ref"})
    write_in(editor, typed, "parcels")
    return typed


WORDS = {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TRANSLATED}


def _write_any(editor: EditorPage, name: str, about: FieldSpec) -> None:
    if about.type in WORDS:
        write_in(editor, name, "Parcels by post")
    elif about.type is FieldType.PARTIAL_DATE:
        write_in(editor, name, "2026-11-25")
    elif about.type is FieldType.CODE:
        box = editor.form.fields[name].input
        assert isinstance(box, CodeInput)
        box.setCurrentIndex(box.count() - 1)
        box.activated.emit(box.currentIndex())
