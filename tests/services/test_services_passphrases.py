"""How hard a passphrase is to guess: an honest estimate."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rilo_desktop.services.office.first_run import SAMPLE_PASSPHRASE
from rilo_desktop.services.office.passphrases import Level, strength
from short_forms import examples


@pytest.mark.parametrize(
    ("passphrase", "level"),
    [
        ("", Level.NONE),
        ("   ", Level.NONE),
        ("a", Level.VERY_WEAK),
        ("Password2024!", Level.VERY_WEAK),
        ("qwertyuiop1234567890", Level.VERY_WEAK),
        ("zyxwvutsrqponmlkjihgfedcba", Level.VERY_WEAK),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaa", Level.VERY_WEAK),
        ("rilo rilo rilo rilo rilo rilo", Level.VERY_WEAK),
        ("12345678901234567890", Level.VERY_WEAK),
        ("correct horse battery staple", Level.VERY_WEAK),
        ("8301746529", Level.WEAK),
        ("sample office, nothing secret", Level.WEAK),
        ("To be, or not to be: that is the question!", Level.VERY_WEAK),
        ("Once upon a time 2026", Level.VERY_WEAK),
        ("Liberté, Égalité, Fraternité", Level.VERY_WEAK),
        (SAMPLE_PASSPHRASE, Level.STRONG),
        ("tulip anchor basil quarry", Level.FAIR),
        ("x7!Kp0#zR2w", Level.FAIR),
        ("tulip anchor basil quarry meadow", Level.STRONG),
        ("ancre tulipe carrière prairie basilic", Level.STRONG),
    ],
)
def test_what_is_said_of_a_passphrase(passphrase, level):
    found = strength(passphrase)
    assert found.level == level
    assert found.sentence


def test_words_that_everybody_knows_count_little():
    words = "tulip anchor basil quarry meadow"
    known = frozenset({"Tulip", "anchor", "basil"})
    assert strength(words, known).level < strength(words).level


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=60), st.text(max_size=10))
def test_any_text_has_a_level_and_more_of_it_is_never_weaker(text, more):
    assert strength(text).level in Level
    assert strength(f"{text.strip()} {more}").bits >= strength(text).bits - 0.001
