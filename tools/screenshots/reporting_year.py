"""The reporting year, what was announced, and a new submission about a year."""

from __future__ import annotations

from typing import cast

from rilo_desktop.gui.pages.reporting_year.page import ReportingYearPage
from rilo_desktop.gui.pages.submissions.page import SubmissionPage
from rilo_desktop.gui.routing import SUBMISSION, YEAR

from .harness import Harness, Scene


def _year(harness: Harness) -> ReportingYearPage:
    page = cast(ReportingYearPage, harness.go(YEAR))
    rows = page.papers.rows
    made = [paper.id for paper in page.year.papers if paper.year] if page.year else []
    at = next((at for at, row in enumerate(rows) if row.key in made), -1)
    if at >= 0:
        page.papers.select_row(at)
    harness.settle()
    return page


def _announced(harness: Harness) -> None:
    page = _year(harness)
    page.panel.open_form()
    page.panel.day.setText("15 Dec 2026")
    harness.afterwards(page.panel.close_form)


def _new(harness: Harness) -> None:
    page = cast(SubmissionPage, harness.go(SUBMISSION))
    page.begin()
    page.choose.choose("annual-progress-report")
    harness.settle()
    harness.afterwards(page.to_ledger)


SCENES = (
    Scene("reporting-year", _year),
    Scene("reporting-year-announced", _announced),
    Scene("submission-of-a-year", _new),
)
