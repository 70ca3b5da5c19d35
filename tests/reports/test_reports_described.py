# mypy: disable-error-code="arg-type"
"""A type of document without a drawing of its own prints every field, by its description."""

from __future__ import annotations

from pathlib import Path

import pytest
import reports_sample as sample
from reports_reading import squeezed, text_of, write

from rilo_desktop.presentation import documents
from rilo_desktop.presentation.document_spec import AnnexSpec, DocumentSpec, SourceSpec, plural
from rilo_desktop.presentation.documents import ACTION_PLAN_STATUS
from rilo_desktop.records import ActionItem, Challenge, Record, class_of, record_types
from rilo_desktop.records.identifiers import shipped_id
from rilo_desktop.reports import Content, sheet
from rilo_desktop.reports.documents.document import DRAWINGS
from rilo_desktop.rules.findings import N_

CODE = "TRIAL"


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> DocumentSpec:
    spec = DocumentSpec(
        name="trial",
        code=CODE,
        sources=(SourceSpec(record_type=Challenge.kind.code),),
        heading=N_("Action items"),
        title=N_("Action items"),
        lead=plural("{count} action item", "{count} action items"),
        counted=plural("{count} action item", "{count} action items"),
        parts=("records",),
        annexes=(
            AnnexSpec(N_("Handling labels"), ("handling",)),
            *ACTION_PLAN_STATUS.annexes[1:],
        ),
        references=ACTION_PLAN_STATUS.references,
    )
    monkeypatch.setitem(documents.DOCUMENTS, CODE, spec)  # type: ignore[misc]
    assert CODE not in DRAWINGS
    return spec


def _content(records: tuple[Record, ...]) -> Content:
    content = sample.content("AP", records=records)
    head = sample.head(CODE)
    return Content(
        head=head, records=records, revisions={}, referenced=content.referenced, totals={}
    )


def test_every_field_of_every_record_is_printed(trial: DocumentSpec, tmp_path: Path) -> None:
    items = sample.items()
    write(_content(items), tmp_path / "out.pdf")
    text = text_of(tmp_path / "out.pdf")
    for item in items:
        for name in ("title", "action", "deliverable", "obstacles", "lead", "closed_by"):
            value = getattr(item, name)
            if isinstance(value, str):
                assert squeezed(value) in text, name
        for update in item.updates:
            assert squeezed(update.entry or "") in text


def test_a_record_that_is_named_stands_there_with_its_title(trial: DocumentSpec) -> None:
    plan = shipped_id("action-plan", sample.PLAN)
    (item, *_) = (item for item in sample.items() if item.plan == plan)
    text = _text(sheet(_content((item,))))
    assert squeezed(sample.PLAN) in text
    assert squeezed(plan) not in text
    other = ActionItem(id="i", title="Of a plan that is not known", plan="0" * 32)
    assert "0" * 32 not in _text(sheet(_content((other,))))


@pytest.mark.parametrize("kind", sorted(record_types()))
def test_a_record_of_any_type_makes_a_sheet(trial: DocumentSpec, kind: str) -> None:
    record = class_of(kind)(id="i", reference="AP/2026/XX/A0001")
    assert squeezed("AP/2026/XX/A0001") in _text(sheet(_content((record,))))


def _text(pdf: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return squeezed("".join(p.get_textpage().get_text_bounded() for p in document))
