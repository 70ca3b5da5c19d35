"""The forms in which published reports name people, and what looks like them.

All names are invented.
"""

from __future__ import annotations

import pytest

from rilo_desktop.rules.personal_data.detection import personal_data
from rilo_desktop.rules.personal_data.kinds import DataKind
from rilo_desktop.rules.personal_data.unread import is_unread


def names(text: str) -> list[str]:
    return [
        text[one.start : one.end] for one in personal_data(text) if one.kind is DataKind.PERSON_NAME
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Held were Amir Kassel (28), Bela Drosh (35) and Tomas Wexel (27).",
            ["Amir Kassel", "Bela Drosh", "Tomas Wexel"],
        ),
        ("Gita Holm, 35 years old, had the bag.", ["Gita Holm"]),
        ("A woman of Lome, Gita Holm, 35, had the bag.", ["Gita Holm"]),
        (
            "Names: Orla Quenby, Piet Vandam and Ilse Korr.",
            ["Orla Quenby", "Piet Vandam", "Ilse Korr"],
        ),
        ("The suspects, Orla Quenby and Piet Vandam, were held.", ["Orla Quenby", "Piet Vandam"]),
        ("A Chinese national Weimar Lidu carried it.", ["Weimar Lidu"]),
        ("A female, Orla Quenby, carried it.", ["Orla Quenby"]),
        ("Orla Quenby alias Pit carried it.", ["Orla Quenby", "Pit"]),
        ("Orla Quenby has been jailed for two years.", ["Orla Quenby"]),
        ("The 28-year-old Piet Vandam ran off.", ["Piet Vandam"]),
        ("Piet Vandam was arrested. Vandam had a knife.", ["Piet Vandam", "Vandam"]),
        ("Le nommé Jean Drochet, 35 ans, conduisait.", ["Jean Drochet"]),
        ("Jean Drochet a été condamné à deux ans.", ["Jean Drochet"]),
        ("Elba Quirán, de 35 años, fue detenida.", ["Elba Quirán"]),
        ("Elba Quirão, de 35 anos, levava a mala.", ["Elba Quirão"]),
        ("Пётр Вексель, 35 лет, вёз груз.", ["Пётр Вексель"]),
    ],
)
def test_a_name_is_found_by_how_reports_say_it(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sri Lanka (12), Viet Nam (17) and Hong Kong, 25.",
        "Officers of Kruger National Park (12) found it.",
        "The South African national parks (19) were told.",
        "A 28-year-old Sri Lankan man was stopped at Port Said.",
        "Two Chinese nationals were arrested in Los Angeles.",
    ],
)
def test_places_and_bodies_are_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It is forbidden by Act No. 15 Court of Appeal rules apply.",
        "In 2019 Supreme Court judges said so.",
        "They took 12 Kruger Park rangers along.",
    ],
)
def test_a_law_a_year_and_a_count_are_no_address(text: str) -> None:
    assert [one for one in personal_data(text) if one.kind is DataKind.ADDRESS] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张伟", True),
        ("Το φορτίο ήταν κρυμμένο", True),
        ("راننده دستگیر شد و کالا کشف گردید", True),
        ("Der Fahrer wurde von der Polizei mit dem Auto nicht gefunden", True),
        ("The driver was found with the goods in the port of the city", False),
        ("Le conducteur a été trouvé avec la marchandise dans le port", False),
        ("El conductor fue detenido por la policía en el puerto de la ciudad", False),
        ("O motorista foi preso no porto com a mercadoria e não disse nada", False),
        ("Водитель был задержан в порту с грузом", False),
        ("تم ضبط السائق في الميناء", False),
        ("Rolex, Nike Air Max, size 42, black, white, red, green, leather, box of 12", False),
        ("resistance of 5 Ω at 3 μm", False),
    ],
)
def test_what_the_guard_cannot_read_is_told(text: str, expected: bool) -> None:
    assert is_unread(text) is expected
