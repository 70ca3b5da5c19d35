"""Submissions of every look that documents ever had still verify, and are read as records.

A folder is named after `reports.RENDERER`, and after what is in it beside what each look has:
1-arabic was made by 0.1.0, where the ellipsis of an Arabic title stood at its right end.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import golden_submissions
from rilo_desktop.exchange.package import ON_A4, VERSION
from rilo_desktop.exchange.package_schema import schema_json
from rilo_desktop.exchange.submission import read_submission
from rilo_desktop.records.snapshots import from_snapshot
from rilo_desktop.reports import RENDERER
from rilo_desktop.services.submissions import released_versions, verify, verify_pages, verify_text
from rilo_desktop.services.submissions.packing import maker
from rilo_desktop.services.submissions.verify import Agreement, Trust

PLACE = Path(__file__).parents[1] / "fixtures" / "submissions"
FILES = sorted(PLACE.glob("*/*.pdf"))


ORDERS = [*(order.type for order in golden_submissions.ORDERS), golden_submissions.OF_PRACTICE]


@pytest.fixture(scope="module")
def present(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Submissions of the present look, made now: its texts may change until it is released."""
    folder = tmp_path_factory.mktemp("golden") / RENDERER
    golden_submissions.make(folder)
    return folder


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_it_verifies_still(file: Path) -> None:
    verdict = verify.verify_by_card(file, golden_submissions.card_of(file))
    assert verdict.findings == ()
    assert verdict.trust is Trust.TRUSTED
    if verdict.agreement is Agreement.SAME:
        assert verdict.exit_code == 0
    else:
        assert verdict.agreement is Agreement.AS_TEXT
        assert verdict.exit_code == 7
        assert verdict.not_compared == (verify_text.DRAWINGS,)
        assert verdict.limit is not None
    package = verdict.package
    assert package is not None
    for packed in package.records:
        assert from_snapshot(packed.snapshot).reference == packed.reference


@pytest.mark.parametrize("name", ORDERS)
def test_the_present_look_verifies(present: Path, name: str) -> None:
    file = present / f"{name}.pdf"
    verdict = verify.verify_by_card(file, golden_submissions.card_of(file))
    assert verdict.findings == ()
    assert verdict.agreement is Agreement.SAME
    assert verdict.exit_code == 0


@pytest.mark.parametrize("name", ORDERS)
def test_a_later_version_will_read_the_present_look(
    present: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its fonts with their composed glyphs, its operators and its text pass the white-list."""
    file = present / f"{name}.pdf"
    package = read_submission(file).package
    assert package is not None
    later = replace(package.made_by, renderer="later")
    monkeypatch.setattr(verify_pages, "maker", lambda _: later)
    monkeypatch.setattr(released_versions, "MAKERS", released_versions.MAKERS | {package.made_by})
    verdict = verify.verify_by_card(file, golden_submissions.card_of(file))
    assert verdict.findings == ()
    assert verdict.agreement is Agreement.AS_TEXT
    assert verdict.exit_code == 7
    assert verdict.not_compared == (verify_text.DRAWINGS,)


def test_what_released_versions_say_of_themselves_is_known() -> None:
    """Else their submissions would be taken for nobody's."""
    said = {package.made_by for file in FILES if (package := read_submission(file).package)}
    assert said <= released_versions.MAKERS | {maker("en"), maker("fr")}
    shipped = {hashlib.sha256(schema_json(version)).hexdigest() for version in (1, ON_A4, VERSION)}
    schemas = {read_submission(file).attached["schema.json"] for file in FILES}
    assert schemas <= released_versions.SCHEMAS | shipped


def test_a_changed_byte_of_it_is_found(tmp_path: Path) -> None:
    file = tmp_path / "changed.pdf"
    shutil.copy(FILES[0], file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    verdict = verify.verify_by_card(file, golden_submissions.card_of(FILES[0]))
    assert [finding.rule for finding in verdict.findings] == ["verify.altered"]
    assert verdict.exit_code == 1
