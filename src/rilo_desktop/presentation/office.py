"""The office of the network: looked up, changed rarely."""

from __future__ import annotations

from rilo_desktop.records import HostPeriod, Office
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED, lines
from .list_spec import described_list
from .navigation import NETWORK
from .record_type import RecordTypeSpec

OFFICE = RecordTypeSpec(
    record=Office,
    icon="affiliate",
    group=NETWORK,
    new=N_("New office"),
    is_public=True,
    in_catalogue=True,
    list=described_list("office"),
    form={
        "identity": ("name!", "host_city host_country", "region members_published", *NAMED),
        "validity": ("since host_since as_of", "valid_from valid_to", "hosts"),
        "source": ("confidence", "source!", "remark!"),
        "handling": HANDLING,
    },
    lines={
        HostPeriod: lines(
            "host_country:3 host_city:2 valid_from:2 valid_to:2",
            "as_of confidence",
            "source",
            "remark",
            one=N_("Host {number}"),
            add=N_("Add host"),
            hint=N_("Type a country or territory"),
        ),
    },
)
