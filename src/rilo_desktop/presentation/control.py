"""Controls made because of an indicator, with their finds: the evidence of its hit rate."""

from __future__ import annotations

from rilo_desktop.records import Control
from rilo_desktop.rules.findings import N_

from .form_spec import NAMED
from .list_spec import ListSpec
from .navigation import CASEWORK
from .record_type import RecordTypeSpec

CONTROL = RecordTypeSpec(
    record=Control,
    icon="shield-check",
    group=CASEWORK,
    listed_by="indicator-evidence",
    new=N_("New controls"),
    empty=N_("No controls for indicators yet"),
    about=N_("How many controls were made because of an indicator, and how many found something."),
    retention=True,
    sample="network.xlsx",
    list=ListSpec(
        "control",
        second=("indicator", "period_from"),
        columns=("indicator", "period_from", "period_to", "controls", "finds"),
        aside="period_from",
        aside_label=N_("Period"),
        facets=("member", "workflow"),
        preview=(
            ("text", "indicator"),
            ("text", "controls"),
            ("text", "finds"),
            ("text", "note"),
            ("text", "source"),
        ),
    ),
    form={
        "controls": (
            "indicator:2 member",
            "period_from period_to",
            "controls finds",
            "note",
            *NAMED,
        ),
        "source": ("source!",),
        "handling": ("tlp review_date", "caveats!"),
    },
)
