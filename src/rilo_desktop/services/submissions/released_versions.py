"""Versions of the program that left it: who may have made a submission that comes in."""

from __future__ import annotations

from rilo_desktop.exchange.package import Maker

_0_1_0 = "RILO Desktop 0.1.0"
_ENGLISH = "2f553e1337a44ee0645123e0e5613fc4712c85797a066bc36ec857e162453b72"

MAKERS = frozenset(
    Maker(program=program, renderer=renderer, language=language, catalogue=catalogue)
    for program, renderer, language, catalogue in (
        (_0_1_0, "1", "en", _ENGLISH),
        (_0_1_0, "1", "fr", "69a6cab9a8d99659f43e6896ba7b9d14a4a5278317c98b408ea8fdb8ce6ebc12"),
        (_0_1_0, "2", "en", _ENGLISH),
        (_0_1_0, "2", "fr", "31bcd65fdbd2f6fc6bfbbc66fba6d0786ad86d4c7ce1d8d54320a5c247d040fa"),
    )
)
"""What released versions say of themselves in `made_by`. A release adds its own, in each language
of documents: `packing.maker`. A test holds the submissions in tests/fixtures against it."""

WITH_FORMER_PARTS = frozenset({"1", "2"})
"""Renderers whose documents have parts that this one leaves out (`DocumentSpec.former_parts`), and
say nothing of their structure."""

FORMER_TITLES = frozenset({"A Overview", "A Vue d'ensemble", "B Items", "B Points d'action"})
"""Titles of their outline that do not stand on the page as a whole."""

SCHEMAS = frozenset({"4cefdaaee1c326bcd75b2a2ee8a7a2439fa55337b9aa19ef6e0bd02feeb1b736"})
"""SHA-256 of the schema.json that released versions put into their submissions."""

PRINTED = frozenset(
    """
    achevée achevés apart au-delà barres bars begun commencés d'ensemble delayed façon hachurée
    indicatif initiale interne judged leg looked mondial nowhere overview penser photograph prendre
    puisse quitter relate relatée réinitialiser s'en servir signes speaks stand suffit suspendus
    tells typeface whoever workbook's
    """.split()  # noqa: SIM905
)
"""Words that documents of released versions print and the present catalogue no longer has."""
