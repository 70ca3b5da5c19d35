"""Words of a form as its author meant them, at the command line: formatting, languages, signs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from rilo_desktop.cli import main

HEAD = "a passphrase of the first officer"
Rilo = Callable[..., tuple[int, str, str]]

FORM = Path(__file__).resolve().parent.parent / "fixtures" / "form_words" / "words.md"
ANSWERS = {
    "outer": {"place": "**<b>Ape</b>** _x_ town", "hh_size_total": 7},
    "mood": {"face": "bad"},
    "visit": [{"town": "Ape"}],
}


@pytest.fixture
def rilo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Rilo:
    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setenv("RILO_PASSPHRASE", HEAD)
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.fixture
def office(tmp_path: Path, rilo: Rilo, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", HEAD)
    folder = tmp_path / "office"
    assert rilo("new", folder, "--office", "XX", "--officer", "XX-01")[0] == 0
    assert rilo("form", "add", folder, FORM)[0] == 0
    return folder


def data(answer: tuple[int, str, str], code: int = 0) -> Any:
    assert answer[0] == code, answer[2]
    return json.loads(answer[1])


def answered(rilo: Rilo, office: Path, tmp_path: Path, *options: str, **changes: Any) -> Any:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"answers": ANSWERS | changes}), "utf-8")
    return rilo("form", "answer", office, "words", file, *options)


def printed(rilo: Rilo, office: Path, out: Path, record: str, language: str = "en") -> str:
    """What stands on the pages of a record, in one line."""
    code, _, err = rilo("print", office, record, "--language", language, "--out", out)
    assert code == 0, err
    return " ".join("".join(page.extract_text() for page in pypdf.PdfReader(out).pages).split())


def own_answers(rilo: Rilo, office: Path) -> str:
    (kept,) = data(rilo("list", office, "questionnaire-answers", "--json"))
    return str(kept["reference"])


def own_form(rilo: Rilo, office: Path) -> str:
    return str(data(rilo("form", "show", office, "words", "--json"))["reference"])


def test_labels_are_words_and_never_markup(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    shown = data(rilo("form", "show", office, "words", "--json"))
    labels = {one["path"]: one["label"] for one in shown["questions"]}
    assert labels["outer/welcome"] == "Welcome"
    assert labels["outer/place"] == "Place of work"
    assert labels["outer/hh_size_total"] == "hh_size_total of age < 5"
    assert shown["title"] == "Words 🙂"
    (found,) = data(answered(rilo, office, tmp_path, "--json"), code=1)
    assert found["message"] == "No more than 4, please, in **<b>Ape</b>** _x_ town"


def test_findings_say_words_too(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    answered(rilo, office, tmp_path, visit=[{"town": "Ape"}] * 2, mood={"face": "*x*"})
    code, _, err = rilo(
        "submit", office, "questionnaire-return", "--form", "words", "--out", tmp_path / "a.pdf"
    )
    assert code == 1
    assert "hh_size_total of age < 5: No more than 4, please, in **<b>Ape</b>** _x_ town" in err
    assert "How are you, **<b>Ape</b>** _x_ town?: “*x*” is not among the choices" in err


def test_what_is_printed_is_words_too(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    answered(rilo, office, tmp_path)
    form = printed(rilo, office, tmp_path / "form.pdf", own_form(rilo, office))
    assert "Place of work" in form
    assert "as on the map" in form
    assert "How are you, …?" in form
    answers = printed(rilo, office, tmp_path / "answers.pdf", own_answers(rilo, office))
    assert "hh_size_total of age < 5" in answers
    assert "How are you, **<b>Ape</b>** _x_ town?" in answers
    for text in (form, answers):
        assert "color" not in text
        assert "alert" not in text
        assert "**P" not in text


def test_a_sign_of_the_form_is_printed_as_its_name(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    code, _, err = rilo("form", "add", office, FORM)
    assert code == 0
    assert "U+1F642 cannot be printed, and is printed as [slightly smiling face]" in err
    assert "choices" in err, "and where the other one stands"
    assert "U+1F3FD" not in err, "the colour of a skin is no sign of its own"
    answered(rilo, office, tmp_path, outer={"place": "here 🙂", "hh_size_total": 3})
    form = printed(rilo, office, tmp_path / "form.pdf", own_form(rilo, office))
    assert "[slightly smiling face] good" in form
    answers = printed(rilo, office, tmp_path / "answers.pdf", own_answers(rilo, office))
    assert "[thumbs down sign] bad" in answers
    assert "here [slightly smiling face]" in answers
    pdf = tmp_path / "return.pdf"
    made = rilo(
        "submit", office, "questionnaire-return", "--form", "words",
        "--reason", "as agreed", "--out", pdf, "--json",
    )  # fmt: skip
    assert data(made)["type"] == "QR"


def test_a_sign_that_an_officer_typed_is_replaced_by_the_officer(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    answered(rilo, office, tmp_path, outer={"place": "here 📦", "hh_size_total": 3})
    out = tmp_path / "answers.pdf"
    code, _, err = rilo("print", office, own_answers(rilo, office), "--out", out)
    assert code == 1
    assert "No font of the documents has U+1F4E6 PACKAGE" in err


def test_a_language_without_a_code_is_printed(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    answered(rilo, office, tmp_path, outer={"place": "ici", "hh_size_total": 3})
    assert data(rilo("form", "show", office, "words", "--json"))["languages"][1:] == ["fr", "ar"]
    shown = data(rilo("--language", "fr", "form", "show", office, "words", "--json"))
    labels = {one["path"]: one["label"] for one in shown["questions"]}
    assert labels["outer/place"] == "Lieu de travail"
    for name in (own_form(rilo, office), own_answers(rilo, office)):
        text = printed(rilo, office, tmp_path / "page.pdf", name, "fr")
        assert "Lieu de travail" in text
        assert "Place of work" not in text
        assert "Humeur" in text
    table = data(rilo("--language", "fr", "form", "table", office, "words", "--json"))
    face = next(one for one in table["rows"] if one["path"] == "mood/face")
    assert face["counts"]["bad"]["label"] == "👎🏽 mal"


def test_a_form_is_printed_in_any_language_that_it_has(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    form = tmp_path / "iberia.csv"
    labels = "survey,,,,\n,type,name,label::Español (es),label::Português\n,text,a,Lugar,Onde"
    form.write_text(labels, "utf-8")
    name = data(rilo("form", "add", office, form, "--json"))["reference"]
    assert "Lugar" in printed(rilo, office, tmp_path / "en.pdf", name)
    text = printed(rilo, office, tmp_path / "pt.pdf", name, "pt")
    assert "Onde" in text
    assert "Asked by" in text, "what is not of the form is in English"
    code, _, err = rilo("print", office, name, "--language", "ru", "--out", tmp_path / "ru.pdf")
    assert code == 1
    assert "“ru”: choose one of en, es, fr, pt" in err


def test_the_consolidated_answers_have_words_in_the_language_too(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    answered(rilo, office, tmp_path, outer={"place": "ici", "hh_size_total": 3})
    out = tmp_path / "all.pdf"
    made = rilo(
        "submit", office, "consolidated-answers", "--form", "words", "--language", "fr",
        "--reason", "as agreed", "--out", out,
    )  # fmt: skip
    assert made[0] == 0, made[2]
    text = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(out).pages).split())
    assert "Lieu de travail" in text
    assert "Ça va, …" in text
    assert "[thumbs down sign] mal" in text
    assert "**" not in text


def test_a_text_in_letters_that_no_font_has_is_printed_in_another_language(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    form = tmp_path / "letters.md"
    head = (
        "| survey |\n| | type | name | label::தமிழ் | label::English |\n| | text | a | இடம் | Place |"
    )
    form.write_text(head, "utf-8")
    added = data(rilo("form", "add", office, form, "--json"))
    assert "Place" in printed(rilo, office, tmp_path / "a.pdf", added["reference"], "fr")
    form.write_text(
        head + "\n| | text | b | இடம் | |\n| settings |\n| | version |\n| | 2 |", "utf-8"
    )
    added = data(rilo("form", "add", office, form, "--json"))
    code, _, err = rilo("print", office, added["reference"], "--out", tmp_path / "b.pdf")
    assert code == 1
    assert "No font of the documents has U+0B87 TAMIL LETTER I" in err


def test_groups_without_a_label_have_no_name_of_their_own(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    answered(rilo, office, tmp_path, outer={"place": "here", "hh_size_total": 3})
    text = printed(rilo, office, tmp_path / "answers.pdf", own_answers(rilo, office))
    assert "outer" not in text
    assert "visit" not in text
    assert text.index("Questions") < text.index("Place of work") < text.index("Mood")
    assert text.index("Mood") < text.index("Further questions") < text.index("Town")
