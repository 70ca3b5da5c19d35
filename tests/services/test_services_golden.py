"""Submissions of every look that documents ever had still verify, and are read as records.

A folder is named after `reports.RENDERER`, and after what is in it beside what each look has:
1-arabic was made by 0.1.0, where the ellipsis of an Arabic title stood at its right end.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rilo_desktop.records.snapshots import from_snapshot
from rilo_desktop.reports import RENDERER
from rilo_desktop.services import comparing_pages, comparing_text, verify
from rilo_desktop.services.verify import Agreement, Trust

PLACE = Path(__file__).parents[1] / "fixtures" / "submissions"
FILES = sorted(PLACE.glob("*/*.pdf"))


def test_the_present_look_has_its_own() -> None:
    """Else run tools/golden_submissions.py."""
    assert {file.name for file in FILES if file.parent.name == RENDERER} == {
        "case-studies.pdf",
        "indicator-catalogue.pdf",
        "action-plan-status.pdf",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_it_verifies_still(file: Path) -> None:
    verdict = verify.verify_by_card(file, file.parent / "ap.rilocard")
    assert verdict.findings == ()
    assert verdict.trust is Trust.TRUSTED
    assert verdict.agreement in (Agreement.SAME, Agreement.AS_TEXT)
    package = verdict.package
    assert package is not None
    for packed in package.records:
        assert from_snapshot(packed.snapshot).reference == packed.reference


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_it_will_verify_as_text_when_the_look_has_changed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What later versions will do with it, Arabic and a picture included."""
    monkeypatch.setattr(comparing_pages, "_is_made_alike", lambda _: False)
    verdict = verify.verify_by_card(file, file.parent / "ap.rilocard")
    assert verdict.findings == ()
    assert verdict.agreement is Agreement.AS_TEXT
    assert verdict.exit_code == 0
    assert verdict.not_compared == (comparing_text.DRAWINGS,)


def test_a_changed_byte_of_it_is_found(tmp_path: Path) -> None:
    file = tmp_path / "changed.pdf"
    shutil.copy(FILES[0], file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    verdict = verify.verify_by_card(file, FILES[0].parent / "ap.rilocard")
    assert [finding.rule for finding in verdict.findings] == ["verify.altered"]
    assert verdict.exit_code == 1
