"""Key issues, competencies, the evidence of indicators and what a member sent."""

from __future__ import annotations

from typing import Any, cast

from rilo_desktop.gui.pages.competencies.page import GAPS, HELP, CompetenciesPage
from rilo_desktop.gui.pages.indicator_evidence.page import IndicatorEvidencePage
from rilo_desktop.gui.pages.key_issues.page import KeyIssuesPage
from rilo_desktop.gui.pages.member_data.page import MemberDataPage

from .harness import Harness, NotHere, Scene


def _competencies(harness: Harness, what: str = "") -> CompetenciesPage:
    page = cast(CompetenciesPage, harness.go("competencies"))
    if what:
        page.what._keys[what].click()
        harness.settle()
    return page


def _part(what: str) -> Any:
    return lambda harness: _competencies(harness, what)


def _key_issues(harness: Harness) -> KeyIssuesPage:
    page = cast(KeyIssuesPage, harness.go("ranks"))
    page.issues.select_row(min(2, len(page.issues.rows) - 1))
    harness.settle()
    return page


def _why(harness: Harness) -> None:
    page = _key_issues(harness)
    if len(page.issues.rows) < 3:
        raise NotHere("fewer than three key issues have a rank this year")
    page.issues.shifted.emit(page.issues.rows[2].id, -1)
    harness.afterwards(page.behind.reason_left.emit)


def _evidence(harness: Harness, what: str = "") -> IndicatorEvidencePage:
    page = cast(IndicatorEvidencePage, harness.go("indicator-evidence"))
    if what:
        page.what._keys[what].click()
        harness.settle()
    return page


def _missing(harness: Harness) -> None:
    page = _evidence(harness, "gaps")
    harness.afterwards(page.what._keys["evidence"].click)


def _look(harness: Harness) -> None:
    """The first indicator without a case whose words several cases have."""
    page = _evidence(harness, "gaps")
    harness.afterwards(page.what._keys["evidence"].click)
    harness.afterwards(page.gaps._close)
    for at in range(len(page.gaps.unseen.rows)):
        page.gaps.unseen.keep_current(at)
        page.gaps.unseen.opened.emit(at)
        harness.settle()
        if len(page.gaps.found.rows) > 1:
            return
    raise NotHere("no case has the words of an indicator")


def _member(harness: Harness) -> MemberDataPage:
    page = cast(MemberDataPage, harness.go("member-data"))
    page.show_year("2025")
    harness.settle()
    with_cases = [at for at, line in enumerate(page.list.rows) if line.cases or line.reported]
    if not with_cases:
        raise NotHere("nothing came from any member")
    page.list.select_row(with_cases[0])
    harness.settle()
    return page


SCENES = (
    Scene("member-data", _member),
    Scene("indicator-evidence", _evidence),
    Scene("indicator-gaps", _missing),
    Scene("indicator-gaps-looked", _look),
    Scene("competencies", _competencies),
    Scene("competencies-gaps", _part(GAPS)),
    Scene("competencies-help", _part(HELP)),
    Scene("key-issue-ranks", _key_issues),
    Scene("key-issue-ranks-why", _why),
)
