# mypy: disable-error-code="arg-type"
"""Every message is translated, and dates and numbers are written as each language writes them."""

from __future__ import annotations

import re
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from rilo_desktop.language import (
    NC_,
    base_direction,
    catalogue,
    formats,
    is_right_to_left,
    window_languages,
)

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import messages  # noqa: E402

NARROW = "\u202f"
LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar")


def test_all_messages_are_translated(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.main(["--check"]) == 0, capsys.readouterr().out


def test_labels_and_clauses_are_joined_as_the_language_joins_them() -> None:
    english, french = catalogue("en"), catalogue("fr")
    assert english.labelled("Place", "Nansha") == "Place: Nansha"
    assert french.labelled("Lieu", "Nansha") == f"Lieu{NARROW}: Nansha"
    assert english.clauses(["one", "two", "three"]) == "one; two; three"
    assert french.clauses(["un", "deux", "trois"]) == f"un{NARROW}; deux{NARROW}; trois"
    assert (french.clauses(["un"]), french.clauses([])) == ("un", "")


# What the tool finds


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('tr("One")', ["One"]),
        ('printer.text("One", name=1)', ["One"]),
        ('words().text("One")', ["One"]),
        ('catalogue(language).text("One")', ["One"]),
        ('X = N_("One " "sentence")', ["One sentence"]),
        ('tr("One" if small else "Two")', ["One", "Two"]),
        ('say.plural("{count} page", "{count} pages", 3)', [("{count} page", "{count} pages")]),
        ("tr(about.label)", []),
        ("field.text()", []),
        ('import sqlalchemy as sa\nsa.text("SELECT 1")', []),
        ('from sqlalchemy import text\ntext("SELECT 1")', []),
        ('from ..texts import tr\ntr("One")', ["One"]),
        ('tr(NC_("verb", "Open"))', ["verb\x04Open"]),
    ],
)
def test_messages_are_found_by_the_name_of_the_call(
    tmp_path: Path, source: str, found: list[messages.Message]
) -> None:
    file = tmp_path / "source.py"
    file.write_text(source, "utf-8")
    assert [message for message, _ in messages._in_file(file)] == found


@pytest.mark.parametrize("built", ['tr(f"{n} pages")', 'tr("Page " + n)', 'tr("Page %s" % n)'])
def test_a_message_put_together_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: str
) -> None:
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    file = tmp_path / "source.py"
    file.write_text(f"\n{built}\n", "utf-8")
    with pytest.raises(messages.NotLiteral, match=r"source\.py:2: .* cannot be translated"):
        list(messages._in_file(file))


def test_labels_of_fields_lines_and_sections_are_messages() -> None:
    found = set(messages.messages())
    assert {"HS code", "Goods as found", "Case studies", "Offices and functions, not people"} <= (
        found
    )


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("", "not translated"),
        ("Page {page} sur {total}", "other placeholders"),
        ("Page {number}", "other placeholders"),
        ("Page {number} sur {total", "other placeholders"),
        ("Page {number} sur {total}", ""),
    ],
)
def test_a_bad_translation_is_told(translation: str, fault: str) -> None:
    message = "Page {number} of {total}"
    catalog = Catalog(locale="fr")
    catalog.add(message, translation)
    told = list(messages.faults(catalog, [message]))
    assert [line.split(":")[0] for line in told] == ([fault + _rest(fault)] if fault else [])


def _rest(fault: str) -> str:
    return " than in English" if fault.startswith("other") else ""


def test_one_missing_form_or_an_unsure_one_counts_as_missing() -> None:
    catalog = Catalog(locale="fr")
    catalog.add(("{count} page", "{count} pages"), ("{count} page", ""))
    catalog.add("Back", "Retour", flags=["fuzzy"])
    found: list[messages.Message] = ["Back", ("{count} page", "{count} pages")]
    assert len(list(messages.faults(catalog, found))) == 2


