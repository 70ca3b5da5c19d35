"""A practice office where something waits, worked on by three officers over the last weeks.

It is what pictures of the window are taken of. Everything is written by the services, on the days
before today, so that Today, ledger, history and reviews have something to show.
"""

from __future__ import annotations

import io
import random
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from rilo_desktop.office_codes import PRACTICE_OFFICES
from rilo_desktop.records import ActionItem, CaseStudy, Record, RouteLeg
from rilo_desktop.records.action_item import EvidenceEntry, ProgressUpdate
from rilo_desktop.records.picture import Box
from rilo_desktop.services.office import officers
from rilo_desktop.services.office.create_office import add_sample, make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import bulk, list_views, record, review
from rilo_desktop.services.submissions import release, submission_list, submit
from rilo_desktop.services.submissions.submit import LeftOut, SubmissionRequest
from rilo_desktop.store import officer_rows
from sample_pictures import attach

HEAD, DEPUTY, ANALYST, GONE = "XX-01", "XX-02", "XX-03", "XX-04"
OFFICERS = (
    (DEPUTY, "Deputy Head of RILO", "reviewer"),
    (ANALYST, "Intelligence analyst", "analyst"),
    (GONE, "Intelligence analyst", "analyst"),
)
WATCHES, VAPORISERS, DOLLS = "CS-00-2020-001", "CS-AP-2019-004", "CS-00-2025-003"
PHONES, FORMULA = "CS-AP-2021-006", "CS-00-2019-004"
FASHION, CIGARETTES, LABELS = "CS-AP-2019-002", "CS-AP-2019-005", "CS-WE-2015-008"


