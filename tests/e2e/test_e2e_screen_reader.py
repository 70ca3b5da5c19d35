"""The same work through the accessibility bus alone, as a screen reader does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen_reader import CHECKED, program, session

from rilo_desktop.services.office.create_office import make_office

PASSPHRASE = "a passphrase of the first officer"
TITLE = "Watches in 40 parcels"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    make_office(tmp_path / "office", "AP", "AP-01", PASSPHRASE).session.close()
    return tmp_path / "office"


def test_a_case_study_is_written_saved_and_found_again(office: Path) -> None:
    with session(office.parent) as environment:
        with program(environment, str(office)) as reader:
            reader.unlock(PASSPHRASE)
            reader.go_to("Casework", "Case studies")
            reader.press("New case study")
            reader.write("Title", TITLE)
            reader.find("list item", starts="Date is missing")
            missing = reader.find("list", "Findings")
            reader.wait(
                lambda: any(
                    each.name.startswith("Summary is missing") for each in missing.children
                ),
                "what a full record lacks, below what blocks",
            )
            reader.find("text", "Summary").focus()
            reader.press("Summary: not known", "check box")
            summary = reader.find("check box", "Summary: not known")
            reader.wait(lambda: CHECKED in summary.states, "the mark for not known")
            reader.press("Save")
            reader.find("label", starts="Saved")
            reader.press("Back to the list")
            reader.find("cell", starts=TITLE)
        with program(environment, str(office)) as reader:
            reader.unlock(PASSPHRASE)
            reader.go_to("Casework", "Case studies")
            reader.find("cell", starts=TITLE)


def test_a_wrong_passphrase_is_said(office: Path) -> None:
    with session(office.parent) as environment, program(environment, str(office)) as reader:
        reader.write("Passphrase", "not this one")
        reader.press("Unlock")
        reader.find("label", starts="Wrong passphrase for")
        reader.hears("Wrong passphrase for")
        reader.write("Passphrase", PASSPHRASE)
        reader.press("Unlock")
        reader.find("tree", "Pages")
