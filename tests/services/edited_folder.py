"""A folder of export-all, edited by somebody who knows the format: each hash is put right."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

Line = dict[str, Any]


@dataclass(frozen=True)
class EditedFolder:
    folder: Path

    def lines(self, kind: str) -> list[Line]:
        """The records of a type, as plain data; none where there is no file of it."""
        path = self.folder / _name(kind)
        return (
            [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
        )

    def put(self, kind: str, lines: list[Line]) -> None:
        content = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        (self.folder / _name(kind)).write_bytes(content)
        placed = {"path": _name(kind), "sha256": hashlib.sha256(content).hexdigest()}
        manifest = self.folder / "manifest.json"
        data = json.loads(manifest.read_text("utf-8"))
        data["files"] = [one for one in data["files"] if one["path"] != placed["path"]] + [placed]
        manifest.write_text(json.dumps(data), "utf-8")

    def change(self, kind: str, named: str, **values: Any) -> None:
        lines = self.lines(kind)
        (line,) = (one for one in lines if one["reference"] == named)
        line |= values
        self.put(kind, lines)

    def add(self, kind: str, like: str = "", /, **values: Any) -> Line:
        """Another line, like the one of a reference, under an id of its own."""
        lines = self.lines(kind)
        model = next((one for one in lines if one["reference"] == like), lines[0] if lines else {})
        made = {**model, **values, "id": str(uuid4())}
        made.pop("local_ref", None)
        self.put(kind, [*lines, made])
        return made

    def number(self, kind: str, picks: Callable[[Line], bool]) -> int:
        """Of the line in its file, counted from 1."""
        return next(n for n, line in enumerate(self.lines(kind), 1) if picks(line))


def _name(kind: str) -> str:
    return f"records/{kind}-001.jsonl"
