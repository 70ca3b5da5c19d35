"""The office of the network: looked up, changed rarely."""

from __future__ import annotations

from rilo_desktop.records import Office
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED
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
        "identity": ("name!", "host_city host_country", "region", *NAMED),
        "validity": ("since valid_from valid_to",),
        "source": ("confidence", "source!", "remark!"),
        "handling": HANDLING,
    },
)
