"""The sample as an office has it at work: its action items have a plan, due dates and a status.

What ships has none of these, since nobody published them. It is imported in the same way.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from rilo_desktop.presentation.document_spec import DocumentSpec
from rilo_desktop.records import Submission
from rilo_desktop.services.office.create_office import SAMPLE, add_sample, make_office
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import competencies, record
from rilo_desktop.services.records.file_import import FileImport, import_files
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

IN_WORK = Path(__file__).resolve().parent / "fixtures" / "sample"

FEW_SHIPPED = {
    "action-plan": 1,
    "activity": 5,
    "competency-rating": 3,
    "consultation": 2,
    "contact-function": 2,
    "control": 2,
    "key-issue": 3,
    "nil-return": 1,
    "product": 2,
    "programme": 2,
    "questionnaire": 2,
    "questionnaire-answers": 2,
    "reported-count": 2,
}
"""Where fewer than ten records of a type are shipped."""


if TYPE_CHECKING:
    import pytest

PASSPHRASE = "a passphrase of the first officer"


def sample_office(run: pytest.TempPathFactory, code: str = "AP", shipped: bool = False) -> Path:
    """An office with the sample, made once for all processes of a run; nobody changes it.

    `shipped`: as it comes with the program, and not at work.
    """
    from made_once import made_once  # processes that a test kills do without pytest

    def make(folder: Path) -> None:
        with make_office(folder / "office", code, f"{code}-01", PASSPHRASE).session as session:
            (add_sample if shipped else add_sample_in_work)(session)

    return made_once(run, f"{code}-{'shipped' if shipped else 'at-work'}", make) / "office"


def copied_sample(
    run: pytest.TempPathFactory, folder: Path, code: str = "AP", shipped: bool = False
) -> Path:
    return shutil.copytree(sample_office(run, code, shipped), folder)


def ready_for(session: Session, spec: DocumentSpec) -> None:
    """Adds what a document of this type is made of and the sample does not hold: a rating of the
    office itself, of which it says nothing; a released submission."""
    if spec.sources[0].of_sender:
        competencies.state(session, "C01", 2)
        own = record.get(session, competencies.own_rating(session, "C01"))
        stated = record.with_values(own.record, {"source": "own judgement"})
        record.save(session, stated, own.revision)
    if spec.record_type == Submission.kind.code:
        submit(session, SubmissionRequest("products", reason="as agreed"))


def add_sample_in_work(session: Session) -> FileImport:
    with ExitStack() as stack:
        shipped = resources.files("rilo_desktop.assets") / "sample"
        files = [
            IN_WORK / name
            if (IN_WORK / name).exists()
            else stack.enter_context(resources.as_file(shipped / name))
            for name in SAMPLE
        ]
        return import_files(session, files, shipped=True)
