"""The status of the action plan: decisions, solutions, what changed, and how an item was closed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2
import reports_sample as sample

from rilo_desktop.analysis.plan import timeline
from rilo_desktop.drawing import Colour, Rect
from rilo_desktop.records import ActionItem, ActionPlan, EvidenceEntry, ProgressUpdate
from rilo_desktop.reports import made
from rilo_desktop.reports.documents.timeline import _bars

PLAN = ActionPlan(
    id="p",
    title="Practice plan 2025-2026",
    adopting_meeting="32nd practice meeting",
    adopted_on="2026-01-29",
    period_from="2025",
    period_to="2026",
)


def item(name: str, **fields: Any) -> ActionItem:
    given = {
        "id": name,
        "local_ref": name,
        "title": f"Title of {name}",
        "plan": "p",
        "progress": "in_progress",
        "lead": "Analyst",
    }
    return ActionItem(**given | fields)


def text_of(*items: ActionItem, language: str = "en", plan: ActionPlan = PLAN) -> str:
    content = sample.content("AP", language, records=items)
    referenced = dict(content.referenced) | {"action-plan": {plan.id: plan}}
    pdf = pypdfium2.PdfDocument(made(replace(content, referenced=referenced)))
    return " ".join(" ".join(p.get_textpage().get_text_bounded() for p in pdf).split())


TOLD = (
    ProgressUpdate(date="2026-01-10", entry="Begun", progress="not_started", percent=20),
    ProgressUpdate(date="2026-03-01", entry="Two courses held", progress="in_progress", percent=60),
)


def test_the_annex_says_what_changed_since_the_last_meeting() -> None:
    text = text_of(
        item("TOLD-1", updates=TOLD, percent=60),
        item("QUIET-1", updates=TOLD[:1]),
    )
    annex = text.rpartition("Annex IV Status since the last meeting")[2]
    assert "29 January 2026" in annex
    assert "TOLD-1" in annex
    assert "Not started 20 % In progress 60 %" in annex
    assert "Two courses held" in annex
    assert "QUIET-1" not in annex


def test_the_annex_says_why_nothing_is_compared() -> None:
    unknown = replace(PLAN, adopted_on=None)
    text = text_of(item("TOLD-1", updates=TOLD), plan=unknown)
    assert "The day of the last meeting is not recorded" in text


def test_decisions_are_numbered_lines_and_solutions_stand_with_their_items() -> None:
    text = text_of(
        item("ASKED-1", purpose="guidance", due="2026-12-31", due_basis="plan"),
        item("ASKED-2", purpose="guidance", due="2026-12-31", due_basis="inferred"),
        item("CARRY-1", challenges=("timeliness",)),
    )
    assert "1 Title of ASKED-1 (ASKED-1), by 31 December 2026" in text
    assert "2 Title of ASKED-2 (ASKED-2)" in text
    assert "(ASKED-2), by" not in text
    assert "A median of 20 days, measured each quarter. CARRY-1" in text


def test_an_inferred_date_is_never_called_overdue() -> None:
    dated = {"due": "2020-01-31"}
    assert "overdue" not in text_of(item("A-1", **dated, due_basis="inferred")).rpartition("A-1")[2]
    assert "inferred by the office, never late" in text_of(
        item("A-1", **dated, due_basis="inferred")
    )
    assert "overdue" in text_of(item("A-1", **dated, due_basis="plan"))


def test_how_it_was_closed_is_said() -> None:
    shown = (EvidenceEntry(title="Trial", reference="XX/2026/SUB/0004", sha256="ab" * 32),)
    closed = {
        "progress": "completed",
        "outcome": "Nine Members use it.",
        "evidence": shown,
        "closed_on": "2026-02-03",
        "closed_by": "Analyst",
    }
    alone = text_of(item("A-1", **closed, verification="not_verified"))
    assert "Nine Members use it." in alone
    assert "Trial, XX/2026/SUB/0004, SHA-256 abababababababab" in alone
    assert "Not verified by a second person: the office has one officer only." in alone
    assert "Not yet verified by a second person." in text_of(item("A-1", **closed))
    french = text_of(item("A-1", **closed, verification="not_verified"), language="fr")
    assert "Non vérifié par une deuxième personne" in french


def test_an_overdue_bar_goes_on_to_today() -> None:
    from datetime import date

    late = item("A-1", start="2025-01-01", due="2025-06-30", due_basis="own")
    scale = timeline([late], date(2026, 1, 1))
    ends = [s for s in _bars(scale, scale.rows[0], 5.0) if isinstance(s, Rect)]
    assert any(s.stroke is Colour.SIGNAL for s in ends)
    done = timeline([replace(late, progress="completed")], date(2026, 1, 1))
    quiet = [s for s in _bars(done, done.rows[0], 5.0) if isinstance(s, Rect)]
    assert not any(s.stroke is Colour.SIGNAL for s in quiet)
