"""The challenge of the network: looked up, changed rarely."""

from __future__ import annotations

from rilo_desktop.records import Challenge
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED
from .list_spec import described_list
from .navigation import MEETING
from .record_type import RecordTypeSpec

CHALLENGE = RecordTypeSpec(
    record=Challenge,
    icon="flag",
    group=MEETING,
    listed_by="plan",
    new=N_("New challenge"),
    is_public=True,
    in_catalogue=True,
    list=described_list("challenge"),
    form={
        "identity": ("title!", "challenge plan", "statement", "solution", *NAMED, "source!"),
        "handling": HANDLING,
    },
)
