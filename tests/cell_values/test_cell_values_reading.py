"""Cells one by one: what is taken, what is asked, what is not known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rilo_desktop.exchange.cell_values import (
    Habits,
    read_code,
    read_codes,
    read_country,
    read_date,
    read_flag,
    read_hs,
    read_money,
    read_number,
    read_place_country,
    read_quantity,
    read_route,
    read_text,
    settle_date_order,
    settle_decimal,
    settle_month_numbers,
)
from rilo_desktop.exchange.cells import Cell, Day, Fault, Formula, Number

PLAIN = Habits()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25.11.2026", ("2026-11-25", None, "day")),
        ("25/11/2026", ("2026-11-25", None, "day")),
        ("1er mars 2024", ("2024-03-01", None, "day")),
        ("2024/03/01", ("2024-03-01", None, "day")),
        ("20240301", ("2024-03-01", None, "day")),
        ("12-MAR-24", ("2024-03-12", None, "day")),
        ("12 de março de 2024", ("2024-03-12", None, "day")),
        ("March 12, 2024", ("2024-03-12", None, "day")),
        ("12 марта 2024 г.", ("2024-03-12", None, "day")),
        ("٢٥/١٢/٢٠٢٤", ("2024-12-25", None, "day")),
        ("2024-03-12T14:20:00", ("2024-03-12", None, "day")),
        ("22-23/04/2017", ("2017-04-22", "2017-04-23", "period")),
        ("12 - 14 mars 2024", ("2024-03-12", "2024-03-14", "period")),
        ("30/03/2024 - 02/04/2024", ("2024-03-30", "2024-04-02", "period")),
        ("28 février au 2 mars 2024", ("2024-02-28", "2024-03-02", "period")),
        ("février 2025", ("2025-02", None, "month")),
        ("02/2025", ("2025-02", None, "month")),
        ("كانون الأول ٢٠٢٤", ("2024-12", None, "month")),
        ("Q2 2024", ("2024-04", "2024-06", "quarter")),
        ("T1 2024", ("2024-01", "2024-03", "quarter")),
        ("1er trimestre 2024", ("2024-01", "2024-03", "quarter")),
        ("2024 Q4", ("2024-10", "2024-12", "quarter")),
        ("2024", ("2024", None, "year")),
        ("45231", ("2023-11-01", None, "day")),
        ("201810", ("2018-10", None, "month")),
        ("2018年1月31日", ("2018-01-31", None, "day")),
        ("２０１８年１月３１日", ("2018-01-31", None, "day")),
        ("2018年1月", ("2018-01", None, "month")),
        ("2018 年", ("2018", None, "year")),
        ("2018년 1월 31일", ("2018-01-31", None, "day")),
        ("2018年1月3日至5日", ("2018-01-03", "2018-01-05", "period")),
    ],
)
def test_dates(text: str, expected: tuple[str, str | None, str]) -> None:
    reading = read_date(text, PLAIN)
    if reading.state == "question":  # a range of ambiguous days is asked, not guessed
        assert text == "30/03/2024 - 02/04/2024"
        reading = read_date(text, Habits(date_order="dmy"))
    assert reading.value == expected


@pytest.mark.parametrize(
    ("text", "proposals"),
    [
        ("03/04/2024", {"2024-04-03", "2024-03-04"}),
        ("30/02/2024", set()),
        ("2025-13-02", {"2025-02-13"}),
        ("12/09/1446 هـ", {"2025-03-12"}),
        ("Apr-25", {"2025-04"}),
        ("7", set()),
        ("soon", set()),
        ("201012", {"2010-12", "2012-10-20", "2020-10-12"}),
        ("201813", set()),
        ("2018年2月30日", set()),
        ("1月31日", set()),
    ],
)
def test_dates_that_are_asked(text: str, proposals: set[str]) -> None:
    reading = read_date(text, PLAIN)
    assert reading.state == "question"
    assert {first for first, _, _ in reading.proposals} == proposals


def test_what_is_known_of_a_column_settles_its_dates() -> None:
    assert read_date("03/04/2024", Habits(date_order="dmy")).value[0] == "2024-04-03"
    assert read_date("03/04/2024", Habits(date_order="mdy")).value[0] == "2024-03-04"
    assert read_date("03/04/2024", Habits(date_order="dmy")).warnings
    assert read_date("25/04/2024", Habits(date_order="mdy")).state == "question"
    sheet = Habits(year=2025, month=2)
    assert read_date(Number("7"), sheet).value == ("2025-02-07", None, "day")
    assert read_date("5 y 6", sheet).value == ("2025-02-05", "2025-02-06", "period")
    assert read_date(Number("30"), sheet).state == "question"
    assert settle_date_order(["03/04/2024", "25/04/2024", None]) == "dmy"
    assert settle_date_order(["03/04/2024", "04-25-2024"]) == "mdy"
    assert settle_date_order(["25/04/2024", "04/25/2024"]) == ""
    assert settle_date_order(["03/04/2024"]) == ""
    assert read_date(Day("2024-03-12T14:20:00"), PLAIN).warnings
    assert read_date("1月31日", Habits(year=2018)).value == ("2018-01-31", None, "day")
    assert settle_month_numbers(["201012", Number("201810")])
    assert not settle_month_numbers(["201012", "201011"])
    assert not settle_month_numbers(["201810", "311218"])
    assert not settle_month_numbers([])
    assert read_date("201012", Habits(month_numbers=True)).value == ("2010-12", None, "month")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1 234,5", "1234.5"),
        ("1 234,5 kg", "1234.5"),
        ("1'234", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("٢٧٬٤٥٠٫٧٥٠", "27450.75"),
        ("~500", "500"),
        ("env. 500", "500"),
        ("около 500", "500"),
        ("1,2 млн", "1200000"),
        ("0,870", "0.87"),
        ("5e-05 kg", "0.00005"),
        ("-1,5E-3", "-0.0015"),
        (Number("5.7E+5"), "570000"),
    ],
)
def test_numbers(cell: Cell, expected: str) -> None:
    assert read_number(cell, Habits(unit="kg")).value == Decimal(expected)


def test_numbers_that_are_asked() -> None:
    assert read_number("1.23E+05", PLAIN).state == "question", "a spreadsheet cuts long numbers so"
    assert read_number("1.234", PLAIN).proposals == (Decimal(1234), Decimal("1.234"))
    assert read_number("1.234", Habits(decimal=".")).value == Decimal("1.234")
    assert read_number("25 t", Habits(unit="kg")).proposals == (Decimal(25000), Decimal(25))
    assert read_number("12 50", PLAIN).state == "question"
    assert read_number("five", PLAIN).state == "question"
    assert read_number("9 mil", Habits(language="en")).state == "question"
    assert settle_decimal(["12,5", "1.234"]) == ","
    assert settle_decimal(["12.5 kg", "1,234"]) == "."
    assert settle_decimal(["12.5", "12,5"]) == ""
    assert settle_decimal(["1,234,567"]) == "."


NOT_KNOWN = ["nd", "n/a", "?", "-", "–", "неизвестно", "غير معروف", "s/d", "inconnu", "unk."]
NOT_KNOWN += [
    "not applicable",
    "sans objet",
    "no aplica",
    "não se aplica",
    "не применимо",
    "لا ينطبق",
]


@pytest.mark.parametrize("text", NOT_KNOWN)
def test_not_known_is_never_nought(text: str) -> None:
    for read in (read_number, read_quantity, read_money, read_date, read_country):
        reading = read(text, PLAIN)
        assert (reading.state, reading.value) == ("not_known", None)


def test_na_is_namibia_among_countries_and_unknown_elsewhere() -> None:
    namibia = read_country("NA", PLAIN)
    assert (namibia.value, len(namibia.warnings)) == ("NA", 1)
    assert read_country("na", PLAIN).proposals == ("NA",)
    assert read_country("n/a", PLAIN).state == "not_known"
    assert read_quantity("NA", PLAIN).state == "not_known"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fr", "FR"),
        ("Allemagne", "DE"),
        ("Германия", "DE"),
        ("ألمانيا", "DE"),
        ("المانيا", "DE"),
        ("Hong Kong, China", "HK"),
        ("UK", "GB"),
        ("Turkey", "TR"),
        ("Ivory Coast", "CI"),
        ("COTE D'IVOIRE", "CI"),
        ("usa", "US"),
    ],
)
def test_countries(text: str, code: str) -> None:
    assert read_country(text, PLAIN).value == code


def test_codes() -> None:
    for text in ("TLP:GREEN", "tlp green", "Green", "GREEN"):
        assert read_code("tlp", text, PLAIN).value == "GREEN"
    assert read_code("commodity", "marchandises portant atteinte aux dpi", PLAIN).value == (
        "IPR_GOODS"
    )
    assert read_codes("language", "French; anglais", PLAIN).value == ("fr", "en")
    assert read_codes("language", "French; Klingon", PLAIN).state == "question"
    assert read_country("Congo", PLAIN).proposals == ("CG", "CD")
    assert read_flag("oui", PLAIN).value is True
    assert read_flag("perhaps", PLAIN).proposals == (True, False)


def test_quantities() -> None:
    several = read_quantity("2 000 l + 600 kg", PLAIN)
    assert several.value == ((Decimal(2000), "L", False), (Decimal(600), "KG", False))
    assert read_quantity("12,5 тыс.", Habits(unit="табл.")).value == (
        (Decimal(12500), "TAB", False),
    )
    assert read_quantity("env. 6 000 l", PLAIN).value == ((Decimal(6000), "L", True),)
    assert read_quantity("12 dozens", PLAIN).proposals[0] == ((Decimal(144), "PCS", False),)
    assert read_quantity("150", PLAIN).proposals == (((Decimal(150), "PCS", False),),)
    assert read_quantity("1.500 L", PLAIN).state == "question"
    assert read_quantity("15 kg tabac", PLAIN).warnings
    point = Habits(decimal=".", unit="PCS")  # pieces are whole: it may be a thousand
    assert [n for ((n, _, _),) in read_quantity("1.250", point).proposals] == [
        1250,
        Decimal("1.25"),
    ]
    assert read_quantity("1.250", Habits(decimal=".", unit="KG")).value[0][0] == Decimal("1.25")
    assert read_quantity("12.5", point).state == "taken"
    beside = Habits(unit_unread=True)
    assert read_quantity("5", beside).value == ((Decimal(5), "", False),)
    assert read_quantity("5 kg", beside).value == ((Decimal(5), "KG", False),)
    assert read_quantity("3 caixas", PLAIN).state == "question"


@pytest.mark.parametrize(
    ("cell", "currency"), [("200,00 zł", "PLN"), ("200 Kč", "CZK"), ("300 Ft", "HUF")]
)
def test_a_sign_is_the_currency_that_its_own_country_writes_so(cell: str, currency: str) -> None:
    assert read_money(cell, Habits(decimal=",")).value[1] == currency


@pytest.mark.parametrize("cell", ["200,00 zł", "15 €", "R$ 20", "12 000 FCFA", "1 250,50 руб."])
def test_money_is_no_quantity(cell: str) -> None:
    reading = read_quantity(cell, Habits(decimal=","))
    assert (reading.state, reading.proposals) == ("question", ())


@pytest.mark.parametrize("cell", ["-   zł", "– €", "n/a USD", "€ -", "- kg", "? l"])
def test_no_number_beside_a_unit_or_a_currency_is_not_known(cell: str) -> None:
    read = read_quantity if cell.endswith(("kg", "l")) and "z" not in cell else read_money
    assert read(cell, PLAIN).state == "not_known"
    assert read_money("zł", PLAIN).state == "question"


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("5 litrów", "L"),
        ("3 Liter", "L"),
        ("2 kilogrammaa", "KG"),
        ("4 szt.", "PCS"),
        ("6 Stk", "PCS"),
    ],
)
def test_units_are_known_in_the_languages_of_other_countries(cell: str, unit: str) -> None:
    assert read_quantity(cell, PLAIN).value[0][1] == unit


def test_a_sign_that_is_in_no_list_is_proposed_in_the_currency_of_the_column() -> None:
    asked = read_money("200 quids", Habits(currency="GBP"))
    assert (asked.state, asked.proposals) == ("question", ((Decimal(200), "GBP"),))


def test_money_by_country() -> None:
    assert read_money("3 000 FCFA", Habits(country="SN")).value == (Decimal(3000), "XOF")
    assert read_money("3 000 FCFA", Habits(country="CM")).value == (Decimal(3000), "XAF")
    assert read_money("3 000 FCFA", PLAIN).state == "question"
    bare = read_money("$ 50", Habits(country="CL"))  # there too it may be the American dollar
    assert (bare.state, bare.proposals[0]) == ("question", (Decimal(50), "CLP"))
    assert read_money("$ 50", Habits(country="FR")).state == "question"
    assert read_money("11,5 M FCFA", Habits(country="SN")).value[0] == Decimal(11_500_000)
    assert read_money("50", Habits(currency="EUR")).value == (Decimal(50), "EUR")
    assert read_money("50 US$", Habits(currency="EUR")).value == (Decimal(50), "USD")
    assert read_money("50 US$", Habits(currency="EUR")).warnings


def test_routes() -> None:
    assert read_place_country("Mumbai (India) / Dubai (UAE)").value == (
        ("IN", "Mumbai"),
        ("AE", "Dubai"),
    )
    assert read_place_country("Shenzhen, China").value == (("CN", "Shenzhen"),)
    assert read_route("CN via SG to RU").value == (
        ("departure", "CN", ""),
        ("transit", "SG", ""),
        ("destination", "RU", ""),
    )
    assert read_route("China / Kenya / Uganda").state == "question"
    assert read_place_country("West Africa").state == "question"


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Menglun, Yunnan, China", (("CN", "Menglun, Yunnan"),)),
        ("China, Yunnan, Dali", (("CN", "Yunnan, Dali"),)),
        ("China - Yunnan", (("CN", "Yunnan"),)),
        ("China - TAR", (("CN", "TAR"),)),
        ("China - Hong Kong", (("HK", ""),)),
        ("China (Macao)", (("MO", ""),)),
        ("Greenland, Denmark", (("GL", ""),)),
        ("China, Kenya", (("CN", ""), ("KE", ""))),
        ("Shenzhen, China / Dubai (UAE)", (("CN", "Shenzhen"), ("AE", "Dubai"))),
    ],
)
def test_a_place_with_its_country(text: str, stops: tuple[tuple[str, str], ...]) -> None:
    assert read_place_country(text).value == stops


@pytest.mark.parametrize(
    ("text", "country", "stops"),
    [
        ("Menglun, Yunnan", "CN", (("CN", "Menglun, Yunnan"),)),
        ("Dali", "CN", (("CN", "Dali"),)),
        ("Nethrlands", "NL", (("NL", ""),)),
        ("KOE", "KE", (("KE", ""),)),
        ("Menglun / Dubai (UAE)", "CN", (("CN", "Menglun"), ("AE", "Dubai"))),
        ("Ghana coast", "GH", (("GH", "Ghana coast"),)),
    ],
)
def test_a_country_that_is_answered_never_removes_the_place(
    text: str, country: str, stops: tuple[tuple[str, str], ...]
) -> None:
    assert read_place_country(text).state == "question"
    assert read_place_country(text, country=country).value == stops


def test_a_station_takes_the_country_that_was_answered() -> None:
    assert read_route("Menglun → Hanoi, Vietnam").state == "question"
    assert read_route("Menglun → Hanoi, Vietnam", country="CN").value == (
        ("departure", "CN", "Menglun"),
        ("destination", "VN", "Hanoi"),
    )


def test_a_country_beside_nothing_that_is_known_is_asked() -> None:
    for text in ("Nethrlands, Germany", "Dali, Yunnan", "China, Kenya, Dali", "Dali"):
        assert read_place_country(text).state == "question"
    assert read_place_country("Dali").proposals == ()


@pytest.mark.parametrize(
    ("text", "found", "without"),
    [
        ("call +44 7700 900416", "phone", "call"),
        ("write to a.b@firm.example", "email", "write to"),
        ("phone 0712 345 678 or a.b@firm.example", "email_phone", "phone or"),
        ("Driver: John Smith, passport no. C01234567", "passport_person_name", None),
        ("12 bags, hidden behind the panel", "", None),
    ],
)
def test_personal_data_is_asked_by_what_it_is(text: str, found: str, without: str | None) -> None:
    asked = read_text(text, PLAIN)
    assert (asked.state, asked.found) == ("question" if found else "taken", found)
    if found:
        assert asked.proposals == ("remove", "keep")
    assert read_text(text, Habits(personal="keep")).value == text
    if without is not None:
        assert read_text(text, Habits(personal="remove")).value == without


def test_texts_and_hs_codes() -> None:
    assert read_text(" two\nlines ", PLAIN).value == "two\nlines"
    assert read_text(Formula("=A1"), PLAIN).warnings
    assert read_hs("6202 93 000 0", PLAIN).value == "6202930000"
    assert read_hs("3004.90", PLAIN).value == "300490"
    assert read_hs(Number("50790"), PLAIN).proposals == ("050790",)
    assert read_number(Formula("=1+1"), PLAIN).state == "unreadable"
    assert read_date(Fault("#REF!"), PLAIN).state == "unreadable"
