"""One office and one window for every record type, made once for each module of tests."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from presentation_walk import LONG, PASSPHRASE, Walk
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from made_once import made_once
from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.records import record_types
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import lists
from sample_office import add_sample_in_work


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the sample records, and how many of each type it had before them."""

    def make(folder: Path) -> None:
        with make_office(folder / "office", "AP", "AP-01", PASSPHRASE).session as session:
            before = {code: lists.count(session, code) for code in record_types()}
            add_sample_in_work(session)
        shutil.copytree(folder / "office", folder / "office-of-scripts")
        (folder / "before.json").write_text(json.dumps(before))

    made = made_once(tmp_path_factory, "registry", make)
    return shutil.copytree(made, tmp_path_factory.mktemp("registry") / "made") / "office"


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)


@pytest.fixture(scope="module")
def session(founded: Path) -> Iterator[Session]:
    with open_store(founded, PASSPHRASE, "AP-01") as opened:
        yield opened


@pytest.fixture(scope="module")
def walk(
    qapp: QApplication,
    request: pytest.FixtureRequest,
    founded: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Walk]:
    folder = tmp_path_factory.mktemp("window") / "office"
    shutil.copytree(founded, folder)
    qtbot = QtBot(request)
    _, window = begin(folder, "light", "en")
    window.resize(1_440, 900)
    window.show()
    qtbot.waitUntil(lambda: window.unlock.officer.count() > 0, timeout=LONG)
    window.unlock.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(window.unlocked, timeout=LONG):
        window.unlock.unlock.click()
    assert window.shell is not None
    made = Walk(window, window.shell)
    made.settle(qtbot)
    yield made
    window.close_quietly()
    window.deleteLater()
    qapp.processEvents()
