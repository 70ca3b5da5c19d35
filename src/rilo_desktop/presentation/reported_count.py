"""Counts that a member reported to the network, by year, commodity and way of detection."""

from __future__ import annotations

from rilo_desktop.records import CountLine, ReportedCount
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED, lines
from .list_spec import ListSpec
from .navigation import NETWORK
from .record_type import RecordTypeSpec

REPORTED_COUNT = RecordTypeSpec(
    record=ReportedCount,
    icon="chart-bar",
    group=NETWORK,
    topic="member-data",
    new=N_("New reported counts"),
    empty=N_("No reported counts yet"),
    about=N_("How many records a member entered in a year, as counts; the records stay there."),
    retention=True,
    sample="reported_counts.xlsx",
    list=ListSpec(
        "reported-count",
        second=("year",),
        columns=("year", "not_reported"),
        aside="year",
        aside_label=N_("Year"),
        facets=("member", "workflow"),
        preview=(("lines", "counts"),),
    ),
    form={
        "report": ("member:2 year", "not_reported", *NAMED),
        "counts": ("counts",),
        "source": ("as_of", "source!"),
        "handling": HANDLING,
    },
    lines={
        CountLine: lines(
            "commodity:5 detection:4 records:2 complete:2 median_days:3",
            one=N_("Count {number}"),
            add=N_("Add counts"),
        ),
    },
)
