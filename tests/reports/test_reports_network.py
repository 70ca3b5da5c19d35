"""The network report can be read: no head and no reference is broken, however much was sent."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
import reports_sample as sample
from reports_reading import squeezed

from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.reports import (
    DueState,
    NetworkContent,
    NetworkData,
    NetworkOffice,
    OwedDay,
    Sent,
    made,
)

TYPES = tuple(spec.code for spec in SUBMISSIONS.values())
OWED = (
    "Annual progress report",
    "Questionnaire on RILOs",
    "Key issues",
    "Action plan status",
    "Competencies",
)


def _content(owed: int, language: str = "en") -> NetworkContent:
    offices = []
    for n in range(12):
        code = ("WACAM", "MENAT", "ECIS")[n % 3] if n < 3 else f"X{n}"
        latest = {
            kind: Sent(f"{code}/2026/SUB/A{at + 1:04d}", 1 + at % 2, "2026-11-30")
            for at, kind in enumerate(TYPES[: 4 + n])
        }
        states = tuple(
            DueState(("received", "late", "missing", "ahead")[(n + at) % 4], reference)
            for at, reference in enumerate(
                [one.reference for one in [*latest.values()][:owed]] + [""] * owed
            )
        )[:owed]
        offices.append(NetworkOffice(code, len(latest), latest, states, n, n, n))
    data = NetworkData(
        offices=tuple(offices),
        owed=tuple(
            OwedDay((("en", name), ("fr", name)), "2026-01-31", "2027-01-31")
            for name in OWED[:owed]
        ),
        types=TYPES,
    )
    head = sample.head("NET", language, office_code="SX")
    return NetworkContent(head=head, records=(), revisions={}, network=data)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("owed", range(6))
def test_no_reference_and_no_head_is_broken(owed: int, language: str) -> None:
    content = _content(owed, language)
    with pypdfium2.PdfDocument(io.BytesIO(made(content))) as pdf:
        lines = [
            line.strip()
            for page in pdf
            for line in page.get_textpage().get_text_bounded().splitlines()
        ]
    text = "\n".join(lines).replace("\u00a0", " ")
    for office in content.network.offices:
        for one in office.latest.values():
            assert one.reference in text, one.reference
    words = {word for line in lines for word in line.replace("\u00a0", " ").split()}
    for name in OWED[:owed]:
        assert set(name.split()) <= words, name


def _text(content: NetworkContent) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(made(content))) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return squeezed(" ".join(pages))


def _of_a_sender(code: str) -> NetworkContent:
    """The office that writes it has cases; it sends itself nothing."""
    content = _content(1)
    offices = [
        replace(one, submissions=0, latest={}) if one.code in (code, "X7") else one
        for one in content.network.offices
    ]
    return replace(
        content,
        head=replace(content.head, office_code=code),
        network=replace(content.network, offices=tuple(offices)),
    )


def test_the_office_that_writes_it_is_not_called_silent() -> None:
    text = _text(_of_a_sender("X5"))
    assert squeezed("Nothing received from: X7.") in text
    assert squeezed("What is counted for X5 are its own records.") in text
    assert squeezed("are its own records") not in _text(_of_a_sender("SX"))
