"""The status of the action plan: decisions, solutions, what changed, and how an item was closed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
import reports_sample as sample

from rilo_desktop.records import ActionItem, ActionPlan, EvidenceEntry, ProgressUpdate
from rilo_desktop.reports import made, sheet

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


def sheet_of(one: ActionItem, language: str = "en") -> str:
    pdf = pypdfium2.PdfDocument(sheet(sample.content("AP", language, records=[one])))
    return " ".join(" ".join(p.get_textpage().get_text_bounded() for p in pdf).split())


TOLD = (
    ProgressUpdate(date="2026-01-10", entry="Begun", progress="not_started", percent=20),
    ProgressUpdate(date="2026-03-01", entry="Two courses held", progress="in_progress", percent=60),
)


def test_the_table_says_what_changed_since_the_last_meeting() -> None:
    text = text_of(
        item("TOLD-1", updates=TOLD, percent=60),
        item("QUIET-1", updates=TOLD[:1]),
        item("QUIET-2", updates=TOLD[:1]),
    )
    assert "1 of 3 items changed since 29 January 2026" in text
    table, _, quiet = text.partition("Not changed")
    assert "TOLD-1 Title of TOLD-1 In progress Not started" in table
    assert "1 March 2026: Two courses held" in table
    assert "QUIET-1" not in table.partition("what it waits for")[2]
    assert "In progress, 2: QUIET-1, 2" in quiet


def test_items_without_a_day_to_compare_with_are_not_called_changed() -> None:
    told = text_of(
        item("TOLD-1", updates=TOLD, percent=60),
        item("QUIET-1", updates=TOLD[:1]),
        item("OLD-1", plan=None, updates=TOLD[:1]),
        item("OLD-2", plan=None, progress="completed"),
    )
    assert "1 of 4 items changed since 29 January 2026; 0 of them are completed." in told
    assert "2 items are of no plan whose last meeting is recorded: they are not compared." in told


def test_the_title_says_why_nothing_is_compared() -> None:
    unknown = replace(PLAN, adopted_on=None)
    text = text_of(item("TOLD-1", updates=TOLD), plan=unknown)
    assert "The day of the last meeting is not recorded" in text
    assert "Title of TOLD-1" in text


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


def test_an_inferred_date_is_never_called_late() -> None:
    dated = {"due": "2026-03-31", "updates": TOLD}
    inferred = text_of(item("A-1", **dated, due_basis="inferred")).partition("Annex")[0]
    assert "Late, of all items: 0." in inferred
    assert "31 Mar 2026 inferred" in inferred
    late = text_of(item("A-1", **dated, due_basis="plan")).partition("Annex")[0]
    assert "Late, of all items: 1." in late
    assert "Late, 1" in late
    assert "inferred by the office, never late" in sheet_of(
        item("A-1", **dated, due_basis="inferred")
    )


def test_what_is_asked_for_and_measured_is_printed_whole() -> None:
    text = text_of(
        item(
            "A-1",
            obstacles="No analyst since June",
            support_requested="A function that helps",
            indicator_name="Median days",
            baseline=Decimal(44),
            target=Decimal(20),
            current=Decimal(31),
        )
    )
    assert "A-1 No analyst since June A function that helps" in text
    assert "A-1 Median days 44 20 31" in text


def test_evidence_is_asked_of_completed_items_only() -> None:
    closed = {"progress": "completed", "updates": TOLD}
    text = text_of(item("OPEN-1", updates=TOLD), item("DONE-1", **closed)).partition("Annex")[0]
    assert text.count("Evidence: not recorded. Not yet verified.") == 1
    assert text.count("Evidence") == 1


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("day", ["2026-01-29", None])
def test_44_items_are_at_most_12_pages(language: str, day: str | None) -> None:
    long = "What was done in the month, with all that belongs to it and more. " * 6
    told = tuple(
        ProgressUpdate(date=f"2026-{month:02d}-03", entry=long, progress="in_progress")
        for month in range(1, 10)
    )
    states = ("not_started", "in_progress", "completed", "on_hold")
    items = [
        item(
            f"XX-AI-2026-{n:02d}",
            title="A title that goes on and says what shall be done by whom " * 2,
            updates=told,
            progress=states[n % 4],
            due="2026-06-30" if n % 5 else None,
            due_basis="plan",
        )
        for n in range(44)
    ]
    content = sample.content("AP", language, records=items)
    plan = replace(PLAN, adopted_on=day)
    referenced = dict(content.referenced) | {"action-plan": {plan.id: plan}}
    pdf = pypdfium2.PdfDocument(made(replace(content, referenced=referenced)))
    assert len(pdf) <= 12
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    assert text.count("not known") + text.count("non connu") <= 3
    for one in items:
        assert str(one.local_ref) in text


def test_how_it_was_closed_is_said() -> None:
    shown = (EvidenceEntry(title="Trial", reference="XX/2026/SUB/0004", sha256="ab" * 32),)
    closed = {
        "progress": "completed",
        "outcome": "Nine Members use it.",
        "evidence": shown,
        "closed_on": "2026-02-03",
        "closed_by": "Analyst",
    }
    alone = sheet_of(item("A-1", **closed, verification="not_verified"))
    assert "Nine Members use it." in alone
    assert "Trial, XX/2026/SUB/0004, SHA-256 abababababababab" in alone
    assert "Not verified by a second person: the office has one officer only." in alone
    assert "Not yet verified by a second person." in sheet_of(item("A-1", **closed))
    french = sheet_of(item("A-1", **closed, verification="not_verified"), language="fr")
    assert "Non vérifié par une deuxième personne" in french
    told = text_of(item("A-1", **closed, updates=TOLD))
    assert "Evidence: Trial, XX/2026/SUB/0004" in told


def test_what_stays_in_the_office_changes_no_page() -> None:
    """Else the pages could not be made again from the data that leave."""
    closed = {"progress": "completed", "closed_by": "Analyst", "verified_by": "Analyst"}
    signed = item("A-1", **closed, closed_sign="ab", verified_sign="cd", updates=TOLD)
    bare = replace(signed, closed_sign=None, verified_sign=None, internal_note=None)
    assert text_of(replace(signed, internal_note="for us only")) == text_of(bare)
    other = replace(signed, lead="Head of RILO")
    assert "Done, 1" in text_of(other)
    assert text_of(other) == text_of(replace(other, closed_sign=None, verified_sign=None))


def test_the_order_of_the_data_changes_no_page() -> None:
    content = sample.content("AP", records=[item("A-1", challenges=("timeliness", "training"))])
    plans = [replace(PLAN, id=name, title=f"Plan {name}") for name in "pqr"]
    others = [
        replace(sample.CHALLENGE, id=code, title=code, challenge=code)
        for code in ("timeliness", "training")
    ]
    referenced = dict(content.referenced) | {
        "action-plan": {one.id: one for one in plans},
        "challenge": {one.id: one for one in others},
    }
    turned = {kind: dict(reversed([*found.items()])) for kind, found in referenced.items()}
    assert made(replace(content, referenced=referenced)) == made(
        replace(content, referenced=turned)
    )
