"""Keep submissions of this version: later ones must still verify them.

    python tools/golden_submissions.py [FOLDER]      else tests/fixtures/submissions

Run it for each release, once its texts are final. What is there stays as it is. Submissions of the
look that is not released yet are made by the tests themselves.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from rilo_desktop.reports import RENDERER
from rilo_desktop.services.office import cards
from rilo_desktop.services.office.create_office import add_sample, make_office
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release, submit
from sample_pictures import attach

PLACE = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "submissions"
CASE = "CS-AP-2019-001"
TITLE = "مئة ألف حبة غير مسجلة في المنطقة الحرة لدى شركة غير مرخص لها باستيراد الأدوية"
"""Longer than the head of a page: how it is cut belongs to the look."""
ORDERS = (
    submit.SubmissionRequest("case-studies", where="container", reason="golden"),
    submit.SubmissionRequest("indicator-catalogue", language="fr", where="parcel", reason="golden"),
    submit.SubmissionRequest("action-plan-status", where="members", reason="golden"),
)

OF_PRACTICE = "practice-case-studies"


class Clock:
    now = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def main() -> None:
    make((Path(sys.argv[1]) if len(sys.argv) > 1 else PLACE) / RENDERER)


def make(folder: Path) -> None:
    """A submission of each order, one with the mark of a practice office, and the cards of the
    offices that signed them."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        with _office(Path(name), "AP") as session:
            _with_picture(session, Path(name) / "photo.png")
            cards.export(session, folder / "ap.rilocard")
            for order in ORDERS:
                _export(session, order, folder / f"{order.type}.pdf")
        with _office(Path(name), "XX") as session:
            cards.export(session, folder / "xx.rilocard")
            _export(session, ORDERS[0], folder / f"{OF_PRACTICE}.pdf")


def card_of(file: Path) -> Path:
    """The card of the office that signed this one of them."""
    return file.parent / ("xx.rilocard" if file.stem == OF_PRACTICE else "ap.rilocard")


def _office(folder: Path, code: str) -> Session:
    made = make_office(
        folder / code.lower(),
        code,
        f"{code}-01",
        "a passphrase of the golden submissions",
        clock=Clock(),
    )
    add_sample(made.session)
    return made.session


def _export(session: Session, order: submit.SubmissionRequest, path: Path) -> None:
    reference = submit.submit(session, order).submission.reference
    done = release.export(session, reference, path)
    print(f"{done.path}: {done.pages} pages")


def _with_picture(session: Session, photo: Path) -> None:
    """One of the cases shows a picture, with a part of it covered, and has an Arabic title."""
    Image.radial_gradient("L").resize((480, 360)).convert("RGB").save(photo)
    attach(session, record.find(session, CASE).record.id, photo, "The container, الحاوية")
    stored = record.find(session, CASE)
    (line,) = stored.record.pictures  # type: ignore[attr-defined]
    covered = replace(line, sanitised=True, boxes=("0.1000 0.1000 0.3000 0.2000",))
    lessons = "الدرس: look twice at containers"
    case = replace(stored.record, title=TITLE, pictures=(covered,), lessons=lessons)  # type: ignore[call-arg]
    record.save(session, case, stored.revision)


if __name__ == "__main__":
    main()