def test_an_update_keeps_what_is_translated_and_drops_what_is_gone() -> None:
    old = Catalog(locale="fr")
    old.add("Back", "Retour")
    old.add("Gone", "Parti")
    origin = messages.Origin({"src/window.py"}, {"a button"})
    found = {"Back": origin, "New one": messages.Origin(), "state\x04Open": messages.Origin()}
    text = messages.updated(old, found).decode()
    assert '#. a button\n#: src/window.py\nmsgid "Back"\nmsgstr "Retour"' in text
    assert 'msgctxt "state"\nmsgid "Open"\nmsgstr ""' in text
    assert 'msgid "New one"\nmsgstr ""' in text
    assert "Gone" not in text
    assert "Date:" not in text


# French


def _french() -> list[tuple[str, str]]:
    catalog = messages.read(messages.LANGUAGE / "fr.po")
    return [
        (str(message.id), form)
        for message in catalog
        if message.id
        for form in messages._forms(message.string)
    ]


def test_french_is_set_with_its_own_spaces() -> None:
    wrong = re.compile(r"[^\u202f\s/TLP](?=[:;?!](\s|$))|[ \u00a0](?=[:;?!])|« | »|[^\u00a0]»|\"")
    assert [french for _, french in _french() if wrong.search(french)] == []


def test_handling_labels_and_names_of_systems_stay() -> None:
    for english, french in _french():
        for name in re.findall(r"TLP:[A-Z+]+|SHA-256|IONICS|PICS|PDF|JSON|CSV", english):
            assert name in french, english


def test_plurals_follow_french() -> None:
    say = catalogue("fr")
    forms = [say.plural("{count} linked case", "{count} linked cases", n) for n in (0, 1, 2)]
    assert forms == ["0 cas lié", "1 cas lié", "2 cas liés"]


def test_plurals_follow_english() -> None:
    say = catalogue("en")
    forms = [say.plural("{count} page", "{count} pages", n) for n in (0, 1, 2)]
    assert forms == ["0 pages", "1 page", "2 pages"]


def test_values_are_filled_in_after_translation() -> None:
    said = catalogue("fr").text("Page {number} of {total}", number=2, total=7)
    assert said == "Page 2 sur 7"


def test_braces_in_values_do_no_harm() -> None:
    said = catalogue("fr").text("Reason: {reason}", reason="{0} {name}")
    assert said == f"Motif{NARROW}: {{0}} {{name}}"


@pytest.mark.parametrize("language", ["fr", "es", "ar", "tlh"])
def test_an_unknown_message_or_language_speaks_english(language: str) -> None:
    say = catalogue(language)
    assert say.text("No such {thing} is known.", thing="x") == "No such x is known."
    assert say.plural("{count} thingum", "{count} thingums", 2) == "2 thingums"


def test_an_empty_message_is_empty() -> None:
    """Not the head of the catalogue, which gettext keeps under the empty message."""
    assert catalogue("fr").text("") == ""


def test_the_window_offers_english_and_french() -> None:
    assert window_languages() == ("en", "fr")


def test_the_mirrored_language_marks_every_text() -> None:
    say = catalogue("xx")
    assert say.text("Page {number} of {total}", number=1, total=2) == "⟦Págé 1 óf 2 óñé ţŵó⟧"
    assert say.plural("{count} page", "{count} pages", 2) == "⟦2 págéš óñé⟧"
    assert say.text(NC_("verb", "Open")) == "⟦Ópéñ⟧"
    assert is_right_to_left("xx")


def test_every_message_of_the_pseudo_language_is_longer_and_keeps_its_values() -> None:
    say = catalogue("xx")
    for message in messages.messages():
        if isinstance(message, str) and (text := message.rpartition("\x04")[2]):
            said = say.text(message)
            assert len(said) >= len(text) * 1.25, text
            assert messages.placeholders(said) == messages.placeholders(text)


def test_a_context_is_never_shown() -> None:
    for language in ("en", "fr", "xx", "tlh"):
        assert "\x04" not in catalogue(language).text(NC_("no such context", "No such text"))
    assert catalogue("en").text(NC_("state", "Open")) == "Open"


def test_translators_see_where_and_what_a_message_is() -> None:
    origin = messages.messages()["HS code"]
    assert origin.comments == {"label of the field hs"}
    assert "src/rilo_desktop/records/case_study.py" in origin.files


