"""Names that come near a code are proposed: slips of the pen, and no other words."""

from __future__ import annotations

import pytest

from rilo_desktop.vocabularies.names import distance, near_codes


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("country", "Nethrlands", "NL"),
        ("country", "Phillipines", "PH"),
        ("country", "Mail", "ML"),
        ("country", "Saudi Arab", "SA"),
        ("country", "Кениа", "KE"),
        ("country", "عراق", "IQ"),
        ("country", "coast of Ghana", "GH"),
        ("unit", "botles", "BTL"),
    ],
)
def test_a_slip_is_proposed(name: str, text: str, code: str) -> None:
    assert near_codes(name, text)[0] == code


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("country", "Dali"),
        ("country", "China - TAR"),
        ("country", "Niederlande"),
        ("country", "Griechenland"),
        ("country", "West Africa"),
        ("country", "Africa"),
    ],
)
def test_another_word_is_no_slip(name: str, text: str) -> None:
    wrong = {"ML", "QA", "IE", "GL", "ZA", "US", "CF"}
    assert not wrong & set(near_codes(name, text))


def test_the_distance_counts_slips() -> None:
    assert distance("kenya", "kenya", 2) == 0
    assert distance("knya", "kenya", 2) == distance("kneya", "kenya", 2) == 1
    assert distance("mali", "kenya", 2) == 3  # more than asked for
    assert distance("", "ab", 3) == 2
