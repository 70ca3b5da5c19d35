"""Other programs beside ours: from start to their first paint, in an environment of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "out" / "peers"
PINS = ROOT / "requirements" / "peers.txt"
PEERS = ("novelwriter", "anki")
PYTHON = HOME / "bin" / "python"


def get_ready() -> bool:
    """Are they there? They are installed once; without a network they are left out."""
    print("   novelWriter and Anki to compare with (installed once)", file=sys.stderr, flush=True)
    install = [sys.executable, str(ROOT / "tools" / "install_lock.py"), str(PINS), str(HOME)]
    return subprocess.run(install).returncode == 0


def first_paint(peer: str, environment: dict[str, str]) -> float:
    """Seconds from the time in BENCH_ZERO to the paint of its main window."""
    folder = HOME / "settings" / peer
    folder.mkdir(parents=True, exist_ok=True)
    program = Path(__file__).parent / "windows" / "peer.py"
    own = {"HOME": str(folder), "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    done = subprocess.run(
        [str(PYTHON), str(program), peer, str(folder)],
        env=environment | own,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if not done.stdout:
        raise SystemExit(f"{peer}: {done.stderr}")
    return float(done.stdout.splitlines()[-1])
