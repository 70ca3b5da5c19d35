"""The programme: where the office takes part, since when, and what it owes."""

from __future__ import annotations

from rilo_desktop.records import Programme, ProgrammeContribution, ReportedIncident
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED, lines
from .list_spec import ListSpec
from .navigation import ACTIVITY
from .record_type import RecordTypeSpec

PROGRAMME = RecordTypeSpec(
    record=Programme,
    icon="affiliate",
    group=ACTIVITY,
    listed_as=N_("Programmes and operations"),
    new=N_("New programme"),
    empty=N_("No programmes yet"),
    about=N_("A programme is a standing effort of another body in which the office takes part."),
    retention=True,
    sample="programmes.xlsx",
    list=ListSpec(
        "programme",
        second=("role", "programme_status"),
        columns=("role", "programme_status", "since", "next_report"),
        aside="since",
        aside_label=N_("Since"),
        facets=("role", "programme_status", "workflow"),
        preview=(
            ("text", "about"),
            ("text", "reports_due"),
            ("lines", "contributions"),
            ("lines", "reported"),
        ),
    ),
    form={
        "identity": ("title!", "led_by!", "about", "name_basis!", *NAMED),
        "part": (
            "role programme_status",
            "since until contact_function:2",
            "contributions",
        ),
        "reports": ("reports_due!", "next_report next_report_basis:2"),
        "reported": ("ionics_access ionics_since incidents_reported", "reported"),
        "source": ("source!",),
        "handling": HANDLING,
    },
    lines={
        ProgrammeContribution: lines(
            "date:2 text:6",
            one=N_("Contribution {number}"),
            add=N_("Add contribution"),
            hint=N_("Type a date"),
        ),
        ReportedIncident: lines(
            "system:2 day:2 case:4",
            one=N_("Report {number}"),
            add=N_("Add report"),
            hint=N_("Type a system"),
        ),
    },
)
