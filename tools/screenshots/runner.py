"""Takes every scene that a store has data for, group by group, in a copy of that store."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from PySide6.QtCore import Qt

from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.gui.lifecycle.self_test import NoAnswer
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.state.preferences import PreferencesStore
from rilo_desktop.gui.widgets.error_messages import explained
from rilo_desktop.services.office.errors import NoStore

from . import fixtures, scenarios
from .harness import Harness, NotHere, Scene
from .variants import Variant

OFFICE = Path("RILO office")
"""Name of the copy: no picture shows the path of the store."""
NEW = Path("New office")

Tell = Callable[[str], object]
Look = Callable[[Harness, Scene], object]


def save_pictures(
    store: Path,
    folder: Path,
    passphrase: str,
    variant: Variant,
    only: Collection[str] = (),
    tell: Tell = print,
) -> list[Path]:
    """PNG files in `folder`, named window-SCENE-VARIANT.png. `only`: scenes; none are all.

    Raises NoAnswer when the store does not open.
    """
    made: list[Path] = []
    folder = folder.absolute()

    def take(harness: Harness, scene: Scene) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"window-{scene.name}-{variant.name}.png"
        harness.take(scene, path)
        made.append(path)
        tell(str(path))

    visit(store, passphrase, variant, take, only, tell)
    return made


def visit(
    store: Path,
    passphrase: str,
    variant: Variant,
    look: Look,
    only: Collection[str] = (),
    tell: Tell = print,
) -> None:
    """Show the scenes in a copy of the store, and `look` at each. Raises NoAnswer, as above."""
    if not store.is_dir():
        raise NoAnswer(explained(NoStore(store)))
    store = store.absolute()
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        shutil.copytree(store, Path(place) / OFFICE)
        _Runner(look, passphrase, variant, only, tell).show_all()


class _Runner:
    def __init__(
        self, look: Look, passphrase: str, variant: Variant, only: Collection[str], tell: Tell
    ) -> None:
        self._look, self._passphrase, self._variant = look, passphrase, variant
        self._only, self._tell = only, tell

    def show_all(self) -> None:
        with self._opened(OFFICE) as harness:
            self._wait_for_store(harness)
            self._show_group(harness, scenarios.LOCKED)
            self._unlock(harness, 0)
            self._show_group(harness, scenarios.OFFICE)
            self._show_group(harness, scenarios.RESCUE)
        if self._wants(scenarios.SECOND):
            with self._opened(OFFICE) as harness:
                self._wait_for_store(harness)
                if self._unlock(harness, 1):
                    self._show_group(harness, scenarios.SECOND)
        if self._wants(scenarios.FIRST_RUN):
            with self._opened(NEW) as harness:
                self._show_group(harness, scenarios.FIRST_RUN)
        if self._wants(scenarios.NEW):
            self._make_new_office()
            with self._opened(NEW) as harness:
                self._wait_for_store(harness)
                self._unlock(harness, 0)
                self._show_group(harness, scenarios.NEW)
        if self._wants(scenarios.SECRETARIAT):
            self._make_secretariat()
            with self._opened(fixtures.SECRETARIAT) as harness:
                self._wait_for_store(harness)
                self._unlock(harness, 0)
                self._show_group(harness, scenarios.SECRETARIAT)

    def _wants(self, group: tuple[Scene, ...]) -> bool:
        return not self._only or any(scene.name in self._only for scene in group)

    def _make_new_office(self) -> None:
        from rilo_desktop.services.office.create_office import make_office

        if not NEW.exists():
            make_office(NEW, "XX", "XX-01", self._passphrase).session.close()

    def _make_secretariat(self) -> None:
        if not fixtures.SECRETARIAT.exists():
            fixtures.STICK.mkdir(exist_ok=True)
            fixtures.found_secretariat(self._passphrase)

    @contextlib.contextmanager
    def _opened(self, store: Path) -> Iterator[Harness]:
        variant, keeper = self._variant, PreferencesStore()
        keeper.change(text_size=variant.text, scheme=variant.scheme, language=variant.language)
        app, window = begin(store, keeper=keeper)
        app.setCursorFlashTime(0)
        app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
        window.resize(*variant.size)
        window.show()
        window.activateWindow()
        try:
            yield Harness(app, window, self._passphrase)
        finally:
            window.close_quietly()

    def _wait_for_store(self, harness: Harness) -> None:
        window = harness.window
        harness.until(lambda: not window.tasks.busy and _answered(window))
        if window.unlock.message:
            raise NoAnswer(window.unlock.message)

    def _unlock(self, harness: Harness, number: int) -> bool:
        """Enter as the first or second officer; False when there is no such officer."""
        unlock = harness.window.unlock
        signs = [
            sign for at in range(unlock.officer.count()) if (sign := unlock.officer.itemData(at))
        ]
        if number >= len(signs):
            return False
        unlock.officer.setCurrentIndex(unlock.officer.findData(signs[number]))
        unlock.passphrase.setText(self._passphrase)
        unlock.unlock.click()
        harness.until(lambda: harness.window.shell is not None or bool(unlock.message))
        if unlock.message and number == 0:
            raise NoAnswer(unlock.message)
        harness.settle()
        if harness.window.shell is None:
            return False
        backups = harness.window.shell.context.backups
        backups.timer.stop()  # no scheduled backup meanwhile
        backups.read()  # as it would do by itself a while later, in some scene or another
        harness.settle()
        if harness.window.idle is not None:
            harness.window.idle.choose(0)  # a busy machine takes long over all scenes
        return True

    def _show_group(self, harness: Harness, group: tuple[Scene, ...]) -> None:
        for scene in group:
            if not self._only or scene.name in self._only:
                self._show(harness, scene)

    def _show(self, harness: Harness, scene: Scene) -> None:
        try:
            scene.show(harness)
            if scene.settles:
                harness.settle()
            self._look(harness, scene)
        except NotHere as reason:
            self._tell(f"{scene.name}: left out, {reason}")
        finally:
            harness.tidy()


def _answered(window: MainWindow) -> bool:
    """True once the store was read, or refused with a message."""
    unlock = window.unlock
    return unlock.officer.count() > 0 or bool(unlock.message) or window.flow.first_run is not None
