"""The whole job through the accessibility bus alone, as somebody does it who sees nothing.

Names, roles, states, texts and actions of the bus carry all of it but one: a cell of a table has
no action that opens it and no text that can be written (Qt gives it neither), so the cells of the
goods and of the indicators are written with keys. The bus makes those as well.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from PIL import Image
from screen_reader import CHECKED, ENABLED, Reader, program, session

HEAD = "seven quiet herons watch the northern ferry"
SECOND = "nine loud magpies left the southern harbour"
OWN = "four grey herons sleep by the quiet weir"
TITLE = "Watches and cosmetics in 40 parcels"
CAPTION = "The parcels as they were found"


def test_the_whole_job_through_the_accessibility_bus_alone(tmp_path: Path) -> None:
    store, paper, picture = tmp_path / "office", tmp_path / "cases.pdf", tmp_path / "parcels.png"
    Image.radial_gradient("L").resize((640, 480)).convert("RGB").save(picture)
    looks = ("--language", "en", "--scheme", "light")
    with session(tmp_path) as environment:
        with program(environment, str(store), *looks) as reader:
            set_up(reader)
            add_second_officer(reader)
            write_case(reader, picture)
            ask_for_approval(reader)
            reader.press("Lock")
            reader.choose_own(SECOND, OWN)
            approve(reader)
            export(reader, paper)
        assert_printed(paper)
        with program(environment, str(store), *looks) as reader:
            reader.unlock(HEAD)
            assert_everything_is_there(reader)


def set_up(reader: Reader) -> None:
    reader.choose("Office", "RILO Asia and the Pacific (AP)")
    reader.press("Next: you")
    reader.write("Passphrase", HEAD)
    reader.write("Again", HEAD)
    reader.press("Next: recovery key")
    key = reader.find("filler", "Recovery key")
    groups = key.description.split(", ")
    assert len(groups) == 13
    reader.press("I have written it down")
    reader.write("Last group of four characters, from your sheet", groups[-1].replace(" ", ""))
    assert reader.program.unnamed() == []
    reader.press("Create the office")
    reader.find("tree", "Pages")
    assert reader.program.unnamed() == []


def add_second_officer(reader: Reader) -> None:
    reader.go_to("This office")
    reader.find("list item", starts="Officers and roles").press()
    reader.press("Add an officer")
    reader.write("Officer ID", "AP-02")
    reader.write("Function", "Senior analyst")
    reader.choose("Role", "Reviewer or Deputy Head")
    reader.write("Passphrase", SECOND)
    reader.write("The same again", SECOND)
    reader.press("Add the officer")
    reader.hears("AP-02 may now open the office")
    assert reader.program.unnamed() == []


def write_case(reader: Reader, picture: Path) -> None:
    reader.go_to("Casework", "Case studies")
    reader.press("New case study")
    reader.write("Title", TITLE)
    reader.write("Date", "25.11.2026")
    reader.choose("Means of transport", "Mail")
    write_route(reader)
    write_cells(reader, "Goods", ("Watches", "9102", "1,200", "pieces"))
    pick_indicator(reader)
    add_picture(reader, picture)
    assert reader.program.unnamed() == []
    reader.press("Save")
    reader.find("cell", starts="Line 1, Goods as found: Watches")
    reader.press("Back to the list")
    reader.find("cell", starts=TITLE)


def pick_indicator(reader: Reader) -> None:
    """Beside the text, by words of its title: what is offered says what it is."""
    reader.write("Search indicators", "return address")
    reader.find("text", "Search indicators").focus()
    reader.find("list item", starts="Return address missing or not tied to the sender. SND-01")
    reader.key("Return")
    reader.hears("Picked: SND-01 Return address missing")
    reader.find("cell", starts="Line 1, Indicator: SND-01")


def write_route(reader: Reader) -> None:
    for stop, role, country in (
        ("1 of 1", "Origin of the goods", "China"),
        ("2 of 2", "Destination", "Australia"),
        ("2 of 3", "Transit", "Malaysia"),
    ):
        reader.press("Add stop")
        reader.write(f"Stop {stop}: Role", role)
        reader.write(f"Stop {stop}: Country or territory", country)
    reader.press("Move later")
    reader.hears("Moved: it is now Stop 3 of 3")
    reader.press("Move earlier")
    reader.hears("Moved: it is now Stop 2 of 3")
    reader.find("list item", starts="Stop 2 of 3: Transit, Malaysia")


def write_cells(reader: Reader, table: str, texts: tuple[str, ...]) -> None:
    reader.find("table", table).focus()
    for text in texts:
        reader.type(text)
        reader.key("Tab")
    reader.key("Escape")


def add_picture(reader: Reader, picture: Path) -> None:
    reader.press("Add pictures")
    reader.write("File name:", str(picture))
    assert reader.program.unnamed() == []
    reader.press("Open")
    reader.hears("1 picture added")
    reader.write("Picture 1 of 1: Caption", CAPTION)
    looked = "Picture 1 of 1: Checked: no person, plate or document visible"
    reader.press(looked, "check box")
    box = reader.find("check box", looked)
    reader.wait(lambda: CHECKED in box.states, "the mark")


def ask_for_approval(reader: Reader) -> None:
    reader.go_to("Exchange", "Submissions")
    reader.press("New submission")
    reader.press("Check the records")
    reader.write("Reviewer's justification", "A first case, to be completed")
    assert reader.program.unnamed() == []
    reader.press("Ask for approval")
    reader.hears("waits for approval by AP-02")
    reader.find("label", starts="Asked by Head of RILO")


def approve(reader: Reader) -> None:
    reader.go_to("Exchange", "Submissions")
    reader.press("Check and decide")
    reader.write("Note, recorded with the submission", "Read and compared with the file")
    reader.press("Approve")
    reader.hears("Approved. You can export it now.")


def export(reader: Reader, paper: Path) -> None:
    reader.write("Save the PDF as", str(paper))
    reader.press("Export the PDF")
    opened = reader.find("push button", "Open the PDF")
    assert ENABLED in opened.states


def assert_printed(paper: Path) -> None:
    text = subprocess.run(
        ["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True
    ).stdout
    flat = re.sub(r"\s+", " ", text)
    for words in (TITLE, "Watches", "1,200", CAPTION, "Malaysia"):
        assert words in flat, flat


def assert_everything_is_there(reader: Reader) -> None:
    reader.go_to("Exchange", "Submissions")
    released = reader.find("cell", starts="AP/2026/SUB")
    assert "Released" in released.name
    assert "approved: Senior analyst" in released.name
    assert reader.program.unnamed() == []
    reader.go_to("Casework", "Case studies")
    reader.find("cell", starts=TITLE)
    assert reader.program.unnamed() == []
    reader.press("Open")
    reader.find("list item", starts="Stop 2 of 3: Transit, Malaysia")
    reader.find("cell", "Line 1, Goods as found: Watches")
    reader.find("cell", "Line 1, Quantity: 1,200")
    reader.find("cell", starts="Line 1, Indicator: SND-01")
    caption = reader.find("text", "Picture 1 of 1: Caption")
    assert caption.text == CAPTION
    assert reader.find("text", "Title").text == TITLE
