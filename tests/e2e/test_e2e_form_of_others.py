# mypy: disable-error-code="attr-defined"
"""A form as organisations write them goes the whole way between three stores, by its very files.

It has two languages, Markdown and HTML, a place, a code, a list of another file, the code of the
office, a hidden value, a repeat and a note that stops it. One office answers in the window, one by
a file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from keyboard import Officer
from pytestqt.qtbot import QtBot
from test_e2e_questionnaire import begun

from rilo_desktop.exchange.submission import printed
from rilo_desktop.office_codes import PRACTICE_OFFICES, PRACTICE_SECRETARIAT
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import form_answers_file, form_table, forms
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.services.submissions import release
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

WORDS = "nine loud magpies left the southern harbour"
WINDOW, FILE = PRACTICE_OFFICES[:2]
STOP = "The parcels are not as many as the lines"
FORM = f"""
| survey |
| | type | name | label::English (en) | label::French (fr) | required | relevant | calculation |
| | begin_group | g | **Seizures** | **Saisies** | | | |
| | deviceid | office | | | | | |
| | hidden | secret | | | | | 'x-' |
| | calculate | own | | | | | concat(${{secret}}, ${{office}}) |
| | geopoint | at | Where was it <b>found</b> | Où a-t-il été <b>trouvé</b> | yes | | |
| | barcode | code | Code on the parcel | Code sur le colis | yes | | |
| | select_one_from_file towns.csv | town | Town of ${{own}} | Ville de ${{own}} | yes | | |
| | integer | parcels | *Parcels* | *Colis* | yes | | |
| | note | stop | {STOP}: ${{parcels}} | Pas autant | yes | ${{parcels}} != ${{lines}} | |
| | begin_repeat | parcel | Parcel | Colis | | | |
| | text | what | What was in it | Contenu | yes | | |
| | end_repeat | | | | | | |
| | calculate | lines | | | | | count(${{parcel}}) |
| | end_group | | | | | | |
| settings |
| | form_id | form_title | version | default_language |
| | of_others | Parcels found | 1 | English (en) |
"""
TOWNS = "name,label,people\nt1,First Town,10\nt2,Second Town,20\n"


def given(at: str, code: str, town: str, *parcels: str) -> dict[str, Any]:
    lines = [{"what": one} for one in parcels]
    said = {"at": at, "code": code, "town": town, "parcels": len(parcels), "parcel": lines}
    return {"g": said}


def sent(session: Session, kind: str, about: str, path: Path, language: str = "en") -> Path:
    order = SubmissionRequest(kind, records=(about,), language=language, reason="as agreed")
    release.export(session, submit(session, order).submission.reference, path)
    return path


def received(session: Session, path: Path, card: Path) -> None:
    cards.trust(session, card, cards.read_card(card).fingerprint)
    (one,) = receive.inspect_submissions(session, [path])
    assert not one.findings
    receive.accept(session, [one])


def text_of(path: Path, language: str) -> str:
    pages = printed(path.read_bytes(), path.name, language).pages
    return " ".join(line for page in pages for line in page.lines)


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """The Secretariat sends the form; two offices receive its file."""
    (tmp_path / "form.md").write_text(FORM, "utf-8")
    (tmp_path / "towns.csv").write_text(TOWNS, "utf-8")
    card = tmp_path / "secretariat.rilocard"
    with make_office(tmp_path / "secretariat", PRACTICE_SECRETARIAT, "S-01", WORDS).session as one:
        cards.export(one, card)
        form = forms.add(one, tmp_path / "form.md", [tmp_path / "towns.csv"]).form
        path = sent(one, "questionnaire", form.id, tmp_path / "form.pdf")
        french = text_of(sent(one, "questionnaire", form.id, tmp_path / "fr.pdf", "fr"), "fr")
    english = text_of(path, "en")
    assert "Where was it found" in english
    assert "Où a-t-il été trouvé" in french
    assert not [sign for sign in ("*", "<b>") if sign in english + french]
    for code in (WINDOW, FILE):
        with make_office(tmp_path / code, code, f"{code}-01", WORDS).session as session:
            cards.export(session, tmp_path / f"{code}.rilocard")
            received(session, path, card)
    return tmp_path


def answered_by_file(folder: Path) -> None:
    with open_store(folder / FILE, WORDS) as session:
        path = folder / "answers.json"
        said = given("4.6 -74.1", "4006381333931", "t2", "Watches", "Shoes")
        said["g"]["parcels"] = 3
        path.write_text(json.dumps({"meta": {"form_id": "of_others"}, "answers": said}), "utf-8")
        (found,) = form_answers_file.answer(session, "of_others", path).problems
        assert found.path == "g/stop"
        said["g"]["parcels"] = 2
        path.write_text(json.dumps({"meta": {"form_id": "of_others"}, "answers": said}), "utf-8")
        done = form_answers_file.answer(session, "of_others", path)
        assert done.problems == ()
        assert done.saved is not None
        sent(session, "questionnaire-return", done.saved.stored.record.id, folder / f"{FILE}.pdf")


def answered_in_the_window(qtbot: QtBot, folder: Path) -> None:
    officer = Officer(qtbot, folder / WINDOW)
    officer.enter(WORDS)
    form = begun(officer)
    said = given("4.6 N 74.1 W", "AB-17", "t1", "Medicines")
    form.answer({"g": said["g"] | {"parcels": 12}})
    officer.press("Ctrl+Return")
    officer.until(lambda: STOP in officer.told)
    form.input.go_to_path("g/parcels")
    officer.write("1")
    officer.settle()
    officer.save()
    officer.press("Ctrl+Return")
    officer.until(lambda: "is released" in officer.told)
    officer.settle()
    officer.leave()
    with open_store(folder / WINDOW, WORDS) as session:
        (one,) = all_stored(session, Query("submission"))
        release.export(session, one.record.reference, folder / f"{WINDOW}.pdf")


def test_a_form_of_others_goes_the_whole_way(qtbot: QtBot, asked: Path) -> None:
    answered_by_file(asked)
    answered_in_the_window(qtbot, asked)
    with open_store(asked / "secretariat", WORDS) as session:
        for code in (WINDOW, FILE):
            received(session, asked / f"{code}.pdf", asked / f"{code}.rilocard")
        table = form_table.as_data(form_table.table(session, "of_others"), "en")
        form = forms.find(session, "of_others").record
        papers = {
            language: text_of(
                sent(
                    session,
                    "consolidated-answers",
                    form.id,
                    asked / f"all-{language}.pdf",
                    language,
                ),
                language,
            )
            for language in ("en", "fr")
        }
    rows = {row["path"]: row for row in table["rows"]}
    assert {code: one["offices"] for code, one in rows["g/town"]["counts"].items()} == {
        "t1": 1,
        "t2": 1,
    }
    assert rows["g/parcels"]["total"] == "3"
    assert "First Town" in papers["en"]
    assert "Où a-t-il été trouvé" in papers["fr"]
    for paper in papers.values():
        assert "4006381333931" in paper
    returned = text_of(asked / f"{WINDOW}.pdf", "en")
    for said in ("4.6, -74.1", "AB-17", f"Town of x-{WINDOW}", "First Town", "Medicines"):
        assert said in returned