def test_what_falls_back_is_counted() -> None:
    lines = list(messages.counted())
    assert [line.partition(":")[0] for line in lines] == list(LANGUAGES)
    for complete in lines[:2]:
        for have, all_ in re.findall(r"(\d+) of (\d+)", complete):
            assert have == all_


# Dates and numbers


@pytest.mark.parametrize(
    ("language", "first", "short", "month"),
    [
        ("en", "1 May 2026", "25 Nov 2026", "November 2026"),
        ("fr", "1er mai 2026", "25 nov. 2026", "novembre 2026"),
        ("es", "1 de mayo de 2026", "25 nov 2026", "noviembre 2026"),
        ("pt", "1 de maio de 2026", "25 nov. 2026", "novembro 2026"),
        ("ru", "1 мая 2026", "25 нояб. 2026", "ноябрь 2026"),
        ("ar", "1 مايو 2026", "25 نوفمبر 2026", "نوفمبر 2026"),
    ],
)
def test_dates(language: str, first: str, short: str, month: str) -> None:
    written = formats(language)
    said = (
        written.day(date(2026, 5, 1)),
        written.day(date(2026, 11, 25), short=True),
        written.partial("2026-11"),
    )
    assert tuple(text.replace("\u00a0", " ") for text in said) == (first, short, month)
    assert not any(" " in text for text in said), "a date never breaks inside"


def test_only_the_first_day_is_ordinal_in_french() -> None:
    written = formats("fr")
    assert written.day(date(2026, 1, 1), short=True) == "1er\u00a0janv.\u00a02026"
    assert written.day(date(2026, 1, 11)) == "11\u00a0janvier\u00a02026"
    assert written.day(date(2026, 1, 21)) == "21\u00a0janvier\u00a02026"


@pytest.mark.parametrize(
    ("language", "whole", "parted"),
    [
        ("en", "570,000", "1,234.5"),
        ("fr", f"570{NARROW}000", f"1{NARROW}234,5"),
        ("es", "570.000", "1.234,5"),
        ("pt", f"570{NARROW}000", f"1{NARROW}234,5"),
        ("ru", f"570{NARROW}000", f"1{NARROW}234,5"),
        ("ar", "570,000", "1,234.5"),
    ],
)
def test_numbers(language: str, whole: str, parted: str) -> None:
    written = formats(language)
    assert written.number(570_000) == whole
    assert written.number(Decimal("1234.500")) == parted
    assert written.number(1234.5) == parted


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (Decimal("0.05"), "0,05"),
        (Decimal("5.00"), "5"),
        (Decimal("1E+3"), f"1{NARROW}000"),
        (Decimal("-1234567"), f"-1{NARROW}234{NARROW}567"),
        (Decimal("123456789012345.678"), "123 456 789 012 345,678".replace(" ", NARROW)),
    ],
)
def test_no_digit_is_lost(value: Decimal | int, text: str) -> None:
    assert formats("fr").number(value) == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["2026", "", "2026-13", "2026-00", "2026-02-30", "about 2019", "2026-Q3", "-", "--"]
)
def test_what_is_no_whole_date_stays_as_it_is(language: str, text: str) -> None:
    assert formats(language).partial(text) == text


def test_a_language_without_formats_is_written_like_english() -> None:
    assert formats("tlh").day(date(2026, 11, 25)) == formats("en").day(date(2026, 11, 25))
    assert formats("xx").language == "en"


# Direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Customs", "ltr"),
        ("جمارك", "rtl"),
        ("מכס", "rtl"),
        ("280 طرداً", "rtl"),
        ("(«— جمارك", "rtl"),
        ("CN23 جمارك", "ltr"),
        ("جمارك CN23", "rtl"),
        ("таможня", "ltr"),
        ("", "ltr"),
        ("2026-11-25", "ltr"),
        ("١٢٣", "ltr"),
        ("\u200f280", "rtl"),
    ],
)
def test_the_first_strong_character_gives_the_direction(text: str, direction: str) -> None:
    assert base_direction(text) == direction


@pytest.mark.parametrize("language", LANGUAGES)
def test_arabic_alone_of_the_six_runs_from_the_right(language: str) -> None:
    assert is_right_to_left(language) is (language == "ar")
