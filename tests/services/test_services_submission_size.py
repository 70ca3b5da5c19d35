# mypy: disable-error-code="arg-type, type-var"
"""What no receiver would read is refused when it is made, and says what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from received_offices import document, sent

from rilo_desktop.exchange import package, strict_json
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.submissions import release, submission_size, submit
from rilo_desktop.services.submissions.content import frozen_of
from rilo_desktop.services.submissions.submission_request import LeftOut

SAMPLE = 40


@pytest.fixture
def office(make_session: Any) -> Any:
    return make_session(sample=True)


def ordered(**more: Any) -> submit.SubmissionRequest:
    return submit.SubmissionRequest("case-studies", reason="as agreed", **more)


def rules(refused: Any) -> set[str]:
    return {finding.rule for finding in refused.value.findings}


def test_more_records_than_a_receiver_reads_are_refused_before_they_are_frozen(
    office, monkeypatch
) -> None:
    with office.reading() as reading:
        before = reading.log.last
    monkeypatch.setattr(submission_size, "MOST_BYTES", submission_size.FOR_THE_REST + 60_000)
    with pytest.raises(Refused) as refused:
        submit.submit(office, ordered())
    (said,) = refused.value.findings
    assert (said.rule, said.values["records"]) == ("submit.too_large", SAMPLE)
    assert 0 < said.values["fit"] < SAMPLE
    with office.reading() as reading:
        assert reading.log.last == before
    found = submit.preflight(office, ordered())
    assert "submit.too_large" in {one.rule for one in found.findings if one.blocks}
    few = {one.id for one in found.candidates[: said.values["fit"] // 2]}
    rest = tuple(LeftOut(c.id, "another one") for c in found.candidates if c.id not in few)
    assert "submit.too_large" not in {one.rule for one in found.leaving_out(rest).findings}
    assert submit.submit(office, ordered(records=tuple(few))).released


def test_a_document_larger_than_a_receiver_opens_is_not_exported(
    office, monkeypatch, tmp_path
) -> None:
    reference = sent(office)
    monkeypatch.setattr(
        submission_size, "LIMITS", replace(submission_size.LIMITS, file_bytes=100_000)
    )
    with pytest.raises(Refused) as refused:
        release.export(office, reference, tmp_path / "large.pdf")
    assert rules(refused) == {"submit.too_large"}
    assert not list(tmp_path.glob("large*"))


def test_no_more_data_is_written_than_is_read(office, monkeypatch) -> None:
    """50 MB are the limit of both sides."""
    made = document(office, sent(office)).package
    first = made.records[0]
    long = first.snapshot | {"lessons": "x" * 990_000}
    records = tuple(replace(first, id=f"r{n}", snapshot=long | {"id": f"r{n}"}) for n in range(51))
    with pytest.raises(strict_json.TooLarge):
        package.to_json(replace(made, records=records))
    fits = replace(made, records=records[:49])
    assert package.from_json(package.to_json(fits)) == fits
    monkeypatch.setattr(strict_json, "MOST_ITEMS", 48)
    with pytest.raises(strict_json.TooLarge):
        package.to_json(fits)


def test_what_is_counted_is_at_least_what_is_packed(office) -> None:
    reference = sent(office)
    _, submission = release._submission(office, reference)
    with office.reading() as reading:
        frozen = frozen_of(reading, submission)
    packed = len(package.to_json(document(office, reference).package))
    counted = sum(submission_size.sizes_of(frozen).values())
    assert packed - submission_size.FOR_THE_REST < counted
    assert packed < counted * 1.3
