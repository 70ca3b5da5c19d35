"""The competency rating: one cell of the matrix of offices and competencies."""

from __future__ import annotations

from rilo_desktop.records import CompetencyRating
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING
from .list_spec import ListSpec
from .navigation import NETWORK
from .record_type import RecordTypeSpec

COMPETENCY_RATING = RecordTypeSpec(
    record=CompetencyRating,
    icon="list-details",
    group=NETWORK,
    listed_by="competencies",
    new=N_("New competency rating"),
    empty=N_("No competency ratings yet"),
    about=N_("A rating says how far an office can do something, from which day and source."),
    retention=True,
    sample="network.xlsx",
    list=ListSpec(
        "competency-rating",
        second=("office_code", "level"),
        columns=("office_code", "level", "staff", "as_of"),
        aside="as_of",
        aside_label=N_("As of"),
        facets=("office_code", "competency", "workflow"),
        preview=(("text", "languages"), ("text", "source")),
    ),
    form={
        "rating": (
            "office_code competency:2",
            "level staff",
            "languages",
            "can_help",
            "local_ref language",
        ),
        "source": ("as_of source:3",),
        "handling": HANDLING,
    },
)
