"""The member of an office: a country or territory, looked up, changed rarely."""

from __future__ import annotations

from rilo_desktop.records import Member
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED
from .list_spec import described_list
from .navigation import NETWORK
from .record_type import RecordTypeSpec

MEMBER = RecordTypeSpec(
    record=Member,
    icon="world",
    group=NETWORK,
    new=N_("New member"),
    is_public=True,
    in_catalogue=True,
    list=described_list("member"),
    form={
        "identity": ("country region", "wco_member wco_since", *NAMED),
        "validity": ("as_of valid_from valid_to", "former"),
        "source": ("confidence membership_basis", "basis!", "source!"),
        "handling": HANDLING,
    },
)
