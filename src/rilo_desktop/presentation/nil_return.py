"""The nil return: a member's word that there was nothing to report in a period."""

from __future__ import annotations

from rilo_desktop.records import NilReturn
from rilo_desktop.rules.findings import N_

from .form_spec import NAMED
from .list_spec import ListSpec
from .navigation import NETWORK
from .record_type import RecordTypeSpec

NIL_RETURN = RecordTypeSpec(
    record=NilReturn,
    icon="circle-dashed",
    group=NETWORK,
    topic="member-data",
    new=N_("New nil return"),
    empty=N_("No nil returns yet"),
    about=N_("A nil return says that a member had nothing to report; silence is not the same."),
    retention=True,
    sample="network.xlsx",
    list=ListSpec(
        "nil-return",
        second=("period_from", "subject"),
        columns=("period_from", "period_to", "received", "function"),
        aside="received",
        aside_label=N_("Received on"),
        facets=("member", "workflow"),
        preview=(("text", "subject"), ("text", "function")),
    ),
    form={
        "return": ("member:2 received", "period_from period_to", "function", "subject!", *NAMED),
        "handling": ("tlp review_date", "caveats!"),
    },
)