class Days:
    """The clock of the office: every look is some minutes later, never after now."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def go_back(self, days: int, hour: int = 9) -> None:
        self.now = datetime.now(UTC).replace(hour=hour, minute=7) - timedelta(days=days)

    def __call__(self) -> datetime:
        self.now = min(self.now + timedelta(seconds=41), datetime.now(UTC))
        return self.now


def make(folder: Path, passphrase: str) -> None:
    """A new office in `folder`; its officers all have this passphrase."""
    days = Days()
    days.go_back(34)
    with make_office(folder, PRACTICE_OFFICES[0], HEAD, passphrase, clock=days).session as session:
        add_sample(session)
        for sign, function, role in OFFICERS:
            officer_rows.add(session.store, sign, function, role, passphrase)
        officers.remove(session, GONE)
    made = _Made(folder, passphrase, days)
    made.weeks_of_records()
    made.submissions()
    made.this_week()


class _Made:
    def __init__(self, folder: Path, passphrase: str, days: Days) -> None:
        self._folder, self._passphrase, self._days = folder, passphrase, days

    def _as(self, sign: str, days: int, hour: int = 9) -> Session:
        self._days.go_back(days, hour)
        return open_store(self._folder, self._passphrase, sign, self._days)

    def weeks_of_records(self) -> None:
        with self._as(ANALYST, 27) as session:
            _change(session, WATCHES, operation_name="Operation WATCHFUL", background=BACKGROUND)
            _illustrate(session, WATCHES)
            _sent(session, WATCHES)
        with self._as(DEPUTY, 24) as session:
            review.approve(session, record.find(session, WATCHES).record.id)
        with self._as(HEAD, 20, 14) as session:
            _change(session, WATCHES, significance=SIGNIFICANCE)
            _change(session, VAPORISERS, novelty=("new_mo",), internal_note="Ask the member")
            for number, values in enumerate(_plan(date.today())):
                _report(session, f"XX-AI-2022-0{number + 1}", values)
        with self._as(DEPUTY, 12) as session:
            _change(session, LABELS, archived=True)
            found = record.find(session, "CS-CAF-2022-001").record.id
            bulk.change(session, (found,), bulk.BulkChange(tlp="AMBER"))

    def submissions(self) -> None:
        catalogue = SubmissionRequest("indicator-catalogue", where="SND-0")
        with self._as(HEAD, 19) as session:
            first = submit.submit(session, catalogue).submission.reference
        with self._as(DEPUTY, 18) as session:
            release.approve(session, first, "Read on paper")
        with self._as(HEAD, 17) as session, ExitStack() as stack:
            file = self._folder.with_name("exported.pdf")
            stack.callback(file.unlink)
            release.export(session, first, file)
            submission_list.mark_sent(session, first)
            submission_list.mark_acknowledged(session, first)
            again = submit.order_superseding(session, first)
            second = submit.submit(session, replace(again, title=CATALOGUE)).submission.reference
        with self._as(DEPUTY, 10) as session:
            release.approve(session, second)
        with self._as(HEAD, 8) as session:
            order = SubmissionRequest("action-plan-status", purpose="discussion", reason=JUSTIFIED)
            plan = submit.submit(session, order)
        with self._as(DEPUTY, 7) as session:
            release.give_back(session, plan.submission.reference, RETURNED_PLAN)

    def this_week(self) -> None:
        with self._as(ANALYST, 5) as session:
            _change(session, FASHION, lessons=LESSONS)
            _sent(session, FASHION)
            _sent(session, DOLLS)
        with self._as(HEAD, 4) as session:
            _sent(session, CIGARETTES)
            submit.keep(
                session, SubmissionRequest("case-studies", where="parcel", title="Parcels in 2026")
            )
        with self._as(DEPUTY, 3, 11) as session:
            review.give_back(session, record.find(session, CIGARETTES).record.id, RETURNED_CASE)
        with self._as(HEAD, 2, 15) as session:
            self._begun(session)
            out = (LeftOut(record.find(session, FORMULA).record.id, HELD_BACK),)
            order = SubmissionRequest(
                "case-studies", where="parcel", left_out=out, reason=JUSTIFIED
            )
            submit.submit(session, replace(order, purpose="discussion"))
            filters = {"enforcement_area": ("DRUGS",)}
            list_views.keep_view(
                session, "case-study", list_views.SavedView("Drugs in parcels", "parcel", filters)
            )
            list_views.keep_view(
                session, "case-study", list_views.SavedView("To review", "courier")
            )

    def _begun(self, session: Session) -> None:
        """A case that somebody began to write and left."""
        made = record.new(session, "case-study")
        assert isinstance(made, CaseStudy)
        legs = (RouteLeg(role="origin", country="CN"), RouteLeg(role="detection", country="LK"))
        record.save(session, replace(made, title=BEGUN, summary=BEGUN_SUMMARY, route=legs))


def _sent(session: Session, name: str) -> None:
    review.send(session, record.find(session, name).record.id)


def _change(session: Session, name: str, **values: Any) -> None:
    stored = record.find(session, name)
    changed: Record = record.with_values(stored.record, values)
    record.save(session, changed, stored.revision)


def _report(session: Session, name: str, values: dict[str, Any]) -> None:
    """Entries are added to those of the sample."""
    item = record.find(session, name).record
    assert isinstance(item, ActionItem)
    _change(session, name, **values | {"updates": (*item.updates, *values.get("updates", ()))})


def _plan(today: date) -> list[dict[str, Any]]:
    """What becomes of the first action items of the sample: late, due soon, done, revised."""

    def day(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    said = [
        (-150, "The draft was sent to all offices.", "in_progress", None),
        (-96, "Six offices have commented; two ask who may invite members.", "in_progress", None),
        (-41, "The due date moves: the working group meets in the new year.", "delayed", True),
        (-9, "Nine of twelve have commented. The text is stable.", "in_progress", None),
    ]
    updates = tuple(
        ProgressUpdate(
            date=day(at), entry=words, progress=state, by="Deputy Head of RILO", decision=moved
        )
        for at, words, state, moved in said
    )
    return [
        {
            "progress": "in_progress",
            "priority": "high",
            "start": day(-210),
            "due": day(-12),
            "revised_due": day(19),
            "revised_reason": "The working group meets in the new year",
            "percent": 70,
            "status_as_of": day(-9),
            "updates": updates,
        },
        {"progress": "in_progress", "start": day(-120), "due": day(-6), "percent": 40},
        {"progress": "not_started", "start": day(-20), "due": day(11), "priority": "medium"},
        {
            "progress": "completed",
            "start": day(-300),
            "due": day(-60),
            "percent": 100,
            "evidence": (EvidenceEntry(title="Guide, second edition", reference="WCO-GUIDE-2"),),
        },
    ]


def _illustrate(session: Session, name: str) -> None:
    found = record.find(session, name).record.id
    for number, caption in enumerate(("The parcel as it came", "What the second tray held")):
        path = session.folder.with_name(f"picture-{number}.png")
        path.write_bytes(_photograph(number))
        try:
            attach(session, found, path, caption)
        finally:
            path.unlink()
    case = record.find(session, name).record
    assert isinstance(case, CaseStudy)
    first, second = case.pictures
    covered = replace(first, boxes=(Box(0.63, 0.7, 0.24, 0.18).text,), sanitised=True)
    _change(session, name, pictures=(covered, replace(second, sanitised=True)))


def _photograph(seed: int) -> bytes:
    """Something that looks like a photograph of an opened parcel, in a few shapes."""
    chance = random.Random(seed)
    image = Image.new("RGB", (1200, 800), (96, 104, 110))
    draw = ImageDraw.Draw(image)
    draw.rectangle((140, 90, 1060, 720), fill=(176, 138, 92), outline=(120, 90, 56), width=14)
    for line in range(4):
        for place in range(7):
            x, y = 190 + place * 122, 130 + line * 146
            shade = chance.randint(40, 200)
            draw.rounded_rectangle((x, y, x + 96, y + 118), 14, (shade, shade, shade + 12))
            draw.ellipse((x + 16, y + 26, x + 80, y + 90), (228, 222, 206), (70, 66, 60), 5)
    draw.rectangle((760, 560, 1040, 700), fill=(240, 238, 230))
    for line in range(5):
        draw.line((780, 584 + line * 24, 1000 - 40 * (line % 2), 584 + line * 24), (90, 90, 90), 6)
    kept = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.6)).save(kept, "PNG")
    return kept.getvalue()


BACKGROUND = (
    "Two earlier consignments of the same sender had been released after a check of papers only."
)
SIGNIFICANCE = "The same description served three kinds of goods within one month."
CATALOGUE = "Indicators seen at the sender, second issue"
RETURNED_PLAN = (
    "Item XX-AI-2022-02 is late and says no reason; ask its lead before it is sent again."
)
RETURNED_CASE = "The route is not clear: was the third lot stopped at the airport of transit?"
LESSONS = "Ask the carrier for all items of one sender in a week, not for one item at a time."
HELD_BACK = "The member has not agreed yet to share it."
JUSTIFIED = "The published sources do not tell the missing quantities."
BEGUN = "Phone cases declared as packing material"
BEGUN_SUMMARY = "Two pallets of phone cases with brand marks came as plain packing material."
