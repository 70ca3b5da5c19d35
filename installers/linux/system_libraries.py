"""Which of the system's packages gave a library to the frozen program, and under which licence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .chroot import System

_PACKAGES = """
cd {folder}/_internal
for library in lib*.so*; do
    [ -L "$library" ] || dpkg -S "*/$library" 2>/dev/null | head -n 1 | cut -d: -f1
done | sort -u
"""


def add_licences(builder: System, folder: str) -> None:
    """Their copyright files, and a line for each in index.json. `folder`: as seen from inside."""
    licences = builder.root / folder.lstrip("/") / "_internal/rilo_desktop/assets/licences"
    names = builder.run(_PACKAGES.format(folder=folder)).stdout.split()
    index = json.loads((licences / "index.json").read_text("utf-8"))
    index += [_entry(builder, name, licences) for name in names]
    text = json.dumps(index, indent=1, ensure_ascii=False)
    (licences / "index.json").write_text(text, "utf-8")


def _entry(builder: System, name: str, licences: Path) -> dict[str, Any]:
    version = builder.run(f"dpkg-query -W -f '${{Version}}' {name}").stdout.strip()
    copyright = builder.root / "usr" / "share" / "doc" / name / "copyright"
    file = f"debian-{name}.txt"
    (licences / file).write_bytes(copyright.read_bytes())
    return {"name": name, "version": version, "licence": "see the text", "files": [file]}
