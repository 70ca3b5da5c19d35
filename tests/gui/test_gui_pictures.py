"""tools/pictures.py takes every scene of the window without a display."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from gui_walk import goes_back
from gui_windows import PASSPHRASE
from PySide6.QtGui import QImage

from pictures import KEPT, PAGES, TARGET, main
from rilo_desktop.gui.lifecycle.bootstrap import dress_of
from rilo_desktop.gui.lifecycle.language_switch import application, speak
from rilo_desktop.services.office.create_office import add_sample, make_office
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit
from screenshots import NAMES, VARIANTS
from screenshots.harness import Harness, Scene
from short_forms import FULL, share

NEEDS_MORE = frozenset(
    {
        "today-below",
        "today-second",
        "case-study-view",
        "case-study-filters",
        "case-study-editor-draft",
        "case-study-editor-returned",
        "case-study-editor-review",
        "case-study-editor-return",
        "case-study-editor-history",
        "case-study-editor-compared",
        "office-remove",
        "inbox-answer",
        "risk-indicator-editor-asked",
        "network-below",
        "navigation-fly-out",
    }
)
"""Scenes for which the sample office has nothing: nobody has worked there, and it has one officer.

Nor has it any submission. `make pictures` makes an office that has all of this; what lies below in
the network is out of sight in the smaller looks only, and the navigation is a rail in these.
"""


PARTS = 4 if FULL else 1
"""All scenes at once take four minutes, and five are what a test may take."""
TAKEN = share(tuple(NAMES), 2, 8)
"""`make proof PARTS=walk` takes all; the walk over the accessibility bus takes other ones."""


@pytest.mark.parametrize("part", range(PARTS))
def test_pictures_of_every_page(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    """Of a practice office: whoever sends it something in a scene is one too."""
    size = -(-len(TAKEN) // PARTS)
    asked = TAKEN[part * size : (part + 1) * size]
    scenes = [word for name in asked for word in ("--scene", name)]
    store = tmp_path / "office"
    with make_office(store, "XX", "XX-01", PASSPHRASE).session as session:
        add_sample(session)
    before = {path.name: path.stat().st_mtime_ns for path in store.iterdir()}
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    take, back = Harness.take, []

    def look(harness: Harness, scene: Scene, path: Path) -> None:
        take(harness, scene, path)
        back.extend((scene.name, where) for where in goes_back(harness.window))

    monkeypatch.setattr(Harness, "take", look)
    assert main(["--store", str(store), "--out", str(tmp_path / "out"), *scenes, "light"]) == 0
    assert back == [], "Tab goes as one reads"
    made = sorted((tmp_path / "out").glob("*.png"))
    for path in made:
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1280, 800)
    names = {path.stem.removeprefix("window-").removesuffix("-light") for path in made}
    left_out = {name for name in asked if name not in names}
    assert {name for name in left_out if not name.startswith("submission-")} <= NEEDS_MORE
    assert {"submission", "submission-choose", "submission-check"} & {*asked} <= names
    assert {path.name: path.stat().st_mtime_ns for path in store.iterdir()} == before


def test_an_office_that_released_every_type_is_taken_too(
    qapp: object, sample_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the office of `make demo`, whose newest submission is no catalogue."""
    store = tmp_path / "office"
    shutil.copytree(sample_office, store)
    with open_store(store, PASSPHRASE) as session:
        for kind in ("indicator-catalogue", "case-studies", "action-plan-status"):
            submit(session, SubmissionRequest(kind, reason="as agreed"))
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    arguments = ["--store", "office", "--out", "out"]
    assert main([*arguments, "--scene", "inbox-answer"]) == 0
    assert (tmp_path / "out" / "window-inbox-answer-light.png").exists()


@pytest.mark.parametrize("look", sorted(VARIANTS))
def test_every_look_is_what_its_name_says(
    qapp: object, sample_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look: str
) -> None:
    """Twice the pixels need a process of their own, and are not seen here."""
    variant = VARIANTS[look]
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    shutil.copytree(sample_office, tmp_path / "office")  # other processes copy the shared one
    arguments = ["--store", str(tmp_path / "office"), "--out", str(tmp_path), look]
    try:
        assert main([*arguments, "--scene", "unlock"]) == 0
    finally:
        dress_of(application(), "light").choose_text_size(100)
        speak(application(), "en")
        os.environ.pop("QT_SCALE_FACTOR", None)
    image = QImage(str(tmp_path / f"window-unlock-{look}.png"))
    assert (image.width(), image.height()) == variant.size
    assert (image.pixelColor(4, 4).lightness() > 128) == (variant.scheme == "light")


def test_names_of_scenes_are_given_once() -> None:
    assert len(NAMES) == len(set(NAMES))


def test_git_holds_only_the_pictures_that_readme_and_guide_show() -> None:
    assert {path.stem for path in TARGET.glob("*.png")} == {*KEPT, *PAGES}
    assert len({*KEPT, *PAGES}) == 12


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
    assert main(["--store", str(store), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith("pictures: ")


def test_a_folder_that_is_no_store_ends_with_a_sentence(
    qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--store", str(tmp_path / "nothing"), "--out", str(tmp_path / "out")]) == 1
    assert "nothing" in capsys.readouterr().err
