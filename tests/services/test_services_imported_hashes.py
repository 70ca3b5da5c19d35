"""A checksum that is imported without its file: the line stays, and nobody looks for the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rilo_desktop.records import ActionItem, EvidenceEntry
from rilo_desktop.services.office import store_check
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import attachment, record
from rilo_desktop.services.records.file_import import import_files

PUBLISHED = Path(__file__).parents[2] / "resources" / "sample" / "action_items.json"
ITEM = "XX-AI-2022-01"
HASH = "5c543ae171fbf7d13dd6a990045d72f4f96276299628e2024c168ecfcbdf61d9"


def items(folder: Path, *hashes: str) -> Path:
    path = folder / "items.json"
    shown = [{"title": f"Report {n}", "sha256": one} for n, one in enumerate(hashes, 1)]
    data = json.loads(PUBLISHED.read_text("utf-8"))
    data["items"] = [{**data["items"][0], "evidence": shown}]
    path.write_text(json.dumps(data), "utf-8")
    return path


def evidence(session: Session) -> tuple[EvidenceEntry, ...]:
    found = record.find(session, ITEM).record
    assert isinstance(found, ActionItem)
    return found.evidence


def test_a_checksum_without_its_file_is_dropped_and_said(
    make_session: Callable[..., Any], tmp_path: Path
) -> None:
    session = make_session()
    done = import_files(session, [items(tmp_path, HASH)])
    (said,) = [found for found in done.findings if found.rule == "intake.no_file"]
    assert not said.blocks
    assert said.place.field == "evidence.1.sha256"
    (line,) = evidence(session)
    assert (line.title, line.sha256) == ("Report 1", None)
    assert store_check.check(session).findings == ()


def test_the_checksum_of_a_file_of_the_store_stays(
    make_session: Callable[..., Any], tmp_path: Path
) -> None:
    session = make_session()
    paper = tmp_path / "report.txt"
    paper.write_text("What came of it", "utf-8")
    (taken,) = attachment.take(session, [paper]).attachments
    held = taken.sha256 or ""
    done = import_files(session, [items(tmp_path, HASH, held)])
    assert [f.place.field for f in done.findings if f.rule == "intake.no_file"] == [
        "evidence.1.sha256"
    ]
    assert [line.sha256 for line in evidence(session)] == [None, held]
