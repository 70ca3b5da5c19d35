"""Papers of meetings: what an office says of a draft."""

from __future__ import annotations

from rilo_desktop.records import Consultation, Product
from rilo_desktop.rules.findings import N_

from .document_parts import SENDER
from .document_spec import DocumentSpec, ReferenceSpec, Scope, SourceSpec, plural

CONSULTATION_RETURN = DocumentSpec(
    name="consultation-return",
    code="CO",
    sources=(SourceSpec(record_type=Consultation.kind.code),),
    scope=(Scope.RECORD,),
    icon="messages",
    label=N_("Consultation return"),
    about=N_("What the office says of a draft: each comment with its proposal and reason"),
    heading=N_("Consultation return"),
    title=N_("Comments on a draft"),
    lead=plural("{count} consultation", "{count} consultations"),
    counted=plural("{count} consultation", "{count} consultations"),
    parts=("answer", "without", "check"),
    annexes=(),
    references=(
        SENDER,
        ReferenceSpec(record_type=Product.kind.code, fields=("reference", "local_ref", "title")),
    ),
    send=N_("Return comments"),
    is_sheet=True,
)

MEETING_DOCUMENTS = (CONSULTATION_RETURN,)
