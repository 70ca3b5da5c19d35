"""Takes every scene that a store has something for, act by act, in a copy of that store."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from PySide6.QtCore import Qt

from rilo_desktop.services.errors import NoStore

from ..faults import explained
from ..preferences import Keeper
from ..start import begin
from ..window import Window
from . import scenes, traffic
from .stage import NoAnswer, NotHere, Scene, Stage
from .variants import Variant

OFFICE = Path("RILO office")
"""As the window names the copy: no picture shows where it lies."""
NEW = Path("New office")

Tell = Callable[[str], object]


def save_pictures(
    store: Path,
    folder: Path,
    passphrase: str,
    variant: Variant,
    only: Collection[str] = (),
    tell: Tell = print,
) -> list[Path]:
    """PNG files in `folder`, named window-SCENE-VARIANT.png. `only`: scenes; none are all.

    Raises NoAnswer where the store does not open.
    """
    if not store.is_dir():
        raise NoAnswer(explained(NoStore(store)))
    store, folder = store.absolute(), folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        shutil.copytree(store, Path(place) / OFFICE)
        return _Studio(folder, passphrase, variant, only, tell).take_all()


class _Studio:
    def __init__(
        self, folder: Path, passphrase: str, variant: Variant, only: Collection[str], tell: Tell
    ) -> None:
        self._folder, self._passphrase, self._variant = folder, passphrase, variant
        self._only, self._tell = only, tell
        self.made: list[Path] = []

    def take_all(self) -> list[Path]:
        with self._opened(OFFICE) as stage:
            self._look(stage)
            self._act(stage, scenes.DOOR)
            self._unlock(stage, 0)
            self._act(stage, scenes.OFFICE)
            self._act(stage, scenes.RESCUE)
        if self._wants(scenes.SECOND):
            with self._opened(OFFICE) as stage:
                self._look(stage)
                if self._unlock(stage, 1):
                    self._act(stage, scenes.SECOND)
        if self._wants(scenes.FIRST_RUN):
            with self._opened(NEW) as stage:
                self._act(stage, scenes.FIRST_RUN)
        if self._wants(scenes.NEW):
            self._found()
            with self._opened(NEW) as stage:
                self._look(stage)
                self._unlock(stage, 0)
                self._act(stage, scenes.NEW)
        if self._wants(scenes.SECRETARIAT):
            self._receive()
            with self._opened(traffic.SECRETARIAT) as stage:
                self._look(stage)
                self._unlock(stage, 0)
                self._act(stage, scenes.SECRETARIAT)
        return self.made

    def _wants(self, act: tuple[Scene, ...]) -> bool:
        return not self._only or any(scene.name in self._only for scene in act)

    def _found(self) -> None:
        from rilo_desktop.services.founding import make_office

        if not NEW.exists():
            make_office(NEW, "AP", "AP-01", self._passphrase).session.close()

    def _receive(self) -> None:
        if not traffic.SECRETARIAT.exists():
            traffic.STICK.mkdir(exist_ok=True)
            traffic.found_secretariat(self._passphrase)

    @contextlib.contextmanager
    def _opened(self, store: Path) -> Iterator[Stage]:
        variant, keeper = self._variant, Keeper()
        keeper.change(text_size=variant.text, scheme=variant.scheme, language=variant.language)
        app, window = begin(store, keeper=keeper)
        app.setCursorFlashTime(0)
        app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
        window.resize(*variant.size)
        window.show()
        window.activateWindow()
        try:
            yield Stage(app, window, self._passphrase)
        finally:
            window.close_quietly()

    def _look(self, stage: Stage) -> None:
        window = stage.window
        stage.until(lambda: not window.tasks.busy and _answered(window))
        if window.unlock.message:
            raise NoAnswer(window.unlock.message)

    def _unlock(self, stage: Stage, number: int) -> bool:
        """Enter as the first or second officer; the second only where there is one."""
        unlock = stage.window.unlock
        signs = [
            sign for at in range(unlock.officer.count()) if (sign := unlock.officer.itemData(at))
        ]
        if number >= len(signs):
            return False
        unlock.officer.setCurrentIndex(unlock.officer.findData(signs[number]))
        unlock.passphrase.setText(self._passphrase)
        unlock.unlock.click()
        stage.until(lambda: stage.window.workplace is not None or bool(unlock.message))
        if unlock.message and number == 0:
            raise NoAnswer(unlock.message)
        stage.settle()
        if stage.window.workplace is None:
            return False
        stage.window.workplace.desk.backups.timer.stop()  # no backup by itself between two pictures
        return True

    def _act(self, stage: Stage, act: tuple[Scene, ...]) -> None:
        for scene in act:
            if not self._only or scene.name in self._only:
                self._scene(stage, scene)

    def _scene(self, stage: Stage, scene: Scene) -> None:
        path = self._folder / f"window-{scene.name}-{self._variant.name}.png"
        try:
            scene.show(stage)
            if scene.settles:
                stage.settle()
            stage.take(scene, path)
        except NotHere as reason:
            self._tell(f"{scene.name}: left out, {reason}")
            return
        finally:
            stage.tidy()
        self.made.append(path)
        self._tell(str(path))


def _answered(window: Window) -> bool:
    """Did the store show its face, or say why not?"""
    unlock = window.unlock
    return unlock.officer.count() > 0 or bool(unlock.message) or window.first_run is not None
