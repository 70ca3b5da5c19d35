"""The contact function: whom to ask or tell, by function and never by name."""

from __future__ import annotations

from rilo_desktop.records import ContactFunction
from rilo_desktop.rules.findings import N_

from .form_spec import NAMED
from .list_spec import ListSpec
from .navigation import NETWORK
from .record_type import RecordTypeSpec

CONTACT_FUNCTION = RecordTypeSpec(
    record=ContactFunction,
    icon="users",
    group=NETWORK,
    topic="member-data",
    new=N_("New contact function"),
    empty=N_("No contact functions yet"),
    about=N_("A contact function is whom to ask or to tell: a function, never a person."),
    retention=True,
    sample="network.xlsx",
    list=ListSpec(
        "contact-function",
        second=("member", "covers"),
        columns=("member", "covers", "languages", "confirmed_on"),
        aside="confirmed_on",
        aside_label=N_("Confirmed on"),
        facets=("member", "workflow"),
        preview=(("text", "covers"), ("text", "languages")),
    ),
    form={
        "identity": ("function", "member covers:2", "languages channel", *NAMED),
        "validity": ("valid_from valid_to confirmed_on",),
        "handling": ("tlp review_date", "caveats!"),
    },
)
