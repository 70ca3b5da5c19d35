"""The obligation of the reporting year: looked up, changed rarely."""

from __future__ import annotations

from rilo_desktop.records import Obligation
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED
from .list_spec import described_list
from .navigation import EXCHANGE
from .record_type import RecordTypeSpec

OBLIGATION = RecordTypeSpec(
    record=Obligation,
    icon="calendar",
    group=EXCHANGE,
    listed_by="reporting-year",
    new=N_("New obligation"),
    is_public=True,
    in_catalogue=True,
    list=described_list("obligation"),
    form={
        "identity": ("name!", *NAMED),
        "due": (
            "frequency month month_basis",
            "pattern!",
            "who_sets_the_day!",
            "what_is_due",
            "recipient! lead_days",
            "announced!",
        ),
        "source": ("confidence as_of", "basis!", "source!"),
        "handling": HANDLING,
    },
)
