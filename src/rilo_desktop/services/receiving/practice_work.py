"""Work of a practice office that no file of records can bring: answers of others, papers begun.

A questionnaire goes round: XX is at it, XA and XB have answered, in stores of their own. They sign
with their own cards, and XX receives their files, as it would from a stick. Their stores are
deleted afterwards; what they sent stays. Of each paper that has texts of an officer's own, one is
kept as a draft, with such texts.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rilo_desktop.exchange.practice_calendar import FIRST_MONTH
from rilo_desktop.office_codes import PRACTICE_OFFICES
from rilo_desktop.presentation.document_spec import Scope
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.rules.findings import N_

from ..office import actions, cards
from ..office.create_office import make_office
from ..office.progress import SILENT, Progress
from ..office.session import Session
from ..records import form_answers_file, forms
from ..submissions import one_record, release, submit
from . import receive

FORM = "ecommerce_survey"
ASKED = PRACTICE_OFFICES[-2:]
ANSWERS, YEAR = "practice/answers.json", "practice/practice_year.json"
BEGUN = ("annual-progress-report", "indicator-evidence")
MAKING = N_("Answers of two other offices")


def add_work(session: Session, progress: Progress = SILENT) -> None:
    """To the office that has the sample. Raises Cancelled."""
    _add_answers(session, progress)
    for name, texts in typed_texts("en").items():
        if name in BEGUN:
            spec = SUBMISSIONS[name]
            year = reporting_year(session) if Scope.YEAR in spec.scope else 0
            submit.keep(session, submit.SubmissionRequest(name, year=year, messages=texts))


def typed_texts(language: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """{document: (place, text)} of what an officer of the practice year writes into it."""
    said = json.loads(_shipped(YEAR).read_text("utf-8"))["messages"]
    return {
        name: tuple((place, text) for place, text in texts[language])
        for name, texts in said.items()
    }


def reporting_year(session: Session) -> int:
    """The one that is reported on: of the practice year too."""
    today = date.fromisoformat(session.today)
    return today.year - (today.month < FIRST_MONTH)


def _add_answers(session: Session, progress: Progress) -> None:
    given = json.loads(_shipped(ANSWERS).read_text("utf-8"))
    with TemporaryDirectory(prefix="rilo-practice-") as folder:
        _answer(session, Path(folder), given[session.office_code])
        files = []
        for number, code in enumerate(ASKED):
            progress(number, len(ASKED), MAKING)
            files.append(_sent(session, Path(folder), code, given[code]))
        found = receive.inspect_submissions(session, files)
        receive.accept(session, found)


def _sent(session: Session, folder: Path, code: str, given: Mapping[str, Any]) -> Path:
    """The file of an office of its own, whose card is trusted here."""
    card, document = folder / f"{code}.rilocard", folder / f"{code}.pdf"
    made = make_office(folder / code, code, f"{code}-01", _words(), clock=session.clock)
    with made.session as other:
        with other.unit(actions.IMPORT) as unit:
            unit.write([replace(forms.find(session, FORM).record, reference="")])
        done = one_record.send(other, _answer(other, folder, given), "en")
        release.export(other, done.submission.reference, document)
        cards.export(other, card)
    cards.trust(session, card, cards.read_card(card).fingerprint)
    return document


def _answer(session: Session, folder: Path, given: Mapping[str, Any]) -> str:
    """About the year before, as it was asked. Returns the id of the record."""
    last_year = int(session.today[:4]) - 1
    about = {**given["who"], "from": f"{last_year}-01-01", "to": f"{last_year}-12-31"}
    path = folder / f"answers-{session.office_code}.json"
    data = {"meta": {"form_id": FORM}, "answers": {**given, "who": about}}
    path.write_text(json.dumps(data), "utf-8")
    done = form_answers_file.answer(session, FORM, path)
    assert done.saved is not None, "it was no dry run"
    return done.saved.stored.record.id


def _shipped(name: str) -> Any:
    return resources.files("rilo_desktop.assets") / name


def _words() -> str:
    """A passphrase for a store that nobody opens again."""
    return secrets.token_hex(20)
