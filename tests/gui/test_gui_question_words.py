"""The words of a form in the window: formatted as their author wrote them, in one language."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from asked_form import Asked, ask
from gui_windows import PASSPHRASE
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.labels import Label
from rilo_desktop.questions.markup import runs_of
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import forms, record

FORM = """
| survey |
| | type | name | label::Español | label::Português (pt) | hint::Español | required |
| | begin group | g | | | | |
| | note | n | # Hola **mundo** | # Olá **mundo** | | |
| | text | who | **Nombre** <img src="http://h/x.png" onerror="x()"> | **Nome** | *aquí* | yes |
| | text | to | A ${who}: _sí_ | Para ${who} | | |
| | select_one l | one | ¿Cuál? | Qual? | | |
| | end group | | | | | |
| | begin repeat | r | | | | |
| | text | in_r | Más | Mais | | |
| | end repeat | | | | | |
| choices |
| | list_name | name | label::Español | label::Português (pt) |
| | l | a | <b>Uno</b> | Um |
| settings |
| | form_id | form_title | default_language |
| | w | Palabras | Español |
"""


@pytest.fixture(scope="session")
def words_office(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("words") / "office"
    shutil.copytree(new_office, folder)
    file = folder.parent / "w.md"
    file.write_text(FORM, "utf-8")
    with open_store(folder, PASSPHRASE) as session:
        added = forms.add(session, file)
        made = forms.answers_of(session, added.form, "2025")
        saved = record.save(session, replace(made.record, answers=()))
        return folder, saved.stored.record.id


@pytest.fixture
def asked(
    qtbot: QtBot,
    words_office: tuple[Path, str],
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
) -> Asked:
    folder, answers = words_office
    window = make_window(folder)
    window.resize(1366, 768)
    return Asked(qtbot, window, enter(window), answers)


def labels(asked: Asked) -> list[str]:
    assert asked.input.view is not None
    return [one.words for one in asked.input.view.findChildren(Label) if one.words]


def test_formatting_is_shown_and_never_read_by_qt(asked: Asked) -> None:
    said = labels(asked)
    assert {"Hola mundo", "Nombre", "aquí", "A : sí"} <= set(said)
    assert not any(sign in words for words in said for sign in ("**", "<", "_"))
    asked.type("<b>Ana</b> _x_")
    asked.settle()
    assert "A <b>Ana</b> _x_: sí" in labels(asked)
    view = asked.input.view
    assert view is not None
    formatted = [one for one in view.findChildren(Label) if one.text() != one.words]
    assert len(formatted) >= 4
    for label in formatted:
        assert "http" not in label.text()
        shown = QTextDocumentFragment.fromHtml(label.text()).toPlainText()
        assert shown == label.words == label.accessibleName()
    row = view.rows[asked.node("g/who")]
    assert row.input.target().accessibleName().startswith("Nombre")


def test_a_label_shows_words_as_they_are(qtbot: QtBot) -> None:
    label = Label()
    qtbot.addWidget(label)
    label.show_runs(runs_of("**a** &lt;img src='x'&gt; <b>b</b>\nc"))
    assert label.words == "a <img src='x'> b\nc"
    assert "<img" not in label.text()
    label.show_runs(runs_of("age < 5"))
    assert (label.text(), label.textFormat()) == ("age < 5", Qt.TextFormat.PlainText)


def test_parts_and_lines_without_a_label_are_counted(asked: Asked) -> None:
    assert [part.title for part in asked.input.parts] == ["Part 1", "Part 2"]
    asked.part("1")
    assert not {"r", "g"} & set(labels(asked))


def test_the_language_is_chosen_once(asked: Asked) -> None:
    language = asked.editor.form.fields["language"].input
    language.set_value("pt")
    language.changed.emit()
    asked.settle()
    said = labels(asked)
    assert {"Olá mundo", "Nome", "Para", "Qual?"} <= {words.strip() for words in said}
    assert asked.editor.form.record().language == "pt"


LONG_CHOICES = """
| | type | name | label |
| | select_multiple several | long | Why? |
| | select_multiple few | short | Which? |
| choices |
| | list_name | name | label |
| | several | a | Nobody went & asked, as the way was too far and the rest was to be looked after |
| | several | b | Other |
| | few | a | One |
| | few | b | Two |
"""


def test_long_choices_are_shown_whole_below_each_other(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    new_office: Path,
    tmp_path: Path,
) -> None:
    window = make_window(new_office)
    window.resize(1280, 800)
    asked = ask(qtbot, window, enter, tmp_path, LONG_CHOICES)
    asked.settle()
    view = asked.input.view
    assert view is not None
    long, short = (
        view.rows[asked.node(name)].findChildren(QCheckBox) for name in ("long", "short")
    )
    assert all(box.width() >= box.sizeHint().width() for box in (*long, *short))
    assert long[0].x() == long[1].x()
    assert "went && asked" in long[0].text()
    assert short[0].y() == short[1].y(), "short ones stand beside each other"
