#!/usr/bin/env python3
"""What the guard against personal data finds in the sentences of a file of JSON lines.

    guard_predict.py IN.jsonl > PREDICTIONS.jsonl

A line in: {"id", "text", "field"?}; a line out: {"id", "spans": [{"start", "end", "kind"}]}.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rilo_desktop.rules.personal_data.detection import personal_data

CITING = ("source", "source_more")
"""Fields in which records name the pages that they are taken from."""


def predictions(path: Path) -> list[dict[str, object]]:
    lines = path.read_text("utf-8").splitlines()
    return [_predicted(json.loads(line)) for line in lines if line.strip()]


def _predicted(line: dict[str, str]) -> dict[str, object]:
    found = personal_data(line["text"], line.get("field") in CITING)
    spans = [{"start": one.start, "end": one.end, "kind": str(one.kind)} for one in found]
    return {"id": line["id"], "spans": spans}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for said in predictions(Path(sys.argv[1])):
        print(json.dumps(said, ensure_ascii=False))
