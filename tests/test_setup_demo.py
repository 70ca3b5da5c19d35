"""The demonstration makes anew only what it made, and opens no window where nobody looks."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo", ROOT / "tools" / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "OUT", tmp_path)
    monkeypatch.setattr(module, "OFFICE", tmp_path / "office")
    return module


def test_an_office_of_somebody_else_is_left_alone(
    demo: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.OFFICE.mkdir()
    (demo.OFFICE / "store.db").write_bytes(b"work of a year")
    assert demo.main() == 1
    assert (demo.OFFICE / "store.db").read_bytes() == b"work of a year"
    assert "was not made by this demonstration" in capsys.readouterr().err


def test_the_office_of_an_earlier_demonstration_makes_room(demo: ModuleType) -> None:
    demo.OFFICE.mkdir()
    (demo.OFFICE / demo.MARKER).touch()
    demo.clear_earlier_office()
    assert not demo.OFFICE.exists()


def test_a_display_counts_but_never_in_ci(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("CI", raising=False)
    assert demo.has_display()
    monkeypatch.setenv("CI", "true")
    assert not demo.has_display()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_pictures_are_saved(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not demo.has_display()
    assert demo.environment()["QT_QPA_PLATFORM"] == "offscreen"
