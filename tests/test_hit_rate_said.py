"""From how many controls there is a rate: window, guide and paper say the same number."""

from __future__ import annotations

import pytest

from rilo_desktop.analysis.hit_rate import FEWEST_CONTROLS, HitRate
from rilo_desktop.gui.pages.indicator_evidence.messages import about_hits
from rilo_desktop.help.topics import topics
from rilo_desktop.reports.documents.indicator_evidence import _rate
from rilo_desktop.reports.engine.document_builder import Flow
from rilo_desktop.reports.engine.labels import Wording


@pytest.mark.parametrize(("controls", "has_rate"), [(9, False), (10, True)])
def test_window_and_paper_give_a_rate_from_ten_controls_on(controls: int, has_rate: bool) -> None:
    rate = HitRate(4, controls)
    drawn, words = _rate(Flow(Wording("en")), rate)
    said = " ".join(line.text for _, _, line in words)
    assert bool(drawn) is ("%" in said) is has_rate
    assert ("%" in about_hits(rate)) is has_rate
    assert f"4 of {controls}" in said


@pytest.mark.parametrize(("language", "word"), [("en", "controls"), ("fr", "contrôles")])
def test_the_guide_gives_the_number(language: str, word: str) -> None:
    assert f"{FEWEST_CONTROLS} {word}" in topics(language)["indicator-evidence"].text
