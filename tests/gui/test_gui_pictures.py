"""Pictures of the window, as `make demo` takes them without a display."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from gui_windows import PASSPHRASE
from PySide6.QtGui import QImage

from rilo_desktop.app import main


def test_pictures_of_every_page(
    qapp: object, sample_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "office"
    shutil.copytree(sample_office, store)
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    assert main([str(store), "--pictures", str(tmp_path / "out")]) == 0
    made = sorted((tmp_path / "out").glob("*.png"))
    assert len(made) == 22
    for path in made:
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1280, 800)
        light = image.pixelColor(640, 2).lightness() > 128
        assert light == path.stem.endswith("light"), path.name
    names = {path.stem for path in made}
    assert {f"window-{page}-{scheme}" for page in PAGES for scheme in ("light", "dark")} <= names


PAGES = (
    "unlock",
    "today",
    "case-study",
    "risk-indicator",
    "action-item",
    "case-study-editor",
    "submission",
)


def test_a_wrong_passphrase_ends_with_a_sentence(
    qapp: object,
    sample_office: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = tmp_path / "office"
    shutil.copytree(sample_office, store)
    monkeypatch.setenv("RILO_PASSPHRASE", "wrong")
    assert main([str(store), "--pictures", str(tmp_path / "out"), "--scheme", "light"]) == 1
    assert capsys.readouterr().err.startswith("rilo-desktop: ")


def test_a_folder_that_is_no_store_ends_with_a_sentence(
    qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nothing"), "--pictures", str(tmp_path / "out")]) == 1
    assert "nothing" in capsys.readouterr().err
