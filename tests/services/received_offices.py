# mypy: disable-error-code="arg-type, type-var"
"""Offices that send to one that receives, as the tests of receiving need them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rilo_desktop.exchange import package as packages
from rilo_desktop.exchange.submission import OpenedFile
from rilo_desktop.file_kinds import SUBMISSION
from rilo_desktop.records import fields_of
from rilo_desktop.services.office.progress import SILENT
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.receiving.compare_records import RecordComparison
from rilo_desktop.services.receiving.incoming_file import IncomingFile, State
from rilo_desktop.services.receiving.received_submissions import received_in
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release
from rilo_desktop.services.submissions.content import content_of, frozen_of
from rilo_desktop.services.submissions.packing import packed
from rilo_desktop.services.submissions.printed_pictures import photos_frozen
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit
from rilo_desktop.services.submissions.verify import Trust, Verdict


def sent(session: Any, kind: str = "case-studies", supersedes: str = "", where: str = "") -> str:
    """Reference of a submission that this office released."""
    order = SubmissionRequest(kind, supersedes=supersedes, where=where, reason="as agreed")
    return submit(session, order).submission.reference


def sent_cases(session: Any, *positions: int, supersedes: str = "") -> str:
    """Of these cases, in the order of the list: pages are made of each, several times."""
    chosen = tuple(case(session, n).id for n in positions)
    order = SubmissionRequest(
        "case-studies", records=chosen, supersedes=supersedes, reason="as agreed"
    )
    return submit(session, order).submission.reference


def document(session: Any, reference: str) -> IncomingFile:
    """What a receiver reads from the PDF of it, signature aside: the data through its bytes."""
    _, submission = release._submission(session, reference)
    with session.reading() as reading:
        frozen = frozen_of(reading, submission)
        photos = photos_frozen(reading, submission, [item.record for item in frozen])
        content = content_of(reading, submission, frozen, session.office_code, photos=photos)
        packing = packed(reading, submission, frozen, content, session.store_id)
    return with_package(packing.package, packing.files)


def with_records(opened: IncomingFile, records: Sequence[Any], name: str) -> IncomingFile:
    """Another submission of the same office, with these records."""
    said = replace(opened.package.submission, id=name, reference=f"AP/2026/SUB/{name}")
    return with_package(replace(opened.package, submission=said, records=tuple(records)), {})


def with_package(package: packages.Package, files: Mapping[str, bytes]) -> IncomingFile:
    """A file that came, of this data."""
    content = packages.to_json(package)
    name = Path(f"{package.submission.reference.replace('/', '-')}.pdf")
    sha256 = hashlib.sha256(content).hexdigest()
    opened = OpenedFile(
        name.name, sha256, content, "whole", package=packages.from_json(content), files=files
    )
    verdict = Verdict(opened, Trust.TRUSTED)
    return IncomingFile(name, SUBMISSION, State.READY, sha256, verdict=verdict)


def to_file(session: Any, reference: str, folder: Path) -> Path:
    """The signed PDF of it."""
    path = folder / f"{reference.replace('/', '-')}.pdf"
    release.export(session, reference, path)
    return path


def coming(session: Any, *documents: IncomingFile) -> tuple[IncomingFile, ...]:
    """What receiving these would do."""
    with session.reading() as reading:
        comparing = RecordComparison(reading, session.office_code)
        known = {one.key for one in received_in(reading)}
        found = receive.in_order(documents)
        return tuple(
            replace(one, comparison=receive.comparison_of(comparing, one, known, SILENT))
            for one in found
        )


def own_fields_equal(one: Any, other: Any, kind: str, count: int) -> None:
    """Every record of a kind is in both stores, equal in every field that may leave."""
    with one.reading() as here, other.reading() as there:
        held = list(here.records.all_of(kind))
        for stored in held:
            found = there.records.stored(stored.record.id)
            assert found is not None, stored.record.reference
            for name, about in fields_of(type(stored.record)).items():
                if not about.office_only:
                    assert getattr(found.record, name) == getattr(stored.record, name), name
            assert found.record.reference == stored.record.reference
        assert len(held) == count


def changed(session: Any, name: str, kind: str = "case-study", **values: Any) -> None:
    stored = record.find(session, name, kind)
    record.save(session, record.with_values(stored.record, values))


def case(session: Any, n: int = 0) -> Any:
    """One of its case studies, in the order of the list."""
    with session.reading() as reading:
        return list(reading.records.all_of("case-study"))[n].record
