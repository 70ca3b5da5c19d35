"""The key issue: ranked each year, with the records that show it or answer it."""

from __future__ import annotations

from rilo_desktop.records import (
    KeyIssue,
    KeyIssueActionItem,
    KeyIssueActivity,
    KeyIssueCase,
    KeyIssueIndicator,
    KeyIssueProduct,
    KeyIssueRank,
)
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED, lines
from .list_spec import ListSpec
from .navigation import MEETING
from .record_type import RecordTypeSpec

_FIND = N_("Type a number or a word of its title")

KEY_ISSUE = RecordTypeSpec(
    record=KeyIssue,
    icon="star",
    group=MEETING,
    listed_by="ranks",
    new=N_("New key issue"),
    empty=N_("No key issues yet"),
    about=N_("A key issue is what comes first in a year, with the records that show why."),
    retention=True,
    sample="network.xlsx",
    list=ListSpec(
        "key-issue",
        second=("ranks", "offices"),
        columns=("ranks", "offices", "dropped_in"),
        aside_label=N_("State"),
        facets=("workflow",),
        preview=(("text", "reason"), ("lines", "ranks"), ("text", "asked")),
    ),
    form={
        "issue": ("name!", "reason", "offices", *NAMED),
        "closing": ("dropped_in dropped_reason:3",),
        "source": ("source!",),
        "handling": HANDLING,
    },
    lines={
        KeyIssueRank: lines(
            "year:2 rank:2 reason:6",
            one=N_("Line {number}"),
            add=N_("Add rank"),
            hint=N_("Type a year"),
        ),
        KeyIssueCase: lines(
            "case:1", one=N_("Case study {number}"), add=N_("Add case study"), hint=_FIND
        ),
        KeyIssueIndicator: lines(
            "indicator:1", one=N_("Indicator {number}"), add=N_("Add indicator"), hint=_FIND
        ),
        KeyIssueActionItem: lines(
            "item:1", one=N_("Action item {number}"), add=N_("Add action item"), hint=_FIND
        ),
        KeyIssueActivity: lines(
            "activity:1", one=N_("Activity {number}"), add=N_("Add activity"), hint=_FIND
        ),
        KeyIssueProduct: lines(
            "product:1", one=N_("Product {number}"), add=N_("Add product"), hint=_FIND
        ),
    },
)
