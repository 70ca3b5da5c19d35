"""The submission: its own page prepares and shows it; it is never edited as a form."""

from __future__ import annotations

from rilo_desktop.records import Submission
from rilo_desktop.records.submission import Decision, SubmittedRecord
from rilo_desktop.rules.findings import N_

from .form_spec import lines
from .list_spec import described_list
from .record_type import RecordTypeSpec

SUBMISSION = RecordTypeSpec(
    record=Submission,
    icon="send",
    by_service_only=True,
    list=described_list("submission"),
    lines={
        SubmittedRecord: lines(
            "reference:3 number",
            one=N_("Record {number}"),
            add=N_("Add record"),
        ),
        Decision: lines(
            "decision function:2 on",
            "reason",
            one=N_("Decision {number}"),
            add=N_("Add decision"),
        ),
    },
)
